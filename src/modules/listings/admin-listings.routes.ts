/** The endpoints by which admins review, suspend and reinstate listings. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { PageQuery } from '../../platform/kernel/page';
import { carrierNotFound, fmcsaUnavailable } from '../carriers';
import { AdminCard, ListingView } from './listing-views.schema';
import {
  carrierAlreadyListed,
  carrierSoldByYou,
  carrierSoldHere,
  carrierHardStop,
  carrierChecksIncomplete,
  controlNotProven,
  listingChanged,
  listingStateForbids,
} from './listings.problems';
import { AdminQuery, Approval, OfListing, Reinstatement, Rejection, Suspension } from './listings.schema';
import type { ListingPresenter } from './listing.view';
import type { ListingUseCases } from './listings.use-cases';

export const adminListingRoutes = (listings: ListingUseCases, present: ListingPresenter): Endpoint[] => [
  endpoint({
    operationId: 'listAllListings',
    method: 'get',
    path: '/admin/listings',
    summary: 'List all listings.',
    access: 'admin',
    query: AdminQuery,
    paged: true,
    response: z.array(AdminCard),
  }).handledBy(async ({ query }) => present.adminPage(await listings.listAll(query))),

  endpoint({
    operationId: 'listPendingListings',
    method: 'get',
    path: '/admin/listings/pending',
    summary: 'List the listings waiting for review, longest wait first.',
    access: 'admin',
    query: PageQuery,
    paged: true,
    response: z.array(AdminCard),
  }).handledBy(async ({ query }) => present.adminPage(await listings.listPending(query))),

  endpoint({
    operationId: 'approveListing',
    method: 'post',
    path: '/admin/listings/{id}/approve',
    summary: 'Approve a listing and publish it.',
    description:
      'Requires proof of control at level 2, and checks of the last 24 hours without a hard stop; older checks run again.',
    access: 'admin',
    params: OfListing,
    body: Approval,
    response: ListingView,
    problems: [
      listingStateForbids,
      listingChanged,
      controlNotProven,
      carrierSoldByYou,
      carrierSoldHere,
      carrierHardStop,
      carrierChecksIncomplete,
      carrierNotFound,
      fmcsaUnavailable,
    ],
  }).handledBy(async ({ actor, params, body }) =>
    present.listing(
      await listings.completeFile(actor, await listings.approveListing(actor, params.id, body)),
    ),
  ),

  endpoint({
    operationId: 'rejectListing',
    method: 'post',
    path: '/admin/listings/{id}/reject',
    idempotent: 'unit',
    movesMoney: true,
    summary: 'Reject a listing and tell its seller why.',
    description: 'The seller gets the credit back, unless the listing was live on it.',
    access: 'admin',
    params: OfListing,
    body: Rejection,
    response: ListingView,
    problems: [listingStateForbids, listingChanged],
  }).handledBy(async ({ actor, params, body }) =>
    present.listing(await listings.completeFile(actor, await listings.rejectListing(actor, params.id, body))),
  ),

  endpoint({
    operationId: 'suspendListing',
    method: 'post',
    path: '/admin/listings/{id}/suspend',
    summary: 'Suspend a listing for cause.',
    access: 'admin',
    params: OfListing,
    body: Suspension,
    response: ListingView,
    problems: [listingStateForbids, listingChanged],
  }).handledBy(async ({ actor, params, body }) =>
    present.listing(
      await listings.completeFile(actor, await listings.suspendListing(actor, params.id, body)),
    ),
  ),

  endpoint({
    operationId: 'reinstateListing',
    method: 'post',
    path: '/admin/listings/{id}/reinstate',
    summary: 'Put a suspended listing back on the market.',
    access: 'admin',
    params: OfListing,
    body: Reinstatement,
    response: ListingView,
    problems: [
      listingStateForbids,
      listingChanged,
      controlNotProven,
      carrierHardStop,
      carrierChecksIncomplete,
      carrierAlreadyListed,
      carrierSoldByYou,
      carrierSoldHere,
      carrierNotFound,
      fmcsaUnavailable,
    ],
  }).handledBy(async ({ actor, params, body }) =>
    present.listing(
      await listings.completeFile(actor, await listings.reinstateListing(actor, params.id, body.version)),
    ),
  ),
];
