/** The endpoints by which admins let listings into the market and take them out of it. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { PageQuery } from '../../platform/kernel/page';
import { carrierNotFound, fmcsaUnavailable } from '../carriers';
import { ListingView, OwnCard } from './listing-views.schema';
import {
  carrierAlreadyListed,
  carrierHardStop,
  carrierUndecided,
  controlNotProven,
  listingChanged,
  listingStateForbids,
} from './listings.problems';
import { AdminQuery, Approval, OfListing, WithReason } from './listings.schema';
import type { ListingUseCases } from './listings.use-cases';

export const adminListingRoutes = (useCases: ListingUseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/admin/listings',
    summary: 'All listings, newest first.',
    access: 'admin',
    query: AdminQuery,
    paged: true,
    response: z.array(OwnCard),
  }).handledBy(({ query }) => useCases.listAll(query)),

  endpoint({
    method: 'get',
    path: '/admin/listings/pending',
    summary: 'The listings that wait for review, longest first.',
    access: 'admin',
    query: PageQuery,
    paged: true,
    response: z.array(OwnCard),
  }).handledBy(({ query }) => useCases.listPending(query)),

  endpoint({
    method: 'post',
    path: '/admin/listings/{id}/approve',
    summary: 'Publish a listing.',
    description:
      'Needs proof of control at level 2 and checks of the last 24 hours without a hard stop; older checks are made anew.',
    access: 'admin',
    params: OfListing,
    body: Approval,
    response: ListingView,
    problems: [
      listingStateForbids,
      listingChanged,
      controlNotProven,
      carrierHardStop,
      carrierUndecided,
      carrierNotFound,
      fmcsaUnavailable,
    ],
  }).handledBy(async ({ actor, params, body }) =>
    useCases.present(actor, await useCases.approve(actor, params.id, body)),
  ),

  endpoint({
    method: 'post',
    path: '/admin/listings/{id}/reject',
    summary: 'Send a listing back to its seller.',
    description: 'The credit goes back unless the listing was live on it.',
    access: 'admin',
    params: OfListing,
    body: WithReason,
    response: ListingView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params, body }) =>
    useCases.present(actor, await useCases.reject(actor, params.id, body.reason)),
  ),

  endpoint({
    method: 'post',
    path: '/admin/listings/{id}/suspend',
    summary: 'Take a listing down for cause.',
    access: 'admin',
    params: OfListing,
    body: WithReason,
    response: ListingView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params, body }) =>
    useCases.present(actor, await useCases.suspendByAdmin(actor, params.id, body.reason)),
  ),

  endpoint({
    method: 'post',
    path: '/admin/listings/{id}/reinstate',
    summary: 'Put a suspended listing back on offer.',
    access: 'admin',
    params: OfListing,
    response: ListingView,
    problems: [
      listingStateForbids,
      controlNotProven,
      carrierHardStop,
      carrierUndecided,
      carrierAlreadyListed,
      carrierNotFound,
      fmcsaUnavailable,
    ],
  }).handledBy(async ({ actor, params }) =>
    useCases.present(actor, await useCases.reinstate(actor, params.id)),
  ),
];
