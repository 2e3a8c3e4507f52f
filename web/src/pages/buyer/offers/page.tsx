/** Offers that the reader made or received: whose turn it is, and until when. */
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type OfferFilter, offersQuery, type OfferSummary } from '../../../api/offers';
import { asProblem } from '../../../api/problem';
import { useMe } from '../../../app/use-session';
import { money } from '../../../format/money';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { Tabs } from '../../../ui/tabs';
import { words } from '../../../words';
import { offersWords } from '../../../words/offers';
import { OfferState } from '../offer-state';

const { list: says, status: statuses } = offersWords;
const { buyerPages: pages } = words.pages;
const route = getRouteApi('/signed-in/offers');

export function OffersPage() {
  const { side, show } = route.useSearch();
  const me = useMe();
  // Who only sells begins with what came in.
  const shownSide = side ?? (me && !me.roles.includes('BUYER') ? 'received' : 'made');
  if (!me) return <Skeleton heights={[34, 44, 280]} />;
  return (
    <div className="stack">
      <PageHeading>{pages.offers.title}</PageHeading>
      <Tabs
        label={says.sides}
        tabs={[
          {
            label: says.made,
            current: shownSide === 'made',
            link: <Link to="/offers" search={{ side: 'made' }} />,
          },
          {
            label: says.received,
            current: shownSide === 'received',
            link: <Link to="/offers" search={{ side: 'received' }} />,
          },
        ]}
      />
      <Offers side={shownSide} show={show} />
    </div>
  );
}

type Show = OfferSummary['status'] | 'mine' | undefined;

function Offers({ side, show }: { side: OfferFilter['side']; show: Show }) {
  const navigate = route.useNavigate();
  const filter: OfferFilter = {
    side,
    ...(show === 'mine' ? { mine: true } : show ? { status: show } : {}),
  };
  const list = useInfiniteQuery(offersQuery(filter));
  const offers = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <>
      <div className="tools">
        <NativeSelect
          label={says.show}
          value={show ?? ''}
          data={[
            { value: '', label: says.all },
            { value: 'mine', label: says.mine },
            ...Object.entries(statuses).map(([value, label]) => ({ value, label })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ search: { side, ...(value ? { show: value as NonNullable<Show> } : {}) } })
          }
        />
      </div>
      {list.isPending && <Skeleton heights={[280]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && offers.length === 0 && <Nothing side={side} show={show} />}
      {offers.length > 0 && <OfferTable side={side} offers={offers} />}
      <MoreButton list={list} />
    </>
  );
}

function Nothing({ side, show }: { side: OfferFilter['side']; show: Show }) {
  if (show) return <Empty>{show === 'mine' ? says.emptyMine : says.emptyFilter}</Empty>;
  if (side === 'received') return <Empty>{says.emptyReceived}</Empty>;
  return <Empty action={<Link to="/search">{says.search}</Link>}>{says.emptyMade}</Empty>;
}

const OfferTable = ({ side, offers }: { side: OfferFilter['side']; offers: readonly OfferSummary[] }) => (
  <DataTable
    caption={says[side]}
    keyOf={({ id }) => id}
    rows={offers}
    columns={[
      {
        name: says.listing,
        cell: ({ id, listing }) => (
          <Link to="/offers/$id" params={{ id }}>
            {listing.titleNow ?? listing.title}
          </Link>
        ),
      },
      {
        name: says.otherSide,
        cell: ({ buyer, seller }) => (side === 'made' ? seller : buyer).displayName,
      },
      { name: says.price, cell: ({ amountCents }) => money(amountCents), figure: true },
      { name: says.version, cell: ({ versionNumber }) => versionNumber, figure: true },
      { name: says.state, cell: (offer) => <OfferState {...offer} /> },
      {
        name: says.until,
        cell: ({ expiresAt }) => (expiresAt ? <Moment at={expiresAt} /> : words.common.none),
      },
    ]}
  />
);
