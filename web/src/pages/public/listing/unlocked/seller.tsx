/** Who sells: how to reach them, how far they are trusted, and what others say of them. */
import { useQuery } from '@tanstack/react-query';
import { profileQuery, reviewsOfQuery } from '../../../../api/buyer';
import { asProblem } from '../../../../api/problem';
import type { Listing } from '../../../../api/queries';
import type { components } from '../../../../api/schema';
import { shortDay } from '../../../../format/time';
import { Chip } from '../../../../ui/chip';
import { ProblemNote } from '../../../../ui/problem-note';
import { Skeleton } from '../../../../ui/skeleton';
import { buyerWords } from '../../../../words/buyer';
import classes from '../listing.module.css';

const { company: says } = buyerWords;

type Contact = NonNullable<Listing['confidential']>['contact'];

export function Seller({ contact }: { contact: Contact }) {
  const profile = useQuery(profileQuery(contact.id));
  const reviews = useQuery(reviewsOfQuery(contact.id));
  return (
    <section className={classes.aside} aria-label={says.seller}>
      <div>
        <h2 className={classes.opensTitle}>{says.seller}</h2>
        <p>
          <strong>{contact.name}</strong>
        </p>
        <p>
          <a href={`mailto:${contact.email}`}>{contact.email}</a>
        </p>
        {contact.phone && (
          <p>
            <a href={`tel:${contact.phone}`}>{contact.phone}</a>
          </p>
        )}
      </div>
      {profile.isPending && <Skeleton heights={[80]} />}
      {profile.isError && (
        <ProblemNote problem={asProblem(profile.error)} onRetry={() => void profile.refetch()} />
      )}
      {profile.data && <Trusted profile={profile.data} />}
      {reviews.data?.map(({ id, stars, content, authorName, shownAt }) => (
        <blockquote key={id} className={classes.review}>
          <p>
            <strong>{says.stars(stars)}</strong> {content}
          </p>
          <p className="note">{says.by(authorName, shortDay(shownAt))}</p>
        </blockquote>
      ))}
    </section>
  );
}

type Profile = components['schemas']['PublicProfile'];

function Trusted({ profile: { standing, memberSince } }: { profile: Profile }) {
  const { rating, trust, verified } = standing;
  return (
    <div className="stack-tight">
      <p className="row">
        <Chip tone={trust.score >= 50 ? 'ok' : 'warn'}>{says.trust(trust.score)}</Chip>
        <span>{rating.average === null ? says.noReviews : says.rating(rating.average, rating.count)}</span>
      </p>
      <p className="note">{says.memberSince(shortDay(memberSince))}</p>
      {verified.map(({ fact, says: text }) => (
        <p key={fact}>
          <Chip tone="ok">{says.verified}</Chip> <span className="second">{text}</span>
        </p>
      ))}
      <details>
        <summary className={classes.summaryLine}>{says.trustWhy}</summary>
        <ul>
          {trust.lines.map(({ points, because }) => (
            <li key={because} className="note">
              {says.points(points)} {because}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}
