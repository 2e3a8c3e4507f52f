/** The endpoints of deals on their way to a sale: accept an offer, read, sign, pay, approve, hand over, accept. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { PDF } from '../../platform/paper/paper';
import { carrierNotFound, fmcsaUnavailable } from '../carriers';
import { listingClosed, notYourTurn, offerExpired, offerNotOpen, otherSideUnavailable } from '../offers';
import {
  alreadyPaid,
  gatewayUnavailable,
  methodUnavailable,
  paymentMethodRequired,
  paymentUnderWay,
} from '../payments';
import { PARTIES } from './process/process';
import { ClosingStatement, StatementQuery } from './statement.schema';
import {
  carrierHardStop,
  carrierUnchecked,
  dealNotEnded,
  refusalsOf,
  termsDiffer,
} from './transactions.problems';
import {
  Accepted,
  ChecklistItemView,
  DealParams,
  DealPayment,
  DealQuery,
  ItemParams,
  ItemUpdate,
  NewExtension,
  NewPayment,
  PaymentStarted,
  ProposalParams,
  TermsSigned,
  TimelineEntry,
  TransactionSummary,
  TransactionView,
} from './transactions.schema';
import type { createGoForward } from './use-cases/go-forward';
import type { createListDeals } from './use-cases/list-deals';
import type { createOpenDeal } from './use-cases/open-deal';
import type { createPay } from './use-cases/pay';
import type { ReadDeal } from './use-cases/read-deal';
import type { createStateClosing } from './use-cases/state-closing';

export type UseCases = ReadDeal &
  ReturnType<typeof createListDeals> &
  ReturnType<typeof createGoForward> & {
    acceptOffer: ReturnType<typeof createOpenDeal>;
    pay: ReturnType<typeof createPay>;
    stateClosing: ReturnType<typeof createStateClosing>;
  };

const accepting = [
  ...[offerNotOpen, offerExpired, notYourTurn, listingClosed, otherSideUnavailable],
  ...[carrierHardStop, carrierUnchecked, carrierNotFound, fmcsaUnavailable],
];
const paying = [alreadyPaid, paymentUnderWay, paymentMethodRequired, methodUnavailable, gatewayUnavailable];

/** A POST that makes one move and answers the deal as the caller sees it then. */
const moving = { method: 'post', access: 'user', idempotent: 'unit', params: DealParams } as const;

const acceptanceOf = (path: string, summary: string, { acceptOffer }: UseCases): Endpoint =>
  endpoint({
    method: 'post',
    path,
    trading: true,
    summary,
    description:
      'Reserves the listing, keeps the other offers as back-ups, and opens the deal with its terms, fee and checklist fixed.',
    access: 'user',
    idempotent: 'resumable',
    params: byId,
    body: z.strictObject({}),
    status: 201,
    response: Accepted,
    problems: accepting,
  }).handledBy(({ actor, params, request }) =>
    acceptOffer(actor, params.id, { again: request.header('idempotency-key') !== undefined }),
  );

