/** Insurance on file, held against what FMCSA requires, and the filings behind it. */
import type { DueDiligence } from '../../api/buyer';
import { price } from '../../format/money';
import { plainDay } from '../../format/time';
import { BulletBar } from '../../ui/bullet-bar';
import { DataTable } from '../../ui/data-table';
import { words } from '../../words';
import { carrierWords } from '../../words/carrier';
import { InsuranceTime } from './insurance-time';
import classes from './carrier.module.css';

const { insurance: says } = carrierWords;
const { common } = words;

type CarrierRecord = DueDiligence['record'];
type Coverage = CarrierRecord['insurance']['liability'];

const KINDS = ['liability', 'cargo', 'bond'] as const;
const dollars = (amount: number): string => price(amount * 100);

interface Props {
  insurance: CarrierRecord['insurance'];
  policies: CarrierRecord['history']['policies'];
}

export const CarrierInsurance = ({ insurance, policies }: Props) => (
  <section className="card stack-tight">
    <h2>{says.title}</h2>
    <ul className={classes.bars}>
      {KINDS.map((kind) => (
        <Row key={kind} name={says[kind]} coverage={insurance[kind]} />
      ))}
    </ul>
    <InsuranceTime policies={policies} />
    {policies && policies.length > 0 && (
      <details className={classes.all}>
        <summary>{says.policies}</summary>
        <DataTable
          caption={says.policies}
          keyOf={({ kind, insurer, effectiveOn, docketNumber }) =>
            [kind, insurer, effectiveOn, docketNumber].join()
          }
          rows={policies}
          columns={[
            { name: says.insurer, cell: ({ insurer }) => insurer ?? common.notKnown },
            { name: says.kind, cell: ({ kind }) => says.kinds[kind] },
            {
              name: says.amount,
              cell: ({ amountDollars }) =>
                amountDollars === null ? common.notKnown : dollars(amountDollars),
              figure: true,
            },
            {
              name: says.from,
              cell: ({ effectiveOn }) => (effectiveOn ? plainDay(effectiveOn) : common.notKnown),
            },
            {
              name: says.until,
              cell: ({ cancelledOn }) => (cancelledOn ? plainDay(cancelledOn) : common.none),
            },
          ]}
        />
      </details>
    )}
  </section>
);

function Row({ name, coverage }: { name: string; coverage: Coverage }) {
  const { onFileDollars, required, requiredDollars } = coverage;
  const onFile =
    onFileDollars === null ? common.notKnown : onFileDollars === 0 ? says.noneOnFile : dollars(onFileDollars);
  const asked =
    requiredDollars !== null
      ? says.required(dollars(requiredDollars))
      : required === false
        ? says.notRequired
        : says.required(common.notKnown);
  const most = Math.max(onFileDollars ?? 0, requiredDollars ?? 0, 1) * 1.1;
  return (
    <li className={classes.barRow}>
      <span>{name}</span>
      <BulletBar
        label={says.label(name, onFile, asked)}
        value={onFileDollars ?? 0}
        against={requiredDollars}
        most={most}
        warns={onFileDollars !== null && requiredDollars !== null && onFileDollars < requiredDollars}
      />
      <span className={classes.beside}>
        {onFile} <span className="second">{asked}</span>
      </span>
    </li>
  );
}
