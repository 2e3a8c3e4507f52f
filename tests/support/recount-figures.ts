/** Counts anew, from the tables of the modules, what analytics has added up from the log. */
import type { TestApp } from './app';

/** In the action log, which is written beside the event and not from it. */
const recorded = (...actions: string[]): string =>
  `SELECT COUNT(*) AS times, 0 AS amount FROM audit_entries WHERE action IN (${actions.map((action) => `'${action}'`).join(', ')})`;
const stepped = (step: string): string =>
  `SELECT COUNT(*) AS times, 0 AS amount FROM offer_steps WHERE step = '${step}'`;
const ENDED_OR_RUNNING = 's.periodStart IS NOT NULL';

/** Each answers how often, and how much in all; by slice where it names one. */
const RECOUNTS: Record<string, string> = {
  'users.registered': 'SELECT COUNT(*) AS times, 0 AS amount FROM users',
  'users.role': 'SELECT role AS slice, COUNT(*) AS times, 0 AS amount FROM user_roles GROUP BY role',
  'users.deleted': 'SELECT COUNT(*) AS times, 0 AS amount FROM users WHERE deletedAt IS NOT NULL',
  'users.suspended': recorded('user.suspended'),
  'users.blocked': recorded('user.blocked'),
  'listings.submitted': recorded('listing.submitted'),
  'listings.published': recorded('listing.approved', 'listing.change_approved'),
  'listings.rejected': recorded('listing.rejected'),
  'listings.withdrawn': recorded('listing.withdrawn'),
  'listings.expired': recorded('listing.expired'),
  'listings.suspended': recorded('listing.suspended'),
  'listings.sold': `SELECT COUNT(*) AS times, 0 AS amount FROM listings WHERE status = 'SOLD'`,
  'listings.unlocked': recorded('listing.unlocked'),
  'offers.made': `SELECT COUNT(*) AS times, SUM(v.amountCents) AS amount
    FROM offers o JOIN offer_versions v ON v.offerId = o.id AND v.number = 1`,
  'offers.countered': stepped('COUNTERED'),
  'offers.rejected': stepped('REJECTED'),
  'offers.withdrawn': stepped('WITHDRAWN'),
  'offers.accepted': `SELECT COUNT(*) AS times, SUM(v.amountCents) AS amount
    FROM offer_steps s JOIN offer_versions v ON v.offerId = s.offerId AND v.number = s.versionNumber
    WHERE s.step = 'ACCEPTED'`,
  'deals.opened': `SELECT COUNT(*) AS times, SUM(v.amountCents) AS amount
    FROM transactions t JOIN offer_steps s ON s.offerId = t.offerId AND s.step = 'ACCEPTED'
    JOIN offer_versions v ON v.offerId = t.offerId AND v.number = s.versionNumber`,
  'deals.completed': `SELECT COUNT(*) AS times, SUM(priceCents) AS amount FROM transactions WHERE state = 'COMPLETED'`,
  'deals.cancelled': `SELECT COUNT(*) AS times, SUM(priceCents) AS amount FROM transactions WHERE state = 'CANCELLED'`,
  'deals.disputed': `SELECT COUNT(*) AS times, 0 AS amount FROM transaction_moves
    WHERE toState = 'DISPUTED' AND fromState <> 'DISPUTED'`,
  'deals.time_to_close': `SELECT COUNT(*) AS times, SUM(endedAt - openedAt) AS amount
    FROM transactions WHERE state = 'COMPLETED'`,
  'deals.moved': `SELECT move AS slice, COUNT(*) AS times, 0 AS amount FROM transaction_moves
    WHERE move <> 'OPEN' GROUP BY move`,
  'payments.succeeded': `SELECT p.method AS slice, COUNT(*) AS times, SUM(p.amountCents) AS amount FROM payments p
    WHERE p.amountReceivedCents IS NOT NULL GROUP BY p.method`,
  'payments.failed': `SELECT p.method AS slice, COUNT(*) AS times, SUM(p.amountCents) AS amount FROM payments p
    WHERE p.status = 'FAILED' OR (p.status = 'CANCELLED' AND p.cancelReason IS NULL AND p.correctedAt IS NULL)
    GROUP BY p.method`,
  'payments.disputed': `SELECT COUNT(*) AS times, SUM(amountCents) AS amount FROM card_disputes
    WHERE paymentId IS NOT NULL`,
  'refunds.succeeded': `SELECT COUNT(*) AS times, SUM(amountCents) AS amount FROM refunds WHERE status = 'SUCCEEDED'`,
  'credits.orders': `SELECT COUNT(*) AS times, SUM(priceCents) AS amount FROM credit_orders WHERE status = 'PAID'`,
  'credits.sold': `SELECT COUNT(*) AS times, SUM(credits) AS amount FROM credit_orders WHERE status = 'PAID'`,
  'credits.granted': `SELECT COUNT(*) AS times, SUM(amount) AS amount FROM ledger_transfers
    WHERE id LIKE 'credits:grant:%' OR id LIKE 'credits:bonus:%'`,
  'subscriptions.started': `SELECT COUNT(*) AS times, 0 AS amount FROM subscriptions s WHERE ${ENDED_OR_RUNNING}`,
  'subscriptions.ended': `SELECT COUNT(*) AS times, 0 AS amount FROM subscriptions s
    WHERE ${ENDED_OR_RUNNING} AND s.status = 'ENDED'`,
  'mail.moved': `SELECT status AS slice, COUNT(*) AS times, 0 AS amount FROM mail_outbox
    WHERE status NOT IN ('KEPT', 'WAITING') GROUP BY status`,
};

