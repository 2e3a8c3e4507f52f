/** What one pays with, and for: credits, the plan, payments, invoices. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type Subscription = Schemas['Subscription'];
export type CreditMovement = Schemas['CreditMovement'];
export type Payment = Schemas['Payment'];
export type Invoice = Schemas['Invoice'];
export type PlanChoice = Schemas['PlanChoice'];
type CreditPurchase = Schemas['CreditPurchase'];

export const creditBalanceQuery = queryOptions({
  queryKey: ['credits', 'balance'],
  queryFn: ({ signal }) => answerOf(api.GET('/credits/balance', { signal })),
  select: ({ data }) => data,
});

export const subscriptionQuery = queryOptions({
  queryKey: ['credits', 'subscription'],
  queryFn: ({ signal }) => answerOf(api.GET('/credits/subscription', { signal })),
  select: ({ data }) => data,
});

const FROM_START = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ pagination }: { pagination: Schemas['Pagination'] }) =>
    pagination.by === 'cursor' ? pagination.nextCursor : null,
};

const pageAfter = (cursor: string | null) => ({
  query: { limit: 10, ...(cursor === null ? {} : { cursor }) },
});

export const creditHistoryQuery = infiniteQueryOptions({
  queryKey: ['credits', 'history'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/credits/history', { params: pageAfter(pageParam), signal })),
  ...FROM_START,
});

export const ownPaymentsQuery = infiniteQueryOptions({
  queryKey: ['payments', 'own'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/payments', { params: pageAfter(pageParam), signal })),
  ...FROM_START,
});

export const invoicesQuery = infiniteQueryOptions({
  queryKey: ['payments', 'invoices'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/payments/invoices', { params: pageAfter(pageParam), signal })),
  ...FROM_START,
});

const keyed = (key: string) => ({ params: { header: { 'Idempotency-Key': key } } });

export const billing = {
  buy: (body: CreditPurchase, key: string) =>
    answerOf(api.POST('/credits/purchase', { ...keyed(key), body })),
  subscribe: (body: PlanChoice, key: string) =>
    answerOf(api.POST('/credits/subscribe', { ...keyed(key), body })),
  changePlan: (body: PlanChoice, key: string) =>
    answerOf(api.POST('/credits/change-subscription', { ...keyed(key), body })),
  cancel: (_: void, key: string) =>
    answerOf(api.POST('/credits/cancel-subscription', { ...keyed(key), body: { atPeriodEnd: true } })),
  resume: (_: void, key: string) => answerOf(api.POST('/credits/resume-subscription', keyed(key))),
  payDue: (paymentMethodId: string, key: string) =>
    answerOf(api.POST('/credits/pay-due', { ...keyed(key), body: { paymentMethodId } })),
  paySubscriptionWith: (paymentMethodId: string, key: string) =>
    answerOf(api.POST('/credits/change-payment-method', { ...keyed(key), body: { paymentMethodId } })),
  saveMethod: (paymentMethodId: string, key: string) =>
    answerOf(api.POST('/payments/payment-methods', { ...keyed(key), body: { paymentMethodId } })),
  deleteMethod: (paymentMethodId: string) =>
    answerOf(
      api.DELETE('/payments/payment-methods/{paymentMethodId}', { params: { path: { paymentMethodId } } }),
    ),
};
