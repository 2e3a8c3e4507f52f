/** One thing that was prepared for the reader: read it, confirm it, or decline it. */
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { confirmPrepared, declinePrepared, type Prepared, preparedQuery } from '../../../api/assistance';
import { asProblem } from '../../../api/problem';
import { useMove } from '../../../app/use-move';
import { WhenOn } from '../../../app/when-on';
import { money } from '../../../format/money';
import { MoveDialog } from '../../../ui/move-dialog';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { assistanceWords } from '../../../words/assistance';
import { AccountFrame } from '../frame';
import { PreparedFacts } from '../prepared';

const { prepared: says } = assistanceWords;
const CHANGES = [['prepared'], ['seller'], ['offers']];
const BEGINS = { LISTING: 'NEW_LISTINGS', OFFER: 'NEW_OFFERS' } as const;

export function PreparedPage() {
  const { id = '' } = useParams({ strict: false });
  const read = useQuery(preparedQuery(id));
  return (
    <AccountFrame title={words.pages.accountPages.prepared.title}>
      {read.isPending && <Skeleton heights={[200]} />}
      {read.isError && <ProblemNote problem={asProblem(read.error)} onRetry={() => void read.refetch()} />}
      {read.data && <Shown prepared={read.data} />}
    </AccountFrame>
  );
}

function Shown({ prepared }: { prepared: Prepared }) {
  const { kind, status, resultId } = prepared;
  return (
    <>
      {status === 'WAITING' && <p className="second">{says.lead}</p>}
      <PreparedFacts prepared={prepared} />
      {status === 'WAITING' && <Answer prepared={prepared} />}
      {resultId && (
        <p>
          {kind === 'LISTING' ? (
            <Link to="/my-listings/$id" params={{ id: resultId }}>
              {says.open}
            </Link>
          ) : (
            <Link to="/offers/$id" params={{ id: resultId }}>
              {says.open}
            </Link>
          )}
        </p>
      )}
    </>
  );
}

function Answer({ prepared }: { prepared: Prepared }) {
  const [opened, setOpened] = useState<'CONFIRM' | 'DECLINE' | null>(null);
  const [reason, setReason] = useState('');
  const done = { changes: CHANGES, onDone: () => setOpened(null) };
  const confirm = useMove((read: Prepared, key) => confirmPrepared(read, key), done);
  const decline = useMove(
    (why: string, key) => declinePrepared(prepared.id, why.trim() || undefined, key),
    done,
  );
  const close = () => setOpened(null);
  const { amountCents, feeCents } = prepared;
  return (
    <>
      <div className="row">
        <WhenOn feature={BEGINS[prepared.kind]}>
          <Button onClick={() => setOpened('CONFIRM')}>{says.confirm}</Button>
        </WhenOn>
        <Button variant="default" onClick={() => setOpened('DECLINE')}>
          {says.decline}
        </Button>
      </div>
      <MoveDialog
        title={says.confirm}
        opened={opened === 'CONFIRM'}
        onClose={close}
        submit={says.confirm}
        move={confirm}
        problem={confirm.problem ?? confirm.errorOf('feeCents')}
        onSubmit={() => confirm.act(prepared)}
      >
        <p>{prepared.kind === 'LISTING' ? says.confirmListing : says.confirmOffer}</p>
        {amountCents !== null && feeCents !== null && (
          <p>
            {says.price}: {money(amountCents)}. {says.fee}: {money(feeCents)}.
          </p>
        )}
      </MoveDialog>
      <MoveDialog
        title={says.decline}
        opened={opened === 'DECLINE'}
        onClose={close}
        submit={says.decline}
        move={decline}
        onSubmit={() => decline.act(reason)}
      >
        <Textarea
          label={says.declineReason}
          value={reason}
          maxLength={2000}
          error={decline.errorOf('reason')}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </MoveDialog>
    </>
  );
}
