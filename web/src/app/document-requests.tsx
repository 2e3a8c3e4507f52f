/** What documents people ask each other for, over a listing, a deal, or anything: each with what its reader can do. */
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type About,
  answerRequest,
  askForPaper,
  cancelRequest,
  declineRequest,
  type DocumentRequest,
  ownPapersQuery,
  requestsQuery,
} from '../api/papers';
import { asProblem } from '../api/problem';
import { type DocumentType, uploadDocument } from '../api/upload';
import { Chip, type Tone } from '../ui/chip';
import { DataTable } from '../ui/data-table';
import { Empty } from '../ui/empty';
import { FileField } from '../ui/file-field';
import { formText } from '../ui/form-text';
import { Moment } from '../ui/moment';
import { MoreButton } from '../ui/more-button';
import { MoveDialog } from '../ui/move-dialog';
import { ProblemNote } from '../ui/problem-note';
import { words } from '../words';
import { documentWords } from '../words/documents';
import { PaperLink } from './paper-link';
import { useMove } from './use-move';

const { requests: says } = documentWords;
const { documentType } = words.codes;
const TYPES = Object.entries(documentType).map(([value, label]) => ({ value, label }));
const CHANGES = [['document-requests'], ['documents'], ['listing'], ['deal']];

const TONES: Record<DocumentRequest['state'], Tone> = {
  OPEN: 'turn',
  ANSWERED: 'ok',
  DECLINED: 'bad',
  CANCELED: 'neutral',
  EXPIRED: 'neutral',
};

/** `mayAsk`: there is somebody to ask. Without that, and without a request, nothing is shown. */
export function DocumentRequests({ about, mayAsk = false }: { about: About; mayAsk?: boolean }) {
  const list = useInfiniteQuery(requestsQuery(about));
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  if (!mayAsk && rows.length === 0 && !list.isError) return null;
  return (
    <section className="stack-tight">
      <div className="row">
        <h2>{says.title}</h2>
        {mayAsk && <Ask about={about} />}
      </div>
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <Empty>{says.empty}</Empty>}
      {rows.length > 0 && (
        <DataTable
          caption={says.caption}
          columns={[
            {
              name: says.wanted,
              cell: ({ type, why }) => (
                <span>
                  {documentType[type]}
                  <br />
                  <span className="note">{why}</span>
                </span>
              ),
            },
            {
              name: says.who,
              cell: ({ askedBy, askedOf, moves, state }) =>
                state === 'OPEN' && moves.includes('ANSWER')
                  ? says.ofYou(askedBy.name)
                  : says.byYou(askedOf.name),
            },
            { name: says.state, cell: (request) => <State request={request} /> },
            { name: says.acts, cell: (request) => <Acts request={request} /> },
          ]}
          rows={rows}
          keyOf={({ id }) => id}
        />
      )}
      <MoreButton list={list} />
    </section>
  );
}

const State = ({ request: { state, reason, documentId, expiresAt } }: { request: DocumentRequest }) => (
  <span>
    <Chip tone={TONES[state]}>{says.states[state]}</Chip>{' '}
    {state === 'OPEN' && (
      <span className="note">
        <Moment at={expiresAt} day />
      </span>
    )}
    {reason && <span className="note">{reason}</span>}
    {documentId && <PaperLink id={documentId} title={says.open} />}
  </span>
);

function Ask({ about }: { about: About }) {
  const [opened, setOpened] = useState(false);
  const [type, setType] = useState<DocumentType>('LOSS_RUNS');
  const move = useMove((why: string) => askForPaper({ ...about, type, why }), {
    changes: CHANGES,
    onDone: () => setOpened(false),
  });
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {says.ask}
      </Button>
      <MoveDialog
        title={says.ask}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.send}
        move={move}
        onSubmit={(form) => move.act(formText(form, 'why'))}
      >
        <p className="second">{says.askNote}</p>
        <NativeSelect
          label={says.type}
          data={TYPES}
          value={type}
          error={move.errorOf('type')}
          onChange={({ currentTarget: { value } }) => setType(value as DocumentType)}
        />
        <Textarea name="why" label={says.why} maxLength={500} error={move.errorOf('why')} />
      </MoveDialog>
    </>
  );
}

function Acts({ request }: { request: DocumentRequest }) {
  const [asked, setAsked] = useState<'ANSWER' | 'DECLINE' | null>(null);
  const close = () => setAsked(null);
  const canceling = useMove((id: string) => cancelRequest(id), { changes: CHANGES });
  const declining = useMove((reason: string) => declineRequest(request.id, reason), {
    changes: CHANGES,
    onDone: close,
  });
  const { moves } = request;
  return (
    <span className="row">
      {moves.includes('ANSWER') && (
        <Button size="compact-sm" onClick={() => setAsked('ANSWER')}>
          {says.answer}
        </Button>
      )}
      {moves.includes('DECLINE') && (
        <Button size="compact-sm" variant="default" onClick={() => setAsked('DECLINE')}>
          {says.decline}
        </Button>
      )}
      {moves.includes('CANCEL') && (
        <Button
          size="compact-sm"
          variant="default"
          loading={canceling.busy}
          onClick={() => canceling.act(request.id)}
        >
          {says.cancel}
        </Button>
      )}
      {canceling.problem && <span role="alert">{canceling.problem}</span>}
      {asked === 'ANSWER' && <Answer request={request} onClose={close} />}
      <MoveDialog
        title={says.decline}
        opened={asked === 'DECLINE'}
        onClose={close}
        submit={says.decline}
        move={declining}
        onSubmit={(form) => declining.act(formText(form, 'reason'))}
      >
        <p>{documentType[request.type]}</p>
        <p className="second">{says.declineNote}</p>
        <Textarea name="reason" label={says.reason} maxLength={500} error={declining.errorOf('reason')} />
      </MoveDialog>
    </span>
  );
}

/** With a document of that type that is there already, or with a file that is uploaded now. */
function Answer({ request: { id, type }, onClose }: { request: DocumentRequest; onClose(): void }) {
  const own = useInfiniteQuery(ownPapersQuery(type === 'OTHER' ? undefined : type));
  const [chosen, setChosen] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const move = useMove(
    async (given: { chosen: string; file: File | null }) =>
      answerRequest(
        id,
        given.file
          ? (await uploadDocument({ file: given.file, type }, () => undefined)).data.id
          : given.chosen,
      ),
    { changes: CHANGES, onDone: onClose },
  );
  const papers = own.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <MoveDialog
      title={says.answer}
      opened
      onClose={onClose}
      submit={says.answer}
      move={move}
      disabled={chosen === '' && file === null}
      onSubmit={() => move.act({ chosen, file: chosen === '' ? file : null })}
    >
      <p>{documentType[type]}</p>
      <p className="second">{says.answerNote}</p>
      <NativeSelect
        label={says.which}
        data={[
          { value: '', label: says.newFile },
          ...papers
            .filter(({ status, review }) => status === 'AVAILABLE' && review !== 'REJECTED')
            .map((paper) => ({ value: paper.id, label: paper.title })),
        ]}
        value={chosen}
        onChange={({ currentTarget: { value } }) => setChosen(value)}
      />
      {chosen === '' && (
        <FileField
          label={says.file}
          description={says.fileHint}
          file={file}
          error={move.errorOf('file')}
          onFile={setFile}
        />
      )}
    </MoveDialog>
  );
}
