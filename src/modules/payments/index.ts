/** The door of payments: money in and back out, through the gateway or by wire. It does not know what for. */
import type { Platform } from '../../platform/platform';
import { notFound } from '../../platform/http/problem';
import type { Actor } from '../../platform/kernel/actor';
import type { StuckMoney } from '../../platform/kernel/stuck-money';
import type { Violation } from '../../platform/kernel/violation';
import type { Audit } from '../audit';
import type { Identity } from '../identity';
import type { Ledger } from '../ledger';
import type { BillingGateway, Invoice } from './billing-gateway';
import { defineBankAccounts } from './bank-account.model';
import { defineCardDisputes } from './card-dispute.model';
import type { PaymentGateway } from './gateway';
import { defineInvoicePayments } from './invoice-payment.model';
import { defineGatewayInvoices } from './gateway-invoice.model';
import { definePayments, type PaymentRow } from './payment.model';
import type { PaymentMethod, PaymentStatus } from './payment.rules';
import { definePaymentWires } from './payment-wire.model';
import { createPresenter } from './payment.view';
import { paymentsRoutes } from './payments.routes';
import { definePayoutAccounts, definePayouts } from './payout.model';
import { payoutsRoutes } from './payouts.routes';
import type { PaymentView, WebhookEventView } from './payments.schema';
import { defineRefunds } from './refund.model';
import { refundableCents } from './refund.rules';
import { defineSentWires } from './sent-wire.model';
import type { Deliver } from './sandbox/sandbox-events';
import { createSandboxGateway } from './sandbox/sandbox-gateway';
import { createStripeGateway } from './stripe/stripe-gateway';
import { createCancelPayment } from './use-cases/cancel-payment';
import { createConfirmWire, type WireArrived } from './use-cases/confirm-wire';
import { createEndPayment } from './use-cases/end-payment';
import { createEventEffects } from './use-cases/event-effects';
import { createFindViolations } from './use-cases/find-violations';
import { createGiveUpWire } from './use-cases/give-up-wire';
import { createKeepBankAccount } from './use-cases/keep-bank-account';
import { createListPayments } from './use-cases/list-payments';
import { createListPayouts } from './use-cases/list-payouts';
import { createListStuckMoney } from './use-cases/list-stuck-money';
import { createMendRefund } from './use-cases/mend-refund';
import { createPayOut } from './use-cases/pay-out';
import { createPayoutAccount } from './use-cases/payout-account';
import { partWithUser } from './use-cases/part-with-user';
import { schedulePollingEvents } from './use-cases/poll-events';
import { schedulePolling } from './use-cases/poll-gateway';
import { createRecordDispute } from './use-cases/record-dispute';
import { createRecordIntent } from './use-cases/record-intent';
import { createRecordPayout } from './use-cases/record-payout';
import { createRecordRefund } from './use-cases/record-refund';
import { createRecordSubscription } from './use-cases/record-subscription';
import { createRefundPayment, type RefundMoney } from './use-cases/refund-payment';
import { createSentWires } from './use-cases/sent-wires';
import { createStartPayment, type StartOrder } from './use-cases/start-payment';
import { createTakeWebhook } from './use-cases/take-webhook';
import { tellOfDestinations } from './use-cases/tell-of-destinations';
import { defineWebhookEvents } from './webhook-event.model';

export type { PaymentMethod, PaymentStatus } from './payment.rules';
export type { RefundMoney } from './use-cases/refund-payment';
export type { StartOrder } from './use-cases/start-payment';
export type { WireArrived } from './use-cases/confirm-wire';
export { BankReference, PaymentMethodId, PaymentMethodName, PaymentView } from './payments.schema';
export {
  bankPayoutFailed,
  checkoutCompleted,
  invoiceClosed,
  invoiceDisputeClosed,
  invoiceDisputed,
  invoiceFailed,
  invoiceOpened,
  invoicePaid,
  paymentDisputeClosed,
  paymentDisputed,
  paymentFailed,
  paymentProcessing,
  paymentSucceeded,
  payoutDestinationChanged,
  payoutFailed,
  payoutPaid,
  refundFailed,
  refundSucceeded,
  subscriptionChanged,
  wireOverpaid,
  wirePartlyPaid,
} from './payments.events';
export { GatewayRefusal } from './gateway';
export type {
  BillingGateway,
  CheckoutOrder,
  CheckoutSession,
  Customer,
  GatewayPrice,
  Invoice,
  SavedMethod,
  SetupIntent,
  Subscription,
  SubscriptionChange,
  SubscriptionOrder,
  SubscriptionStatus,
} from './billing-gateway';
export {
  alreadyPaid,
  amountMismatch,
  bankReferenceUsed,
  gatewayRefused,
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
  /** Customers, saved methods, subscriptions: speaks to the gateway, so never inside a unit. Null where there is none. */
  billingGateway: BillingGateway | null;
  /**
   * Speaks to the gateway, so never inside a unit; may be called again after a crash. An open payment of the same
   * purpose, subject, method, card and amount goes on; another that is open gives way, unless its money is under way.
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
  /**
   * Joins the unit: a wire has arrived. It makes the payment up; or brings a part of it, or too much, or comes too
   * late, where the admin says that he means that.
   */
  confirmWire(actor: Actor, paymentId: string, wire: WireArrived): Promise<PaymentView>;
  /** In a unit: an invoice that the gateway, when it was asked, said is paid. As if its news had come, once. */
  recordPaidInvoice(invoice: Invoice): Promise<void>;
  /** Tries an event of the gateway again, in a unit of its own; one that has had its effect keeps it. */
  replayEvent(actor: Actor, eventId: string): Promise<WebhookEventView>;
  /** What waits for a person, or has waited for the gateway too long. */
  listStuckMoney(): Promise<StuckMoney[]>;
  findViolations(): Promise<Violation[]>;
}

