/** Tells holders of what is due — a refused payment, a yearly renewal — and ends what is not paid. */
import { workThrough } from '../../../platform/jobs/work-through';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { Life } from './life';
import { graceEnd, inForce, noticesDue, RENEWAL_REMINDER_MS } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import { subscriptionPastDue, subscriptionRenewalNear } from './subscriptions.events';

/** A checkout can be paid for a day; the news of it has another one to come. */
const CHECKOUT_KEPT_MS = 2 * DAY_MS;

export function scheduleDunning({ platform }: SubscriptionsContext, life: Life): void {
  const { clock, database, log, outbox, scheduler } = platform;

  scheduler.every('billing.dun-subscriptions', HOUR_MS, () => eachDue(`status = 'PAST_DUE'`, dun));

  scheduler.every('billing.remind-of-renewals', HOUR_MS, () =>
    eachDue(
      `status = 'ACTIVE' AND periodEnd <= :soon AND termLength = 'YEAR' AND endsWithPeriod = 0
       AND (remindedFor IS NULL OR remindedFor <> periodEnd)`,
      remind,
    ),
  );

  scheduler.every('billing.drop-checkouts', HOUR_MS, () =>
    eachDue(`status = 'AWAITING_PAYMENT' AND gatewaySubscriptionId IS NULL AND createdAt <= :old`, drop),
  );

  const eachDue = (condition: string, work: (id: string) => Promise<void>): Promise<void> =>
    workThrough(log, {
      find: (last, limit) =>
        database.select<{ id: string }>(
          `SELECT id FROM subscriptions WHERE id > :last AND ${condition} ORDER BY id LIMIT ${limit}`,
          { last, soon: clock.now() + RENEWAL_REMINDER_MS, old: clock.now() - CHECKOUT_KEPT_MS },
        ),
      keyOf: ({ id }) => id,
      work: ({ id }) => database.atomically(() => work(id)),
    });

  async function drop(id: string): Promise<void> {
    const row = await life.lock(id);
    if (row.status !== 'AWAITING_PAYMENT' || row.gatewaySubscriptionId !== null) return;
    await life.end(row, 'NOT_PAID');
    await row.save();
  }

  async function dun(id: string): Promise<void> {
    const row = await life.lock(id);
    if (row.status !== 'PAST_DUE' || row.pastDueSince === null) return;
    const endsAt = graceEnd(row.pastDueSince);
    const notice = noticesDue(row.pastDueSince, clock.now());
    if (endsAt <= clock.now()) await life.end(row, 'LAPSED');
    else if (notice > row.noticesSent) {
      row.set({ noticesSent: notice });
      await outbox.emit(subscriptionPastDue, { ...life.factsOf(row), notice, endsAt });
    }
    await row.save();
  }

  async function remind(id: string): Promise<void> {
    const row = await life.lock(id);
    if (row.status !== 'ACTIVE' || row.endsWithPeriod || row.periodEnd === null) return;
    if (row.remindedFor === row.periodEnd || row.periodEnd <= clock.now()) return;
    const { priceCents } = inForce(await life.termsOf(id, 'AGREED'), row.periodEnd);
    await row.update({ remindedFor: row.periodEnd });
    await outbox.emit(subscriptionRenewalNear, {
      ...life.factsOf(row),
      renewsAt: row.periodEnd,
      priceCents,
    });
  }
}
