/** Waivers of out-of-service orders: granted with what was read, and taken back. */
import { waiversQuery } from '../../../api/admin-talk';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { useNow } from '../../../app/use-now';
import { plainDay } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';

const { waivers: says } = adminWords.talk;
const { cells, acts, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Waiver = components['schemas']['OutOfServiceWaiver'];

const FILTERS: readonly Filter[] = [{ kind: 'text', key: 'usdot', label: filterWords.usdot }];

/** What is no number asks for none. */
const numberOf = (typed: string | undefined): { usdot?: number } =>
  typed && /^\d{1,8}$/.test(typed) ? { usdot: Number(typed) } : {};

export function AdminWaiversPage() {
  const { usdot } = useFilters(FILTERS);
  const now = useNow();
  return (
    <AdminPage title={pages.waivers.title} aside={<Acts acts={[grantAt(now)]} />}>
      <p className="second">{says.lead}</p>
      <FilterBar filters={FILTERS} />
      <RecordList
        query={waiversQuery(numberOf(usdot))}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.company, cell: (waiver) => cells.usdot(waiver.usdot) },
          {
            name: says.ordered,
            cell: ({ orderedOn }) => (orderedOn ? plainDay(orderedOn) : common.notKnown),
          },
          { name: says.reason, cell: ({ reason }) => reason },
          { name: says.by, cell: ({ granter }) => <Who person={granter} /> },
          { name: says.until, cell: ({ until }) => <Moment at={until} day /> },
          { name: cells.status, cell: (waiver) => <State waiver={waiver} /> },
          {
            name: cells.acts,
            cell: ({ id, inForce }) => <Acts inRow acts={inForce ? [revokeOf(id)] : []} />,
          },
        ]}
      />
    </AdminPage>
  );
}

const State = ({ waiver: { inForce, endedBecause } }: { waiver: Waiver }) =>
  inForce ? (
    <Chip tone="warn">{says.inForce}</Chip>
  ) : (
    <span className="note">{endedBecause ? says.ended(endedBecause) : says.over}</span>
  );

const grantAt = (now: number): Act => ({
  label: says.grant,
  note: says.grantNote,
  fields: [
    { kind: 'whole', name: 'usdot', label: says.usdot },
    { kind: 'text', name: 'orderedOn', label: says.orderedOn },
    { kind: 'days', name: 'until', label: says.days, initial: 180 },
    { kind: 'reason', name: 'reason', label: says.reason, hint: acts.reasonKept },
  ],
  send: (read) =>
    answerOf(
      api.POST('/admin/out-of-service-waivers', {
        body: {
          usdot: read.whole('usdot'),
          orderedOn: read.text('orderedOn'),
          until: read.daysFrom('until', now),
          reason: read.text('reason'),
        },
      }),
    ),
});

const revokeOf = (id: string): Act => ({
  label: says.revoke,
  note: says.revokeNote,
  grave: true,
  fields: [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonKept }],
  send: (read) =>
    answerOf(
      api.POST('/admin/out-of-service-waivers/{id}/revoke', {
        params: { path: { id } },
        body: { reason: read.text('reason') },
      }),
    ),
});
