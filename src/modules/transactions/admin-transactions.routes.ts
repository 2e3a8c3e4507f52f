/** The endpoints of deals for administrators: see all, confirm wires, clear, hold, decide. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { carrierNotFound, fmcsaUnavailable } from '../carriers';
import { amountMismatch, bankReferenceUsed, notAWire, paymentEnded } from '../payments';
import { notThisPayment, refusalsOf, splitNeeded } from './transactions.problems';
import {
  AdminDealQuery,
  DealParams,
  Decision,
  MaybeReason,
  NewStatus,
  PaymentParams,
  TransactionSummary,
  TransactionView,
  WireSeen,
  WithReason,
} from './transactions.schema';
import type { createListDeals } from './use-cases/list-deals';
import type { createOversee } from './use-cases/oversee';
import type { createReceivePayment } from './use-cases/receive-payment';

const moving = {
  method: 'post',
  access: 'admin',
  idempotent: 'unit',
  params: DealParams,
  response: TransactionView,
} as const;

const wires = [notThisPayment, notAWire, paymentEnded, amountMismatch, bankReferenceUsed];

export const adminTransactionRoutes = (
  deals: ReturnType<typeof createOversee> &
    Pick<ReturnType<typeof createListDeals>, 'listAll'> &
    Pick<ReturnType<typeof createReceivePayment>, 'verifyWire'>,
): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/admin/transactions',
    summary: 'All deals, newest first.',
    access: 'admin',
    query: AdminDealQuery,
    paged: true,
    response: z.array(TransactionSummary),
  }).handledBy(({ actor, query }) => deals.listAll(actor, query)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/admin/verify-deposit/{paymentId}',
    stepUp: true,
    summary: 'Confirms that the wire of the deposit has arrived.',
    params: PaymentParams,
    body: WireSeen,
    problems: [...wires, ...refusalsOf('DEPOSIT_RECEIVED')],
  }).handledBy(({ actor, params, body }) =>
    deals.verifyWire(actor, params.id, params.paymentId, 'DEPOSIT', body),
  ),

  endpoint({
    ...moving,
    path: '/transactions/{id}/admin/verify-payment/{paymentId}',
    stepUp: true,
    summary: 'Confirms that the wire of the rest of the price has arrived.',
    params: PaymentParams,
    body: WireSeen,
    problems: [...wires, ...refusalsOf('FINAL_PAYMENT_RECEIVED')],
  }).handledBy(({ actor, params, body }) =>
    deals.verifyWire(actor, params.id, params.paymentId, 'FINAL_PAYMENT', body),
  ),

  endpoint({
    ...moving,
    path: '/transactions/{id}/admin/approve',
    stepUp: true,
    summary: 'Clears the deal for closing.',
    description: 'Has the carrier checked first where the last check is older than 24 hours.',
    idempotent: 'resumable',
    body: MaybeReason,
    problems: [carrierNotFound, fmcsaUnavailable, ...refusalsOf('ADMIN_APPROVE')],
  }).handledBy(({ actor, params, body }) => deals.approve(actor, params.id, body.reason)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/admin/hold',
    summary: 'Puts the deal on hold: no money leaves while it stands.',
    description: 'Both sides read the reason.',
    body: WithReason,
    problems: refusalsOf('HOLD'),
  }).handledBy(({ actor, params, body }) => deals.hold(actor, params.id, body.reason)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/admin/release-hold',
    stepUp: true,
    summary: 'Lifts the hold; a deadline that stood still meanwhile goes on.',
    body: WithReason,
    problems: refusalsOf('RELEASE_HOLD'),
  }).handledBy(({ actor, params, body }) => deals.releaseHold(actor, params.id, body.reason)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/admin/resolve',
    stepUp: true,
    summary: 'Decides a dispute: how the deal ends, and how what is held is divided.',
    description:
      'The two parts make up what is held; the fee of the platform comes out of the seller’s. Above a configured sum ' +
      'the decision waits until a second administrator decides the same.',
    body: Decision,
    problems: refusalsOf('RESOLVE'),
  }).handledBy(({ actor, params, body }) => deals.resolve(actor, params.id, body)),

  endpoint({
    method: 'put',
    path: '/transactions/{id}/admin/status',
    stepUp: true,
    summary: 'Brings a deal to another status by the move that the process has for it, and by no other way.',
    access: 'admin',
    params: DealParams,
    body: NewStatus,
    response: TransactionView,
    problems: [
      ...[splitNeeded, carrierNotFound, fmcsaUnavailable],
      ...refusalsOf('ADMIN_APPROVE', 'ADMIN_CANCEL', 'RESOLVE'),
    ],
  }).handledBy(({ actor, params, body }) => deals.changeStatus(actor, params.id, body)),
];
