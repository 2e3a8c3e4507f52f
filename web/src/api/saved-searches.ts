/** The searches that a person keeps. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type SavedSearch = Schemas['SavedSearch'];
export type Alerts = Schemas['Alerts'];

export const savedSearchesQuery = queryOptions({
  queryKey: ['saved-searches'],
  queryFn: ({ signal }) => answerOf(api.GET('/listings/saved-searches', { signal })),
  select: ({ data }) => data,
});

export const savedSearches = {
  save: (body: Schemas['NewSavedSearch'], key: string) =>
    answerOf(api.POST('/listings/saved-searches', { params: { header: { 'Idempotency-Key': key } }, body })),
  change: ({ id, ...body }: { id: string } & Schemas['SavedSearchChange']) =>
    answerOf(api.PUT('/listings/saved-searches/{id}', { params: { path: { id } }, body })),
  remove: (id: string) => answerOf(api.DELETE('/listings/saved-searches/{id}', { params: { path: { id } } })),
};
