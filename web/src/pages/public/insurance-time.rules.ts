/** Filings of insurers as stretches of time: from when until when each kind was on file, and where nothing was. */
import type { DueDiligence } from '../../api/buyer';

type Policy = NonNullable<DueDiligence['record']['history']['policies']>[number];

export interface Stretch {
  from: string;
  /** The first day that is not in it; null while nothing ends it. */
  until: string | null;
}

export interface Lane {
  kind: Policy['kind'];
  /** Each filing whose beginning is known, the oldest first. */
  filings: Stretch[];
  /** Between two filings. */
  gaps: { from: string; until: string }[];
  /** From when on nothing is on file any more; null while something is. */
  endsOn: string | null;
}

const KINDS: readonly Policy['kind'][] = ['LIABILITY', 'CARGO', 'BOND', 'TRUST', 'OTHER'];

/** Days as `2026-12-31`, whose order is that of their texts. */
const earliest = (days: readonly string[]): string | null => days.toSorted()[0] ?? null;

/** The filings below any excess. One that was replaced, on a day that nobody knows, ends as the next one begins. */
function filingsOf(policies: readonly Policy[], kind: Policy['kind']): Stretch[] {
  const begun = policies.flatMap(({ effectiveOn, ...policy }) =>
    policy.kind === kind && !policy.excess && effectiveOn !== null ? [{ ...policy, effectiveOn }] : [],
  );
  const endOf = ({ effectiveOn, cancelledOn, replaced }: (typeof begun)[number]): string | null => {
    if (cancelledOn !== null || !replaced) return cancelledOn;
    return earliest(begun.map((other) => other.effectiveOn).filter((day) => day > effectiveOn));
  };
  return begun
    .map((policy) => ({ from: policy.effectiveOn, until: endOf(policy) }))
    .toSorted((one, other) => one.from.localeCompare(other.from));
}

/** The kinds that were ever on file, in an order of their own. */
export function lanesOf(policies: readonly Policy[]): Lane[] {
  return KINDS.flatMap((kind) => {
    const filings = filingsOf(policies, kind);
    if (filings.length === 0) return [];
    const gaps: Lane['gaps'] = [];
    let end: string | null = '';
    for (const { from, until } of filings) {
      if (end !== null && end !== '' && from > end) gaps.push({ from: end, until: from });
      if (end !== null) end = until === null ? null : until > end ? until : end;
    }
    return [{ kind, filings, gaps, endsOn: end }];
  });
}

const DAY_MS = 86_400_000;
const yearOf = (day: number): number => new Date(day).getUTCFullYear();

export interface Scale {
  start: number;
  end: number;
  /** The first days of years, at most seven of them. */
  years: { year: number; at: number }[];
}

/** From the first filing to today, or to an end that is announced. */
export function scaleOf(lanes: readonly Lane[], now: number): Scale {
  const days = lanes.flatMap(({ filings }) =>
    filings.flatMap(({ from, until }) => [Date.parse(from), ...(until === null ? [] : [Date.parse(until)])]),
  );
  const start = Math.min(...days, now);
  const end = Math.max(...days, now) + 30 * DAY_MS;
  const first = yearOf(start) + 1;
  const step = Math.max(1, Math.ceil((yearOf(end) - first + 1) / 7));
  const years = Array.from({ length: Math.max(0, yearOf(end) - first + 1) }, (_, nth) => first + nth)
    .filter((_, nth) => nth % step === 0)
    .map((year) => ({ year, at: Date.UTC(year, 0, 1) }));
  return { start, end, years };
}
