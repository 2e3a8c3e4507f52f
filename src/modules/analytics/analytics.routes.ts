/** The endpoints of the reports over time and of the administrators' dashboard. */
import type { z } from 'zod';
import { CSV, downloadCsv } from '../../platform/http/csv';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { iso } from '../../platform/kernel/clock';
import { DashboardView, ReportQuery, ReportView } from './analytics.schema';
import type { ReadDashboard } from './read-dashboard';
import type { ReadReport, Report } from './read-report';
import { type ReportName, REPORTS } from './reports';

const present = ({ columns, ...report }: Report): z.input<typeof ReportView> => ({
  ...report,
  columns: columns.map(({ key, title, unit }) => ({ key, title, unit })),
});

const headOf = ({ title, unit }: Report['columns'][number]): string =>
  unit === 'cents' ? `${title} (US cents)` : title;

/** The zone stands in the head, so that no reader takes the days for their own. */
const tableOf = ({ zone, columns, days, totals }: Report) => [
  [`Day (${zone})`, ...columns.map(headOf)],
  ...days.map(({ day, values }) => [day, ...values]),
  ['Total', ...totals],
];

const SUMMARIES: Record<ReportName, string> = {
  revenue: 'Get the revenue by day: fees, credits, subscriptions and premium listings, with payments.',
  users: 'Get by day who registered, and who left or was shut out.',
  listings: 'Get by day what became of listings, with unlocks and offers.',
  deals: 'Get by day what became of deals, with their value and how long they took.',
};

export const analyticsRoutes = (
  readReport: ReadReport['readReport'],
  readDashboard: ReadDashboard,
): Endpoint[] => [
  endpoint({
    operationId: 'getAdminDashboard',
    method: 'get',
    path: '/admin/dashboard',
    summary: 'Get the market at a glance: the funnel of 30 days, listings, deals, money and subscriptions.',
    access: 'admin',
    response: DashboardView,
  }).handledBy(async () => {
    const { asOf, ...dashboard } = await readDashboard();
    return { asOf: iso(asOf), ...dashboard };
  }),

  ...REPORTS.map((name) =>
    endpoint({
      operationId: `get${name.charAt(0).toUpperCase()}${name.slice(1)}Report`,
      method: 'get',
      path: `/admin/analytics/${name}`,
      summary: SUMMARIES[name],
      description:
        'Counted from the log of events a moment after they happen; money is read from the ledger.',
      access: 'admin',
      query: ReportQuery,
      download: [CSV],
      response: ReportView,
    }).handledBy(async ({ query }) => {
      const report = await readReport(name, query);
      return query.format === 'csv'
        ? downloadCsv(tableOf(report), `${name}-${report.from}-${report.to}.csv`)
        : present(report);
    }),
  ),
];
