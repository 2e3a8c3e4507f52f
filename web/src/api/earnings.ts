/** What a seller is paid: how much is payable, where it goes, and what went out. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';
import { FIRST, pageQuery } from './seller';

type Schemas = components['schemas'];
export type PayoutAccount = Schemas['PayoutAccount'];
export type SavedBankAccount = Schemas['SavedBankAccount'];
export type BankAccount = Schemas['BankAccount'];
export type Payout = Schemas['Payout'];
export type PayoutRequest = Schemas['PayoutRequest'];

export const payoutAccountQuery = queryOptions({
  queryKey: ['payouts', 'account'],
  queryFn: ({ signal }) => answerOf(api.GET('/seller/payout-account', { signal })),
  select: ({ data }) => data,
});

export const bankAccountQuery = queryOptions({
  queryKey: ['payouts', 'bank-account'],
  queryFn: ({ signal }) => answerOf(api.GET('/seller/bank-account', { signal })),
  select: ({ data }) => data,
});

/** Deal by deal, with the sums of all of them. */
export const earningsQuery = infiniteQueryOptions({
  queryKey: ['payouts', 'sales'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/seller/earnings', { params: { query: pageQuery(pageParam) }, signal })),
  ...FIRST,
});

export const payoutsQuery = infiniteQueryOptions({
  queryKey: ['payouts', 'list'],
  queryFn: ({ pageParam, signal }) =>
    answerOf(api.GET('/seller/payouts', { params: { query: pageQuery(pageParam) }, signal })),
  ...FIRST,
});

const once = (key: string) => ({ header: { 'Idempotency-Key': key } });

export const openPayoutAccount = (key: string) =>
  answerOf(api.POST('/seller/payout-account', { params: once(key) }));

export const setBankAccount = (body: BankAccount) => answerOf(api.PUT('/seller/bank-account', { body }));

export const deleteBankAccount = () => answerOf(api.DELETE('/seller/bank-account'));

export const requestPayout = (body: PayoutRequest, key: string) =>
  answerOf(api.POST('/seller/payouts', { params: once(key), body }));
