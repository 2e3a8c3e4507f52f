/** Takes listings off the market when their publication has run out. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { systemActor } from '../../../platform/kernel/actor';
import { isOpen } from '../listing.rules';
import { afterOutageSql, putOffBy } from '../../../platform/jobs/uptime';
import type { ListingsContext } from '../listings.context';
import { listingExpired } from '../listings.events';

export function createExpireListings({ platform, store, audit }: ListingsContext) {
  const { database, clock, events, log, uptime } = platform;

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
  };
}
