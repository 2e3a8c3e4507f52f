/** The companies that are open to the reader, by name. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
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
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';

const { lists: says } = buyerWords;
const { buyerPages: pages } = words.pages;

export function UnlockedPage() {
  const list = useInfiniteQuery(unlockedListingsQuery('GRANTED'));
  const cards = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <div className="stack">
      <PageHeading aside={<Link to="/access-requests">{pages.accessRequests.title}</Link>}>
        {pages.unlocked.title}
      </PageHeading>
      {list.isPending && <Skeleton heights={[280]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && cards.length === 0 && (
        <Empty action={<Link to="/search">{says.search}</Link>}>{says.unlockedEmpty}</Empty>
      )}
      {cards.length > 0 && <Companies cards={cards} />}
      <MoreButton list={list} />
    </div>
  );
}

const Companies = ({ cards }: { cards: readonly UnlockedCard[] }) => (
  <DataTable
    caption={pages.unlocked.description}
    keyOf={({ id }) => id}
    rows={cards}
    columns={[
      {
        name: says.company,
        cell: ({ id, title, unlocked }) => (
          <Link to="/listings/$id" params={{ id }}>
            {unlocked?.legalName ?? title}
          </Link>
        ),
      },
      { name: says.numbers, cell: ({ unlocked }) => unlocked?.usdot ?? words.common.none, figure: true },
      { name: says.contact, cell: ({ unlocked }) => unlocked?.contact?.name ?? words.common.none },
      {
        name: says.price,
        cell: ({ priceBand }) => (priceBand ? moneyBand(priceBand) : words.card.priceUnknown),
        figure: true,
      },
      {
        name: says.status,
        cell: ({ status, access }) => (
          <Chip tone={access === 'GRANTED' ? (status === 'ACTIVE' ? 'ok' : 'info') : 'neutral'}>
            {access === 'GRANTED' ? words.codes.listingStatus[status] : says.accessState[access]}
          </Chip>
        ),
      },
      { name: says.unlockedOn, cell: ({ unlockedAt }) => <Moment at={unlockedAt} day /> },
    ]}
  />
);