export function createPayments(
  platform: Platform,
  { audit, identity, ledger }: { audit: Audit; identity: Identity; ledger: Ledger },
): Payments {
  const { config, database } = platform;
  const payments = definePayments(database);
  const wires = definePaymentWires(database);
  const refunds = defineRefunds(database);
  const sentWires = defineSentWires(database);
  const events = defineWebhookEvents(database);
  const payouts = definePayouts(database);
  const accounts = definePayoutAccounts(database);
  const bankAccounts = defineBankAccounts(database);
  const disputes = defineCardDisputes(database);
  const invoices = defineGatewayInvoices(database);
  const invoicePayments = defineInvoicePayments(database);
  const present = createPresenter(config);
  const gateway = createGateway(platform, (rawBody, signature) => inbox.takeWebhook(rawBody, signature));

  const end = createEndPayment(platform, { payments, ledger });
  const sent = createSentWires(platform, { sentWires, wires, ledger });
  const recordIntent = createRecordIntent(platform, { payments, invoicePayments, end });
  const recordRefund = createRecordRefund(platform, { payments, refunds, ledger });
  const recordPayout = createRecordPayout(platform, { payouts, accounts, ledger });
  const recordSubscription = createRecordSubscription(platform, { invoices, ledger });
  const effects = createEventEffects({
    recordIntent,
    recordRefund,
    recordSubscription,
    recordDispute: createRecordDispute(platform, { payments, invoicePayments, disputes, ledger }),
    recordPayout,
  });
  const { refund, sendRefund } = createRefundPayment(platform, {
    payments,
    refunds,
    ledger,
    recordRefund,
    gateway,
  });
  const { cancel, cancelOpen } = createCancelPayment(platform, {
    payments,
    end,
    record: recordIntent,
    refund,
    gateway,
  });
  const mend = createMendRefund(platform, {
    ...{ payments, refunds, disputes, ledger, sent, audit, recordRefund, present },
  });
  const inbox = createTakeWebhook(platform, { events, effects, audit, gateway, present });
  const lists = createListPayments(platform, { payments, wires, refunds, events, present });
  partWithUser(identity, { database, payments, payouts }, lists);
  const keeping = createKeepBankAccount(platform, { bankAccounts, payouts, identity, audit });
  const paying = createPayOut(platform, {
    ...{ payouts, accounts, ledger, sent, audit, recordPayout, gateway },
    lockForPayout: keeping.lockForPayout,
  });
  tellOfDestinations(platform, identity);
  schedulePolling(platform, {
    payments,
    end,
    recordIntent,
    sendRefund,
    sendPayout: paying.sendPayout,
    handleEvent: inbox.handle,
    gateway,
  });
  schedulePollingEvents(platform, { events, takeEvent: inbox.takeEvent, gateway });
  platform.serve(
    'Payments',
    paymentsRoutes({
      ...{ lists, inbox, mend },
      giveUpWire: createGiveUpWire(platform, { payments, cancel, audit, present }),
    }),
  );
  platform.serve(
    'Payouts',
    payoutsRoutes({
      ...paying,
      ...keeping,
      ...createPayoutAccount(platform, { accounts, ledger, audit, recordPayout, gateway }),
      ...createListPayouts({ payouts, disputes }),
    }),
  );

  async function getRow(id: string): Promise<PaymentRow> {
    const row = await payments.findByPk(id);
    if (!row) throw notFound('There is no such payment.');
    return row;
  }

  return {
    billingGateway: gateway?.billing ?? null,
    start: createStartPayment(platform, { payments, end, record: recordIntent, cancel, gateway, present }),
    cancelOpen,
    refund,
    listForSubject: lists.listForSubject,
    getPayment: async (id) => asPayment(await getRow(id)),
    refundable: async (paymentId) => refundableCents(await getRow(paymentId)),
    confirmWire: createConfirmWire(platform, { payments, wires, sent, ledger, end, refund, audit, present }),
    async recordPaidInvoice(invoice) {
      if (!gateway) return;
      const verdict = await recordSubscription.paid(gateway.name, invoice);
      if (verdict.outcome === 'PARKED')
        platform.log.error('an invoice does not fit', { id: invoice.id, reason: verdict.reason });
    },
    replayEvent: inbox.replay,
    listStuckMoney: createListStuckMoney(platform, { payments, refunds, payouts, disputes, events }),
    findViolations: createFindViolations(platform, {
      payments,
      wires,
      refunds,
      sentWires,
      payouts,
      disputes,
      invoices,
      ledger,
      gateway,
    }),
  };
}

function createGateway(platform: Platform, deliver: Deliver): PaymentGateway | null {
  switch (platform.config.PAYMENT_GATEWAY) {
    case 'sandbox':
      return createSandboxGateway(platform, deliver);
    case 'stripe':
      return createStripeGateway(platform);
    case 'none':
      return null;
  }
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
