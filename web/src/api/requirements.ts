/** What a buyer looks for, and how listings match it. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

export type Requirements = components['schemas']['BuyerRequirements'];
export type NewRequirements = components['schemas']['NewBuyerRequirements'];
export type Wishes = components['schemas']['BuyerWishes'];
export type ListingMatch = components['schemas']['ListingMatch'];

export const requirementsQuery = queryOptions({
  queryKey: ['requirements'],
  queryFn: ({ signal }) => answerOf(api.GET('/buyer/requirements', { signal })),
  select: ({ data }) => data,
});

export const setRequirements = (body: NewRequirements) => answerOf(api.PUT('/buyer/requirements', { body }));

export const matchQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'match'],
    queryFn: ({ signal }) => answerOf(api.GET('/listings/{id}/match', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });
