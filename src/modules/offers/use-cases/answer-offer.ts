/** The steps by which two sides bargain: counter, reject, withdraw, and the return of a back-up. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Platform } from '../../../platform/platform';
import type { Listings } from '../../listings';
import { noSuchOffer, type OfferRecord } from '../offer-record';
import { otherSide, refuseCounter, refuseReject, refuseRevive, refuseWithdraw } from '../offer.rules';
import { heed, listingNotUnlocked } from '../offers.problems';
import type { CounterOffer, RevivedOffer } from '../offers.schema';
import { draftVersion } from './draft-version';

export function createAnswerOffer({ database, clock }: Platform, record: OfferRecord, listings: Listings) {
  return {
    counterOffer: (actor: UserActor, offerId: string, sent: CounterOffer): Promise<void> =>
      database.atomically(async () => {
        const { offer, by } = await record.lockAsParty(offerId, actor);
        const now = clock.now();
        heed(refuseCounter(offer, by.side, now));
        const answered = await record.getVersion(offer);
        const draft = draftVersion({ ...sent, terms: sent.terms ?? answered.terms }, answered, now);
        await record.addVersion(offer, 'COUNTERED', by, draft);
      }),

    rejectOffer: (actor: UserActor, offerId: string, reason?: string): Promise<void> =>
      database.atomically(async () => {
        const { offer, by } = await record.lockAsParty(offerId, actor);
        heed(refuseReject(offer, by.side, clock.now()));
        await record.advance(offer, 'REJECTED', by, {}, reason);
      }),

    /** Takes the actor's standing version back; the former one stands again, or the offer ends if there is none. */
    withdrawOffer: (actor: UserActor, offerId: string, reason?: string): Promise<void> =>
      database.atomically(async () => {
        const { offer, by } = await record.lockAsParty(offerId, actor);
        const now = clock.now();
        heed(refuseWithdraw(offer, by.side, now));
        const standing = await record.getVersion(offer);
        const isBackup = offer.status === 'SUPERSEDED';
        const former =
          isBackup || standing.answers === null ? null : await record.getVersion(offer, standing.answers);
        if (!former) return record.advance(offer, 'WITHDRAWN', by, {}, reason);
        const restored = {
          turn: otherSide(former.side),
          amountCents: former.amountCents,
          standingVersion: former.number,
          expiresAt: former.expiresAt,
        };
        await record.advance(offer, 'VERSION_WITHDRAWN', by, restored, reason);
        // Its author has bound itself up to that instant only.
        if (former.expiresAt <= now) await record.advance(offer, 'EXPIRED', null);
      }),

    /** The buyer's consent: a back-up becomes an offer again only by its own act, with a new version and a new life. */
    async reviveOffer(actor: UserActor, offerId: string, sent: RevivedOffer): Promise<void> {
      const known = await record.offers.findByPk(offerId);
      if (!known) throw noSuchOffer();
      await database.atomically(async () => {
        const listing = await listings.lockListing(known.listingId);
        const { offer, by } = await record.lockAsParty(offerId, actor);
        heed(refuseRevive(offer, by.side, listing.status));
        if (!(await listings.mayBargain(actor.userId, listing.id))) {
          throw listingNotUnlocked('The seller has taken back your access to the listing.');
        }
        const last = await record.getBuyersLast(offer);
        const renewed = {
          ...sent,
          amountCents: sent.amountCents ?? last.amountCents,
          terms: sent.terms ?? last.terms,
        };
        await record.addVersion(offer, 'REVIVED', by, draftVersion(renewed, null, clock.now()));
      });
    },
  };
}
