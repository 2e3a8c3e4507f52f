/** The reports over time: which columns each has, and where their figures come from. */

import { planTitle, PLANS } from '../billing';

export const REPORTS = ['revenue', 'users', 'listings', 'deals'] as const;
export type ReportName = (typeof REPORTS)[number];

export const UNITS = ['count', 'cents', 'credits', 'days', 'percent'] as const;

/** A figure of the log, how often or how much; or what an account of the ledger gained. */
interface Counted {
  metric: string;
  slice?: string;
}

export type Source =
  | { metric: string; slice?: string; of: 'times' | 'amount' }
  | { account: string }
  /** What subscribers bring a month on that day, by the price that each has agreed to. */
  | { monthly: true }
  /** What one figure comes to for each of another: the sum of days over the number of deals. */
  | { metric: string; of: 'mean' }
  /** The sum of all amounts up to the day: how many there are. */
  | { metric: string; slice: string; of: 'standing' }
  /** How often the one for each hundred times of the other. */
  | { share: Counted; of: Counted };

export interface Column {
  key: string;
  title: string;
  unit: (typeof UNITS)[number];
  source: Source;
}

const times = (key: string, title: string, metric: string, slice?: string): Column => ({
  ...{ key, title, unit: 'count' },
  source: { metric, of: 'times', ...(slice ? { slice } : {}) },
});
const amount = (
  key: string,
  title: string,
  metric: string,
  { unit = 'cents', slice }: { unit?: Column['unit']; slice?: string } = {},
): Column => ({ ...{ key, title, unit }, source: { metric, of: 'amount', ...(slice ? { slice } : {}) } });
const gained = (key: string, title: string, account: string, unit: Column['unit'] = 'cents'): Column => ({
  ...{ key, title, unit, source: { account } },
});

const standing = (key: string, title: string, slice: string): Column => ({
  ...{ key, title, unit: 'count' },
  source: { metric: 'subscriptions.standing', slice, of: 'standing' },
});
const share = (key: string, title: string, done: Counted, of: Counted): Column => ({
  ...{ key, title, unit: 'percent', source: { share: done, of } },
});
const moved = (slice: string): Counted => ({ metric: 'deals.moved', slice });
const letters = (key: string, title: string, slice: string): Column => times(key, title, 'mail.moved', slice);

/** In the order of a sale. */
const move = (key: string, title: string, slice: string): Column => times(key, title, 'deals.moved', slice);

