/** The endpoints of deals for administrators: see all, confirm wires, clear, hold, decide. */
import type { TransactionPresenter } from './transaction.view';
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { mapPage } from '../../platform/kernel/page';
import { secondAdminNeeded } from '../approvals';
import { carrierNotFound } from '../carriers';
import { amountMismatch, bankReferenceUsed, notAWire, paymentEnded } from '../payments';
import { presentClosing } from './closing.view';
import {
  nobodyToRemind,
  notThisPayment,
  refusalsOf,
  remindedAlready,
  splitNeeded,
  transactionChanged,
} from './transactions.problems';
import {
  AdminExtension,
  AdminTransactionQuery,
  Clearance,
  ClosingsQuery,
  ClosingView,
  RemindedVersion,
  TransactionParams,
  Decision,
  HoldRelease,
  NewStatus,
  PaymentParams,
  RefundToBook,
  AdminTransactionSummary,
  TransactionView,
  WireSeen,
  WithReason,
} from './transactions.schema';
import type { createListTransactions } from './use-cases/list-transactions';
import type { CheckCarrier } from './use-cases/check-carrier';
import type { createAdminMoves } from './use-cases/admin-moves';
import type { BookRefund } from './use-cases/book-refund';
import type { ReleaseHold } from './use-cases/release-hold';
import type { createWatchClosings } from './use-cases/watch-closings';
import type { createReceivePayment } from './use-cases/receive-payment';

const moving = {
  method: 'post',
  access: 'admin',
  idempotent: 'unit',
  params: TransactionParams,
  response: TransactionView,
} as const;

const FOUR_EYES =
  'Above a configured sum nothing is booked until a second administrator confirms the same wire.';

const wires = [secondAdminNeeded, notThisPayment, notAWire, paymentEnded, amountMismatch, bankReferenceUsed];

