/** The endpoints of credits and receipts. */
import { z } from 'zod';
import { FileContent } from '../../platform/http/download';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { switchedOff } from '../../platform/http/features';
import { secondAdminNeeded } from '../approvals';
import { notFound } from '../../platform/http/problem';
import { byId } from '../../platform/http/wire';
import { newId } from '../../platform/kernel/ids';
import { PageQuery } from '../../platform/kernel/page';
import { PDF } from '../../platform/paper/paper';
import {
  alreadyPaid,
  gatewayUnavailable,
  methodUnavailable,
  paymentMethodNotTaken,
  paymentMethodRequired,
  paymentUnderWay,
} from '../payments';
import { creditAlreadyReturned, paymentNotReceived, priceChanged } from './billing.problems';
import {
  CreditBalance,
  CreditBonus,
  CreditCheck,
  CreditCheckQuery,
  CreditMovement,
  CreditOrderShape,
  CreditPurchase,
  CreditReturn,
  UserCredits,
} from './billing.schema';
import { presentHistory, answerOrder } from './billing.view';
import { renderReceipt } from './receipt.view';
import type { createGrantBonus } from './use-cases/grant-bonus';
import type { createPurchaseCredits } from './use-cases/purchase-credits';
import type { createReadCredits } from './use-cases/read-credits';
import type { createReadReceipt } from './use-cases/read-receipt';
import type { createSpendCredit } from './use-cases/spend-credit';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    credits: true;
  }
}

export type UseCases = ReturnType<typeof createReadCredits> &
  Pick<ReturnType<typeof createPurchaseCredits>, 'purchaseCredits'> &
  Pick<ReturnType<typeof createSpendCredit>, 'returnCreditAsAdmin'> & {
    grantBonus: ReturnType<typeof createGrantBonus>;
    readReceipt: ReturnType<typeof createReadReceipt>;
  };

const paying = [
  ...[alreadyPaid, paymentUnderWay, paymentMethodRequired, paymentMethodNotTaken],
  ...[methodUnavailable, gatewayUnavailable],
];

export const billingRoutes = (credits: UseCases): Endpoint[] => [
  endpoint({
    operationId: 'getCreditBalance',
    method: 'get',
    path: '/credits/balance',
    summary: 'Get your credit balance.',
    access: 'user',
    scope: 'credits:read',
    response: CreditBalance,
  }).handledBy(({ actor }) => credits.readBalance(actor.userId)),

  endpoint({
    operationId: 'listCreditHistory',
    method: 'get',
    path: '/credits/history',
    summary: 'List the movements of your credits, newest first.',
    access: 'user',
    scope: 'credits:read',
    query: PageQuery,
    paged: true,
    response: z.array(CreditMovement),
  }).handledBy(async ({ actor, query }) =>
    presentHistory(actor.userId, await credits.listHistory(actor.userId, query)),
  ),

  endpoint({
    operationId: 'checkCredits',
    method: 'get',
    path: '/credits/check',
    summary: 'Check whether you have enough credits to spend.',
    access: 'user',
    scope: 'credits:read',
    query: CreditCheckQuery,
    response: CreditCheck,
  }).handledBy(({ actor, query }) => credits.checkCredits(actor.userId, query.required)),

  endpoint({
    operationId: 'purchaseCredits',
    method: 'post',
    path: '/credits/purchase',
    movesMoney: true,
    verifiedEmail: true,
    summary: 'Buy credits.',
    description:
      'You can spend the credits once the payment is received: a card pays at once, a bank debit takes days. ' +
      'A declined payment is not an error: the order has the status `FAILED` and its payment says why. Order again to retry.',
    access: 'user',
    scope: 'credits:write',
    idempotent: 'resumable',
    body: CreditPurchase,
    status: 201,
    says: true,
    response: CreditOrderShape,
    problems: [switchedOff, priceChanged, ...paying],
  }).handledBy(async ({ actor, body, request }) =>
    answerOrder(await credits.purchaseCredits(actor, body, request.header('idempotency-key') ?? null)),
  ),

  endpoint({
    operationId: 'getReceipt',
    method: 'get',
    path: '/payments/{id}/receipt',
    summary: 'Download the receipt of a payment as a PDF.',
    access: 'user',
    scope: 'payments:read',
    params: byId,
    download: [PDF],
    response: FileContent,
    problems: [paymentNotReceived],
  }).handledBy(async ({ actor, params }) => renderReceipt(await credits.readReceipt(actor, params.id))),

  endpoint({
    operationId: 'grantBonusCredits',
    method: 'post',
    path: '/credits/bonus',
    movesMoney: true,
    stepUp: true,
    summary: 'Grant credits to a user for free.',
    access: 'admin',
    idempotent: 'unit',
    body: CreditBonus,
    response: UserCredits,
    problems: [notFound, secondAdminNeeded],
  }).handledBy(async ({ actor, body }) => {
    await credits.grantBonus(actor, { ...body, key: newId() });
    return { userId: body.userId, credits: await credits.creditBalance(body.userId) };
  }),

  endpoint({
    operationId: 'refundCredit',
    method: 'post',
    path: '/credits/refund',
    movesMoney: true,
    stepUp: true,
    summary: 'Return a spent credit to a user.',
    access: 'admin',
    idempotent: 'unit',
    body: CreditReturn,
    response: UserCredits,
    problems: [notFound, creditAlreadyReturned, secondAdminNeeded],
  }).handledBy(async ({ actor, body }) => {
    await credits.returnCreditAsAdmin(actor, body);
    return { userId: body.userId, credits: await credits.creditBalance(body.userId) };
  }),
];
