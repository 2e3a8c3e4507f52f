/** Follows the log and adds up, by day, how often what happened and how much it came to: each event once. */
import { dayIn } from '../../platform/kernel/zoned-time';
import { transactionCompleted } from '../transactions';
import type { AnalyticsContext } from './analytics.context';
import { type Increment, incrementsOf } from './metrics';

export interface Figure {
  day: string;
  metric: string;
  slice: string;
  times: number;
  amount: number;
}

/** How long a deal took, in ms, as the amount. */
const TIME_TO_CLOSE = 'deals.time_to_close';

export type Figures = ReturnType<typeof createFigures>;

export function createFigures({ platform, transactions }: AnalyticsContext) {
  const { config, database, events } = platform;

  async function add(day: string, { metric, slice = '', amount = 0 }: Increment): Promise<void> {
    const values = { day, metric, slice, amount };
    // One walker at a time, in the unit that moves the cursor: nobody adds the row between the two.
    const changed = await database.change(
      `UPDATE figures SET times = times + 1, amount = amount + :amount
       WHERE day = :day AND metric = :metric AND slice = :slice`,
      values,
    );
    if (changed > 0) return;
    await database.change(
      'INSERT INTO figures (day, metric, slice, times, amount) VALUES (:day, :metric, :slice, 1, :amount)',
      values,
    );
  }

  async function timeToClose(transactionId: string): Promise<Increment[]> {
    const duration = await transactions.overviews.durationOf(transactionId);
    return duration === null ? [] : [{ metric: TIME_TO_CLOSE, amount: duration }];
  }

  const following = events.follow(
    'analytics.figures',
    { cursor: 'stored', from: 'beginning' },
    async (event) => {
      const day = dayIn(event.at, config.PAPER_TIME_ZONE);
      const increments = incrementsOf(event.name, event.payload);
      if (event.name === transactionCompleted.name) increments.push(...(await timeToClose(event.subject)));
      for (const increment of increments) await add(day, increment);
    },
  );

  return {
    /** How much of the log is counted. */
    position: following.position,

    /** All before the day, a sum for each metric and slice. */
    async sumBefore(metrics: readonly string[], day: string): Promise<Figure[]> {
      if (metrics.length === 0) return [];
      const rows = await database.select<Omit<Figure, 'day'>>(
        `SELECT metric, slice, SUM(times) AS times, SUM(amount) AS amount FROM figures
         WHERE metric IN (:metrics) AND day < :day GROUP BY metric, slice`,
        { metrics: [...metrics], day },
      );
      return rows.map((row) => ({ ...row, day, times: Number(row.times), amount: Number(row.amount) }));
    },

    /** Of these days, both included. */
    async read(metrics: readonly string[], from: string, to: string): Promise<Figure[]> {
      if (metrics.length === 0) return [];
      const rows = await database.select<Figure>(
        `SELECT day, metric, slice, times, amount FROM figures
         WHERE metric IN (:metrics) AND day >= :from AND day <= :to ORDER BY day`,
        { metrics: [...metrics], from, to },
      );
      return rows.map((row) => ({ ...row, times: Number(row.times), amount: Number(row.amount) }));
    },
  };
}
