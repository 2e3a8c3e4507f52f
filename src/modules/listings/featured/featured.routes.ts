/** The endpoints of featured listings: for everybody, and for administrators who choose them. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { byId } from '../../../platform/http/wire';
import { iso, SECOND_MS } from '../../../platform/kernel/clock';
import { mapPage } from '../../../platform/kernel/page';
import { readEach } from '../../../platform/kernel/unreadable';
import { personOf } from '../../identity';
import { ListingCard } from '../listing-views.schema';
import type { ListingPresenter } from '../listing.view';
import { listingStateForbids } from '../listings.problems';
import { OfListing } from '../listings.schema';
import { MARKET_NEWS } from '../market-news';
import type { Requirements } from '../requirements/requirements';
import type { FeaturedFile, FeaturedUseCases } from './featured';
import { EndFeatured, FeaturedQuery, FeaturedView, Featuring } from './featured.schema';

const presentFeatured = ({ row, listing, people, shown }: FeaturedFile): z.output<typeof FeaturedView> => ({
  id: row.id,
  listing: { id: row.listingId, title: listing.title, status: listing.status },
  reason: row.reason,
  featuredBy: personOf(row.featuredBy, people),
  featuredAt: iso(row.featuredAt),
  until: iso(row.untilAt),
  shown,
});

export const featuredRoutes = (
  featured: Pick<FeaturedUseCases, 'listFeatured'>,
  { scoringFor }: Pick<Requirements, 'scoringFor'>,
  present: ListingPresenter,
): Endpoint[] => [
  endpoint({
    operationId: 'listFeaturedListings',
    method: 'get',
    path: '/listings/featured',
    summary: 'List the listings that we place first for a while.',
    description: 'Administrators choose them, and nobody can buy it. Show them marked as what they are.',
    access: 'public',
    cached: { until: MARKET_NEWS, forMs: 10 * SECOND_MS },
    scope: 'listings:read',
    response: z.array(ListingCard),
  }).handledBy(async ({ actor }) =>
    readEach(await featured.listFeatured(), present.cardsWith(await scoringFor(actor))),
  ),
];

export const adminFeaturedRoutes = (featured: FeaturedUseCases): Endpoint[] => [
  endpoint({
    operationId: 'featureListing',
    method: 'put',
    path: '/admin/listings/{id}/featured',
    summary: 'Place a listing first for a while, marked as such.',
    access: 'admin',
    params: OfListing,
    body: Featuring,
    response: FeaturedView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params, body }) =>
    presentFeatured(await featured.feature(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'listAllFeatured',
    method: 'get',
    path: '/admin/featured',
    summary: 'List the listings that are or were placed first, the latest chosen first.',
    access: 'admin',
    query: FeaturedQuery,
    paged: true,
    response: z.array(FeaturedView),
  }).handledBy(async ({ query }) => mapPage(await featured.listAllFeatured(query), presentFeatured)),

  endpoint({
    operationId: 'endFeatured',
    method: 'post',
    path: '/admin/featured/{id}/end',
    summary: 'Take a listing from its place at once.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: EndFeatured,
    response: FeaturedView,
    problems: [listingStateForbids],
  }).handledBy(async ({ actor, params, body }) =>
    presentFeatured(await featured.endFeatured(actor, params.id, body.reason)),
  ),
];
