/** How far somebody is trusted: reviews, what of them was verified, and what their trust score is made of. */
import type { components } from '../../api/schema';
import { shortDay } from '../../format/time';
import { Chip } from '../../ui/chip';
import { buyerWords } from '../../words/buyer';
import classes from './trusted.module.css';

const { company: says } = buyerWords;

type Profile = components['schemas']['PublicProfile'];

export function Trusted({ profile: { standing, memberSince } }: { profile: Profile }) {
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
