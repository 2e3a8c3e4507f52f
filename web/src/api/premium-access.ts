/** Requests for help with premium listings. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

export const premiumAccessQuery = (id: string) =>
  queryOptions({
    queryKey: ['listing', id, 'premium-access'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/listings/{id}/premium-access', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const askForHelp = (id: string, note: string, key: string) =>
  answerOf(
    api.POST('/listings/{id}/premium-access', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: note.trim() ? { note } : {},
    }),
  );

export const withdrawHelp = (id: string, key: string) =>
  answerOf(
    api.POST('/listings/{id}/premium-access/withdraw', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
    }),
  );
