/** The door of payments: money in and back out, through a gateway or by wire. It does not know what for. */
import type { ShownSettings } from '../../platform/http/config-endpoint';
import type { Platform } from '../../platform/platform';
import { notFound } from '../../platform/http/problem';
import type { Actor } from '../../platform/kernel/actor';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Violation } from '../../platform/kernel/violation';
import type { GatewayConfig } from '../gateway';
import type { StuckMoney } from '../ledger';
import { type Payment, toPayment } from './payment';
import { createPaymentParties, type PartiesOf, type SelectSubjectIds } from './payment-parties';
import type { Payable, PaymentOption } from './payment-methods.rules';
import type { PaymentMethod } from './payment.rules';
import type { PaymentRow } from './payment.model';
import { createPaymentPresenter } from './payment.view';
import type { PaymentsConfig } from './payments.config';
import { defineModels, type PaymentsContext, type PaymentsDeps } from './payments.context';
import { paymentsRoutes } from './payments.routes';
import { registerUserData } from './payments.user-data';
import type { DisputeStatus } from './dispute.rules';
import { refundableCents } from './refund.rules';
import { adviseOnStuckMoney } from './use-cases/advise-on-stuck-money';
import { createCancelPayment, type GivenUp } from './use-cases/cancel-payment';
import { createConfirmWire, type WireArrived } from './use-cases/confirm-wire';
import { createCorrectWire, type PaymentTaker } from './use-cases/correct-wire';
import { createEndPayment } from './use-cases/end-payment';
import { createFindNewsPeople } from './use-cases/find-news-people';
import { createFindPayers } from './use-cases/find-payers';
import { unassignedMoneyRoutes } from './unassigned-money.routes';
import { createUnassignedMoney } from './use-cases/unassigned-money';
import { createFindViolations } from './use-cases/find-violations';
import { createGiveBackPayment } from './use-cases/give-back-payment';
import { createGiveUpWire } from './use-cases/give-up-wire';
import { createListPayments } from './use-cases/list-payments';
import { createListWaiting } from './use-cases/list-waiting';
import { createListStuckMoney } from './use-cases/list-stuck-money';
import { createNoteTrouble } from './use-cases/note-trouble';
import { schedulePolling } from './use-cases/poll-gateway';
import { type BornePart, createOutsideRefunds } from './use-cases/outside-refunds';
import { createSplitRefund } from './use-cases/split-refund';
import { createReadOptions } from './use-cases/read-options';
import { createRecordDispute, disputeMoved } from './use-cases/record-dispute';
import { createRecordPayment } from './use-cases/record-payment';
import { createRecordRefund } from './use-cases/record-refund';
import { createRefundPayment, type RefundMoney } from './use-cases/refund-payment';
import { createResolveRefund } from './use-cases/resolve-refund';
import { createSentWires, type SentWires } from './use-cases/sent-wires';
import { createStartPayment, type StartOrder } from './use-cases/start-payment';
import { createStrayPayments, paymentMoved, refundMoved } from './use-cases/stray-payments';
import { findWireAccount } from './wire-instructions';

/** What `start` throws and takes, for those above who do not know of gateways. */
export { gatewayUnavailable, methodUnavailable, PaymentMethodId } from '../gateway';
export type { Payment } from './payment';
export type { PaymentOption } from './payment-methods.rules';
export type { PaymentMethod, PaymentStatus } from './payment.rules';
/** For the routes and views of other modules that show a payment of theirs. */
export { presentPayment, withoutPage } from './payment.view';
export { sayPayment } from './payment.words';
export type { PaymentsDeps } from './payments.context';
export type { BornePart } from './use-cases/outside-refunds';
export type { RefundMoney } from './use-cases/refund-payment';
export { refuseAnotherSum, type SentWires, type Settled, WIRE_CAME_BACK } from './use-cases/sent-wires';
export type { StartOrder } from './use-cases/start-payment';
export type { WireArrived } from './use-cases/confirm-wire';
export type { PaymentTaker } from './use-cases/correct-wire';
export {
  BankReference,
  PaymentMethodName,
  PaymentOptionShape,
  PaymentShape,
  WireSent,
  WireReturned,
} from './payments.schema';
export {
  invoiceDisputeClosed,
  invoiceDisputed,
  invoiceRefundedOutside,
  outsideRefundBooked,
  outsideRefundUndone,
  paymentDisputeClosed,
  paymentDisputed,
  paymentFailed,
  paymentInTrouble,
  paymentProcessing,
  paymentRefundedOutside,
  paymentSucceeded,
  refundFailed,
  refundSucceeded,
  refundTakenBack,
  wireCorrected,
  wireOverpaid,
  wirePartlyPaid,
} from './payments.events';
export {
  alreadyPaid,
  amountMismatch,
  bankReferenceUsed,
  notAWire,
  noWireOut,
  paymentEnded,
  paymentMethodNotTaken,
  paymentMethodRequired,
  paymentUnderWay,
  refundConflict,
  refundTooLarge,
} from './payments.problems';

