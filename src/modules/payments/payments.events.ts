/** What payments tell: that money came, did not come, is under way, or went back. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/outbox';

const PaymentFacts = z.strictObject({
  paymentId: z.string(),
  /** Whatever the owner of the payment said when it was started: nothing here knows what it means. */
  purpose: z.string(),
  subjectId: z.string(),
  payerId: z.string(),
  amountCents: z.int(),
  method: z.enum(['CARD', 'BANK_DEBIT', 'WIRE']),
});

const RefundFacts = z.strictObject({
  refundId: z.string(),
  paymentId: z.string(),
  purpose: z.string(),
  subjectId: z.string(),
  payerId: z.string(),
  amountCents: z.int(),
  /** As given by whoever asked for the refund. */
  key: z.string(),
});

/**
 * The money stands in `unallocated:{paymentId}`: its owner moves it on, or refunds it. `late` means that the payment
 * had been given up before the money came: its owner refunds it.
 */
export const paymentSucceeded = defineEvent('payment.succeeded', PaymentFacts.extend({ late: z.boolean() }));
export const paymentProcessing = defineEvent('payment.processing', PaymentFacts);
/** Wires have brought a part of it; the rest is waited for. */
export const wirePartlyPaid = defineEvent(
  'payment.partly_paid',
  PaymentFacts.extend({ missingCents: z.int() }),
);
/** More was wired than was due; what was too much goes back. */
export const wireOverpaid = defineEvent('payment.overpaid', PaymentFacts.extend({ excessCents: z.int() }));
export const paymentFailed = defineEvent('payment.failed', PaymentFacts.extend({ reason: z.string() }));
export const refundSucceeded = defineEvent('refund.succeeded', RefundFacts);
export const refundFailed = defineEvent('refund.failed', RefundFacts.extend({ reason: z.string() }));

const SubscriptionFacts = z.strictObject({
  /** The gateway's id of it. */
  subscriptionId: z.string(),
  customerId: z.string(),
  /** As given when it was begun. */
  reference: z.string().nullable(),
});

/** News comes in any order: how the subscription stands now is asked of the gateway (`retrieveSubscription`). */
export const subscriptionChanged = defineEvent('subscription.changed', SubscriptionFacts);

/** Once per invoice. The money, if any was due, stands in `unallocated:{invoiceId}`. Instants in milliseconds. */
export const invoicePaid = defineEvent(
  'invoice.paid',
  SubscriptionFacts.extend({
    invoiceId: z.string(),
    gatewayInvoiceId: z.string(),
    number: z.string().nullable(),
    amountCents: z.int(),
    /** `subscription_create`, `subscription_cycle`, `subscription_update` … */
    billingReason: z.string().nullable(),
    /** Of the latest period that it covers. */
    periodStart: z.int(),
    periodEnd: z.int(),
  }),
);

/** An invoice is due from now on; the gateway collects it at once, or its customer pays it on that page. */
export const invoiceOpened = defineEvent(
  'invoice.opened',
  SubscriptionFacts.extend({
    gatewayInvoiceId: z.string(),
    amountDueCents: z.int(),
    payUrl: z.string().nullable(),
  }),
);

/** The gateway does not ask for it any more, and it was not paid. */
export const invoiceClosed = defineEvent(
  'invoice.closed',
  SubscriptionFacts.extend({ gatewayInvoiceId: z.string() }),
);

/** A try to collect an invoice failed; null when the gateway will not try again. */
export const invoiceFailed = defineEvent(
  'invoice.failed',
  SubscriptionFacts.extend({
    gatewayInvoiceId: z.string(),
    amountDueCents: z.int(),
    attempts: z.int(),
    nextAttemptAt: z.int().nullable(),
  }),
);

export const checkoutCompleted = defineEvent(
  'checkout.completed',
  z.strictObject({
    checkoutId: z.string(),
    reference: z.string().nullable(),
    customerId: z.string().nullable(),
    subscriptionId: z.string().nullable(),
  }),
);

const DisputeFacts = PaymentFacts.extend({ disputeId: z.string(), disputedCents: z.int() });

/** The payer's bank takes the money back: what was bought with it must not go out. */
export const paymentDisputed = defineEvent('payment.disputed', DisputeFacts.extend({ reason: z.string() }));
export const paymentDisputeClosed = defineEvent(
  'payment.dispute_closed',
  DisputeFacts.extend({ outcome: z.enum(['WON', 'LOST']) }),
);

const InvoiceDisputeFacts = z.strictObject({
  disputeId: z.string(),
  /** The gateway's id of whoever paid the invoice. */
  customerId: z.string(),
  disputedCents: z.int(),
});

/** The same for what paid an invoice of a subscription. */
export const invoiceDisputed = defineEvent(
  'invoice.disputed',
  InvoiceDisputeFacts.extend({ reason: z.string() }),
);
export const invoiceDisputeClosed = defineEvent(
  'invoice.dispute_closed',
  InvoiceDisputeFacts.extend({ outcome: z.enum(['WON', 'LOST']) }),
);

const PayoutFacts = z.strictObject({ payoutId: z.string(), userId: z.string(), amountCents: z.int() });

export const payoutPaid = defineEvent('payout.paid', PayoutFacts);
/** The money is payable again. */
export const payoutFailed = defineEvent('payout.failed', PayoutFacts.extend({ reason: z.string() }));
/** Money would go elsewhere than before, once the wait is over. */
export const payoutDestinationChanged = defineEvent(
  'payout.destination_changed',
  z.strictObject({
    userId: z.string(),
    destination: z.enum(['BANK_ACCOUNT', 'PAYOUT_ACCOUNT']),
    usableFrom: z.int(),
  }),
);
/** The user's bank refused what had reached his account at the gateway. */
export const bankPayoutFailed = defineEvent(
  'payout.bank_failed',
  z.strictObject({ userId: z.string(), reason: z.string() }),
);
