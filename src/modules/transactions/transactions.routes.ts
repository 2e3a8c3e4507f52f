/** The endpoints of deals on their way to a sale: accept an offer, read, sign, pay, approve, hand over, accept. */
import { z } from 'zod';
import { Answer, endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId } from '../../platform/http/wire';
import { mapWholePage, PageQuery } from '../../platform/kernel/page';
import { PDF } from '../../platform/paper/paper';
import { carrierNotFound, fmcsaUnavailable } from '../carriers';
import { documentNotUsable } from '../documents';
import { carrierSoldHere, controlNotProven } from '../listings';
import {
  listingClosed,
  notYourTurn,
  offerChanged,
  offerExpired,
  offerNotOpen,
  otherSideUnavailable,
  SeenVersionShape,
} from '../offers';
import {
  alreadyPaid,
  gatewayUnavailable,
  methodUnavailable,
  paymentMethodNotTaken,
  paymentMethodRequired,
  paymentUnderWay,
  sayPayment,
} from '../payments';
import { PARTIES } from './process/process';
import { ClosingStatement, EscrowLine, StatementQuery } from './statement.schema';
import { presentEscrowLines, presentStatement } from './statement.view';
import type { TransactionPresenter } from './transaction.view';
import {
  carrierHardStop,
  carrierUnchecked,
  dealNotEnded,
  refusalsOf,
  termsDiffer,
  transactionChanged,
} from './transactions.problems';
import {
  Accepted,
  ChecklistItemView,
  TransactionParams,
  TransactionPayment,
  TransactionQuery,
  TransactionRead,
  ItemParams,
  ItemUpdate,
  NewExtension,
  NewPayment,
  NewPrice,
  PaymentStarted,
  ProposalParams,
  RemindedVersion,
  QuestionUpdate,
  TermsSigned,
  TimelineEntry,
  TransactionSummary,
  TransactionView,
} from './transactions.schema';
import type { CheckCarrier } from './use-cases/check-carrier';
import type { createProgressTransaction } from './use-cases/progress-transaction';
import type { createListBookedLines } from './use-cases/list-booked-lines';
import type { createListTransactions } from './use-cases/list-transactions';
import type { createOpenTransaction } from './use-cases/open-transaction';
import type { createPay, StartedPayment } from './use-cases/pay';
import type { ReadTransaction } from './use-cases/read-transaction';
import type { createReadClosingStatement } from './use-cases/read-closing-statement';

declare module '../../platform/http/endpoint' {
  interface Scopes {
    transactions: true;
  }
}

export type UseCases = ReadTransaction &
  ReturnType<typeof createListTransactions> &
  ReturnType<typeof createProgressTransaction> & {
    acceptOffer: ReturnType<typeof createOpenTransaction>;
    pay: ReturnType<typeof createPay>;
    readClosingStatement: ReturnType<typeof createReadClosingStatement>;
    listBookedLines: ReturnType<typeof createListBookedLines>;
    checkCarrier: CheckCarrier;
  };

const accepting = [
  ...[offerNotOpen, offerExpired, notYourTurn, offerChanged, listingClosed, otherSideUnavailable],
  ...[
    controlNotProven,
    carrierSoldHere,
    carrierHardStop,
    carrierUnchecked,
    carrierNotFound,
    fmcsaUnavailable,
  ],
];
const paying = [
  ...[alreadyPaid, paymentUnderWay, paymentMethodRequired, paymentMethodNotTaken],
  ...[methodUnavailable, gatewayUnavailable],
];

const sayStarted = (present: TransactionPresenter, started: StartedPayment) =>
  new Answer(present.paymentStarted(started), { message: sayPayment(started.payment) });

/** A POST that makes one move and answers the deal as the caller sees it then. */
const moving = { method: 'post', access: 'user', idempotent: 'unit', params: TransactionParams } as const;

