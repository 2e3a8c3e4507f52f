/** A listing being written, step by step; what is written stands on the server as one goes. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Listing, listingQuery } from '../../../api/queries';
import { NotFound, PageProblem } from '../../../app/page-states';
import { Skeleton } from '../../../ui/skeleton';
import { type Content, contentOf } from './draft.rules';
import { useDraft } from './use-draft';
import { Wizard } from './wizard';

const route = getRouteApi('/signed-in/sell/$id');

export function SellListingPage() {
  const { id } = route.useParams();
  const listing = useQuery(listingQuery(id));
  if (listing.isPending) return <Skeleton heights={[34, 40, 480]} />;
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  const content = contentOf(listing.data);
  return content && listing.data.management ? <Own listing={listing.data} content={content} /> : <NotFound />;
}

function Own({ listing, content }: { listing: Listing; content: Content }) {
  const { step } = route.useSearch();
  return <Wizard draft={useDraft(listing, content)} step={step} />;
}
