/** What a reader does beside dealing: keeps the listing, asks its seller, reports it. */
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import type { Listing } from '../../../api/queries';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { buyerWords } from '../../../words/buyer';

const { keep: says, reportCategory } = buyerWords;

type Category = components['schemas']['ReportCategory'];

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
        busy={move.busy}
        problem={move.problem}
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

export function ReportButton({ listingId }: { listingId: string }) {
  const [opened, setOpened] = useState(false);
  const [sent, setSent] = useState(false);
  const move = useMove(
    (body: { category: Category; description: string }, key: string) =>
      answerOf(
        api.POST('/reports', {
          params: { header: { 'Idempotency-Key': key } },
          body: { subject: { type: 'LISTING', id: listingId }, ...body },
        }),
      ),
    {
      onDone: () => {
        setOpened(false);
        setSent(true);
      },
    },
  );
  return (
    <>
      {sent ? (
        <p role="status">
          <Chip tone="ok">{says.reportSent}</Chip>
        </p>
      ) : (
        <Button variant="default" onClick={() => setOpened(true)}>
          {says.report}
        </Button>
      )}
      <MoveDialog
        title={says.reportTitle}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.reportSubmit}
        busy={move.busy}
        problem={move.problem}
        onSubmit={(form) =>
          move.act({
            category: formText(form, 'category') as Category,
            description: formText(form, 'description'),
          })
        }
      >
        <p className="second">{says.reportNote}</p>
        <NativeSelect
          name="category"
          label={says.category}
          data={Object.entries(reportCategory).map(([value, label]) => ({ value, label }))}
          error={move.errorOf('category')}
        />
        <Textarea
          name="description"
          label={says.description}
          required
          withAsterisk={false}
          autosize
          minRows={4}
          maxLength={2000}
          error={move.errorOf('description')}
        />
      </MoveDialog>
    </>
  );
}
