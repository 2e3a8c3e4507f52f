/** Whose move it is, until when, what silence does; the moves that are open, and why others are not. */
import { useQuery } from '@tanstack/react-query';
import { type Deal, type Next, processQuery } from '../../../api/deals';
import { useNow } from '../../../app/use-now';
import { deadline, shortMoment } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { dealCodes, dealWords } from '../../../words/deals';
import { hasEnded, isByHand, isYourMove, readerOf, sortMoves } from '../deal.rules';
import { MoveButtons } from './move-buttons';
import classes from './room.module.css';

const { room: says } = dealWords;

/** `isWhole`: with what the state means and why moves are closed; without, the move and its deadline. */
export function NextMove({ deal, isWhole }: { deal: Deal; isWhole: boolean }) {
  const { data: process } = useQuery(processQuery(deal.processVersion));
  const yours = isYourMove(deal);
  const { next } = deal.moves;
  const sorted = sortMoves(deal, process);
  return (
    <section className={classes.next} data-yours={yours || undefined} aria-label={says.yourMove}>
      <div className={classes.nextHead}>
        {yours && <Chip tone="turn">{says.yourMove}</Chip>}
        <h2>{titleOf(deal, next)}</h2>
        {next && <Until next={next} />}
      </div>
      {isWhole && <Meaning deal={deal} barred={sorted.barred} />}
      <MoveButtons deal={deal} first={sorted.first} more={sorted.more} />
      {isWhole && <WhyNot deal={deal} />}
    </section>
  );
}

function Meaning({ deal, barred }: { deal: Deal; barred: ReturnType<typeof sortMoves>['barred'] }) {
  const { next } = deal.moves;
  return (
    <>
      <p className="second">{deal.means}</p>
      {next && <Silence next={next} />}
      {deal.deadlineMoved && (
        <p className="note">{says.moved(shortMoment(deal.deadlineMoved.from), deal.deadlineMoved.because)}</p>
      )}
      {barred.length > 0 && (
        <ul className={classes.barred}>
          {barred.map(({ move, because }) => (
            <li key={move}>{says.notYet(dealCodes.move[move], because)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function titleOf(deal: Deal, next: Next | null): string {
  if (!next) return hasEnded(deal.status) ? dealCodes.status[deal.status] : says.nothingAwaited;
  const others = next.who.filter((who) => who !== readerOf(deal));
  if (isYourMove(deal) || others.length === 0) return dealCodes.awaited[next.wait];
  return says.waitingFor(
    others.map((who) => dealCodes.role[who]),
    dealCodes.awaited[next.wait],
  );
}

function Until({ next: { until } }: { next: Next }) {
  const now = useNow();
  return <p className={classes.until}>{until === null ? says.stopped : deadline(until, now)}</p>;
}

const Silence = ({ next: { until, onSilence } }: { next: Next }) => (
  <p>{until === null ? onSilence : says.ifNobody(shortMoment(until), onSilence)}</p>
);

/** Closed to the reader now, folded away: the reasons are the server's. */
function WhyNot({ deal }: { deal: Deal }) {
  const closed = deal.moves.closed.flatMap(({ move, because }) =>
    isByHand(move) ? [{ move, because }] : [],
  );
  if (closed.length === 0) return null;
  return (
    <details className={classes.whyNot}>
      <summary>{says.whyNot}</summary>
      <dl>
        {closed.map(({ move, because }) => (
          <div key={move}>
            <dt>{dealCodes.move[move]}</dt>
            <dd>{because}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
