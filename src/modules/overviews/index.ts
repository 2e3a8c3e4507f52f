/** The door of overviews: dashboards, earnings, a seller's figures, and the other addresses of what is served below. */
import type { Platform } from '../../platform/platform';
import type { Billing } from '../billing';
import type { Ledger } from '../ledger';
import type { Listings } from '../listings';
import type { Offers } from '../offers';
import type { Transactions } from '../transactions';
import { resolveAliases } from './aliases';
import { overviewRoutes } from './overviews.routes';
import { createReadDashboards } from './read-dashboards';
import { createReadSellerFigures } from './read-seller-figures';

export interface OverviewsDeps {
  billing: Billing;
  ledger: Ledger;
  listings: Listings;
  offers: Offers;
  transactions: Transactions;
}

export function createOverviews(platform: Platform, deps: OverviewsDeps): void {
  const dashboards = createReadDashboards(deps);
  for (const { tag, endpoint } of resolveAliases(platform.endpoints)) platform.serve(tag, [endpoint]);
  platform.serve('Users', overviewRoutes({ ...dashboards, ...createReadSellerFigures(platform, deps) }));
}
