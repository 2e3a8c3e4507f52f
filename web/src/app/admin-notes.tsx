/** The notes of administrators about one person, listing or deal: read, written, and taken back by who wrote them. */
import { Button, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Note, notesQuery, type NoteSubject, takeBackNote, writeNote } from '../api/notes';
import { asProblem } from '../api/problem';
import { shortMoment } from '../format/time';
import { FormProblem } from '../ui/form-problem';
import { Moment } from '../ui/moment';
import { MoreButton } from '../ui/more-button';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { words } from '../words';
import { notesWords as says } from '../words/notes';
import classes from './admin-notes.module.css';
import { useMove } from './use-move';
import { useMe } from './use-session';

const CHANGES = [['admin', 'notes']] as const;

export function AdminNotes({ subject }: { subject: NoteSubject }) {
  const list = useInfiniteQuery(notesQuery(subject));
  const notes = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <section className="card stack-tight">
      <h2>{says.title}</h2>
      <p className="note">{says.lead}</p>
      {list.isPending && <Skeleton heights={[44, 44]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && notes.length === 0 && <p className="second">{says.empty}</p>}
      {notes.length > 0 && (
        <ul className={classes.notes}>
          {notes.map((note) => (
            <One key={note.id} note={note} />
          ))}
        </ul>
      )}
      <MoreButton list={list} />
      <Writing subject={subject} />
    </section>
  );
}

function One({ note: { id, author, content, createdAt } }: { note: Note }) {
  const me = useMe();
  const takeBack = useMove(() => takeBackNote(id), { changes: CHANGES });
  return (
    <li>
      <p className="row note">
        <strong>{author.name ?? words.common.notKnown}</strong>
        <Moment at={createdAt} />
        {author.id === me?.id && (
          <Button
            variant="default"
            size="compact-sm"
            loading={takeBack.busy}
            aria-label={says.takeBackOf(shortMoment(createdAt))}
            onClick={() => takeBack.act(undefined)}
          >
            {says.takeBack}
          </Button>
        )}
      </p>
      <p className={classes.text}>{content}</p>
      <FormProblem>{takeBack.problem}</FormProblem>
    </li>
  );
}

function Writing({ subject }: { subject: NoteSubject }) {
  const [text, setText] = useState('');
  const write = useMove((content: string, key: string) => writeNote(subject, content, key), {
    changes: CHANGES,
    onDone: () => setText(''),
  });
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        write.act(text);
      }}
    >
      <Textarea
        label={says.write}
        rows={2}
        maxLength={4000}
        value={text}
        error={write.errorOf('content')}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <FormProblem>{write.problem}</FormProblem>
      <div>
        <Button type="submit" variant="default" loading={write.busy} disabled={text.trim() === ''}>
          {says.save}
        </Button>
      </div>
    </form>
  );
}
