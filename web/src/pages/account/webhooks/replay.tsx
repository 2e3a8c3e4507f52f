/** Has a stretch of time posted again: a thousand events at once, and on from there. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type WebhookEndpoint, webhooks } from '../../../api/webhooks';
import { useMove } from '../../../app/use-move';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { webhooksWords } from '../../../words/webhooks';
import { DoneNote } from '../done-note';

const { replay: says } = webhooksWords;

interface Stretch {
  from: string;
  until?: string;
  all: boolean;
  afterPosition?: number;
}

/** How far the stretch that was asked for has come. */
interface Done {
  count: number;
  /** What goes on behind it; null where there is no more. */
  next: Stretch | null;
}

/** Of a field that tells no seconds, on the clock of its reader. */
const instantOf = (local: string): string => new Date(local).toISOString();

export function Replay({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [opened, setOpened] = useState(false);
  const [done, setDone] = useState<Done | null>(null);
  const move = useMove(
    async (asked: Stretch) => ({ asked, answer: (await webhooks.replay(endpoint.id, asked)).data }),
    {
      changes: [['webhooks']],
      onDone: ({ asked, answer: { replayed, hasMore, lastPosition } }) =>
        setDone((before) => ({
          count: (asked.afterPosition === undefined ? 0 : (before?.count ?? 0)) + replayed,
          next: hasMore && lastPosition !== null ? { ...asked, afterPosition: lastPosition } : null,
        })),
    },
  );
  const isOn = endpoint.status === 'ACTIVE';
  const close = () => {
    setDone(null);
    setOpened(false);
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {says.open}
      </Button>
      <MoveDialog
        title={says.open}
        opened={opened}
        onClose={close}
        submit={done?.next ? says.goOn : says.submit}
        disabled={!isOn}
        move={move}
        problem={move.problem ?? (isOn ? null : says.needsOn)}
        onSubmit={(form) => move.act(done?.next ?? stretchOf(form))}
      >
        <p>{says.text}</p>
        <TextInput
          name="from"
          type="datetime-local"
          label={says.from}
          required
          withAsterisk={false}
          onChange={() => setDone(null)}
          error={move.errorOf('from')}
        />
        <TextInput
          name="until"
          type="datetime-local"
          label={says.until}
          onChange={() => setDone(null)}
          error={move.errorOf('until')}
        />
        <Checkbox name="all" label={says.all} onChange={() => setDone(null)} />
        <DoneNote>
          {done && [says.done(done.count), done.next && says.more].filter(Boolean).join(' ')}
        </DoneNote>
      </MoveDialog>
    </>
  );
}

function stretchOf(form: HTMLFormElement): Stretch {
  const [from, until] = [formText(form, 'from'), formText(form, 'until')];
  return {
    from: instantOf(from),
    ...(until ? { until: instantOf(until) } : {}),
    all: new FormData(form).has('all'),
  };
}
