/** What the federal record shows that is to be put right before a sale, or that buyers will ask about. */
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../api/problem';
import { dueDiligenceQuery, type OpenPoint } from '../../api/seller';
import { daysInText } from '../../format/time';
import { Chip, type Tone } from '../../ui/chip';
import { ProblemNote } from '../../ui/problem-note';
import { Skeleton } from '../../ui/skeleton';
import { sellWords } from '../../words/seller';
import classes from './seller.module.css';

const { submit: says } = sellWords;

const TONES: Record<OpenPoint['weight'], Tone> = {
  STOPS: 'bad',
  FAILED: 'bad',
  OPEN: 'warn',
  ASK: 'warn',
  POINTS: 'neutral',
};

export function OpenPoints({ id }: { id: string }) {
  const report = useQuery(dueDiligenceQuery(id));
  return (
    <section className="card stack-tight">
      <h2>{says.first}</h2>
      <p className="note">{says.firstNote}</p>
      {report.isPending && <Skeleton heights={[40, 40, 40]} />}
      {report.isError && (
        <ProblemNote problem={asProblem(report.error)} onRetry={() => void report.refetch()} />
      )}
      {report.data &&
        (report.data.openPoints.length === 0 ? (
          <p>{says.clean}</p>
        ) : (
          <ul>
            {report.data.openPoints.map((point) => (
              <Point key={point.id} point={point} />
            ))}
          </ul>
        ))}
    </section>
  );
}

const Point = ({ point }: { point: OpenPoint }) => (
  <li className={classes.line}>
    <span>
      <Chip tone={TONES[point.weight]}>{says.weights[point.weight]}</Chip>
    </span>
    <details>
      <summary>
        {point.title}
        {point.shows && `: ${daysInText(point.shows)}`}
      </summary>
      <p className="second">{point.rule}</p>
      <p className="note">
        {daysInText(point.source)}
        {point.points !== null && ` · ${says.points(point.points)}`}
      </p>
    </details>
  </li>
);
