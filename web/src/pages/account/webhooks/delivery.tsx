/** One posting: what is posted, what was answered to each try, and the way to have it posted again. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type WebhookEndpoint, webhookDeliveryQuery, webhooks } from '../../../api/webhooks';
import { PartProblem } from '../../../app/part-problem';
import { useMove } from '../../../app/use-move';
import { Facts } from '../../../ui/facts';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { Skeleton } from '../../../ui/skeleton';
import { webhooksWords } from '../../../words/webhooks';
import { DoneNote } from '../done-note';
import classes from './webhooks.module.css';

const { deliveries: says, replay } = webhooksWords;

interface Props {
  endpoint: WebhookEndpoint;
  id: string;
  title: string;
  onClose(): void;
}

export function DeliveryDialog({ endpoint, id, title, onClose }: Props) {
  const read = useQuery(webhookDeliveryQuery(endpoint.id, id));
  const [again, setAgain] = useState(false);
  const move = useMove((deliveryId: string) => webhooks.replayOne(endpoint.id, deliveryId), {
    changes: [['webhooks']],
    onDone: () => setAgain(true),
  });
  const isOn = endpoint.status === 'ACTIVE';
  return (
    <MoveDialog
      title={title}
      opened
      onClose={onClose}
      submit={says.again}
      disabled={!isOn || !read.data}
      move={move}
      problem={move.problem ?? (isOn ? null : replay.needsOn)}
      onSubmit={() => move.act(id)}
    >
      {read.isPending && <Skeleton heights={[160]} />}
      <PartProblem query={read} />
      {read.data && (
        <>
          <Facts
            facts={[
              { name: says.id, value: <span className={classes.long}>{read.data.eventId}</span> },
              { name: says.happened, value: <Moment at={read.data.occurredAt} /> },
            ]}
          />
          <h3>{says.body}</h3>
          <pre className={classes.body} tabIndex={0} aria-label={says.body}>
            {spaced(read.data.body)}
          </pre>
          <h3>{says.answers}</h3>
          {read.data.answers.length === 0 && <p className="note">{says.noTries}</p>}
          <ol className={classes.answers}>
            {read.data.answers.map(({ number, at, status, answer, because, durationMs }) => (
              <li key={number}>
                <span>
                  {says.try(number)} · {status === null ? says.noAnswer : says.http(status)} ·{' '}
                  <Moment at={at} /> · {says.took(durationMs)}
                </span>
                {because && <span className="note">{because}</span>}
                {answer && <code className={classes.code}>{answer}</code>}
              </li>
            ))}
          </ol>
        </>
      )}
      <DoneNote>{again ? says.isAgain : null}</DoneNote>
    </MoveDialog>
  );
}

/** As it was posted, on lines of its own; what is no JSON as it is. */
function spaced(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
