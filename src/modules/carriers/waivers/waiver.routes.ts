/** The endpoints of waivers: administrators record that an out-of-service order does not stop a carrier. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { notFound } from '../../../platform/http/problem';
import { byId } from '../../../platform/http/wire';
import type { Clock } from '../../../platform/kernel/clock';
import { mapPage } from '../../../platform/kernel/page';
import { carrierNotFound, fmcsaUnavailable } from '../carriers.problems';
import { noOrderInForce, orderDiffers, waiverEnded, waiverUntil } from './waiver.problems';
import { EndWaiver, NewWaiver, WaiverQuery, WaiverShape } from './waiver.schema';
import { presentWaiver } from './waiver.view';
import type { Waivers } from './waivers';

export const waiverRoutes = (waivers: Waivers, clock: Clock): Endpoint[] => [
  endpoint({
    operationId: 'waiveOutOfServiceOrder',
    method: 'post',
    path: '/admin/out-of-service-waivers',
    summary: 'Record that an old or rescinded out-of-service order does not stop a carrier.',
    description:
      'The check of the order then warns instead of failing; a later order stops again. Checks made before are made anew.',
    access: 'admin',
    body: NewWaiver,
    status: 201,
    response: WaiverShape,
    problems: [carrierNotFound, fmcsaUnavailable, noOrderInForce, orderDiffers, waiverUntil],
  }).handledBy(async ({ actor, body }) => presentWaiver(await waivers.grant(actor, body), clock.now())),

  endpoint({
    operationId: 'listOutOfServiceWaivers',
    method: 'get',
    path: '/admin/out-of-service-waivers',
    summary: 'List waivers of out-of-service orders, newest first.',
    access: 'admin',
    query: WaiverQuery,
    paged: true,
    response: z.array(WaiverShape),
  }).handledBy(async ({ query }) =>
    mapPage(await waivers.list(query), (waiver) => presentWaiver(waiver, clock.now())),
  ),

  endpoint({
    operationId: 'revokeOutOfServiceWaiver',
    method: 'post',
    path: '/admin/out-of-service-waivers/{id}/revoke',
    summary: 'Take a waiver back.',
    access: 'admin',
    params: byId,
    body: EndWaiver,
    response: WaiverShape,
    problems: [notFound, waiverEnded],
  }).handledBy(async ({ actor, params, body }) =>
    presentWaiver(await waivers.revoke(actor, params.id, body.reason), clock.now()),
  ),
];
