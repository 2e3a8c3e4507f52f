/** The endpoints of premium listings: for their owners, and for the admins who decide. */
import { z } from 'zod';
import { Answer, endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { byId } from '../../../platform/http/wire';
import { mapPage, type Page } from '../../../platform/kernel/page';
import { secondAdminNeeded } from '../../approvals';
import {
  alreadyPaid,
  amountMismatch,
  bankReferenceUsed,
  gatewayUnavailable,
  methodUnavailable,
  notAWire,
  paymentEnded,
  paymentMethodNotTaken,
  paymentMethodRequired,
  paymentUnderWay,
  presentPayment,
  sayPayment,
  refundTooLarge,
} from '../../payments';
import { listingStateForbids } from '../listings.problems';
import { OfListing } from '../listings.schema';
import type { PremiumUseCases } from './premium';
import { premiumRequestExists, premiumStateForbids } from './premium.problems';
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
import type { PremiumFile } from './use-cases/decide-premium';
import { presentPremium, presentPremiumForAdmin } from './premium.view';

/** Requests for administrators, with the names of those who are in them. */
const createNaming = ({ findPremiumPeople }: PremiumUseCases) => ({
  page: async (page: Page<PremiumFile>): Promise<Page<AdminPremiumView>> => {
    const people = await findPremiumPeople(page.items);
    return mapPage(page, (file) => presentPremiumForAdmin(file, people));
  },
  one: async (file: PremiumFile) => presentPremiumForAdmin(file, await findPremiumPeople([file])),
});

export const premiumRoutes = (premium: PremiumUseCases, named = createNaming(premium)): Endpoint[] => [
  endpoint({
    operationId: 'requestPremium',
    method: 'post',
    path: '/listings/{id}/premium-request',
    verifiedEmail: true,
    summary: 'Request premium status for your listing.',
    description:
      'An admin decides. After the approval the fee is due by `payBy`; the listing is premium once it is paid.',
    access: 'seller',
    feature: 'FEATURE_PREMIUM',
    scope: 'listings:write',
    idempotent: 'unit',
    params: OfListing,
    body: NewPremiumRequest,
    status: 201,
    response: PremiumView,
    problems: [listingStateForbids, premiumRequestExists],
  }).handledBy(async ({ actor, params, body }) =>
    presentPremium(await premium.requestPremium(actor, params.id, body.note ?? null)),
  ),

  endpoint({
    operationId: 'getPremiumRequest',
    method: 'get',
    path: '/listings/{id}/premium-request',
    summary: "Get your listing's latest premium request, or null.",
    access: 'seller',
    scope: 'listings:read',
    params: OfListing,
    response: PremiumView.nullable(),
  }).handledBy(async ({ actor, params }) => {
    const request = await premium.findPremiumRequest(actor, params.id);
    return request && presentPremium(request);
  }),

  endpoint({
    operationId: 'withdrawPremiumRequest',
    method: 'post',
    path: '/listings/{id}/premium-request/withdraw',
    summary: 'Withdraw your premium request before its fee is paid.',
    access: 'seller',
    scope: 'listings:write',
    idempotent: 'unit',
    params: OfListing,
    response: PremiumView,
    problems: [premiumStateForbids],
  }).handledBy(async ({ actor, params }) => presentPremium(await premium.withdrawPremium(actor, params.id))),

  endpoint({
    operationId: 'payPremiumFee',
    method: 'post',
    path: '/listings/{id}/premium-request/payment',
    movesMoney: true,
    verifiedEmail: true,
    summary: 'Pay the fee of your approved premium request.',
    description:
      'A card makes the listing premium at once, a bank debit when it settles, a wire when it arrives. If the card is ' +
      'declined, the answer is a payment that is FAILED: try again. Money that arrives too late is refunded.',
    access: 'seller',
    scope: 'listings:write',
    idempotent: 'resumable',
    params: OfListing,
    body: PremiumPayment,
    says: true,
    response: PremiumPaid,
    problems: [
      premiumStateForbids,
      alreadyPaid,
      paymentUnderWay,
      paymentMethodNotTaken,
      paymentMethodRequired,
      methodUnavailable,
      gatewayUnavailable,
    ],
  }).handledBy(async ({ actor, params, body }) => {
    const { request, payment } = await premium.payPremium(actor, params.id, body);
    return new Answer(
      { request: presentPremium(request), payment: presentPayment(payment) },
      { message: sayPayment(payment) },
    );
  }),

  endpoint({
    operationId: 'listPremiumRequests',
    method: 'get',
    path: '/admin/premium-requests',
    summary: 'List premium requests.',
    access: 'admin',
    query: PremiumQuery,
    paged: true,
    response: z.array(AdminPremiumView),
  }).handledBy(async ({ query }) => named.page(await premium.listPremium(query))),

  endpoint({
    operationId: 'decidePremiumRequest',
    method: 'put',
    path: '/admin/premium-requests/{id}',
    summary: 'Approve or reject a premium request.',
    description: 'An approval fixes the fee and its deadline.',
    access: 'admin',
    params: byId,
    body: PremiumDecision,
    response: AdminPremiumView,
    problems: [premiumStateForbids],
  }).handledBy(async ({ actor, params, body }) =>
    named.one(await premium.decidePremium(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'endPremium',
    method: 'post',
    path: '/admin/premium-requests/{id}/end',
    movesMoney: true,
    stepUp: true,
    summary: "End a listing's premium status for cause, with or without a refund.",
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: PremiumEnd,
    response: AdminPremiumView,
    problems: [secondAdminNeeded, premiumStateForbids, refundTooLarge],
  }).handledBy(async ({ actor, params, body }) =>
    named.one(await premium.endPremium(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'verifyPremiumPayment',
    method: 'post',
    path: '/admin/premium-requests/{id}/verify-payment/{paymentId}',
    movesMoney: true,
    stepUp: true,
    summary: 'Confirm that the wire for a premium fee has arrived.',
    description: 'A wire that arrives when no fee is due is booked and sent back.',
    access: 'admin',
    idempotent: 'unit',
    params: OfPremiumPayment,
    body: PremiumWire,
    response: AdminPremiumView,
    problems: [secondAdminNeeded, notAWire, paymentEnded, amountMismatch, bankReferenceUsed],
  }).handledBy(async ({ actor, params, body }) =>
    named.one(await premium.confirmPremiumWire(actor, params.id, params.paymentId, body)),
  ),
];
