/** A buyer makes an offer for a listing. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Platform } from '../../../platform/platform';
import { type Listings, ownListing } from '../../listings';
import type { OfferRecord } from '../offer-record';
import { refuseListing, UNFINISHED } from '../offer.rules';
import { heed, listingNotUnlocked, offerExists } from '../offers.problems';
import type { NewOffer } from '../offers.schema';
import { draftVersion } from './draft-version';

/** Statuses of listings that are known to their owner alone, and to buyers who have unlocked them before. */
const UNSEEN = ['DRAFT', 'PENDING_REVIEW', 'REJECTED'];

/** Holds the lock of the listing, so that no offer slips in while another one is being accepted. */
export const createMakeOffer =
  ({ database, clock }: Platform, record: OfferRecord, listings: Listings) =>
  (actor: UserActor, { listingId, ...sent }: NewOffer): Promise<{ id: string }> =>
    database.atomically(async () => {
      const listing = await listings.lockListing(listingId);
      if (listing.sellerId === actor.userId)
        throw ownListing('You cannot make an offer for your own listing.');
      const mayBargain = await listings.mayBargain(actor.userId, listingId);
      if (UNSEEN.includes(listing.status) && !mayBargain) throw notFound('There is no such listing here.');
      heed(refuseListing(listing.status));
      if (!mayBargain) {
        throw listingNotUnlocked(
          'Unlock the listing, and have the access granted, before you make an offer.',
        );
      }
      const unfinished = await record.offers.findOne({
        where: { listingId, buyerId: actor.userId, status: [...UNFINISHED] },
      });
      if (unfinished) {
        throw offerExists(
          `Your offer ${unfinished.id} for this listing is ${unfinished.status}; go on with that one.`,
        );
      }
      return record.open(
        { listingId, listingTitle: listing.title, buyerId: actor.userId, sellerId: listing.sellerId },
        draftVersion(sent, null, clock.now()),
      );
    });
