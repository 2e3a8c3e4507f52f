/** Drafts that were begun before, to go on with. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ownListingsQuery } from '../../../api/seller';
import { shortMoment } from '../../../format/time';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import classes from '../seller.module.css';
import { PartProblem } from '../../../app/part-problem';

const { number: says } = sellWords;

/** `usdot`: of this company alone. */
export function Drafts({ usdot }: { usdot?: number }) {
  const list = useInfiniteQuery(ownListingsQuery);
  const drafts = (list.data?.pages ?? [])
    .flatMap((page) => page.data)
    .filter((card) => card.status === 'DRAFT' && (usdot === undefined || card.usdot === usdot));
  if (drafts.length === 0) return <PartProblem query={list} />;
  return (
    <section className="card stack-tight">
      <h2>{says.drafts}</h2>
      {usdot !== undefined && <p className="second">{sellWords.record.started}</p>}
      <ul>
        {drafts.map(({ id, legalName, usdot: number, management }) => (
          <li key={id} className={classes.draft}>
            <span>
              {legalName ?? words.common.notKnown}{' '}
              <span className="note">
                {says.usdot(number)} · {says.draftSaved(shortMoment(management.updatedAt))}
              </span>
            </span>
            <Link to="/sell/$id" params={{ id }} search={{ step: 'deal' }}>
              {says.continue}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
