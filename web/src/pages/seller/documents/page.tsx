/** Documents of a listing: handed in, what became of them, who has read them. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { listingPapersQuery } from '../../../api/papers';
import { asProblem } from '../../../api/problem';
import { listingQuery } from '../../../api/queries';
import { DocumentRequests } from '../../../app/document-requests';
import { NotFound, PageProblem } from '../../../app/page-states';
import { Empty } from '../../../ui/empty';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { paperWords as says } from '../../../words/seller';
import { Papers } from './papers';
import { Upload } from './upload';

const route = getRouteApi('/signed-in/my-listings/$id/documents');

export function DocumentsPage() {
  const { id } = route.useParams();
  const listing = useQuery(listingQuery(id));
  const papers = useInfiniteQuery(listingPapersQuery(id));
  if (listing.isPending) return <Skeleton heights={[34, 120, 200]} />;
  if (listing.isError) return <PageProblem error={listing.error} onRetry={() => void listing.refetch()} />;
  if (!listing.data.management) return <NotFound />;
  const rows = papers.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <div className="stack">
      <p>
        <Link to="/my-listings/$id" params={{ id }}>
          {says.back}
        </Link>
      </p>
      <div className="stack-tight">
        <PageHeading>{words.pages.sellerPages.listingDocuments.title}</PageHeading>
        <p className="second">{listing.data.title}</p>
        <p className="second">{says.lead}</p>
      </div>
      <DocumentRequests about={{ listingId: id }} />
      <Upload listingId={id} />
      {papers.isPending && <Skeleton heights={[40, 56, 56]} />}
      {papers.isError && (
        <ProblemNote problem={asProblem(papers.error)} onRetry={() => void papers.refetch()} />
      )}
      {papers.data && rows.length === 0 && <Empty>{says.empty}</Empty>}
      {rows.length > 0 && <Papers listingId={id} papers={rows} />}
      <MoreButton list={papers} />
    </div>
  );
}
