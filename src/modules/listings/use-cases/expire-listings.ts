/** Takes listings off the market whose publication has run out. */
import { systemActor } from '../../../platform/kernel/actor';
import { isOpen } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingExpired } from '../listings.events';

const BATCH = 200;

export const createExpiry =
  ({ platform, record, audit }: ListingsContext) =>
  async (): Promise<void> => {
    const { database, clock, outbox } = platform;
    const actor = systemActor('listings.expiry');

    const expire = (id: string) =>
      database.atomically(async () => {
        const listing = await record.lock(id);
        const due = listing.expiresAt !== null && listing.expiresAt <= clock.now();
        if (!due || !isOpen(listing.status, 'expire')) return;
        await record.move(listing, 'expire', { publicationPaid: false });
        const { sellerId, title } = listing;
        await outbox.emit(listingExpired, { listingId: id, sellerId, title });
        await audit.record({ actor, action: 'listing.expired', subject: { type: 'listing', id } });
      });

    for (let more = true; more;) {
      const due = await database.select<{ id: string }>(
        `SELECT id FROM listings WHERE status IN ('ACTIVE', 'PAUSED') AND expiresAt <= :now
         ORDER BY expiresAt LIMIT ${BATCH}`,
        { now: clock.now() },
      );
      for (const { id } of due) await expire(id);
      more = due.length === BATCH;
    }
  };
