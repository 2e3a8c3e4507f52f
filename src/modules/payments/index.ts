/** The door of payments: money in and back out, through the gateway or by wire. It does not know what for. */
import type { Platform } from '../../platform/platform';
import { notFound } from '../../platform/http/problem';
import type { Actor } from '../../platform/kernel/actor';
import type { Violation } from '../../platform/kernel/violation';
import type { Audit } from '../audit';
import type { Ledger } from '../ledger';
import type { PaymentGateway } from './gateway';
import { definePayments, type PaymentRow } from './payment.model';
import type { PaymentMethod, PaymentStatus } from './payment.rules';
import { createPresenter } from './payment.view';
import { paymentsRoutes } from './payments.routes';
import type { PaymentView } from './payments.schema';
import { defineRefunds } from './refund.model';
import { refundableCents } from './refund.rules';
import { createSandboxGateway } from './sandbox/sandbox-gateway';
import { createCancelPayment } from './use-cases/cancel-payment';
import { createConfirmWire, type WireArrived } from './use-cases/confirm-wire';
import { createEndPayment } from './use-cases/end-payment';
import { createFindViolations } from './use-cases/find-violations';
import { createListPayments } from './use-cases/list-payments';
import { createMendRefund } from './use-cases/mend-refund';
import { schedulePolling } from './use-cases/poll-gateway';
import { createRecordIntent } from './use-cases/record-intent';
import { createRecordRefund } from './use-cases/record-refund';
import { createRefundPayment, type RefundMoney } from './use-cases/refund-payment';
import { createStartPayment, type StartOrder } from './use-cases/start-payment';
import { createTakeWebhook } from './use-cases/take-webhook';
import { defineWebhookEvents } from './webhook-event.model';

export type { PaymentMethod, PaymentStatus } from './payment.rules';
export type { RefundMoney } from './use-cases/refund-payment';
export type { StartOrder } from './use-cases/start-payment';
export type { WireArrived } from './use-cases/confirm-wire';
export { BankReference, PaymentMethodId, PaymentMethodName, PaymentView } from './payments.schema';
export {
  paymentFailed,
  paymentProcessing,
  paymentSucceeded,
  refundFailed,
  refundSucceeded,
} from './payments.events';
export {
  alreadyPaid,
  amountMismatch,
  bankReferenceUsed,
  gatewayUnavailable,
  methodUnavailable,
  notAWire,
  paymentEnded,
  paymentMethodRequired,
  paymentUnderWay,
  refundConflict,
  refundTooLarge,
} from './payments.problems';

/** A payment as those above may know it. Instants in milliseconds. */
export interface Payment {
  id: string;
  purpose: string;
  subjectId: string;
  payerId: string;
  amountCents: number;
  method: PaymentMethod;
  status: PaymentStatus;
  /** Null until the money has come. */
  amountReceivedCents: number | null;
  refundedCents: number;
  /** The money came after the payment had been given up. */
  late: boolean;
  startedAt: number;
  endedAt: number | null;
}

export interface Payments {
  /**
   * Speaks to the gateway, so never inside a unit; may be called again after a crash. An open payment of the same
   * purpose, subject, method and amount goes on; another that is open gives way, unless its money is under way.
   */
  start(order: StartOrder): Promise<PaymentView>;
  /** In a unit; the gateway is told afterwards. Does nothing where no payment is open. */
  cancelOpen(purpose: string, subjectId: string, reason: string): Promise<void>;
  /** In a unit: the money leaves `from` at once, and reaches the payer through the gateway or by an admin's wire. */
  refund(order: RefundMoney): Promise<void>;
  /** Oldest first. */
  listForSubject(subjectId: string): Promise<PaymentView[]>;
  getPayment(id: string): Promise<Payment>;
  /** Cents that can still be given back. */
  refundable(paymentId: string): Promise<number>;
  /** Joins the unit: the wire has arrived, with exactly the amount that is due. */
  confirmWire(actor: Actor, paymentId: string, wire: WireArrived): Promise<PaymentView>;
  findViolations(): Promise<Violation[]>;
}

export function createPayments(
  platform: Platform,
  { audit, ledger }: { audit: Audit; ledger: Ledger },
): Payments {
  const { config, database } = platform;
  const payments = definePayments(database);
  const refunds = defineRefunds(database);
  const events = defineWebhookEvents(database);
  const present = createPresenter(config);
  const gateway: PaymentGateway | null =
    config.PAYMENT_GATEWAY === 'sandbox'
      ? createSandboxGateway(platform, (rawBody, signature) => inbox.takeWebhook(rawBody, signature))
      : null;

  const end = createEndPayment(platform, { payments, ledger });
  const recordIntent = createRecordIntent(platform, { payments, end });
  const recordRefund = createRecordRefund(platform, { payments, refunds, ledger });
  const { cancel, cancelOpen } = createCancelPayment(platform, {
    payments,
    end,
    record: recordIntent,
    gateway,
  });
  const { refund, sendRefund } = createRefundPayment(platform, {
    payments,
    refunds,
    ledger,
    recordRefund,
    gateway,
  });
  const mend = createMendRefund(platform, { refunds, ledger, audit, recordRefund, present });
  const inbox = createTakeWebhook(platform, { events, recordIntent, recordRefund, audit, gateway, present });
  const lists = createListPayments(platform, { payments, refunds, events, present });
  schedulePolling(platform, { payments, end, recordIntent, sendRefund, handleEvent: inbox.handle, gateway });
  platform.serve('Payments', paymentsRoutes({ lists, inbox, mend }));

  async function getRow(id: string): Promise<PaymentRow> {
    const row = await payments.findByPk(id);
    if (!row) throw notFound('There is no such payment.');
    return row;
  }

  return {
    start: createStartPayment(platform, { payments, end, record: recordIntent, cancel, gateway, present }),
    cancelOpen,
    refund,
    listForSubject: lists.listForSubject,
    getPayment: async (id) => asPayment(await getRow(id)),
    refundable: async (paymentId) => refundableCents(await getRow(paymentId)),
    confirmWire: createConfirmWire(platform, { payments, end, audit, present }),
    findViolations: createFindViolations(platform, { payments, refunds, ledger, gateway }),
  };
}

const asPayment = (row: PaymentRow): Payment => ({
  id: row.id,
  purpose: row.purpose,
  subjectId: row.subjectId,
  payerId: row.payerId,
  amountCents: row.amountCents,
  method: row.method,
  status: row.status,
  amountReceivedCents: row.amountReceivedCents,
  refundedCents: row.refundedCents,
  late: row.late,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
});
