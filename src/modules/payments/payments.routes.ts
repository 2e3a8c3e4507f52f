/** The endpoints of payments. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import {
  amountMismatch,
  badSignature,
  bankReferenceUsed,
  eventNotParked,
  methodUnavailable,
  nothingFromBank,
  noWireOut,
  notAWire,
  paymentEnded,
  refundNotWaiting,
} from './payments.problems';
import {
  AdminPaymentQuery,
  AdminPaymentView,
  Dismissed,
  EventParams,
  GivenUp,
  PaymentQuery,
  PaymentView,
  Received,
  RefundQuery,
  RefundView,
  WebhookEventQuery,
  WebhookEventView,
  WireBack,
  WireQuery,
  WireReturned,
  WireView,
} from './payments.schema';
import type { createGiveUpWire } from './use-cases/give-up-wire';
import type { createListPayments } from './use-cases/list-payments';
import type { createMendRefund } from './use-cases/mend-refund';
import type { createTakeWebhook } from './use-cases/take-webhook';

interface UseCases {
  lists: ReturnType<typeof createListPayments>;
  inbox: ReturnType<typeof createTakeWebhook>;
  mend: ReturnType<typeof createMendRefund>;
  giveUpWire: ReturnType<typeof createGiveUpWire>;
}

export const paymentsRoutes = ({ lists, inbox, mend, giveUpWire }: UseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/payments',
    summary: 'My payments, newest first; an admin sees everybody’s.',
    access: 'user',
    query: PaymentQuery,
    paged: true,
    response: z.array(PaymentView),
  }).handledBy(({ actor, query }) => lists.listOwn(actor, query)),

  endpoint({
    method: 'get',
    path: '/payments/{id}',
    summary: 'One payment, for its payer and admins.',
    access: 'user',
    params: byId,
    response: PaymentView,
  }).handledBy(({ actor, params }) => lists.viewPayment(actor, params.id)),

  endpoint({
    method: 'post',
    path: '/webhooks/stripe',
    summary: 'Takes an event of the payment gateway in.',
    description:
      'Signed as Stripe signs (Stripe-Signature). Answered once its effect is committed; the same event may come again, and in any order.',
    access: 'public',
    limit: 'webhooks',
    rawBody: true,
    response: Received,
    problems: [badSignature, methodUnavailable],
  }).handledBy(async ({ request }) => {
    await inbox.takeWebhook(request.rawBody, request.header('stripe-signature'));
    return { received: true as const };
  }),

  endpoint({
    method: 'get',
    path: '/admin/payments',
    summary: 'All payments with what only admins see, newest first.',
    access: 'admin',
    query: AdminPaymentQuery,
    paged: true,
    response: z.array(AdminPaymentView),
  }).handledBy(({ query }) => lists.listAll(query)),

  endpoint({
    method: 'get',
    path: '/admin/payments/stuck',
    summary: 'Payments that are open at the gateway for longer than payments take.',
    access: 'admin',
    query: PageQuery,
    paged: true,
    response: z.array(AdminPaymentView),
  }).handledBy(({ query }) => lists.listStuck(query)),

  endpoint({
    method: 'get',
    path: '/admin/payments/parked',
    summary: 'Events of the gateway that had no effect and wait for a person, with the reason.',
    access: 'admin',
    query: PageQuery,
    paged: true,
    response: z.array(WebhookEventView),
  }).handledBy(({ query }) => lists.listEvents({ ...query, status: 'PARKED' })),

  endpoint({
    method: 'get',
    path: '/admin/webhooks',
    summary: 'The events that the gateway has told, with what became of each, newest first.',
    description: 'What an event says is not shown: it holds what the gateway knows of the payer.',
    access: 'admin',
    query: WebhookEventQuery,
    paged: true,
    response: z.array(WebhookEventView),
  }).handledBy(({ query }) => lists.listEvents(query)),

  endpoint({
    method: 'post',
    path: '/admin/webhooks/{eventId}/replay',
    summary: 'Tries an event of the gateway again. One that has had its effect keeps it.',
    access: 'admin',
    idempotent: 'unit',
    params: EventParams,
    response: WebhookEventView,
  }).handledBy(({ actor, params }) => inbox.replay(actor, params.eventId)),

  endpoint({
    method: 'post',
    path: '/admin/webhooks/{eventId}/dismiss',
    summary: 'Lets a parked event have no effect: what it tells was settled by hand.',
    description: 'It can still be tried again. Reconcile holds the gateway against the books all the same.',
    access: 'admin',
    idempotent: 'unit',
    params: EventParams,
    body: Dismissed,
    response: WebhookEventView,
    problems: [eventNotParked],
  }).handledBy(({ actor, params, body }) => inbox.dismiss(actor, params.eventId, body.reason)),

  endpoint({
    method: 'get',
    path: '/admin/wires',
    summary: 'The wires that arrived, newest first; by payment, or by what the bank calls one.',
    access: 'admin',
    query: WireQuery,
    paged: true,
    response: z.array(WireView),
  }).handledBy(({ query }) => lists.listWires(query)),

  endpoint({
    method: 'post',
    path: '/admin/payments/{id}/give-up',
    stepUp: true,
    summary: 'Gives a wire up that does not come, or comes only in part; what has come of it goes back.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: GivenUp,
    response: AdminPaymentView,
    problems: [notAWire, paymentEnded],
  }).handledBy(({ actor, params, body }) => giveUpWire(actor, params.id, body.reason)),

  endpoint({
    method: 'get',
    path: '/admin/refunds',
    summary: 'Refunds, newest first; those with status NEEDS_ATTENTION or AWAITING_WIRE wait for an admin.',
    access: 'admin',
    query: RefundQuery,
    paged: true,
    response: z.array(RefundView),
  }).handledBy(({ query }) => lists.listRefunds(query)),

  endpoint({
    method: 'post',
    path: '/admin/refunds/{id}/confirm-wire',
    stepUp: true,
    summary: 'Records that the money was sent back by wire.',
    description: 'Also for a refund that the gateway could not carry out.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireBack,
    response: RefundView,
    problems: [refundNotWaiting, bankReferenceUsed],
  }).handledBy(({ actor, params, body }) => mend.confirmWireBack(actor, params.id, body.reference)),

  endpoint({
    method: 'post',
    path: '/admin/refunds/{id}/wire-returned',
    stepUp: true,
    summary: 'Records that the wire of a refund came back from the bank; the money is owed again.',
    description: 'A return is booked once, by what the bank calls it. The refund can be wired again.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireReturned,
    response: RefundView,
    problems: [noWireOut, bankReferenceUsed, amountMismatch],
  }).handledBy(({ actor, params, body }) => mend.takeWireBack(actor, params.id, body)),

  endpoint({
    method: 'post',
    path: '/admin/refunds/{id}/settle-by-bank',
    stepUp: true,
    summary:
      'Closes a refund that the gateway refused because the bank of the payer has given him the money.',
    description: 'A card dispute over the payment must have been lost for as much; it settles one refund.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    response: RefundView,
    problems: [refundNotWaiting, nothingFromBank],
  }).handledBy(({ actor, params }) => mend.settleByBank(actor, params.id)),

  endpoint({
    method: 'post',
    path: '/admin/refunds/{id}/retry',
    stepUp: true,
    summary: 'Asks the gateway once more for a refund that it could not carry out.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    response: RefundView,
    problems: [refundNotWaiting],
  }).handledBy(({ actor, params }) => mend.retryRefund(actor, params.id)),
];
