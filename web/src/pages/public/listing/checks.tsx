/** The checks of the federal record: every verdict, and the risk as a band. */
import { useQuery } from '@tanstack/react-query';
import { asProblem } from '../../../api/problem';
import { type Listing, type ListingChecks, listingChecksQuery } from '../../../api/queries';
import { daysInText, shortMoment } from '../../../format/time';
import { BandBar } from '../../../ui/band-bar';
import { Chip, type Tone } from '../../../ui/chip';
import { riskTone } from '../../../ui/listing-row';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { publicWords } from '../../../words/public';
import classes from './listing.module.css';

const { codes } = words;
const { listing: says } = publicWords;

type Verdict = ListingChecks['checks'][number]['verdict'];
type RiskBand = NonNullable<Listing['riskBand']>;

const TONES: Record<Verdict, Tone> = { PASS: 'ok', WARN: 'warn', FAIL: 'bad', UNKNOWN: 'neutral' };
const BANDS: readonly RiskBand[] = ['LOW', 'MODERATE', 'ELEVATED', 'HIGH'];

export function Checks({ listing }: { listing: Listing }) {
  const checks = useQuery(listingChecksQuery(listing.id));
  return (
    <>
      <section className="card stack-tight">
        <h2>{says.riskTitle}</h2>
        {listing.riskBand ? <Risk band={listing.riskBand} /> : <p>{says.riskUnknown}</p>}
        <p className="note">{says.riskNote}</p>
      </section>
      <section className="card stack-tight">
        <h2>{says.checksTitle}</h2>
        {checks.isPending && <Skeleton heights={[40, 40, 40, 40]} />}
        {checks.isError &&
          (asProblem(checks.error).status === 404 ? (
            <p>{says.checksNone}</p>
          ) : (
            <ProblemNote problem={asProblem(checks.error)} onRetry={() => void checks.refetch()} />
          ))}
        {checks.data && <Verdicts found={checks.data} />}
      </section>
    </>
  );
}

const Risk = ({ band }: { band: RiskBand }) => (
  <>
    <p>
      <Chip tone={riskTone[band]}>{codes.riskBand[band]}</Chip>
    </p>
    <BandBar bands={BANDS.map((each) => ({ label: codes.riskBand[each], current: each === band }))} />
  </>
);

function Verdicts({ found }: { found: ListingChecks }) {
  const passed = found.checks.filter(({ verdict }) => verdict === 'PASS').length;
  return (
    <>
      <p>
        <strong>{says.passed(passed, found.checks.length)}</strong>
      </p>
      <p className="note">{says.checksNote(shortMoment(found.checkedAt))}</p>
      <ul>
        {found.checks.map(({ id, title, verdict, hardStop, rule, source }) => (
          <li key={id} className={classes.check}>
            <span>
              <Chip tone={TONES[verdict]}>{codes.verdict[verdict]}</Chip>
            </span>
            <details className={classes.detail}>
              <summary>{title}</summary>
              <p className="second">{rule}</p>
              <p className="note">
                {daysInText(source)}
                {hardStop && ` · ${says.hardStop}`}
              </p>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
