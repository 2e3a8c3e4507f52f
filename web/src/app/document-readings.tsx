/** Who has read a document of the reader's own, and when. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { readingsQuery } from '../api/papers';
import { asProblem } from '../api/problem';
import { DataTable } from '../ui/data-table';
import { Moment } from '../ui/moment';
import { MoreButton } from '../ui/more-button';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { documentWords } from '../words/documents';

const { readings: says } = documentWords;

export function DocumentReadings({ id }: { id: string }) {
  const readings = useInfiniteQuery(readingsQuery(id));
  if (readings.isPending) return <Skeleton heights={[40, 40]} />;
  if (readings.isError)
    return <ProblemNote problem={asProblem(readings.error)} onRetry={() => void readings.refetch()} />;
  const rows = readings.data.pages.flatMap(({ data }) => data);
  if (rows.length === 0) return <p className="second">{says.none}</p>;
  return (
    <>
      <DataTable
        caption={says.newestFirst}
        columns={[
          {
            name: says.reader,
            cell: ({ reader, deputy }) => (deputy ? says.forReader(deputy.name, reader.name) : reader.name),
          },
          {
            name: says.did,
            cell: ({ act, byLink }) => (byLink ? `${says.doings[act]}, ${says.byLink}` : says.doings[act]),
          },
          { name: says.when, cell: ({ at }) => <Moment at={at} /> },
        ]}
        rows={rows}
        keyOf={(reading) => reading.id}
      />
      <MoreButton list={readings} />
    </>
  );
}
