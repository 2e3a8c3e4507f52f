/** How a seller's listings do: what happened day by day as pictures, and each listing in figures. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { reachQuery, type SellerReach } from '../../../api/overview';
import { asProblem } from '../../../api/problem';
import { axisDay, plainDay } from '../../../format/time';
import { DataTable } from '../../../ui/data-table';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { TimeSeries } from '../../../ui/time-series';
import { words } from '../../../words';
import { overviewWords as says } from '../../../words/overview';
import classes from './overview.module.css';
import { count } from '../../../words/language';

const DAYS = 30;
const PICTURES = [
  { of: 'unlocks', title: says.reachUnlocks },
  { of: 'offers', title: says.reachOffers },
  { of: 'deals', title: says.reachDeals },
] as const;

export function Reach() {
  const { data, isPending, isError, error, refetch } = useQuery(reachQuery(DAYS));
  return (
    <section className="stack-tight">
      <h2>{says.reachTitle}</h2>
      {isPending && <Skeleton heights={[220]} />}
      {isError && <ProblemNote problem={asProblem(error)} onRetry={() => void refetch()} />}
      {data && <Pictures days={data.days} />}
      {data && data.listings.length > 0 && <Listings rows={data.listings} />}
    </section>
  );
}

function Pictures({ days }: { days: SellerReach['days'] }) {
  // The same lists as long as the answer is: drawn once.
  const names = useMemo(() => days.map(({ day }) => day), [days]);
  const series = useMemo(
    () =>
      PICTURES.map(({ of, title }) => ({ title, values: days.map((day) => day[of]) })).filter(({ values }) =>
        values.some((value) => value > 0),
      ),
    [days],
  );
  if (series.length === 0) return <p className="card second">{says.reachQuiet}</p>;
  const active = days.filter((day) => PICTURES.some(({ of }) => day[of] > 0));
  return (
    <>
      <div className={classes.pictures}>
        {series.map(({ title, values }) => (
          <TimeSeries
            key={title}
            title={title}
            sum={says.reachSum(values.reduce((sum, value) => sum + value, 0))}
            days={names}
            values={values}
            show={count}
            showShort={count}
            showDay={plainDay}
            showDayShort={axisDay}
          />
        ))}
      </div>
      <details>
        <summary>{words.chart.table}</summary>
        <DataTable
          caption={says.reachByDay}
          rows={active}
          keyOf={({ day }) => day}
          columns={[
            { name: words.chart.day, cell: ({ day }) => plainDay(day) },
            ...PICTURES.map(({ of, title }) => ({
              name: title,
              figure: true,
              cell: (row: SellerReach['days'][number]) => count(row[of]),
            })),
          ]}
        />
      </details>
    </>
  );
}

const Listings = ({ rows }: { rows: SellerReach['listings'] }) => (
  <DataTable
    caption={says.reachCaption}
    rows={rows}
    keyOf={({ listingId }) => listingId}
    columns={[
      {
        name: says.reachListing,
        cell: ({ listingId, title }) => (
          <Link to="/my-listings/$id" params={{ id: listingId }}>
            {title}
          </Link>
        ),
      },
      { name: says.reachStatus, cell: ({ status }) => words.codes.listingStatus[status] },
      { name: says.reachViews, figure: true, cell: ({ views }) => views },
      { name: says.reachUnlocksSoFar, figure: true, cell: ({ unlocks }) => unlocks },
      { name: says.reachOffers, figure: true, cell: ({ offers }) => offers },
      { name: says.reachDeals, figure: true, cell: ({ deals }) => deals },
    ]}
  />
);
