/** Companies beside companies: alike, compared in price, sold of late. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, answerOf } from './client';
import type { components } from './schema';

export type PriceGuidance = components['schemas']['PriceGuidance'];
export type SoldListing = components['schemas']['SoldListing'];

export const similarQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'similar'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/listings/{id}/similar', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

/** `version` of a listing that its seller writes: what it is compared by changes with it. */
export const priceGuidanceQuery = (id: string, version = 0) =>
  queryOptions({
    queryKey: ['listing', id, 'price-guidance', version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      answerOf(api.GET('/listings/{id}/price-guidance', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

/** A seller's companies, as anyone may read of them. */
export const listingsOfUserQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['user', id, 'listings'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/users/{id}/listings', {
          params: { path: { id }, query: { limit: 10, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pagination }) => (pagination.by === 'cursor' ? pagination.nextCursor : null),
  });

export const recentlySoldQuery = queryOptions({
  queryKey: ['listings', 'recently-sold'],
  queryFn: ({ signal }) =>
    answerOf(api.GET('/listings/recently-sold', { params: { query: { limit: 6 } }, signal })),
  select: ({ data }) => data,
});

export const featuredListingsQuery = queryOptions({
  queryKey: ['listings', 'featured'],
  queryFn: ({ signal }) => answerOf(api.GET('/listings/featured', { signal })),
  select: ({ data }) => data,
});

export const premiumListingsQuery = queryOptions({
  queryKey: ['listings', 'premium'],
  queryFn: ({ signal }) =>
    answerOf(api.GET('/listings', { params: { query: { premium: true, limit: 3 } }, signal })),
  select: ({ data }) => data,
});
