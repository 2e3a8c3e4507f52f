/** The closings board, and the filters that administrators keep. */
import { queryOptions } from '@tanstack/react-query';
import { type Asked, pagesOf } from './admin';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Closing = Schemas['DealClosing'];
export type SavedFilter = Schemas['SavedFilter'];
export type NewFilter = Schemas['NewFilter'];

export const closingsQuery = (asked: Asked<'listClosings'>) =>
  pagesOf(['closings', asked], (part, signal) =>
    answerOf(api.GET('/admin/closings', { params: { query: { ...asked, ...part } }, signal })),
  );

export const remindNow = ({ id, version }: Pick<Closing, 'id' | 'version'>, key: string) =>
  answerOf(
    api.POST('/transactions/{id}/admin/remind', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: { version },
    }),
  );

export const savedFiltersQuery = (list: string) =>
  queryOptions({
    queryKey: ['admin', 'filters', list],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/admin/filters', { params: { query: { list, limit: 100 } }, signal })),
    select: ({ data }) => data,
  });

export const saveFilter = (body: NewFilter, key: string) =>
  answerOf(api.POST('/admin/filters', { params: { header: { 'Idempotency-Key': key } }, body }));

export const removeFilter = (id: string) =>
  answerOf(api.DELETE('/admin/filters/{id}', { params: { path: { id } } }));
