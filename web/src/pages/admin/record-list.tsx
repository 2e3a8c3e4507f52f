/** A list of the administrators: a dense table with what it shows while it comes, when nothing is there, and when it failed. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PagesOf } from '../../api/admin';
import { asProblem } from '../../api/problem';
import { type Column, DataTable } from '../../ui/data-table';
import { Empty } from '../../ui/empty';
import { MoreButton } from '../../ui/more-button';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';
import { adminWords } from '../../words/admin';

interface Props<Row> {
  query: PagesOf<Row>;
  caption: string;
  /** Its heading stands right above it. */
  headed?: boolean;
  /** What is said where nothing is. */
  empty: string;
  columns: readonly Column<Row>[];
  keyOf(row: Row): string;
  /** Below the table, of the rows that are shown. */
  sum?(rows: readonly Row[]): ReactNode;
}

export function RecordList<Row>({ query, caption, headed = false, empty, columns, keyOf, sum }: Props<Row>) {
  const { total, ...pages } = query;
  const list = useInfiniteQuery({ ...pages, placeholderData: keepPreviousData });
  const goesOn = (list.data?.pages[0]?.pagination as { hasNext?: boolean } | undefined)?.hasNext === true;
  const { data: counted } = useQuery({ ...total, enabled: goesOn });
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  if (list.isPending) return <Skeleton heights={[36, 32, 32, 32, 32, 32]} />;
  if (list.isError) {
    return <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />;
  }
  if (rows.length === 0) return <Empty>{empty}</Empty>;
  return (
    <>
      <DataTable dense headed={headed} caption={caption} columns={columns} rows={rows} keyOf={keyOf} />
      {sum?.(rows)}
      {counted && <p className="note">{adminWords.total(counted.total, counted.totalCapped)}</p>}
      <MoreButton list={list} />
    </>
  );
}
