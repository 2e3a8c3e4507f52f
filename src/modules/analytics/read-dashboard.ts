/** What an administrator looks at first: the market now, the funnel of the last 30 days, money, subscriptions. */
import { DAY_MS } from '../../platform/kernel/clock';
import { dayIn } from '../../platform/kernel/zoned-time';
import type { AnalyticsContext } from './analytics.context';
import type { Figures } from './figures';
import type { ReadReport } from './read-report';

const DAYS = 30;

/** From the first step to the last; what is counted is how often each was taken within the days. */
const FUNNEL = [
  { stage: 'Registered', metric: 'users.registered' },
  { stage: 'Listings published', metric: 'listings.published' },
  { stage: 'Unlocks', metric: 'listings.unlocked' },
  { stage: 'Offers', metric: 'offers.made' },
  { stage: 'Offers accepted', metric: 'offers.accepted' },
  { stage: 'Deposits received', metric: 'deals.moved', slice: 'DEPOSIT_RECEIVED' },
  { stage: 'Deals completed', metric: 'deals.completed' },
] as const;

export function createReadDashboard(
  { platform, billing, ledger, listings, transactions }: AnalyticsContext,
  figures: Figures,
  { zone, readReport }: ReadReport,
) {
  return async () => {
    const now = platform.clock.now();
    const [from, to] = [dayIn(now - (DAYS - 1) * DAY_MS, zone), dayIn(now, zone)];
    const [found, byStatus, byState, escrow, payable, subscriptions, revenue] = await Promise.all([
      figures.read(
        FUNNEL.map(({ metric }) => metric),
        from,
        to,
      ),
      listings.overviews.countByStatus(),
      transactions.overviews.countByState(),
      ledger.listIdleBalances('escrow'),
      ledger.listIdleBalances('payable'),
      billing.readMix(),
      readReport('revenue', { from, to }),
    ]);
    const timesOf = (step: (typeof FUNNEL)[number]) =>
      found
        .filter(({ metric, slice }) => metric === step.metric && (!('slice' in step) || step.slice === slice))
        .reduce((sum, { times }) => sum + times, 0);
    const sum = (rows: readonly { balance: number }[]) =>
      rows.reduce((total, { balance }) => total + balance, 0);
    const gained = (key: string) =>
      revenue.totals[revenue.columns.findIndex((column) => column.key === key)] ?? 0;
    return {
      ...{ asOf: now, zone, from, to },
      funnel: FUNNEL.map((step) => ({ stage: step.stage, times: timesOf(step) })),
      listings: byStatus,
      deals: byState,
      money: {
        escrowCents: sum(escrow),
        payableCents: sum(payable),
        feesCents: gained('feesCents'),
        creditsCents: gained('creditsCents'),
        subscriptionsCents: gained('subscriptionsCents'),
        listingsCents: gained('listingsCents'),
      },
      subscriptions,
    };
  };
}

export type ReadDashboard = ReturnType<typeof createReadDashboard>;
