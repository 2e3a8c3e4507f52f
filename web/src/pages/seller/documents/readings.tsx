/** Who has read a document, and when. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Paper, readingsQuery } from '../../../api/papers';
import { asProblem } from '../../../api/problem';
import { DataTable } from '../../../ui/data-table';
import { Dialog } from '../../../ui/dialog';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { paperWords as says } from '../../../words/seller';

export function Readings({ paper, onClose }: { paper: Paper; onClose(): void }) {
  const readings = useInfiniteQuery(readingsQuery(paper.id));
  const rows = readings.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Dialog title={says.readings} closeLabel={words.common.close} opened onClose={onClose}>
      <div className="stack-form">
        <p>{paper.title}</p>
        {readings.isPending && <Skeleton heights={[40, 40]} />}
        {readings.isError && (
          <ProblemNote problem={asProblem(readings.error)} onRetry={() => void readings.refetch()} />
        )}
        {readings.data && rows.length === 0 && <p className="second">{says.noReadings}</p>}
        {rows.length > 0 && (
          <DataTable
            caption={says.readings}
            columns={[
              { name: says.reader, cell: ({ reader }) => reader.name },
              {
                name: says.did,
                cell: ({ act, byLink }) =>
                  byLink ? `${says.doings[act]}, ${says.byLink}` : says.doings[act],
              },
              { name: says.when, cell: ({ at }) => <Moment at={at} /> },
            ]}
            rows={rows}
            keyOf={({ id }) => id}
          />
        )}
        <MoreButton list={readings} />
      </div>
    </Dialog>
  );
}
