/** What only an installation for trying has: its clock. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';

export const clockQuery = queryOptions({
  queryKey: ['clock'],
  queryFn: ({ signal }) => answerOf(api.GET('/clock', { signal })),
  select: ({ data }) => data,
});

export const advanceClock = (byMs: number) => answerOf(api.POST('/clock/advance', { body: { byMs } }));
