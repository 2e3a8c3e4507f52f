/** Documents: one's own, those of a listing, one by itself, and who has read each. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';
import { FIRST, pageQuery } from './seller';

export type Paper = components['schemas']['Document'];
const of = (id: string) => ({ params: { path: { id } } });

export type Reading = components['schemas']['DocumentReading'];

export const listingPapersQuery = (listingId: string) =>
  infiniteQueryOptions({
    queryKey: ['listing', listingId, 'documents'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/documents/listing/{listingId}', {
          params: { path: { listingId }, query: pageQuery(pageParam) },
          signal,
        }),
      ),
    ...FIRST,
  });

export const ownPapersQuery = (type?: Paper['type']) =>
  infiniteQueryOptions({
    queryKey: ['documents', type ?? null],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/documents', {
          params: { query: { ...pageQuery(pageParam), ...(type ? { type } : {}) } },
          signal,
        }),
      ),
    ...FIRST,
  });

/** Each time it is asked for, its owner sees that it was looked up. */
export const paperQuery = (id: string) =>
  queryOptions({
    queryKey: ['document', id],
    queryFn: ({ signal }) => answerOf(api.GET('/documents/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
    refetchOnWindowFocus: false,
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ['document', id, 'versions'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/documents/{id}/versions', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export type DocumentRequest = components['schemas']['DocumentRequest'];
/** Over a listing, over a deal, or all of the reader's. */
export interface About {
  listingId?: string;
  transactionId?: string;
}

export const requestsQuery = (about: About) =>
  infiniteQueryOptions({
    queryKey: ['document-requests', about],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/document-requests', { params: { query: { ...about, ...pageQuery(pageParam) } }, signal }),
      ),
    ...FIRST,
  });

export const askForPaper = (body: { type: Paper['type']; why: string } & About) =>
  answerOf(api.POST('/document-requests', { body }));

export const answerRequest = (id: string, documentId: string) =>
  answerOf(api.POST('/document-requests/{id}/answer', { ...of(id), body: { documentId } }));

export const declineRequest = (id: string, reason: string) =>
  answerOf(api.POST('/document-requests/{id}/decline', { ...of(id), body: { reason } }));

export const cancelRequest = (id: string) => answerOf(api.POST('/document-requests/{id}/cancel', of(id)));

export const readingsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['document', id, 'views'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/documents/{id}/views', { params: { path: { id }, query: pageQuery(pageParam) }, signal }),
      ),
    ...FIRST,
  });

/** Opens the paper once, without a token: for a window of its own. */
export const linkPaper = (id: string) => answerOf(api.POST('/documents/{id}/link', of(id)));

export const deletePaper = (id: string) => answerOf(api.DELETE('/documents/{id}', of(id)));
