/** The reader's webhook endpoints, how each does, and the way to add one. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { EVERY_KIND, type WebhookEndpoint, webhookEndpointsQuery } from '../../../api/webhooks';
import { PartProblem } from '../../../app/part-problem';
import { Chip } from '../../../ui/chip';
import { CopyValue } from '../../../ui/copy-value';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { webhooksWords } from '../../../words/webhooks';
import { AccountFrame } from '../frame';
import { NewEndpoint } from './new-endpoint';
import { ENDPOINT_TONES } from '../../../app/tones';
import classes from './webhooks.module.css';

const { list: says, status, offReason } = webhooksWords;

const COLUMNS: readonly Column<WebhookEndpoint>[] = [
  {
    name: says.address,
    cell: ({ id, url, name }) => (
      <span className={classes.address}>
        <Link to="/account/webhooks/$id" params={{ id }}>
          {name ?? url}
        </Link>
        {name && <span className="note">{url}</span>}
      </span>
    ),
  },
  {
    name: says.events,
    cell: ({ events }) => (
      <span title={events.join(', ')}>
        {events.includes(EVERY_KIND) ? says.every : says.count(events.length)}
      </span>
    ),
  },
  { name: says.status, cell: (endpoint) => <State endpoint={endpoint} /> },
  {
    name: says.lastTaken,
    cell: ({ lastTakenAt }) => (lastTakenAt ? <Moment at={lastTakenAt} /> : says.never),
  },
];

const State = ({ endpoint }: { endpoint: WebhookEndpoint }) => (
  <span className="stack-tight">
    <span>
      <Chip tone={ENDPOINT_TONES[endpoint.status]}>{status[endpoint.status]}</Chip>
    </span>
    {endpoint.offReason && <span className="note">{offReason[endpoint.offReason]}</span>}
    {!endpoint.offReason && endpoint.failures > 0 && (
      <span className="note">{says.failing(endpoint.failures)}</span>
    )}
  </span>
);

export function WebhooksPage() {
  const endpoints = useQuery(webhookEndpointsQuery);
  return (
    <AccountFrame title={words.pages.accountPages.webhooks.title}>
      <p className="second">
        {says.lead} <a href="/api/docs/">{says.docs}</a>
      </p>
      {endpoints.isPending && <Skeleton heights={[160]} />}
      <PartProblem query={endpoints} />
      {endpoints.data?.length === 0 && <Empty>{says.none}</Empty>}
      {endpoints.data && endpoints.data.length > 0 && (
        <DataTable caption={says.caption} rows={endpoints.data} keyOf={({ id }) => id} columns={COLUMNS} />
      )}
      <NewEndpoint />
      <Feed />
    </AccountFrame>
  );
}

function Feed() {
  const address = `${window.location.origin}/api/events/feed`;
  return (
    <section className="stack-tight">
      <h2>{says.feedTitle}</h2>
      <p className="second">
        {says.feed} <Link to="/account/api-keys">{says.keys}</Link>
      </p>
      <div className="row">
        <code className={classes.code}>{address}</code>
        <CopyValue name={says.feedAddress} value={address} />
      </div>
    </section>
  );
}
