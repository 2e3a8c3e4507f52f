/** The terms of one version, in words: as names and values, or a value at a time for a table. */
import type { OfferTerms } from '../../api/offers';
import { money } from '../../format/money';
import { shareOf } from '../../format/shares';
import { plainDay } from '../../format/time';
import { words } from '../../words';
import { offersWords } from '../../words/offers';

const { terms: says, walks } = offersWords;
const { contingency, financing } = words.codes;

interface Version {
  amountCents: number;
  terms: OfferTerms;
  paidNowCents: number;
  owedLaterCents: number;
}

export interface TermRow {
  name: string;
  textOf(version: Version): string;
}

export const loanText = ({ sellerFinancing }: OfferTerms): string =>
  sellerFinancing ? says.loanOf(sellerFinancing.sharePct, sellerFinancing.termMonths) : says.loanNone;

export const holdbackText = ({ amountCents, terms }: Pick<Version, 'amountCents' | 'terms'>): string =>
  terms.holdbackPct === 0
    ? says.holdbackNone
    : says.holdbackOf(
        terms.holdbackPct,
        money(shareOf(amountCents, terms.holdbackPct * 100)),
        terms.holdbackDays,
      );

export const closingText = ({ closingDate }: OfferTerms): string =>
  closingDate ? plainDay(closingDate) : says.closingOpen;

export const dependsText = ({ contingencies }: OfferTerms): string =>
  contingencies.length === 0
    ? says.contingenciesNone
    : contingencies.map((code) => contingency[code]).join(', ');

/** `usualDeposit`: what the deposit is where none is named; null while that is not known. */
export const termRows = (usualDeposit: (priceCents: number) => number | null): readonly TermRow[] => [
  { name: says.price, textOf: ({ amountCents }) => money(amountCents) },
  { name: says.paidNow, textOf: ({ paidNowCents }) => money(paidNowCents) },
  { name: says.owedLater, textOf: ({ owedLaterCents }) => money(owedLaterCents) },
  { name: says.financing, textOf: ({ terms }) => financing[terms.financing] },
  { name: says.loan, textOf: ({ terms }) => loanText(terms) },
  {
    name: says.deposit,
    textOf({ amountCents, terms }) {
      if (terms.depositCents !== null) return money(terms.depositCents);
      const usual = usualDeposit(amountCents);
      return usual === null ? words.common.notKnown : says.depositUsual(money(usual));
    },
  },
  { name: says.walks, textOf: ({ terms }) => walks[terms.depositIfBuyerWalks] },
  { name: says.holdback, textOf: holdbackText },
  { name: says.contingencies, textOf: ({ terms }) => dependsText(terms) },
  { name: says.closing, textOf: ({ terms }) => closingText(terms) },
  { name: says.exclusivity, textOf: ({ terms }) => says.days(terms.exclusivityDays) },
  { name: says.support, textOf: ({ terms }) => says.days(terms.transitionSupportDays) },
  { name: says.other, textOf: ({ terms }) => terms.otherConditions ?? says.none },
];
