/** The endpoints of plans, subscriptions and their invoices. */
import { z } from 'zod';
import { FileContent } from '../../../platform/http/download';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { byId } from '../../../platform/http/wire';
import { PageQuery } from '../../../platform/kernel/page';
import { PDF } from '../../../platform/paper/paper';
import { gatewayRefused, gatewayUnavailable, methodUnavailable } from '../../payments';
import type { createChangeSubscription } from './change-subscription';
import type { createDrawInvoice } from './draw-invoice';
import type { createPaySubscription } from './pay-subscription';
import type { createReadSubscriptions } from './read-subscriptions';
import type { createSubscribe } from './subscribe';
import {
  changeNotNow,
  changeUnderWay,
  noSubscription,
  nothingDue,
  subscribedAlready,
  subscriptionEnding,
  subscriptionOverdue,
} from './subscriptions.problems';
import {
  DuePayment,
  InvoiceView,
  MethodChoice,
  PlanChoice,
  PlanView,
  SubscriptionCancellation,
  SubscriptionView,
} from './subscriptions.schema';

interface UseCases {
  reading: ReturnType<typeof createReadSubscriptions>;
  subscribe: ReturnType<typeof createSubscribe>;
  changing: ReturnType<typeof createChangeSubscription>;
  paying: ReturnType<typeof createPaySubscription>;
  drawInvoice: ReturnType<typeof createDrawInvoice>;
}

const atGateway = [methodUnavailable, gatewayUnavailable, gatewayRefused];

export const subscriptionRoutes = ({
  reading,
  subscribe,
  changing,
  paying,
  drawInvoice,
}: UseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/credits/plans',
    summary: 'The plans that can be subscribed to, with their prices and what they give.',
    access: 'public',
    response: z.array(PlanView),
  }).handledBy(() => reading.listPlans()),

  endpoint({
    method: 'get',
    path: '/credits/subscription',
    summary: 'My subscription: the live one, else the latest; null without any.',
    access: 'user',
    response: SubscriptionView.nullable(),
  }).handledBy(({ actor }) => reading.viewSubscription(actor.userId)),

  endpoint({
    method: 'post',
    path: '/credits/subscribe',
    trading: true,
    summary: 'Opens the checkout of a plan. Credits and effects come once it is paid.',
    description: 'A month’s credits come each month; a year’s credits come at once, with the year’s payment.',
    access: 'user',
    idempotent: 'resumable',
    body: PlanChoice,
    status: 201,
    response: SubscriptionView,
    problems: [subscribedAlready, ...atGateway],
  }).handledBy(({ actor, body, request }) =>
    subscribe(actor, body, request.header('idempotency-key') ?? null),
  ),

  endpoint({
    method: 'post',
    path: '/credits/change-subscription',
    trading: true,
    summary: 'Changes the plan: up at once, for the rest of the period; down with the next period.',
    description:
      'A step up charges the difference for the rest of the period, and gives the difference in credits for it, rounded down. From months to years a new period begins. Choosing the present plan takes a planned step down back.',
    access: 'user',
    idempotent: 'resumable',
    body: PlanChoice,
    response: SubscriptionView,
    problems: [
      ...[noSubscription, subscriptionEnding, subscriptionOverdue, changeNotNow, changeUnderWay],
      ...atGateway,
    ],
  }).handledBy(({ actor, body }) => changing.change(actor, body)),

  endpoint({
    method: 'post',
    path: '/credits/cancel-subscription',
    summary: 'Ends the subscription with its period, or now. Credits that were granted stay.',
    description: 'Nothing is paid back for the rest of the period.',
    access: 'user',
    idempotent: 'resumable',
    body: SubscriptionCancellation,
    response: SubscriptionView,
    problems: [noSubscription, changeUnderWay, ...atGateway],
  }).handledBy(({ actor, body }) => changing.cancel(actor, body)),

  endpoint({
    method: 'post',
    path: '/credits/resume-subscription',
    summary: 'Takes a planned end back, while the period lasts: the subscription goes on.',
    access: 'user',
    idempotent: 'resumable',
    response: SubscriptionView,
    problems: [noSubscription, ...atGateway],
  }).handledBy(({ actor }) => changing.resume(actor)),

  endpoint({
    method: 'post',
    path: '/credits/change-payment-method',
    summary: 'Lets another saved payment method pay the subscription from now on.',
    access: 'user',
    idempotent: 'resumable',
    body: MethodChoice,
    response: SubscriptionView,
    problems: [noSubscription, changeUnderWay, ...atGateway],
  }).handledBy(({ actor, body }) => paying.changeMethod(actor, body)),

  endpoint({
    method: 'post',
    path: '/credits/pay-due',
    summary: 'Pays now what is due of the subscription, with its own payment method or another saved one.',
    access: 'user',
    idempotent: 'resumable',
    body: DuePayment,
    response: SubscriptionView,
    problems: [noSubscription, nothingDue, ...atGateway],
  }).handledBy(({ actor, body }) => paying.payDue(actor, body)),

  endpoint({
    method: 'get',
    path: '/payments/invoices',
    summary: 'The invoices of my subscriptions that were paid, newest first.',
    access: 'user',
    query: PageQuery,
    paged: true,
    response: z.array(InvoiceView),
  }).handledBy(({ actor, query }) => reading.listInvoices(actor.userId, query)),

  endpoint({
    method: 'get',
    path: '/payments/invoices/{id}/pdf',
    summary: 'A paid invoice as PDF, for its subscriber and admins.',
    access: 'user',
    params: byId,
    download: [PDF],
    response: FileContent,
  }).handledBy(({ actor, params }) => drawInvoice(actor, params.id)),
];
