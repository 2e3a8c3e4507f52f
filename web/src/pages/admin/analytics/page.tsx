/** The market at a glance, and one report of it day by day, to be looked at or kept as a file. */
import { useQuery } from '@tanstack/react-query';
import { dashboardQuery, type ReportName, reportQuery } from '../../../api/admin-house';
import { FileButton } from '../../../app/file-button';
import { asProblem } from '../../../api/problem';
import { money } from '../../../format/money';
import { plainDay } from '../../../format/time';
import { BulletBar } from '../../../ui/bullet-bar';
import { DataTable } from '../../../ui/data-table';
import { Facts } from '../../../ui/facts';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { adminWords } from '../../../words/admin';
import { billingWords } from '../../../words/billing';
import classes from '../admin.module.css';
import { AdminPage } from '../admin-page';
import { type Filter, FilterBar, useFilters } from '../filters';
import { isQuiet, shareOf, showFigure } from './analytics.rules';
import { Charts } from './charts';

const { analytics: says } = adminWords.house;
const { adminPages: pages } = words.pages;

const FILTERS: readonly Filter[] = [
  { kind: 'choice', key: 'report', label: says.report, names: says.reports, any: says.reports.revenue },
  { kind: 'day', key: 'from', label: says.from },
  { kind: 'day', key: 'to', label: says.to },
];

export function AdminAnalyticsPage() {
  const { report = 'revenue', from, to } = useFilters(FILTERS);
  return (
    <AdminPage title={pages.analytics.title}>
      <Now />
      <FilterBar filters={FILTERS} />
      <Report name={report as ReportName} from={from} to={to} />
    </AdminPage>
  );
}

function Now() {
  const { data, isPending, isError, error, refetch } = useQuery(dashboardQuery);
  if (isPending) return <Skeleton heights={[36, 32, 32, 32]} />;
  if (isError) return <ProblemNote problem={asProblem(error)} onRetry={() => void refetch()} />;
  const steps = data.funnel.map(({ stage, times }, index) => ({
    ...{ stage, times, share: shareOf(times, data.funnel[index - 1]?.times) },
  }));
  const most = Math.max(1, ...steps.map(({ times }) => times));
  return (
    <div className={classes.columns}>
      <section className="card stack-tight">
        <h2>{says.funnel}</h2>
        <ul>
          {steps.map(({ stage, times, share }) => (
            <li key={stage} className={classes.step}>
              <span>{stage}</span>
              <BulletBar label={`${stage}: ${times}`} value={times} against={null} most={most} />
              <span className="figure">{says.stepOf(times, share)}</span>
            </li>
          ))}
        </ul>
        <details>
          <summary>{says.asTable}</summary>
          <DataTable
            dense
            headed
            caption={says.funnel}
            rows={steps}
            keyOf={({ stage }) => stage}
            columns={[
              { name: says.stage, cell: ({ stage }) => stage },
              { name: says.times, figure: true, cell: ({ times }) => times },
              { name: says.share, figure: true, cell: ({ share }) => share },
            ]}
          />
        </details>
      </section>
      <section className="card stack-tight">
        <h2>{says.now}</h2>
        <Facts
          facts={[
            { name: says.escrow, value: money(data.money.escrowCents) },
            { name: says.payable, value: money(data.money.payableCents) },
          ]}
        />
        <DataTable
          dense
          caption={says.subscribers}
          rows={data.subscriptions}
          keyOf={({ plan }) => plan}
          columns={[
            { name: says.plan, cell: ({ plan }) => billingWords.planName[plan] },
            { name: says.subscribers, figure: true, cell: ({ subscribers }) => subscribers },
            { name: says.monthly, figure: true, cell: ({ monthlyCents }) => money(monthlyCents) },
          ]}
        />
      </section>
    </div>
  );
}

interface Days {
  day: string;
  values: number[];
}

interface ReportProps {
  name: ReportName;
  from: string | undefined;
  to: string | undefined;
}

function Report({ name, from, to }: ReportProps) {
  const { data, isPending, isError, error, refetch } = useQuery(reportQuery(name, { from, to }));
  if (isPending) return <Skeleton heights={[36, 32, 32, 32, 32, 32]} />;
  if (isError) return <ProblemNote problem={asProblem(error)} onRetry={() => void refetch()} />;
  const query = new URLSearchParams({ from: data.from, to: data.to, format: 'csv' }).toString();
  const file = `${name}-${data.from}-${data.to}.csv`;
  const days = data.days.filter(({ values }) => !isQuiet(values)).toReversed();
  return (
    <section className="stack-tight">
      <FileButton path={`/admin/analytics/${name}?${query}`} name={file} label={says.save} />
      <div className={classes.columns}>
        <section className={`card stack-tight ${classes.totals}`}>
          <h2>{says.totals}</h2>
          <Facts
            facts={data.columns.map(({ title, unit }, index) => ({
              name: title,
              value: showFigure(unit, data.totals[index] ?? 0),
            }))}
          />
        </section>
        <Charts report={data} />
      </div>
      {days.length === 0 ? (
        <p className="second">{says.noDays}</p>
      ) : (
        <DataTable
          dense
          caption={says.days(data.zone)}
          rows={days}
          keyOf={({ day }) => day}
          columns={[
            { name: says.day, cell: ({ day }) => <span className="figure">{plainDay(day)}</span> },
            ...data.columns.map(({ title, unit }, index) => ({
              ...{ name: title, figure: true },
              cell: ({ values }: Days) => showFigure(unit, values[index] ?? 0),
            })),
          ]}
        />
      )}
    </section>
  );
}
