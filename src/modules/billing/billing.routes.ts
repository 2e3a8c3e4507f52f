/** The endpoints of credits and receipts. */
import { z } from 'zod';
import { FileContent } from '../../platform/http/download';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import { byId } from '../../platform/http/wire';
import { newId } from '../../platform/kernel/ids';
import { PageQuery } from '../../platform/kernel/page';
import { PDF } from '../../platform/paper/paper';
import {
  alreadyPaid,
  gatewayUnavailable,
  methodUnavailable,
  paymentMethodRequired,
  paymentUnderWay,
} from '../payments';
import { creditReturnedBefore, paymentNotReceived } from './billing.problems';
import {
  CreditBalance,
  CreditBonus,
  CreditCheck,
  CreditCheckQuery,
  CreditMovement,
  CreditOrderView,
  CreditPurchase,
  CreditReturn,
  UserCredits,
} from './billing.schema';
import type { createDrawReceipt } from './use-cases/draw-receipt';
import type { createGrantBonus } from './use-cases/grant-bonus';
import type { createPurchaseCredits } from './use-cases/purchase-credits';
import type { createReadCredits } from './use-cases/read-credits';
import type { createSpendCredit } from './use-cases/spend-credit';

interface UseCases {
  credits: ReturnType<typeof createReadCredits>;
  selling: ReturnType<typeof createPurchaseCredits>;
  drawReceipt: ReturnType<typeof createDrawReceipt>;
  grantBonus: ReturnType<typeof createGrantBonus>;
  refundCredit: ReturnType<typeof createSpendCredit>['refundCredit'];
}

const paying = [alreadyPaid, paymentUnderWay, paymentMethodRequired, methodUnavailable, gatewayUnavailable];

export const billingRoutes = ({
  credits,
  selling,
  grantBonus,
  refundCredit,
  drawReceipt,
}: UseCases): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/credits/balance',
    summary: 'My credits, and those that wait for their money.',
    access: 'user',
    response: CreditBalance,
  }).handledBy(({ actor }) => credits.viewBalance(actor.userId)),

  endpoint({
    method: 'get',
    path: '/credits/history',
    summary: 'How my credits came and went, newest first.',
    access: 'user',
    query: PageQuery,
    paged: true,
    response: z.array(CreditMovement),
  }).handledBy(({ actor, query }) => credits.listHistory(actor.userId, query)),

  endpoint({
    method: 'get',
    path: '/credits/check',
    summary: 'Whether I have as many credits as something needs.',
    access: 'user',
    query: CreditCheckQuery,
    response: CreditCheck,
  }).handledBy(({ actor, query }) => credits.check(actor.userId, query.required)),

  endpoint({
    method: 'post',
    path: '/credits/purchase',
    trading: true,
    summary:
      'Buys credits. They can be spent once the money is here: at once by card, days later by bank debit.',
    description: 'A refused payment is an answer with status FAILED and the reason; order anew to try again.',
    access: 'user',
    idempotent: 'resumable',
    body: CreditPurchase,
    status: 201,
    response: CreditOrderView,
    problems: paying,
  }).handledBy(({ actor, body, request }) =>
    selling.purchaseCredits(actor, body, request.header('idempotency-key') ?? null),
  ),

  endpoint({
    method: 'get',
    path: '/payments/{id}/receipt',
    summary: 'The receipt of a payment that came in, as PDF, for its payer and admins.',
    access: 'user',
    params: byId,
    download: [PDF],
    response: FileContent,
    problems: [paymentNotReceived],
  }).handledBy(({ actor, params }) => drawReceipt(actor, params.id)),

  endpoint({
    method: 'post',
    path: '/credits/bonus',
    stepUp: true,
    summary: 'Gives a user credits.',
    access: 'admin',
    idempotent: 'unit',
    body: CreditBonus,
    response: UserCredits,
    problems: [notFound],
  }).handledBy(async ({ actor, body }) => {
    await grantBonus(actor, { ...body, key: newId() });
    return { userId: body.userId, credits: await credits.creditBalance(body.userId) };
  }),

  endpoint({
    method: 'post',
    path: '/credits/refund',
    stepUp: true,
    summary: 'Gives a user a spent credit back, once.',
    access: 'admin',
    idempotent: 'unit',
    body: CreditReturn,
    response: UserCredits,
    problems: [notFound, creditReturnedBefore],
  }).handledBy(async ({ actor, body }) => {
    await refundCredit(actor, body);
    return { userId: body.userId, credits: await credits.creditBalance(body.userId) };
  }),
];
