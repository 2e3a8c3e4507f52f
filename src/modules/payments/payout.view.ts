/** Payouts and card disputes as readers may see them. */
import { iso } from '../../platform/kernel/clock';
import type { CardDisputeRow } from './card-dispute.model';
import type { PayoutRow } from './payout.model';
import type { AdminPayoutView, DisputeView, PayoutView } from './payout.schema';

export const presentPayout = (row: PayoutRow): PayoutView => ({
  id: row.id,
  amountCents: row.amountCents,
  method: row.method,
  status: row.status,
  failureReason: row.failureReason,
  bankAccountDigits: row.bankAccountDigits,
  requestedAt: iso(row.requestedAt),
  endedAt: iso(row.endedAt),
});

export const presentAdminPayout = (row: PayoutRow): AdminPayoutView => ({
  ...presentPayout(row),
  userId: row.userId,
  gateway: row.gateway,
  gatewayTransferId: row.gatewayTransferId,
  bankReference: row.bankReference,
});

export const presentDispute = (row: CardDisputeRow): DisputeView => ({
  id: row.id,
  paymentId: row.paymentId,
  gatewayDisputeId: row.gatewayDisputeId,
  amountCents: row.amountCents,
  reason: row.reason,
  status: row.status,
  money: row.money,
  openedAt: iso(row.openedAt),
  endedAt: iso(row.endedAt),
});
