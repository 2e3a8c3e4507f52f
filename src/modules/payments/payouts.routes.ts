/** The endpoints of payouts and card disputes. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { BankAccount, BankAccountView } from './bank-account.schema';
import {
  amountMismatch,
  bankAccountNotReady,
  bankAccountUnknown,
  bankReferenceUsed,
  gatewayRefused,
  gatewayUnavailable,
  methodUnavailable,
  noWireOut,
  payoutAccountNotReady,
  payoutNotWaiting,
  payoutTooLarge,
} from './payments.problems';
import { WireBack, WireReturned } from './payments.schema';
import {
  AdminPayoutQuery,
  AdminPayoutView,
  DisputeQuery,
  DisputeView,
  OnboardingView,
  PayoutAccountView,
  PayoutQuery,
  PayoutView,
  PayoutWanted,
  WireRefused,
} from './payout.schema';
import type { KeepBankAccount } from './use-cases/keep-bank-account';
import type { createListPayouts } from './use-cases/list-payouts';
import type { createPayOut } from './use-cases/pay-out';
import type { createPayoutAccount } from './use-cases/payout-account';

type UseCases = Omit<KeepBankAccount, 'lockForPayout'> &
  ReturnType<typeof createListPayouts> &
  ReturnType<typeof createPayOut> &
  ReturnType<typeof createPayoutAccount>;

export const payoutsRoutes = (use: UseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/seller/payout-account',
    stepUp: true,
    summary: 'Opens my payout account, unless there is one, and answers the link where I complete it.',
    access: 'seller',
    idempotent: 'resumable',
    response: OnboardingView,
    problems: [methodUnavailable, gatewayUnavailable, gatewayRefused],
  }).handledBy(({ actor }) => use.openAccount(actor)),

  endpoint({
    method: 'get',
    path: '/seller/payout-account',
    summary: 'Whether I can be paid, from when on, and how much is payable to me.',
    access: 'seller',
    response: PayoutAccountView,
  }).handledBy(({ actor }) => use.viewAccount(actor)),

  endpoint({
    method: 'get',
    path: '/seller/bank-account',
    summary: 'The bank account that my payouts are wired to, and from when on.',
    access: 'seller',
    response: BankAccountView,
  }).handledBy(({ actor }) => use.viewBankAccount(actor)),

  endpoint({
    method: 'put',
    path: '/seller/bank-account',
    stepUp: true,
    summary: 'Names the bank account that my payouts are wired to.',
    description:
      'A new one waits 48 hours, and its owner is told by mail. Payouts that were asked for before go where they were to go.',
    access: 'seller',
    body: BankAccount,
    response: BankAccountView,
  }).handledBy(({ actor, body }) => use.nameBankAccount(actor, body)),

  endpoint({
    method: 'delete',
    path: '/seller/bank-account',
    stepUp: true,
    summary: 'Removes the bank account that my payouts are wired to.',
    access: 'seller',
    response: BankAccountView,
  }).handledBy(({ actor }) => use.removeBankAccount(actor)),

  endpoint({
    method: 'post',
    path: '/seller/payouts',
    stepUp: true,
    summary: 'Pays out what is payable to me, or a part of it.',
    description:
      'To my payout account, or by a wire that an administrator sends to my bank account. A new account waits 48 hours.',
    access: 'seller',
    idempotent: 'unit',
    status: 201,
    body: PayoutWanted,
    response: PayoutView,
    problems: [payoutTooLarge, payoutAccountNotReady, bankAccountNotReady, methodUnavailable],
  }).handledBy(({ actor, body }) => use.requestPayout(actor, body)),

  endpoint({
    method: 'get',
    path: '/seller/payouts',
    summary: 'My payouts, newest first.',
    access: 'seller',
    query: PayoutQuery,
    paged: true,
    response: z.array(PayoutView),
  }).handledBy(({ actor, query }) => use.listOwnPayouts(actor, query)),

  endpoint({
    method: 'get',
    path: '/admin/payouts',
    summary: 'All payouts, newest first; those with status AWAITING_WIRE wait for an admin.',
    access: 'admin',
    query: AdminPayoutQuery,
    paged: true,
    response: z.array(AdminPayoutView),
  }).handledBy(({ query }) => use.listPayouts(query)),

  endpoint({
    method: 'post',
    path: '/admin/payouts/{id}/bank-account',
    stepUp: true,
    summary: 'Shows where the wire of a payout goes, to the admin who is about to send it.',
    description: 'While the payout waits for its wire. That it was read is written down.',
    access: 'admin',
    params: byId,
    response: BankAccount,
    problems: [payoutNotWaiting, bankAccountUnknown],
  }).handledBy(({ actor, params }) => use.revealBankAccount(actor, params.id)),

  endpoint({
    method: 'post',
    path: '/admin/payouts/{id}/record-wire',
    stepUp: true,
    summary: 'Records that a payout was sent by wire.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireBack,
    response: AdminPayoutView,
    problems: [payoutNotWaiting, bankReferenceUsed],
  }).handledBy(({ actor, params, body }) => use.recordWire(actor, params.id, body.reference)),

  endpoint({
    method: 'post',
    path: '/admin/payouts/{id}/refuse-wire',
    stepUp: true,
    summary: 'Gives up a payout by wire that cannot be sent; the money is payable again.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireRefused,
    response: AdminPayoutView,
    problems: [payoutNotWaiting],
  }).handledBy(({ actor, params, body }) => use.refuseWire(actor, params.id, body.reason)),

  endpoint({
    method: 'post',
    path: '/admin/payouts/{id}/wire-returned',
    stepUp: true,
    summary: 'Records that the wire of a payout came back from the bank; the money is payable again.',
    description: 'A return is booked once, by what the bank calls it.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireReturned,
    response: AdminPayoutView,
    problems: [noWireOut, bankReferenceUsed, amountMismatch],
  }).handledBy(({ actor, params, body }) => use.takeWireBack(actor, params.id, body)),

  endpoint({
    method: 'get',
    path: '/admin/payments/disputes',
    summary: 'Card disputes, newest first, with where their money is.',
    access: 'admin',
    query: DisputeQuery,
    paged: true,
    response: z.array(DisputeView),
  }).handledBy(({ query }) => use.listDisputes(query)),
];
