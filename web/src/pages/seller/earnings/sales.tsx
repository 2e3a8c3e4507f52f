/** What each sale brought: the price that was paid, our fee, and what was left of it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { earningsQuery } from '../../../api/earnings';
import { FileButton } from '../../../app/file-button';
import { asProblem } from '../../../api/problem';
import { money } from '../../../format/money';
import { DataTable } from '../../../ui/data-table';
import { Facts } from '../../../ui/facts';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { earningsWords as says } from '../../../words/seller';

export function Sales() {
  const sales = useInfiniteQuery(earningsQuery);
  if (sales.isPending) return <Skeleton heights={[40, 56]} />;
  if (sales.isError)
    return <ProblemNote problem={asProblem(sales.error)} onRetry={() => void sales.refetch()} />;
  const rows = sales.data.pages.flatMap((page) => page.data);
  const { grossCents, feeCents, netCents } = sales.data.pages[0]?.totals ?? {};
  if (rows.length === 0)
    return (
      <section className="stack-tight">
        <h2>{says.sales}</h2>
        <p className="card second">{says.salesEmpty}</p>
      </section>
    );
  return (
    <section className="stack-tight">
      <h2>{says.sales}</h2>
      <div className="card">
        <Facts
          facts={[
            { name: says.allGross, value: money(grossCents ?? 0) },
            { name: says.allFees, value: money(feeCents ?? 0) },
            { name: says.allNet, value: money(netCents ?? 0) },
          ]}
        />
      </div>
      <FileButton path="/seller/earnings/export" name="earnings.csv" label={says.save} />
      <DataTable
        headed
        caption={says.sales}
        columns={[
          {
            name: says.sale,
            cell: ({ transactionId, listingTitle }) => (
              <Link to="/deals/$id" params={{ id: transactionId }}>
                {listingTitle}
              </Link>
            ),
          },
          {
            name: says.ended,
            cell: ({ endedAt }) => (endedAt ? <Moment at={endedAt} day /> : says.underWay),
          },
          { name: says.gross, figure: true, cell: (row) => money(row.grossCents) },
          { name: says.fee, figure: true, cell: (row) => money(row.feeCents) },
          { name: says.net, figure: true, cell: (row) => money(row.netCents) },
        ]}
        rows={rows}
        keyOf={({ transactionId }) => transactionId}
      />
      <MoreButton list={sales} />
    </section>
  );
}