export const transactionRoutes = (deals: UseCases): Endpoint[] => [
  acceptanceOf(
    '/offers/{id}/accept',
    'Accepts the offer that awaits your answer, which opens the deal.',
    deals,
  ),
  acceptanceOf('/offers/{id}/accept-counter', 'Accepts the counter-offer, which opens the deal.', deals),

  endpoint({
    method: 'get',
    path: '/transactions',
    summary: 'Your deals, as buyer and as seller, newest first.',
    access: 'user',
    query: DealQuery,
    paged: true,
    response: z.array(TransactionSummary),
  }).handledBy(({ actor, query }) => deals.listOwn(actor, query)),

  endpoint({
    method: 'get',
    path: '/transactions/{id}',
    summary: 'A deal: its terms and money, the moves open to you, why the others are closed, who is next.',
    access: 'user',
    params: DealParams,
    response: TransactionView,
  }).handledBy(({ actor, params }) => deals.readDeal(actor, params.id)),

  endpoint({
    method: 'get',
    path: '/transactions/{id}/timeline',
    summary: 'Every move of a deal, oldest first.',
    access: 'user',
    params: DealParams,
    query: PageQuery,
    paged: true,
    response: z.array(TimelineEntry),
  }).handledBy(({ actor, params, query }) => deals.listTimeline(actor, params.id, query)),

  endpoint({
    method: 'get',
    path: '/transactions/{id}/closing-statement',
    summary: 'Every sum that came in and went out, once the deal has ended; as PDF, or as JSON.',
    access: 'user',
    params: DealParams,
    query: StatementQuery,
    download: [PDF],
    response: ClosingStatement,
    problems: [dealNotEnded],
  }).handledBy(({ actor, params, query }) => deals.stateClosing(actor, params.id, query)),

  endpoint({
    method: 'get',
    path: '/transactions/{id}/payments',
    summary: 'The payments of a deal, oldest first.',
    access: 'user',
    params: DealParams,
    response: z.array(DealPayment),
  }).handledBy(({ actor, params }) => deals.listPayments(actor, params.id)),

  endpoint({
    method: 'get',
    path: '/transactions/{id}/checklist',
    summary: 'What has to be done to close, by whom, and until when.',
    access: 'user',
    params: DealParams,
    response: z.array(ChecklistItemView),
  }).handledBy(({ actor, params }) => deals.listChecklist(actor, params.id)),

  endpoint({
    method: 'put',
    path: '/transactions/{id}/checklist/{itemId}',
    summary: 'Settles or reopens an item of the checklist that is yours.',
    description: 'Administrators settle the items of the platform.',
    access: 'user',
    params: ItemParams,
    body: ItemUpdate,
    response: ChecklistItemView,
    problems: refusalsOf('UPDATE_CHECKLIST'),
  }).handledBy(({ actor, params, body }) => deals.updateItem(actor, params.id, params.itemId, body)),

  ...PARTIES.map((side) =>
    endpoint({
      ...moving,
      path: `/transactions/{id}/${side.toLowerCase()}/accept-terms`,
      summary: `The ${side.toLowerCase()} signs the terms by their hash.`,
      body: TermsSigned,
      response: TransactionView,
      problems: [termsDiffer, ...refusalsOf('ACCEPT_TERMS')],
    }).handledBy(({ actor, params, body }) => deals.acceptTerms(actor, params.id, side, body.termsHash)),
  ),

  endpoint({
    ...moving,
    path: '/transactions/{id}/deposit',
    trading: true,
    summary: 'The buyer starts the payment of the deposit.',
    description:
      'A wire answers with the instructions for it. A refused card is an answer: its payment is FAILED.',
    idempotent: 'resumable',
    body: NewPayment,
    status: 201,
    response: PaymentStarted,
    problems: [...paying, ...refusalsOf('PAY_DEPOSIT')],
  }).handledBy(({ actor, params, body }) => deals.pay(actor, params.id, 'DEPOSIT', body)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/final-payment',
    trading: true,
    summary: 'The buyer starts the payment of the rest of the price.',
    idempotent: 'resumable',
    body: NewPayment,
    status: 201,
    response: PaymentStarted,
    problems: [...paying, ...refusalsOf('PAY_BALANCE')],
  }).handledBy(({ actor, params, body }) => deals.pay(actor, params.id, 'FINAL_PAYMENT', body)),

  ...PARTIES.map((side) =>
    endpoint({
      ...moving,
      path: `/transactions/{id}/${side.toLowerCase()}/approve`,
      summary:
        side === 'BUYER'
          ? 'The buyer approves what the due diligence has shown.'
          : 'The seller declares the sale ready for closing.',
      response: TransactionView,
      problems: refusalsOf('APPROVE'),
    }).handledBy(({ actor, params }) => deals.approve(actor, params.id, side)),
  ),

  endpoint({
    ...moving,
    path: '/transactions/{id}/extension/proposals',
    summary: 'Asks the other side for more days of review.',
    body: NewExtension,
    status: 201,
    response: TransactionView,
    problems: refusalsOf('PROPOSE_EXTENSION'),
  }).handledBy(({ actor, params, body }) => deals.proposeExtension(actor, params.id, body)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/extension/proposals/{proposalId}/accept',
    summary: 'Agrees to the further days that the other side has asked for.',
    params: ProposalParams,
    response: TransactionView,
    problems: refusalsOf('AGREE_EXTENSION'),
  }).handledBy(({ actor, params }) => deals.agreeExtension(actor, params.id, params.proposalId)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/seller/mark-transferred',
    summary: 'The seller declares the company handed over; the inspection begins.',
    response: TransactionView,
    problems: refusalsOf('MARK_TRANSFERRED'),
  }).handledBy(({ actor, params }) => deals.markTransferred(actor, params.id)),

  endpoint({
    ...moving,
    path: '/transactions/{id}/buyer/accept',
    stepUp: true,
    summary: 'The buyer accepts the company, which releases the money to the seller.',
    response: TransactionView,
    problems: refusalsOf('ACCEPT'),
  }).handledBy(({ actor, params }) => deals.acceptCompany(actor, params.id)),
];
