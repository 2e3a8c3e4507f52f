/** The endpoints of the inbox: where gateways send their events, and where admins look after them. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import type { RateLimit } from '../../platform/http/limits';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import { secondAdminNeeded } from '../approvals';
import { badSignature, eventNotBookable, eventNotParked } from './gateway.problems';
import {
  Dismissed,
  EventBooking,
  EventParams,
  GatewayParams,
  Received,
  WebhookEventQuery,
  WebhookEventView,
} from './gateway.schema';
import { presentWebhookEvent } from './gateway.view';
import type { Inbox } from './inbox/inbox';
import type { createListEvents } from './inbox/list-events';
import type { createResolveEvent } from './inbox/resolve-event';
import type { WebhookEventRow } from './inbox/webhook-event.model';

const WEBHOOKS_LIMIT: RateLimit = {
  name: 'webhooks',
  setting: 'LIMIT_WEBHOOKS',
  requests: 100,
  windowMs: MINUTE_MS,
  sameForAll: true,
  countsRefusalsOnly: true,
};

type UseCases = Pick<Inbox, 'takeWebhook'> &
  ReturnType<typeof createListEvents> &
  ReturnType<typeof createResolveEvent>;

export function gatewayRoutes(use: UseCases): Endpoint[] {
  const present = async (row: WebhookEventRow): Promise<WebhookEventView> => {
    const [listed] = await use.withPeople([row]);
    return presentWebhookEvent(listed ?? { row, people: [], ways: [] });
  };
  return [
    endpoint({
      operationId: 'receiveGatewayEvent',
      method: 'post',
      path: '/webhooks/{gateway}',
      summary: 'Receive an event from the payment gateway.',
      description:
        'Signed the way that gateway signs (Stripe: `Stripe-Signature`). Answered once the effect is committed. Events may repeat and arrive in any order.',
      access: 'public',
      limit: WEBHOOKS_LIMIT,
      rawBody: true,
      params: GatewayParams,
      response: Received,
      problems: [badSignature],
    }).handledBy(async ({ params, request }) => {
      await use.takeWebhook(params.gateway, request.rawBody, (name) => request.header(name));
      return { received: true as const };
    }),

    endpoint({
      operationId: 'listParkedEvents',
      method: 'get',
      path: '/admin/payments/parked',
      summary: 'List gateway events that had no effect and wait for an administrator.',
      access: 'admin',
      query: PageQuery,
      paged: true,
      response: z.array(WebhookEventView),
    }).handledBy(async ({ query }) =>
      mapPage(await use.listEvents({ ...query, status: 'PARKED' }), presentWebhookEvent),
    ),

    endpoint({
      operationId: 'listGatewayEvents',
      method: 'get',
      path: '/admin/webhooks',
      summary: "List the gateway's events and their outcomes, newest first.",
      description: 'The payload is not shown: it holds what the gateway knows about the payer.',
      access: 'admin',
      query: WebhookEventQuery,
      paged: true,
      response: z.array(WebhookEventView),
    }).handledBy(async ({ query }) => mapPage(await use.listEvents(query), presentWebhookEvent)),

    endpoint({
      operationId: 'replayGatewayEvent',
      method: 'post',
      path: '/admin/webhooks/{gateway}/{eventId}/replay',
      summary: 'Process a gateway event again; an effect it already had stays.',
      access: 'admin',
      idempotent: 'unit',
      params: EventParams,
      response: WebhookEventView,
    }).handledBy(async ({ actor, params }) => present(await use.replayEvent(actor, params))),

    endpoint({
      operationId: 'dismissGatewayEvent',
      method: 'post',
      path: '/admin/webhooks/{gateway}/{eventId}/dismiss',
      summary: 'Dismiss a parked event whose matter was settled by hand.',
      description: 'You can still replay it. Reconcile compares the gateway with the books either way.',
      access: 'admin',
      idempotent: 'unit',
      params: EventParams,
      body: Dismissed,
      response: WebhookEventView,
      problems: [eventNotParked],
    }).handledBy(async ({ actor, params, body }) =>
      present(await use.dismissEvent(actor, params, body.reason)),
    ),

    endpoint({
      operationId: 'bookGatewayEvent',
      method: 'post',
      path: '/admin/webhooks/{gateway}/{eventId}/book',
      movesMoney: true,
      stepUp: true,
      summary: 'Book a parked event.',
      description:
        'For what the gateway has moved and nothing here goes with: its `ways` say how it ends in the books. An invoice that took another sum than was due, or of no subscription that is known here, is booked as it came; what was too much is refunded in the dashboard of the gateway, which is booked by itself. It takes two administrators: after the first it is still parked.',
      access: 'admin',
      idempotent: 'unit',
      params: EventParams,
      body: EventBooking,
      response: WebhookEventView,
      problems: [eventNotParked, eventNotBookable, secondAdminNeeded],
    }).handledBy(async ({ actor, params, body }) => present(await use.bookEvent(actor, params, body))),
  ];
}
