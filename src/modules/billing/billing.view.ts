/** Orders and movements of credits as their owner sees them. */
import { Answer } from '../../platform/http/endpoint';
import { iso } from '../../platform/kernel/clock';
import { mapWholePage, type Page } from '../../platform/kernel/page';
import type { TransferRow } from '../ledger';
import { presentPayment, sayPayment } from '../payments';
import type { CreditMovement, CreditOrderShape } from './billing.schema';
import { creditsOf, readMovement } from './credit.rules';
import type { PlacedOrder } from './use-cases/purchase-credits';

const presentOrder = ({ order, payment }: PlacedOrder): CreditOrderShape => ({
  id: order.id,
  listingId: order.listingId,
  credits: order.credits,
  priceCents: order.priceCents,
  status: order.status,
  createdAt: iso(order.createdAt),
  payment: presentPayment(payment),
});

/** The order, with what came of its payment in words. */
export const answerOrder = (placed: PlacedOrder): Answer<CreditOrderShape> =>
  new Answer(presentOrder(placed), { message: sayPayment(placed.payment) });

/** `userId`: whose credits the transfers moved. */
export const presentHistory = (userId: string, history: Page<TransferRow>): Page<CreditMovement> =>
  mapWholePage(history, (transfer) => presentMovement(userId, transfer));

function presentMovement(userId: string, transfer: TransferRow): CreditMovement {
  const movement = readMovement(transfer.id);
  if (!movement) throw new Error(`The transfer ${transfer.id} is not a movement of credits.`);
  return {
    id: transfer.id,
    kind: movement.kind,
    credits: transfer.credit === creditsOf(userId) ? transfer.amount : -transfer.amount,
    reason: transfer.reason,
    subject: transfer.subject,
    spendingKey: movement.kind === 'SPENDING' ? movement.key : null,
    occurredAt: iso(transfer.postedAt),
  };
}
