/** What was posted to an endpoint, with what it answered, and the way to have it posted again. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import {
  type DeliveryEvent,
  type DeliveryStatus,
  somethingWaits,
  type WebhookDelivery,
  webhookDeliveriesQuery,
  type WebhookEndpoint,
  webhookEndpointQuery,
  webhookKindsQuery,
} from '../../../api/webhooks';
import { shortMoment } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { webhooksWords } from '../../../words/webhooks';
import { PartProblem } from '../../../app/part-problem';
import { ListPart } from '../list-part';
import { DeliveryDialog } from './delivery';
import { Replay } from './replay';
import { DELIVERY_TONES } from './tones';
import classes from './webhooks.module.css';

const { deliveries: says, deliveryStatus } = webhooksWords;
const TEST_EVENT = 'webhook.test';
const KINDS_LIST = 'webhook-kinds';

export function Deliveries({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [status, setStatus] = useState<DeliveryStatus>();
  const [sought, setSought] = useState('');
  const [looked, setLooked] = useState<WebhookDelivery | null>(null);
  const kinds = useQuery(webhookKindsQuery);
  const events = [TEST_EVENT, ...(kinds.data ?? []).map((kind) => kind.event)];
  // Half a name is none yet.
  const event = events.find((each) => each === sought.trim()) as DeliveryEvent | undefined;
  const list = useInfiniteQuery(webhookDeliveriesQuery(endpoint.id, { status, event }));
  const client = useQueryClient();
  const waits = somethingWaits(list.data);
  // Once all has been posted, the endpoint has taken something, or failed.
  const waited = useRef(false);
  useEffect(() => {
    const isDone = waited.current && !waits;
    waited.current = waits;
    if (isDone) void client.invalidateQueries({ queryKey: webhookEndpointQuery(endpoint.id).queryKey });
  }, [waits, client, endpoint.id]);
  const isFiltered = status !== undefined || event !== undefined;
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      <div className="tools">
        <NativeSelect
          label={says.status}
          value={status ?? ''}
          data={[
            { value: '', label: says.anyStatus },
            ...Object.entries(deliveryStatus).map(([value, label]) => ({ value, label })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            setStatus(value === '' ? undefined : (value as DeliveryStatus))
          }
        />
        <TextInput
          label={says.event}
          list={KINDS_LIST}
          value={sought}
          onChange={({ currentTarget: { value } }) => setSought(value)}
        />
        <datalist id={KINDS_LIST}>
          {events.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Replay endpoint={endpoint} />
      </div>
      <PartProblem query={kinds} />
      <ListPart list={list} empty={isFiltered ? says.noneSuch : says.empty}>
        {(rows) => (
          <DataTable
            caption={says.caption}
            headed
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              {
                name: says.event,
                cell: (row) => <span className={classes.long}>{eventName(row)}</span>,
              },
              {
                name: says.status,
                cell: (row) => (
                  <span className="stack-tight">
                    <span>
                      <Chip tone={DELIVERY_TONES[row.status]}>{deliveryStatus[row.status]}</Chip>
                    </span>
                    {row.status === 'WAITING' && row.tries > 0 && row.nextTryAt && (
                      <span className="note">{says.next(shortMoment(row.nextTryAt))}</span>
                    )}
                  </span>
                ),
              },
              { name: says.answer, cell: (row) => lastAnswer(row) },
              { name: says.tries, figure: true, cell: ({ tries }) => tries },
              { name: says.happened, cell: ({ occurredAt }) => <Moment at={occurredAt} /> },
              {
                name: says.action,
                cell: (row) => (
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={says.lookAt(eventName(row), shortMoment(row.occurredAt))}
                    onClick={() => setLooked(row)}
                  >
                    {says.look}
                  </Button>
                ),
              },
            ]}
          />
        )}
      </ListPart>
      <p className="note">{says.kept}</p>
      {looked && (
        <DeliveryDialog
          endpoint={endpoint}
          id={looked.id}
          title={eventName(looked)}
          onClose={() => setLooked(null)}
        />
      )}
    </section>
  );
}

const eventName = ({ event }: WebhookDelivery): string => (event === TEST_EVENT ? says.testEvent : event);

function lastAnswer({ tries, lastStatus, because }: WebhookDelivery): string {
  if (tries === 0) return says.notYet;
  return because ?? (lastStatus === null ? says.noAnswer : says.http(lastStatus));
}
