/** The way of a sale: what is done, where the deal is, and what is ahead. Off the way there is nothing to show. */
import { Check } from 'lucide-react';
import type { DealStatus } from '../../../api/deals';
import { dealWords } from '../../../words/deals';
import { STAGE_OF } from '../deal.rules';
import classes from './room.module.css';

const { room: says, stages } = dealWords;

export function Stages({ status }: { status: DealStatus }) {
  const now = STAGE_OF[status];
  if (now === null) return null;
  const placeOf = (index: number) => {
    if (index < now || status === 'COMPLETED') return 'done';
    return index === now ? 'now' : 'ahead';
  };
  const told = { done: says.stageDone, now: says.stageNow, ahead: says.stageAhead };
  return (
    <ol className={classes.stages} aria-label={says.stages}>
      {stages.map((stage, index) => {
        const place = placeOf(index);
        return (
          <li key={stage} data-place={place} aria-current={place === 'now' ? 'step' : undefined}>
            <span>{stage}</span>
            {place === 'done' && <Check size={14} aria-hidden="true" />}
            <span className={classes.unseen}>{told[place]}</span>
          </li>
        );
      })}
    </ol>
  );
}
