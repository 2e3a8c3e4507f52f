/** The door of overviews: dashboards, earnings, a seller's figures, and the other addresses of what is served below. */
import type { Platform } from '../../platform/platform';
import { resolveAliases } from './aliases';
import type { OverviewsContext, OverviewsDeps } from './overviews.context';
import { overviewRoutes } from './overviews.routes';
import { createReadDashboards } from './read-dashboards';
import { createReadSellerFigures } from './read-seller-figures';

export function createOverviews(platform: Platform, deps: OverviewsDeps): void {
  const context: OverviewsContext = { ...deps, platform };
  const dashboards = createReadDashboards(context);
  for (const { tag, endpoint } of resolveAliases(platform.endpoints)) platform.serve(tag, [endpoint]);
  platform.serve('Users', overviewRoutes({ ...dashboards, ...createReadSellerFigures(context) }));
}
