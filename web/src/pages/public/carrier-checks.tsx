/** Checks of a carrier, each with its verdict, what the record shows, the rule and the source. */
import { daysInText } from '../../format/time';
import { Chip, type Tone } from '../../ui/chip';
import { words } from '../../words';
import { carrierWords } from '../../words/carrier';
import classes from './carrier.module.css';

const { checks: says } = carrierWords;
const { verdict: names } = words.codes;

type Verdict = keyof typeof names;

export const VERDICT_TONES: Record<Verdict, Tone> = {
  PASS: 'ok',
  WARN: 'warn',
  FAIL: 'bad',
  UNKNOWN: 'neutral',
};

interface Check {
  id: string;
  title: string;
  verdict: Verdict;
  /** Null to who may not see it, and where there is none. */
  value: string | null;
  source: string;
  rule?: string;
  hardStop?: boolean;
}

export const CarrierChecks = ({ checks }: { checks: readonly Check[] }) => (
  <ul>
    {checks.map(({ id, title, verdict, value, rule, source, hardStop }) => (
      <li key={id} className={classes.check}>
        <span>
          <Chip tone={VERDICT_TONES[verdict]}>{names[verdict]}</Chip>
        </span>
        <details className={classes.detail}>
          <summary>
            {title}
            {value !== null && <span className="second"> · {daysInText(value)}</span>}
          </summary>
          {rule && <p className="second">{rule}</p>}
          <p className="note">
            {daysInText(source)}
            {hardStop && ` · ${says.hardStop}`}
          </p>
        </details>
      </li>
    ))}
  </ul>
);
