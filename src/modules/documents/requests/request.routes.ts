/** The endpoints of requests for documents. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import type { RateLimit } from '../../../platform/http/limits';
import { notFound } from '../../../platform/http/problem';
import { byId } from '../../../platform/http/wire';
import { HOUR_MS } from '../../../platform/kernel/clock';
import type { UserActor } from '../../../platform/kernel/actor';
import { mapPage } from '../../../platform/kernel/page';
import type { Identity } from '../../identity';
import { documentNotUsable, subjectClosed } from '../documents.problems';
import { nobodyToAsk, requestEnded, requestOpen, tooManyRequests } from './request.problems';
import { NewRequest, RequestAnswer, RequestRefusal, RequestsQuery, RequestView } from './request.schema';
import { presentRequest } from './request.view';
import type { RequestRow } from './request.model';
import type { Requests } from './requests';

const ASKING_LIMIT: RateLimit = { name: 'documentRequests', requests: 30, windowMs: HOUR_MS };

export function requestRoutes(requests: Requests, identity: Identity): Endpoint[] {
  const show = async ({ userId }: UserActor, row: RequestRow) =>
    presentRequest(await requests.peopleOf([row]), identity, userId)(row);

  return [
    endpoint({
      operationId: 'requestDocument',
      method: 'post',
      path: '/document-requests',
      summary: 'Ask for a document of a listing that you have unlocked, or of the other side of a deal.',
      description:
        'Whoever is asked is told, and answers with a document or declines with a reason. After 14 days the request ends by itself.',
      access: 'user',
      scope: 'documents:write',
      limit: ASKING_LIMIT,
      body: NewRequest,
      status: 201,
      response: RequestView,
      problems: [notFound, nobodyToAsk, requestOpen, tooManyRequests],
    }).handledBy(async ({ actor, body }) => show(actor, await requests.ask(actor, body))),

    endpoint({
      operationId: 'listDocumentRequests',
      method: 'get',
      path: '/document-requests',
      summary: 'List the documents that you asked for, and those that you are asked for, the latest first.',
      access: 'user',
      scope: 'documents:read',
      query: RequestsQuery,
      paged: true,
      response: z.array(RequestView),
    }).handledBy(async ({ actor, query }) => {
      const page = await requests.list(actor, query);
      return mapPage(page, presentRequest(await requests.peopleOf(page.items), identity, actor.userId));
    }),

    endpoint({
      operationId: 'answerDocumentRequest',
      method: 'post',
      path: '/document-requests/{id}/answer',
      summary:
        'Answer a request with a document of yours. It belongs to the listing or the deal from then on.',
      access: 'user',
      scope: 'documents:write',
      params: byId,
      body: RequestAnswer,
      response: RequestView,
      problems: [requestEnded, documentNotUsable, subjectClosed],
    }).handledBy(async ({ actor, params, body }) =>
      show(actor, await requests.answer(actor, params.id, body.documentId)),
    ),

    endpoint({
      operationId: 'declineDocumentRequest',
      method: 'post',
      path: '/document-requests/{id}/decline',
      summary: 'Decline a request for a document. Whoever asked reads why.',
      access: 'user',
      scope: 'documents:write',
      params: byId,
      body: RequestRefusal,
      response: RequestView,
      problems: [requestEnded],
    }).handledBy(async ({ actor, params, body }) =>
      show(actor, await requests.end(actor, params.id, 'DECLINE', body.reason)),
    ),

    endpoint({
      operationId: 'cancelDocumentRequest',
      method: 'post',
      path: '/document-requests/{id}/cancel',
      summary: 'Take back a request for a document.',
      access: 'user',
      scope: 'documents:write',
      params: byId,
      response: RequestView,
      problems: [requestEnded],
    }).handledBy(async ({ actor, params }) => show(actor, await requests.end(actor, params.id, 'CANCEL'))),
  ];
}
