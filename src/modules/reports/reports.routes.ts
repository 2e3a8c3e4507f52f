/** The endpoints of reports of abuse: to make one, and to decide it. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import type { RateLimit } from '../../platform/http/limits';
import { notFound } from '../../platform/http/problem';
import { byId } from '../../platform/http/wire';
import { HOUR_MS } from '../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import { outcomeNotFitting, ownSubject, reportClosed, reportOpen, tooManyReports } from './reports.problems';
import {
  AbuseReportForAdmin,
  NewReport,
  NewUserReport,
  ReportDecision,
  ReportQuery,
  ReportView,
} from './reports.schema';
import { presentReport, presentReportForAdmin } from './reports.view';
import type { DecideReport } from './use-cases/decide-report';
import type { MakeReport } from './use-cases/report';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    reports: true;
  }
}

const REPORT_LIMIT: RateLimit = { name: 'reporting', requests: 20, windowMs: HOUR_MS, sameForAll: true };

const refused = [notFound, ownSubject, reportOpen, tooManyReports];

export const reportRoutes = (reports: MakeReport): Endpoint[] => [
  endpoint({
    operationId: 'listOwnReports',
    method: 'get',
    path: '/reports',
    summary: 'List the reports that you made, newest first.',
    access: 'user',
    closedToImpersonators: true,
    scope: 'reports:read',
    query: PageQuery,
    paged: true,
    response: z.array(ReportView),
  }).handledBy(async ({ actor, query }) =>
    mapPage(await reports.listOwnReports(actor, query), presentReport),
  ),

  endpoint({
    operationId: 'report',
    method: 'post',
    path: '/reports',
    summary: 'Report a user, a listing, a review or a document to the administrators.',
    description: 'Whoever is reported never learns by whom. Conversations are reported with the messages.',
    access: 'user',
    scope: 'reports:write',
    limit: REPORT_LIMIT,
    idempotent: 'unit',
    body: NewReport,
    status: 201,
    response: ReportView,
    problems: refused,
  }).handledBy(async ({ actor, body }) => presentReport(await reports.report(actor, body))),

  endpoint({
    operationId: 'reportUser',
    method: 'post',
    path: '/users/{id}/report',
    summary: 'Report a user to the administrators.',
    access: 'user',
    scope: 'reports:write',
    limit: REPORT_LIMIT,
    idempotent: 'unit',
    params: byId,
    body: NewUserReport,
    status: 201,
    response: ReportView,
    problems: refused,
  }).handledBy(async ({ actor, params, body }) =>
    presentReport(await reports.report(actor, { subject: { type: 'USER', id: params.id }, ...body })),
  ),

  endpoint({
    operationId: 'withdrawReport',
    method: 'post',
    path: '/reports/{id}/withdraw',
    summary: 'Take a report back that is not decided.',
    access: 'user',
    scope: 'reports:write',
    params: byId,
    response: ReportView,
    problems: [reportClosed],
  }).handledBy(async ({ actor, params }) => presentReport(await reports.withdrawReport(actor, params.id))),
];

export const adminReportRoutes = (reports: DecideReport): Endpoint[] => [
  endpoint({
    operationId: 'listReports',
    method: 'get',
    path: '/admin/reports',
    summary: 'List reports of abuse, the longest wait first.',
    access: 'admin',
    query: ReportQuery,
    paged: true,
    response: z.array(AbuseReportForAdmin),
  }).handledBy(async ({ query }) => mapPage(await reports.listReports(query), presentReportForAdmin)),

  endpoint({
    operationId: 'decideReport',
    method: 'post',
    path: '/admin/reports/{id}/decide',
    summary: 'Decide a report, with every other open one about the same thing.',
    description:
      'What is decided is done at once. Reporters are told that it is decided; the reported, the message.',
    access: 'admin',
    params: byId,
    body: ReportDecision,
    response: AbuseReportForAdmin,
    problems: [reportClosed, outcomeNotFitting],
  }).handledBy(async ({ actor, params, body }) =>
    presentReportForAdmin(await reports.decideReport(actor, params.id, body)),
  ),
];
