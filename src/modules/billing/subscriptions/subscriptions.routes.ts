/** The endpoints of plans, subscriptions and their invoices. */
import { z } from 'zod';
import { FileContent } from '../../../platform/http/download';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { switchedOff } from '../../../platform/http/features';
import { byId } from '../../../platform/http/wire';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../../platform/kernel/page';
import { PDF } from '../../../platform/paper/paper';
import { secondAdminNeeded } from '../../approvals';
import { gatewayRefused, gatewayUnavailable, methodUnavailable } from '../../gateway';
import type { createAcceptInvoice } from './accept-invoice';
import type { createChangeSubscription } from './change-subscription';
import { renderInvoice } from './invoice.view';
import { priceChanged } from '../billing.problems';
import type { createPaySubscription } from './pay-subscription';
import type { ReadSubscriptions } from './read-subscriptions';
import type { createSubscribe } from './subscribe';
import type { SubscriptionPresenter } from './subscription.view';
import {
  alreadySubscribed,
  changeInProgress,
  invoiceAsAgreed,
  noSubscription,
  nothingDue,
  planChangeNotAllowed,
  subscriptionEnding,
  subscriptionUnpaid,
} from './subscriptions.problems';
import {
  AdminSubscriptionView,
  DuePayment,
  InvoiceAcceptance,
  InvoiceView,
  MethodChoice,
  PlanChoice,
  PlanView,
  SubscriptionCancellation,
  SubscriptionQuery,
  SubscriptionView,
} from './subscriptions.schema';

export type UseCases = Omit<ReadSubscriptions, 'limitFactorOf' | 'getSubscription'> &
  ReturnType<typeof createChangeSubscription> &
  ReturnType<typeof createPaySubscription> &
  Pick<ReturnType<typeof createAcceptInvoice>, 'acceptInvoice'> & {
    subscribe: ReturnType<typeof createSubscribe>;
  };

const atGateway = [methodUnavailable, gatewayUnavailable, gatewayRefused];

