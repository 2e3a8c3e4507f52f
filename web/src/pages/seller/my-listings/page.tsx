/** A seller's listings: where each stands, and what it waits for. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asProblem } from '../../../api/problem';
import { type OwnCard, ownListingsQuery } from '../../../api/seller';
import { money } from '../../../format/money';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { sellerWords, sellWords } from '../../../words/seller';
import { StatusChip } from '../status-chip';

const { listings: says } = sellerWords;
const { common } = words;

export function MyListingsPage() {
  const listings = useInfiniteQuery(ownListingsQuery);
  const rows = listings.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="stack">
      <PageHeading aside={<Link to="/sell">{says.sell}</Link>}>
        {words.pages.sellerPages.myListings.title}
      </PageHeading>
      <p className="second">{says.lead}</p>
      {listings.isPending && <Skeleton heights={[40, 56, 56, 56]} />}
      {listings.isError && (
        <ProblemNote problem={asProblem(listings.error)} onRetry={() => void listings.refetch()} />
      )}
      {listings.data &&
        (rows.length === 0 ? (
          <Empty
            action={
              <span className="row">
                <Link to="/sell">{says.sell}</Link>
                <Link to="/guide" search={{ side: 'SELLER' }}>
                  {words.pages.publicPages.guide.title}
                </Link>
              </span>
            }
          >
            {says.empty}
          </Empty>
        ) : (
          <Rows rows={rows} />
        ))}
      <MoreButton list={listings} />
    </div>
  );
}

const Rows = ({ rows }: { rows: readonly OwnCard[] }) => (
  <DataTable
    caption={says.caption}
    columns={[
      {
        name: says.listing,
        cell: ({ id, title, legalName, usdot }) => (
          <span>
            <Link to="/my-listings/$id" params={{ id }}>
              {title}
            </Link>
            <br />
            <span className="note">
              {legalName ?? common.notKnown} · {sellWords.number.usdot(usdot)}
            </span>
          </span>
        ),
      },
      { name: says.status, cell: ({ status }) => <StatusChip status={status} /> },
      {
        name: says.price,
        figure: true,
        cell: ({ askingPriceCents }) => (askingPriceCents === null ? common.none : money(askingPriceCents)),
      },
      { name: says.views, figure: true, cell: ({ management }) => management.views },
      { name: says.changed, cell: ({ management }) => <Moment at={management.updatedAt} day /> },
      { name: says.next, cell: (card) => <Next card={card} /> },
    ]}
    rows={rows}
    keyOf={({ id }) => id}
  />
);

/** The one thing to do, where it is the seller's to do. */
function Next({ card: { id, status, management } }: { card: OwnCard }) {
  const { moves, pendingChange } = management;
  if (moves.includes('submit') || status === 'REJECTED') {
    return (
      <Link to="/sell/$id" params={{ id }} search={{ step: 'deal' }}>
        {status === 'REJECTED' ? says.correct : says.goOn}
      </Link>
    );
  }
  if (status === 'PENDING_REVIEW') return says.inReview;
  return pendingChange ? says.change : common.none;
}
