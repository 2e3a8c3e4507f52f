/** The companies that the reader has saved. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { savedListingsQuery } from '../../../api/buyer';
import { asProblem } from '../../../api/problem';
import { ListingList } from '../../../app/listing-list';
import { Empty } from '../../../ui/empty';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';

const { lists: says } = buyerWords;

export function SavedPage() {
  const list = useInfiniteQuery(savedListingsQuery);
  const cards = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <div className="stack">
      <PageHeading>{words.pages.buyerPages.saved.title}</PageHeading>
      <p className="row">
        <Link to="/saved-searches">{words.pages.buyerPages.savedSearches.title}</Link>
        <Link to="/requirements">{says.requirements}</Link>
      </p>
      {list.isPending && <Skeleton heights={[110, 110, 110]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && cards.length === 0 && (
        <Empty action={<Link to="/search">{says.search}</Link>}>{says.savedEmpty}</Empty>
      )}
      {cards.length > 0 && (
        <section className="stack-tight">
          <h2 className="note">{says.newestFirst}</h2>
          <ListingList cards={cards} />
        </section>
      )}
      <MoreButton list={list} />
    </div>
  );
}
