/** The door of offers: bargaining over a listing, up to the one offer that is accepted. */
import { MINUTE_MS } from '../../platform/kernel/clock';
import type { UserActor } from '../../platform/kernel/actor';
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import {
  listingExpired,
  listingRejected,
  type Listings,
  listingSold,
  listingSuspended,
  listingWithdrawn,
} from '../listings';
import { createOfferRecord, noSuchOffer } from './offer-record';
import type { OfferStatus, Side } from './offer.rules';
import { offersRoutes } from './offers.routes';
import { type AcceptedOffer, createAcceptOffer } from './use-cases/accept-offer';
import { createAnswerOffer } from './use-cases/answer-offer';
import { createEndOffers } from './use-cases/end-offers';
import { createMakeOffer } from './use-cases/make-offer';
import { partWithUser } from './use-cases/part-with-user';
import { createReadOffers } from './use-cases/read-offers';
import { createSweepOffers } from './use-cases/sweep-offers';

export type { AcceptedOffer } from './use-cases/accept-offer';
export type { OfferStatus, Side } from './offer.rules';
export { OfferTerms } from './offers.schema';
export * from './offers.events';
export {
  listingClosed,
  notYourTurn,
  offerExpired,
  offerNotOpen,
  otherSideUnavailable,
} from './offers.problems';

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
  /**
   * Accepts the version that awaits the actor's answer, in the caller's unit: reserves the listing, keeps the other
   * offers as back-ups. Throws `not_found` to strangers, `offer_not_open`, `offer_expired`, `not_your_turn`,
   * `listing_closed`, `other_side_unavailable`.
   */
  accept(actor: UserActor, offerId: string): Promise<AcceptedOffer>;
  /** ACCEPTED → FELL_THROUGH, in the caller's unit: the listing is on offer again, the back-ups are told. */
  dealFellThrough(offerId: string, reason: string): Promise<void>;
  /** ACCEPTED → COMPLETED, in the caller's unit: the back-ups are closed. */
  dealCompleted(offerId: string): Promise<void>;
  /** Throws `not_found`. */
  getOffer(offerId: string): Promise<OfferFacts>;
}

export interface OffersDeps {
  audit: Audit;
  identity: Identity;
  listings: Listings;
}

export function createOffers(platform: Platform, deps: OffersDeps): Offers {
  const { identity, listings } = deps;
  const { outbox, scheduler } = platform;
  const record = createOfferRecord(platform);
  const { listingStopped, ...ends } = createEndOffers(platform, record, listings);
  const { expireOffers, remindOfOffers } = createSweepOffers(platform, record);

  const reading = createReadOffers(platform, record, identity, listings);
  partWithUser(identity, record, reading);

  platform.serve(
    'Offers',
    offersRoutes({
      ...reading,
      ...createAnswerOffer(platform, record, listings),
      makeOffer: createMakeOffer(platform, record, listings),
    }),
  );

  scheduler.every('offers.expire', MINUTE_MS, expireOffers);
  scheduler.every('offers.remind', MINUTE_MS, remindOfOffers);

  const stopped = (because: string) => (news: { listingId: string }) =>
    listingStopped(news.listingId, because);
  outbox.on(listingSuspended, HEARER, { runs: 'unit' }, stopped('The listing was suspended.'));
  outbox.on(listingRejected, HEARER, { runs: 'unit' }, stopped('The listing did not pass its review.'));
  outbox.on(listingExpired, HEARER, { runs: 'unit' }, stopped('The listing has expired.'));
  outbox.on(listingWithdrawn, HEARER, { runs: 'unit' }, stopped('The seller has withdrawn the listing.'));
  outbox.on(listingSold, HEARER, { runs: 'unit' }, stopped('The company has been sold.'));

  return {
    accept: createAcceptOffer(platform, record, deps),
    ...ends,
    async getOffer(offerId) {
      const offer = await record.offers.findByPk(offerId);
      if (!offer) throw noSuchOffer();
      const { id, listingId, buyerId, sellerId, status, turn, amountCents, expiresAt } = offer;
      return { id, listingId, buyerId, sellerId, status, turn, amountCents, expiresAt };
    },
  };
}
