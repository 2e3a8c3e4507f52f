/** Writes what is told to many people: whom it reaches is shown first, and what they will read before it goes. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Audience, type NewBroadcast, reachQuery, sendBroadcast } from '../../../api/broadcasts';
import { asProblem } from '../../../api/problem';
import { useMove } from '../../../app/use-move';
import { MoveDialog } from '../../../ui/move-dialog';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { adminWords } from '../../../words/admin';
import classes from '../admin.module.css';
import { AudienceFields, sayAudience } from './audience';
import { paragraphsOf } from './paragraphs.rules';

const { broadcasts: says } = adminWords;

export function Writing() {
  const [audience, setAudience] = useState<Audience>({ segment: 'EVERYBODY' });
  const [title, setTitle] = useState('');
  const [content, setContent] = useState('');
  const [opened, setOpened] = useState(false);
  const reach = useQuery(reachQuery(audience));
  const send = useMove((body: NewBroadcast, key: string) => sendBroadcast(body, key), {
    changes: [['admin', 'broadcasts']],
    onDone: () => {
      setOpened(false);
      setTitle('');
      setContent('');
    },
  });
  const recipients = reach.data?.recipients ?? 0;
  return (
    <>
      <form
        className={`card stack-form ${classes.writing}`}
        onSubmit={(event) => {
          event.preventDefault();
          setOpened(true);
        }}
      >
        <h2>{says.writeTitle}</h2>
        <AudienceFields audience={audience} onChange={setAudience} />
        <Reach audience={audience} />
        <TextInput
          label={says.title}
          description={says.titleHint}
          maxLength={120}
          autoComplete="off"
          value={title}
          onChange={({ currentTarget: { value } }) => setTitle(value)}
        />
        <Textarea
          label={says.content}
          description={says.contentHint}
          rows={7}
          maxLength={4000}
          value={content}
          onChange={({ currentTarget: { value } }) => setContent(value)}
        />
        <div>
          <Button type="submit" disabled={title.trim() === '' || content.trim() === '' || recipients === 0}>
            {says.read}
          </Button>
        </div>
      </form>
      <MoveDialog
        title={says.dialogTitle}
        opened={opened}
        onClose={() => setOpened(false)}
        submit={says.send(recipients)}
        grave
        move={send}
        problem={send.problem ?? send.refused?.errors[0]?.message ?? null}
        onSubmit={() => send.act({ ...audience, title, content, recipients })}
      >
        <h3>{title}</h3>
        {paragraphsOf(content).map((paragraph, index) => (
          <p key={index}>{paragraph}</p>
        ))}
        <p className="note">{sayAudience(audience)}</p>
      </MoveDialog>
    </>
  );
}

function Reach({ audience }: { audience: Audience }) {
  const { data, isPending, isError, error, refetch } = useQuery(reachQuery(audience));
  if (isPending) return <Skeleton heights={[22]} />;
  if (isError) return <ProblemNote problem={asProblem(error)} onRetry={() => void refetch()} />;
  if (data.recipients === 0) return <p className="second">{says.reachesNobody}</p>;
  const names = data.some.flatMap(({ name }) => (name ? [name] : []));
  return (
    <p className="second" role="status">
      {says.reaches(data.recipients)} {names.length > 0 && says.some(names.join(', '))}
    </p>
  );
}
