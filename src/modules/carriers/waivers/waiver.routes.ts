/** The endpoints of waivers: administrators record that an out-of-service order does not stop a carrier. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { notFound } from '../../../platform/http/problem';
import { byId } from '../../../platform/http/wire';
import type { Clock } from '../../../platform/kernel/clock';
import { mapPage, type Page } from '../../../platform/kernel/page';
import { carrierNotFound, fmcsaUnavailable } from '../carriers.problems';
import { noOrderInForce, orderDiffers, waiverEnded, waiverUntil } from './waiver.problems';
import { EndWaiver, NewWaiver, WaiverQuery, WaiverShape } from './waiver.schema';
import { presentWaiver } from './waiver.view';
import type { Waiver } from './waiver.model';
import type { Waivers } from './waivers';

/** Waivers with the names of those who granted and ended them. */
const createNaming = (waivers: Waivers, clock: Clock) => ({
  page: async (page: Page<Waiver>) => {
    const people = await waivers.findPeople(page.items);
    const names = await waivers.findNames(page.items);
    return mapPage(page, (waiver) => presentWaiver(waiver, clock.now(), people, names));
  },
  one: async (waiver: Waiver) =>
    presentWaiver(waiver, clock.now(), await waivers.findPeople([waiver]), await waivers.findNames([waiver])),
});

export const waiverRoutes = (
  waivers: Waivers,
  clock: Clock,
  named = createNaming(waivers, clock),
): Endpoint[] => [
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
  }).handledBy(async ({ actor, body }) => named.one(await waivers.grant(actor, body))),

  endpoint({
    operationId: 'listOutOfServiceWaivers',
    method: 'get',
    path: '/admin/out-of-service-waivers',
    summary: 'List waivers of out-of-service orders, newest first.',
    access: 'admin',
    query: WaiverQuery,
    paged: true,
    response: z.array(WaiverShape),
  }).handledBy(async ({ query }) => named.page(await waivers.list(query))),

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
    named.one(await waivers.revoke(actor, params.id, body.reason)),
  ),
];
