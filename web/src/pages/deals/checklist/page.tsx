/** The checklist of a deal, part by part: what, by whom, until when, and what shows it. */
import { useQuery } from '@tanstack/react-query';
import { type ChecklistItem, checklistQuery, type Deal } from '../../../api/deals';
import { Empty } from '../../../ui/empty';
import { dealCodes, dealWords } from '../../../words/deals';
import { isSettled, itemOwnerOf } from '../deal.rules';
import { Part } from '../part';
import { useDeal } from '../use-deal';
import classes from './checklist.module.css';
import { Item } from './item';

const { checklist: says } = dealWords;

export function ChecklistPage() {
  const deal = useDeal();
  const items = useQuery(checklistQuery(deal.id));
  return (
    <Part query={items} heights={[24, 240, 240]}>
      {(list) => (list.length === 0 ? <Empty>{says.empty}</Empty> : <Checklist deal={deal} items={list} />)}
    </Part>
  );
}

function Checklist({ deal, items }: { deal: Deal; items: readonly ChecklistItem[] }) {
  const mine = itemOwnerOf(deal);
  const open = items.filter((item) => item.owner === mine && !isSettled(item)).length;
  const phases = [...new Set(items.map(({ phase }) => phase))];
  return (
    <div className="stack">
      <p className="second">{open === 0 ? says.noneYours : says.yours(open)}</p>
      {phases.map((phase) => {
        const ofPhase = items.filter((item) => item.phase === phase);
        const done = ofPhase.filter(isSettled).length;
        return (
          <section key={phase} className={classes.phase}>
            <div className={classes.phaseHead}>
              <h2>{dealCodes.phase[phase]}</h2>
              <span className="second figure">{says.done(done, ofPhase.length)}</span>
            </div>
            <ul>
              {ofPhase.map((item) => (
                <Item key={item.id} deal={deal} item={item} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
