/** A person as everybody may see them: how far they are trusted, and what the sides of their deals say. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { allReviewsOfQuery, profileQuery } from '../../../api/buyer';
import { listingsOfUserQuery } from '../../../api/comparables';
import { asProblem } from '../../../api/problem';
import type { components } from '../../../api/schema';
import { ListingList } from '../../../app/listing-list';
import { PageProblem } from '../../../app/page-states';
import { ReportButton } from '../../../app/report-button';
import { useMe } from '../../../app/use-session';
import { Chip } from '../../../ui/chip';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { PageHeading } from '../../../ui/page-heading';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import { Trusted } from '../trusted';
import classes from './person.module.css';

const { person: says } = publicWords;
const { publicPages: pages } = words.pages;
const route = getRouteApi('/users/$id');

export function PersonPage() {
  const { id } = route.useParams();
  const me = useMe();
  const profile = useQuery(profileQuery(id));
  if (profile.isPending) return <Skeleton heights={[34, 160, 160]} />;
  if (profile.isError) return <PageProblem error={profile.error} onRetry={() => void profile.refetch()} />;
  const { displayName, roles, avatarUrl } = profile.data;
  return (
    <div className="stack">
      <div className={classes.head}>
        {avatarUrl && <img className={classes.picture} src={avatarUrl} alt="" width={64} height={64} />}
        <div className="stack-tight">
          <PageHeading title={pages.person.title}>{displayName}</PageHeading>
          <p className="row">
            {roles.map((role) => (
              <Chip key={role}>{words.codes.role[role]}</Chip>
            ))}
          </p>
        </div>
      </div>
      <section className="card stack-tight">
        <h2>{says.trustTitle}</h2>
        <p className="note">{says.trustLead}</p>
        <Trusted profile={profile.data} />
      </section>
      {me && <Listings id={id} />}
      <Reviews id={id} />
      {me && me.id !== id && (
        <div>
          <ReportButton subject={{ type: 'USER', id }} />
        </div>
      )}
    </div>
  );
}

/** Those that the reader knows to be theirs, where there are any. */
function Listings({ id }: { id: string }) {
  const listings = useInfiniteQuery(listingsOfUserQuery(id));
  const cards = listings.data?.pages.flatMap(({ data }) => data) ?? [];
  if (cards.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{says.listings}</h2>
      <ListingList cards={cards} />
      <MoreButton list={listings} />
    </section>
  );
}

function Reviews({ id }: { id: string }) {
  const reviews = useInfiniteQuery(allReviewsOfQuery(id));
  const rows = reviews.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <section className="stack-tight">
      <h2>{says.reviews}</h2>
      {reviews.isPending && <Skeleton heights={[96, 96]} />}
      {reviews.isError && (
        <ProblemNote problem={asProblem(reviews.error)} onRetry={() => void reviews.refetch()} />
      )}
      {reviews.data && rows.length === 0 && <Empty>{says.noReviews}</Empty>}
      {rows.map((review) => (
        <Review key={review.id} review={review} />
      ))}
      <MoreButton list={reviews} />
    </section>
  );
}

type PublicReview = components['schemas']['PublicReview'];

const Review = ({ review }: { review: PublicReview }) => (
  <article className="card stack-tight">
    <p className="row">
      <strong>{says.stars(review.stars)}</strong>
      <span className="note">
        {says.author[review.authorPart](review.authorName)} · <Moment at={review.shownAt} day />
      </span>
    </p>
    <p className={classes.prose}>{review.content}</p>
    {review.reply && (
      <p className={`second ${classes.prose}`}>
        {says.reply}: {review.reply.content}
      </p>
    )}
    <div>
      <ReportButton subject={{ type: 'REVIEW', id: review.id }} />
    </div>
  </article>
);
