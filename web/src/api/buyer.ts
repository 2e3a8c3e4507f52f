/** What buyers read: credits, what pays, what they keep and have opened, the papers of a listing, its seller. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type CreditBalance = Schemas['CreditBalance'];
export type CreditOrder = Schemas['CreditOrder'];
export type UnlockedCard = Schemas['UnlockedListingCard'];
export type Document = Schemas['Document'];
export type DueDiligence = Schemas['DueDiligence'];
export type Standing = Schemas['Standing'];
export type ShortCheck = Schemas['ShortCarrierCheck'];

const nextPageOf = ({ pagination }: { pagination: Schemas['Pagination'] }) =>
  pagination.by === 'cursor' ? pagination.nextCursor : null;

const PAGE_SIZE = 20;
const cursorOf = (cursor: string | null) => ({ limit: PAGE_SIZE, ...(cursor ? { cursor } : {}) });
const fromStart = { initialPageParam: null as string | null, getNextPageParam: nextPageOf };

export const creditBalanceQuery = queryOptions({
  queryKey: ['credits', 'balance'],
  queryFn: ({ signal }) => answerOf(api.GET('/credits/balance', { signal })),
  select: ({ data }) => data,
});

export const savedListingsQuery = infiniteQueryOptions({
  ...fromStart,
  queryKey: ['listings', 'saved'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/listings/saved', { params: { query: cursorOf(pageParam) }, signal })),
});

export const unlockedListingsQuery = (status: 'PENDING' | 'GRANTED' | 'REVOKED') =>
  infiniteQueryOptions({
    ...fromStart,
    queryKey: ['listings', 'unlocked', status],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/listings/unlocked', { params: { query: { ...cursorOf(pageParam), status } }, signal }),
      ),
  });

export const listingDocumentsQuery = (listingId: string) =>
  infiniteQueryOptions({
    ...fromStart,
    queryKey: ['listing', listingId, 'documents'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/documents/listing/{listingId}', {
          params: { path: { listingId }, query: cursorOf(pageParam) },
          signal,
        }),
      ),
  });

export const dueDiligenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'due-diligence'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/listings/{id}/due-diligence', {
          params: { path: { id } },
          headers: { Accept: 'application/json' },
          signal,
        }),
      ) as Promise<Schemas['DueDiligenceAnswer']>,
    select: ({ data }) => data,
  });

export const profileQuery = (id: string) =>
  queryOptions({
    queryKey: ['user', id],
    queryFn: ({ signal }) => answerOf(api.GET('/users/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const reviewsOfQuery = (id: string) =>
  queryOptions({
    queryKey: ['user', id, 'reviews'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/users/{id}/reviews', { params: { path: { id }, query: { limit: 3 } }, signal })),
    select: ({ data }) => data,
  });

export const allReviewsOfQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['user', id, 'reviews', 'all'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/users/{id}/reviews', {
          params: { path: { id }, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pagination }) => (pagination.by === 'cursor' ? pagination.nextCursor : null),
  });
