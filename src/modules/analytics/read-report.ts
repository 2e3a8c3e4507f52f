/** Puts a report together, day by day in the zone of the platform, with its sums. */
import { invalidRequest } from '../../platform/http/problem';
import { DAY_MS } from '../../platform/kernel/clock';
import { dayIn } from '../../platform/kernel/zoned-time';
import type { AnalyticsContext } from './analytics.context';
import type { Figure, Figures } from './figures';
import { type Column, COLUMNS, type ReportName } from './reports';

const MOST_DAYS = 366;
const USUAL_DAYS = 30;
/** In the place of every day before the first. */
const BEFORE = '';

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

export function createReadReport({ platform, billing, ledger }: AnalyticsContext, figures: Figures) {
  const { clock, config } = platform;
  const zone = config.PAPER_TIME_ZONE;
  const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
  const shift = (day: string, days: number): string =>
    new Date(startOf(day) + days * DAY_MS).toISOString().slice(0, 10);

  /** Both included; the last 30 days unless said. @throws invalid_request */
  function rangeOf({ from, to }: ReportRange): [string, string] {
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

  /** By day in twelfths of cents; what was before the first stands at `BEFORE`. */
  async function monthlyByDay(from: string): Promise<Map<string, number>> {
    const days = new Map<string, number>();
    // No place is further from UTC than a day.
    for (const { at, twelfths } of await billing.readMonthlyChanges(startOf(from) - DAY_MS)) {
      const day = dayIn(at, zone);
      const key = day < from ? BEFORE : day;
      days.set(key, (days.get(key) ?? 0) + twelfths);
    }
    return days;
  }

  const isOf = (counted: { metric: string; slice?: string }, figure: Figure): boolean =>
    counted.metric === figure.metric && (counted.slice === undefined || counted.slice === figure.slice);

  const sumOf = (counted: { metric: string; slice?: string }, own: readonly Figure[]): Counter =>
    own.filter((figure) => isOf(counted, figure)).reduce<Counter>(add, NONE);

  const add = (one: Counter, other: Counter): Counter => ({
    times: one.times + other.times,
    amount: one.amount + other.amount,
  });

  /** What a column adds up over days; of a share the one as its amount, the other as its times. */
  function counterOf({ source }: Column, own: readonly Figure[], gained: number): Counter {
    if ('account' in source || 'monthly' in source) return { times: 0, amount: gained };
    if (!('share' in source)) return sumOf(source, own);
    return { times: sumOf(source.of, own).times, amount: sumOf(source.share, own).times };
  }

  function valueOf({ source }: Column, { times, amount }: Counter): number {
    if ('monthly' in source) return Math.floor(amount / 12);
    if ('account' in source || source.of === 'amount' || source.of === 'standing') return amount;
    if (source.of === 'times') return times;
    const rounded = (value: number) => (times === 0 ? 0 : Math.round(value * 10) / 10);
    return rounded('share' in source ? (100 * amount) / times : amount / times / DAY_MS);
  }

  return {
    zone,
    rangeOf,

    async readReport(
      name: ReportName,
      { by = 'day', ...query }: ReportRange & { by?: 'day' | 'month' },
    ): Promise<Report> {
      const [from, to] = rangeOf(query);
      const columns = COLUMNS[name];
      const standing = columns.flatMap(({ source }) =>
        'metric' in source && source.of === 'standing' ? [source.metric] : [],
      );
      const [found, before, gains] = await Promise.all([
        figures.read(metricsOf(columns), from, to),
        figures.sumBefore([...new Set(standing)], from),
        Promise.all(
          columns.map(({ source }) =>
            'account' in source
              ? gainsByDay(source.account, from, to)
              : 'monthly' in source
                ? monthlyByDay(from)
                : Promise.resolve(new Map<string, number>()),
          ),
        ),
      ]);
      const byDay = new Map<string, Figure[]>();
      for (const figure of found) byDay.set(figure.day, [...(byDay.get(figure.day) ?? []), figure]);
      const rows = new Map<string, { day: string; counters: Counter[] }>();
      const running = columns.map(({ source }, index) => {
        if ('monthly' in source) return { times: 0, amount: gains[index]?.get(BEFORE) ?? 0 };
        return 'metric' in source && source.of === 'standing' ? sumOf(source, before) : NONE;
      });
      for (let day = from; day <= to; day = shift(day, 1)) {
        const own = byDay.get(day) ?? [];
        const key = by === 'month' ? day.slice(0, 7) : day;
        const row = rows.get(key) ?? { day, counters: columns.map(() => NONE) };
        rows.set(key, row);
        row.counters = columns.map((column, index) => {
          const counter = counterOf(column, own, gains[index]?.get(day) ?? 0);
          if (!isStanding(column)) return add(row.counters[index] ?? NONE, counter);
          running[index] = add(running[index] ?? NONE, counter);
          return running[index];
        });
      }
      const days = [...rows.values()];
      const totals = columns.map((column, index) => {
        const all = days.map(({ counters }) => counters[index] ?? NONE);
        return valueOf(column, isStanding(column) ? (all.at(-1) ?? NONE) : all.reduce(add, NONE));
      });
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

interface ReportRange {
  from?: string | undefined;
  to?: string | undefined;
}

const isStanding = ({ source }: Column): boolean =>
  'monthly' in source || ('metric' in source && source.of === 'standing');

const metricsOf = (columns: readonly Column[]): string[] => [
  ...new Set(
    columns.flatMap(({ source }) => {
      if ('share' in source) return [source.share.metric, source.of.metric];
      return 'metric' in source ? [source.metric] : [];
    }),
  ),
];

export type ReadReport = ReturnType<typeof createReadReport>;
