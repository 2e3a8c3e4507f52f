/** Ends the orders whose buyer went away before a payment was started: nothing would ever be heard of them. */
import type { Platform } from '../../../platform/platform';
import { workThrough } from '../../../platform/jobs/work-through';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { Payments } from '../../payments';
import type { SettleOrder } from './settle-order';

const FORGOTTEN_AFTER_MS = DAY_MS;

export function scheduleDroppingOrders(
  { clock, database, log, scheduler }: Platform,
  { payments, settle }: { payments: Payments; settle: SettleOrder },
): void {
  scheduler.every('billing.drop-orders', HOUR_MS, () =>
    workThrough(log, {
      find: (last, limit) =>
        database.select<{ id: string }>(
          `SELECT id FROM credit_orders
           WHERE id > :last AND status = 'AWAITING_PAYMENT' AND createdAt <= :before
           ORDER BY id LIMIT ${limit}`,
          { last, before: clock.now() - FORGOTTEN_AFTER_MS },
        ),
      keyOf: ({ id }) => id,
      async work({ id }) {
        if ((await payments.listForSubject(id)).length === 0) await settle.fail(id);
      },
    }),
  );
}
