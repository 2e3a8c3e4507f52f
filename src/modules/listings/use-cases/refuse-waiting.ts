/** Buyers who still wait for access when a listing goes off the market have read nothing: what they paid goes back. */
import { systemActor } from '../../../platform/kernel/actor';
import type { Billing } from '../../billing';
import { unlockKey } from '../access.rules';
import type { AccessRow } from '../listing.model';
import { isLive } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import {
  accessRevoked,
  listingExpired,
  listingSold,
  listingSuspended,
  listingWithdrawn,
} from '../listings.events';

/** Only the credit of the last time is still spent; the other one is none, or went back before. False where none was. */
export async function returnUnlockCredit(
  billing: Pick<Billing, 'returnCredit'>,
  { listingId, buyerId, unlockedAt }: Pick<AccessRow, 'listingId' | 'buyerId' | 'unlockedAt'>,
): Promise<boolean> {
  const subject = { type: 'listing', id: listingId };
  let returned = false;
  for (const askedAgainAt of [null, unlockedAt]) {
    const key = unlockKey(listingId, buyerId, askedAgainAt);
    const order = { userId: buyerId, key, reason: 'UNLOCK', subject } as const;
    if (await billing.returnCredit(order)) returned = true;
  }
  return returned;
}

export function refuseWaiting({ platform, store, access, billing, audit }: ListingsContext): void {
  const { database, events } = platform;
  const actor = systemActor('listings.waiting-buyers');

  const refuseAll = async ({ listingId }: { listingId: string }): Promise<void> => {
    const listing = await store.lock(listingId);
    if (isLive(listing.status)) return;
    const waiting = await database.select<{ buyerId: string }>(
      `SELECT buyerId FROM listing_access
       WHERE listingId = :listingId AND status = 'PENDING' AND creditReturnedAt IS NULL ORDER BY buyerId`,
      { listingId },
    );
    for (const { buyerId } of waiting) {
      const opened = await access.lock(listingId, buyerId);
      if (opened?.status !== 'PENDING' || opened.creditReturnedAt !== null) continue;
      const creditReturned = await returnUnlockCredit(billing, opened);
      await access.decide(opened, 'REVOKED', { refusedUnread: true });
      const { sellerId, title } = listing;
      const news = { listingId, sellerId, title, buyerId, creditReturned };
      await events.emit(accessRevoked, { ...news, waited: true, lapsed: false });
      await audit.record({
        ...{ actor, action: accessRevoked.name, subject: { type: 'listing', id: listingId } },
        detail: { buyerId, creditReturned },
      });
    }
  };

  // A seller who is suspended, or does not renew, decides no more.
  for (const kind of [listingWithdrawn, listingSold, listingExpired, listingSuspended]) {
    events.on<{ listingId: string }>(kind, 'listings', { runs: 'unit' }, refuseAll);
  }
}
