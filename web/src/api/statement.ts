/** The closing statement of a deal that has ended. */
import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import type { components } from './schema';

export type ClosingStatement = components['schemas']['GetClosingStatementAnswer']['data'];

export const statementQuery = (id: string) =>
  queryOptions({
    queryKey: ['deal', id, 'statement'],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/transactions/{id}/closing-statement', {
          params: { path: { id }, query: { format: 'json' } },
          signal,
        }),
      ) as Promise<components['schemas']['GetClosingStatementAnswer']>,
    select: ({ data }) => data,
  });
