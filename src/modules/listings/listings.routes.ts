/** The endpoints of listings for readers and sellers. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { RawJson } from '../../platform/http/raw-json';
import { byId, done } from '../../platform/http/wire';
import { badCursor, mapPage, PageQuery, Pagination } from '../../platform/kernel/page';
import type { Days } from '../../platform/paper/days';
import { PDF } from '../../platform/paper/paper';
import { creditsOnHold, outOfCredits } from '../billing';
import {
  carrierNotFound,
  DueDiligenceQuery,
  DueDiligenceShape,
  FMCSA_LIMIT,
  fmcsaUnavailable,
  presentDueDiligence,
} from '../carriers';
import {
  ChecksView,
  Facets,
  ListingCard,
  ListingRemoved,
  ListingView,
  OwnCard,
  SavedCard,
  SavedView,
} from './listing-views.schema';
import {
  carrierAlreadyListed,
  carrierSoldByYou,
  carrierSoldHere,
  controlNotProven,
  carrierHardStop,
  CONTENT_PROBLEMS,
  listingChanged,
  listingIncomplete,
  listingLocked,
  listingStateForbids,
} from './listings.problems';
import { ChangedListing, NewListing, OfListing, SearchQuery } from './listings.schema';
import { MARKET_NEWS } from './market-news';
import type { ListingPresenter } from './listing.view';
import type { ListingUseCases } from './listings.use-cases';
import { HOUR_MS, SECOND_MS } from '../../platform/kernel/clock';
import type { RateLimit } from '../../platform/http/limits';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    listings: true;
  }
}

const LISTING_CREATION_LIMIT: RateLimit = {
  name: 'listingCreation',
  setting: 'LIMIT_LISTING_CREATION',
  requests: 5,
  windowMs: HOUR_MS,
};

const FoundListings = z
  .strictObject({
    success: z.literal(true),
    data: z.array(ListingCard),
    pagination: Pagination,
    facets: Facets.optional().describe('With `facets=true` only.'),
  })
  .meta({ id: 'FoundListings' });

const searchAt = (
  operationId: string,
  path: string,
  { searchListings, countFacets, scoringFor }: ListingUseCases,
  present: ListingPresenter,
) =>
  endpoint({
    operationId,
    method: 'get',
    path,
    summary: 'Search the listings on the market.',
    description:
      'Cards show ranges, and filters and sorting work on those ranges, which GET /config lists in `listingBands`: ask for ' +
      'them by their lower ends (`priceBand=2000000`), or by bounds, which match the ranges that lie wholly within them. ' +
      'So nothing is shown that may be outside of what you asked for.',
    access: 'public',
    cached: { until: MARKET_NEWS, forMs: 10 * SECOND_MS },
    scope: 'listings:read',
    query: SearchQuery,
    bare: true,
    response: FoundListings,
    problems: [badCursor],
  }).handledBy(async ({ actor, query }) => {
    const [{ items, pagination }, facets, score] = await Promise.all([
      searchListings(query),
      query.facets ? countFacets(query) : undefined,
      scoringFor(actor),
    ]);
    const cards = items.map(present.cardTextsWith(score)).join(',');
    const rest = JSON.stringify({ pagination, ...(facets && { facets }) });
    return new RawJson(`{"success":true,"data":[${cards}],${rest.slice(1)}`);
  });

export const listingRoutes = (
  listings: ListingUseCases,
  present: ListingPresenter,
  days: Days,
): Endpoint[] => [
  searchAt('searchListings', '/listings', listings, present),
  searchAt('searchListingsAlias', '/listings/search', listings, present),

  endpoint({
    operationId: 'listSavedListings',
    method: 'get',
    path: '/listings/saved',
    summary: 'List your saved listings, newest first.',
    access: 'user',
    scope: 'listings:read',
    query: PageQuery,
    paged: true,
    response: z.array(SavedCard),
  }).handledBy(async ({ actor, query }) => {
    const scored = present.scoredWith(await listings.scoringFor(actor));
    return mapPage(await listings.listSaved(actor, query), (row) => scored(present.savedCard(row)));
  }),

  endpoint({
    operationId: 'listOwnListings',
    method: 'get',
    path: '/listings/my-listings',
    summary: 'List your own listings in every state, newest first.',
    access: 'seller',
    scope: 'listings:read',
    query: PageQuery,
    paged: true,
    response: z.array(OwnCard),
  }).handledBy(async ({ actor, query }) =>
    mapPage(await listings.listOwn(actor, query), present.managedCard),
  ),

  endpoint({
    operationId: 'listListingsOfUser',
    method: 'get',
    path: '/users/{id}/listings',
    summary:
      'List the listings of a user on the market, newest first, as far as you may know that they are theirs.',
    description:
      'Who sells is confidential: others see those that they have unlocked, admins and the seller all.',
    access: 'user',
    scope: 'listings:read',
    params: byId,
    query: PageQuery,
    paged: true,
    response: z.array(ListingCard),
  }).handledBy(async ({ actor, params, query }) => {
    const card = present.cardsWith(await listings.scoringFor(actor));
    return mapPage(await listings.listOfSeller(actor, params.id, query), card);
  }),

  endpoint({
    operationId: 'getListing',
    method: 'get',
    path: '/listings/{id}',
    summary: 'Get a listing: the teaser, and the confidential part for readers with access.',
    access: 'public',
    cached: { until: MARKET_NEWS, forMs: 10 * SECOND_MS, served: ({ id }) => listings.countView(String(id)) },
    scope: 'listings:read',
    params: OfListing,
    response: ListingView,
  }).handledBy(async ({ actor, params }) => present.listing(await listings.readListing(actor, params.id))),

  endpoint({
    operationId: 'getListingChecks',
    method: 'get',
    path: '/listings/{id}/checks',
    summary: "Get the latest checks of the carrier's federal record.",
    description: 'Everyone sees the verdicts; readers with access also see the values behind them.',
    access: 'public',
    scope: 'listings:read',
    params: OfListing,
    response: ChecksView,
  }).handledBy(async ({ actor, params }) => present.checks(await listings.readChecks(actor, params.id))),

  endpoint({
    operationId: 'getListingDueDiligence',
    method: 'get',
    path: '/listings/{id}/due-diligence',
    summary: "Get the due-diligence report of a listing's carrier, as JSON or a PDF.",
    description:
      'For its seller, who sees in `openPoints` what to put right first, for admins, and for buyers who unlocked the listing.',
    access: 'user',
    scope: 'listings:read',
    limit: FMCSA_LIMIT,
    params: OfListing,
    query: DueDiligenceQuery,
    download: [PDF],
    response: DueDiligenceShape,
    problems: [listingLocked, carrierNotFound, fmcsaUnavailable],
  }).handledBy(async ({ actor, params, query }) =>
    presentDueDiligence(await listings.readDueDiligence(actor, params.id), query, days),
  ),

  endpoint({
    operationId: 'createListing',
    method: 'post',
    path: '/listings',
    verifiedEmail: true,
    summary: 'Create a listing as a draft.',
    description: 'The carrier data comes from the federal record of the USDOT number.',
    access: 'seller',
    feature: 'FEATURE_NEW_LISTINGS',
    scope: 'listings:write',
    limit: LISTING_CREATION_LIMIT,
    idempotent: 'resumable',
    body: NewListing,
    status: 201,
    response: ListingView,
    problems: [carrierNotFound, fmcsaUnavailable, ...CONTENT_PROBLEMS],
  }).handledBy(async ({ actor, body }) =>
    present.listing(await listings.completeFile(actor, await listings.createListing(actor, body))),
  ),

  endpoint({
    operationId: 'changeListing',
    method: 'put',
    path: '/listings/{id}',
    summary: 'Change a listing.',
    description:
      'What you leave out stays; a group that you send replaces the old one. On a published listing a lower price, the ' +
      'figures of the operation, `approvalRequired` and `unlockCredits` take effect at once. Any other change waits for a review, ' +
      'while the approved content stays live. A rejected or withdrawn listing becomes a draft again.',
    access: 'seller',
    scope: 'listings:write',
    params: OfListing,
    body: ChangedListing,
    response: ListingView,
    problems: [listingStateForbids, listingChanged, listingIncomplete, ...CONTENT_PROBLEMS],
  }).handledBy(async ({ actor, params, body }) =>
    present.listing(await listings.completeFile(actor, await listings.changeListing(actor, params.id, body))),
  ),

  endpoint({
    operationId: 'deleteListing',
    method: 'delete',
    path: '/listings/{id}',
    summary: 'Delete a draft, or withdraw a listing that was submitted.',
    description:
      'A draft is gone without a trace. A listing that was submitted is withdrawn: it is off the market, and its open offers ' +
      'are closed; editing makes it a draft again. The answer says which of the two it was. To take a live listing out of ' +
      'sight for a while, pause it.',
    access: 'seller',
    scope: 'listings:write',
    params: OfListing,
    response: ListingRemoved,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) => ({
    ...done,
    outcome: await listings.deleteListing(actor, params.id),
  })),

  endpoint({
    operationId: 'submitListing',
    method: 'post',
    path: '/listings/{id}/submit',
    movesMoney: true,
    verifiedEmail: true,
    summary: 'Submit a draft or an expired listing for review, for one credit.',
    description:
      'We check the carrier first. You get the credit back if the listing is rejected or withdrawn before it goes live.',
    access: 'seller',
    feature: 'FEATURE_NEW_LISTINGS',
    scope: 'listings:write',
    idempotent: 'resumable',
    params: OfListing,
    response: ListingView,
    problems: [
      listingStateForbids,
      listingChanged,
      listingIncomplete,
      controlNotProven,
      carrierHardStop,
      carrierAlreadyListed,
      carrierSoldByYou,
      carrierSoldHere,
      carrierNotFound,
      fmcsaUnavailable,
      creditsOnHold,
      outOfCredits,
      ...CONTENT_PROBLEMS,
    ],
  }).handledBy(async ({ actor, params }) =>
    present.listing(await listings.completeFile(actor, await listings.submitListing(actor, params.id))),
  ),

  endpoint({
    operationId: 'pauseListing',
    method: 'post',
    path: '/listings/{id}/pause',
    summary: 'Hide a listing from the market for a while.',
    access: 'seller',
    scope: 'listings:write',
    params: OfListing,
    response: ListingView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) =>
    present.listing(await listings.completeFile(actor, await listings.pauseListing(actor, params.id))),
  ),

  endpoint({
    operationId: 'resumeListing',
    method: 'post',
    path: '/listings/{id}/resume',
    summary: 'Put a paused listing back on the market.',
    access: 'seller',
    scope: 'listings:write',
    params: OfListing,
    response: ListingView,
    problems: [listingStateForbids, controlNotProven, carrierSoldByYou, carrierSoldHere, carrierHardStop],
  }).handledBy(async ({ actor, params }) =>
    present.listing(await listings.completeFile(actor, await listings.resumeListing(actor, params.id))),
  ),

  endpoint({
    operationId: 'withdrawListing',
    method: 'post',
    path: '/listings/{id}/withdraw',
    idempotent: 'unit',
    movesMoney: true,
    summary: 'Take a listing off the market permanently.',
    access: 'seller',
    scope: 'listings:write',
    params: OfListing,
    response: ListingView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) =>
    present.listing(await listings.completeFile(actor, await listings.withdrawListing(actor, params.id))),
  ),

  endpoint({
    operationId: 'saveListing',
    method: 'post',
    path: '/listings/{id}/save',
    openToImpersonators: true,
    summary: 'Save a listing.',
    access: 'user',
    scope: 'listings:write',
    params: OfListing,
    response: SavedView,
  }).handledBy(async ({ actor, params }) => {
    await listings.saveListing(actor, params.id);
    return { saved: true };
  }),

  endpoint({
    operationId: 'unsaveListing',
    method: 'delete',
    path: '/listings/{id}/save',
    openToImpersonators: true,
    summary: 'Remove a listing from your saved listings.',
    access: 'user',
    scope: 'listings:write',
    params: OfListing,
    response: SavedView,
  }).handledBy(async ({ actor, params }) => {
    await listings.unsaveListing(actor, params.id);
    return { saved: false };
  }),
];
