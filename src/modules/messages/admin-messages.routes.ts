/** The endpoints of operators: threads of users with support, and conversations that somebody reported. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import type { Identity } from '../identity';
import { documentNotUsable } from '../documents';
import { otherSideUnavailable } from '../offers';
import { reportDecided } from './messages.problems';
import {
  MessageForAdmin,
  NewText,
  ReadView,
  ReportDecision,
  ReportForAdmin,
  ReportQuery,
  SupportQuery,
  SupportThreadView,
  UserParams,
} from './messages.schema';
import { MESSAGE_LIMIT, type UseCases } from './messages.routes';
import { presentForAdmin, presentReportForAdmin, presentSupportThread } from './messages.view';

export const adminMessageRoutes = (messages: UseCases, identity: Identity): Endpoint[] => [
  endpoint({
    operationId: 'listSupportThreads',
    method: 'get',
    path: '/admin/support/conversations',
    summary: "List users' threads with support, the latest first.",
    access: 'admin',
    query: SupportQuery,
    paged: true,
    response: z.array(SupportThreadView),
  }).handledBy(async ({ query }) => mapPage(await messages.listSupport(query), presentSupportThread)),

  endpoint({
    operationId: 'listSupportMessages',
    method: 'get',
    path: '/admin/support/conversations/{userId}',
    summary: "List the messages of a user's thread with support, newest first.",
    access: 'admin',
    params: UserParams,
    query: PageQuery,
    paged: true,
    response: z.array(MessageForAdmin),
  }).handledBy(async ({ params, query }) => {
    const { page, people } = await messages.listSupportMessages(params.userId, query);
    return mapPage(page, (message) => presentForAdmin(message, people));
  }),

  endpoint({
    operationId: 'answerAsSupport',
    method: 'post',
    path: '/admin/support/conversations/{userId}/messages',
    summary: 'Write to a user as MC Exchange support.',
    access: 'admin',
    limit: MESSAGE_LIMIT,
    idempotent: 'unit',
    params: UserParams,
    body: NewText,
    status: 201,
    response: MessageForAdmin,
    problems: [otherSideUnavailable, documentNotUsable],
  }).handledBy(async ({ actor, params, body }) => {
    const message = await messages.answerAsSupport(actor, params.userId, body);
    return presentForAdmin(message, await identity.findUsers([message.byUserId]));
  }),

  endpoint({
    operationId: 'markSupportRead',
    method: 'put',
    path: '/admin/support/conversations/{userId}/read',
    summary: 'Mark what a user wrote to support as read: it waits for no answer any more.',
    access: 'admin',
    params: UserParams,
    response: ReadView,
  }).handledBy(({ actor, params }) => messages.markSupportRead(actor, params.userId)),

  endpoint({
    operationId: 'listConversationReports',
    method: 'get',
    path: '/admin/message-reports',
    summary: 'List reports of conversations, the longest wait first.',
    access: 'admin',
    query: ReportQuery,
    paged: true,
    response: z.array(ReportForAdmin),
  }).handledBy(async ({ query }) => mapPage(await messages.listReports(query), presentReportForAdmin)),

  endpoint({
    operationId: 'listReportedMessages',
    method: 'get',
    path: '/admin/message-reports/{id}/messages',
    summary: 'Read a conversation whose report is open, newest first; the action log keeps each reading.',
    access: 'admin',
    params: byId,
    query: PageQuery,
    paged: true,
    response: z.array(MessageForAdmin),
    problems: [reportDecided],
  }).handledBy(async ({ actor, params, query }) => {
    const { page, people } = await messages.readReported(actor, params.id, query);
    return mapPage(page, (message) => presentForAdmin(message, people));
  }),

  endpoint({
    operationId: 'decideConversationReport',
    method: 'post',
    path: '/admin/message-reports/{id}/decide',
    summary: 'Decide a report; the conversation is closed to administrators again.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: ReportDecision,
    response: ReportForAdmin,
    problems: [reportDecided],
  }).handledBy(async ({ actor, params, body }) =>
    presentReportForAdmin(await messages.decideReport(actor, params.id, body)),
  ),
];
