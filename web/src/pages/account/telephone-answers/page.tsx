/** What the reader answered by telephone, as it was written down, and the way to undo it. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type TelephoneAnswer, telephoneAnswersQuery, undoTelephoneAnswer } from '../../../api/assistance';
import { useMove } from '../../../app/use-move';
import { Chip, type Tone } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { words } from '../../../words';
import { assistanceWords } from '../../../words/assistance';
import { AccountFrame } from '../frame';
import { ListPart } from '../list-part';

const { answers: says, answerStatus } = assistanceWords;

const TONES: Record<TelephoneAnswer['status'], Tone> = {
  STANDING: 'turn',
  TAKEN: 'ok',
  UNDONE: 'neutral',
  NOT_TAKEN: 'bad',
};

const COLUMNS: readonly Column<TelephoneAnswer>[] = [
  { name: says.about, cell: (answer) => <About answer={answer} /> },
  { name: says.says, cell: ({ says: meaning }) => meaning },
  { name: says.said, cell: ({ consent }) => `“${consent.said}”` },
  { name: says.heard, cell: ({ consent }) => <Moment at={consent.heardAt} /> },
  { name: says.effect, cell: ({ takesEffectAt }) => <Moment at={takesEffectAt} /> },
  {
    name: says.status,
    cell: ({ status, because }) => (
      <span>
        <Chip tone={TONES[status]}>{answerStatus[status]}</Chip>{' '}
        {because && <span className="note">{because}</span>}
      </span>
    ),
  },
  { name: says.acts, cell: ({ id, status }) => (status === 'STANDING' ? <Undo id={id} /> : null) },
];

export function TelephoneAnswersPage() {
  const list = useInfiniteQuery(telephoneAnswersQuery);
  return (
    <AccountFrame title={words.pages.accountPages.telephoneAnswers.title}>
      <p className="second">{says.lead}</p>
      <ListPart list={list} empty={says.empty}>
        {(rows) => <DataTable caption={says.caption} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />}
      </ListPart>
    </AccountFrame>
  );
}

function About({ answer: { transactionId, offerId, title } }: { answer: TelephoneAnswer }) {
  if (transactionId) {
    return (
      <Link to="/deals/$id" params={{ id: transactionId }}>
        {title}
      </Link>
    );
  }
  return offerId ? (
    <Link to="/offers/$id" params={{ id: offerId }}>
      {title}
    </Link>
  ) : (
    title
  );
}

function Undo({ id }: { id: string }) {
  const [opened, setOpened] = useState(false);
  const move = useMove((answerId: string, key) => undoTelephoneAnswer(answerId, key), {
    changes: [['telephone-answers']],
    onDone: () => setOpened(false),
  });
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setOpened(true)}>
        {says.undo}
      </Button>
      <MoveDialog
        title={says.undo}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.undo}
        move={move}
        onSubmit={() => move.act(id)}
      >
        <p>{says.undoText}</p>
      </MoveDialog>
    </>
  );
}
