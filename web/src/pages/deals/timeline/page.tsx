/** Every move of a deal, in order: what happened, by whom, when, and why. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { timelineQuery } from '../../../api/deals';
import { Handed } from '../../../app/attach';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { Empty } from '../../../ui/empty';
import { dealCodes, dealWords } from '../../../words/deals';
import { Part } from '../part';
import { useDeal } from '../use-deal';
import classes from './timeline.module.css';

const { timeline: says } = dealWords;

export function TimelinePage() {
  const deal = useDeal();
  const timeline = useInfiniteQuery(timelineQuery(deal.id));
  return (
    <section className="stack-tight">
      <h2>{says.title}</h2>
      <Part query={timeline} heights={[48, 48, 48, 48]}>
        {({ pages }) => {
          const entries = pages.flatMap(({ data }) => data);
          if (entries.length === 0) return <Empty>{says.empty}</Empty>;
          return (
            <ol className={classes.entries}>
              {entries.map(({ seq, says: what, reason, by, at, documents }) => (
                <li key={seq} className={classes.entry}>
                  <p className={classes.when}>
                    <Moment at={at} />
                  </p>
                  <p className={classes.who}>{dealCodes.mover[by]}</p>
                  <div>
                    <p>{what}</p>
                    {reason && <p className="second">{says.reason(reason)}</p>}
                    <Handed documents={documents} />
                  </div>
                </li>
              ))}
            </ol>
          );
        }}
      </Part>
      <MoreButton list={timeline} />
    </section>
  );
}
