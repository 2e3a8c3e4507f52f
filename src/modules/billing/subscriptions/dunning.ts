/** Reminds subscribers of refused payments, yearly renewals and planned ends, and ends subscriptions that stay unpaid. */
import { BY_ID, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { afterOutageSql, putOffBy } from '../../../platform/jobs/uptime';
import { isNotFound } from '../../gateway';
import {
  ENDING_REMINDER_MS,
  GRACE_MS,
  graceEnd,
  inForce,
  noticesDue,
  RENEWAL_REMINDER_MS,
} from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import type { SyncSubscription } from './sync-subscription';
import { subscriptionEnding, subscriptionPastDue, subscriptionRenewalNear } from './subscriptions.events';

/** A checkout can be paid for a day; its event gets another one to arrive. */
const CHECKOUT_KEPT_MS = 2 * DAY_MS;

export function scheduleDunning(
  { platform, gateways, store }: SubscriptionsContext,
  { syncSubscription }: Pick<SyncSubscription, 'syncSubscription'>,
): void {
  const { clock, database, log, events, scheduler, uptime } = platform;

  scheduler.every(
    'billing.dun-subscriptions',
    HOUR_MS,
    (signal) => sweep(log, dueBy('billing.dun-subscriptions', `status = 'PAST_DUE'`), dunAsked, signal),
    { lane: 'gateway' },
  );

  uptime.afterOutage(async (outage) => {
    await database.change(
      `UPDATE subscriptions SET pastDueSince = (${afterOutageSql(`(pastDueSince + ${GRACE_MS})`)}) - ${GRACE_MS}
       WHERE status = 'PAST_DUE' AND pastDueSince + ${GRACE_MS} > :since`,
      putOffBy(outage),
    );
  });

  everyHour(
    'billing.remind-of-renewals',
    `status = 'ACTIVE' AND periodEnd <= :soon AND termLength = 'YEAR' AND endsWithPeriod = 0
     AND (remindedFor IS NULL OR remindedFor <> periodEnd)`,
    remindOfRenewal,
  );

  everyHour(
    'billing.remind-of-ends',
    `status = 'ACTIVE' AND periodEnd <= :endsSoon AND endsWithPeriod = 1
     AND (remindedFor IS NULL OR remindedFor <> periodEnd)`,
    remindOfEnd,
  );

  everyHour(
    'billing.expire-checkouts',
    `status = 'AWAITING_PAYMENT' AND gatewaySubscriptionId IS NULL AND createdAt <= :old`,
    expireCheckout,
  );

  function everyHour(name: string, condition: string, work: (id: string) => Promise<void>): void {
    scheduler.every(name, HOUR_MS, (signal) =>
      sweep(log, dueBy(name, condition), ({ id }) => database.atomically(() => work(id)), signal),
    );
  }

  function dueBy(name: string, condition: string) {
    return selectKeyset<{ id: string }>(database, {
      name,
      order: BY_ID,
      select: 'id',
      from: 'subscriptions',
      where: [condition],
      values: {
        soon: clock.now() + RENEWAL_REMINDER_MS,
        endsSoon: clock.now() + ENDING_REMINDER_MS,
        old: clock.now() - CHECKOUT_KEPT_MS,
      },
    });
  }

  /** Before one ends for want of money its gateway is asked: news of a payment may be lost. */
  async function dunAsked({ id }: { id: string }): Promise<void> {
    const row = await store.subscriptions.findByPk(id, { rejectOnEmpty: true });
    const { gateway, gatewaySubscriptionId, pastDueSince } = row;
    const lapses = pastDueSince !== null && graceEnd(pastDueSince) <= clock.now();
    if (lapses && gatewaySubscriptionId !== null && gateways.find(gateway)?.billing)
      await syncSubscription(id, gatewaySubscriptionId).catch((error: unknown) => {
        // It is not known there: nothing is paid any more.
        if (!(error instanceof Error && isNotFound(error.cause))) throw error;
      });
    await database.atomically(() => dun(id));
  }

  async function expireCheckout(id: string): Promise<void> {
    const row = await store.lock(id);
    if (row.status !== 'AWAITING_PAYMENT' || row.gatewaySubscriptionId !== null) return;
    await store.end(row, 'NOT_PAID');
    await store.save(row);
  }

  async function dun(id: string): Promise<void> {
    const row = await store.lock(id);
    if (row.status !== 'PAST_DUE' || row.pastDueSince === null) return;
    const endsAt = graceEnd(row.pastDueSince);
    const notice = noticesDue(row.pastDueSince, clock.now());
    if (endsAt <= clock.now()) {
      await store.end(row, 'LAPSED');
      await store.save(row);
    } else if (notice > row.noticesSent) {
      await store.save(row, { noticesSent: notice });
      await events.emit(subscriptionPastDue, { ...store.factsOf(row), notice, endsAt });
    }
  }

  async function remindOfRenewal(id: string): Promise<void> {
    const row = await store.lock(id);
    if (row.status !== 'ACTIVE' || row.endsWithPeriod || row.periodEnd === null) return;
    if (row.remindedFor === row.periodEnd || row.periodEnd <= clock.now()) return;
    const { priceCents } = inForce(await store.termsOf(id, 'AGREED'), row.periodEnd);
    await store.save(row, { remindedFor: row.periodEnd });
    await events.emit(subscriptionRenewalNear, {
      ...store.factsOf(row),
      renewsAt: row.periodEnd,
      priceCents,
    });
  }
  async function remindOfEnd(id: string): Promise<void> {
    const row = await store.lock(id);
    if (row.status !== 'ACTIVE' || !row.endsWithPeriod || row.periodEnd === null) return;
    if (row.remindedFor === row.periodEnd || row.periodEnd <= clock.now()) return;
    await store.save(row, { remindedFor: row.periodEnd });
    await events.emit(subscriptionEnding, { ...store.factsOf(row), endsAt: row.periodEnd });
  }
}
