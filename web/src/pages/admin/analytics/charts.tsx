/** A report as pictures, one a column: what did not happen at all has none. */
import { useMemo } from 'react';
import type { components } from '../../../api/schema';
import { axisDay, plainDay } from '../../../format/time';
import { TimeSeries } from '../../../ui/time-series';
import { adminWords } from '../../../words/admin';
import { showFigure, showShort } from './analytics.rules';

const { analytics: says } = adminWords.house;

type Report = components['schemas']['AnalyticsReport'];

export const Charts = ({ report }: { report: Report }) => (
  <>
    {report.columns.map((column, index) => (
      <Chart key={column.key} report={report} column={column} index={index} />
    ))}
  </>
);

interface Props {
  report: Report;
  column: Report['columns'][number];
  index: number;
}

function Chart({ report, column: { title, unit }, index }: Props) {
  // The same lists as long as the report is: drawn once, not with every press.
  const [days, values] = useMemo(
    () => [report.days.map(({ day }) => day), report.days.map((each) => each.values[index] ?? 0)],
    [report, index],
  );
  if (values.every((value) => value === 0)) return null;
  return (
    <TimeSeries
      title={title}
      sum={says.sum(showFigure(unit, report.totals[index] ?? 0), unit)}
      days={days}
      values={values}
      show={(value) => showFigure(unit, value)}
      showShort={(value) => showShort(unit, value)}
      showDay={plainDay}
      showDayShort={axisDay}
    />
  );
}
