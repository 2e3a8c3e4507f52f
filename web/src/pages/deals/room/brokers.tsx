/** Who acts for the sides of the deal, and what they have of our fee, as far as the reader may know. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type DealBroker, dealBrokersQuery } from '../../../api/deals';
import { PartProblem } from '../../../app/part-problem';
import { money, percent } from '../../../format/money';
import { type Column, DataTable } from '../../../ui/data-table';
import { words } from '../../../words';
import { brokersWords } from '../../../words/brokers';

const { ofDeal: says, shareStatus } = brokersWords;
const { common } = words;

const WHO: readonly Column<DealBroker>[] = [
  {
    name: says.broker,
    cell: ({ broker }) => (
      <Link to="/users/$id" params={{ id: broker.id }}>
        {broker.displayName}
      </Link>
    ),
  },
  { name: says.side, cell: ({ side }) => says.sides[side] },
  { name: says.now, cell: ({ actsNow }) => (actsNow ? common.yes : common.no) },
];

/** A side reads of its own brokers alone what they have of the fee. */
const SHARE: readonly Column<DealBroker>[] = [
  {
    name: says.share,
    cell: ({ share }) =>
      share ? `${percent(share.shareBasisPoints)} · ${shareStatus[share.status]}` : common.none,
  },
  {
    name: says.amount,
    figure: true,
    cell: ({ share }) => (typeof share?.amountCents === 'number' ? money(share.amountCents) : common.none),
  },
];

export function DealBrokers({ id }: { id: string }) {
  const brokers = useQuery(dealBrokersQuery(id));
  if (brokers.isError) return <PartProblem query={brokers} />;
  if (!brokers.data || brokers.data.length === 0) return null;
  const knowsShare = brokers.data.some(({ share }) => share !== null);
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      <DataTable
        headed
        caption={says.caption}
        rows={brokers.data}
        keyOf={({ broker, side }) => `${side}:${broker.id}`}
        columns={knowsShare ? [...WHO, ...SHARE] : WHO}
      />
      <p className="note">{says.note}</p>
    </section>
  );
}
