/** A buyer makes an offer for a listing. */
import { dollars } from '../../../platform/kernel/money';
import { inWords } from '../../../platform/kernel/in-words';
import { UniqueConstraintError } from 'sequelize';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { refuseOwnDealing } from '../../../platform/http/own-thing';
import { isOpenToBackups, ndaOutdated, ownListing } from '../../listings';
import { refuseListing, TERMS_FIRST, UNFINISHED } from '../offer.rules';
import type { OffersContext } from '../offers.context';
import { askingPriceDiffers, listingNotUnlocked, offerExists, throwIfRefused } from '../offers.problems';
import type { NewOffer } from '../offers.schema';
import { completeTerms, termsOfListing } from '../terms.rules';
import { createSupersede } from './supersede';
import { draftVersion } from './draft-version';
import type { OfferFile } from './read-offers';

/** Statuses of listings that are known to their owner alone, and to buyers who have unlocked them before. */
const UNSEEN = ['DRAFT', 'PENDING_REVIEW', 'REJECTED'];

/** Holds the lock of the listing, so that no offer slips in while another one is being accepted. */
export function createMakeOffer({ platform, store, identity, listings, verification }: OffersContext) {
  const { database, clock } = platform;

  const supersede = createSupersede({ platform, store });

  async function unfinishedOffer(listingId: string, buyerId: string) {
    const unfinished = await store.offers.findOne({
      where: { listingId, buyerId, status: [...UNFINISHED] },
    });
    if (!unfinished) throw new Error(`The unique keys of offers hold for listing ${listingId} without one.`);
    return offerExists(
      `Your offer ${unfinished.id} for this listing is ${inWords(unfinished.status)}; continue that one, or withdraw it first.`,
    );
  }

  return (actor: UserActor, { listingId, ...sent }: NewOffer): Promise<OfferFile> =>
    database.atomically(async () => {
      const listing = await listings.lockListing(listingId);
      if (listing.sellerId === actor.userId)
        throw ownListing('You cannot make an offer for your own listing.');
      refuseOwnDealing(actor, listing.sellerId);
      const mayBargain = await listings.mayBargain(actor.userId, listing);
      if (UNSEEN.includes(listing.status) && !mayBargain) throw notFound('There is no such listing here.');
      // Behind the buyer of a deal whose exclusivity has ended an offer lines up as a back-up.
      const asBackup = isOpenToBackups(listing) && listing.buyerId !== actor.userId;
      throwIfRefused(asBackup ? null : refuseListing(listing.status));
      if (!mayBargain) {
        throw listingNotUnlocked('Unlock the listing, and have access granted, before you make an offer.');
      }
      if (mayBargain === 'AFTER_TERMS') throw ndaOutdated(TERMS_FIRST);
      if (sent.buyNow && sent.amountCents !== listing.askingPriceCents) {
        throw askingPriceDiffers(`The seller asks for ${dollars(listing.askingPriceCents ?? 0)} now.`);
      }
      await verification.refuseUnverified(actor.userId, 'OFFER');
      const sale = {
        listingId,
        listingTitle: listing.title,
        buyerId: actor.userId,
        sellerId: listing.sellerId,
        buyNow: sent.buyNow,
      };
      const now = clock.now();
      const terms = completeTerms(termsOfListing(listing, now), sent.terms);
      const opened = await store
        .open(actor, sale, draftVersion({ ...sent, terms }, null, now))
        .catch(async (error: unknown) => {
          throw error instanceof UniqueConstraintError
            ? await unfinishedOffer(listingId, actor.userId)
            : error;
        });
      if (asBackup) await supersede(await store.lockAllOf(listingId, ['PENDING', 'SUPERSEDED']));
      const { offer, version } = opened;
      const steps = asBackup ? await store.steps.findAll({ where: { offerId: offer.id } }) : [opened.step];
      const parties = await identity.findUsers([sale.buyerId, sale.sellerId]);
      return {
        offer: asBackup ? await offer.reload() : offer,
        versions: [version],
        steps,
        readerSide: 'BUYER',
        parties,
        listing,
        surroundings: {
          listingStatus: listing.status,
          otherSideActive: parties.get(sale.sellerId)?.status === 'ACTIVE',
        },
      };
    });
}