export interface Payments extends WaitingSource {
  /**
   * Speaks to the gateway, so never inside a unit; may be called again after a crash. An open payment of the same
   * purpose, subject, method, card and amount goes on; another that is open gives way, unless its money is under way.
   */
  start(order: StartOrder): Promise<Payment>;
  /** How this amount can be paid here, and why not otherwise. */
  options(payable: Payable): PaymentOption[];
  /** For GET /config: what can be paid how. */
  shown: ShownSettings;
  /** Before anything is made for a payment. Throws what `start` would throw for its method and amount. */
  throwIfNotTaken(order: Payable & { method: PaymentMethod }): void;
  /** In a unit; the gateway is told afterwards. Does nothing, and answers null, where no payment is open. */
  cancelOpen(purpose: string, subjectId: string, reason: string): Promise<GivenUp | null>;
  /**
   * Outside of units: asks the gateways about what is not at its end, since news may be lost. Throws where one does not
   * answer.
   */
  askAbout(purpose: string, subjectId: string): Promise<void>;
  /** In a unit: the money leaves `from` at once, and reaches the payer through the gateway or by an admin's wire. */
  refund(order: RefundMoney): Promise<void>;
  /**
   * By admins, since nobody took for a day what came then: nothing is left to take. For whoever hears that a payment has
   * succeeded.
   */
  isGivenBack(paymentId: string, cameAt: number): Promise<boolean>;
  /** Oldest first. */
  listForSubject(subjectId: string): Promise<Payment[]>;
  getPayment(id: string): Promise<Payment>;
  /** Cents that can still be given back. */
  refundable(paymentId: string): Promise<number>;
  /** As it stands now: news of it comes in any order. Null where there is none of that id. */
  disputeStatus(disputeId: string): Promise<DisputeStatus | null>;
  /**
   * Joins the unit: a wire has arrived. It makes the payment up; or brings a part of it, or too much, or comes too
   * late, where the admin says that this is meant.
   */
  confirmWire(actor: Actor, paymentId: string, wire: WireArrived): Promise<Payment>;
  /**
   * In a unit: what was given back past us is borne by these accounts, whose sum it is. False where it is booked already,
   * or came back.
   */
  bearOutsideRefund(id: string, parts: readonly BornePart[]): Promise<boolean>;
  /** In a unit: it came back after these accounts had borne it. */
  takeOutsideRefundAgain(id: string, parts: readonly BornePart[]): Promise<void>;
  /** A module above takes the payments of this purpose: one of any other is named by proofs. */
  knowPurpose(purpose: string): void;
  /** Whoever takes the payments of a purpose gives one back that was booked in error. */
  takenBy(purpose: string, taker: PaymentTaker): void;
  /** Who else has a part in what payments of a purpose are for: no administrator among them acts on one. */
  tellParties(purpose: string, partiesOf: PartiesOf): void;
  /** Lists of payments find what is for something with these words. */
  tellWords(select: SelectSubjectIds): void;
  /** The wires that admins send, and those of them that come back: one book for whatever they settle. */
  sentWires: SentWires;
  /** What waits for a person, or has waited for the gateway too long. */
  listStuckMoney(): Promise<StuckMoney[]>;
  findViolations(): Promise<Violation[]>;
}

