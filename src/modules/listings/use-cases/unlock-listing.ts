/** A buyer opens the confidential part of a listing: one credit, once, under the confidentiality terms in force. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { accessState } from '../access.rules';
import { isSeller, mayFind } from '../listing.readers.rules';
import type { Unlocked } from '../listing.view';
import type { ListingsContext } from '../listings.context';
import { accessRequested, listingUnlocked } from '../listings.events';
import { listingNotActive, ndaOutdated, ownListing } from '../listings.problems';
import { currentNda } from '../nda/nda-versions';

export function createUnlocking({ platform, record, access, billing, audit }: ListingsContext) {
  const { database, clock, outbox } = platform;

  /** The lock on the listing makes the second of two at once see what the first one did. */
  async function unlock(
    actor: UserActor,
    listingId: string,
    ndaVersion: string,
    address: string,
  ): Promise<Unlocked> {
    const buyerId = actor.userId;
    const listing = await record.lock(listingId);
    const former = await access.findOne({ where: { listingId, buyerId } });
    if (!mayFind(actor, listing, accessState(listing, former, buyerId))) {
      throw notFound('There is no such listing.');
    }
    if (isSeller(actor, listing)) throw ownListing('You see all of your own listing already.');
    if (former) return { listing, opened: former };
    if (listing.status !== 'ACTIVE')
      throw listingNotActive('It is under offer; it opens again if that ends.');
    const nda = currentNda();
    if (ndaVersion !== nda.version) {
      throw ndaOutdated(`Read and accept version ${nda.version}: GET /listings/nda.`);
    }

    const subject = { type: 'listing', id: listingId };
    const now = clock.now();
    await billing.spendCredit({
      userId: buyerId,
      key: `listing:${listingId}:unlock:${buyerId}`,
      reason: 'UNLOCK',
      subject,
    });
    await database.change(
      `INSERT INTO nda_acceptances (id, listingId, buyerId, ndaVersion, textHash, acceptedAt, address)
       VALUES (:id, :listingId, :buyerId, :version, :textHash, :now, :address)`,
      { id: newId(), listingId, buyerId, version: nda.version, textHash: nda.textHash, now, address },
    );
    const opened = await access.create({
      listingId,
      buyerId,
      status: listing.approvalRequired ? 'PENDING' : 'GRANTED',
      ndaVersion: nda.version,
      unlockedAt: now,
      decidedAt: null,
      creditReturnedAt: null,
    });
    const news = { listingId, sellerId: listing.sellerId, title: listing.title, buyerId };
    await outbox.emit(listingUnlocked, news);
    if (listing.approvalRequired) await outbox.emit(accessRequested, news);
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
