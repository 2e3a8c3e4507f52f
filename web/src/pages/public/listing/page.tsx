/** A company on the market: its teaser, or to who may read it all of it. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { listingQuery } from '../../../api/queries';
import { PageProblem } from '../../../app/page-states';
import { Skeleton } from '../../../ui/skeleton';
import { Teaser } from './teaser';

const route = getRouteApi('/listings/$id');

/** Few readers of teasers get here. */
const Company = lazy(() =>
  import('./unlocked/company').then(({ Company: component }) => ({ default: component })),
);

const loading = <Skeleton heights={[34, 60, 320, 240]} />;

export function ListingPage() {
  const { id } = route.useParams();
  const listing = useQuery(listingQuery(id));
  if (listing.isPending) return loading;
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  const { confidential } = listing.data;
  if (!confidential) return <Teaser listing={listing.data} />;
  return (
    <Suspense fallback={loading}>
      <Company listing={listing.data} confidential={confidential} />
    </Suspense>
  );
}
