/** The endpoints of payments. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { mapWholePage, type Page, PageQuery } from '../../platform/kernel/page';
import { secondAdminNeeded } from '../approvals';
import { gatewayUnavailable } from '../gateway';
import type { PaymentRow } from './payment.model';
import type { PaymentWireRow } from './payment-wire.model';
import type { PaymentPresenter } from './payment.view';
import type { RefundRow } from './refund.model';
import type { createFindPayers, Payers } from './use-cases/find-payers';
import {
  amountMismatch,
  bankReferenceUsed,
  nothingFromBank,
  noWireOut,
  notAWire,
  outsideRefundBookedBefore,
  nothingToGiveBack,
  paymentEnded,
  refundNotWaiting,
  wireMovedOn,
} from './payments.problems';
import {
  AdminPaymentQuery,
  AdminPaymentView,
  BookOutsideRefund,
  DisputeQuery,
  DisputeView,
  GivenUp,
  OutsideRefundQuery,
  OutsideRefundView,
  PaymentQuery,
  PaymentShape,
  RefundParted,
  RefundQuery,
  RefundReason,
  RefundView,
  RefundWireSent,
  WireCorrectionWanted,
  WireQuery,
  WireReturned,
  WireView,
} from './payments.schema';
import type { createCorrectWire } from './use-cases/correct-wire';
import type { createGiveBackPayment } from './use-cases/give-back-payment';
import type { createGiveUpWire } from './use-cases/give-up-wire';
import type { createListPayments } from './use-cases/list-payments';
import type { OutsideRefundRow } from './outside-refund.model';
import type { OutsideRefunds } from './use-cases/outside-refunds';
import type { createSplitRefund } from './use-cases/split-refund';
import type { createResolveRefund } from './use-cases/resolve-refund';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    payments: true;
  }
}

type UseCases = Omit<ReturnType<typeof createListPayments>, 'listForSubject'> &
  ReturnType<typeof createSplitRefund> &
  ReturnType<typeof createResolveRefund> &
  Pick<ReturnType<typeof createCorrectWire>, 'correctWire'> & {
    giveUpWire: ReturnType<typeof createGiveUpWire>;
    giveBackPayment: ReturnType<typeof createGiveBackPayment>['giveBackPayment'];
    bookOutsideRefund: OutsideRefunds['book'];
    findPayers: ReturnType<typeof createFindPayers>;
  };

/** Rows for administrators, with the names of those whose payments they are about. */
function createNaming({ findPayers }: UseCases, present: PaymentPresenter) {
  const payersOf = (rows: { paymentId: string | null }[]) =>
    findPayers(rows.map(({ paymentId }) => paymentId));
  return {
    payersOf,
    page: async <Row extends { paymentId: string | null }, View>(
      page: Page<Row>,
      show: (row: Row, payers: Payers) => View,
    ): Promise<Page<View>> => {
      const payers = await payersOf(page.items);
      return mapWholePage(page, (row) => show(row, payers));
    },
    payments: async (page: Page<PaymentRow>) => {
      const payers = await findPayers(page.items.map(({ id }) => id));
      return mapWholePage(page, (row) => present.adminPayment(row, payers));
    },
    payment: async (row: PaymentRow) => present.adminPayment(row, await findPayers([row.id])),
    refund: async (row: RefundRow) => present.refund(row, await payersOf([row])),
    outsideRefund: async (row: OutsideRefundRow) => present.outsideRefund(row, await payersOf([row])),
    wire: async (row: PaymentWireRow) => present.wire(row, await payersOf([row])),
  };
}

