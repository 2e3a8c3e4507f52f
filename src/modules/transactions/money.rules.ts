/** The sums of a deal, in cents: what is fixed when it opens, and how what is held is divided when it ends. */
import { clampCents, shareOf } from '../../platform/kernel/money';
import type { Split } from './process/facts';

/** What the platform asks, from configuration. */
export interface Rates {
  feeBasisPoints: number;
  depositBasisPoints: number;
  depositLeastCents: number;
  depositMostCents: number;
}

export interface FixedSums {
  feeCents: number;
  depositCents: number;
  holdbackCents: number;
}

/** Fee, deposit and hold-back of a deal, fixed when it opens. `holdbackPct`: whole per cents of the price. */
export function fixSums(priceCents: number, holdbackPct: number, rates: Rates): FixedSums {
  const feeCents = shareOf(priceCents, rates.feeBasisPoints);
  const wanted = shareOf(priceCents, rates.depositBasisPoints);
  return {
    feeCents,
    depositCents: Math.min(priceCents, clampCents(wanted, rates.depositLeastCents, rates.depositMostCents)),
    holdbackCents: Math.min(priceCents - feeCents, shareOf(priceCents, holdbackPct * 100)),
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

/**
 * A deal that was settled or decided. The platform's fee is the seller's to pay, so it comes out of the seller's part:
 * in the proportion of that part to the price, half a cent rounded up, and never more than the whole fee. What goes
 * back to the buyer goes back whole, and nothing is kept as hold-back: the division is final.
 */
export function divideBySplit(split: Split, priceCents: number, fullFeeCents: number): Division {
  const proportional = Number(
    (BigInt(fullFeeCents) * BigInt(split.sellerCents) * 2n + BigInt(priceCents)) / (BigInt(priceCents) * 2n),
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
