/** The moves that wait for the reader: each with what it asks, until when, and for how much. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dealsQuery } from '../../../api/deals';
import { offersQuery } from '../../../api/offers';
import { asProblem } from '../../../api/problem';
import { useNow } from '../../../app/use-now';
import { money } from '../../../format/money';
import { deadline } from '../../../format/time';
import { DataTable } from '../../../ui/data-table';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { dealCodes } from '../../../words/deals';
import { overviewWords as says } from '../../../words/overview';
import { idOf, inOrder, type Waiting } from './moves.rules';

export function Moves() {
  const deals = useInfiniteQuery(dealsQuery({ waitingFor: 'me' }));
  const made = useInfiniteQuery(offersQuery({ side: 'made', mine: true }));
  const received = useInfiniteQuery(offersQuery({ side: 'received', mine: true }));
  const lists = [deals, made, received];
  const failed = lists.find(({ isError }) => isError);
  const offers = [made, received].flatMap(({ data }) => data?.pages.flatMap((page) => page.data) ?? []);
  const rows = inOrder(deals.data?.pages.flatMap(({ data }) => data) ?? [], offers);
  return (
    <section className="stack-tight">
      <h2>{says.movesTitle}</h2>
      {failed && (
        <ProblemNote
          problem={asProblem(failed.error)}
          onRetry={() => lists.forEach((list) => list.isError && void list.refetch())}
        />
      )}
      {lists.some(({ isPending }) => isPending) && <Skeleton heights={[120]} />}
      {lists.every(({ isSuccess }) => isSuccess) && rows.length === 0 && (
        <p className="card second">{says.movesNone}</p>
      )}
      {rows.length > 0 && <Table rows={rows} />}
      {deals.hasNextPage && (
        <p>
          <Link to="/deals" search={{ waitingFor: 'me' }}>
            {says.allDeals}
          </Link>
        </p>
      )}
    </section>
  );
}

function Table({ rows }: { rows: readonly Waiting[] }) {
  const now = useNow();
  return (
    <DataTable
      caption={says.movesCaption}
      rows={rows}
      keyOf={idOf}
      columns={[
        { name: says.company, cell: Company },
        { name: says.what, cell: whatOf },
        { name: says.until, cell: ({ until }) => (until ? deadline(until, now) : says.noDeadline) },
        {
          name: says.price,
          figure: true,
          cell: (row) => money(row.kind === 'deal' ? row.deal.priceCents : row.offer.amountCents),
        },
      ]}
    />
  );
}

const Company = (row: Waiting) =>
  row.kind === 'deal' ? (
    <Link to="/deals/$id" params={{ id: row.deal.id }}>
      {row.deal.listing.titleNow ?? row.deal.listing.title}
    </Link>
  ) : (
    <Link to="/offers/$id" params={{ id: row.offer.id }}>
      {row.offer.listing.titleNow ?? row.offer.listing.title}
    </Link>
  );

function whatOf(row: Waiting): string {
  if (row.kind === 'offer') return row.offer.yourSide === 'BUYER' ? says.answerCounter : says.answerOffer;
  return row.deal.next ? dealCodes.awaited[row.deal.next.wait] : dealCodes.status[row.deal.status];
}
