/** The checks of the federal record and the risk score, rule by rule, as they stand today. */
import { useQuery } from '@tanstack/react-query';
import { type ListingDueDiligence, listingRecordQuery } from '../../../api/admin';
import { asProblem } from '../../../api/problem';
import type { Listing } from '../../../api/queries';
import { daysInText } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { DataTable } from '../../../ui/data-table';
import { riskTone } from '../../../ui/listing-row';
import { Moment } from '../../../ui/moment';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { outcomeTone, verdictTone } from '../tones';

const { review: says, codes } = adminWords;
const { common, codes: names } = words;

type Verdict = ListingDueDiligence['verdict'];

export function CheckedRecord({ listing }: { listing: Listing }) {
  const record = useQuery(listingRecordQuery(listing.id));
  if (record.isPending) return <Skeleton heights={[320, 320]} />;
  if (record.isError) {
    return <ProblemNote problem={asProblem(record.error)} onRetry={() => void record.refetch()} />;
  }
  const { verdict, preparedAt } = record.data;
  return (
    <>
      <section className="stack-tight">
        <div className="row">
          <h2>{says.checksTitle}</h2>
          <Chip tone={outcomeTone[verdict.outcome]}>{codes.checkOutcome[verdict.outcome]}</Chip>
          <span className="note">
            <Moment at={preparedAt} />
          </span>
        </div>
        <Checks checks={verdict.checks} />
      </section>
      {verdict.risk && (
        <section className="stack-tight">
          <div className="row">
            <h2>{says.riskTitle}</h2>
            <Chip tone={riskTone[verdict.risk.band]}>{names.riskBand[verdict.risk.band]}</Chip>
          </div>
          <Risk risk={verdict.risk} />
        </section>
      )}
    </>
  );
}

function Checks({ checks }: { checks: Verdict['checks'] }) {
  const count = (verdict: Verdict['checks'][number]['verdict']) =>
    checks.filter((check) => check.verdict === verdict).length;
  const sum = says.checksSum(count('PASS'), count('WARN'), count('FAIL'), count('UNKNOWN'));
  return (
    <DataTable
      dense
      caption={sum}
      rows={checks}
      keyOf={({ id }) => id}
      columns={[
        {
          name: says.check,
          cell: ({ title, rule, hardStop }) => (
            <>
              <span title={rule}>{title}</span>
              {hardStop && <span className="note"> · {says.stop}</span>}
            </>
          ),
        },
        { name: says.recordShows, cell: ({ value }) => daysInText(value) ?? common.notKnown },
        {
          name: says.outcome,
          cell: ({ verdict }) => <Chip tone={verdictTone[verdict]}>{names.verdict[verdict]}</Chip>,
        },
      ]}
    />
  );
}

const Risk = ({ risk }: { risk: NonNullable<Verdict['risk']> }) => (
  <DataTable
    dense
    caption={says.riskSum(risk.score, names.riskBand[risk.band], risk.confidence, risk.rules.length)}
    rows={risk.rules.filter(({ points, known }) => points > 0 || !known)}
    keyOf={({ id }) => id}
    columns={[
      { name: says.rule, cell: ({ rule, source }) => <span title={daysInText(source)}>{rule}</span> },
      { name: says.value, cell: ({ value, known }) => (known ? daysInText(value) : common.notKnown) },
      { name: says.pointsName, figure: true, cell: ({ points, max }) => says.points(points, max) },
    ]}
  />
);
