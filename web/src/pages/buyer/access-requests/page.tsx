/** The companies whose sellers decide whether the reader may see them: those that wait, and those that were refused. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type UnlockedCard, unlockedListingsQuery } from '../../../api/buyer';
import { asProblem } from '../../../api/problem';
import { moneyBand } from '../../../format/band';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { Tabs } from '../../../ui/tabs';
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';

const { lists: says } = buyerWords;
const { buyerPages: pages } = words.pages;
const route = getRouteApi('/signed-in/access-requests');

export function AccessRequestsPage() {
  const { show } = route.useSearch();
  const refused = show === 'refused';
  const list = useInfiniteQuery(unlockedListingsQuery(refused ? 'REVOKED' : 'PENDING'));
  const cards = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <div className="stack">
      <PageHeading aside={<Link to="/unlocked">{pages.unlocked.title}</Link>}>
        {pages.accessRequests.title}
      </PageHeading>
      <p className="second">{says.back}</p>
      <Tabs
        label={says.requestsTabs}
        tabs={[
          { label: says.waiting, current: !refused, link: <Link to="/access-requests" /> },
          {
            label: says.refused,
            current: refused,
            link: <Link to="/access-requests" search={{ show: 'refused' }} />,
          },
        ]}
      />
      {list.isPending && <Skeleton heights={[200]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && cards.length === 0 && (
        <Empty action={<Link to="/search">{says.search}</Link>}>
          {refused ? says.refusedEmpty : says.waitingEmpty}
        </Empty>
      )}
      {cards.length > 0 && <Requests cards={cards} />}
      <MoreButton list={list} />
    </div>
  );
}

const Requests = ({ cards }: { cards: readonly UnlockedCard[] }) => (
  <DataTable
    caption={pages.accessRequests.description}
    keyOf={({ id }) => id}
    rows={cards}
    columns={[
      {
        name: says.company,
        cell: ({ id, title }) => (
          <Link to="/listings/$id" params={{ id }}>
            {title}
          </Link>
        ),
      },
      {
        name: says.price,
        cell: ({ priceBand }) => (priceBand ? moneyBand(priceBand) : words.card.priceUnknown),
        figure: true,
      },
      {
        name: says.access,
        cell: ({ access }) => (
          <Chip tone={access === 'PENDING' ? 'info' : 'bad'}>{says.accessState[access]}</Chip>
        ),
      },
      { name: says.asked, cell: ({ unlockedAt }) => <Moment at={unlockedAt} day /> },
    ]}
  />
);