export const COLUMNS: Record<ReportName, readonly Column[]> = {
  revenue: [
    gained('feesCents', 'Fees of sales', 'revenue:fees'),
    gained('creditsCents', 'Credits', 'revenue:credits'),
    gained('subscriptionsCents', 'Subscriptions', 'revenue:subscriptions'),
    gained('listingsCents', 'Premium listings', 'revenue:listings'),
    amount('creditsSold', 'Credits sold', 'credits.sold', { unit: 'credits' }),
    amount('creditsGranted', 'Credits granted', 'credits.granted', { unit: 'credits' }),
    gained('creditsSpent', 'Credits spent', 'credits:spent', 'credits'),
    gained('creditsExpired', 'Credits expired', 'credits:expired', 'credits'),
    times('subscriptionsStarted', 'Subscriptions begun', 'subscriptions.started'),
    times('subscriptionsRenewed', 'Subscriptions renewed', 'subscriptions.renewed'),
    times('subscriptionsEnded', 'Subscriptions ended', 'subscriptions.ended'),
    {
      ...{ key: 'monthlyRecurringCents', title: 'Monthly recurring revenue', unit: 'cents' },
      source: { monthly: true },
    },
    times('paymentsSucceeded', 'Payments that came', 'payments.succeeded'),
    amount('paymentsSucceededCents', 'What came', 'payments.succeeded'),
    times('paymentsFailed', 'Payments that failed', 'payments.failed'),
    times('refunds', 'Refunds that arrived', 'refunds.succeeded'),
    amount('refundsCents', 'What went back', 'refunds.succeeded'),
    times('refundsFailed', 'Refunds that failed', 'refunds.failed'),
    times('cardDisputes', 'Payments disputed at the bank', 'payments.disputed'),
    ...PLANS.map((plan) =>
      standing(`${plan.toLowerCase()}Subscribers`, `Subscribers, ${planTitle(plan)}`, plan),
    ),
  ],
  users: [
    times('registered', 'Registered', 'users.registered'),
    times('buyers', 'As buyers', 'users.role', 'buyer'),
    times('sellers', 'As sellers', 'users.role', 'seller'),
    times('deleted', 'Deleted their account', 'users.deleted'),
    times('suspended', 'Suspended', 'users.suspended'),
    times('blocked', 'Blocked', 'users.blocked'),
    letters('lettersSent', 'Letters sent', 'ACCEPTED'),
    letters('lettersDelivered', 'Letters delivered', 'DELIVERED'),
    letters('lettersBounced', 'Letters bounced', 'BOUNCED'),
    letters('lettersComplained', 'Letters marked as spam', 'COMPLAINED'),
    letters('lettersRefused', 'Letters refused', 'REFUSED'),
    letters('lettersSuppressed', 'Letters held back', 'SUPPRESSED'),
    letters('lettersFailed', 'Letters given up', 'FAILED'),
  ],
  listings: [
    times('submitted', 'Submitted', 'listings.submitted'),
    times('published', 'Published', 'listings.published'),
    times('rejected', 'Rejected', 'listings.rejected'),
    times('unlocked', 'Unlocks', 'listings.unlocked'),
    times('offersMade', 'Offers', 'offers.made'),
    amount('offersMadeCents', 'Sum of the offers', 'offers.made'),
    times('offersCountered', 'Counter-offers', 'offers.countered'),
    times('offersAccepted', 'Offers accepted', 'offers.accepted'),
    times('offersRejected', 'Offers rejected', 'offers.rejected'),
    share(
      'offersOfUnlocks',
      'Offers per 100 unlocks',
      { metric: 'offers.made' },
      { metric: 'listings.unlocked' },
    ),
    share(
      'acceptedOfOffers',
      'Accepted per 100 offers',
      { metric: 'offers.accepted' },
      { metric: 'offers.made' },
    ),
    times('withdrawn', 'Withdrawn', 'listings.withdrawn'),
    times('expired', 'Expired', 'listings.expired'),
    times('suspended', 'Suspended', 'listings.suspended'),
    times('sold', 'Sold', 'listings.sold'),
  ],
  deals: [
    times('opened', 'Opened', 'deals.opened'),
    amount('openedCents', 'Sum of their prices', 'deals.opened'),
    move('deposits', 'Deposits received', 'DEPOSIT_RECEIVED'),
    move('finalPayments', 'Prices paid in full', 'FINAL_PAYMENT_RECEIVED'),
    times('completed', 'Completed', 'deals.completed'),
    amount('completedCents', 'Gross value', 'deals.completed'),
    share('depositsOfOpened', 'Deposits per 100 opened', moved('DEPOSIT_RECEIVED'), {
      metric: 'deals.opened',
    }),
    share(
      'paidOfDeposits',
      'Paid in full per 100 deposits',
      moved('FINAL_PAYMENT_RECEIVED'),
      moved('DEPOSIT_RECEIVED'),
    ),
    share(
      'completedOfOpened',
      'Completed per 100 opened',
      { metric: 'deals.completed' },
      { metric: 'deals.opened' },
    ),
    times('cancelled', 'Canceled', 'deals.cancelled'),
    times('disputed', 'Disputed', 'deals.disputed'),
    {
      ...{ key: 'daysToClose', title: 'Days to close, on average', unit: 'days' },
      source: { metric: 'deals.time_to_close', of: 'mean' },
    },
  ],
};
