/** The endpoints of offers; accepting stands with the transaction that it opens. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { ndaOutdated, ownListing } from '../listings';
import { verificationNeeded } from '../verification';
import {
  askingPriceDiffers,
  closingDateOutOfRange,
  depositOutOfRange,
  expiryOutOfRange,
  listingClosed,
  listingNotUnlocked,
  notABackup,
  notYourTurn,
  notYourVersion,
  offerChanged,
  offerExists,
  offerExpired,
  offerNotOpen,
  offerTooLow,
  tooManyVersions,
} from './offers.problems';
import type { OfferPresenter } from './offer.view';
import {
  AdminOfferSummary,
  AdminOfferQuery,
  CounterOffer,
  ListingParams,
  NewOffer,
  OfferParams,
  OfferQuery,
  ListingOffer,
  OfferSummary,
  OfferView,
  Rejection,
  RevivedOffer,
  Withdrawal,
} from './offers.schema';
import type { createAnswerOffer } from './use-cases/answer-offer';
import type { createMakeOffer } from './use-cases/make-offer';
import type { createReadOffers } from './use-cases/read-offers';
import { HOUR_MS } from '../../platform/kernel/clock';
import type { RateLimit } from '../../platform/http/limits';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    offers: true;
  }
}

const OFFER_CREATION_LIMIT: RateLimit = {
  name: 'offerCreation',
  setting: 'LIMIT_OFFER_CREATION',
  requests: 20,
  windowMs: HOUR_MS,
};

export type UseCases = ReturnType<typeof createReadOffers> &
  ReturnType<typeof createAnswerOffer> & { makeOffer: ReturnType<typeof createMakeOffer> };

const badVersion = [offerTooLow, expiryOutOfRange, closingDateOutOfRange, depositOutOfRange];

export const MAKING_PROBLEMS = [
  verificationNeeded,
  notFound,
  ownListing,
  listingClosed,
  listingNotUnlocked,
  ndaOutdated,
  askingPriceDiffers,
  offerExists,
  ...badVersion,
];

export const offersRoutes = (offers: UseCases, present: OfferPresenter): Endpoint[] => [
  endpoint({
    operationId: 'makeOffer',
    method: 'post',
    path: '/offers',
    verifiedEmail: true,
    summary: 'Make an offer on a listing that you have unlocked.',
    description:
      'A buyer has one unfinished offer for a listing at most. It stands for 72 hours unless said otherwise. To buy now is to ' +
      'offer the asking price, marked as such; the seller still has to accept.',
    access: 'buyer',
    feature: 'FEATURE_NEW_OFFERS',
    scope: 'offers:write',
    limit: OFFER_CREATION_LIMIT,
    idempotent: 'unit',
    body: NewOffer,
    status: 201,
    response: OfferView,
    problems: [...MAKING_PROBLEMS],
  }).handledBy(async ({ actor, body }) => present.offer(await offers.makeOffer(actor, body))),

  endpoint({
    operationId: 'listMadeOffers',
    method: 'get',
    path: '/offers/my-offers',
    summary: 'List the offers you made, newest first.',
    access: 'user',
    scope: 'offers:read',
    query: OfferQuery,
    paged: true,
    response: z.array(OfferSummary),
  }).handledBy(async ({ actor, query }) => present.page(actor, await offers.listMade(actor, query))),

  endpoint({
    operationId: 'listReceivedOffers',
    method: 'get',
    path: '/offers/received',
    summary: 'List the offers on your listings, newest first.',
    access: 'user',
    scope: 'offers:read',
    query: OfferQuery,
    paged: true,
    response: z.array(OfferSummary),
  }).handledBy(async ({ actor, query }) => present.page(actor, await offers.listReceived(actor, query))),

  endpoint({
    operationId: 'listListingOffers',
    method: 'get',
    path: '/offers/listing/{listingId}',
    summary: 'List the offers on one of your listings, newest first.',
    access: 'user',
    scope: 'offers:read',
    params: ListingParams,
    query: OfferQuery,
    paged: true,
    response: z.array(ListingOffer),
  }).handledBy(async ({ actor, params, query }) =>
    present.ofListing(actor, await offers.listOfListing(actor, params.listingId, query)),
  ),

  endpoint({
    operationId: 'getOffer',
    method: 'get',
    path: '/offers/{id}',
    summary: 'Get an offer with its whole negotiation and the moves open to you.',
    access: 'user',
    scope: 'offers:read',
    params: OfferParams,
    response: OfferView,
  }).handledBy(async ({ actor, params }) =>
    present.readOffer(actor, await offers.readOffer(actor, params.id)),
  ),

  endpoint({
    operationId: 'counterOffer',
    method: 'post',
    path: '/offers/{id}/counter',
    verifiedEmail: true,
    summary: 'Counter the current version with another amount or other terms.',
    access: 'user',
    scope: 'offers:write',
    idempotent: 'unit',
    params: OfferParams,
    body: CounterOffer,
    response: OfferView,
    problems: [offerNotOpen, offerExpired, notYourTurn, offerChanged, tooManyVersions, ...badVersion],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.counterOffer(actor, params.id, body);
    return present.offer(await offers.readOffer(actor, params.id));
  }),

  endpoint({
    operationId: 'rejectOffer',
    method: 'post',
    path: '/offers/{id}/reject',
    summary: "Reject the other side's version, which ends the offer.",
    access: 'user',
    scope: 'offers:write',
    idempotent: 'unit',
    params: OfferParams,
    body: Rejection,
    response: OfferView,
    problems: [offerNotOpen, offerExpired, notYourTurn, offerChanged],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.rejectOffer(actor, params.id, body);
    return present.offer(await offers.readOffer(actor, params.id));
  }),

  endpoint({
    operationId: 'withdrawOffer',
    method: 'post',
    path: '/offers/{id}/withdraw',
    summary: 'Withdraw your own current version.',
    description:
      'The version that it answered stands again, under its own deadline; with no former version the offer ends. ' +
      'A buyer gives up a back-up in the same way.',
    access: 'user',
    scope: 'offers:write',
    idempotent: 'unit',
    params: OfferParams,
    body: Withdrawal,
    response: OfferView,
    problems: [offerNotOpen, offerExpired, notYourVersion, offerChanged],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.withdrawOffer(actor, params.id, body);
    return present.offer(await offers.readOffer(actor, params.id));
  }),

  endpoint({
    operationId: 'reviveOffer',
    method: 'post',
    path: '/offers/{id}/revive',
    verifiedEmail: true,
    summary: 'Renew a backup offer after the accepted offer fell through.',
    description:
      "A new version with a new life, for the seller to answer; amount and terms are the buyer's last unless given.",
    access: 'user',
    scope: 'offers:write',
    idempotent: 'unit',
    params: OfferParams,
    body: RevivedOffer,
    response: OfferView,
    problems: [
      ...[notABackup, notYourVersion, listingClosed, listingNotUnlocked, ndaOutdated],
      ...[tooManyVersions, ...badVersion],
    ],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.reviveOffer(actor, params.id, body);
    return present.offer(await offers.readOffer(actor, params.id));
  }),

  endpoint({
    operationId: 'listAllOffers',
    method: 'get',
    path: '/admin/offers',
    summary: 'List all offers.',
    access: 'admin',
    query: AdminOfferQuery,
    paged: true,
    response: z.array(AdminOfferSummary),
  }).handledBy(async ({ actor, query }) => present.adminPage(actor, await offers.listAll(query))),
];
