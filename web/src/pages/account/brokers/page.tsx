/** Whom the reader lets act for them, for whom the reader acts, and the shares of brokers in the fee. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type BrokerShare, brokerSharesQuery, brokersQuery, type Mandate } from '../../../api/brokers';
import { asProblem } from '../../../api/problem';
import { money } from '../../../format/money';
import { Chip } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { brokersWords } from '../../../words/brokers';
import { AccountFrame } from '../frame';
import { Clients } from './clients';
import { EndMandate } from './end-mandate';
import { MANDATE_TONES } from './mandate-tones';
import { NewBroker } from './new-broker';

const { own: says, shares: ofShares, side, status, shareStatus } = brokersWords;

const COLUMNS: readonly Column<Mandate>[] = [
  { name: says.broker, cell: ({ broker, brokerEmail }) => broker?.displayName ?? brokerEmail },
  { name: says.side, cell: (mandate) => side[mandate.side] },
  { name: says.until, cell: ({ endsAt }) => <Moment at={endsAt} /> },
  {
    name: says.status,
    cell: (mandate) => (
      <span>
        <Chip tone={MANDATE_TONES[mandate.status]}>{status[mandate.status]}</Chip>{' '}
        {mandate.because && <span className="note">{mandate.because}</span>}
      </span>
    ),
  },
  {
    name: says.acts,
    cell: ({ id, endedAt, broker, brokerEmail }) =>
      endedAt ? null : <EndMandate id={id} name={broker?.displayName ?? brokerEmail} />,
  },
];

const SHARE_COLUMNS: readonly Column<BrokerShare>[] = [
  {
    name: ofShares.deal,
    cell: ({ listingTitle }) => listingTitle,
  },
  { name: ofShares.broker, cell: ({ broker }) => broker.displayName },
  { name: ofShares.client, cell: ({ client }) => client.displayName },
  { name: ofShares.share, cell: ({ shareBasisPoints }) => `${shareBasisPoints / 100}%` },
  {
    name: ofShares.amount,
    cell: ({ amountCents, status: at }) => (amountCents === null ? shareStatus[at] : money(amountCents)),
  },
];

export function BrokersPage() {
  const list = useInfiniteQuery(brokersQuery);
  const shares = useInfiniteQuery(brokerSharesQuery);
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  const shared = shares.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <AccountFrame title={words.pages.accountPages.brokers.title}>
      <p className="second">{says.lead}</p>
      {list.isPending && <Skeleton heights={[56, 56]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <Empty>{says.empty}</Empty>}
      {rows.length > 0 && (
        <DataTable caption={says.caption} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
      )}
      <MoreButton list={list} />
      <NewBroker />
      <Clients />
      {shared.length > 0 && (
        <section className="stack-tight">
          <h2>{ofShares.title}</h2>
          <DataTable
            caption={ofShares.caption}
            columns={SHARE_COLUMNS}
            rows={shared}
            keyOf={({ id }) => id}
          />
          <MoreButton list={shares} />
        </section>
      )}
    </AccountFrame>
  );
}
