/** What of a canceled deal waits for banks: how it is divided around them, and how that is said. */
import { dollars } from '../../platform/kernel/money';
import type { Refundable } from './money.rules';
import type { Split } from './process/facts';
import type { DealCardDispute } from './transaction.model';

type Disputed = Pick<DealCardDispute, 'status' | 'buyerDueCents' | 'sellerDueCents'>;

/** A payment that stands in escrow, and how much of it its payer's bank may take. */
export interface Disputable extends Refundable {
  disputedCents: number;
}

/** What of one payment waits for its bank, and for whom. */
export interface FrozenPart extends Split {
  paymentId: string;
}

const freeOf = ({ refundableCents, disputedCents }: Disputable): number =>
  Math.max(0, refundableCents - disputedCents);

/**
 * Divides what is held while banks decide over a part of it. A gateway gives nothing of a disputed payment back, so the
 * buyer gets at once what came by the others. The seller's part comes first out of what no bank disputes: the buyer may have
 * the rest from the bank. What is left of each disputed payment waits.
 */
export function divideAroundBanks(
  split: Split,
  payments: readonly Disputable[],
): { now: Split; waiting: FrozenPart[] } {
  const disputed = payments.filter(({ disputedCents }) => disputedCents > 0);
  const freeCents = payments.reduce((sum, payment) => sum + freeOf(payment), 0);
  const sellerNow = Math.min(split.sellerCents, freeCents);
  let taken = sellerNow;
  let sellerLater = split.sellerCents - sellerNow;
  const waiting = disputed.map((payment) => {
    const given = Math.min(taken, freeOf(payment));
    taken -= given;
    const leftCents = payment.refundableCents - given;
    const sellerCents = Math.min(sellerLater, leftCents);
    sellerLater -= sellerCents;
    return { paymentId: payment.paymentId, sellerCents, buyerCents: leftCents - sellerCents };
  });
  const buyerLater = waiting.reduce((sum, { buyerCents }) => sum + buyerCents, 0);
  return { now: { buyerCents: split.buyerCents - buyerLater, sellerCents: sellerNow }, waiting };
}

/** Null of a dispute for which nothing waits. */
export const dueOf = ({ buyerDueCents, sellerDueCents }: Disputed): Split | null =>
  buyerDueCents === null || sellerDueCents === null
    ? null
    : { buyerCents: buyerDueCents, sellerCents: sellerDueCents };

export const totalOf = (due: Split | null): number => (due ? due.buyerCents + due.sellerCents : 0);

/** What waits for banks, over these disputes of one deal; null where nothing does. */
export function frozenOver(disputes: readonly Disputed[]): Split | null {
  const waiting = disputes.flatMap((dispute) => (dispute.status === 'OPEN' ? (dueOf(dispute) ?? []) : []));
  const frozen = {
    buyerCents: waiting.reduce((sum, { buyerCents }) => sum + buyerCents, 0),
    sellerCents: waiting.reduce((sum, { sellerCents }) => sum + sellerCents, 0),
  };
  return totalOf(frozen) > 0 ? frozen : null;
}

const whose = ({ buyerCents, sellerCents }: Split): string => {
  if (sellerCents === 0) return 'to the buyer';
  if (buyerCents === 0) return 'to the seller';
  return `${dollars(buyerCents)} to the buyer and ${dollars(sellerCents)} to the seller`;
};

export const sayFrozen = (frozen: Split): string =>
  `${dollars(totalOf(frozen))} stays in escrow until the bank has decided. If the bank leaves it, it goes ${whose(frozen)}; if the bank takes it, nothing more is owed for it.`;

export const sayReleased = (released: Split): string =>
  totalOf(released) === 0
    ? 'Nothing more is owed for it.'
    : `${dollars(totalOf(released))} goes ${whose(released)}.`;
