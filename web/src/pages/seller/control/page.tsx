/** Proof that the company is theirs, level by level, and what to do where somebody else claims it. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { listingQuery } from '../../../api/queries';
import { NotFound, PageProblem } from '../../../app/page-states';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { sellerWords, sellWords } from '../../../words/seller';
import { ControlProof } from '../control-proof';
import { Contests } from './contests';

const { control: says } = sellerWords;
const route = getRouteApi('/signed-in/my-listings/$id/control');

export function ControlPage() {
  const { id } = route.useParams();
  const listing = useQuery(listingQuery(id));
  if (listing.isPending) return <Skeleton heights={[34, 120, 200]} />;
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  const carrier = listing.data.confidential?.carrier;
  if (!carrier || !listing.data.management) return <NotFound />;
  return (
    <div className="stack">
      <p>
        <Link to="/my-listings/$id" params={{ id }}>
          {says.back}
        </Link>
      </p>
      <div className="stack-tight">
        <PageHeading title={words.pages.sellerPages.control.title}>
          {words.pages.sellerPages.control.title}
        </PageHeading>
        <p className="second">
          {carrier.legalName ?? words.common.notKnown} · {sellWords.number.usdot(carrier.usdot)}
        </p>
        <p className="second">{says.lead}</p>
      </div>
      <ControlProof usdot={carrier.usdot} />
      <Contests usdot={carrier.usdot} />
    </div>
  );
}
