/** Reports of abuse: made, read, taken back. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';
import { FIRST, pageQuery } from './seller';

type Schemas = components['schemas'];
export type Report = Schemas['Report'];
export type ReportBody = Schemas['ReportBody'];
export type ReportSubject = Schemas['ReportSubject'];
export type ReportCategory = Schemas['ReportCategory'];

export const ownReportsQuery = infiniteQueryOptions({
  queryKey: ['reports'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/reports', { params: { query: pageQuery(pageParam) }, signal })),
  ...FIRST,
});

export const makeReport = (body: ReportBody, key: string) =>
  answerOf(api.POST('/reports', { params: { header: { 'Idempotency-Key': key } }, body }));

export const withdrawReport = (id: string) =>
  answerOf(api.POST('/reports/{id}/withdraw', { params: { path: { id } } }));
