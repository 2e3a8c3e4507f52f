/** A part of a page: its skeleton while it is read, and what went wrong with it. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem } from '../../api/problem';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';

interface Props<Data> {
  query: Pick<UseQueryResult<Data>, 'data' | 'error' | 'isPending' | 'refetch'>;
  heights: readonly number[];
  children(data: Data): ReactNode;
}

export function Part<Data>({ query, heights, children }: Props<Data>) {
  if (query.isPending) return <Skeleton heights={heights} />;
  if (query.data === undefined)
    return <ProblemNote problem={asProblem(query.error)} onRetry={() => void query.refetch()} />;
  return children(query.data);
}
