/** The endpoints of dashboards, earnings and a seller's figures. */
import { CSV, downloadCsv } from '../../platform/http/csv';
import { FileContent } from '../../platform/http/download';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { iso } from '../../platform/kernel/clock';
import { badCursor } from '../../platform/kernel/page';
import {
  AnalyticsQuery,
  BuyerDashboard,
  EarningsPage,
  EarningsQuery,
  SellerAnalytics,
  SellerDashboard,
  UserDashboard,
} from './overviews.schema';
import type { Dashboards } from './read-dashboards';
import type { SellerFigures } from './read-seller-figures';

const FILE_HEAD = [
  ...['Deal', 'Company', 'Ended (UTC)'],
  ...['Brought (US cents)', 'Our fee (US cents)', 'Yours (US cents)'],
];

export const overviewRoutes = (overviews: Dashboards & SellerFigures): Endpoint[] => [
  endpoint({
    operationId: 'getUserDashboard',
    method: 'get',
    path: '/users/dashboard',
    summary: 'Get what concerns you now, on every side that you are on.',
    access: 'user',
    response: UserDashboard,
  }).handledBy(async ({ actor }) => overviews.readUser(actor)),

  endpoint({
    operationId: 'getSellerDashboard',
    method: 'get',
    path: '/seller/dashboard',
    summary: 'Get your listings, offers and deals as a seller, in figures.',
    access: 'seller',
    // What a key may not read piece by piece it may not read in figures.
    scope: ['account:read', 'listings:read', 'offers:read', 'transactions:read'],
    response: SellerDashboard,
  }).handledBy(async ({ actor }) => overviews.readSeller(actor.userId)),

  endpoint({
    operationId: 'getBuyerDashboard',
    method: 'get',
    path: '/buyer/dashboard',
    summary: 'Get your saved listings, offers and deals as a buyer, in figures.',
    access: 'buyer',
    scope: ['credits:read', 'listings:read', 'offers:read', 'transactions:read'],
    response: BuyerDashboard,
  }).handledBy(async ({ actor }) => overviews.readBuyer(actor.userId)),

  endpoint({
    operationId: 'listEarnings',
    method: 'get',
    path: '/seller/earnings',
    summary: 'List what your sales have brought, by deal, with the fees and what was left of it.',
    description: 'As the ledger has it: a deal that ended by a split counts what was paid out of it.',
    access: 'seller',
    scope: ['account:read', 'transactions:read'],
    query: EarningsQuery,
    bare: true,
    response: EarningsPage,
    problems: [badCursor],
  }).handledBy(async ({ actor, query }) => {
    const { page, totals } = await overviews.readEarnings(actor, query);
    const data = page.items.map(({ endedAt, ...earning }) => ({ ...earning, endedAt: iso(endedAt) }));
    return { success: true as const, data, pagination: page.pagination, totals };
  }),

  endpoint({
    operationId: 'exportEarnings',
    method: 'get',
    path: '/seller/earnings/export',
    summary: 'Download what your sales have brought as a CSV file, the latest deal first.',
    description: 'Every deal, in US cents; times are told in UTC, and a deal that is open has none.',
    access: 'seller',
    scope: ['account:read', 'transactions:read'],
    download: [CSV],
    response: FileContent,
  }).handledBy(async ({ actor }) => {
    const sales = await overviews.listEarnings(actor);
    return downloadCsv(
      [
        FILE_HEAD,
        ...sales.map(({ transactionId, listingTitle, endedAt, grossCents, feeCents, netCents }) => [
          ...[transactionId, listingTitle, iso(endedAt)],
          ...[grossCents, feeCents, netCents],
        ]),
      ],
      'earnings.csv',
    );
  }),

  endpoint({
    operationId: 'getSellerAnalytics',
    method: 'get',
    path: '/seller/analytics',
    summary: 'Get how your listings do: unlocks, offers and deals day by day, and views by listing.',
    access: 'seller',
    scope: ['listings:read', 'offers:read', 'transactions:read'],
    query: AnalyticsQuery,
    response: SellerAnalytics,
  }).handledBy(({ actor, query }) => overviews.readAnalytics(actor, query.days)),
];
