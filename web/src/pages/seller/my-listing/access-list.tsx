/** Who has unlocked the listing, what is known of them, and whether they may read it. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../../api/problem';
import type { Listing } from '../../../api/queries';
import { type Access, accessQuery } from '../../../api/seller';
import { decideAccess } from '../../../api/seller-moves';
import { useMove } from '../../../app/use-move';
import { Chip, type Tone } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { MoveDialog } from '../../../ui/move-dialog';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { sellerWords } from '../../../words/seller';

const { access: says } = sellerWords;

const TONES: Record<Access['access'], Tone> = {
  NONE: 'neutral',
  PENDING: 'turn',
  GRANTED: 'ok',
  REVOKED: 'neutral',
  SUSPENDED: 'warn',
};

type Move = Access['moves']['open'][number]['move'];

interface Asked {
  row: Access;
  grant: boolean;
}

export function AccessList({ listing: { id } }: { listing: Listing }) {
  const readers = useInfiniteQuery(accessQuery(id));
  const [asked, setAsked] = useState<Asked | null>(null);
  const rows = readers.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      {readers.isPending && <Skeleton heights={[40, 56]} />}
      {readers.isError && (
        <ProblemNote problem={asProblem(readers.error)} onRetry={() => void readers.refetch()} />
      )}
      {readers.data && rows.length === 0 && <p className="card second">{says.empty}</p>}
      {rows.length > 0 && (
        <DataTable
          caption={says.caption}
          columns={[
            {
              name: says.buyer,
              cell: ({ buyerName, companyName }) => (
                <span className="figure">
                  {buyerName}
                  {companyName && <span className="note"> {companyName}</span>}
                </span>
              ),
            },
            { name: says.standing, cell: ({ standing }) => <Known standing={standing} /> },
            {
              name: says.state,
              cell: ({ access }) => <Chip tone={TONES[access]}>{says.states[access]}</Chip>,
            },
            { name: says.unlocked, cell: ({ unlockedAt }) => <Moment at={unlockedAt} day /> },
            { name: says.act, cell: (row) => <Acts row={row} onAsk={setAsked} /> },
          ]}
          rows={rows}
          keyOf={({ buyerId }) => buyerId}
        />
      )}
      <MoreButton list={readers} />
      {asked && <Decision id={id} asked={asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

function Known({ standing: { rating, verified, carriers } }: { standing: Access['standing'] }) {
  const lines = [...verified.map((each) => each.says), ...carriers];
  if (rating.average !== null) lines.push(says.rating(String(rating.average), rating.count));
  return lines.length === 0 ? says.newHere : lines.join(' · ');
}

/** To take from who has nothing yet is to refuse. */
function labelOf(move: Move, { status }: Access): string {
  if (move === 'GRANT') return says.grant;
  return status === 'PENDING' ? says.refuse : says.revoke;
}

function Acts({ row, onAsk }: { row: Access; onAsk(asked: Asked): void }) {
  const act = (grant: boolean, label: string) => (
    <Button
      key={label}
      size="compact-sm"
      variant={grant ? 'filled' : 'default'}
      onClick={() => onAsk({ row, grant })}
      aria-label={says.of(label, row.buyerName)}
    >
      {label}
    </Button>
  );
  return (
    <span className="row">
      {row.moves.open.map(({ move }) => act(move === 'GRANT', labelOf(move, row)))}
      {row.moves.closed.map(({ move, because }) => (
        <span key={move} className="note">
          {because}
        </span>
      ))}
    </span>
  );
}

function Decision({ id, asked: { row, grant }, onClose }: { id: string; asked: Asked; onClose(): void }) {
  const deciding = useMove(
    (_: undefined, key: string) => decideAccess({ id, buyerId: row.buyerId, grant }, key),
    { changes: [['listing', id, 'access']], onDone: onClose },
  );
  const waits = row.status === 'PENDING';
  const label = labelOf(grant ? 'GRANT' : 'REVOKE', row);
  const note = grant ? says.grantNote : waits ? says.refuseNote : says.revokeNote;
  return (
    <MoveDialog
      title={label}
      opened
      onClose={onClose}
      submit={label}
      grave={!grant}
      move={deciding}
      onSubmit={() => deciding.act(undefined)}
    >
      <p>{note(row.buyerName)}</p>
    </MoveDialog>
  );
}
