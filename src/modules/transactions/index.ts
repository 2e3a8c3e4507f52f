/** The door of transactions: the sale in escrow, from the accepted offer to its end. */
import type { UserActor } from '../../platform/kernel/actor';
import { MINUTE_MS } from '../../platform/kernel/clock';
import type { StuckMoney } from '../ledger';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Violation } from '../../platform/kernel/violation';
import { daysIn } from '../../platform/paper/days';
import type { Platform } from '../../platform/platform';
import { reservedCarrierStopped } from '../listings';
import {
  outsideRefundBooked,
  outsideRefundUndone,
  paymentDisputeClosed,
  paymentDisputed,
  paymentFailed,
  paymentProcessing,
  paymentRefundedOutside,
  paymentSucceeded,
  refundTakenBack,
} from '../payments';
import { adminTransactionRoutes } from './admin-transactions.routes';
import { documentsOfDeals } from './deal-documents';
import { agreementRoutes } from './agreement/agreement.routes';
import { createReadAgreement } from './agreement/read-agreement';
import { createReplaceAgreement } from './agreement/replace-agreement';
import { createSignAgreement } from './agreement/sign-agreement';
import { packetRoutes } from './packet/packet.routes';
import { createReadPacket } from './packet/read-packet';
import { createEngine } from './make-move';
import { disputeRoutes } from './disputes.routes';
import { PAYMENT_PURPOSES } from './process/facts';
import { processRoutes } from './process/process.routes';
import { defineModels, type Transaction } from './transaction.model';
import { createTransactionPresenter } from './transaction.view';
import type { TransactionsContext, TransactionsDeps } from './transactions.context';
import type { TransactionsConfig } from './transactions.config';
import { transactionRoutes } from './transactions.routes';
import { OfferTerms } from '../offers';
import { ratesIn, sumsAt } from './terms.rules';
import { createAnswerByTelephone } from './use-cases/answer-by-telephone';
import { createBookRefund } from './use-cases/book-refund';
import { createReleaseHold } from './use-cases/release-hold';
import { createCheckCarrier } from './use-cases/check-carrier';
import { createExpireProposals } from './use-cases/expire-proposals';
import { createFindParties } from './use-cases/find-parties';
import { createFindViolations } from './use-cases/find-violations';
import { createProgressTransaction } from './use-cases/progress-transaction';
import { lapseProposals } from './use-cases/lapse-proposals';
import { createListBookedLines } from './use-cases/list-booked-lines';
import { createListTransactions, selectTransactionIds } from './use-cases/list-transactions';
import { createListWaiting } from './use-cases/list-waiting';
import { createListStuckMoney } from './use-cases/list-stuck-money';
import { createOpenTransaction } from './use-cases/open-transaction';
import { createAdminMoves } from './use-cases/admin-moves';
import { createCancelOrDispute } from './use-cases/cancel-or-dispute';
import { registerUserData } from './transactions.user-data';
import { createPay } from './use-cases/pay';
import { createReadTransaction } from './use-cases/read-transaction';
import { createReceivePayment, isOurs } from './use-cases/receive-payment';
import { createMayBeMade } from './use-cases/may-be-made';
import { createMoveAs } from './use-cases/move-as';
import { createMoveDeadline } from './use-cases/move-deadline';
import { createReadClosingStatement } from './use-cases/read-closing-statement';
import { createReadOverviews, type DealOverviews } from './use-cases/read-overviews';
import { createWatchClosings } from './use-cases/watch-closings';
import { createWatchSides } from './use-cases/watch-sides';
import { createWatchTransaction } from './use-cases/watch-transaction';
import { createRemindOfDates } from './use-cases/remind-of-dates';
import { createRemindOfItems } from './use-cases/remind-of-items';
import { createSweepTransactions } from './use-cases/sweep-transactions';

export * from './transactions.events';
export { STATES as DEAL_STATES } from './process/process';
export type { AnswerMeant, TelephoneAnswer } from './use-cases/answer-by-telephone';
export { refusalsOf } from './transactions.problems';
export { selectIdsInDeals } from './use-cases/list-transactions';
export type { Earning } from './use-cases/read-overviews';

