/** The reports over time: which columns each has, and where their figures come from. */

export const REPORTS = ['revenue', 'users', 'listings', 'deals'] as const;
export type ReportName = (typeof REPORTS)[number];

export const UNITS = ['count', 'cents', 'credits', 'days'] as const;

/** A figure of the log, how often or how much; or what an account of the ledger gained. */
export type Source =
  | { metric: string; slice?: string; of: 'times' | 'amount' }
  | { account: string }
  /** What one figure comes to for each of another: the sum of days over the number of deals. */
  | { metric: string; of: 'mean' };

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
const gained = (key: string, title: string, account: string): Column => ({
  ...{ key, title, unit: 'cents', source: { account } },
});

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
    times('subscriptionsStarted', 'Subscriptions begun', 'subscriptions.started'),
    times('subscriptionsRenewed', 'Subscriptions renewed', 'subscriptions.renewed'),
    times('subscriptionsEnded', 'Subscriptions ended', 'subscriptions.ended'),
    times('paymentsSucceeded', 'Payments that came', 'payments.succeeded'),
    amount('paymentsSucceededCents', 'What came', 'payments.succeeded'),
    times('paymentsFailed', 'Payments that failed', 'payments.failed'),
  ],
  users: [
    times('registered', 'Registered', 'users.registered'),
    times('buyers', 'As buyers', 'users.role', 'buyer'),
    times('sellers', 'As sellers', 'users.role', 'seller'),
    times('deleted', 'Deleted their account', 'users.deleted'),
    times('suspended', 'Suspended', 'users.suspended'),
    times('blocked', 'Blocked', 'users.blocked'),
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
    times('cancelled', 'Canceled', 'deals.cancelled'),
    times('disputed', 'Disputed', 'deals.disputed'),
    {
      ...{ key: 'daysToClose', title: 'Days to close, on average', unit: 'days' },
      source: { metric: 'deals.time_to_close', of: 'mean' },
    },
  ],
};
