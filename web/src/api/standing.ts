/** What of a person is verified, and what the other sides of their deals say of them. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';
import { FIRST, pageQuery } from './seller';

type Schemas = components['schemas'];
export type OwnVerification = Schemas['OwnVerification'];
export type Verification = Schemas['Verification'];
export type Fact = Schemas['VerificationFact'];
export type FundsSource = Schemas['FundsSource'];
export type Review = Schemas['Review'];
export type DueReview = Schemas['DueReview'];

export const verificationQuery = queryOptions({
  queryKey: ['verification'],
  queryFn: ({ signal }) => answerOf(api.GET('/verification', { signal })),
  select: ({ data }) => data,
});

const once = (key: string) => ({ header: { 'Idempotency-Key': key } });

export interface Claim {
  fact: Fact;
  documentIds: string[];
  fields: Record<string, string>;
  amountCents: number | null;
  source: FundsSource;
}

/** Each fact has a request of its own. */
export function claim({ fact, documentIds, fields, amountCents, source }: Claim, key: string) {
  const text = (name: string) => fields[name] ?? '';
  if (fact === 'IDENTITY') {
    const body = { legalName: text('legalName'), documentIds };
    return answerOf(api.POST('/verification/identity', { params: once(key), body }));
  }
  if (fact === 'FUNDS') {
    const body = { amountCents: amountCents ?? 0, datedOn: text('datedOn'), source, documentIds };
    return answerOf(api.POST('/verification/funds', { params: once(key), body }));
  }
  const usdot = Number(text('usdot'));
  const body = {
    companyName: text('companyName'),
    role: text('role'),
    authority: text('authority'),
    usdot: Number.isInteger(usdot) && usdot > 0 ? usdot : null,
    documentIds,
  };
  return answerOf(api.POST('/verification/company', { body }));
}

/** The page of the check, which is good for one visit. */
export const continueCheck = (id: string) =>
  answerOf(api.POST('/verification/{id}/continue', { params: { path: { id } } }));

export const withdrawClaim = (id: string) =>
  answerOf(api.POST('/verification/{id}/withdraw', { params: { path: { id } } }));

export const reviewsQuery = (of: 'WRITTEN' | 'RECEIVED') =>
  infiniteQueryOptions({
    queryKey: ['reviews', of],
    queryFn: ({ pageParam, signal }) =>
      answerOf(api.GET('/reviews', { params: { query: { of, ...pageQuery(pageParam) } }, signal })),
    ...FIRST,
  });

export const dueReviewsQuery = infiniteQueryOptions({
  queryKey: ['reviews', 'due'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/reviews/due', { params: { query: pageQuery(pageParam) }, signal })),
  ...FIRST,
});

export const replyToReview = (id: string, content: string, key: string) =>
  answerOf(api.POST('/reviews/{id}/reply', { params: { path: { id }, ...once(key) }, body: { content } }));