export const adminTransactionRoutes = (
  closings: ReturnType<typeof createWatchClosings>,
  deals: ReturnType<typeof createAdminMoves> &
    Pick<ReturnType<typeof createListTransactions>, 'listAll'> &
    Pick<ReturnType<typeof createReceivePayment>, 'verifyWire'> & {
      bookRefund: BookRefund;
      releaseHold: ReleaseHold;
      checkCarrier: CheckCarrier;
    },
  present: TransactionPresenter,
  now: () => number,
): Endpoint[] => [
  endpoint({
    operationId: 'listAllTransactions',
    method: 'get',
    path: '/admin/transactions',
    summary: 'List all transactions.',
    access: 'admin',
    query: AdminTransactionQuery,
    paged: true,
    response: z.array(AdminTransactionSummary),
  }).handledBy(async ({ query }) => present.adminPage(await deals.listAll(query))),

  endpoint({
    operationId: 'listClosings',
    method: 'get',
    path: '/admin/closings',
    summary: 'List open transactions by the day that comes next, with whose move it is.',
    access: 'admin',
    query: ClosingsQuery,
    paged: true,
    response: z.array(ClosingView),
  }).handledBy(async ({ query }) => mapPage(await closings.listClosings(query), presentClosing(now))),

  endpoint({
    operationId: 'remindOfTransaction',
    ...moving,
    path: '/transactions/{id}/admin/remind',
    summary: 'Remind the side that has to act, now.',
    description: 'At most every 12 hours, the reminders by the clock counted in.',
    body: RemindedVersion,
    response: ClosingView,
    problems: [transactionChanged, remindedAlready, nobodyToRemind, ...refusalsOf('HOLD')],
  }).handledBy(async ({ actor, params, body }) =>
    presentClosing(now)(await closings.remindNow(actor, params.id, body.version)),
  ),

  endpoint({
    operationId: 'verifyDeposit',
    ...moving,
    path: '/transactions/{id}/admin/verify-deposit/{paymentId}',
    movesMoney: true,
    stepUp: true,
    summary: 'Confirm that the wire for the deposit has arrived.',
    description: FOUR_EYES,
    params: PaymentParams,
    body: WireSeen,
    problems: [...wires, ...refusalsOf('DEPOSIT_RECEIVED')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.verifyWire(actor, params.id, params.paymentId, 'DEPOSIT', body)),
  ),

  endpoint({
    operationId: 'verifyFinalPayment',
    ...moving,
    path: '/transactions/{id}/admin/verify-payment/{paymentId}',
    movesMoney: true,
    stepUp: true,
    summary: 'Confirm that the wire for the final payment has arrived.',
    description: FOUR_EYES,
    params: PaymentParams,
    body: WireSeen,
    problems: [...wires, ...refusalsOf('FINAL_PAYMENT_RECEIVED')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.verifyWire(actor, params.id, params.paymentId, 'FINAL_PAYMENT', body)),
  ),

  endpoint({
    operationId: 'approveClosing',
    ...moving,
    path: '/transactions/{id}/admin/approve',
    stepUp: true,
    summary: 'Clear the transaction for closing.',
    description: 'Has the carrier checked first where the last check is older than 24 hours.',
    body: Clearance,
    problems: [carrierNotFound, transactionChanged, ...refusalsOf('ADMIN_APPROVE')],
  }).handledBy(
    async ({ actor, params, body }) => present.transaction(await deals.approve(actor, params.id, body)),
    ({ params }) => deals.checkCarrier.forRelease(params.id),
  ),

  endpoint({
    operationId: 'holdTransaction',
    ...moving,
    path: '/transactions/{id}/admin/hold',
    summary: 'Put the transaction on hold, so that no money leaves.',
    description:
      'Both sides read the reason. On hold already, the transaction is held for another reason as well.',
    body: WithReason,
    problems: refusalsOf('HOLD'),
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.hold(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'releaseHold',
    ...moving,
    path: '/transactions/{id}/admin/release-hold',
    stepUp: true,
    summary: 'Lift the hold and let the paused deadline run on.',
    description: 'Above a configured sum in escrow it stands until a second administrator lifts the same.',
    body: HoldRelease,
    problems: [secondAdminNeeded, transactionChanged, ...refusalsOf('RELEASE_HOLD')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.releaseHold(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'extendDeadline',
    ...moving,
    path: '/transactions/{id}/admin/extend',
    stepUp: true,
    summary: 'Give more time: add days to the deadline that is running.',
    description:
      'Both sides read the reason. Above a configured sum in escrow a second extension, or 30 days in all, takes a second administrator who gives the same.',
    body: AdminExtension,
    problems: [secondAdminNeeded, transactionChanged, ...refusalsOf('ADMIN_EXTEND')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.extend(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'bookRefundOfTransaction',
    ...moving,
    path: '/transactions/{id}/admin/book-refund',
    movesMoney: true,
    stepUp: true,
    summary: 'Book a refund that was made at the payment gateway as gone back to the buyer out of escrow.',
    description:
      'The transaction becomes a dispute over what is left. What has gone out already is a loss of the platform. Above a configured sum a second administrator books the same.',
    body: RefundToBook,
    problems: [secondAdminNeeded, ...refusalsOf('BOOK_REFUND')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.bookRefund(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'resolveDispute',
    ...moving,
    path: '/transactions/{id}/admin/resolve',
    movesMoney: true,
    stepUp: true,
    summary: 'Decide a dispute: how the transaction ends and how the money is divided.',
    description:
      'The two parts make up what is held; the fee of the platform comes out of the seller’s. Above a configured sum ' +
      'the decision waits until a second administrator decides the same. What goes to the seller needs a check of the ' +
      'carrier of the last 24 hours: where there is none, FMCSA is asked.',
    body: Decision,
    problems: [carrierNotFound, transactionChanged, ...refusalsOf('RESOLVE')],
  }).handledBy(
    async ({ actor, params, body }) => present.transaction(await deals.resolve(actor, params.id, body)),
    ({ params, body }) => deals.checkCarrier.forSplit(params.id, 'RESOLVE', body.split),
  ),

  endpoint({
    operationId: 'changeTransactionStatus',
    method: 'put',
    path: '/transactions/{id}/admin/status',
    idempotent: 'unit',
    movesMoney: true,
    stepUp: true,
    summary: 'Move a transaction to another status that its process allows.',
    access: 'admin',
    params: TransactionParams,
    body: NewStatus,
    response: TransactionView,
    problems: [
      ...[transactionChanged, splitNeeded, carrierNotFound],
      ...refusalsOf('ADMIN_APPROVE', 'ADMIN_CANCEL', 'DISPUTE', 'RESOLVE'),
    ],
  }).handledBy(
    async ({ actor, params, body }) => present.transaction(await deals.changeStatus(actor, params.id, body)),
    ({ params, body }) => deals.checkBefore(params.id, body),
  ),
];
