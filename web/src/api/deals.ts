/** What the pages of deals read: the deal, its checklist, money, agreement, timeline, papers and reviews. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components, operations } from './schema';

type Schemas = components['schemas'];
export type Deal = Schemas['Transaction'];
export type DealSummary = Schemas['TransactionSummary'];
export type DealStatus = DealSummary['status'];
export type OpenMove = Deal['moves']['open'][number];
export type MoveName = OpenMove['move'];
export type Next = NonNullable<Deal['moves']['next']>;
export type Proposal = Schemas['Proposal'];
export type ChecklistItem = Schemas['ChecklistItem'];
export type DealPayment = Schemas['ListTransactionPaymentsAnswer']['data'][number];
export type Payment = Schemas['Payment'];
export type PaymentOption = Schemas['PaymentOption'];
export type EscrowLine = Schemas['EscrowLine'];
export type DealBroker = Schemas['DealBroker'];
export type Process = Schemas['Process'];
export type Agreement = Schemas['PurchaseAgreement'];
export type TimelineEntry = Awaited<ReturnType<typeof readTimeline>>['data'][number];
export type DealMessage = Schemas['Message'];
export type Review = Schemas['Review'];
export type DealFilter = Pick<
  NonNullable<operations['listTransactions']['parameters']['query']>,
  'status' | 'side' | 'waitingFor'
>;

/** Two sides act on one deal: what the other did is seen without being told. */
const WATCH_MS = 15_000;
/** Money that is on its way is looked at more often. */
const MONEY_WATCH_MS = 5_000;

const nextCursor = ({ pagination }: { pagination: Schemas['Pagination'] }): string | null =>
  pagination.by === 'cursor' ? pagination.nextCursor : null;
const FIRST = null as string | null;
const pageOf = (cursor: string | null, limit: number) => ({ limit, ...(cursor ? { cursor } : {}) });

export const dealsQuery = (filter: DealFilter) =>
  infiniteQueryOptions({
    queryKey: ['deals', filter],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/transactions', { params: { query: { ...filter, ...pageOf(pageParam, 20) } }, signal }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: nextCursor,
  });

export const dealQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id],
    queryFn: ({ signal }) => answerOf(api.GET('/transactions/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
    refetchInterval: WATCH_MS,
  });

export const dealBrokersQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'brokers'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/transactions/{id}/brokers', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const processQuery = (version: string) =>
  queryOptions({
    queryKey: ['process', version],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/processes/{version}', { params: { path: { version } }, signal })),
    select: ({ data }) => data,
    staleTime: Infinity,
  });

export const checklistQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'checklist'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/transactions/{id}/checklist', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const dealPaymentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'payments'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/transactions/{id}/payments', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
    refetchInterval: ({ state }) => (state.data?.data.some(isOpen) ? MONEY_WATCH_MS : false),
  });

export const isOpen = ({ status }: Pick<DealPayment, 'status'>): boolean =>
  status === 'STARTED' || status === 'PROCESSING';

export const paymentQuery = (id: string) =>
  queryOptions({
    queryKey: ['payments', id],
    queryFn: ({ signal }) => answerOf(api.GET('/payments/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
    refetchInterval: ({ state }) => (state.data && isOpen(state.data.data) ? MONEY_WATCH_MS : false),
  });

export const escrowLinesQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'transfers'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/transactions/{id}/transfers', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const agreementQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'agreement'],
    // It is answered as JSON or as a PDF: here as JSON.
    queryFn: async ({ signal }) =>
      (await answerOf(
        api.GET('/transactions/{id}/agreement', { params: { path: { id } }, signal }),
      )) as Schemas['PurchaseAgreementAnswer'],
    select: ({ data }) => data,
  });

const readTimeline = (id: string, cursor: string | null, signal: AbortSignal) =>
  answerOf(
    api.GET('/transactions/{id}/timeline', { params: { path: { id }, query: pageOf(cursor, 50) }, signal }),
  );

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['deal', id, 'timeline'],
    queryFn: ({ pageParam, signal }) => readTimeline(id, pageParam, signal),
    initialPageParam: FIRST,
    getNextPageParam: nextCursor,
  });

export const dealMessagesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['deal', id, 'messages'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/transactions/{id}/messages', {
          params: { path: { id }, query: pageOf(pageParam, 30) },
          signal,
        }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: nextCursor,
    refetchInterval: WATCH_MS,
  });

export const dealDocumentsQuery = (transactionId: string) =>
  infiniteQueryOptions({
    queryKey: ['deal', transactionId, 'documents'],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.GET('/documents/transaction/{transactionId}', {
          params: { path: { transactionId }, query: pageOf(pageParam, 50) },
          signal,
        }),
      ),
    initialPageParam: FIRST,
    getNextPageParam: nextCursor,
  });

export const settlementsQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'settlements'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/transactions/{id}/dispute/proposals', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
    refetchInterval: WATCH_MS,
  });

/** What one wrote of the other side of this deal, and whether one still can. */
export const dealReviewQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'review'],
    queryFn: async ({ signal }) => {
      const limit = 100;
      const [due, written] = await Promise.all([
        answerOf(api.GET('/reviews/due', { params: { query: { limit } }, signal })),
        answerOf(api.GET('/reviews', { params: { query: { limit, of: 'WRITTEN' } }, signal })),
      ]);
      return {
        due: due.data.find(({ transactionId }) => transactionId === id) ?? null,
        written: written.data.find(({ transactionId }) => transactionId === id) ?? null,
      };
    },
  });
