/** One person's thread with support: read, answered, or marked as needing no answer. */
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { userQuery } from '../../../api/admin';
import { supportMessagesQuery } from '../../../api/admin-talk';
import { answerOf, api } from '../../../api/client';
import { PageProblem } from '../../../app/page-states';
import { Attach, useAttachments } from '../../../app/attach';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { Talk } from '../talk';

const { support: says } = adminWords.talk;
const { adminPages: pages } = words.pages;

const CHANGES = [['admin']] as const;

export function AdminSupportThreadPage() {
  const { id = '' } = useParams({ strict: false });
  const user = useQuery(userQuery(id));
  if (user.isError) return <PageProblem error={user.error} onRetry={() => void user.refetch()} />;
  const name = user.data && `${user.data.firstName} ${user.data.lastName}`;
  return (
    <AdminPage title={name ?? pages.supportThread.title}>
      <p className={classes.acts}>
        <Link to="/admin/support">{says.back}</Link>
        <Link to="/admin/users/$id" params={{ id }}>
          {pages.user.title}
        </Link>
      </p>
      <Talk query={supportMessagesQuery(id)} empty={says.none} />
      <Answer key={id} userId={id} />
    </AdminPage>
  );
}

function Answer({ userId }: { userId: string }) {
  const [text, setText] = useState('');
  const papers = useAttachments();
  const send = useMove(
    (body: { content: string; documentIds: string[] }, key: string) =>
      answerOf(
        api.POST('/admin/support/conversations/{userId}/messages', {
          params: { path: { userId }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    {
      changes: CHANGES,
      onDone: () => {
        setText('');
        papers.clear();
      },
    },
  );
  const [read, setRead] = useState(false);
  const markRead = useMove(
    (id: string) =>
      answerOf(api.PUT('/admin/support/conversations/{userId}/read', { params: { path: { userId: id } } })),
    { changes: CHANGES, onDone: () => setRead(true) },
  );
  return (
    <form
      className="card stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!papers.busy) send.act({ content: text, documentIds: papers.ids });
      }}
    >
      <Textarea
        label={says.answer}
        description={says.answerHint}
        rows={5}
        maxLength={4000}
        value={text}
        error={send.errorOf('content')}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      <Attach list={papers} />
      <FormProblem>{send.problem ?? markRead.problem}</FormProblem>
      <div className={classes.acts}>
        <Button type="submit" loading={send.busy} disabled={text.trim() === '' || papers.busy}>
          {says.send}
        </Button>
        <Button variant="default" loading={markRead.busy} onClick={() => markRead.act(userId)}>
          {says.markRead}
        </Button>
        {read && (
          <span className="note" role="status">
            {says.markedRead}
          </span>
        )}
      </div>
    </form>
  );
}
