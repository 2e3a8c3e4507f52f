/** A list as a part of a page: while it comes, when it failed, when it is empty, and with more to come. */
import type { ReactNode } from 'react';
import { asProblem } from '../../api/problem';
import { Empty } from '../../ui/empty';
import { MoreButton } from '../../ui/more-button';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';

interface Props<Row> {
  /** None where the page's own says it. */
  title?: string;
  list: {
    data?: { pages: readonly { data: readonly Row[] }[] };
    error: unknown;
    isError: boolean;
    refetch(): unknown;
    hasNextPage: boolean;
    isFetchingNextPage: boolean;
    fetchNextPage(): unknown;
  };
  /** None where nothing is said of an empty list, not even its title. */
  empty?: string;
  children(rows: readonly Row[]): ReactNode;
}

export function ListPart<Row>({ title, list, empty, children }: Props<Row>) {
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  if (empty === undefined && rows.length === 0 && !list.isError) return null;
  return (
    <section className="stack-tight">
      {title && <h2>{title}</h2>}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => list.refetch()} />}
      {!list.data && !list.isError && <Skeleton heights={[120]} />}
      {list.data && rows.length === 0 && empty !== undefined && <Empty>{empty}</Empty>}
      {rows.length > 0 && children(rows)}
      <MoreButton list={list} />
    </section>
  );
}
