/** What the reader has reported, what came of it, and the way to take a report back. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { asProblem } from '../../../api/problem';
import { ownReportsQuery, type Report, withdrawReport } from '../../../api/reports';
import { useMove } from '../../../app/use-move';
import { Chip, type Tone } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { MoveDialog } from '../../../ui/move-dialog';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { reportWords } from '../../../words/reports';
import { AccountFrame } from '../frame';

const { list: says, category: categories, subject: subjects } = reportWords;

const COLUMNS: readonly Column<Report>[] = [
  { name: says.what, cell: ({ subject }) => <Subject subject={subject} /> },
  { name: says.category, cell: ({ category }) => categories[category] },
  { name: says.description, cell: ({ description }) => description },
  { name: says.made, cell: ({ createdAt }) => <Moment at={createdAt} day /> },
  { name: says.outcome, cell: (report) => <Outcome report={report} /> },
  { name: says.acts, cell: (report) => (report.state === 'OPEN' ? <Withdraw id={report.id} /> : null) },
];

export function OwnReportsPage() {
  const list = useInfiniteQuery(ownReportsQuery);
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <AccountFrame title={words.pages.accountPages.reports.title}>
      <p className="second">{says.lead}</p>
      {list.isPending && <Skeleton heights={[56, 56, 56]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <Empty>{says.empty}</Empty>}
      {rows.length > 0 && (
        <DataTable caption={says.caption} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
      )}
      <MoreButton list={list} />
    </AccountFrame>
  );
}

function Subject({ subject: { type, id } }: Pick<Report, 'subject'>) {
  if (type === 'LISTING')
    return (
      <Link to="/listings/$id" params={{ id }}>
        {subjects.LISTING}
      </Link>
    );
  if (type === 'USER')
    return (
      <Link to="/users/$id" params={{ id }}>
        {subjects.USER}
      </Link>
    );
  return subjects[type];
}

function outcomeOf({ state, acted }: Report): { tone: Tone; text: string } {
  if (state === 'OPEN') return { tone: 'info', text: says.open };
  if (state === 'WITHDRAWN') return { tone: 'neutral', text: says.withdrawn };
  return acted ? { tone: 'ok', text: says.acted } : { tone: 'neutral', text: says.notActed };
}

function Outcome({ report }: { report: Report }) {
  const { tone, text } = outcomeOf(report);
  return (
    <span>
      <Chip tone={tone}>{text}</Chip>{' '}
      {report.closedAt && (
        <span className="note">
          <Moment at={report.closedAt} day />
        </span>
      )}
    </span>
  );
}

function Withdraw({ id }: { id: string }) {
  const [opened, setOpened] = useState(false);
  const move = useMove((reportId: string) => withdrawReport(reportId), {
    changes: [['reports']],
    onDone: () => setOpened(false),
  });
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpened(true)}>
        {says.withdraw}
      </Button>
      <MoveDialog
        title={says.withdrawTitle}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.withdraw}
        move={move}
        onSubmit={() => move.act(id)}
      >
        <p>{says.withdrawText}</p>
      </MoveDialog>
    </>
  );
}
