/**
 * A buyer who waits for the seller's consent takes the unlock back, and nobody waits for ever: the seller is reminded, and then
 * it lapses. Nothing was read, so what it cost goes back.
 */
import { selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { afterOutageSql, putOffBy } from '../../../platform/jobs/uptime';
import { type Actor, systemActor, type UserActor } from '../../../platform/kernel/actor';
import { accessState, isWaiting, REMINDED_BEFORE_MS } from '../access.rules';
import type { AccessRow, ListingRow } from '../listing.model';
import { noSuchListing } from '../listing.store';
import type { ListingsContext } from '../listings.context';
import { accessRevoked, accessWaiting, accessWithdrawn } from '../listings.events';
import { accessNotWaiting } from '../listings.problems';
import { mayFind } from '../readers.rules';
import { returnUnlockCredit } from './refuse-waiting';
import type { Unlocked } from './unlock-listing';

interface Waiting {
  listingId: string;
  buyerId: string;
  lapsesAt: number;
}

const newsOf = ({ id: listingId, sellerId, title }: ListingRow, buyerId: string) => ({
  ...{ listingId, sellerId, title, buyerId },
});

function createEndWaiting({ access, billing, audit, platform: { events } }: ListingsContext) {
  /** On the locked listing and access. */
  return async (listing: ListingRow, opened: AccessRow, by: Actor, lapsed: boolean): Promise<void> => {
    const { buyerId } = opened;
    const creditReturned = await returnUnlockCredit(billing, opened);
    await access.decide(opened, 'REVOKED', { refusedUnread: true });
    const news = newsOf(listing, buyerId);
    await events.emit(accessWithdrawn, { ...news, lapsed });
    if (lapsed) await events.emit(accessRevoked, { ...news, waited: true, creditReturned, lapsed });
    await audit.record({
      ...{ actor: by, action: accessWithdrawn.name, subject: { type: 'listing', id: listing.id } },
      detail: { buyerId, creditReturned, lapsed },
    });
  };
}

export function createWithdrawUnlock(context: ListingsContext) {
  const { platform, store, access } = context;
  const end = createEndWaiting(context);

  /** Throws `access_not_waiting`. */
  return (actor: UserActor, listingId: string): Promise<Unlocked> =>
    platform.database.atomically(async () => {
      const listing = await store.lock(listingId);
      const opened = await access.lock(listingId, actor.userId);
      if (!mayFind(actor, listing, accessState(listing, opened, actor.userId))) throw noSuchListing();
      if (!opened || !isWaiting(opened))
        throw accessNotWaiting('You have no request that waits for the seller of this listing.');
      await end(listing, opened, actor, false);
      return { listing, opened };
    });
}

export function createSweepWaiting(context: ListingsContext) {
  const { platform, store, access } = context;
  const { database, clock, events, log, uptime } = platform;
  const end = createEndWaiting(context);
  const actor = systemActor('listings.waiting-buyers');

  uptime.afterOutage(async (outage) => {
    await database.change(
      `UPDATE listing_access SET lapsesAt = ${afterOutageSql('lapsesAt')}
       WHERE status = 'PENDING' AND creditReturnedAt IS NULL AND lapsesAt > :since`,
      putOffBy(outage),
    );
  });

  const waiting = (name: string, until: number, where: string[] = []) =>
    selectKeyset<Waiting>(database, {
      name,
      order: [
        ['lapsesAt', 'ASC'],
        ['listingId', 'ASC'],
        ['buyerId', 'ASC'],
      ],
      select: 'listingId, buyerId, lapsesAt',
      from: 'listing_access',
      where: ["status = 'PENDING'", 'creditReturnedAt IS NULL', 'lapsesAt <= :until', ...where],
      values: { until },
    });

  /** Looks again on the locked rows. */
  const withLocked = (
    { listingId, buyerId }: Waiting,
    work: (listing: ListingRow, opened: AccessRow, lapsesAt: number) => Promise<void>,
  ) =>
    database.atomically(async () => {
      const listing = await store.lock(listingId);
      const opened = await access.lock(listingId, buyerId);
      if (opened && isWaiting(opened) && opened.lapsesAt !== null)
        await work(listing, opened, opened.lapsesAt);
    });

  return async (signal: AbortSignal): Promise<void> => {
    const now = clock.now();
    await sweep(
      log,
      waiting('listings.waiting_lapse', now),
      (row) =>
        withLocked(row, async (listing, opened, lapsesAt) => {
          if (lapsesAt <= clock.now()) await end(listing, opened, actor, true);
        }),
      signal,
    );
    const near = waiting('listings.waiting_remind', now + REMINDED_BEFORE_MS, ['remindedAt IS NULL']);
    await sweep(
      log,
      near,
      (row) =>
        withLocked(row, async (listing, opened, lapsesAt) => {
          if (opened.remindedAt !== null) return;
          await access.remind(opened);
          await events.emit(accessWaiting, { ...newsOf(listing, opened.buyerId), lapsesAt });
        }),
      signal,
    );
  };
}
