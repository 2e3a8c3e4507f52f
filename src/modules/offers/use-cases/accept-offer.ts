/** A party accepts the version that awaits its answer: the listing is reserved, the other offers become back-ups. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Platform } from '../../../platform/platform';
import type { Audit } from '../../audit';
import type { Identity } from '../../identity';
import type { Listings } from '../../listings';
import type { Offer } from '../offer.model';
import { noSuchOffer, type OfferRecord } from '../offer-record';
import { type Bid, inBackupOrder, refuseAccept, sideOf } from '../offer.rules';
import { heed } from '../offers.problems';
import type { OfferTerms } from '../offers.schema';

export interface AcceptedOffer {
  offerId: string;
  listingId: string;
  buyerId: string;
  sellerId: string;
  amountCents: number;
  terms: OfferTerms;
  acceptedAt: number;
  /** The version that both have agreed to. */
  versionId: string;
}

export function createAcceptOffer(
  { database, clock }: Platform,
  record: OfferRecord,
  { audit, identity, listings }: { audit: Audit; identity: Identity; listings: Listings },
) {
  const findBids = (offers: Offer[]): Promise<Bid[]> =>
    database.select<Bid>(
      `SELECT o.id AS offerId, bid.amountCents, bid.createdAt AS bidAt
       FROM offers o
       JOIN offer_versions standing ON standing.offerId = o.id AND standing.number = o.standingVersion
       JOIN offer_versions bid ON bid.offerId = o.id
         AND bid.number = CASE standing.side WHEN 'BUYER' THEN standing.number ELSE standing.answers END
       WHERE o.id IN (:ids)`,
      { ids: offers.map(({ id }) => id) },
    );

  /** Back-ups of an earlier acceptance take their places anew among those of this one. */
  async function supersede(others: Offer[]): Promise<void> {
    if (others.length === 0) return;
    const order = inBackupOrder(await findBids(others)).map(({ offerId }) => offerId);
    for (const offer of others) {
      const backupRank = order.indexOf(offer.id) + 1;
      if (offer.status === 'PENDING') await record.advance(offer, 'SUPERSEDED', null, { backupRank });
      else await record.offers.update({ backupRank }, { where: { id: offer.id } });
    }
  }

  return async (actor: UserActor, offerId: string): Promise<AcceptedOffer> => {
    const known = await record.offers.findByPk(offerId);
    if (!known || !sideOf(known, actor.userId)) throw noSuchOffer();
    return database.atomically(async () => {
      const listing = await listings.lockListing(known.listingId);
      const { offer, by } = await record.lockAsParty(offerId, actor);
      const now = clock.now();
      const otherId = by.side === 'BUYER' ? offer.sellerId : offer.buyerId;
      const other = (await identity.findUsers([otherId])).get(otherId);
      const surroundings = { listingStatus: listing.status, otherSideActive: other?.status === 'ACTIVE' };
      heed(refuseAccept(offer, by.side, now, surroundings));
      await listings.reserve(listing.id, offer.buyerId, `Offer ${offer.id} was accepted.`);
      await record.advance(offer, 'ACCEPTED', by, { acceptedAt: now });

      const others = await record.lockAllOf(listing.id, ['PENDING', 'SUPERSEDED']);
      const lapsed = others.filter(({ status, expiresAt }) => status === 'PENDING' && expiresAt <= now);
      for (const late of lapsed) await record.advance(late, 'EXPIRED', null);
      await supersede(others.filter((other) => !lapsed.includes(other)));

      await audit.record({
        actor,
        action: 'offer.accepted',
        subject: { type: 'offer', id: offer.id },
        detail: { listingId: listing.id, amountCents: offer.amountCents, version: offer.standingVersion },
      });
      const { id: versionId, terms } = await record.getVersion(offer);
      const { listingId, buyerId, sellerId, amountCents } = offer;
      return { offerId, listingId, buyerId, sellerId, amountCents, terms, acceptedAt: now, versionId };
    });
  };
}
