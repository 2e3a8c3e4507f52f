/** Who sells: how to reach them, how far they are trusted, and what others say of them. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { profileQuery, reviewsOfQuery } from '../../../../api/buyer';
import { asProblem } from '../../../../api/problem';
import type { Listing } from '../../../../api/queries';
import { shortDay } from '../../../../format/time';
import { ProblemNote } from '../../../../ui/problem-note';
import { Skeleton } from '../../../../ui/skeleton';
import { buyerWords } from '../../../../words/buyer';
import { Trusted } from '../../trusted';
import classes from '../listing.module.css';
import { PartProblem } from '../../../../app/part-problem';

const { company: says } = buyerWords;

type Contact = NonNullable<Listing['confidential']>['contact'];

export function Seller({ contact }: { contact: Contact }) {
  const profile = useQuery(profileQuery(contact.id));
  const reviews = useQuery(reviewsOfQuery(contact.id));
  return (
    <section className={classes.aside} aria-label={says.seller}>
      <div className={classes.reach}>
        <h2 className={classes.opensTitle}>{says.seller}</h2>
        <p>
          <Link to="/users/$id" params={{ id: contact.id }}>
            {contact.name}
          </Link>
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
      <PartProblem query={reviews} />
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
