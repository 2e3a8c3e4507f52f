/** The steps by which two sides bargain: counter, reject, withdraw, and the return of a back-up. */
import type { UserActor } from '../../../platform/kernel/actor';
import { ndaOutdated } from '../../listings';
import {
  otherSide,
  refuseCounter,
  refuseReject,
  refuseRevive,
  refuseUnseen,
  refuseWithdraw,
  TERMS_FIRST,
} from '../offer.rules';
import { noSuchOffer } from '../offer.store';
import type { OffersContext } from '../offers.context';
import { listingNotUnlocked, throwIfRefused } from '../offers.problems';
import type { CounterOffer, Rejection, RevivedOffer, Withdrawal } from '../offers.schema';
import { completeTerms, termsOfVersion } from '../terms.rules';
import { draftVersion } from './draft-version';

export function createAnswerOffer({ platform, store, listings }: OffersContext) {
  const { database, clock } = platform;
  return {
    counterOffer: (actor: UserActor, offerId: string, sent: CounterOffer): Promise<void> =>
      database.atomically(async () => {
        const { offer, by } = await store.lockAsParty(offerId, actor);
        const now = clock.now();
        // A version's amount never changes, so its number says which one was read; `amountCents` is the new one.
        const read = { version: sent.version, amountCents: sent.readAmountCents ?? offer.amountCents };
        throwIfRefused(refuseCounter(offer, by.side, now), refuseUnseen(offer, read));
        const answered = await store.getVersion(offer);
        const draft = draftVersion(
          { ...sent, terms: completeTerms(termsOfVersion(answered, now), sent.terms) },
          answered,
          now,
        );
        await store.addVersion(offer, 'COUNTERED', by, draft);
      }),

    rejectOffer: (actor: UserActor, offerId: string, { reason, ...seen }: Rejection): Promise<void> =>
      database.atomically(async () => {
        const { offer, by } = await store.lockAsParty(offerId, actor);
        throwIfRefused(refuseReject(offer, by.side, clock.now()), refuseUnseen(offer, seen));
        await store.advance(offer, 'REJECTED', by, {}, reason);
      }),

    /** Takes the actor's standing version back; the former one stands again, or the offer ends if there is none. */
    withdrawOffer: (actor: UserActor, offerId: string, { version, reason }: Withdrawal): Promise<void> =>
      database.atomically(async () => {
        const { offer, by } = await store.lockAsParty(offerId, actor);
        const now = clock.now();
        const read = { version: version ?? offer.standingVersion, amountCents: offer.amountCents };
        throwIfRefused(refuseWithdraw(offer, by.side, now), refuseUnseen(offer, read));
        const standing = await store.getVersion(offer);
        const isBackup = offer.status === 'SUPERSEDED';
        const former =
          isBackup || standing.answers === null ? null : await store.getVersion(offer, standing.answers);
        if (!former) return store.advance(offer, 'WITHDRAWN', by, {}, reason);
        const restored = {
          turn: otherSide(former.side),
          amountCents: former.amountCents,
          standingVersion: former.number,
          expiresAt: former.expiresAt,
        };
        await store.advance(offer, 'VERSION_WITHDRAWN', by, restored, reason);
        // Its author has bound itself up to that instant only.
        if (former.expiresAt <= now) await store.advance(offer, 'EXPIRED', null);
      }),

    /** The buyer's consent: a back-up becomes an offer again only by its own act, with a new version and a new life. */
    async reviveOffer(actor: UserActor, offerId: string, sent: RevivedOffer): Promise<void> {
      const known = await store.offers.findByPk(offerId);
      if (!known) throw noSuchOffer();
      await database.atomically(async () => {
        const listing = await listings.lockListing(known.listingId);
        const { offer, by } = await store.lockAsParty(offerId, actor);
        throwIfRefused(refuseRevive(offer, by.side, listing.status));
        const mayBargain = await listings.mayBargain(actor.userId, listing);
        if (!mayBargain) throw listingNotUnlocked('The seller has taken back your access to the listing.');
        if (mayBargain === 'AFTER_TERMS') throw ndaOutdated(TERMS_FIRST);
        const last = await store.getBuyersLast(offer);
        const now = clock.now();
        const renewed = {
          ...sent,
          amountCents: sent.amountCents ?? last.amountCents,
          terms: completeTerms(termsOfVersion(last, now), sent.terms),
        };
        await store.addVersion(offer, 'REVIVED', by, draftVersion(renewed, null, now));
      });
    },
  };
}
