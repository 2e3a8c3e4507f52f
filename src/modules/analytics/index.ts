/** The door of analytics: figures over time, added up from the log, and the administrators' dashboard. */
import type { Platform } from '../../platform/platform';
import type { Billing } from '../billing';
import type { Ledger } from '../ledger';
import type { Listings } from '../listings';
import type { Transactions } from '../transactions';
import { analyticsRoutes } from './analytics.routes';
import { createFigures } from './figures';
import { createReadDashboard } from './read-dashboard';
import { createReadReport } from './read-report';

export interface AnalyticsDeps {
  billing: Billing;
  ledger: Ledger;
  listings: Listings;
  transactions: Transactions;
}

export function createAnalytics(platform: Platform, deps: AnalyticsDeps): void {
  const figures = createFigures(platform, deps.transactions);
  const report = createReadReport(platform, deps.ledger, figures);
  platform.serve(
    'Administration',
    analyticsRoutes(report.readReport, createReadDashboard(platform, deps, figures, report)),
  );
}
