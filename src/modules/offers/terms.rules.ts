/** The terms of an offer: where those that nobody names come from, and what of the price is paid when. */
import { dollars, shareOf } from '../../platform/kernel/money';
import type { Listing } from '../listings';
import { type OfferRefusal, refuseClosingDate } from './offer.rules';
import { type GivenTerms, OfferTerms } from './offers.schema';

/** Less would cost a buyer who walks away nothing. */
export const LEAST_DEPOSIT_CENTS = 50_000;

/** A closing date that has passed meanwhile is none. */
const stillToCome = (closingDate: string | null, now: number): string | null =>
  refuseClosingDate(closingDate, now) === null ? closingDate : null;

/** The listing's own terms are the defaults of an offer. */
export function termsOfListing({ deal }: Pick<Listing, 'deal'>, now: number): GivenTerms {
  if (!deal) return {};
  const { sellerFinancing, holdbackPct, transitionSupportDays, contingencies, exclusivityDays } = deal;
  const closingDate = stillToCome(deal.closingDate, now);
  return {
    ...{ sellerFinancing, holdbackPct, transitionSupportDays, contingencies, closingDate },
    ...(exclusivityDays === null ? {} : { exclusivityDays }),
  };
}

/** A new version keeps what it leaves out of the one before it. */
export const termsOfVersion = ({ terms }: { terms: OfferTerms }, now: number): OfferTerms => ({
  ...terms,
  closingDate: stillToCome(terms.closingDate, now),
});

/** `given` over `usual`; what neither names has the usual value of the trade. */
export const completeTerms = (usual: GivenTerms, given: GivenTerms = {}): OfferTerms =>
  OfferTerms.parse({ ...usual, ...given });

/** What was made as the answer to the asking price is so until somebody names another one. */
export const takesAskingPrice = (offer: { buyNow: boolean | number; standingVersion: number }): boolean =>
  Boolean(offer.buyNow) && offer.standingVersion === 1;

export interface Payable {
  /** Paid into escrow at closing, the deposit included. */
  paidNowCents: number;
  /** Lent by the seller: owed to them directly, outside of escrow. */
  owedLaterCents: number;
}

export function payableOf(
  amountCents: number,
  { sellerFinancing }: { sellerFinancing?: OfferTerms['sellerFinancing'] | undefined },
): Payable {
  const owedLaterCents = sellerFinancing ? shareOf(amountCents, sellerFinancing.sharePct * 100) : 0;
  return { paidNowCents: amountCents - owedLaterCents, owedLaterCents };
}

/** A deposit that is named is one that can be paid and that means something. */
export function refuseDeposit(amountCents: number, terms: OfferTerms): OfferRefusal | null {
  const { depositCents } = terms;
  if (depositCents === null) return null;
  const { paidNowCents } = payableOf(amountCents, terms);
  if (depositCents >= LEAST_DEPOSIT_CENTS && depositCents <= paidNowCents) return null;
  const range = `from ${dollars(LEAST_DEPOSIT_CENTS)} to what is paid at closing, here ${dollars(paidNowCents)}`;
  const because = `The deposit is ${range}.`;
  const limits = { least: LEAST_DEPOSIT_CENTS, most: paidNowCents };
  return {
    code: 'deposit_out_of_range',
    because,
    fields: [{ field: 'terms.depositCents', message: because, limits }],
  };
}
