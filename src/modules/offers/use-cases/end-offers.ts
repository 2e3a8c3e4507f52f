/** What becomes of offers when their sale ends or their listing is no longer for sale. */
import type { Offer } from '../offer.model';
import { noSuchOffer } from '../offer.store';
import { keepsOffers } from '../offer.rules';
import type { OffersContext } from '../offers.context';
import { offerBackupRevivable } from '../offers.events';

export function createEndOffers({ platform, store, listings }: OffersContext) {
  const { database, events } = platform;

  async function closeOffersOf(listingId: string, reason: string): Promise<void> {
    for (const offer of await store.lockAllOf(listingId, ['PENDING', 'SUPERSEDED'])) {
      await store.advance(offer, 'CLOSED', null, {}, reason);
    }
  }

  /** Listing before offer, as everywhere. */
  async function lockSale(offerId: string): Promise<{ offer: Offer; listingStatus: string }> {
    const known = await store.offers.findByPk(offerId);
    if (!known) throw noSuchOffer();
    const listing = await listings.lockListing(known.listingId);
    const offer = await store.findLocked(offerId);
    if (!offer) throw noSuchOffer();
    return { offer, listingStatus: listing.status };
  }

  return {
    /** Puts the listing back on offer, if it may be there, and tells the back-ups, best first, that their turn may have come. */
    saleFellThrough: (offerId: string, reason: string): Promise<void> =>
      database.atomically(async () => {
        const { offer, listingStatus } = await lockSale(offerId);
        await store.advance(offer, 'FELL_THROUGH', null, {}, reason);
        if (listingStatus !== 'RESERVED') return;
        if (!(await listings.release(offer.listingId, reason))) return;
        const backups = await store.lockAllOf(offer.listingId, ['SUPERSEDED']);
        for (const backup of backups.toSorted((a, b) => (a.backupRank ?? 0) - (b.backupRank ?? 0))) {
          await events.emit(offerBackupRevivable, store.newsAbout(backup, null, reason));
        }
      }),

    saleCompleted: (offerId: string): Promise<void> =>
      database.atomically(async () => {
        const { offer } = await lockSale(offerId);
        await store.advance(offer, 'COMPLETED', null);
        await closeOffersOf(offer.listingId, 'It has been sold to another buyer.');
      }),

    /** The listing is no longer for sale; the event may come late, so the listing itself is asked. */
    listingStopped: (listingId: string, reason: string): Promise<void> =>
      database.atomically(async () => {
        const listing = await listings.lockListing(listingId);
        if (!keepsOffers(listing.status)) await closeOffersOf(listingId, reason);
      }),
  };
}