export function createPayments(
  platform: Platform<GatewayConfig & PaymentsConfig>,
  { gateway: { gateways, onNews, ownerOfCustomer, stray }, ...deps }: PaymentsDeps,
): Payments {
  const models = defineModels(platform.database);
  const parties = createPaymentParties();
  const purposes = new Set<string>();
  platform.database.keepsWord({
    ...{ table: 'payments', key: 'id', column: 'purpose' },
    words: () => [...purposes],
  });
  const context: PaymentsContext = {
    ...{ ...deps, platform, models, gateways, ownerOfCustomer, stray, parties },
  };
  adviseOnStuckMoney(context);
  const wireAccount = findWireAccount(platform.config);
  const payment = (row: PaymentRow): Payment => toPayment(row, wireAccount);

  const end = createEndPayment(context);
  const sent = createSentWires(context);
  const strays = createStrayPayments(context, end);
  const record = createRecordPayment(context, end, strays);
  const outside = createOutsideRefunds(context, () => recordRefund);
  const recordRefund = createRecordRefund(context, outside, strays);
  const people = createFindNewsPeople(context);
  const ofPaid = (name: string, { paymentId }: { paymentId: string | null }, namedId?: string | null) =>
    people.ofPaid(name, paymentId, namedId);
  onNews('payment.changed', record, people.ofPayment, {
    ...{ ways: ['ASSIGN', 'RETURN', 'LOSS'], moved: paymentMoved },
  });
  onNews('payment.refunded', recordRefund.refundedAtGateway, ofPaid, { ways: ['REFUND', 'LOSS'] });
  onNews('refund.changed', recordRefund.record, people.ofRefund, {
    ...{ ways: ['REFUND', 'LOSS'], moved: refundMoved },
  });
  onNews('dispute.changed', createRecordDispute(context, recordRefund), ofPaid, {
    ...{ ways: ['AS_IT_CAME', 'LOSS'], moved: disputeMoved },
  });

  const { refund, sendRefund } = createRefundPayment(context, recordRefund);
  const { cancel, cancelOpen } = createCancelPayment(context, { end, record, refund });
  const { listForSubject, ...lists } = createListPayments(context);
  const { giveBackPayment, isGivenBack } = createGiveBackPayment(context, refund);
  const { correctWire, takenBy } = createCorrectWire(context, refund);
  const useCases = {
    ...lists,
    correctWire,
    ...createResolveRefund(context, { sent, recordRefund }),
    ...createSplitRefund(context, recordRefund),
    giveUpWire: createGiveUpWire(context, cancel),
    giveBackPayment,
    findPayers: createFindPayers(context),
    bookOutsideRefund: outside.book,
  };
  const present = createPaymentPresenter(context);
  platform.serve('Payments', paymentsRoutes(useCases, present));
  registerUserData(context, useCases, present);
  const { shown, options, throwIfNotTaken } = createReadOptions(context);
  const trouble = createNoteTrouble(context, end);
  const { start, bringToGateway } = createStartPayment(context, {
    ...{ end, record, cancel, throwIfNotTaken, trouble },
  });
  const { askAboutOpen } = schedulePolling(context, {
    end,
    record,
    sendRefund,
    bringToGateway,
    trouble,
  });
  const confirmWire = createConfirmWire(context, { sent, end, refund });
  const unassigned = createUnassignedMoney(context, { sent, confirmWire });
  platform.serve('Administration', unassignedMoneyRoutes(unassigned, deps.identity));

  async function getRow(id: string): Promise<PaymentRow> {
    const row = await models.payments.findByPk(id);
    if (!row) throw notFound('There is no such payment.');
    return row;
  }

  return {
    start: async (order) => payment(await start(order)),
    options,
    shown,
    throwIfNotTaken,
    cancelOpen,
    askAbout: askAboutOpen,
    refund,
    isGivenBack,
    listForSubject: async (subjectId) => (await listForSubject(subjectId)).map(payment),
    getPayment: async (id) => payment(await getRow(id)),
    refundable: async (paymentId) => refundableCents(await getRow(paymentId)),
    disputeStatus: async (disputeId) => (await context.models.disputes.findByPk(disputeId))?.status ?? null,
    confirmWire: async (actor, paymentId, wire) => payment(await confirmWire(actor, paymentId, wire)),
    bearOutsideRefund: outside.bear,
    takeOutsideRefundAgain: outside.takeAgain,
    knowPurpose: (purpose) => void purposes.add(purpose),
    takenBy,
    tellParties: parties.tellParties,
    tellWords: parties.tellWords,
    sentWires: sent,
    listStuckMoney: createListStuckMoney(context),
    listWaiting: createListWaiting(context),
    findViolations: createFindViolations(context, unassigned),
  };
}
