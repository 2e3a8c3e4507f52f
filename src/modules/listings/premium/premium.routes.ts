/** The endpoints of premium listings: for their owners, and for the admins who decide. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { byId } from '../../../platform/http/wire';
import {
  alreadyPaid,
  amountMismatch,
  bankReferenceUsed,
  gatewayUnavailable,
  methodUnavailable,
  notAWire,
  paymentEnded,
  paymentMethodRequired,
  paymentUnderWay,
  refundTooLarge,
} from '../../payments';
import { listingStateForbids } from '../listings.problems';
import { OfListing } from '../listings.schema';
import type { PremiumUseCases } from './premium';
import { premiumRequestStands, premiumStateForbids } from './premium.problems';
import {
  AdminPremiumView,
  NewPremiumRequest,
  OfPremiumPayment,
  PremiumDecision,
  PremiumEnd,
  PremiumPaid,
  PremiumPayment,
  PremiumQuery,
  PremiumView,
  PremiumWire,
} from './premium.schema';
import { viewPremium } from './premium.view';

export const premiumRoutes = (useCases: PremiumUseCases): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/listings/{id}/premium-request',
    trading: true,
    summary: 'Ask for your listing to be made premium.',
    description:
      'An admin decides. Approved, the fee is due within some days; once it is paid the listing is premium.',
    access: 'seller',
    idempotent: 'unit',
    params: OfListing,
    body: NewPremiumRequest,
    status: 201,
    response: PremiumView,
    problems: [listingStateForbids, premiumRequestStands],
  }).handledBy(async ({ actor, params, body }) =>
    viewPremium(await useCases.askForPremium(actor, params.id, body.note ?? null)),
  ),

  endpoint({
    method: 'get',
    path: '/listings/{id}/premium-request',
    summary: 'The latest premium request of your listing; null where there was none.',
    access: 'seller',
    params: OfListing,
    response: PremiumView.nullable(),
  }).handledBy(async ({ actor, params }) => {
    const request = await useCases.findPremium(actor, params.id);
    return request && viewPremium(request);
  }),

  endpoint({
    method: 'post',
    path: '/listings/{id}/premium-request/withdraw',
    summary: 'Take your premium request back before its fee is paid.',
    access: 'seller',
    idempotent: 'unit',
    params: OfListing,
    response: PremiumView,
    problems: [premiumStateForbids],
  }).handledBy(async ({ actor, params }) => viewPremium(await useCases.withdrawPremium(actor, params.id))),

  endpoint({
    method: 'post',
    path: '/listings/{id}/premium-request/payment',
    trading: true,
    summary: 'Pay the fee of your approved premium request, by card, bank debit or wire.',
    description:
      'A card makes the listing premium at once, a bank debit when it settles, a wire when it has arrived. A refused ' +
      'card is an answer whose payment is FAILED: try again. Money that comes too late goes back.',
    access: 'seller',
    idempotent: 'resumable',
    params: OfListing,
    body: PremiumPayment,
    response: PremiumPaid,
    problems: [
      premiumStateForbids,
      alreadyPaid,
      paymentUnderWay,
      paymentMethodRequired,
      methodUnavailable,
      gatewayUnavailable,
    ],
  }).handledBy(async ({ actor, params, body }) => {
    const { request, payment } = await useCases.payPremium(actor, params.id, body);
    return { request: viewPremium(request), payment };
  }),

  endpoint({
    method: 'get',
    path: '/admin/premium-requests',
    summary: 'The requests for premium listings, newest first.',
    access: 'admin',
    query: PremiumQuery,
    paged: true,
    response: z.array(AdminPremiumView),
  }).handledBy(({ query }) => useCases.listPremium(query)),

  endpoint({
    method: 'put',
    path: '/admin/premium-requests/{id}',
    summary: 'Approve a premium request, which fixes its fee, or reject it with the reason.',
    access: 'admin',
    params: byId,
    body: PremiumDecision,
    response: AdminPremiumView,
    problems: [premiumStateForbids],
  }).handledBy(({ actor, params, body }) => useCases.decidePremium(actor, params.id, body)),

  endpoint({
    method: 'post',
    path: '/admin/premium-requests/{id}/end',
    stepUp: true,
    summary: 'End the premium standing of a listing for cause; the fee goes back where you say so.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: PremiumEnd,
    response: AdminPremiumView,
    problems: [premiumStateForbids, refundTooLarge],
  }).handledBy(({ actor, params, body }) => useCases.endPremium(actor, params.id, body)),

  endpoint({
    method: 'post',
    path: '/admin/premium-requests/{id}/verify-payment/{paymentId}',
    stepUp: true,
    summary: 'Confirms that the wire of a premium fee has arrived.',
    description: 'A wire that comes when no fee is due any more is booked, and goes back.',
    access: 'admin',
    idempotent: 'unit',
    params: OfPremiumPayment,
    body: PremiumWire,
    response: AdminPremiumView,
    problems: [notAWire, paymentEnded, amountMismatch, bankReferenceUsed],
  }).handledBy(({ actor, params, body }) =>
    useCases.confirmPremiumWire(actor, params.id, params.paymentId, body),
  ),
];
