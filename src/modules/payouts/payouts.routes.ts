/** The endpoints of payouts. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { mapWholePage } from '../../platform/kernel/page';
import { secondAdminNeeded } from '../approvals';
import { BankAccount, BankAccountView } from './bank-account.schema';
import { gatewayRefused, gatewayUnavailable, methodUnavailable } from '../gateway';
import { amountMismatch, bankReferenceUsed, noWireOut, WireSent, WireReturned } from '../payments';
import {
  bankAccountNotReady,
  bankAccountUnknown,
  payableNotOpen,
  payoutAccountNotReady,
  payoutNotWaiting,
  payoutTooLarge,
} from './payouts.problems';
import {
  AdminPayoutQuery,
  AdminPayoutView,
  OnboardingView,
  PayableHeld,
  PayableReleased,
  PayableView,
  PayForUser,
  PayoutAccountView,
  PayoutQuery,
  PayoutView,
  PayoutWanted,
  WireRefused,
} from './payout.schema';
import type { PayoutPresenter } from './payout.view';
import type { SaveBankAccount } from './use-cases/save-bank-account';
import type { createListPayouts } from './use-cases/list-payouts';
import type { createPayForPayee } from './use-cases/pay-for-payee';
import type { createPayOut } from './use-cases/pay-out';
import type { createPayoutAccount } from './use-cases/payout-account';

type UseCases = Omit<SaveBankAccount, 'lockForPayout' | 'sealFor' | 'whyNoSuchWire' | 'whyWireWaits'> &
  ReturnType<typeof createPayForPayee> &
  ReturnType<typeof createListPayouts> &
  Omit<ReturnType<typeof createPayOut>, 'sendPayout'> &
  ReturnType<typeof createPayoutAccount>;

export const payoutsRoutes = (use: UseCases, present: PayoutPresenter): Endpoint[] => [
  endpoint({
    operationId: 'openPayoutAccount',
    method: 'post',
    path: '/seller/payout-account',
    provenEmail: true,
    stepUp: true,
    summary: 'Open your payout account and get the link to complete it.',
    access: 'seller',
    idempotent: 'resumable',
    response: OnboardingView,
    problems: [methodUnavailable, gatewayUnavailable, gatewayRefused],
  }).handledBy(async ({ actor }) => present.onboarding(await use.openPayoutAccount(actor))),

  endpoint({
    operationId: 'getPayoutAccount',
    method: 'get',
    path: '/seller/payout-account',
    summary: 'Show whether and when you can be paid, and how much is payable.',
    access: 'seller',
    scope: 'account:read',
    response: PayoutAccountView,
  }).handledBy(async ({ actor }) => present.payoutAccount(await use.readPayoutAccount(actor))),

  endpoint({
    operationId: 'getBankAccount',
    method: 'get',
    path: '/seller/bank-account',
    summary: 'Get your bank account for wired payouts and when it can be used.',
    access: 'seller',
    scope: 'account:read',
    response: BankAccountView,
  }).handledBy(async ({ actor }) => present.bankAccount(await use.readBankAccount(actor))),

  endpoint({
    operationId: 'setBankAccount',
    method: 'put',
    path: '/seller/bank-account',
    provenEmail: true,
    stepUp: true,
    summary: 'Set the bank account for wired payouts.',
    description:
      'A new account waits 48 hours, and its owner is told by email. Wires requested earlier to another account are not sent any more.',
    access: 'seller',
    body: BankAccount,
    response: BankAccountView,
  }).handledBy(async ({ actor, body }) => present.bankAccount(await use.setBankAccount(actor, body))),

  endpoint({
    operationId: 'deleteBankAccount',
    method: 'delete',
    path: '/seller/bank-account',
    stepUp: true,
    summary: 'Delete your bank account for wired payouts.',
    access: 'seller',
    response: BankAccountView,
  }).handledBy(async ({ actor }) => {
    await use.deleteBankAccount(actor);
    return present.bankAccount(null);
  }),

  endpoint({
    operationId: 'requestPayout',
    method: 'post',
    path: '/seller/payouts',
    movesMoney: true,
    stepUp: true,
    summary: 'Pay out what is payable to you, or part of it.',
    description:
      'To your payout account, or by a wire that an administrator sends to your bank account. A new account waits 48 hours.',
    access: 'seller',
    idempotent: 'unit',
    status: 201,
    body: PayoutWanted,
    response: PayoutView,
    problems: [payoutTooLarge, payoutAccountNotReady, bankAccountNotReady, methodUnavailable],
  }).handledBy(async ({ actor, body }) => present.payout(await use.requestPayout(actor, body))),

  endpoint({
    operationId: 'listPayouts',
    method: 'get',
    path: '/seller/payouts',
    summary: 'List your payouts, newest first.',
    access: 'seller',
    scope: 'account:read',
    query: PayoutQuery,
    paged: true,
    response: z.array(PayoutView),
  }).handledBy(async ({ actor, query }) =>
    mapWholePage(await use.listOwnPayouts(actor, query), present.payout),
  ),

  endpoint({
    operationId: 'listAllPayouts',
    method: 'get',
    path: '/admin/payouts',
    summary: 'List all payouts, newest first.',
    description: 'Those with the status AWAITING_WIRE wait for an administrator.',
    access: 'admin',
    query: AdminPayoutQuery,
    paged: true,
    response: z.array(AdminPayoutView),
  }).handledBy(async ({ query }) => present.adminPage(await use.listPayouts(query))),

  endpoint({
    operationId: 'revealPayoutBankAccount',
    method: 'post',
    path: '/admin/payouts/{id}/bank-account',
    stepUp: true,
    summary: 'Reveal the bank account that a payout is to be wired to.',
    description: 'Only while the payout waits for its wire. Reading it is recorded in the audit log.',
    access: 'admin',
    params: byId,
    response: BankAccount,
    problems: [payoutNotWaiting, bankAccountUnknown],
  }).handledBy(({ actor, params }) => use.revealBankAccount(actor, params.id)),

  endpoint({
    operationId: 'recordPayoutWire',
    method: 'post',
    path: '/admin/payouts/{id}/record-wire',
    movesMoney: true,
    stepUp: true,
    summary: 'Record that a payout was sent by wire.',
    description: 'Above a configured sum a second administrator records the same wire.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireSent,
    response: AdminPayoutView,
    problems: [secondAdminNeeded, payoutNotWaiting, bankReferenceUsed, amountMismatch],
  }).handledBy(async ({ actor, params, body }) =>
    present.adminPayout(await use.recordWire(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'refusePayoutWire',
    method: 'post',
    path: '/admin/payouts/{id}/refuse-wire',
    movesMoney: true,
    stepUp: true,
    summary: 'Give up a payout that cannot be wired; the money is payable again.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireRefused,
    response: AdminPayoutView,
    problems: [payoutNotWaiting],
  }).handledBy(async ({ actor, params, body }) =>
    present.adminPayout(await use.refuseWire(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'giveUpPayout',
    method: 'post',
    path: '/admin/payouts/{id}/give-up',
    movesMoney: true,
    stepUp: true,
    summary: 'Give up a transfer that waits for its payee; the money is payable again.',
    description: 'While the account of the payee is not active, or their money is held.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireRefused,
    response: AdminPayoutView,
    problems: [payoutNotWaiting],
  }).handledBy(async ({ actor, params, body }) =>
    present.adminPayout(await use.giveUpPayout(actor, params.id, body.reason)),
  ),

  endpoint({
    operationId: 'recordReturnedPayoutWire',
    method: 'post',
    path: '/admin/payouts/{id}/wire-returned',
    movesMoney: true,
    stepUp: true,
    summary: "Record that a payout's wire was returned; the money is payable again.",
    description: "A return is booked once, by the bank's reference.",
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: WireReturned,
    response: AdminPayoutView,
    problems: [secondAdminNeeded, noWireOut, bankReferenceUsed, amountMismatch],
  }).handledBy(async ({ actor, params, body }) =>
    present.adminPayout(await use.recordWireReturn(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'payForUser',
    method: 'post',
    path: '/admin/payables/{id}/pay',
    movesMoney: true,
    stepUp: true,
    summary: 'Order a wire of what is payable to a user who cannot ask for it.',
    description:
      'For users who are deleted, blocked or suspended, or sell no more. A bank account that an administrator names, and any sum above the configured one, takes a second administrator who orders the same. The wire is then sent and recorded like any payout.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: PayForUser,
    response: PayableView,
    problems: [secondAdminNeeded, payableNotOpen, payoutTooLarge, bankAccountNotReady, bankAccountUnknown],
  }).handledBy(async ({ actor, params, body }) =>
    present.payable(await use.payForUser(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'holdPayable',
    method: 'post',
    path: '/admin/payables/{id}/hold',
    stepUp: true,
    summary: 'Hold what is payable to a user until a given moment.',
    description:
      'Payouts that they have asked for wait with it. Holding it again changes reason and moment; above a configured sum an earlier moment takes a second administrator who asks for the same.',
    access: 'admin',
    params: byId,
    body: PayableHeld,
    response: PayableView,
    problems: [payableNotOpen, secondAdminNeeded],
  }).handledBy(async ({ actor, params, body }) =>
    present.payable(await use.holdPayable(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'releasePayable',
    method: 'post',
    path: '/admin/payables/{id}/release',
    stepUp: true,
    summary: 'Stop holding what is payable to a user.',
    description: 'Above a configured sum a second administrator sends the same request.',
    access: 'admin',
    params: byId,
    body: PayableReleased,
    response: PayableView,
    problems: [payableNotOpen, secondAdminNeeded],
  }).handledBy(async ({ actor, params, body }) =>
    present.payable(await use.releasePayable(actor, params.id, body.reason)),
  ),
];
