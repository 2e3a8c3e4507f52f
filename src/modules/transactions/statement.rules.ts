/** The closing statement of a deal: every sum that came in and went out, by the books, and whether they balance. */
import type { TransferRow } from '../ledger';
import { type BookedDeal, escrowOf, flowOf, LOSSES } from './books.rules';
import type { PaymentPurpose } from './process/facts';

export type StatementLineKind =
  | PaymentPurpose
  | 'PLATFORM_FEE'
  | 'SELLER_PAYOUT'
  | 'HOLDBACK_PAYOUT'
  | 'BUYER_REFUND'
  | 'TAKEN_BY_BANK'
  | 'GIVEN_BACK_BY_BANK'
  | 'REFUND_CAME_BACK'
  | 'REFUND_TAKEN_BACK';

export interface StatementLine {
  kind: StatementLineKind;
  amountCents: number;
  at: number;
}

/** A line with the way that the money went, seen from escrow. */
export interface BookedLine extends StatementLine {
  direction: 'IN' | 'OUT';
}

export interface Statement {
  /** Oldest first. */
  received: StatementLine[];
  paidOut: StatementLine[];
  receivedCents: number;
  feeCents: number;
  sellerCents: number;
  refundedCents: number;
  /** Taken back by the bank of the payer. */
  lostCents: number;
  /** Stays in escrow: the hold-back. */
  heldCents: number;
}

type Subject = Pick<BookedDeal, 'id' | 'sellerId'>;

/**
 * Draws the statement up from the transfers that touched the deal's escrow account. `purposes`: what each payment that
 * came in was for. Null where the books do not balance or name a movement that no deal has: then none may be issued.
 */
export function drawUp(
  deal: Subject,
  transfers: TransferRow[],
  purposes: ReadonlyMap<string, PaymentPurpose>,
  heldCents: number,
): Statement | null {
  const lines = linesOf(deal, transfers, purposes);
  if (!lines) return null;
  const going = (wanted: BookedLine['direction']): StatementLine[] =>
    lines
      .filter(({ direction }) => direction === wanted)
      .map(({ kind, amountCents, at }) => ({ kind, amountCents, at }));
  const { inCents, feeCents, sellerCents, refundedCents, lostCents } = flowOf(deal, transfers);
  if (inCents !== feeCents + sellerCents + refundedCents + lostCents + heldCents) return null;
  const totals = { receivedCents: inCents, feeCents, sellerCents, refundedCents, lostCents, heldCents };
  return { received: going('IN'), paidOut: going('OUT'), ...totals };
}

/** What moved into escrow and out of it, in the order of the transfers. Null where one is a movement that no deal has. */
export function linesOf(
  deal: Subject,
  transfers: readonly TransferRow[],
  purposes: ReadonlyMap<string, PaymentPurpose>,
): BookedLine[] | null {
  const escrow = escrowOf(deal.id);
  // What had been booked in error never came.
  const inError = new Set(transfers.map(({ credit }) => credit).filter(isClearing));
  const lines: BookedLine[] = [];
  for (const transfer of transfers) {
    if (inError.has(transfer.debit) || inError.has(transfer.credit)) continue;
    const isReceipt = transfer.credit === escrow;
    const kind = isReceipt ? purposeOf(transfer, purposes) : whatLeft(deal, transfer);
    if (kind === null) return null;
    const direction = isReceipt ? 'IN' : 'OUT';
    lines.push({ kind, direction, amountCents: transfer.amount, at: transfer.postedAt });
  }
  return lines;
}

const isClearing = (account: string): boolean => account.startsWith('unallocated:');

const purposeOf = (
  { debit }: TransferRow,
  purposes: ReadonlyMap<string, PaymentPurpose>,
): StatementLineKind | null => {
  if (debit === LOSSES) return 'GIVEN_BACK_BY_BANK';
  if (debit.startsWith('outside:')) return 'REFUND_CAME_BACK';
  if (debit.startsWith('refunds:')) return 'REFUND_TAKEN_BACK';
  return purposes.get(debit.replace(/^unallocated:/, '')) ?? null;
};

function whatLeft({ id, sellerId }: Subject, transfer: TransferRow): StatementLineKind | null {
  if (transfer.credit === 'revenue:fees') return 'PLATFORM_FEE';
  if (/^(refunds|outside):/.test(transfer.credit)) return 'BUYER_REFUND';
  if (transfer.credit === LOSSES) return 'TAKEN_BY_BANK';
  if (transfer.credit !== `payable:${sellerId}`) return null;
  return transfer.id === `transaction:${id}:holdback` ? 'HOLDBACK_PAYOUT' : 'SELLER_PAYOUT';
}
