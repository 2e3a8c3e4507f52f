/** Whom the reader lets act for them, for whom the reader acts, and the shares of brokers in the fee. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { type BrokerShare, brokerSharesQuery, brokersQuery, type Mandate } from '../../../api/brokers';
import { MANDATE_TONES } from '../../../app/tones';
import { WhenOn } from '../../../app/when-on';
import { money } from '../../../format/money';
import { Chip } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Moment } from '../../../ui/moment';
import { words } from '../../../words';
import { brokersWords } from '../../../words/brokers';
import { AccountFrame } from '../frame';
import { ListPart } from '../list-part';
import { Clients } from './clients';
import { EndMandate } from './end-mandate';
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
  return (
    <AccountFrame title={words.pages.accountPages.brokers.title}>
      <p className="second">{says.lead}</p>
      <ListPart list={list} empty={says.empty}>
        {(rows) => <DataTable caption={says.caption} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />}
      </ListPart>
      <WhenOn feature="BROKERS">
        <NewBroker />
      </WhenOn>
      <Clients />
      <ListPart list={shares} title={ofShares.title}>
        {(rows) => (
          <DataTable caption={ofShares.caption} columns={SHARE_COLUMNS} rows={rows} keyOf={({ id }) => id} />
        )}
      </ListPart>
    </AccountFrame>
  );
}
