/** How many subscribe to each plan now, and what they bring a month by the price that each has agreed to. */
import type { Platform } from '../../../platform/platform';
import { PLANS, type PlanName } from './plan.rules';

export interface PlanMix {
  plan: PlanName;
  subscribers: number;
  /** A year's price counts a twelfth; in cents, rounded down. */
  monthlyCents: number;
}

interface Row {
  plan: PlanName;
  termLength: 'MONTH' | 'YEAR';
  subscribers: number;
  cents: number;
}

const MONTHS = { MONTH: 1, YEAR: 12 };

export const createReadMix =
  ({ clock, database }: Platform) =>
  async (): Promise<PlanMix[]> => {
    const rows = await database.select<Row>(
      `SELECT s.plan, s.termLength, COUNT(*) AS subscribers, SUM((
       SELECT t.priceCents FROM subscription_terms t
       WHERE t.subscriptionId = s.id AND t.status = 'AGREED' AND t.fromAt <= :now ORDER BY t.fromAt DESC, t.id DESC LIMIT 1
     )) AS cents
     FROM subscriptions s WHERE s.liveSlot IS NOT NULL AND s.status IN ('ACTIVE', 'PAST_DUE')
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
