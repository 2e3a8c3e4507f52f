/** The door of offers: bargaining over a listing, up to the one offer that is accepted. */
import { MINUTE_MS } from '../../platform/kernel/clock';
import type { UserActor } from '../../platform/kernel/actor';
import type { Platform } from '../../platform/platform';
import {
  listingExpired,
  listingRejected,
  listingSold,
  listingSuspended,
  listingWithdrawn,
} from '../listings';
import { createOfferStore, noSuchOffer } from './offer.store';
import type { Offer } from './offer.model';
import {
  type OfferStatus,
  refuseReject,
  refuseUnseen,
  type SeenVersion,
  type Side,
  UNFINISHED,
} from './offer.rules';
import { throwIfRefused } from './offers.problems';
import type { NewOffer } from './offers.schema';
import { createOfferPresenter } from './offer.view';
import type { OffersContext, OffersDeps } from './offers.context';
import { MAKING_PROBLEMS, offersRoutes } from './offers.routes';
import { registerUserData } from './offers.user-data';
import { type AcceptedOffer, createAcceptOffer } from './use-cases/accept-offer';
import { createAnswerOffer } from './use-cases/answer-offer';
import { createEndOffers } from './use-cases/end-offers';
import { createFindDealings } from './use-cases/find-dealings';
import { createListBetween, type OfferBetween } from './use-cases/list-between';
import { createMakeOffer } from './use-cases/make-offer';
import { createReadOffers } from './use-cases/read-offers';
import { createReadOverviews, type OfferOverviews } from './use-cases/read-overviews';
import { createSweepOffers } from './use-cases/sweep-offers';

export { LEAST_AMOUNT_CENTS } from './offer.rules';
export type { AcceptedOffer } from './use-cases/accept-offer';
export type { OfferStatus, SeenVersion, Side } from './offer.rules';
export type { OffersDeps } from './offers.context';
export {
  AgreedTerms,
  Contingency,
  NewOffer,
  OfferTerms,
  SeenVersion as SeenVersionShape,
  type WalkAwayRule,
} from './offers.schema';
export { type Payable, payableOf } from './terms.rules';
export * from './offers.events';
export {
  listingClosed,
  notYourTurn,
  offerChanged,
  offerExpired,
  offerNotOpen,
  otherSideUnavailable,
} from './offers.problems';

/** What making an offer can be refused for. */
export const offerProblems = MAKING_PROBLEMS;

const HEARER = 'offers';

export interface OfferFacts {
  id: string;
  listingId: string;
  buyerId: string;
  sellerId: string;
  status: OfferStatus;
  /** Whose answer is awaited while it is pending. */
  turn: Side;
  amountCents: number;
  expiresAt: number;
}

export interface Offers {
  /** What dashboards show of offers. */
  overviews: OfferOverviews;
  /**
   * Accepts the version that awaits the actor's answer, in the caller's unit: reserves the listing, keeps the other
   * offers as back-ups. Throws `not_found` to strangers, `offer_not_open`, `offer_expired`, `not_your_turn`,
   * `offer_changed` if another version than the `seen` one stands, `listing_closed`, `other_side_unavailable`.
   */
  accept(actor: UserActor, offerId: string, seen: SeenVersion): Promise<AcceptedOffer>;
  /** In the caller's unit. Throws `offerProblems`. */
  make(actor: UserActor, offer: NewOffer): Promise<{ id: string }>;
  /**
   * Locks the offer in the caller's unit, and answers it as the person reads it whose answer is awaited. Throws as `reject`
   * would.
   */
  lockAwaited(actor: UserActor, offerId: string, seen: SeenVersion): Promise<OfferFacts & { title: string }>;
  /** In the caller's unit, with the version that the person has read. */
  reject(actor: UserActor, offerId: string, seen: SeenVersion, reason: string): Promise<void>;
  /** ACCEPTED → FELL_THROUGH, in the caller's unit: the listing is on offer again, the back-ups are told. */
  saleFellThrough(offerId: string, reason: string): Promise<void>;
  /** ACCEPTED → COMPLETED, in the caller's unit: the back-ups are closed. */
  saleCompleted(offerId: string): Promise<void>;
  /** Throws `not_found`. */
  getOffer(offerId: string): Promise<OfferFacts>;
  /** Who has an offer going for a listing. */
  listBuyers(listingId: string): Promise<string[]>;
  /** Every offer between a person and these others, whoever is the buyer. */
  listBetween(userId: string, otherIds: readonly string[]): Promise<OfferBetween[]>;
}

export function createOffers(platform: Platform, deps: OffersDeps): Offers {
  const { events, scheduler } = platform;
  const store = createOfferStore(platform, deps.audit);
  const context: OffersContext = { ...deps, platform, store };
  const { listingStopped, ...ends } = createEndOffers(context);
  const { expireOffers, remindOfOffers } = createSweepOffers(context);
  const useCases = {
    ...createReadOffers(context),
    ...createAnswerOffer(context),
    makeOffer: createMakeOffer(context),
  };
  deps.listings.tellDealings(createFindDealings(platform.database));
  const present = createOfferPresenter(context);
  platform.serve('Offers', offersRoutes(useCases, present));
  registerUserData(context, useCases, present);

  scheduler.every('offers.expire', MINUTE_MS, expireOffers);
  scheduler.every('offers.remind', MINUTE_MS, remindOfOffers);

  const stopped = (because: string) => (news: { listingId: string }) =>
    listingStopped(news.listingId, because);
  events.on(listingSuspended, HEARER, { runs: 'unit' }, stopped('The listing was suspended.'));
  events.on(listingRejected, HEARER, { runs: 'unit' }, stopped('The listing did not pass its review.'));
  events.on(listingExpired, HEARER, { runs: 'unit' }, stopped('The listing has expired.'));
  events.on(listingWithdrawn, HEARER, { runs: 'unit' }, stopped('The seller has withdrawn the listing.'));
  events.on(listingSold, HEARER, { runs: 'unit' }, stopped('It has been sold to another buyer.'));

  return {
    overviews: createReadOverviews(context),
    accept: createAcceptOffer(context),
    make: async (actor, offer) => (await useCases.makeOffer(actor, offer)).offer,
    async lockAwaited(actor, offerId, seen) {
      const { offer, by } = await store.lockAsParty(offerId, actor);
      throwIfRefused(refuseReject(offer, by.side, platform.clock.now()), refuseUnseen(offer, seen));
      return { ...factsOf(offer), title: offer.listingTitle };
    },
    reject: (actor, offerId, seen, reason) => useCases.rejectOffer(actor, offerId, { ...seen, reason }),
    ...ends,
    listBetween: createListBetween(context),
    async listBuyers(listingId) {
      const where = { listingId, status: [...UNFINISHED] };
      const going = await store.offers.findAll({ attributes: ['buyerId'], where });
      return going.map(({ buyerId }) => buyerId);
    },
    async getOffer(offerId) {
      const offer = await store.offers.findByPk(offerId);
      if (!offer) throw noSuchOffer();
      return factsOf(offer);
    },
  };
}

const factsOf = (offer: Offer): OfferFacts => {
  const { id, listingId, buyerId, sellerId, status, turn, amountCents, expiresAt } = offer;
  return { id, listingId, buyerId, sellerId, status, turn, amountCents, expiresAt };
};
