/** What becomes of offers when their deal ends or their listing is no longer for sale. */
import type { Platform } from '../../../platform/platform';
import type { Listings } from '../../listings';
import type { Offer } from '../offer.model';
import { noSuchOffer, type OfferRecord } from '../offer-record';
import { keepsOffers } from '../offer.rules';
import { offerBackupRevivable } from '../offers.events';

export function createEndOffers({ database, outbox }: Platform, record: OfferRecord, listings: Listings) {
  async function closeOffersOf(listingId: string, reason: string): Promise<void> {
    for (const offer of await record.lockAllOf(listingId, ['PENDING', 'SUPERSEDED'])) {
      await record.advance(offer, 'CLOSED', null, {}, reason);
    }
  }

  /** Listing before offer, as everywhere. */
  async function lockDeal(offerId: string): Promise<{ offer: Offer; listingStatus: string }> {
    const known = await record.offers.findByPk(offerId);
    if (!known) throw noSuchOffer();
    const listing = await listings.lockListing(known.listingId);
    const offer = await record.findLocked(offerId);
    if (!offer) throw noSuchOffer();
    return { offer, listingStatus: listing.status };
  }

  return {
    /** Puts the listing back on offer and tells the back-ups, best first, that their turn may have come. */
    dealFellThrough: (offerId: string, reason: string): Promise<void> =>
      database.atomically(async () => {
        const { offer, listingStatus } = await lockDeal(offerId);
        await record.advance(offer, 'FELL_THROUGH', null, {}, reason);
        if (listingStatus !== 'RESERVED') return;
        await listings.release(offer.listingId, reason);
        const backups = await record.lockAllOf(offer.listingId, ['SUPERSEDED']);
        for (const backup of backups.toSorted((a, b) => (a.backupRank ?? 0) - (b.backupRank ?? 0))) {
          await outbox.emit(offerBackupRevivable, record.newsAbout(backup, null, reason));
        }
      }),

    dealCompleted: (offerId: string): Promise<void> =>
      database.atomically(async () => {
        const { offer } = await lockDeal(offerId);
        await record.advance(offer, 'COMPLETED', null);
        await closeOffersOf(offer.listingId, 'The company has been sold.');
      }),

    /** Hears that a listing has ceased to be for sale; news may be late, so the listing itself is asked. */
    listingStopped: (listingId: string, reason: string): Promise<void> =>
      database.atomically(async () => {
        const listing = await listings.lockListing(listingId);
        if (!keepsOffers(listing.status)) await closeOffersOf(listingId, reason);
      }),
  };
}