const acceptanceOf = (
  operationId: string,
  path: string,
  summary: string,
  { acceptOffer }: UseCases,
  present: TransactionPresenter,
): Endpoint =>
  endpoint({
    operationId,
    method: 'post',
    path,
    verifiedEmail: true,
    summary,
    description:
      'Reserves the listing, keeps the other offers as back-ups, and opens the deal with its terms, fee and checklist fixed.',
    access: 'user',
    scope: 'offers:write',
    idempotent: 'resumable',
    params: byId,
    body: SeenVersionShape,
    status: 201,
    response: Accepted,
    problems: accepting,
  }).handledBy(async ({ actor, params, body, request }) => {
    const again = request.header('idempotency-key') !== undefined;
    return present.accepted(await acceptOffer(actor, params.id, body, { again }));
  });

export const transactionRoutes = (deals: UseCases, present: TransactionPresenter): Endpoint[] => [
  acceptanceOf(
    'acceptOffer',
    '/offers/{id}/accept',
    'Accept the offer that awaits your answer, which opens the transaction.',
    deals,
    present,
  ),
  acceptanceOf(
    'acceptCounterOffer',
    '/offers/{id}/accept-counter',
    'Accept the counteroffer, which opens the transaction.',
    deals,
    present,
  ),

  endpoint({
    operationId: 'listTransactions',
    method: 'get',
    path: '/transactions',
    summary: 'List your transactions as buyer or seller, newest first.',
    access: 'user',
    scope: 'transactions:read',
    query: TransactionQuery,
    paged: true,
    response: z.array(TransactionSummary),
  }).handledBy(async ({ actor, query }) => present.page(actor, await deals.listOwn(actor, query))),

  endpoint({
    operationId: 'getTransaction',
    method: 'get',
    path: '/transactions/{id}',
    summary: 'Get a transaction: terms, money, the moves open to you, and who is next.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    response: TransactionView,
  }).handledBy(async ({ actor, params }) =>
    present.transaction(await deals.readTransaction(actor, params.id)),
  ),

  endpoint({
    operationId: 'getTimeline',
    method: 'get',
    path: '/transactions/{id}/timeline',
    summary: 'List every move of a transaction, oldest first.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    query: PageQuery,
    paged: true,
    response: z.array(TimelineEntry),
  }).handledBy(async ({ actor, params, query }) =>
    mapWholePage(await deals.listTimeline(actor, params.id, query), present.timelineEntry),
  ),

  endpoint({
    operationId: 'getClosingStatement',
    method: 'get',
    path: '/transactions/{id}/closing-statement',
    summary: 'Get the closing statement of an ended transaction, as a PDF or JSON.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    query: StatementQuery,
    download: [PDF],
    response: ClosingStatement,
    problems: [dealNotEnded],
  }).handledBy(async ({ actor, params, query }) =>
    presentStatement(await deals.readClosingStatement(actor, params.id), query),
  ),

  endpoint({
    operationId: 'listEscrowLines',
    method: 'get',
    path: '/transactions/{id}/transfers',
    summary: 'List what was booked into escrow and out of it, oldest first.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    response: z.array(EscrowLine),
  }).handledBy(async ({ actor, params }) =>
    presentEscrowLines(await deals.listBookedLines(actor, params.id)),
  ),

  endpoint({
    operationId: 'listTransactionPayments',
    method: 'get',
    path: '/transactions/{id}/payments',
    summary: "List a transaction's payments, oldest first.",
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    response: z.array(TransactionPayment),
  }).handledBy(async ({ actor, params }) => {
    const { reader, payments } = await deals.listPayments(actor, params.id);
    return payments.map((payment) => present.payment(payment, reader));
  }),

  endpoint({
    operationId: 'getChecklist',
    method: 'get',
    path: '/transactions/{id}/checklist',
    summary: 'Get the closing checklist: what, by whom, and until when.',
    access: 'user',
    scope: 'transactions:read',
    params: TransactionParams,
    response: z.array(ChecklistItemView),
  }).handledBy(async ({ actor, params }) =>
    (await deals.listChecklist(actor, params.id)).map(present.checklistItem),
  ),

  endpoint({
    operationId: 'settleChecklistItem',
    method: 'put',
    path: '/transactions/{id}/checklist/{itemId}',
    summary: 'Settle or reopen one of your checklist items.',
    description:
      'With the documents that show it, where the item asks for evidence. Administrators settle the items of the platform.',
    access: 'user',
    scope: 'transactions:write',
    params: ItemParams,
    body: ItemUpdate,
    response: ChecklistItemView,
    problems: [...refusalsOf('UPDATE_CHECKLIST'), documentNotUsable],
  }).handledBy(async ({ actor, params, body }) =>
    present.checklistItem(await deals.updateItem(actor, params.id, params.itemId, body)),
  ),

  endpoint({
    operationId: 'questionChecklistItem',
    method: 'put',
    path: '/transactions/{id}/checklist/{itemId}/question',
    summary: 'Question a settled checklist item of the other side, or withdraw the question.',
    description:
      'Until the item is signed off. It counts as open until its owner settles it anew with what was not shown before, or ' +
      'the question is withdrawn; an administrator can set it aside.',
    access: 'user',
    scope: 'transactions:write',
    params: ItemParams,
    body: QuestionUpdate,
    response: ChecklistItemView,
    problems: refusalsOf('QUESTION_ITEM', 'WITHDRAW_QUESTION'),
  }).handledBy(async ({ actor, params, body }) =>
    present.checklistItem(await deals.questionItem(actor, params.id, params.itemId, body)),
  ),

  ...PARTIES.map((side) =>
    endpoint({
      operationId: side === 'BUYER' ? 'acceptTermsAsBuyer' : 'acceptTermsAsSeller',
      ...moving,
      path: `/transactions/{id}/${side.toLowerCase()}/accept-terms`,
      scope: 'transactions:write',
      summary: `Sign the terms by their hash, as ${side.toLowerCase()}.`,
      body: TermsSigned,
      response: TransactionView,
      problems: [termsDiffer, ...refusalsOf('ACCEPT_TERMS')],
    }).handledBy(async ({ actor, params, body }) =>
      present.transaction(await deals.acceptTerms(actor, params.id, side, body.termsHash)),
    ),
  ),

  endpoint({
    operationId: 'payDeposit',
    ...moving,
    path: '/transactions/{id}/deposit',
    movesMoney: true,
    scope: 'transactions:write',
    verifiedEmail: true,
    summary: "Start the deposit's payment as buyer.",
    description:
      'A wire answers with the instructions for it. A refused card is an answer: its payment is FAILED.',
    idempotent: 'resumable',
    body: NewPayment,
    status: 201,
    says: true,
    response: PaymentStarted,
    problems: [...paying, ...refusalsOf('PAY_DEPOSIT')],
  }).handledBy(async ({ actor, params, body }) =>
    sayStarted(present, await deals.pay(actor, params.id, 'DEPOSIT', body)),
  ),

  endpoint({
    operationId: 'payFinalPayment',
    ...moving,
    path: '/transactions/{id}/final-payment',
    movesMoney: true,
    scope: 'transactions:write',
    verifiedEmail: true,
    summary: 'Start the final payment as buyer.',
    idempotent: 'resumable',
    body: NewPayment,
    status: 201,
    says: true,
    response: PaymentStarted,
    problems: [...paying, ...refusalsOf('PAY_BALANCE')],
  }).handledBy(async ({ actor, params, body }) =>
    sayStarted(present, await deals.pay(actor, params.id, 'FINAL_PAYMENT', body)),
  ),

  ...PARTIES.map((side) =>
    endpoint({
      operationId: side === 'BUYER' ? 'approveDueDiligence' : 'declareReadyToClose',
      ...moving,
      path: `/transactions/{id}/${side.toLowerCase()}/approve`,
      scope: 'transactions:write',
      summary:
        side === 'BUYER'
          ? 'Approve the findings of due diligence as buyer.'
          : 'Declare the sale ready to close as seller.',
      body: TransactionRead,
      response: TransactionView,
      problems: [transactionChanged, ...refusalsOf('APPROVE')],
    }).handledBy(async ({ actor, params, body }) =>
      present.transaction(await deals.approve(actor, params.id, side, body.version)),
    ),
  ),

  endpoint({
    operationId: 'proposeExtension',
    ...moving,
    path: '/transactions/{id}/extension/proposals',
    scope: 'transactions:write',
    summary: 'Ask the other side for more days of due diligence.',
    body: NewExtension,
    status: 201,
    response: TransactionView,
    problems: [transactionChanged, ...refusalsOf('PROPOSE_EXTENSION')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.proposeExtension(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'acceptExtension',
    ...moving,
    path: '/transactions/{id}/extension/proposals/{proposalId}/accept',
    scope: 'transactions:write',
    summary: 'Agree to the additional days that the other side asked for.',
    params: ProposalParams,
    response: TransactionView,
    problems: refusalsOf('AGREE_EXTENSION'),
  }).handledBy(async ({ actor, params }) =>
    present.transaction(await deals.agreeExtension(actor, params.id, params.proposalId)),
  ),

  endpoint({
    operationId: 'withdrawProposal',
    ...moving,
    path: '/transactions/{id}/proposals/{proposalId}/withdraw',
    scope: 'transactions:write',
    summary: 'Withdraw a proposal of your own side that is open.',
    description:
      'Of any kind: to cancel, more days, another price, a settlement. Nobody can agree to it any more.',
    params: ProposalParams,
    body: RemindedVersion,
    response: TransactionView,
    problems: [transactionChanged, ...refusalsOf('WITHDRAW_PROPOSAL')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.withdrawProposal(actor, params.id, params.proposalId, body.version)),
  ),

  endpoint({
    operationId: 'proposePrice',
    ...moving,
    path: '/transactions/{id}/price/proposals',
    scope: 'transactions:write',
    summary: 'Propose another price to the other side.',
    description:
      'Until the price is paid. The open proposal, whoever made it, lapses. Where the seller asks for more, other buyers may ' +
      'read the listing and line up behind at once.',
    body: NewPrice,
    status: 201,
    response: TransactionView,
    problems: [transactionChanged, ...refusalsOf('PROPOSE_PRICE')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.proposePrice(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'acceptPrice',
    ...moving,
    path: '/transactions/{id}/price/proposals/{proposalId}/accept',
    scope: 'transactions:write',
    summary: 'Agree to the price that the other side proposed.',
    description:
      'The terms get a new version that both sides sign by its hash before any more money moves; the fee follows the price, ' +
      'the deposit stays, and a payment that was started is canceled.',
    params: ProposalParams,
    response: TransactionView,
    problems: refusalsOf('AGREE_PRICE'),
  }).handledBy(async ({ actor, params }) =>
    present.transaction(await deals.agreePrice(actor, params.id, params.proposalId)),
  ),

  endpoint({
    operationId: 'markTransferred',
    ...moving,
    path: '/transactions/{id}/seller/mark-transferred',
    scope: 'transactions:write',
    summary: 'Declare the company handed over as seller, which starts the inspection.',
    body: TransactionRead,
    response: TransactionView,
    problems: [transactionChanged, ...refusalsOf('MARK_TRANSFERRED')],
  }).handledBy(async ({ actor, params, body }) =>
    present.transaction(await deals.markTransferred(actor, params.id, body.version)),
  ),

  endpoint({
    operationId: 'acceptTransfer',
    ...moving,
    path: '/transactions/{id}/buyer/accept',
    movesMoney: true,
    stepUp: true,
    summary: 'Accept the company as buyer, which releases the money to the seller.',
    body: TransactionRead,
    response: TransactionView,
    problems: [carrierNotFound, transactionChanged, ...refusalsOf('ACCEPT')],
  }).handledBy(
    async ({ actor, params, body }) =>
      present.transaction(await deals.acceptCompany(actor, params.id, body.version)),
    ({ params }) => deals.checkCarrier.forRelease(params.id),
  ),
];
