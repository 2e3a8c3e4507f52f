/** What somebody types for an offer, and the terms that it stands for. */
import type { GivenTerms, OfferTerms } from '../../api/offers';
import type { Listing } from '../../api/queries';
import { shareOf } from '../../format/shares';

export interface OfferDraft {
  amountCents: number | null;
  financing: OfferTerms['financing'];
  loan: boolean;
  loanShare: string;
  loanMonths: string;
  depositCents: number | null;
  walks: OfferTerms['depositIfBuyerWalks'];
  holdbackPct: string;
  holdbackDays: string;
  contingencies: OfferTerms['contingencies'];
  closingDate: string;
  exclusivityDays: string;
  supportDays: string;
  other: string;
  message: string;
  lifeHours: string;
}

const USUAL_LIFE_HOURS = '72';

/** From the terms that stand, or those of the listing; a field that nobody has named stays empty. */
export const draftOf = (terms: Partial<OfferTerms>, amountCents: number | null): OfferDraft => ({
  amountCents,
  financing: terms.financing ?? 'CASH',
  loan: Boolean(terms.sellerFinancing),
  loanShare: String(terms.sellerFinancing?.sharePct ?? ''),
  loanMonths: String(terms.sellerFinancing?.termMonths ?? ''),
  depositCents: terms.depositCents ?? null,
  walks: terms.depositIfBuyerWalks ?? 'HALF_COMPENSATES_SELLER',
  holdbackPct: String(terms.holdbackPct ?? 0),
  holdbackDays: String(terms.holdbackDays ?? ''),
  contingencies: terms.contingencies ?? [],
  closingDate: terms.closingDate ?? '',
  exclusivityDays: String(terms.exclusivityDays ?? ''),
  supportDays: String(terms.transitionSupportDays ?? 0),
  other: terms.otherConditions ?? '',
  message: '',
  lifeHours: USUAL_LIFE_HOURS,
});

type Deal = NonNullable<Listing['confidential']>['deal'];

/** The listing's own terms are the defaults of an offer. */
export function draftOfListing(deal: Deal): OfferDraft {
  if (!deal) return draftOf({}, null);
  const { sellerFinancing, holdbackPct, transitionSupportDays, contingencies, closingDate, exclusivityDays } =
    deal;
  return draftOf(
    {
      ...{ sellerFinancing, holdbackPct, transitionSupportDays, contingencies, closingDate },
      ...(exclusivityDays === null ? {} : { exclusivityDays }),
    },
    deal.askingPriceCents,
  );
}

/** Empty: not named. What is no number goes out as it is, for the server to say so under its field. */
const whole = (typed: string): number | undefined => (typed.trim() === '' ? undefined : Number(typed));

export function termsOf(draft: OfferDraft): GivenTerms {
  const holdbackDays = whole(draft.holdbackDays);
  const exclusivityDays = whole(draft.exclusivityDays);
  return {
    financing: draft.financing,
    sellerFinancing: draft.loan
      ? { sharePct: whole(draft.loanShare) ?? 0, termMonths: whole(draft.loanMonths) ?? 0 }
      : null,
    depositCents: draft.depositCents,
    depositIfBuyerWalks: draft.walks,
    holdbackPct: whole(draft.holdbackPct) ?? 0,
    ...(holdbackDays === undefined ? {} : { holdbackDays }),
    contingencies: draft.contingencies,
    closingDate: draft.closingDate || null,
    ...(exclusivityDays === undefined ? {} : { exclusivityDays }),
    transitionSupportDays: whole(draft.supportDays) ?? 0,
    otherConditions: draft.other.trim() || null,
  };
}

const HOUR_MS = 3_600_000;

/** Left out: the usual life. */
export const expiryOf = ({ lifeHours }: OfferDraft, now: number): { expiresAt?: string } =>
  lifeHours === USUAL_LIFE_HOURS
    ? {}
    : { expiresAt: new Date(now + Number(lifeHours) * HOUR_MS).toISOString() };

/** Of a price and its terms: what is lent, put down, kept back. */
export interface Amounts {
  priceCents: number;
  /** Lent by the seller. */
  lentCents: number;
  /** Null: the usual one. */
  depositCents: number | null;
  holdbackPct: number;
  /** Null: the usual time. */
  holdbackDays: number | null;
}

const numberOf = (typed: string): number => {
  const value = whole(typed) ?? 0;
  return Number.isFinite(value) ? value : 0;
};

/** As far as it is typed; null without a price. */
export function amountsOf(draft: OfferDraft): Amounts | null {
  const { amountCents: priceCents, depositCents } = draft;
  if (priceCents === null) return null;
  const lent = draft.loan ? shareOf(priceCents, numberOf(draft.loanShare) * 100) : 0;
  return {
    ...{ priceCents, depositCents },
    lentCents: Math.min(lent, priceCents),
    holdbackPct: numberOf(draft.holdbackPct),
    holdbackDays: numberOf(draft.holdbackDays) || null,
  };
}
