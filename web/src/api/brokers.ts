/** Brokers: whom the reader lets act for them, for whom the reader acts, and what brokers have of the fee. */
import { queryOptions } from '@tanstack/react-query';
import { pagesUnder } from './admin';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Mandate = Schemas['Mandate'];
export type BrokerShare = Schemas['BrokerShare'];
export type RepresentedBy = Schemas['RepresentedBy'];

const once = (key: string) => ({ 'Idempotency-Key': key });

export const mandateTermsQuery = queryOptions({
  queryKey: ['brokers', 'terms'],
  queryFn: ({ signal }) => answerOf(api.GET('/brokers/terms', { signal })),
  select: ({ data }) => data,
});

export const brokersQuery = pagesUnder(['brokers', 'given'], (part, signal) =>
  answerOf(api.GET('/brokers', { params: { query: part }, signal })),
);

export const clientsQuery = pagesUnder(['brokers', 'held'], (part, signal) =>
  answerOf(api.GET('/brokers/clients', { params: { query: part }, signal })),
);

export const brokerSharesQuery = pagesUnder(['brokers', 'shares'], (part, signal) =>
  answerOf(api.GET('/brokers/shares', { params: { query: part }, signal })),
);

export const giveMandate = (body: Schemas['NewMandate']) => answerOf(api.POST('/brokers', { body }));

export const endMandate = ({ id, reason }: { id: string; reason: string | undefined }, key: string) =>
  answerOf(api.POST('/brokers/{id}/end', { params: { path: { id }, header: once(key) }, body: { reason } }));

export const acceptMandate = ({ id, ...body }: { id: string } & Schemas['MandateSignature'], key: string) =>
  answerOf(api.POST('/brokers/clients/{id}/accept', { params: { path: { id }, header: once(key) }, body }));

export const declineMandate = (id: string, key: string) =>
  answerOf(api.POST('/brokers/clients/{id}/decline', { params: { path: { id }, header: once(key) } }));

export const actForClient = (id: string) =>
  answerOf(api.POST('/brokers/clients/{id}/act', { params: { path: { id } } }));
