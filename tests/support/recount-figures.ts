/** Counts anew, from the tables of the modules, what analytics has added up from the log. */
import type { TestApp } from './app';

/** Each answers how often, and how much in all. */
const RECOUNTS: Record<string, string> = {
  'users.registered': 'SELECT COUNT(*) AS times, 0 AS amount FROM users',
  'listings.unlocked': 'SELECT COUNT(*) AS times, 0 AS amount FROM listing_access',
  'offers.made': `SELECT COUNT(*) AS times, SUM(v.amountCents) AS amount
    FROM offers o JOIN offer_versions v ON v.offerId = o.id AND v.number = 1`,
  'deals.opened': `SELECT COUNT(*) AS times, SUM(v.amountCents) AS amount
    FROM transactions t JOIN offer_steps s ON s.offerId = t.offerId AND s.step = 'ACCEPTED'
    JOIN offer_versions v ON v.offerId = t.offerId AND v.number = s.versionNumber`,
  'deals.completed': `SELECT COUNT(*) AS times, SUM(priceCents) AS amount FROM transactions WHERE state = 'COMPLETED'`,
  'deals.cancelled': `SELECT COUNT(*) AS times, SUM(priceCents) AS amount FROM transactions WHERE state = 'CANCELLED'`,
  'deals.time_to_close': `SELECT COUNT(*) AS times, SUM(endedAt - openedAt) AS amount
    FROM transactions WHERE state = 'COMPLETED'`,
  'deals.moved': `SELECT COUNT(*) AS times, 0 AS amount FROM transaction_moves WHERE move <> 'OPEN'`,
  'credits.orders': `SELECT COUNT(*) AS times, SUM(priceCents) AS amount FROM credit_orders WHERE status = 'PAID'`,
  'credits.sold': `SELECT COUNT(*) AS times, SUM(credits) AS amount FROM credit_orders WHERE status = 'PAID'`,
  'subscriptions.started': `SELECT COUNT(*) AS times, 0 AS amount FROM subscriptions WHERE periodStart IS NOT NULL`,
};

const REVENUE = { feesCents: 'fees', creditsCents: 'credits', subscriptionsCents: 'subscriptions' } as const;

interface Sum {
  metric?: string;
  times: number;
  amount: number | null;
}

/** What differs, each with what was added up and what is there; and the revenue of the report with the ledger's. */
export async function recountFigures({ platform, modules, make }: TestApp): Promise<string[]> {
  await platform.events.catchUp();
  const rows = await platform.database.select<Sum>(
    'SELECT metric, SUM(times) AS times, SUM(amount) AS amount FROM figures GROUP BY metric',
  );
  const different: string[] = [];
  const compare = (what: string, kept: string, found: string) => {
    if (kept !== found) different.push(`${what}: ${kept} added up, ${found} there`);
  };
  const say = (sum: Sum | undefined) => `${Number(sum?.times ?? 0)} times, ${Number(sum?.amount ?? 0)}`;
  for (const [metric, sql] of Object.entries(RECOUNTS)) {
    const [found] = await platform.database.select<Sum>(sql);
    compare(metric, say(rows.find((row) => row.metric === metric)), say(found));
  }
  const admin = await make.admin();
  const { body } = await admin.get(`/admin/analytics/revenue?from=${daysAgo(platform.clock.now(), 360)}`);
  const { columns, totals } = body.data as { columns: { key: string }[]; totals: number[] };
  for (const [key, account] of Object.entries(REVENUE)) {
    const shown = totals[columns.findIndex((column) => column.key === key)];
    compare(key, String(shown), String(await modules.ledger.balance(`revenue:${account}`)));
  }
  return different;
}

const daysAgo = (now: number, days: number): string =>
  new Date(now - days * 86_400_000).toISOString().slice(0, 10);
