/** What somebody has saved to pay with. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

export type SavedMethod = components['schemas']['SavedPaymentMethod'];

export const savedMethodsQuery = queryOptions({
  queryKey: ['payments', 'methods'],
  queryFn: ({ signal }) => answerOf(api.GET('/payments/payment-methods', { signal })),
  select: ({ data }) => data,
});
