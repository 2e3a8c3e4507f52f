/** Ends the orders whose buyer went away before a payment was started: nothing would ever be heard of them. */
import type { Platform } from '../../../platform/platform';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { Payments } from '../../payments';
import type { SettleOrder } from './settle-order';

const FORGOTTEN_AFTER_MS = DAY_MS;
const BATCH = 200;

export function scheduleDroppingOrders(
  { clock, database, scheduler }: Platform,
  { payments, settle }: { payments: Payments; settle: SettleOrder },
): void {
  scheduler.every('billing.drop-orders', HOUR_MS, async () => {
    const orders = await database.select<{ id: string }>(
      `SELECT id FROM credit_orders WHERE status = 'AWAITING_PAYMENT' AND createdAt <= :before
       ORDER BY createdAt LIMIT ${BATCH}`,
      { before: clock.now() - FORGOTTEN_AFTER_MS },
    );
    for (const { id } of orders) {
      if ((await payments.listForSubject(id)).length === 0) await settle.fail(id);
    }
  });
}
