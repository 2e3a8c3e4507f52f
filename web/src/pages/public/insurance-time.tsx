/** From when until when insurance was on file, as a picture: a line each kind, what was on file dark, gaps in between marked. */
import type { DueDiligence } from '../../api/buyer';
import { useNow } from '../../app/use-now';
import { plainDay } from '../../format/time';
import { carrierWords } from '../../words/carrier';
import { type Lane, lanesOf, type Scale, scaleOf } from './insurance-time.rules';
import classes from './insurance-time.module.css';

const { insuranceTime: says, insurance } = carrierWords;

const WIDTH = 1_000;
const HEIGHT = 18;

const dayOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

/** What the picture shows, in words. */
function saidOf({ filings, gaps, endsOn }: Lane, today: string): string {
  const since = says.since(plainDay(filings[0]?.from ?? ''));
  const ends = endsOn === null ? [] : [(endsOn > today ? says.endsOn : says.endedOn)(plainDay(endsOn))];
  const without = gaps.map(({ from, until }) => says.gap(plainDay(from), plainDay(until)));
  return [since, ...(gaps.length > 0 ? without : [says.noGap]), ...ends].join(' · ');
}

interface Props {
  policies: DueDiligence['record']['history']['policies'];
}

export function InsuranceTime({ policies }: Props) {
  const now = useNow();
  const lanes = lanesOf(policies ?? []);
  const scale = scaleOf(lanes, now);
  const at = (instant: number) => ((instant - scale.start) / (scale.end - scale.start)) * WIDTH;
  return (
    <div className="stack-tight">
      <h3>{says.title}</h3>
      {lanes.length === 0 ? (
        <p className="second">{policies === null ? says.notKnown : says.none}</p>
      ) : (
        <div className={classes.lanes}>
          {lanes.map((lane) => (
            <Row key={lane.kind} lane={lane} scale={scale} now={now} at={at} />
          ))}
          <Axis scale={scale} now={now} at={at} />
        </div>
      )}
    </div>
  );
}

interface Drawn {
  scale: Scale;
  now: number;
  at(instant: number): number;
}

function Row({ lane, scale, now, at }: Drawn & { lane: Lane }) {
  const today = dayOf(now);
  const said = saidOf(lane, today);
  const ended = lane.endsOn !== null && lane.endsOn < today ? [{ from: lane.endsOn, until: today }] : [];
  const bar = (from: string, until: string | null) => {
    const x = at(Date.parse(from));
    // What nothing ends goes on to today; a day is seen, however long the rest is.
    return { x, width: Math.max(2, at(until === null ? now : Date.parse(until)) - x) };
  };
  return (
    <>
      <span>{insurance.kinds[lane.kind]}</span>
      <div>
        <svg
          className={classes.picture}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={says.label(insurance.kinds[lane.kind], said)}
        >
          <rect className={classes.ground} x={0} y={3} width={WIDTH} height={12} />
          {scale.years.map(({ year, at: first }) => (
            <rect key={year} className={classes.year} x={at(first)} y={0} width={1} height={HEIGHT} />
          ))}
          {[...lane.gaps, ...ended].map(({ from, until }) => (
            <rect key={from} className={classes.gap} y={0} height={HEIGHT} {...bar(from, until)} />
          ))}
          {lane.filings.map(({ from, until }, nth) => (
            <rect key={nth} className={classes.filing} y={3} height={12} {...bar(from, until)} />
          ))}
          <rect className={classes.today} x={at(now)} y={0} width={2} height={HEIGHT} />
        </svg>
        <p className="second">{said}</p>
      </div>
    </>
  );
}

const Axis = ({ scale, now, at }: Drawn) => (
  <div className={classes.axis} aria-hidden="true">
    {scale.years
      // Where today is written there is no room for a year.
      .filter(({ at: first }) => at(now) - at(first) > WIDTH / 5)
      .map(({ year, at: first }) => (
        <span key={year} style={{ left: `${at(first) / 10}%` }}>
          {year}
        </span>
      ))}
    <span className={classes.todayName} style={{ right: `${100 - at(now) / 10}%` }}>
      {says.today}
    </span>
  </div>
);