export const paymentsRoutes = (
  use: UseCases,
  present: PaymentPresenter,
  named = createNaming(use, present),
): Endpoint[] => [
  endpoint({
    operationId: 'listPayments',
    method: 'get',
    path: '/payments',
    summary: 'List your payments, newest first; administrators see all.',
    access: 'user',
    scope: 'payments:read',
    query: PaymentQuery,
    paged: true,
    response: z.array(PaymentShape),
  }).handledBy(async ({ actor, query }) =>
    mapWholePage(await use.listOwn(actor, query), present.paymentTo(actor)),
  ),

  endpoint({
    operationId: 'getPayment',
    method: 'get',
    path: '/payments/{id}',
    summary: 'Get a payment.',
    access: 'user',
    scope: 'payments:read',
    params: byId,
    response: PaymentShape,
  }).handledBy(async ({ actor, params }) =>
    present.paymentTo(actor)(await use.findPayment(actor, params.id)),
  ),

  endpoint({
    operationId: 'listAllPayments',
    method: 'get',
    path: '/admin/payments',
    summary: 'List all payments with administrator details.',
    access: 'admin',
    query: AdminPaymentQuery,
    paged: true,
    response: z.array(AdminPaymentView),
  }).handledBy(async ({ query }) => named.payments(await use.listAll(query))),

  endpoint({
    operationId: 'listStuckPayments',
    method: 'get',
    path: '/admin/payments/stuck',
    summary: 'List payments that have been open at the gateway for too long.',
    access: 'admin',
    query: PageQuery,
    paged: true,
    response: z.array(AdminPaymentView),
  }).handledBy(async ({ query }) => named.payments(await use.listStuck(query))),

  endpoint({
    operationId: 'listCardDisputes',
    method: 'get',
    path: '/admin/payments/disputes',
    summary: 'List card disputes and where their money is.',
    access: 'admin',
    query: DisputeQuery,
    paged: true,
    response: z.array(DisputeView),
  }).handledBy(async ({ query }) => named.page(await use.listDisputes(query), present.dispute)),

  endpoint({
    operationId: 'listReceivedWires',
    method: 'get',
    path: '/admin/wires',
    summary: 'List received wires.',
    access: 'admin',
    query: WireQuery,
    paged: true,
    response: z.array(WireView),
  }).handledBy(async ({ query }) => {
    const { items, pagination } = await use.listWires(query);
    return { items: await present.wires(items, await named.payersOf(items)), pagination };
  }),

  endpoint({
    operationId: 'correctWire',
    method: 'post',
    path: '/admin/wires/{id}/correct',
    movesMoney: true,
    stepUp: true,
    summary: 'Take back a wire that was booked in error.',
    description:
      'Takes two administrators, whatever the sum: the second one sends the same request. What the wire paid for is ' +
      'unpaid again; refunds of it that were not sent are dropped. Its reference can be booked anew.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireCorrectionWanted,
    response: WireView,
    problems: [secondAdminNeeded, wireMovedOn],
  }).handledBy(async ({ actor, params, body }) => named.wire(await use.correctWire(actor, params.id, body))),

  endpoint({
    operationId: 'giveUpWirePayment',
    method: 'post',
    path: '/admin/payments/{id}/give-up',
    movesMoney: true,
    stepUp: true,
    summary: 'Give up on a wire that did not arrive in full, and return what arrived.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: GivenUp,
    response: AdminPaymentView,
    problems: [notAWire, paymentEnded],
  }).handledBy(async ({ actor, params, body }) =>
    named.payment(await use.giveUpWire(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'giveBackPayment',
    method: 'post',
    path: '/admin/payments/{id}/give-back',
    movesMoney: true,
    stepUp: true,
    summary: 'Give back what a payment brought and nobody has taken for a day.',
    description:
      'It has paid for something that cannot take it. Above the limit the second administrator sends the same request.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: GivenUp,
    response: AdminPaymentView,
    problems: [nothingToGiveBack, secondAdminNeeded],
  }).handledBy(async ({ actor, params, body }) =>
    named.payment(await use.giveBackPayment(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'listRefunds',
    method: 'get',
    path: '/admin/refunds',
    summary: 'List refunds.',
    description: 'Those with the status NEEDS_ATTENTION or AWAITING_WIRE wait for an administrator.',
    access: 'admin',
    query: RefundQuery,
    paged: true,
    response: z.array(RefundView),
  }).handledBy(async ({ query }) => named.page(await use.listRefunds(query), present.refund)),

  endpoint({
    operationId: 'listOutsideRefunds',
    method: 'get',
    path: '/admin/outside-refunds',
    summary: 'List refunds that were made at the gateway by other hands, as in its dashboard.',
    access: 'admin',
    query: OutsideRefundQuery,
    paged: true,
    response: z.array(OutsideRefundView),
  }).handledBy(async ({ query }) => named.page(await use.listOutsideRefunds(query), present.outsideRefund)),

  endpoint({
    operationId: 'bookOutsideRefund',
    method: 'post',
    path: '/admin/outside-refunds/{id}/book',
    movesMoney: true,
    stepUp: true,
    summary: 'Book a refund that was made past the platform as a loss, or as a refund that was owed.',
    description:
      'What was refunded of a deal is borne by the deal with `POST /transactions/{id}/admin/book-refund` instead. A loss may be booked as an owed refund later. Above a configured sum a second administrator books the same.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: BookOutsideRefund,
    response: OutsideRefundView,
    problems: [secondAdminNeeded, outsideRefundBookedBefore, refundNotWaiting],
  }).handledBy(async ({ actor, params, body }) =>
    named.outsideRefund(await use.bookOutsideRefund(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'confirmRefundWire',
    method: 'post',
    path: '/admin/refunds/{id}/confirm-wire',
    movesMoney: true,
    stepUp: true,
    summary: 'Record that a refund was sent by wire.',
    description:
      'Also for a refund that the gateway could not carry out. Above a configured sum a second administrator records the same wire. Refused while a card dispute over the payment is open, or has given the money back.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: RefundWireSent,
    response: RefundView,
    problems: [secondAdminNeeded, refundNotWaiting, bankReferenceUsed, amountMismatch],
  }).handledBy(async ({ actor, params, body }) =>
    named.refund(await use.confirmRefundWire(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'recordReturnedRefundWire',
    method: 'post',
    path: '/admin/refunds/{id}/wire-returned',
    movesMoney: true,
    stepUp: true,
    summary: "Record that a refund's wire was returned; the money is owed again.",
    description: 'A return is booked once, by what the bank calls it. The refund can be wired again.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireReturned,
    response: RefundView,
    problems: [secondAdminNeeded, noWireOut, bankReferenceUsed, amountMismatch],
  }).handledBy(async ({ actor, params, body }) =>
    named.refund(await use.recordWireReturn(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'settleRefundByBank',
    method: 'post',
    path: '/admin/refunds/{id}/settle-by-bank',
    movesMoney: true,
    stepUp: true,
    summary: "Close a refused refund because the payer's bank has returned the money.",
    description:
      'A card dispute over the payment must have been lost. Where it was lost for less than the refund, the rest becomes a refund of its own, which still waits.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    response: RefundView,
    problems: [secondAdminNeeded, refundNotWaiting, nothingFromBank],
  }).handledBy(async ({ actor, params }) => named.refund(await use.settleByBank(actor, params.id))),

  endpoint({
    operationId: 'partRefund',
    method: 'post',
    path: '/admin/refunds/{id}/part',
    movesMoney: true,
    stepUp: true,
    summary: 'Part a refund that waits for an administrator into two.',
    description:
      'Each part then goes its own way: by wire, through the gateway, by the bank, or back into its deal.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: RefundParted,
    response: RefundView,
    problems: [secondAdminNeeded, refundNotWaiting],
  }).handledBy(async ({ actor, params, body }) =>
    named.refund(await use.splitRefund(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'takeBackRefund',
    method: 'post',
    path: '/admin/refunds/{id}/take-back',
    movesMoney: true,
    stepUp: true,
    summary: 'Take a refund that reaches nobody back into its deal, to be divided anew.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: RefundReason,
    response: RefundView,
    problems: [secondAdminNeeded, refundNotWaiting],
  }).handledBy(async ({ actor, params, body }) =>
    named.refund(await use.takeBackRefund(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'bookRefundLoss',
    method: 'post',
    path: '/admin/refunds/{id}/book-loss',
    movesMoney: true,
    stepUp: true,
    summary: 'Book as a loss what the gateway has paid for a refund that was settled past it.',
    description: 'The gateway is asked whether it has. Replay the parked event afterwards.',
    access: 'admin',
    idempotent: 'resumable',
    params: byId,
    body: RefundReason,
    response: RefundView,
    problems: [secondAdminNeeded, refundNotWaiting, gatewayUnavailable],
  }).handledBy(async ({ actor, params, body }) =>
    named.refund(await use.bookRefundLoss(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'retryRefund',
    method: 'post',
    path: '/admin/refunds/{id}/retry',
    movesMoney: true,
    stepUp: true,
    summary: 'Ask the gateway again for a refund it could not carry out.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    response: RefundView,
    problems: [secondAdminNeeded, refundNotWaiting],
  }).handledBy(async ({ actor, params }) => named.refund(await use.retryRefund(actor, params.id))),
];
