/** The endpoints of listings for readers and sellers. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { Done, done } from '../../platform/http/wire';
import { badCursor, PageQuery, Pagination } from '../../platform/kernel/page';
import { creditsOnHold, outOfCredits } from '../billing';
import { carrierNotFound, fmcsaUnavailable } from '../carriers';
import { CONTENT_PROBLEMS } from './content.gate';
import {
  ChecksView,
  Facets,
  ListingCard,
  ListingView,
  OwnCard,
  SavedCard,
  SavedView,
} from './listing-views.schema';
import {
  carrierAlreadyListed,
  carrierHardStop,
  listingChanged,
  listingIncomplete,
  listingStateForbids,
} from './listings.problems';
import { ChangedListing, NewListing, OfListing, SearchQuery } from './listings.schema';
import type { ListingUseCases } from './listings.use-cases';

const FoundListings = z.strictObject({
  success: z.literal(true),
  data: z.array(ListingCard),
  pagination: Pagination,
  /** Where `facets=true` asks for them. */
  facets: Facets.optional(),
});

const searchAt = (path: string, { search, countFacets }: ListingUseCases) =>
  endpoint({
    method: 'get',
    path,
    summary: 'Search the listings on offer.',
    description:
      'Cards show ranges, and filters and orders work on those ranges: `minPriceCents` and its like keep every listing ' +
      'whose range reaches into yours. `state` may be given several times.',
    access: 'public',
    query: SearchQuery,
    bare: true,
    response: FoundListings,
    problems: [badCursor],
  }).handledBy(async ({ query }) => {
    const [{ items, pagination }, facets] = await Promise.all([
      search(query),
      query.facets ? countFacets(query) : undefined,
    ]);
    return { success: true as const, data: items, pagination, ...(facets && { facets }) };
  });

export const listingRoutes = (useCases: ListingUseCases): Endpoint[] => [
  searchAt('/listings', useCases),
  searchAt('/listings/search', useCases),

  endpoint({
    method: 'get',
    path: '/listings/saved',
    summary: 'The listings that you saved, newest first.',
    access: 'user',
    query: PageQuery,
    paged: true,
    response: z.array(SavedCard),
  }).handledBy(({ actor, query }) => useCases.listSaved(actor, query)),

  endpoint({
    method: 'get',
    path: '/listings/my-listings',
    summary: 'Your own listings in every state, newest first.',
    access: 'seller',
    query: PageQuery,
    paged: true,
    response: z.array(OwnCard),
  }).handledBy(({ actor, query }) => useCases.listOwn(actor, query)),

  endpoint({
    method: 'get',
    path: '/listings/{id}',
    summary: 'One listing: the teaser, and the confidential part for who may read it.',
    access: 'public',
    params: OfListing,
    response: ListingView,
  }).handledBy(({ actor, params }) => useCases.readListing(actor, params.id)),

  endpoint({
    method: 'get',
    path: '/listings/{id}/checks',
    summary: "The latest checks of the carrier's federal record.",
    description: 'Verdicts for everyone; the values behind them once the listing is unlocked.',
    access: 'public',
    params: OfListing,
    response: ChecksView,
  }).handledBy(({ actor, params }) => useCases.readChecks(actor, params.id)),

  endpoint({
    method: 'post',
    path: '/listings',
    trading: true,
    summary: 'Begin a listing as a draft.',
    description: "The carrier's part is taken from its federal record by the USDOT number.",
    access: 'seller',
    limit: 'listingCreation',
    idempotent: 'resumable',
    body: NewListing,
    status: 201,
    response: ListingView,
    problems: [carrierNotFound, fmcsaUnavailable, ...CONTENT_PROBLEMS],
  }).handledBy(async ({ actor, body }) => useCases.present(actor, await useCases.create(actor, body))),

  endpoint({
    method: 'put',
    path: '/listings/{id}',
    summary: 'Change a listing.',
    description:
      'Groups that are left out stay; a group that is given replaces the former one. On a published listing a lower ' +
      'price, the figures of the operation and `approvalRequired` take effect at once; anything else goes back to review.',
    access: 'seller',
    params: OfListing,
    body: ChangedListing,
    response: ListingView,
    problems: [listingStateForbids, listingChanged, listingIncomplete, ...CONTENT_PROBLEMS],
  }).handledBy(async ({ actor, params, body }) =>
    useCases.present(actor, await useCases.change(actor, params.id, body)),
  ),

  endpoint({
    method: 'delete',
    path: '/listings/{id}',
    summary: 'Throw a draft away; a listing that was ever submitted is withdrawn.',
    access: 'seller',
    params: OfListing,
    response: Done,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) => {
    await useCases.discard(actor, params.id);
    return done;
  }),

  endpoint({
    method: 'post',
    path: '/listings/{id}/submit',
    trading: true,
    summary: 'Hand a draft or an expired listing to review, for one credit.',
    description:
      'The carrier is checked first. The credit comes back if the listing is rejected or withdrawn before it was live.',
    access: 'seller',
    idempotent: 'resumable',
    params: OfListing,
    response: ListingView,
    problems: [
      listingStateForbids,
      listingChanged,
      listingIncomplete,
      carrierHardStop,
      carrierAlreadyListed,
      carrierNotFound,
      fmcsaUnavailable,
      creditsOnHold,
      outOfCredits,
      ...CONTENT_PROBLEMS,
    ],
  }).handledBy(async ({ actor, params }) => useCases.present(actor, await useCases.submit(actor, params.id))),

  endpoint({
    method: 'post',
    path: '/listings/{id}/pause',
    summary: 'Take a listing out of sight for a while.',
    access: 'seller',
    params: OfListing,
    response: ListingView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) => useCases.present(actor, await useCases.pause(actor, params.id))),

  endpoint({
    method: 'post',
    path: '/listings/{id}/resume',
    summary: 'Put a paused listing back on offer.',
    access: 'seller',
    params: OfListing,
    response: ListingView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) => useCases.present(actor, await useCases.resume(actor, params.id))),

  endpoint({
    method: 'post',
    path: '/listings/{id}/withdraw',
    summary: 'Take a listing off the market for good.',
    access: 'seller',
    params: OfListing,
    response: ListingView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params }) =>
    useCases.present(actor, await useCases.withdraw(actor, params.id)),
  ),

  endpoint({
    method: 'post',
    path: '/listings/{id}/save',
    openToImpersonators: true,
    summary: 'Save a listing to come back to.',
    access: 'user',
    params: OfListing,
    response: SavedView,
  }).handledBy(async ({ actor, params }) => {
    await useCases.save(actor, params.id);
    return { saved: true };
  }),

  endpoint({
    method: 'delete',
    path: '/listings/{id}/save',
    openToImpersonators: true,
    summary: 'Take a listing off your saved ones.',
    access: 'user',
    params: OfListing,
    response: SavedView,
  }).handledBy(async ({ actor, params }) => {
    await useCases.forget(actor, params.id);
    return { saved: false };
  }),
];
