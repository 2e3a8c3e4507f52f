/** The door of reports: what people say of abuse, and what administrators decide about it. */
import { BY_ID, modelKeyset } from '../../platform/db/keyset';
import { waitingIn } from '../../platform/db/waiting';
import { collect, walk } from '../../platform/db/walk';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import { type Category, defineReports } from './report.model';
import type { ReportsContext, ReportsDeps } from './reports.context';
import { adminReportRoutes, reportRoutes } from './reports.routes';
import { presentReport } from './reports.view';
import { createDecideReport } from './use-cases/decide-report';
import { createReport } from './use-cases/report';

export * from './reports.events';
export type { SubjectType } from './report.model';

const ABOUT: Record<Category, string> = {
  FRAUD: 'Fraud',
  FALSE_INFORMATION: 'False information',
  IMPERSONATION: 'Somebody else’s name',
  OUTSIDE_PAYMENT: 'Payment outside of the platform',
  HARASSMENT: 'Harassment',
  SPAM: 'Spam',
  OTHER: 'Something else',
};

export function createReports(platform: Platform, deps: ReportsDeps): WaitingSource {
  const reports = defineReports(platform.database);
  const context: ReportsContext = { ...deps, platform, reports };
  platform.serve('Reports', reportRoutes(createReport(context)));
  platform.serve('Administration', adminReportRoutes(createDecideReport(context)));
  deps.identity.contributesToExport('reports', async ({ userId: reporterId, impersonator }) => {
    if (impersonator) return null;
    const made = modelKeyset(reports, { name: 'reports.export', order: BY_ID, where: { reporterId } });
    return (await collect(walk(made))).map(presentReport);
  });

  return {
    listWaiting: async () => [
      await waitingIn(reports, {
        kind: 'ABUSE_REPORT',
        task: 'Look at what was reported and decide.',
        path: '/admin/reports',
        where: { state: 'OPEN' },
        since: 'openedAt',
        items: (rows) =>
          rows.map(({ id, reporterId, reportedId, category, openedAt }) => ({
            ...{ id, userId: reporterId, concerns: [reportedId] },
            ...{ about: ABOUT[category], amountCents: null, since: openedAt },
          })),
      }),
    ],
  };
}
