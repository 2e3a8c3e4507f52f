/** What administrators tell many people at once: whom it would reach, what was told, and how far each has come. */
import { queryOptions } from '@tanstack/react-query';
import { pagesOf } from './admin';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Segment = Schemas['Segment'];
/** Who is told: of a segment those of whom all that is named holds. */
export type Audience = Pick<NewBroadcast, 'segment' | 'plan' | 'verified' | 'companyState' | 'openDeal'>;
export type Broadcast = Schemas['Broadcast'];
export type NewBroadcast = Schemas['NewBroadcast'];

/** One that is on its way is looked at more often. */
const SENDING_MS = 3_000;

export const broadcastsQuery = {
  ...pagesOf<Broadcast>(['broadcasts'], (part, signal) =>
    answerOf(api.GET('/admin/broadcast', { params: { query: part }, signal })),
  ),
  refetchInterval: ({ state }: { state: { data?: { pages: { data: Broadcast[] }[] } } }) =>
    state.data?.pages.some(({ data }) => data.some((each) => each.state === 'SENDING')) ? SENDING_MS : false,
};

export const reachQuery = (audience: Audience) =>
  queryOptions({
    queryKey: ['admin', 'broadcasts', 'reach', audience],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/admin/broadcast/preview', { params: { query: audience }, signal })),
    select: ({ data }) => data,
  });

export const sendBroadcast = (body: NewBroadcast, key: string) =>
  answerOf(api.POST('/admin/broadcast', { params: { header: { 'Idempotency-Key': key } }, body }));

export const stopBroadcast = (id: string) =>
  answerOf(api.POST('/admin/broadcast/{id}/stop', { params: { path: { id } } }));
