/** The risk score, group by group and rule by rule, each with its reason and source. */
import type { DueDiligence } from '../../api/buyer';
import { daysInText } from '../../format/time';
import { Chip } from '../../ui/chip';
import { riskTone } from '../../ui/listing-row';
import { BulletBar } from '../../ui/bullet-bar';
import { words } from '../../words';
import { carrierWords } from '../../words/carrier';
import classes from './carrier.module.css';

const { risk: says } = carrierWords;

type Risk = DueDiligence['verdict']['risk'];

export function CarrierRisk({ risk }: { risk: Risk }) {
  const costly = risk.rules.filter(({ points }) => points > 0).toSorted((a, b) => b.points - a.points);
  return (
    <section className="card stack-tight">
      <h2>{says.title}</h2>
      <p className="row">
        <strong className={classes.score}>{says.score(risk.score)}</strong>
        <Chip tone={riskTone[risk.band]}>{words.codes.riskBand[risk.band]}</Chip>
        <span className="second">{says.known(risk.confidence)}</span>
      </p>
      <ul className={classes.bars}>
        {risk.groups.map(({ group, points, cap }) => (
          <li key={group} className={classes.barRow}>
            <span>{says.groups[group]}</span>
            <BulletBar
              label={`${says.groups[group]}: ${says.ofCap(points, cap)}`}
              value={points}
              against={null}
              most={cap}
              warns={points * 2 >= cap}
            />
            <span className="figure">{says.ofCap(points, cap)}</span>
          </li>
        ))}
      </ul>
      <p className="note">{says.best}</p>
      <h3>{says.costs}</h3>
      {costly.length === 0 ? <p className="second">{says.costsNothing}</p> : <Rules rules={costly} />}
      <details className={classes.all}>
        <summary>{says.all(risk.rules.length)}</summary>
        <Rules rules={risk.rules} />
      </details>
    </section>
  );
}

const Rules = ({ rules }: { rules: Risk['rules'] }) => (
  <ul>
    {rules.map(({ id, points, max, value, rule, source, known }) => (
      <li key={id} className={classes.rule}>
        <span className="figure">{says.pointsOf(points, max)}</span>
        <span>
          {rule}
          <span className="note">
            {' '}
            {[daysInText(value), known ? null : says.unknownPoints, daysInText(source)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
      </li>
    ))}
  </ul>
);
