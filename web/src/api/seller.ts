/** What a seller reads and does with a company that they offer: the record, the listing, who reads it, proof of control. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, answerOf } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];

export type OwnCard = Schemas['OwnListingCard'];
export type ListingChanges = Schemas['ListingChanges'];
export type NewListing = Schemas['NewListing'];
export type Deal = Schemas['ListingDeal'];
export type Operation = Schemas['ListingOperation'];
export type PlatformStanding = Schemas['ListingPlatformStanding'];
export type Finance = Schemas['ListingFinance'];
export type DueDiligence = Schemas['DueDiligence'];
export type OpenPoint = DueDiligence['openPoints'][number];
export type Access = Schemas['ListingAccess'];
export type PremiumRequest = Schemas['PremiumRequest'];
export type Proof = Schemas['ProofOfControl'];
export type Contest = Schemas['ControlContest'];

/** The next page of a list that is paged by cursor. */
export const nextOf = ({ pagination }: { pagination: Schemas['Pagination'] }): string | null =>
  pagination.by === 'cursor' ? pagination.nextCursor : null;

export const FIRST = { initialPageParam: null as string | null, getNextPageParam: nextOf };

export const pageQuery = (cursor: string | null, limit = 20) => ({ limit, ...(cursor ? { cursor } : {}) });

export const ownListingsQuery = infiniteQueryOptions({
  queryKey: ['my-listings'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/listings/my-listings', { params: { query: pageQuery(pageParam) }, signal })),
  ...FIRST,
});

export const dueDiligenceQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'due-diligence'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/listings/{id}/due-diligence', { params: { path: { id } }, signal })),
    // As a PDF it is a download of its own.
    select: (answer) => (typeof answer === 'string' ? null : answer.data),
  });

export const accessQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['listing', id, 'access'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/listings/{id}/access', { params: { path: { id }, query: pageQuery(pageParam) }, signal }),
      ),
    ...FIRST,
  });

export const premiumQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'premium'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/listings/{id}/premium-request', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const proofQuery = (usdot: number) =>
  queryOptions({
    queryKey: ['proof', usdot],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/fmcsa/proof-of-control/{usdot}', { params: { path: { usdot } }, signal })),
    select: ({ data }) => data,
  });

export const contestsQuery = infiniteQueryOptions({
  queryKey: ['contests'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/fmcsa/contests', { params: { query: pageQuery(pageParam) }, signal })),
  ...FIRST,
});

export const creditBalanceQuery = queryOptions({
  queryKey: ['credits', 'balance'],
  queryFn: ({ signal }) => answerOf(api.GET('/credits/balance', { signal })),
  select: ({ data }) => data,
});