/** By slice alone: what is added up again and again, up and down, comes to this. */
const STANDING: Record<string, string> = {
  'subscriptions.standing': `SELECT plan AS slice, COUNT(*) AS amount FROM subscriptions
    WHERE liveSlot IS NOT NULL GROUP BY plan`,
};

/** What no table keeps, as a refund that failed and came after all: counted anew in the log itself. */
const LOG_ALONE: Record<string, { event: string; slice?: string; amount?: string }> = {
  'refunds.failed': { event: 'refund.failed', amount: 'amountCents' },
  'subscriptions.renewed': { event: 'subscription.renewed', slice: 'plan' },
  'subscriptions.invoices': { event: 'invoice.paid', amount: 'amountCents' },
};

/** What everybody who subscribes now brings a month, in twelfths of cents. */
const MONTHLY = `SELECT SUM((
    SELECT t.priceCents * CASE t.termLength WHEN 'MONTH' THEN 12 ELSE 1 END FROM subscription_terms t
    WHERE t.subscriptionId = s.id AND t.status = 'AGREED' AND t.fromAt <= :now
    ORDER BY t.fromAt DESC, t.id DESC LIMIT 1
  )) AS amount FROM subscriptions s WHERE s.liveSlot IS NOT NULL AND s.status IN ('ACTIVE', 'PAST_DUE')`;

/** What the ledger gained in all, by the column of the report on revenue. */
const GAINED = {
  ...{ feesCents: 'revenue:fees', creditsCents: 'revenue:credits', listingsCents: 'revenue:listings' },
  ...{ subscriptionsCents: 'revenue:subscriptions', creditsExpired: 'credits:expired' },
} as const;

const CREDITS_SPENT = 'SELECT COUNT(*) AS amount FROM credit_spendings WHERE returnedAt IS NULL';

/** Shares as they are shown, by report and column: how often the one, for each hundred times of the other. */
const SHARES: readonly [report: 'listings' | 'deals', column: string, done: string, of: string][] = [
  ['listings', 'offersOfUnlocks', 'offers.made', 'listings.unlocked'],
  ['listings', 'acceptedOfOffers', 'offers.accepted', 'offers.made'],
  ['deals', 'depositsOfOpened', 'deals.moved DEPOSIT_RECEIVED', 'deals.opened'],
  ['deals', 'paidOfDeposits', 'deals.moved FINAL_PAYMENT_RECEIVED', 'deals.moved DEPOSIT_RECEIVED'],
  ['deals', 'completedOfOpened', 'deals.completed', 'deals.opened'],
];

interface Sum {
  metric?: string;
  slice?: string;
  times?: number;
  amount: number | null;
}

