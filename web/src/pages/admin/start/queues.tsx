/** The queues: how many wait in each and since when; of one of them those that have waited longest, to be claimed. */
import { Link } from '@tanstack/react-router';
import type { AdminQueue, QueueKind } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import { useMe } from '../../../app/use-session';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import classes from '../admin.module.css';
import { aged, Sum, Who } from '../cells';
import { QUEUE_PAGES } from '../queue-pages';
import { type Act, useAct } from '../use-act';
import { CLAIM_KEY } from '../use-row-keys';

const { start: says, codes, cells, acts } = adminWords;
const { common } = words;

type Item = AdminQueue['items'][number];

const nameOf = ({ kind, task }: AdminQueue): string => codes.queue[kind as QueueKind] ?? task;

export const QueueTable = ({ queues }: { queues: readonly AdminQueue[] }) => (
  <DataTable
    dense
    caption={says.queuesCaption}
    rows={queues}
    keyOf={({ kind }) => kind}
    columns={[
      {
        name: says.queue,
        cell: (queue) => (
          <Link data-about to="/admin" search={{ queue: queue.kind }}>
            {nameOf(queue)}
          </Link>
        ),
      },
      { name: says.waiting, figure: true, cell: ({ waiting }) => waiting },
      {
        name: says.oldest,
        figure: true,
        cell: ({ items }) => (items[0] ? aged(items[0].ageHours) : common.none),
      },
      { name: says.next, cell: (queue) => <Next queue={queue} /> },
    ]}
  />
);

function Next({ queue }: { queue: AdminQueue }) {
  const page = QUEUE_PAGES[queue.kind as QueueKind];
  const [first] = queue.items;
  if (!page || !first) return common.none;
  return page.item ? (
    <Link to={page.item(first.id)}>{says.open}</Link>
  ) : (
    <Link to={page.to} search={page.search as never}>
      {says.open}
    </Link>
  );
}

export const OneQueue = ({ queue, kind }: { queue: AdminQueue; kind: QueueKind }) => (
  <>
    <p className="row">
      <Link to="/admin">{says.all}</Link>
      <span className="second">{queue.task}</span>
    </p>
    <DataTable
      dense
      caption={says.itemsCaption(nameOf(queue))}
      rows={queue.items}
      keyOf={({ id }) => id}
      columns={[
        { name: cells.who, cell: ({ who }) => <Who person={who} /> },
        { name: cells.about, cell: (item) => <About item={item} kind={kind} /> },
        { name: cells.amount, figure: true, cell: ({ amountCents }) => <Sum cents={amountCents} /> },
        { name: cells.waits, figure: true, cell: ({ ageHours }) => aged(ageHours) },
        { name: cells.acts, cell: (item) => <Claim item={item} kind={kind} /> },
      ]}
    />
  </>
);

function About({ item, kind }: { item: Item; kind: QueueKind }) {
  const page = QUEUE_PAGES[kind];
  if (!page) return item.about;
  return page.item ? (
    <Link data-about to={page.item(item.id)}>
      {item.about}
    </Link>
  ) : (
    <Link data-about to={page.to} search={page.search as never}>
      {item.about}
    </Link>
  );
}

/** One press, no form: it stops nobody, and ends by itself. */
function Claim({ item: { id, claim }, kind }: { item: Item; kind: QueueKind }) {
  const me = useMe();
  const mine = claim !== null && claim.by.id === me?.id;
  const params = { path: { kind, id } };
  const act: Act = {
    label: mine ? acts.release : acts.claim,
    send: () =>
      mine
        ? answerOf(api.POST('/admin/queues/{kind}/{id}/release', { params }))
        : answerOf(api.POST('/admin/queues/{kind}/{id}/claim', { params })),
  };
  const move = useAct(() => undefined);
  return (
    <span className={classes.rowActs}>
      {claim && !mine ? (
        <Chip tone="info">{says.claimed(claim.by.name ?? common.notKnown)}</Chip>
      ) : (
        <button
          type="button"
          className={classes.rowAct}
          disabled={move.busy}
          aria-keyshortcuts={CLAIM_KEY}
          onClick={() => move.act({ act, typed: {} })}
        >
          {act.label}
        </button>
      )}
      {move.problem && <span role="alert">{move.problem}</span>}
    </span>
  );
}
