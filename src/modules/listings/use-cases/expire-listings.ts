/** Takes listings off the market when their publication has run out, and says so a while before. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { systemActor } from '../../../platform/kernel/actor';
import { DAY_MS } from '../../../platform/kernel/clock';
import type { ListingRow } from '../listing.model';
import { isOpen } from '../listing.rules';
import { afterOutageSql, putOffBy } from '../../../platform/jobs/uptime';
import type { ListingsContext } from '../listings.context';
import { listingExpired, listingExpiring } from '../listings.events';

/** Two reminders of one publication lie never so close; an outage puts the end off by less. */
const REMINDED_ONCE = 2;

export function createExpireListings({ platform, store, audit }: ListingsContext) {
  const { config, database, clock, events, log, uptime } = platform;
  const lead = () => config.LISTING_EXPIRY_REMINDER_DAYS * DAY_MS;

  const isReminderDue = ({ expiresAt, expiryRemindedAt: remindedAt }: ListingRow, now: number): boolean =>
    expiresAt !== null &&
    expiresAt > now &&
    expiresAt <= now + lead() &&
    (remindedAt === null || remindedAt < expiresAt - REMINDED_ONCE * lead());

  const remind = (id: string) =>
    database.atomically(async () => {
      const listing = await store.lock(id);
      const now = clock.now();
      const { sellerId, title, expiresAt } = listing;
      if (!isReminderDue(listing, now) || !isOpen(listing.status, 'expire') || expiresAt === null) return;
      await listing.update({ expiryRemindedAt: now });
      await events.emit(listingExpiring, { listingId: id, sellerId, title, expiresAt });
    });

  async function remindOf(signal: AbortSignal): Promise<void> {
    const near = selectKeyset<{ id: string }>(database, {
      name: 'listings.expiring',
      order: oldestFirst('expiresAt'),
      select: 'id, expiresAt',
      from: 'listings',
      where: [
        "status IN ('ACTIVE', 'PAUSED')",
        'expiresAt > :now',
        'expiresAt <= :until',
        '(expiryRemindedAt IS NULL OR expiryRemindedAt < expiresAt - :apart)',
      ],
      values: { now: clock.now(), until: clock.now() + lead(), apart: REMINDED_ONCE * lead() },
    });
    await sweep(log, near, ({ id }) => remind(id), signal);
  }

  uptime.afterOutage(async (outage) => {
    await database.change(
      `UPDATE listings SET expiresAt = ${afterOutageSql('expiresAt')}
       WHERE status IN ('ACTIVE', 'PAUSED') AND expiresAt > :since`,
      putOffBy(outage),
    );
  });

  return async (signal: AbortSignal): Promise<void> => {
    const actor = systemActor('listings.expiry');

    const expire = (id: string) =>
      database.atomically(async () => {
        const listing = await store.lock(id);
        const due = listing.expiresAt !== null && listing.expiresAt <= clock.now();
        if (!due || !isOpen(listing.status, 'expire')) return;
        await store.advance(listing, 'expire', { publicationPaid: false });
        const { sellerId, title } = listing;
        await events.emit(listingExpired, { listingId: id, sellerId, title });
        await audit.record({ actor, action: 'listing.expired', subject: { type: 'listing', id } });
      });

    const due = selectKeyset<{ id: string }>(database, {
      name: 'listings.expire',
      order: oldestFirst('expiresAt'),
      select: 'id, expiresAt',
      from: 'listings',
      where: ["status IN ('ACTIVE', 'PAUSED')", 'expiresAt <= :now'],
      values: { now: clock.now() },
    });
    await sweep(log, due, ({ id }) => expire(id), signal);
    if (lead() > 0) await remindOf(signal);
  };
}
