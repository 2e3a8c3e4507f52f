/** Who acts for whom, whether the broker is verified, and the way to end a mandate. */
import { Link } from '@tanstack/react-router';
import { adminMandatesQuery } from '../../../api/admin';
import { answerOf, api } from '../../../api/client';
import type { components } from '../../../api/schema';
import { MANDATE_TONES } from '../../../app/tones';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { brokersWords } from '../../../words/brokers';
import { type Act, Acts } from '../acts';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RECORD_FILTERS, recordAsked } from '../record-filters';
import { RecordList } from '../record-list';

const { mandates: says, cells, acts, filters: filterWords } = adminWords;
const { adminPages: pages } = words.pages;

type Mandate = components['schemas']['AdminMandate'];

const FILTERS: readonly Filter[] = [
  ...RECORD_FILTERS,
  { kind: 'choice', key: 'status', label: filterWords.status, names: brokersWords.status },
  { kind: 'text', key: 'clientId', label: filterWords.clientId },
  { kind: 'text', key: 'brokerId', label: filterWords.brokerId },
];

export function AdminBrokersPage() {
  const values = useFilters(FILTERS);
  const { clientId, brokerId } = values;
  const status = values.status as Mandate['status'] | undefined;
  return (
    <AdminPage title={pages.brokers.title}>
      <FilterBar filters={FILTERS} list="/admin/brokers" />
      <RecordList
        query={adminMandatesQuery({ ...recordAsked(values), status, clientId, brokerId })}
        caption={says.caption}
        empty={says.empty}
        keyOf={({ id }) => id}
        columns={[
          { name: says.client, cell: ({ client }) => <Who person={client} /> },
          { name: says.broker, cell: (mandate) => <Broker mandate={mandate} /> },
          { name: says.side, cell: ({ side }) => brokersWords.side[side] },
          { name: says.signed, cell: ({ givenAt }) => <Moment at={givenAt} /> },
          { name: says.until, cell: ({ endsAt }) => <Moment at={endsAt} day /> },
          {
            name: cells.status,
            cell: (mandate) => (
              <span>
                <Chip tone={MANDATE_TONES[mandate.status]}>{brokersWords.status[mandate.status]}</Chip>{' '}
                {mandate.because && <span className="note">{mandate.because}</span>}
              </span>
            ),
          },
          {
            name: cells.acts,
            cell: (mandate) => <Acts inRow acts={mandate.endedAt ? [] : [endOf(mandate)]} />,
          },
        ]}
      />
    </AdminPage>
  );
}

/** Whom a share of our fee may go to is verified where everybody is. */
function Broker({ mandate: { broker, brokerEmail, brokerVerified } }: { mandate: Mandate }) {
  if (!broker) return says.notAnswered(brokerEmail);
  return (
    <span>
      <Who person={broker} />{' '}
      <Chip tone={brokerVerified ? 'ok' : 'warn'}>{brokerVerified ? says.verified : says.notVerified}</Chip>{' '}
      <Link to="/admin/verifications" search={{ userId: broker.id, state: 'ALL' } as never}>
        {says.verify}
      </Link>
    </span>
  );
}

const endOf = ({ id }: Mandate): Act => ({
  label: says.end,
  note: says.endNote,
  fields: [{ kind: 'reason', name: 'reason', label: acts.reason, hint: acts.reasonTold }],
  send: (read, key) =>
    answerOf(
      api.POST('/admin/brokers/{id}/end', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { reason: read.text('reason') },
      }),
    ),
});
