/** Reviews of a person's deals: those about them, those they wrote, those that wait to be written. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asProblem } from '../../../api/problem';
import { dueReviewsQuery, reviewsQuery } from '../../../api/standing';
import { shortDay } from '../../../format/time';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { standingWords } from '../../../words/seller';
import classes from '../seller.module.css';
import { ReviewCard } from './review-card';

const { reviews: says } = standingWords;

export const ReviewsPage = () => (
  <div className="stack">
    <PageHeading>{words.pages.sellerPages.reviews.title}</PageHeading>
    <p className="second">{says.lead}</p>
    <Due />
    <Reviews of="RECEIVED" title={says.about} none={says.aboutNone} />
    <Reviews of="WRITTEN" title={says.written} none={says.writtenNone} />
  </div>
);

function Due() {
  const due = useInfiniteQuery(dueReviewsQuery);
  const rows = due.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className="card stack-tight">
      <h2>{says.due}</h2>
      {due.isPending && <Skeleton heights={[40]} />}
      {due.isError && <ProblemNote problem={asProblem(due.error)} onRetry={() => void due.refetch()} />}
      {due.data && rows.length === 0 && <p className="second">{says.dueNone}</p>}
      <ul>
        {rows.map(({ transactionId, listingTitle, partner, closesAt }) => (
          <li key={transactionId} className={classes.draft}>
            <span>
              {says.by(partner.name, listingTitle)}{' '}
              <span className="note">{says.closes(shortDay(closesAt))}</span>
            </span>
            <Link to="/deals/$id/review" params={{ id: transactionId }}>
              {says.write}
            </Link>
          </li>
        ))}
      </ul>
      <MoreButton list={due} />
    </section>
  );
}

function Reviews({ of, title, none }: { of: 'WRITTEN' | 'RECEIVED'; title: string; none: string }) {
  const reviews = useInfiniteQuery(reviewsQuery(of));
  const rows = reviews.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className="stack-tight">
      <h2>{title}</h2>
      {reviews.isPending && <Skeleton heights={[120]} />}
      {reviews.isError && (
        <ProblemNote problem={asProblem(reviews.error)} onRetry={() => void reviews.refetch()} />
      )}
      {reviews.data && rows.length === 0 && <p className="card second">{none}</p>}
      {rows.map((review) => (
        <ReviewCard key={review.id} review={review} />
      ))}
      <MoreButton list={reviews} />
    </section>
  );
}
