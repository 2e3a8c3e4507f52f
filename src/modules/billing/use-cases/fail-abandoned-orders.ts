/** Fails orders that never got a payment: their buyer left, and no event will ever end them. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { BillingContext } from '../billing.context';
import type { SettleOrder } from './settle-order';

const ABANDONED_AFTER_MS = DAY_MS;

export function scheduleFailingAbandonedOrders(
  { platform, payments }: BillingContext,
  { failOrder }: SettleOrder,
): void {
  const { clock, database, log, scheduler } = platform;

  scheduler.every('billing.fail-abandoned-orders', HOUR_MS, (signal) => {
    const waiting = selectKeyset<{ id: string }>(database, {
      name: 'billing.fail-abandoned-orders',
      order: BY_ID,
      select: 'id',
      from: 'credit_orders',
      where: ["status = 'AWAITING_PAYMENT'", 'createdAt <= :before'],
      values: { before: clock.now() - ABANDONED_AFTER_MS },
    });
    const failWithoutPayment = async ({ id }: { id: string }) => {
      if ((await payments.listForSubject(id)).length === 0) await failOrder(id);
    };
    return sweep(log, waiting, failWithoutPayment, signal);
  });
}
