/** How the company matches what the reader looks for, wish by wish. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { configQuery } from '../../../api/queries';
import { matchQuery } from '../../../api/requirements';
import { PartProblem } from '../../../app/part-problem';
import { nameOfValue } from '../../../app/wishes';
import { Chip, type Tone } from '../../../ui/chip';
import { Facts } from '../../../ui/facts';
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';

const { requirements: says } = buyerWords;

const TONES: Record<keyof typeof says.outcomes, Tone> = {
  MET: 'ok',
  NEAR: 'neutral',
  UNMET: 'warn',
  UNWANTED: 'bad',
  UNKNOWN: 'neutral',
};

/** For buyers; who has wished for nothing is told where to. */
export function Match({ id }: { id: string }) {
  const read = useQuery(matchQuery(id));
  const match = read.data;
  const bands = useQuery(configQuery).data?.listingBands;
  if (!match) return <PartProblem query={read} />;
  return (
    <section className="card stack-tight">
      <h2>{match.score === null ? says.matchNone : says.matchTitle(match.score)}</h2>
      {match.wishes.length > 0 && (
        <>
          <p className="note">{says.matchNote}</p>
          <Facts
            facts={match.wishes.map(({ wish, outcome, points, most, shown }) => ({
              name: says.wishes[wish],
              value: says.matched(
                shown === null
                  ? words.common.notKnown
                  : shown.map((value) => nameOfValue(wish, value, bands)).join(', '),
                points,
                most,
              ),
              source: <Chip tone={TONES[outcome]}>{says.outcomes[outcome]}</Chip>,
            }))}
          />
        </>
      )}
      <p>
        <Link to="/requirements">{match.score === null ? says.begin : says.change}</Link>
      </p>
    </section>
  );
}
