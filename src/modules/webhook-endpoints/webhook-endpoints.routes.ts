/** The endpoints of partners' webhooks. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { switchedOff } from '../../platform/http/features';
import { byId, Done, done } from '../../platform/http/wire';
import { iso } from '../../platform/kernel/clock';
import { mapPage } from '../../platform/kernel/page';
import { readEach } from '../../platform/kernel/unreadable';
import { PUBLIC_EVENTS } from '../feed';
import { ENDPOINTS_MAX } from './delivery.rules';
import type { createChangeEndpoint, WithSecret } from './use-cases/change-endpoint';
import type { createReadEndpoints } from './use-cases/read-endpoints';
import type { createReplay } from './use-cases/replay';
import {
  presentDelivery,
  presentDeliveryFile,
  presentEndpoint,
  presentKind,
  presentToAdmin,
} from './webhook-endpoint.view';
import {
  tooManyWebhookEndpoints,
  tooManyWebhookTests,
  webhookAddressRefused,
  webhookEndpointNotActive,
  webhookEndpointUnconfirmed,
} from './webhook-endpoints.problems';
import {
  AdminEndpointQuery,
  AdminEndpointView,
  DeliveryDetail,
  DeliveryParams,
  DeliveryQuery,
  DeliveryView,
  EventKindView,
  NewWebhookEndpoint,
  Replayed,
  ReplayStretch,
  RotateSecret,
  WebhookEndpointChange,
  WebhookEndpointView,
  WebhookEndpointWithSecret,
} from './webhook-endpoints.schema';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    webhooks: true;
  }
}

type UseCases = Omit<ReturnType<typeof createChangeEndpoint>, 'forgetFormerSecrets'> &
  Omit<ReturnType<typeof createReadEndpoints>, 'deleteOldDeliveries'> &
  ReturnType<typeof createReplay>;

const withSecret = (made: WithSecret) => ({ ...presentEndpoint(made.endpoint), secret: made.secret });

const PATH = '/webhook-endpoints';

export const webhookEndpointsRoutes = (use: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'listWebhookEventKinds',
    method: 'get',
    path: `${PATH}/event-kinds`,
    summary: 'List the kinds of events that are posted, with their fields.',
    description: 'Only events about what is yours are posted to you.',
    access: 'user',
    scope: 'webhooks:read',
    response: z.array(EventKindView),
  }).handledBy(() => PUBLIC_EVENTS.map(presentKind)),

  endpoint({
    operationId: 'listWebhookEndpoints',
    method: 'get',
    path: PATH,
    summary: 'List your webhook endpoints, newest first.',
    access: 'user',
    scope: 'webhooks:read',
    response: z.array(WebhookEndpointView),
  }).handledBy(async ({ actor }) => readEach(await use.listEndpoints(actor), presentEndpoint)),

  endpoint({
    operationId: 'createWebhookEndpoint',
    method: 'post',
    path: PATH,
    summary: 'Create an endpoint that your own events are posted to.',
    description: `Postings follow Standard Webhooks: verify \`webhook-signature\` with \`secret\`, which only this answer shows. Answer 2xx within ten seconds; anything else is tried again for three days. An event may come more than once, under the same \`webhook-id\`. You can have ${ENDPOINTS_MAX} endpoints.`,
    access: 'user',
    feature: 'FEATURE_WEBHOOKS',
    provenEmail: true,
    stepUp: true,
    body: NewWebhookEndpoint,
    status: 201,
    response: WebhookEndpointWithSecret,
    problems: [webhookAddressRefused, tooManyWebhookEndpoints],
  }).handledBy(async ({ actor, body: { url, name, events } }) =>
    withSecret(await use.createEndpoint(actor, { url, name: name ?? null, kinds: events })),
  ),

  endpoint({
    operationId: 'getWebhookEndpoint',
    method: 'get',
    path: `${PATH}/{id}`,
    summary: 'Get one of your webhook endpoints.',
    access: 'user',
    scope: 'webhooks:read',
    params: byId,
    response: WebhookEndpointView,
  }).handledBy(async ({ actor, params }) => presentEndpoint(await use.readEndpoint(actor, params.id))),

  endpoint({
    operationId: 'changeWebhookEndpoint',
    method: 'put',
    path: `${PATH}/{id}`,
    summary: 'Change the address, the name or the events of an endpoint.',
    description: 'What is left out stays as it is. What waits is posted to the new address.',
    access: 'user',
    provenEmail: true,
    stepUp: true,
    params: byId,
    body: WebhookEndpointChange,
    response: WebhookEndpointView,
    problems: [webhookAddressRefused, switchedOff],
  }).handledBy(async ({ actor, params, body: { url, name, events } }) =>
    presentEndpoint(
      await use.changeEndpoint(actor, params.id, {
        ...(url === undefined ? {} : { url }),
        ...(name === undefined ? {} : { name }),
        ...(events === undefined ? {} : { kinds: events }),
      }),
    ),
  ),

  endpoint({
    operationId: 'deleteWebhookEndpoint',
    method: 'delete',
    path: `${PATH}/{id}`,
    summary: 'Delete an endpoint with all its deliveries.',
    access: 'user',
    scope: 'webhooks:write',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await use.deleteEndpoint(actor, params.id);
    return done;
  }),

  endpoint({
    operationId: 'pauseWebhookEndpoint',
    method: 'post',
    path: `${PATH}/{id}/pause`,
    summary: 'Pause an endpoint: its events wait until it is resumed.',
    access: 'user',
    scope: 'webhooks:write',
    params: byId,
    response: WebhookEndpointView,
  }).handledBy(async ({ actor, params }) => presentEndpoint(await use.pauseEndpoint(actor, params.id))),

  endpoint({
    operationId: 'resumeWebhookEndpoint',
    method: 'post',
    path: `${PATH}/{id}/resume`,
    summary: 'Resume an endpoint that is paused or switched off.',
    description:
      'What waits is posted. What was missed while it was switched off is posted once you replay it. After a recovery of the account set its address and its secret anew first (`unconfirmed`).',
    access: 'user',
    stepUp: true,
    params: byId,
    response: WebhookEndpointView,
    problems: [webhookEndpointUnconfirmed],
  }).handledBy(async ({ actor, params }) => presentEndpoint(await use.resumeEndpoint(actor, params.id))),

  endpoint({
    operationId: 'rotateWebhookSecret',
    method: 'post',
    path: `${PATH}/{id}/rotate-secret`,
    summary: 'Give an endpoint a new secret.',
    description:
      'For 24 hours postings bear two signatures, by the new secret and the one before. Only this answer shows the new one.',
    access: 'user',
    provenEmail: true,
    stepUp: true,
    params: byId,
    body: RotateSecret,
    response: WebhookEndpointWithSecret,
  }).handledBy(async ({ actor, params, body }) =>
    withSecret(await use.rotateSecret(actor, params.id, body.dropFormer)),
  ),

  endpoint({
    operationId: 'sendTestWebhook',
    method: 'post',
    path: `${PATH}/{id}/test`,
    summary: 'Post a test event to an endpoint.',
    access: 'user',
    scope: 'webhooks:write',
    params: byId,
    status: 202,
    response: DeliveryView,
    problems: [webhookEndpointNotActive, tooManyWebhookTests],
  }).handledBy(async ({ actor, params }) => presentDelivery(await use.sendTest(actor, params.id))),

  endpoint({
    operationId: 'replayWebhooks',
    method: 'post',
    path: `${PATH}/{id}/replay`,
    summary: 'Post again what an endpoint did not take, from a moment on.',
    description: 'Deliveries are kept for 30 days.',
    access: 'user',
    scope: 'webhooks:write',
    params: byId,
    body: ReplayStretch,
    status: 202,
    response: Replayed,
    problems: [webhookEndpointNotActive],
  }).handledBy(async ({ actor, params, body: { from, until, afterPosition = 0, all } }) => {
    const stretch = {
      from: Date.parse(from),
      until: until === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(until),
      ...{ afterPosition, all },
    };
    const replayed = await use.replayRange(actor, params.id, stretch);
    return { ...replayed, lastOccurredAt: iso(replayed.lastOccurredAt) };
  }),

  endpoint({
    operationId: 'listWebhookDeliveries',
    method: 'get',
    path: `${PATH}/{id}/deliveries`,
    summary: 'List what was posted to an endpoint, newest first.',
    access: 'user',
    scope: 'webhooks:read',
    params: byId,
    query: DeliveryQuery,
    paged: true,
    response: z.array(DeliveryView),
  }).handledBy(async ({ actor, params, query }) =>
    mapPage(await use.listDeliveries(actor, params.id, query), presentDelivery),
  ),

  endpoint({
    operationId: 'getWebhookDelivery',
    method: 'get',
    path: `${PATH}/{id}/deliveries/{deliveryId}`,
    summary: 'Get a delivery with what was posted and every answer.',
    access: 'user',
    scope: 'webhooks:read',
    params: DeliveryParams,
    response: DeliveryDetail,
  }).handledBy(async ({ actor, params }) =>
    presentDeliveryFile(await use.readDelivery(actor, params.id, params.deliveryId)),
  ),

  endpoint({
    operationId: 'replayWebhookDelivery',
    method: 'post',
    path: `${PATH}/{id}/deliveries/{deliveryId}/replay`,
    summary: 'Post one delivery again.',
    description: 'With the same `webhook-id`, signed by the secrets of now.',
    access: 'user',
    scope: 'webhooks:write',
    params: DeliveryParams,
    status: 202,
    response: DeliveryView,
    problems: [webhookEndpointNotActive],
  }).handledBy(async ({ actor, params }) =>
    presentDelivery(await use.replayDelivery(actor, params.id, params.deliveryId)),
  ),

  endpoint({
    operationId: 'listAllWebhookEndpoints',
    method: 'get',
    path: `/admin${PATH}`,
    summary: 'List webhook endpoints that fail, the longest first.',
    access: 'admin',
    query: AdminEndpointQuery,
    paged: true,
    response: z.array(AdminEndpointView),
  }).handledBy(async ({ query }) => {
    const { page, owners } = await use.listAllEndpoints(query);
    return mapPage(page, presentToAdmin(owners));
  }),
];
