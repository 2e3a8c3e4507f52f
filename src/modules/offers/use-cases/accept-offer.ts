/** A party accepts the version that awaits its answer: the listing is reserved, the other offers become back-ups. */
import { DAY_MS } from '../../../platform/kernel/clock';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { refuseAccept, refuseUnseen, type SeenVersion, sideOfActor } from '../offer.rules';
import { noSuchOffer } from '../offer.store';
import type { OffersContext } from '../offers.context';
import { throwIfRefused } from '../offers.problems';
import type { OfferTerms } from '../offers.schema';
import { createSupersede } from './supersede';

export interface AcceptedOffer {
  offerId: string;
  listingId: string;
  buyerId: string;
  sellerId: string;
  amountCents: number;
  terms: OfferTerms;
  acceptedAt: number;
  /** Of the transaction that the caller opens now. */
  transactionId: string;
  /** The version that both have agreed to. */
  versionId: string;
}

export function createAcceptOffer({ platform, store, audit, identity, listings }: OffersContext) {
  const { database, clock } = platform;
  const supersede = createSupersede({ platform, store });

  return async (actor: UserActor, offerId: string, seen: SeenVersion): Promise<AcceptedOffer> => {
    const known = await store.offers.findByPk(offerId);
    if (!known || !sideOfActor(known, actor)) throw noSuchOffer();
    return database.atomically(async () => {
      const listing = await listings.lockListing(known.listingId);
      const { offer, by } = await store.lockAsParty(offerId, actor);
      const now = clock.now();
      const otherId = by.side === 'BUYER' ? offer.sellerId : offer.buyerId;
      const other = (await identity.findUsers([otherId])).get(otherId);
      const surroundings = { listingStatus: listing.status, otherSideActive: other?.status === 'ACTIVE' };
      throwIfRefused(refuseAccept(offer, by.side, now, surroundings), refuseUnseen(offer, seen));
      const { id: versionId, terms } = await store.getVersion(offer);
      const exclusiveUntil = terms.exclusivityDays === 0 ? null : now + terms.exclusivityDays * DAY_MS;
      await listings.reserve(listing.id, offer.buyerId, 'An offer was accepted.', exclusiveUntil);
      const transactionId = newId();
      await store.advance(offer, 'ACCEPTED', by, { acceptedAt: now, transactionId });

      const others = await store.lockAllOf(listing.id, ['PENDING', 'SUPERSEDED']);
      const lapsed = others.filter(({ status, expiresAt }) => status === 'PENDING' && expiresAt <= now);
      for (const late of lapsed) await store.advance(late, 'EXPIRED', null);
      await supersede(others.filter((other) => !lapsed.includes(other)));

      await audit.record({
        actor,
        action: 'offer.accepted',
        subject: { type: 'offer', id: offer.id },
        detail: { listingId: listing.id, amountCents: offer.amountCents, version: offer.standingVersion },
      });
      const { listingId, buyerId, sellerId, amountCents } = offer;
      return {
        ...{ offerId, listingId, buyerId, sellerId, amountCents, terms },
        ...{ acceptedAt: now, versionId, transactionId },
      };
    });
  };
}
