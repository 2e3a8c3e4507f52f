/** What pages read, one entry a thing: its key, its request, how long it stays fresh. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components, operations } from './schema';

export type ListingCard = components['schemas']['ListingCard'];
export type Listing = components['schemas']['Listing'];
export type ListingChecks = components['schemas']['ListingChecks'];
export type ListingFacets = components['schemas']['ListingFacets'];
export type SearchQuery = Omit<
  NonNullable<operations['searchListings']['parameters']['query']>,
  'cursor' | 'page'
>;
export type Plan = components['schemas']['Plan'];
export type Config = components['schemas']['GetConfigAnswer']['data'];

const HOUR_MS = 3_600_000;

export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => answerOf(api.GET('/config', { signal })),
  select: ({ data }) => data,
  staleTime: HOUR_MS,
});

export const plansQuery = queryOptions({
  queryKey: ['plans'],
  queryFn: ({ signal }) => answerOf(api.GET('/credits/plans', { signal })),
  select: ({ data }) => data,
  staleTime: HOUR_MS,
});

export const ndaQuery = queryOptions({
  queryKey: ['nda'],
  queryFn: ({ signal }) => answerOf(api.GET('/listings/nda', { signal })),
  select: ({ data }) => data,
  staleTime: HOUR_MS,
});

export const newestListingsQuery = queryOptions({
  queryKey: ['listings', 'newest'],
  queryFn: ({ signal }) => answerOf(api.GET('/listings', { params: { query: { limit: 4 } }, signal })),
  select: ({ data }) => data,
});

const PAGE_SIZE = 20;

export const searchQuery = (query: SearchQuery) =>
  infiniteQueryOptions({
    queryKey: ['listings', 'search', query],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/listings', {
          // Counted with the first page only: the others are of the same search.
          params: {
            query: { ...query, limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : { facets: true }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pagination }) => (pagination.by === 'cursor' ? pagination.nextCursor : null),
  });

export const listingQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id],
    queryFn: ({ signal }) => answerOf(api.GET('/listings/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const listingChecksQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'checks'],
    queryFn: ({ signal }) => answerOf(api.GET('/listings/{id}/checks', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export type Me = components['schemas']['SignedInUser'];

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => answerOf(api.GET('/auth/me', { signal })),
  select: ({ data }) => data,
});

/** What the header counts, in one request. */
export const unreadQuery = queryOptions({
  queryKey: ['unread'],
  queryFn: ({ signal }) => answerOf(api.GET('/notifications/unread-count', { signal })),
  select: ({ data }) => data,
});
