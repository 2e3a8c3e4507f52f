/**
 * How much there was on each day, as bars from zero. The figures stand beside it as a table; the picture itself is loaded
 * when it is first shown, and where it cannot be the page does without.
 */
import { type FunctionComponent, lazy, Suspense, useState } from 'react';
import { words } from '../words';
import { Skeleton } from './skeleton';
import classes from './time-series.module.css';
import type { PlotProps } from './time-series-plot';

const Plot = lazy<FunctionComponent<PlotProps>>(() =>
  import('./time-series-plot').then(
    ({ TimeSeriesPlot }) => ({ default: TimeSeriesPlot }),
    () => ({ default: () => null }),
  ),
);

interface Props extends Omit<PlotProps, 'label' | 'onPoint'> {
  /** What is counted. */
  title: string;
  /** All days together, in words. */
  sum: string;
  /** A value as text. */
  show(value: number): string;
  /** A day, such as `2026-12-31`, as text. */
  showDay(day: string): string;
}

const { chart: says } = words;

export function TimeSeries({ title, sum, show, showDay, ...plot }: Props) {
  const { days, values } = plot;
  const [pointed, setPointed] = useState<number | null>(null);
  const at = (index: number) => says.on(showDay(days[index] ?? ''), show(values[index] ?? 0));
  const most = values.indexOf(Math.max(...values));
  return (
    <figure className={classes.series}>
      <figcaption>
        <h3>{title}</h3>
        <p className="second figure">{pointed === null ? sum : at(pointed)}</p>
      </figcaption>
      <Suspense fallback={<Skeleton heights={[160]} />}>
        <Plot {...plot} label={says.label(title, sum, at(most))} onPoint={setPointed} />
      </Suspense>
    </figure>
  );
}
