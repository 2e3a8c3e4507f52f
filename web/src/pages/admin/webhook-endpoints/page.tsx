/** The addresses that people's own programs are told at: those that fail, the longest first, or all of one state. */
import { allEndpointsQuery } from '../../../api/admin-talk';
import type { components } from '../../../api/schema';
import { ENDPOINT_TONES } from '../../../app/tones';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { webhooksWords } from '../../../words/webhooks';
import { AdminPage } from '../admin-page';
import { Who } from '../cells';
import { type Filter, FilterBar, useFilters } from '../filters';
import { RecordList } from '../record-list';

const { endpoints: says } = adminWords.talk;
const { cells, filters: filterWords } = adminWords;
const { common } = words;
const { adminPages: pages } = words.pages;

type Endpoint = components['schemas']['AdminWebhookEndpoint'];

const FILTERS: readonly Filter[] = [
  {
    kind: 'choice',
    key: 'status',
    label: filterWords.status,
    names: webhooksWords.status,
    any: says.failing,
  },
];

export function AdminWebhookEndpointsPage() {
  const status = useFilters(FILTERS).status as Endpoint['status'] | undefined;
  return (
    <AdminPage title={pages.webhookEndpoints.title}>
      <p className="second">{says.lead}</p>
      <FilterBar filters={FILTERS} />
      <RecordList
        query={allEndpointsQuery(status ? { status } : {})}
        caption={status ? says.caption : says.failingCaption}
        empty={status ? says.empty : says.noneFails}
        keyOf={({ id }) => id}
        columns={[
          { name: says.owner, cell: ({ owner }) => <Who person={owner} /> },
          { name: says.host, cell: ({ host }) => host },
          { name: cells.status, cell: (endpoint) => <State endpoint={endpoint} /> },
          { name: cells.since, cell: ({ statusAt }) => <Moment at={statusAt} /> },
          { name: says.failures, figure: true, cell: ({ failures }) => failures },
          {
            name: says.failingSince,
            cell: ({ failingSince }) => (failingSince ? <Moment at={failingSince} /> : common.none),
          },
          {
            name: says.lastTaken,
            cell: ({ lastTakenAt }) => (lastTakenAt ? <Moment at={lastTakenAt} /> : says.never),
          },
        ]}
      />
    </AdminPage>
  );
}

const State = ({ endpoint: { status, offReason } }: { endpoint: Endpoint }) => (
  <span>
    <Chip tone={ENDPOINT_TONES[status]}>{webhooksWords.status[status]}</Chip>{' '}
    {offReason && <span className="note">{says.offReason[offReason]}</span>}
  </span>
);
