/** The sums of a deal, in cents: what is fixed when it opens, and how what is held is divided when it ends. */
import { clampCents, shareOf } from '../../platform/kernel/money';
import type { Payable, WalkAwayRule } from '../offers';
import type { Split } from './process/facts';

/** What the platform asks, from configuration. */
export interface Rates {
  feeBasisPoints: number;
  depositBasisPoints: number;
  depositLeastCents: number;
  depositMostCents: number;
}

/** What the sides have agreed on that the sums follow from. */
export interface AgreedSums extends Payable {
  priceCents: number;
  /** Whole per cents of the price. */
  holdbackPct: number;
  /** Null: as the platform asks. */
  depositCents: number | null;
  depositIfBuyerWalks: WalkAwayRule;
}

export interface FixedSums {
  /** A share of the whole price, and paid out of what goes through escrow. */
  feeCents: number;
  depositCents: number;
  holdbackCents: number;
  /** Of the deposit, what compensates the seller if the buyer walks away. */
  walkAwayCents: number;
}

/** Fee, deposit, hold-back and the price of walking away: fixed when a deal opens, and anew with another price. */
export function fixSums(agreed: AgreedSums, rates: Rates): FixedSums {
  const { priceCents, paidNowCents } = agreed;
  const feeCents = Math.min(paidNowCents, shareOf(priceCents, rates.feeBasisPoints));
  const usual = clampCents(
    shareOf(priceCents, rates.depositBasisPoints),
    rates.depositLeastCents,
    rates.depositMostCents,
  );
  const depositCents = Math.min(paidNowCents, agreed.depositCents ?? usual);
  return {
    feeCents,
    depositCents,
    holdbackCents: Math.min(paidNowCents - feeCents, shareOf(priceCents, agreed.holdbackPct * 100)),
    walkAwayCents: {
      HALF_COMPENSATES_SELLER: Math.min(feeCents, Math.floor(depositCents / 2)),
      BACK_TO_BUYER: 0,
      SELLER_KEEPS_IT: depositCents,
    }[agreed.depositIfBuyerWalks],
  };
}

/** Where the money of an ended deal goes; the parts make up what was held. */
export interface Division {
  feeCents: number;
  sellerCents: number;
  buyerCents: number;
  /** Stays in escrow. */
  keptCents: number;
}

/** A sale that went as agreed: the fee, the hold-back, and the rest to the seller. */
export const divideSale = (heldCents: number, feeCents: number, holdbackCents: number): Division => ({
  feeCents,
  sellerCents: heldCents - feeCents - holdbackCents,
  buyerCents: 0,
  keptCents: holdbackCents,
});

/** The buyer walked away: the seller is compensated, whole, since nothing was sold; the rest goes back. */
export function divideWalkAway(heldCents: number, walkAwayCents: number): Division {
  const sellerCents = Math.min(heldCents, walkAwayCents);
  return { feeCents: 0, sellerCents, buyerCents: heldCents - sellerCents, keptCents: 0 };
}

/**
 * A deal that was settled or decided. The platform's fee is the seller's to pay, so it comes out of the seller's part:
 * in the proportion of that part to what the buyer pays in, half a cent rounded up, and never more than the whole fee. What goes
 * back to the buyer goes back whole, and nothing is kept as hold-back: the division is final.
 */
export function divideBySplit(split: Split, paidNowCents: number, fullFeeCents: number): Division {
  const proportional = Number(
    (BigInt(fullFeeCents) * BigInt(split.sellerCents) * 2n + BigInt(paidNowCents)) /
      (BigInt(paidNowCents) * 2n),
  );
  const feeCents = Math.min(fullFeeCents, proportional);
  return {
    feeCents,
    sellerCents: split.sellerCents - feeCents,
    buyerCents: split.buyerCents,
    keptCents: 0,
  };
}

export interface Refundable {
  paymentId: string;
  refundableCents: number;
}

/** Spreads a refund over the payments that came in, in the order given; null when they cannot bear it. */
export function planRefund(
  amountCents: number,
  payments: Refundable[],
): { paymentId: string; amountCents: number }[] | null {
  const plan: { paymentId: string; amountCents: number }[] = [];
  let left = amountCents;
  for (const { paymentId, refundableCents } of payments) {
    const part = Math.min(left, refundableCents);
    if (part > 0) plan.push({ paymentId, amountCents: part });
    left -= part;
  }
  return left === 0 ? plan : null;
}