export const subscriptionRoutes = (subscriptions: UseCases, present: SubscriptionPresenter): Endpoint[] => [
  endpoint({
    operationId: 'acceptInvoice',
    method: 'post',
    path: '/admin/subscription-invoices/{id}/accept',
    stepUp: true,
    summary: 'Accept that an invoice of a subscription brought more than its plan costs.',
    description:
      'For another price, or several of it, that somebody chose at the gateway. The credits stay those of the plan; what is refunded at the gateway is booked by itself. It takes two administrators.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: InvoiceAcceptance,
    response: InvoiceView,
    problems: [invoiceAsAgreed, secondAdminNeeded],
  }).handledBy(async ({ actor, params, body }) =>
    present.invoice(await subscriptions.acceptInvoice(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'listSubscriptions',
    method: 'get',
    path: '/admin/subscriptions',
    summary: 'List the subscriptions of everybody, newest first.',
    access: 'admin',
    query: SubscriptionQuery,
    paged: true,
    response: z.array(AdminSubscriptionView),
  }).handledBy(async ({ query }) =>
    mapPage(await subscriptions.listSubscriptions(query), present.adminSubscription),
  ),

  endpoint({
    operationId: 'listPlans',
    method: 'get',
    path: '/credits/plans',
    summary: 'List the subscription plans with their prices and benefits.',
    access: 'public',
    cached: { until: [], forMs: MINUTE_MS },
    scope: 'credits:read',
    response: z.array(PlanView),
  }).handledBy(() => present.plans(subscriptions.listPlans())),

  endpoint({
    operationId: 'getSubscription',
    method: 'get',
    path: '/credits/subscription',
    summary: 'Get your current or latest subscription.',
    description: '`data` is null if you never subscribed.',
    access: 'user',
    scope: 'credits:read',
    response: SubscriptionView.nullable(),
  }).handledBy(async ({ actor }) => {
    const file = await subscriptions.findSubscription(actor.userId);
    return file && present.subscription(file);
  }),

  endpoint({
    operationId: 'subscribe',
    method: 'post',
    path: '/credits/subscribe',
    movesMoney: true,
    verifiedEmail: true,
    summary: 'Subscribe to a plan.',
    description:
      'Opens a checkout: send the subscriber to `checkoutUrl`. The subscription starts when the checkout is paid. ' +
      'A monthly plan grants its credits each month, a yearly plan all of them with the payment of the year.',
    access: 'user',
    scope: 'credits:write',
    idempotent: 'resumable',
    body: PlanChoice,
    status: 201,
    response: SubscriptionView,
    problems: [alreadySubscribed, switchedOff, priceChanged, ...atGateway],
  }).handledBy(async ({ actor, body, request }) =>
    present.subscription(
      await subscriptions.subscribe(actor, body, request.header('idempotency-key') ?? null),
    ),
  ),

  endpoint({
    operationId: 'changeSubscription',
    method: 'post',
    path: '/credits/change-subscription',
    movesMoney: true,
    verifiedEmail: true,
    summary: 'Change the plan of your subscription.',
    description:
      'An upgrade takes effect now: you pay the difference for the rest of the period and get its difference in credits, rounded down. ' +
      'A downgrade takes effect with the next period; choose the current plan to cancel it. ' +
      'Changing from monthly to yearly starts a new period.',
    access: 'user',
    scope: 'credits:write',
    idempotent: 'resumable',
    body: PlanChoice,
    response: SubscriptionView,
    problems: [
      ...[noSubscription, subscriptionEnding, subscriptionUnpaid, planChangeNotAllowed, changeInProgress],
      switchedOff,
      priceChanged,
      ...atGateway,
    ],
  }).handledBy(async ({ actor, body }) => present.subscription(await subscriptions.changePlan(actor, body))),

  endpoint({
    operationId: 'cancelSubscription',
    method: 'post',
    path: '/credits/cancel-subscription',
    summary: 'Cancel your subscription.',
    description:
      'It ends with the paid period, or now if you choose so. The rest of the period is not refunded.',
    access: 'user',
    scope: 'credits:write',
    idempotent: 'resumable',
    body: SubscriptionCancellation,
    response: SubscriptionView,
    problems: [noSubscription, changeInProgress, ...atGateway],
  }).handledBy(async ({ actor, body }) => present.subscription(await subscriptions.cancel(actor, body))),

  endpoint({
    operationId: 'resumeSubscription',
    method: 'post',
    path: '/credits/resume-subscription',
    summary: 'Resume a subscription that is canceled but has not ended.',
    access: 'user',
    scope: 'credits:write',
    idempotent: 'resumable',
    response: SubscriptionView,
    problems: [noSubscription, ...atGateway],
  }).handledBy(async ({ actor }) => present.subscription(await subscriptions.resume(actor))),

  endpoint({
    operationId: 'changeSubscriptionPaymentMethod',
    method: 'post',
    path: '/credits/change-payment-method',
    summary: 'Choose the saved payment method that pays your subscription.',
    access: 'user',
    scope: 'credits:write',
    idempotent: 'resumable',
    body: MethodChoice,
    response: SubscriptionView,
    problems: [noSubscription, changeInProgress, ...atGateway],
  }).handledBy(async ({ actor, body }) =>
    present.subscription(await subscriptions.changeMethod(actor, body)),
  ),

  endpoint({
    operationId: 'payOverdueSubscription',
    method: 'post',
    path: '/credits/pay-due',
    movesMoney: true,
    summary: 'Pay what is due for your subscription now.',
    description: 'A declined card is `payment_gateway_refused`; try again with another payment method.',
    access: 'user',
    scope: 'credits:write',
    idempotent: 'resumable',
    body: DuePayment,
    response: SubscriptionView,
    problems: [noSubscription, nothingDue, ...atGateway],
  }).handledBy(async ({ actor, body }) => present.subscription(await subscriptions.payDue(actor, body))),

  endpoint({
    operationId: 'listInvoices',
    method: 'get',
    path: '/payments/invoices',
    summary: 'List your paid invoices, newest first.',
    access: 'user',
    scope: 'payments:read',
    query: PageQuery,
    paged: true,
    response: z.array(InvoiceView),
  }).handledBy(async ({ actor, query }) =>
    present.invoices(await subscriptions.listInvoices(actor.userId, query)),
  ),

  endpoint({
    operationId: 'getInvoice',
    method: 'get',
    path: '/payments/invoices/{id}/pdf',
    summary: 'Download a paid invoice as a PDF.',
    access: 'user',
    scope: 'payments:read',
    params: byId,
    download: [PDF],
    response: FileContent,
  }).handledBy(async ({ actor, params }) => renderInvoice(await subscriptions.readInvoice(actor, params.id))),
];
