/** The door of analytics: figures over time, added up from the log, and the administrators' dashboard. */
import type { Platform } from '../../platform/platform';
import type { AnalyticsContext, AnalyticsDeps } from './analytics.context';
import { analyticsRoutes } from './analytics.routes';
import { createFigures } from './figures';
import { createReadDashboard } from './read-dashboard';
import { createReadReport } from './read-report';

export function createAnalytics(platform: Platform, deps: AnalyticsDeps): void {
  const context: AnalyticsContext = { ...deps, platform };
  const figures = createFigures(context);
  const report = createReadReport(context, figures);
  platform.serve(
    'Administration',
    analyticsRoutes(report.readReport, createReadDashboard(context, figures, report)),
  );
}