/** What differs, each with what was added up and what is there; and the revenue of the report with the ledger's. */
export async function recountFigures({ platform, modules, make }: TestApp): Promise<string[]> {
  await platform.events.catchUp();
  const rows = await platform.database.select<Sum>(
    'SELECT metric, slice, SUM(times) AS times, SUM(amount) AS amount FROM figures GROUP BY metric, slice',
  );
  const different: string[] = [];
  const compare = (what: string, kept: string, found: string) => {
    if (kept !== found) different.push(`${what}: ${kept} added up, ${found} there`);
  };
  const known = [...Object.keys(RECOUNTS), ...Object.keys(STANDING), ...Object.keys(LOG_ALONE)];
  for (const metric of new Set(rows.map((row) => String(row.metric)))) {
    if (!known.includes(metric)) different.push(`${metric}: nobody recounts it`);
  }
  /** By metric, and by metric and slice. */
  const there = new Map<string, { times: number; amount: number }>();
  const sum = (of: readonly Sum[], key: 'times' | 'amount') =>
    of.reduce((total, row) => total + Number(row[key] ?? 0), 0);
  const say = (of: readonly Sum[]) => `${sum(of, 'times')} times, ${sum(of, 'amount')}`;
  for (const [metric, sql] of Object.entries(RECOUNTS)) {
    const found = await platform.database.select<Sum>(sql);
    there.set(metric, { times: sum(found, 'times'), amount: sum(found, 'amount') });
    for (const row of found)
      if (row.slice)
        there.set(`${metric} ${row.slice}`, { times: Number(row.times), amount: Number(row.amount) });
    const own = rows.filter((row) => row.metric === metric);
    const slices = new Set(
      found.some(({ slice }) => slice) ? [...found, ...own].map(({ slice }) => slice) : [],
    );
    if (slices.size === 0) compare(metric, say(own), say(found));
    for (const slice of slices) {
      const of = (each: Sum) => each.slice === slice;
      compare(`${metric} ${slice ?? ''}`, say(own.filter(of)), say(found.filter(of)));
    }
  }
  for (const [metric, sql] of Object.entries(STANDING)) {
    const found = await platform.database.select<Sum>(sql);
    const own = rows.filter((row) => row.metric === metric);
    for (const slice of new Set([...found, ...own].map((row) => row.slice))) {
      const of = (each: Sum) => each.slice === slice;
      const [kept, now] = [own.filter(of), found.filter(of)].map((each) => String(sum(each, 'amount')));
      compare(`${metric} ${slice ?? ''}`, kept ?? '', now ?? '');
    }
  }
  for (const [metric, { event, slice: by, amount }] of Object.entries(LOG_ALONE)) {
    const told = await platform.database.select<{ payload: string }>(
      'SELECT payload FROM events WHERE name = :event',
      { event },
    );
    const found = told.map(({ payload }) => {
      const facts = JSON.parse(payload) as Record<string, string | number>;
      return { slice: by ? String(facts[by]) : '', times: 1, amount: amount ? Number(facts[amount]) : 0 };
    });
    const own = rows.filter((row) => row.metric === metric);
    for (const slice of new Set([...found, ...own].map((row) => row.slice))) {
      const of = (each: Sum) => each.slice === slice;
      compare(`${metric} ${slice ?? ''}`, say(own.filter(of)), say(found.filter(of)));
    }
  }
  const admin = await make.admin();
  const shownIn = async (report: string) => {
    const path = `/admin/analytics/${report}?from=${daysAgo(platform.clock.now(), 360)}`;
    const { body } = await admin.get(path);
    const { columns, totals } = body.data as { columns: { key: string }[]; totals: number[] };
    return (key: string) => String(totals[columns.findIndex((column) => column.key === key)]);
  };
  const revenue = await shownIn('revenue');
  for (const [key, account] of Object.entries(GAINED))
    compare(key, revenue(key), String(await modules.ledger.balance(account)));
  const [spent] = await platform.database.select<Sum>(CREDITS_SPENT);
  compare('creditsSpent', revenue('creditsSpent'), String(Number(spent?.amount)));
  const tenths = (value: number) => String(Math.round(value * 10) / 10);
  const reports = { listings: await shownIn('listings'), deals: await shownIn('deals') };
  for (const [report, column, done, of] of SHARES) {
    const [one, other] = [there.get(done)?.times ?? 0, there.get(of)?.times ?? 0];
    compare(column, reports[report](column), tenths(other === 0 ? 0 : (100 * one) / other));
  }
  const { times: closed, amount: took } = there.get('deals.time_to_close') ?? { times: 0, amount: 0 };
  compare('daysToClose', reports.deals('daysToClose'), tenths(closed === 0 ? 0 : took / closed / 86_400_000));
  const [monthly] = await platform.database.select<Sum>(MONTHLY, { now: platform.clock.now() });
  compare(
    'monthlyRecurringCents',
    revenue('monthlyRecurringCents'),
    String(Math.floor(Number(monthly?.amount ?? 0) / 12)),
  );
  return different;
}

const daysAgo = (now: number, days: number): string =>
  new Date(now - days * 86_400_000).toISOString().slice(0, 10);
