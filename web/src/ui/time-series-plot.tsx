/** The picture of a time series, drawn by uPlot in the colors of the page. */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import classes from './time-series.module.css';

export interface PlotProps {
  /** Read out in place of the picture. */
  label: string;
  /** Such as `2026-12-31`, each day, the first one first. */
  days: readonly string[];
  values: readonly number[];
  /** A value beside the axis, where there is little room. */
  showShort(value: number): string;
  /** A day below the axis. */
  showDayShort(day: Date): string;
  /** The place of the day that is pointed at; null where none is. */
  onPoint(index: number | null): void;
}

const HEIGHT = 160;
const DAY_S = 86_400;
const FONT = "12px 'IBM Plex Sans Variable', system-ui, sans-serif";

/** Steps of the axis: people count by one, two and five. */
const STEPS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((tens) =>
  [1, 2, 5].map((step) => step * 10 ** tens),
);

export function TimeSeriesPlot(props: PlotProps) {
  const { label, days, values } = props;
  const place = useRef<HTMLDivElement>(null);
  const told = useRef(props);
  useEffect(() => {
    told.current = props;
  });
  const scheme = useComputedColorScheme();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const color = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const axis = { stroke: color('--text-3'), font: FONT, ticks: { show: false } };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        padding: [8, 8, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        // Half a day more on either side, so that the first bar and the last are whole.
        scales: {
          x: { range: (_plot, first, last) => [first - DAY_S / 2, last + DAY_S / 2] },
          y: { range: (_plot, _least, most) => [0, Math.max(most, 1) * 1.05] },
        },
        axes: [
          {
            ...axis,
            grid: { show: false },
            values: (_plot, marks) => marks.map((mark) => told.current.showDayShort(new Date(mark * 1000))),
            incrs: [1, 2, 7, 14, 30, 60, 90].map((count) => count * DAY_S),
            space: 64,
            size: 28,
          },
          {
            ...axis,
            grid: { stroke: color('--line'), width: 1 },
            values: (_plot, marks) => marks.map((mark) => told.current.showShort(mark)),
            incrs: STEPS,
            size: 56,
          },
        ],
        series: [
          {},
          {
            fill: color('--chart-1'),
            width: 0,
            points: { show: false },
            paths: uPlot.paths.bars?.({ size: [0.7, 24] }),
          },
        ],
        hooks: { setCursor: [({ cursor }) => told.current.onPoint(cursor.idx ?? null)] },
      },
      [days.map((day) => Date.parse(day) / 1000), [...values]],
      element,
    );
    const watch = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      plot.destroy();
    };
  }, [days, values, scheme]);
  return <div ref={place} className={classes.plot} role="img" aria-label={label} />;
}
