/** Reports on the wire: what the reporter reads, and what admins read. */
import type { z } from 'zod';
import { iso } from '../../platform/kernel/clock';
import { personOf } from '../identity';
import type { Report } from './report.model';
import { outcomesOf } from './report.rules';
import type { AbuseReportForAdmin, ReportView } from './reports.schema';
import type { ReportRow } from './use-cases/decide-report';

const presentCommon = (report: Report) => ({
  id: report.id,
  subject: { type: report.subjectType, id: report.subjectId },
  category: report.category,
  description: report.description,
  state: report.state,
  createdAt: iso(report.openedAt),
  closedAt: iso(report.closedAt),
});

export const presentReport = (report: Report): z.input<typeof ReportView> => ({
  ...presentCommon(report),
  acted: report.outcome === null ? null : report.outcome !== 'NO_ACTION',
});

export const presentReportForAdmin = ({
  report,
  people,
  openAbout,
}: ReportRow): z.input<typeof AbuseReportForAdmin> => ({
  ...presentCommon(report),
  reporter: personOf(report.reporterId, people),
  reported: personOf(report.reportedId, people),
  openAbout,
  outcomes: [...outcomesOf(report.subjectType)],
  outcome: report.outcome,
  decidedBy: report.decidedBy,
  decider: report.decidedBy === null ? null : personOf(report.decidedBy, people),
  reason: report.reason,
});
