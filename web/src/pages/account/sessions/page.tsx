/** Where one is signed in, and the way to sign out there. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { account, type Session, sessionsQuery } from '../../../api/account';
import { asProblem } from '../../../api/problem';
import { session } from '../../../api/session';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { FormProblem } from '../../../ui/form-problem';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { accountWords } from '../../../words/account';
import { AccountFrame } from '../frame';
import { deviceOf } from './device.rules';

const { sessions: says } = accountWords;
const { accountPages: pages } = words.pages;

const deviceName = ({ userAgent }: Session): string => deviceOf(userAgent) ?? says.unknown;

export function SessionsPage() {
  const sessions = useQuery(sessionsQuery);
  const end = useMove(account.endSession, { changes: [['sessions']] });
  return (
    <AccountFrame title={pages.sessions.title}>
      <p className="second">{says.lead}</p>
      {sessions.isPending && <Skeleton heights={[240]} />}
      {sessions.isError && (
        <ProblemNote problem={asProblem(sessions.error)} onRetry={() => void sessions.refetch()} />
      )}
      {sessions.data && (
        <DataTable
          caption={says.caption}
          rows={sessions.data}
          keyOf={({ id }) => id}
          columns={[
            { name: says.device, cell: (row) => <Device row={row} /> },
            { name: says.address, cell: ({ address }) => address ?? words.common.notKnown },
            { name: says.began, cell: ({ createdAt }) => <Moment at={createdAt} /> },
            { name: says.used, cell: ({ lastUsedAt }) => <Moment at={lastUsedAt} /> },
            {
              name: says.action,
              cell: (row) => <Action row={row} busy={end.busy} onEnd={() => end.act(row.id)} />,
            },
          ]}
        />
      )}
      <FormProblem>{end.problem}</FormProblem>
      <Everywhere />
    </AccountFrame>
  );
}

function Device({ row }: { row: Session }) {
  return (
    <div className="stack-tight">
      <span>{deviceName(row)}</span>
      {row.impersonation && (
        <span className="note">{says.actedFor(row.impersonation.by, row.impersonation.reason)}</span>
      )}
    </div>
  );
}

function Action({ row, busy, onEnd }: { row: Session; busy: boolean; onEnd(): void }) {
  if (row.current) return <Chip tone="info">{says.here}</Chip>;
  if (row.impersonation?.endedAt) return <span className="second">{says.ended}</span>;
  return (
    <Button
      variant="default"
      disabled={busy}
      aria-label={says.endOf(deviceName(row), row.address ?? words.common.notKnown)}
      onClick={onEnd}
    >
      {says.end}
    </Button>
  );
}

function Everywhere() {
  const [open, setOpen] = useState(false);
  const move = useMove(() => account.signOutEverywhere(), { onDone: () => void session.end() });
  return (
    <div>
      <Button variant="default" onClick={() => setOpen(true)}>
        {says.everywhere}
      </Button>
      <MoveDialog
        title={says.everywhereTitle}
        opened={open}
        onClose={() => setOpen(false)}
        submit={says.everywhere}
        grave
        move={move}
        onSubmit={() => move.act(undefined)}
      >
        <p>{says.everywhereText}</p>
      </MoveDialog>
    </div>
  );
}
