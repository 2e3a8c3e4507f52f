/** A buyer unlocks the confidential part of a listing: one credit, once, under the current nondisclosure terms. */
import type { UserActor } from '../../../platform/kernel/actor';
import { accessState, isOpenToBackups, unlockKey } from '../access.rules';
import type { AccessRow, ListingRow } from '../listing.model';
import { noSuchListing } from '../listing.store';
import type { ListingsContext } from '../listings.context';
import { accessRequested, listingUnlocked } from '../listings.events';
import { listingNotActive, ndaOutdated, ownListing } from '../listings.problems';
import { currentNda } from '../nda/nda-versions';
import { isSeller, mayFind } from '../readers.rules';

export interface Unlocked {
  listing: ListingRow;
  opened: AccessRow;
}

export function createUnlockListing({
  platform,
  store,
  access,
  billing,
  audit,
  verification,
}: ListingsContext) {
  const { database, clock, events } = platform;

  /** The lock on the listing makes the second of two at once see what the first one did. */
  async function unlock(
    actor: UserActor,
    listingId: string,
    ndaVersion: string,
    address: string,
  ): Promise<Unlocked> {
    const buyerId = actor.userId;
    const listing = await store.lock(listingId);
    const former = await access.find(listingId, buyerId);
    if (!mayFind(actor, listing, accessState(listing, former, buyerId))) throw noSuchListing();
    if (isSeller(actor, listing)) throw ownListing('You can already see all of your own listing.');
    if (former && former.creditReturnedAt === null) return { listing, opened: former };
    if (listing.status !== 'ACTIVE' && !isOpenToBackups(listing)) {
      throw listingNotActive('The listing is under offer. It opens again if the deal falls through.');
    }
    const nda = currentNda();
    if (ndaVersion !== nda.version) {
      throw ndaOutdated(`Read and accept version ${nda.version}: GET /listings/nda.`);
    }

    await verification.refuseUnverified(buyerId, 'UNLOCK');

    const now = clock.now();
    const subject = { type: 'listing', id: listingId };
    await billing.spendCredit({
      userId: buyerId,
      key: unlockKey(listingId, buyerId, former && now),
      reason: 'UNLOCK',
      subject,
    });
    const status = listing.approvalRequired ? 'PENDING' : 'GRANTED';
    const opened = await access.open({ listingId, buyerId, status, nda, address, unlockedAt: now }, former);
    const news = { listingId, sellerId: listing.sellerId, title: listing.title, buyerId };
    await events.emit(listingUnlocked, news);
    if (listing.approvalRequired) await events.emit(accessRequested, news);
    await audit.record({
      actor,
      action: 'listing.unlocked',
      subject,
      detail: { ndaVersion: nda.version, ndaTextHash: nda.textHash, access: opened.status },
    });
    return { listing, opened };
  }

  return (actor: UserActor, listingId: string, ndaVersion: string, address: string) =>
    database.atomically(() => unlock(actor, listingId, ndaVersion, address));
}
