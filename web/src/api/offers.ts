/** What is read of offers: one with its whole negotiation, and the lists of buyer and seller. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Offer = Schemas['Offer'];
export type OfferSummary = Schemas['OfferSummary'];
export type ListingOffer = Schemas['ListingOffer'];
export type OfferTerms = Schemas['OfferTerms'];
export type OfferStatus = Schemas['OfferStatus'];
export type GivenTerms = Schemas['GivenOfferTerms'];

export interface OfferFilter {
  side: 'made' | 'received';
  status?: OfferStatus;
  /** Only those that await the reader's answer. */
  mine?: boolean;
}

const nextPageOf = ({ pagination }: { pagination: Schemas['Pagination'] }) =>
  pagination.by === 'cursor' ? pagination.nextCursor : null;

const fromStart = { initialPageParam: null as string | null, getNextPageParam: nextPageOf };
const PAGE_SIZE = 20;

export const offerQuery = (id: string) =>
  queryOptions({
    queryKey: ['offer', id],
    queryFn: ({ signal }) => answerOf(api.GET('/offers/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const offersQuery = ({ side, status, mine = false }: OfferFilter) =>
  infiniteQueryOptions({
    ...fromStart,
    queryKey: ['offers', side, status ?? null, mine],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE_SIZE,
        ...(status ? { status } : {}),
        ...(mine ? { waitingFor: 'me' as const } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      };
      const options = { params: { query }, signal };
      return answerOf(
        side === 'made' ? api.GET('/offers/my-offers', options) : api.GET('/offers/received', options),
      );
    },
  });

/** The offers on one's listing that await an answer of either side. */
export const pendingOffersQuery = (listingId: string) =>
  infiniteQueryOptions({
    ...fromStart,
    queryKey: ['offers', 'listing', listingId],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/offers/listing/{listingId}', {
          params: {
            path: { listingId },
            query: { limit: PAGE_SIZE, status: 'PENDING', ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
  });
