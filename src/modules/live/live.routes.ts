/** The endpoints of live events: what a client, or an endpoint of webhooks, missed while it was away. */
import { type Endpoint, endpoint } from '../../platform/http/endpoint';
import { badCursor } from '../../platform/kernel/page';
import { FeedView, OwnEventsQuery, OwnEventsView } from './live.schema';
import { presentFeed, presentOwnEvents } from './live.view';
import type { OwnEvents } from './own-events';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    events: true;
  }
}

export const liveRoutes = ({ readOwn }: OwnEvents): Endpoint[] => [
  endpoint({
    operationId: 'listEvents',
    method: 'get',
    path: '/events',
    summary: 'List what happened since a cursor.',
    description:
      'Your own part of the log, in order: what sockets are told. After a pause connect first, then read on from the last cursor that you have, and drop the ids that you have seen: so nothing is missed and nothing comes twice.',
    access: 'user',
    scope: 'events:read',
    query: OwnEventsQuery,
    response: OwnEventsView,
    problems: [badCursor],
  }).handledBy(async ({ actor, query }) => presentOwnEvents(await readOwn(actor.userId, query))),

  endpoint({
    operationId: 'listPostedEvents',
    method: 'get',
    path: '/events/feed',
    summary: 'List the events that webhooks post, since a cursor.',
    description:
      'Every kind, in order, whether or not you have an endpoint that is told it: what a program missed it reads here. The cursors are those of `GET /events`. A page may be empty while `hasMore` is true.',
    access: 'user',
    scope: 'webhooks:read',
    query: OwnEventsQuery,
    response: FeedView,
    problems: [badCursor],
  }).handledBy(async ({ actor, query }) => presentFeed(await readOwn(actor.userId, query), actor.userId)),
];
