/** One's deals: whose move, until when, at which stage, how much is held of what price. */
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type DealStatus, type DealSummary, dealsQuery } from '../../../api/deals';
import { meQuery } from '../../../api/queries';
import { asProblem } from '../../../api/problem';
import { useNow } from '../../../app/use-now';
import { money } from '../../../format/money';
import { deadline, shortDay } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { dealCodes, dealWords } from '../../../words/deals';
import { DealChip } from '../deal-chip';
import { isYourMove } from '../deal.rules';
import classes from './list.module.css';
import { type ListSearch, TABS, tabOf } from './list.rules';

const { list: says } = dealWords;
const route = getRouteApi('/signed-in/deals');

export function DealsPage() {
  const search = route.useSearch();
  const deals = useInfiniteQuery(dealsQuery(search));
  return (
    <div className="stack">
      <PageHeading>{says.title}</PageHeading>
      <Filters search={search} />
      {deals.isPending && <Skeleton heights={[260]} />}
      {deals.isError && <ProblemNote problem={asProblem(deals.error)} onRetry={() => void deals.refetch()} />}
      {deals.data && (
        <Rows
          rows={deals.data.pages.flatMap(({ data }) => data)}
          more={deals.hasNextPage}
          filtered={Object.keys(search).length > 0}
        />
      )}
      <MoreButton list={deals} />
    </div>
  );
}

function Filters({ search }: { search: ListSearch }) {
  const navigate = route.useNavigate();
  const now = tabOf(search);
  return (
    <div className={classes.filters}>
      <nav className={classes.tabs} aria-label={says.filters}>
        {TABS.map(({ name, search: wanted }) => (
          <Link key={name} to="/deals" search={wanted} aria-current={name === now ? 'page' : undefined}>
            {says[name]}
          </Link>
        ))}
      </nav>
      <NativeSelect
        aria-label={says.stage}
        data={[
          { value: '', label: says.anyStage },
          ...Object.entries(dealCodes.status).map(([value, label]) => ({ value, label })),
        ]}
        value={search.status ?? ''}
        onChange={({ currentTarget: { value } }) => {
          const { status: _before, ...rest } = search;
          void navigate({ search: value === '' ? rest : { ...rest, status: value as DealStatus } });
        }}
      />
    </div>
  );
}

function Rows({ rows, more, filtered }: { rows: readonly DealSummary[]; more: boolean; filtered: boolean }) {
  const roles = useQuery(meQuery).data?.roles;
  if (rows.length > 0)
    return (
      <DataTable
        caption={says.caption(rows.length, more)}
        columns={COLUMNS}
        rows={rows}
        keyOf={({ id }) => id}
      />
    );
  if (filtered)
    return <Empty action={<LinkButton to="/deals">{says.showAll}</LinkButton>}>{says.noneFits}</Empty>;
  if (roles?.includes('ADMIN'))
    return (
      <Empty action={<LinkButton to="/admin/deals">{says.ofEverybody}</LinkButton>}>{says.noneOfAdmin}</Empty>
    );
  return (
    <Empty
      action={
        <span className="row">
          <LinkButton to="/search">{says.noneToBuyers}</LinkButton>
          <Link to="/guide">{words.pages.publicPages.guide.title}</Link>
        </span>
      }
    >
      {says.none}
    </Empty>
  );
}

const LinkButton = ({ to, children }: { to: '/deals' | '/search' | '/admin/deals'; children: string }) => (
  <Button variant="default" renderRoot={(props) => <Link to={to} {...props} />}>
    {children}
  </Button>
);

const COLUMNS: Column<DealSummary>[] = [
  {
    name: says.company,
    cell: (deal) => (
      <span className={classes.company}>
        <Link to="/deals/$id" params={{ id: deal.id }}>
          {deal.listing.title}
        </Link>
        <span className="note">{sidesOf(deal)}</span>
      </span>
    ),
  },
  { name: says.whoseMove, cell: (deal) => <Turn deal={deal} /> },
  { name: says.until, cell: (deal) => <Until deal={deal} /> },
  { name: says.stageName, cell: (deal) => <DealChip deal={deal} /> },
  { name: says.money, figure: true, cell: ({ heldCents }) => money(heldCents) },
  { name: says.price, figure: true, cell: ({ priceCents }) => money(priceCents) },
];

function sidesOf({ yourSide, buyer, seller }: DealSummary): string {
  if (yourSide === 'BUYER') return says.buying(seller.displayName);
  if (yourSide === 'SELLER') return says.selling(buyer.displayName);
  return says.between(buyer.displayName, seller.displayName);
}

function Turn({ deal }: { deal: DealSummary }) {
  if (isYourMove(deal)) return <Chip tone="turn">{says.yourMove}</Chip>;
  if (!deal.next || deal.next.who.length === 0) return dealWords.room.nothingAwaited;
  return says.moveOf(deal.next.who.map((who) => dealCodes.role[who]).join(', '));
}

function Until({ deal: { next, endedAt, onHold } }: { deal: DealSummary }) {
  const now = useNow();
  if (next?.until) return deadline(next.until, now);
  if (next && onHold) return says.stopped;
  return endedAt ? says.ended(shortDay(endedAt)) : null;
}
