/** Safety beside the national average, as pictures with their figures. */
import type { DueDiligence } from '../../api/buyer';
import { daysInText, plainDay } from '../../format/time';
import { BulletBar } from '../../ui/bullet-bar';
import { Chip } from '../../ui/chip';
import { DataTable } from '../../ui/data-table';
import { type Fact, Facts } from '../../ui/facts';
import { ratingTone } from '../../ui/listing-row';
import { words } from '../../words';
import { carrierWords } from '../../words/carrier';
import classes from './carrier.module.css';

const { safety: says } = carrierWords;
const { codes, common } = words;

type Safety = DueDiligence['record']['safety'];
type Inspections = Safety['vehicle'];

const KINDS = ['vehicle', 'driver', 'hazmat'] as const;

export function CarrierSafety({ safety }: { safety: Safety }) {
  const rows = KINDS.map((kind) => ({ kind, ...safety[kind] }));
  return (
    <section className="card stack-tight">
      <h2>{says.title}</h2>
      <p className="note">{says.lead}</p>
      <ul className={classes.bars}>
        {rows.map((row) => (
          <Row key={row.kind} name={says[row.kind]} row={row} />
        ))}
      </ul>
      <p className="note">{says.source(daysInText(safety.nationalAverageSource))}</p>
      <Facts facts={factsOf(safety)} />
      <details className={classes.all}>
        <summary>{says.table}</summary>
        <DataTable
          headed
          caption={says.title}
          keyOf={({ kind }) => kind}
          rows={rows}
          columns={[
            { name: says.what, cell: ({ kind }) => says[kind] },
            {
              name: says.inspections,
              cell: ({ inspections }) => inspections ?? common.notKnown,
              figure: true,
            },
            {
              name: says.outOfService,
              cell: ({ outOfService }) => outOfService ?? common.notKnown,
              figure: true,
            },
            {
              name: says.share,
              cell: ({ ratePct }) => (ratePct === null ? common.none : `${ratePct}%`),
              figure: true,
            },
            { name: says.national, cell: ({ nationalAveragePct }) => `${nationalAveragePct}%`, figure: true },
          ]}
        />
      </details>
    </section>
  );
}

function Row({ name, row }: { name: string; row: Inspections }) {
  const { inspections, ratePct, nationalAveragePct } = row;
  const known = ratePct !== null && inspections !== null;
  const text = known
    ? says.rate(ratePct, inspections)
    : inspections === 0
      ? says.noInspections
      : common.notKnown;
  return (
    <li className={classes.barRow}>
      <span>{name}</span>
      <BulletBar
        label={`${name}: ${text}, ${says.average(nationalAveragePct)}`}
        value={ratePct ?? 0}
        against={nationalAveragePct}
        // One scale for all of a carrier's rows would hide the smaller averages: each has its own, to thrice the average.
        most={Math.max(nationalAveragePct * 3, ratePct ?? 0)}
        warns={ratePct !== null && ratePct > nationalAveragePct}
      />
      <span className={classes.beside}>
        {text} <span className="second">{says.average(nationalAveragePct)}</span>
      </span>
    </li>
  );
}

function factsOf({ rating, ratedOn, crashes, outOfService }: Safety): Fact[] {
  const known = rating ?? 'UNKNOWN';
  const { total, fatal, injury, towaway } = crashes;
  return [
    {
      name: says.rating,
      value: <Chip tone={ratingTone[known]}>{codes.safetyRating[known]}</Chip>,
      source: ratedOn ? <span className="note">{says.ratedOn(plainDay(ratedOn))}</span> : undefined,
    },
    {
      name: says.crashes,
      value: total === null ? common.notKnown : says.crashCount(total, fatal ?? 0, injury ?? 0, towaway ?? 0),
    },
    {
      name: says.order,
      value:
        outOfService.inForce === null
          ? common.notKnown
          : outOfService.inForce
            ? says.orderInForce
            : says.orderNone,
    },
  ];
}
