/** Puts a report together, day by day in the zone of the house, with its sums. */
import { invalidRequest } from '../../platform/http/problem';
import { DAY_MS } from '../../platform/kernel/clock';
import { dayIn } from '../../platform/kernel/zoned-time';
import type { AnalyticsContext } from './analytics.context';
import type { Figure, Figures } from './figures';
import { type Column, COLUMNS, type ReportName } from './reports';

const MOST_DAYS = 366;
const USUAL_DAYS = 30;

export interface Report {
  zone: string;
  from: string;
  to: string;
  columns: readonly Column[];
  days: { day: string; values: number[] }[];
  totals: number[];
}

interface Counter {
  times: number;
  amount: number;
}

const NONE: Counter = { times: 0, amount: 0 };

export function createReadReport({ platform, ledger }: AnalyticsContext, figures: Figures) {
  const { clock, config } = platform;
  const zone = config.PAPER_TIME_ZONE;
  const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
  const shift = (day: string, days: number): string =>
    new Date(startOf(day) + days * DAY_MS).toISOString().slice(0, 10);

  /** Both included; the last 30 days unless said. @throws invalid_request */
  function rangeOf({ from, to }: { from?: string | undefined; to?: string | undefined }): [string, string] {
    const last = to ?? dayIn(clock.now(), zone);
    const first = from ?? shift(last, 1 - USUAL_DAYS);
    const days = (startOf(last) - startOf(first)) / DAY_MS + 1;
    if (days < 1 || days > MOST_DAYS) {
      const message = `Name at most ${MOST_DAYS} days, the first before the last.`;
      throw invalidRequest(message, { errors: [{ field: 'from', code: 'invalid', message }] });
    }
    return [first, last];
  }

  async function gainsByDay(account: string, from: string, to: string): Promise<Map<string, number>> {
    // No place is further from UTC than a day.
    const gains = await ledger.gainsOf(account, startOf(from) - DAY_MS, startOf(to) + 2 * DAY_MS);
    const days = new Map<string, number>();
    for (const { at, amount } of gains) {
      const day = dayIn(at, zone);
      days.set(day, (days.get(day) ?? 0) + amount);
    }
    return days;
  }

  const isOf = ({ source }: Column, figure: Figure): boolean =>
    'metric' in source &&
    source.metric === figure.metric &&
    (!('slice' in source) || source.slice === figure.slice);

  const add = (one: Counter, other: Counter): Counter => ({
    times: one.times + other.times,
    amount: one.amount + other.amount,
  });

  function valueOf({ source }: Column, { times, amount }: Counter): number {
    if ('account' in source || source.of === 'amount') return amount;
    if (source.of === 'times') return times;
    return times === 0 ? 0 : Math.round((amount / times / DAY_MS) * 10) / 10;
  }

  return {
    zone,
    rangeOf,

    async readReport(
      name: ReportName,
      query: { from?: string | undefined; to?: string | undefined },
    ): Promise<Report> {
      const [from, to] = rangeOf(query);
      const columns = COLUMNS[name];
      const metrics = [
        ...new Set(columns.flatMap(({ source }) => ('metric' in source ? [source.metric] : []))),
      ];
      const [found, gains] = await Promise.all([
        figures.read(metrics, from, to),
        Promise.all(
          columns.map(({ source }) =>
            'account' in source
              ? gainsByDay(source.account, from, to)
              : Promise.resolve(new Map<string, number>()),
          ),
        ),
      ]);
      const byDay = new Map<string, Figure[]>();
      for (const figure of found) byDay.set(figure.day, [...(byDay.get(figure.day) ?? []), figure]);
      const days: { day: string; counters: Counter[] }[] = [];
      for (let day = from; day <= to; day = shift(day, 1)) {
        const own = byDay.get(day) ?? [];
        const counters = columns.map((column, index) =>
          'account' in column.source
            ? { times: 0, amount: gains[index]?.get(day) ?? 0 }
            : own.filter((figure) => isOf(column, figure)).reduce<Counter>(add, NONE),
        );
        days.push({ day, counters });
      }
      const totals = columns.map((column, index) =>
        valueOf(
          column,
          days.reduce<Counter>((sum, { counters }) => add(sum, counters[index] ?? NONE), NONE),
        ),
      );
      return {
        ...{ zone, from, to, columns, totals },
        days: days.map(({ day, counters }) => ({
          day,
          values: columns.map((column, index) => valueOf(column, counters[index] ?? NONE)),
        })),
      };
    },
  };
}

export type ReadReport = ReturnType<typeof createReadReport>;