const HEARER = 'transactions';

/** The two who deal with each other. */
export type DealParties = Pick<
  Transaction,
  'listingId' | 'listingTitle' | 'buyerId' | 'sellerId' | 'state' | 'endedAt'
>;

export interface Transactions extends WaitingSource {
  /** What dashboards show of deals. */
  overviews: DealOverviews;
  /** What a side answers by telephone, as an administrator writes it down. */
  byTelephone: ReturnType<typeof createAnswerByTelephone>;
  /** What a sale at this price costs its seller, by what is set now. */
  feeAt(priceCents: number): number;
  findDeal(transactionId: string): Promise<DealParties | null>;
  /** Deals whose money, listing or timeline does not add up. */
  findViolations(): Promise<Violation[]>;
  /** Money of ended deals that waits for an admin. */
  listStuckMoney(): Promise<StuckMoney[]>;
  /** Buyer and seller of a deal, for whoever may read it; null for everybody else. */
  findParties(actor: UserActor, transactionId: string): Promise<readonly string[] | null>;
  /** With whom a person has a deal under way. */
  listCounterparties(userId: string): Promise<string[]>;
}

export function createTransactions(
  platform: Platform<TransactionsConfig>,
  deps: TransactionsDeps,
): Transactions {
  const { events, scheduler } = platform;
  const context: TransactionsContext = { platform, ...deps, models: defineModels(platform.database) };
  const engine = createEngine(context);
  const { onTransaction } = engine;
  const reading = createReadTransaction(context, engine);
  const { sidesOf, partiesOver, ...parties } = createFindParties(context);
  deps.carriers.tellParties(partiesOver);
  const present = createTransactionPresenter(context);
  const moveAs = createMoveAs(onTransaction, reading, createMayBeMade(context));
  const checkCarrier = createCheckCarrier(context);
  const moveDeadline = createMoveDeadline(context, onTransaction);
  const receiving = createReceivePayment(context, onTransaction, reading);
  const lists = createListTransactions(context);
  registerUserData(context, lists, present);
  lapseProposals(context, onTransaction);
  deps.documents.register('transaction', documentsOfDeals(context));

  platform.serve(
    'Transactions',
    transactionRoutes(
      {
        ...reading,
        ...lists,
        ...createProgressTransaction(moveAs, reading),
        acceptOffer: createOpenTransaction(context, checkCarrier),
        pay: createPay(context, engine, reading),
        readClosingStatement: createReadClosingStatement(context, reading),
        listBookedLines: createListBookedLines(context, reading),
        checkCarrier,
      },
      present,
    ),
  );
  const days = daysIn(platform.config.PAPER_TIME_ZONE);
  const agreements = createReadAgreement(context, reading);
  const signAgreement = createSignAgreement(context, onTransaction, agreements);
  const replacing = createReplaceAgreement(context, onTransaction, agreements);
  platform.serve('Transactions', processRoutes);
  platform.serve('Transactions', agreementRoutes({ ...agreements, ...replacing, signAgreement }, days));
  platform.serve('Transactions', packetRoutes(createReadPacket(context, reading), days));
  platform.serve(
    'Transactions',
    disputeRoutes({ ...reading, ...createCancelOrDispute(moveAs), checkCarrier }, present),
  );
  platform.serve(
    'Transactions',
    adminTransactionRoutes(
      createWatchClosings(context, onTransaction),
      {
        ...{ ...lists, ...receiving, ...createAdminMoves(moveAs, checkCarrier) },
        bookRefund: createBookRefund(context, onTransaction, reading),
        releaseHold: createReleaseHold(context, onTransaction, reading),
        checkCarrier,
      },
      present,
      () => platform.clock.now(),
    ),
  );

  events.on(
    paymentSucceeded,
    HEARER,
    { runs: 'unit' },
    async ({ subjectId, purpose, paymentId, amountCents }, { occurredAt }) => {
      if (!isOurs(purpose) || (await deps.payments.isGivenBack(paymentId, occurredAt))) return;
      await receiving.paymentArrived(subjectId, { paymentId, purpose, amountCents });
    },
  );
  events.on(
    refundTakenBack,
    HEARER,
    { runs: 'unit' },
    async ({ subjectId, purpose, paymentId, amountCents }) => {
      if (isOurs(purpose)) await receiving.refundTakenBack(subjectId, { paymentId, purpose, amountCents });
    },
  );
  deps.payments.tellWords(selectTransactionIds);
  for (const purpose of PAYMENT_PURPOSES) {
    deps.payments.knowPurpose(purpose);
    deps.payments.takenBy(purpose, receiving.giveBack);
    deps.payments.tellParties(purpose, sidesOf);
  }
  events.on(paymentFailed, HEARER, { runs: 'unit' }, async ({ subjectId, purpose, paymentId }) => {
    if (isOurs(purpose)) await moveDeadline.paymentFailed(subjectId, paymentId);
  });
  events.on(paymentProcessing, HEARER, { runs: 'unit' }, async ({ subjectId, purpose }) => {
    if (isOurs(purpose)) await moveDeadline.paymentUnderWay(subjectId);
  });
  deps.payouts.holdsBack(async (sellerId) => {
    // What a canceled deal may lose waits in escrow.
    const open = await context.models.cardDisputes.findAll({
      where: { status: 'OPEN', buyerDueCents: null },
    });
    const ids = open.map(({ transactionId }) => transactionId);
    const paid = await context.models.transactions.count({ where: { id: ids, sellerId } });
    return paid > 0 ? 'The bank of a buyer disputes a payment; money goes out when it has decided.' : null;
  });
  const stopping = createWatchTransaction(context, onTransaction);
  events.on(reservedCarrierStopped, HEARER, { runs: 'unit' }, stopping.carrierStopped);
  events.on(paymentDisputed, HEARER, { runs: 'unit' }, async (dispute) => {
    if (isOurs(dispute.purpose)) await stopping.paymentDisputed(dispute);
  });
  events.on(paymentDisputeClosed, HEARER, { runs: 'unit' }, async (dispute) => {
    if (isOurs(dispute.purpose)) await stopping.paymentDisputeClosed(dispute);
  });
  events.on(paymentRefundedOutside, HEARER, { runs: 'unit' }, async (refund) => {
    if (isOurs(refund.purpose)) await stopping.refundedOutside(refund);
  });
  events.on(outsideRefundBooked, HEARER, { runs: 'unit' }, async (refund) => {
    if (isOurs(refund.purpose)) await stopping.outsideRefundClosed(refund, 'REFUND_NOT_BORNE', false);
  });
  events.on(outsideRefundUndone, HEARER, { runs: 'unit' }, async (refund) => {
    const { purpose, subjectId, paymentId, wasBooked } = refund;
    if (!subjectId || !paymentId || !isOurs(purpose ?? '')) return;
    const news = { ...refund, subjectId, paymentId };
    await stopping.outsideRefundClosed(news, 'REFUND_CAME_BACK', wasBooked);
  });
  scheduler.every(
    'transactions.sweep',
    MINUTE_MS,
    createSweepTransactions(
      context,
      onTransaction,
      checkCarrier,
      createWatchSides(context, engine),
      moveDeadline,
    ),
  );

  scheduler.every('transactions.proposals', MINUTE_MS, createExpireProposals(context, onTransaction));
  scheduler.every('transactions.dates', MINUTE_MS, createRemindOfDates(context, onTransaction));
  scheduler.every('transactions.items_due', MINUTE_MS, createRemindOfItems(context, onTransaction));

  return {
    findDeal: (id) =>
      context.models.transactions.findByPk(id, {
        attributes: ['listingId', 'listingTitle', 'buyerId', 'sellerId', 'state', 'endedAt'],
      }),
    overviews: createReadOverviews(context),
    byTelephone: createAnswerByTelephone(onTransaction),
    feeAt: (priceCents) => sumsAt(priceCents, OfferTerms.parse({}), ratesIn(platform.config)).feeCents,
    findViolations: createFindViolations(context),
    listStuckMoney: createListStuckMoney(context),
    listWaiting: createListWaiting(context),
    ...parties,
  };
}
