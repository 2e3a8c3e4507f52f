/** How many subscribe to each plan now, and what subscribers bring a month by the price that each has agreed to, now and before. */
import type { Platform } from '../../../platform/platform';
import { MONTHS, PLANS, type PlanName, TERM_LENGTHS, type TermLength } from './plan.rules';

export interface PlanMix {
  plan: PlanName;
  subscribers: number;
  /** A year's price counts a twelfth; in cents, rounded down. */
  monthlyCents: number;
}

interface Row {
  plan: PlanName;
  termLength: TermLength;
  subscribers: number;
  cents: number;
}

const LIVE = "s.liveSlot IS NOT NULL AND s.status IN ('ACTIVE', 'PAST_DUE')";

/** Ids of those who subscribe now; to the plan that the place has, where one is named. */
export const selectSubscriberIds = (place?: string): string =>
  `SELECT s.userId FROM subscriptions s WHERE ${LIVE}${place === undefined ? '' : ` AND s.plan = :${place}`}`;

/** The terms that a subscription is under now. */
const IN_FORCE = `FROM subscription_terms t
  WHERE t.subscriptionId = s.id AND t.status = 'AGREED' AND t.fromAt <= :now ORDER BY t.fromAt DESC, t.id DESC LIMIT 1`;

export const createReadMix =
  ({ clock, database }: Platform) =>
  async (): Promise<PlanMix[]> => {
    const rows = await database.select<Row>(
      `SELECT s.plan, s.termLength, COUNT(*) AS subscribers, SUM((SELECT t.priceCents ${IN_FORCE})) AS cents
     FROM subscriptions s WHERE ${LIVE}
     GROUP BY s.plan, s.termLength`,
      { now: clock.now() },
    );
    return PLANS.map((plan) => {
      const own = rows.filter((row) => row.plan === plan);
      return {
        plan,
        subscribers: own.reduce((sum, row) => sum + Number(row.subscribers), 0),
        monthlyCents: own.reduce(
          (sum, row) => sum + Math.floor(Number(row.cents) / MONTHS[row.termLength]),
          0,
        ),
      };
    });
  };

/** What changed, when, of what all subscribers bring a month: in twelfths of cents, so that the twelfth of a year is exact. */
export interface MonthlyChange {
  at: number;
  twelfths: number;
}

const twelfthsOf = (termLength: TermLength): number => 12 / MONTHS[termLength];
const TWELFTHS = `CASE t.termLength ${TERM_LENGTHS.map((each) => `WHEN '${each}' THEN ${twelfthsOf(each)}`).join(' ')} END`;

interface Term {
  id: string;
  fromAt: number;
  priceCents: number;
  termLength: TermLength;
  startedAt: number;
  endedAt: number | null;
}

const STARTED_AT = `COALESCE((
  SELECT MIN(p.periodStart) FROM subscription_periods p WHERE p.subscriptionId = s.id
), s.periodStart)`;

/** Of a subscription that has run and had not ended before. */
const CHANGED_SINCE = `(s.endedAt IS NOT NULL OR ${STARTED_AT} >= :since OR EXISTS (
  SELECT 1 FROM subscription_terms n
  WHERE n.subscriptionId = s.id AND n.status = 'AGREED' AND n.fromAt >= :since AND n.fromAt <= :now
))`;
const RAN = 's.periodStart IS NOT NULL AND (s.endedAt IS NULL OR s.endedAt >= :since)';

/**
 * From the first period that was paid to the end, by the terms that were in force. What changed nothing since then is
 * one sum, which stands just before.
 */
export const createReadMonthlyChanges =
  ({ clock, database }: Platform) =>
  async (since: number): Promise<MonthlyChange[]> => {
    const times = { since, now: clock.now() };
    const [unchanged] = await database.select<{ twelfths: number | string | null }>(
      `SELECT SUM((SELECT t.priceCents * ${TWELFTHS} ${IN_FORCE})) AS twelfths
       FROM subscriptions s WHERE ${RAN} AND NOT ${CHANGED_SINCE}`,
      times,
    );
    const terms = await database.select<Term>(
      `SELECT s.id, t.fromAt, t.priceCents, t.termLength, s.endedAt, ${STARTED_AT} AS startedAt
       FROM subscriptions s JOIN subscription_terms t ON t.subscriptionId = s.id AND t.status = 'AGREED'
       WHERE t.fromAt <= :now AND ${RAN} AND ${CHANGED_SINCE} ORDER BY s.id, t.fromAt, t.id`,
      times,
    );
    const changes: MonthlyChange[] = [{ at: since - 1, twelfths: Number(unchanged?.twelfths ?? 0) }];
    for (const [place, term] of terms.entries()) {
      const next = terms[place + 1]?.id === term.id ? terms[place + 1] : undefined;
      const from = Math.max(Number(term.fromAt), Number(term.startedAt));
      const until = Math.min(
        next ? Math.max(Number(next.fromAt), Number(term.startedAt)) : Infinity,
        term.endedAt === null ? Infinity : Number(term.endedAt),
      );
      // Given up for others before it brought anything.
      if (until <= from) continue;
      const twelfths = Number(term.priceCents) * twelfthsOf(term.termLength);
      changes.push({ at: from, twelfths });
      if (until < Infinity) changes.push({ at: until, twelfths: -twelfths });
    }
    return changes;
  };
