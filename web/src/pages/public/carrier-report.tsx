/** A due-diligence report: what to ask about first, then all that is known of the carrier with its source. */
import type { DueDiligence } from '../../api/buyer';
import { daysInText, shortDay } from '../../format/time';
import { Chip, type Tone } from '../../ui/chip';
import { buyerWords } from '../../words/buyer';
import { carrierWords } from '../../words/carrier';
import { CarrierChanges } from './carrier-changes';
import { CarrierChecks } from './carrier-checks';
import { CarrierInsurance } from './carrier-insurance';
import { CarrierRecord } from './carrier-record';
import { CarrierRisk } from './carrier-risk';
import { CarrierSafety } from './carrier-safety';
import { DocumentsSeen } from './documents-seen';
import classes from './carrier.module.css';
import { LinkedCarriers } from './linked-carriers';

const { report: says } = buyerWords;

export const CarrierReport = ({ report }: { report: DueDiligence }) => {
  const { record, verdict, linked, changes } = report;
  return (
    <>
      <OpenPoints points={report.openPoints} />
      <section className="card stack-tight">
        <h2>{carrierWords.checks.title}</h2>
        <p>{says.outcome[verdict.outcome]}</p>
        <CarrierChecks checks={verdict.checks} />
      </section>
      <CarrierRisk risk={verdict.risk} />
      <CarrierSafety safety={record.safety} />
      <CarrierInsurance insurance={record.insurance} policies={record.history.policies} />
      <LinkedCarriers linked={linked} />
      {report.control && <ControlShown control={report.control} />}
      {report.documents && <DocumentsSeen documents={report.documents} />}
      <CarrierChanges snapshots={changes} />
      <CarrierRecord record={record} />
    </>
  );
};

const ControlShown = ({ control }: { control: NonNullable<DueDiligence['control']> }) => (
  <section className="card stack-tight">
    <h2>{says.control}</h2>
    <p>
      {control.shownBy && control.since
        ? says.controlShown(control.shownBy, shortDay(control.since))
        : says.controlNotShown}
    </p>
  </section>
);

const TONES: Record<DueDiligence['openPoints'][number]['weight'], Tone> = {
  STOPS: 'bad',
  FAILED: 'bad',
  OPEN: 'warn',
  ASK: 'warn',
  POINTS: 'neutral',
};

const OpenPoints = ({ points }: { points: DueDiligence['openPoints'] }) => (
  <section className="card stack-tight">
    <h2>{says.open}</h2>
    {points.length === 0 && <p className="second">{says.openNone}</p>}
    <ul>
      {points.map(({ id, weight, title, shows, rule, source, points: cost }) => (
        <li key={`${weight}:${id}`} className={classes.point}>
          <span>
            <Chip tone={TONES[weight]}>{says.weight[weight]}</Chip>
          </span>
          <span>
            <strong>{title}</strong>
            {cost !== null && <span className="second"> · {says.points(cost)}</span>}
            {shows && <span className="second"> · {daysInText(shows)}</span>}
            <span className="note">
              <br />
              {rule} {daysInText(source)}
            </span>
          </span>
        </li>
      ))}
    </ul>
  </section>
);
