/** Help on behalf: what was prepared for the reader or by administrators, and answers by telephone. */
import { queryOptions } from '@tanstack/react-query';
import { type Asked, pagesOf, pagesUnder } from './admin';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Prepared = Schemas['Prepared'];
export type AdminPrepared = Schemas['AdminPrepared'];
export type TelephoneAnswer = Schemas['TelephoneAnswer'];
export type AdminTelephoneAnswer = Schemas['AdminTelephoneAnswer'];
export type NewPrepared = Schemas['NewPrepared'];
export type NewTelephoneAnswer = Schemas['NewTelephoneAnswer'];
export type AnswerGiven = Schemas['TelephoneAnswerGiven'];

export const preparedListQuery = pagesUnder(['prepared'], (part, signal) =>
  answerOf(api.GET('/prepared', { params: { query: part }, signal })),
);

export const preparedQuery = (id: string) =>
  queryOptions({
    queryKey: ['prepared', id],
    queryFn: ({ signal }) => answerOf(api.GET('/prepared/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['prepared', 'by-link', token],
    queryFn: ({ signal }) => answerOf(api.POST('/prepared/by-link', { body: { token }, signal })),
    select: ({ data }) => data,
    retry: false,
  });

export const declineInvitation = (token: string, reason: string | undefined) =>
  answerOf(api.POST('/prepared/by-link/decline', { body: { token, reason } }));

export const confirmPrepared = ({ id, feeCents }: Pick<Prepared, 'id' | 'feeCents'>, key: string) =>
  answerOf(
    api.POST('/prepared/{id}/confirm', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: { feeCents },
    }),
  );

export const declinePrepared = (id: string, reason: string | undefined, key: string) =>
  answerOf(
    api.POST('/prepared/{id}/decline', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: { reason },
    }),
  );

export const telephoneAnswersQuery = pagesUnder(['telephone-answers'], (part, signal) =>
  answerOf(api.GET('/telephone-answers', { params: { query: part }, signal })),
);

export const undoTelephoneAnswer = (id: string, key: string) =>
  answerOf(
    api.POST('/telephone-answers/{id}/undo', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
    }),
  );

export const allPreparedQuery = (asked: Asked<'listAllPrepared'>) =>
  pagesOf(['prepared', asked], (part, signal) =>
    answerOf(api.GET('/admin/prepared', { params: { query: { ...asked, ...part } }, signal })),
  );

export const prepare = (body: NewPrepared, key: string) =>
  answerOf(api.POST('/admin/prepared', { params: { header: { 'Idempotency-Key': key } }, body }));

export const withdrawPrepared = (id: string, reason: string, key: string) =>
  answerOf(
    api.POST('/admin/prepared/{id}/withdraw', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body: { reason },
    }),
  );

export const allTelephoneAnswersQuery = (asked: Asked<'listAllTelephoneAnswers'>) =>
  pagesOf(['telephone-answers', asked], (part, signal) =>
    answerOf(api.GET('/admin/telephone-answers', { params: { query: { ...asked, ...part } }, signal })),
  );

export const recordTelephoneAnswer = (body: NewTelephoneAnswer, key: string) =>
  answerOf(api.POST('/admin/telephone-answers', { params: { header: { 'Idempotency-Key': key } }, body }));
