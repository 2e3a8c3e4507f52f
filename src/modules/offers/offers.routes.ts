/** The endpoints of offers; accepting stands with the transaction that it opens. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { badCursor } from '../../platform/kernel/page';
import { ownListing } from '../listings';
import {
  closingDateOutOfRange,
  expiryOutOfRange,
  listingClosed,
  listingNotUnlocked,
  notABackup,
  notYourTurn,
  notYourVersion,
  offerExists,
  offerExpired,
  offerNotOpen,
  offerTooLow,
  tooManyVersions,
} from './offers.problems';
import {
  AdminOfferQuery,
  CounterOffer,
  ListingParams,
  NewOffer,
  OfferParams,
  OfferQuery,
  OfferSummary,
  OfferView,
  RevivedOffer,
  WithReason,
} from './offers.schema';
import type { createAnswerOffer } from './use-cases/answer-offer';
import type { createMakeOffer } from './use-cases/make-offer';
import type { createReadOffers } from './use-cases/read-offers';

export type UseCases = ReturnType<typeof createReadOffers> &
  ReturnType<typeof createAnswerOffer> & { makeOffer: ReturnType<typeof createMakeOffer> };

const badVersion = [offerTooLow, expiryOutOfRange, closingDateOutOfRange];

export const offersRoutes = (offers: UseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/offers',
    trading: true,
    summary: 'Makes an offer for a listing that the buyer has unlocked.',
    description:
      'A buyer has one unfinished offer for a listing at most. It stands for 72 hours unless said otherwise.',
    access: 'buyer',
    limit: 'offerCreation',
    idempotent: 'unit',
    body: NewOffer,
    status: 201,
    response: OfferView,
    problems: [notFound, ownListing, listingClosed, listingNotUnlocked, offerExists, ...badVersion],
  }).handledBy(async ({ actor, body }) => offers.readOffer(actor, (await offers.makeOffer(actor, body)).id)),

  endpoint({
    method: 'get',
    path: '/offers/my-offers',
    summary: 'The offers that the reader has made, newest first.',
    access: 'user',
    query: OfferQuery,
    paged: true,
    response: z.array(OfferSummary),
    problems: [badCursor],
  }).handledBy(({ actor, query }) => offers.listMade(actor, query)),

  endpoint({
    method: 'get',
    path: '/offers/received',
    summary: "The offers for the reader's listings, newest first.",
    access: 'user',
    query: OfferQuery,
    paged: true,
    response: z.array(OfferSummary),
    problems: [badCursor],
  }).handledBy(({ actor, query }) => offers.listReceived(actor, query)),

  endpoint({
    method: 'get',
    path: '/offers/listing/{listingId}',
    summary: 'The offers for one listing, for its owner, newest first.',
    access: 'user',
    params: ListingParams,
    query: OfferQuery,
    paged: true,
    response: z.array(OfferSummary),
    problems: [badCursor],
  }).handledBy(({ actor, params, query }) => offers.listOfListing(actor, params.listingId, query)),

  endpoint({
    method: 'get',
    path: '/offers/{id}',
    summary: 'The whole bargaining, for its two parties, with the moves open to the reader.',
    access: 'user',
    params: OfferParams,
    response: OfferView,
  }).handledBy(({ actor, params }) => offers.readOffer(actor, params.id)),

  endpoint({
    method: 'post',
    path: '/offers/{id}/counter',
    trading: true,
    summary: 'Answers the standing version with another amount or other terms.',
    access: 'user',
    idempotent: 'unit',
    params: OfferParams,
    body: CounterOffer,
    response: OfferView,
    problems: [offerNotOpen, offerExpired, notYourTurn, tooManyVersions, ...badVersion],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.counterOffer(actor, params.id, body);
    return offers.readOffer(actor, params.id);
  }),

  endpoint({
    method: 'post',
    path: '/offers/{id}/reject',
    summary: "Says no to the other side's version, which ends the offer.",
    access: 'user',
    idempotent: 'unit',
    params: OfferParams,
    body: WithReason,
    response: OfferView,
    problems: [offerNotOpen, offerExpired, notYourTurn],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.rejectOffer(actor, params.id, body.reason);
    return offers.readOffer(actor, params.id);
  }),

  endpoint({
    method: 'post',
    path: '/offers/{id}/withdraw',
    summary: "Takes the reader's own standing version back.",
    description:
      'The version that it answered stands again, under its own deadline; with no former version the offer ends. ' +
      'A buyer gives up a back-up in the same way.',
    access: 'user',
    idempotent: 'unit',
    params: OfferParams,
    body: WithReason,
    response: OfferView,
    problems: [offerNotOpen, offerExpired, notYourVersion],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.withdrawOffer(actor, params.id, body.reason);
    return offers.readOffer(actor, params.id);
  }),

  endpoint({
    method: 'post',
    path: '/offers/{id}/revive',
    trading: true,
    summary: 'Puts a back-up forward again, after the accepted offer fell through.',
    description:
      "A new version with a new life, for the seller to answer; amount and terms are the buyer's last unless given.",
    access: 'user',
    idempotent: 'unit',
    params: OfferParams,
    body: RevivedOffer,
    response: OfferView,
    problems: [notABackup, notYourVersion, listingClosed, listingNotUnlocked, tooManyVersions, ...badVersion],
  }).handledBy(async ({ actor, params, body }) => {
    await offers.reviveOffer(actor, params.id, body);
    return offers.readOffer(actor, params.id);
  }),

  endpoint({
    method: 'get',
    path: '/admin/offers',
    summary: 'All offers, newest first.',
    access: 'admin',
    query: AdminOfferQuery,
    paged: true,
    response: z.array(OfferSummary),
    problems: [badCursor],
  }).handledBy(({ actor, query }) => offers.listAll(actor, query)),
];
