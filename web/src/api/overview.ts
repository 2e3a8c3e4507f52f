/** What concerns somebody now, on every side that they are on, in figures; and how a seller's listings do. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

type Schemas = components['schemas'];
export type BuyerOverview = Schemas['BuyerDashboard'];
export type SellerOverview = Schemas['SellerDashboard'];
export type SellerReach = Schemas['SellerAnalytics'];

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: ({ signal }) => answerOf(api.GET('/users/dashboard', { signal })),
  select: ({ data }) => data,
  // What was done on another page shows at once.
  staleTime: 0,
});

export const reachQuery = (days: number) =>
  queryOptions({
    queryKey: ['overview', 'reach', days],
    queryFn: ({ signal }) => answerOf(api.GET('/seller/analytics', { params: { query: { days } }, signal })),
    select: ({ data }) => data,
  });
