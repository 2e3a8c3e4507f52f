/** What one is told, and what people write to each other. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Notice = Schemas['Notification'];
export type Conversation = Schemas['Conversation'];
export type Message = Schemas['Message'];

interface Paged {
  pagination: Schemas['Pagination'];
}

const FROM_START = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ pagination }: Paged) => (pagination.by === 'cursor' ? pagination.nextCursor : null),
};

const after = (cursor: string | null) => (cursor === null ? {} : { cursor });

export interface NoticeFilter {
  unreadOnly?: boolean;
  kind?: string;
}

export const noticesQuery = (filter: NoticeFilter) =>
  infiniteQueryOptions({
    queryKey: ['notifications', filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/notifications', {
          params: { query: { ...filter, limit: 30, ...after(pageParam) } },
          signal,
        }),
      ),
    ...FROM_START,
  });

export const noticeCountsQuery = queryOptions({
  queryKey: ['notifications', 'counts'],
  queryFn: ({ signal }) => answerOf(api.GET('/notifications/counts', { signal })),
  select: ({ data }) => data,
});

export const notices = {
  read: (id: string) => answerOf(api.PUT('/notifications/{id}/read', { params: { path: { id } } })),
  readAll: () => answerOf(api.PUT('/notifications/read-all')),
  remove: (id: string) => answerOf(api.DELETE('/notifications/{id}', { params: { path: { id } } })),
};

export const conversationsQuery = infiniteQueryOptions({
  queryKey: ['conversations'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(
      api.GET('/messages/conversations', {
        params: { query: { limit: 30, ...after(pageParam) } },
        signal,
      }),
    ),
  ...FROM_START,
});

/** Null before the first message. */
export const conversationQuery = (partnerId: string) =>
  queryOptions({
    queryKey: ['conversation', partnerId],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/messages/conversations', { params: { query: { partnerId } }, signal })),
    select: ({ data }) => data[0] ?? null,
  });

/** The newest first. */
export const messagesQuery = (partnerId: string) =>
  infiniteQueryOptions({
    queryKey: ['conversation', partnerId, 'messages'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/messages/conversations/{partnerId}', {
          params: { path: { partnerId }, query: { limit: 30, ...after(pageParam) } },
          signal,
        }),
      ),
    ...FROM_START,
  });

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['user', id],
    queryFn: ({ signal }) => answerOf(api.GET('/users/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });
const of = (partnerId: string) => ({ params: { path: { partnerId } } });

export const messages = {
  send: (body: Schemas['SendMessageBody'], key: string) =>
    answerOf(api.POST('/messages', { params: keyed(key), body })),
  markRead: (partnerId: string) =>
    answerOf(api.PUT('/messages/conversations/{partnerId}/read', of(partnerId))),
  remove: (id: string) => answerOf(api.DELETE('/messages/{id}', { params: { path: { id } } })),
  block: (partnerId: string) =>
    answerOf(api.POST('/messages/conversations/{partnerId}/block', of(partnerId))),
  unblock: (partnerId: string) =>
    answerOf(api.POST('/messages/conversations/{partnerId}/unblock', of(partnerId))),
  report: ({ partnerId, reason }: { partnerId: string; reason: string }, key: string) =>
    answerOf(
      api.POST('/messages/conversations/{partnerId}/report', {
        params: { path: { partnerId }, ...keyed(key) },
        body: { reason },
      }),
    ),
};
