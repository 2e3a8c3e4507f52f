/** What a reader does beside dealing: keeps the listing, asks its seller. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client';
import type { Listing } from '../../../api/queries';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { buyerWords } from '../../../words/buyer';

const { keep: says } = buyerWords;

export function SaveButton({ listing: { id, saved } }: { listing: Listing }) {
  const path = { params: { path: { id } } };
  const move = useMove(
    (wasSaved: boolean) =>
      wasSaved
        ? answerOf(api.DELETE('/listings/{id}/save', path))
        : answerOf(api.POST('/listings/{id}/save', path)),
    { changes: [['listing', id], ['listings']] },
  );
  return (
    <>
      <Button variant="default" loading={move.busy} aria-pressed={saved} onClick={() => move.act(saved)}>
        {saved ? says.saved : says.save}
      </Button>
      <FormProblem>{move.problem}</FormProblem>
    </>
  );
}

export function AskButton({ listingId }: { listingId: string }) {
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState(false);
  const move = useMove(
    (content: string, key: string) =>
      answerOf(
        api.POST('/messages', {
          params: { header: { 'Idempotency-Key': key } },
          body: { listingId, content },
        }),
      ),
    {
      changes: [['conversations']],
      onDone: () => {
        setOpened(false);
        setAsked(true);
      },
    },
  );
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {says.ask}
      </Button>
      {asked && (
        <p role="status" className="note">
          {says.asked} <a href="/messages">{says.toMessages}</a>
        </p>
      )}
      <MoveDialog
        title={says.askTitle}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.askSubmit}
        move={move}
        onSubmit={(form) => move.act(formText(form, 'content'))}
      >
        <p className="second">{says.askNote}</p>
        <Textarea
          name="content"
          label={says.question}
          required
          withAsterisk={false}
          autosize
          minRows={4}
          maxLength={4000}
          error={move.errorOf('content')}
        />
      </MoveDialog>
    </>
  );
}
