/** Orders and movements of credits as their owner sees them. */
import { iso } from '../../platform/kernel/clock';
import type { TransferRow } from '../ledger';
import type { PaymentView } from '../payments';
import type { CreditMovement, CreditOrderView } from './billing.schema';
import type { CreditOrder } from './credit-order.model';
import { creditsOf, readMovement } from './credit.rules';

export const presentOrder = (order: CreditOrder, payment: PaymentView): CreditOrderView => ({
  id: order.id,
  listingId: order.listingId,
  credits: order.credits,
  priceCents: order.priceCents,
  status: order.status,
  createdAt: iso(order.createdAt),
  payment,
});

export function presentMovement(userId: string, transfer: TransferRow): CreditMovement {
  const made = readMovement(transfer.id);
  if (!made) throw new Error(`The transfer ${transfer.id} is not a movement of credits.`);
  return {
    id: transfer.id,
    kind: made.kind,
    credits: transfer.credit === creditsOf(userId) ? transfer.amount : -transfer.amount,
    reason: transfer.reason,
    subject: transfer.subject,
    spendingKey: made.kind === 'SPENDING' ? made.key : null,
    occurredAt: iso(transfer.postedAt),
  };
}
