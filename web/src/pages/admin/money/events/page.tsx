/** What the payment gateway told, newest first; what had no effect is parked until an administrator decides. */
import { gatewayEventsQuery } from '../../../../api/admin-money';
import { answerOf, api } from '../../../../api/client';
import type { components } from '../../../../api/schema';
import { Chip } from '../../../../ui/chip';
import { Moment } from '../../../../ui/moment';
import { words } from '../../../../words';
import { adminWords } from '../../../../words/admin';
import { sayGatewayEvent } from '../../action.rules';
import { type Act, Acts } from '../../acts';
import classes from '../../admin.module.css';
import { AdminPage } from '../../admin-page';
import { SecondWord, Who } from '../../cells';
import { type Filter, FilterBar, useFilters } from '../../filters';
import { RecordList } from '../../record-list';
import { eventTone } from '../../tones';

const { events: says } = adminWords.money;
const { codes, cells, acts, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Schemas = components['schemas'];
type GatewayEvent = Schemas['WebhookEvent'];

const FILTERS: readonly Filter[] = [
  { kind: 'choice', key: 'status', label: filterWords.status, names: codes.eventStatus },
  { kind: 'text', key: 'type', label: says.searchType },
  { kind: 'text', key: 'objectId', label: says.searchObject },
  { kind: 'text', key: 'eventId', label: filterWords.eventId },
  { kind: 'choice', key: 'gateway', label: filterWords.gateway, names: codes.gatewayName },
];

export function AdminEventsPage() {
  const { status, type, objectId, eventId, gateway } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.events.title}>
      <FilterBar filters={FILTERS} list="/admin/webhooks" />
      <RecordList
        query={gatewayEventsQuery({
          ...{ type, objectId, eventId, gateway },
          status: status as Schemas['WebhookEventStatus'] | undefined,
        })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ gateway, id }) => `${gateway}:${id}`}
        columns={[
          { name: says.type, cell: (event) => <span title={event.id}>{sayGatewayEvent(event.type)}</span> },
          {
            name: says.object,
            cell: (event) => <span className={classes.ref}>{event.objectId ?? common.none}</span>,
          },
          {
            name: says.people,
            cell: ({ people }) =>
              people.length === 0
                ? common.none
                : people.map((person) => <Who key={person.id} person={person} />),
          },
          { name: says.why, cell: ({ reason }) => reason ?? common.none },
          { name: says.attempts, figure: true, cell: ({ attempts }) => attempts },
          { name: says.received, cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
          {
            name: cells.status,
            cell: (event) => (
              <span className={classes.cell}>
                <Chip tone={eventTone[event.status]}>{codes.eventStatus[event.status]}</Chip>
                <SecondWord id={event.id} />
              </span>
            ),
          },
          { name: cells.acts, cell: (event) => <Acts inRow acts={actsOf(event)} /> },
        ]}
      />
    </AdminPage>
  );
}

const reason = { kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept } as const;

function actsOf({ gateway, id: eventId, status, ways }: GatewayEvent): Act[] {
  const path = { gateway, eventId };
  const replay: Act = {
    label: says.replay,
    note: says.replayNote,
    send: () => answerOf(api.POST('/admin/webhooks/{gateway}/{eventId}/replay', { params: { path } })),
  };
  if (status !== 'PARKED') return [replay];
  const dismiss: Act = {
    label: says.dismiss,
    note: says.dismissNote,
    fields: [reason],
    send: (read) =>
      answerOf(
        api.POST('/admin/webhooks/{gateway}/{eventId}/dismiss', {
          params: { path },
          body: { reason: read.text('reason') },
        }),
      ),
  };
  const book: Act = {
    label: says.book,
    note: says.bookNote,
    fields: [
      {
        ...{ kind: 'choice', name: 'as', label: says.as, initial: ways[0] },
        names: Object.fromEntries(ways.map((way) => [way, says.ways[way]])),
      },
      ...(ways.includes('ASSIGN')
        ? ([
            { kind: 'text', name: 'subjectId', label: says.subject, hint: says.subjectHint, optional: true },
          ] as const)
        : []),
      { kind: 'money', name: 'amountCents', label: says.amount, hint: says.amountHint, optional: true },
      reason,
    ],
    send: (read, key) =>
      answerOf(
        api.POST('/admin/webhooks/{gateway}/{eventId}/book', {
          params: { path, header: { 'Idempotency-Key': key } },
          body: {
            as: read.choice<Schemas['EventBookingAs']>('as'),
            subjectId: read.textOrNone('subjectId'),
            amountCents: read.centsOrNone('amountCents'),
            reason: read.text('reason'),
          },
        }),
      ),
  };
  return ways.length > 0 ? [replay, book, dismiss] : [replay, dismiss];
}
