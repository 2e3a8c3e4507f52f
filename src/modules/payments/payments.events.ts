/** What payments tell: that money came, did not come, is under way, or went back. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/events';

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

export const paymentSucceeded = defineEvent('payment.succeeded', PaymentFacts.extend({ late: z.boolean() }), {
  when: 'The money of a payment has come and stands in `unallocated:{paymentId}`: its owner moves it on, or refunds it. `late` means that the payment had been given up before the money came: its owner refunds it.',
  about: 'paymentId',
});
export const paymentProcessing = defineEvent('payment.processing', PaymentFacts, {
  when: 'The money of a payment is under way.',
  about: 'paymentId',
});
export const wirePartlyPaid = defineEvent(
  'payment.partly_paid',
  PaymentFacts.extend({ missingCents: z.int() }),
  { when: 'Wires have brought a part of a payment; the rest is awaited.', about: 'paymentId' },
);
export const wireOverpaid = defineEvent('payment.overpaid', PaymentFacts.extend({ excessCents: z.int() }), {
  when: 'More was wired than was due; the excess goes back.',
  about: 'paymentId',
});
export const wireCorrected = defineEvent(
  'payment.wire_corrected',
  PaymentFacts.extend({ wireCents: z.int() }),
  { when: 'A wire that had been booked in error was taken back.', about: 'paymentId' },
);
export const paymentFailed = defineEvent('payment.failed', PaymentFacts.extend({ reason: z.string() }), {
  when: 'A payment came to nothing.',
  about: 'paymentId',
});
export const paymentInTrouble = defineEvent(
  'payment.in_trouble',
  PaymentFacts.extend({ reason: z.string() }),
  {
    when: 'The gateway takes no payments for a reason of the platform: this one waits and is tried again, and is the first that waits.',
    about: 'paymentId',
  },
);
export const refundSucceeded = defineEvent('refund.succeeded', RefundFacts, {
  when: 'A refund reached the payer.',
  about: 'paymentId',
});
export const refundFailed = defineEvent('refund.failed', RefundFacts.extend({ reason: z.string() }), {
  when: 'A refund did not reach the payer.',
  about: 'paymentId',
});

const GivenBack = {
  outsideRefundId: z.string(),
  givenBackCents: z.int(),
};

export const paymentRefundedOutside = defineEvent(
  'payment.refunded_outside',
  PaymentFacts.extend({ ...GivenBack, totalCents: z.int(), isOut: z.boolean() }),
  {
    when: 'A payment, or a part of it, was refunded at the gateway, and not by us: whoever it had paid bears that. Told again with `isOut` where it was under way at first. `totalCents` is all that was refunded so.',
    about: 'paymentId',
  },
);
export const outsideRefundBooked = defineEvent(
  'payment.outside_refund_booked',
  PaymentFacts.extend({ ...GivenBack, as: z.enum(['LOSS', 'REFUND']) }),
  {
    when: 'An administrator booked a refund that was made past us: as a loss of the platform, or as a refund that was owed. What the payment had paid for does not bear it.',
    about: 'paymentId',
  },
);
export const outsideRefundUndone = defineEvent(
  'payment.outside_refund_undone',
  z.strictObject({
    ...GivenBack,
    /** Null where an invoice had been refunded. */
    paymentId: z.string().nullable(),
    purpose: z.string().nullable(),
    subjectId: z.string().nullable(),
    wasBooked: z.boolean(),
  }),
  {
    when: 'A refund that was made past us came back. With `wasBooked` its money stands in `outside:{outsideRefundId}` for whoever had borne it.',
    about: 'outsideRefundId',
  },
);
export const invoiceRefundedOutside = defineEvent(
  'invoice.refunded_outside',
  z.strictObject({
    ...GivenBack,
    gateway: z.string(),
    /** The gateway's ids. */
    customerId: z.string(),
    gatewayInvoiceId: z.string(),
    totalCents: z.int(),
  }),
  {
    when: 'What paid an invoice of a subscription was refunded at the gateway, and not by us.',
    about: 'outsideRefundId',
  },
);
export const refundTakenBack = defineEvent('refund.taken_back', RefundFacts.extend({ reason: z.string() }), {
  when: 'A refund that could not reach the payer was given up: its money is back in the account that it came from.',
  about: 'paymentId',
});

const DisputeFacts = PaymentFacts.extend({ disputeId: z.string(), disputedCents: z.int() });

export const paymentDisputed = defineEvent('payment.disputed', DisputeFacts.extend({ reason: z.string() }), {
  when: 'The bank of the payer takes the money back: what was bought with it must not go out.',
  about: 'paymentId',
});
export const paymentDisputeClosed = defineEvent(
  'payment.dispute_closed',
  DisputeFacts.extend({ outcome: z.enum(['WON', 'LOST']) }),
  { when: 'The bank decided a dispute about a payment.', about: 'paymentId' },
);

const InvoiceDisputeFacts = z.strictObject({
  disputeId: z.string(),
  /** The gateway's id of whoever paid the invoice. */
  customerId: z.string(),
  gateway: z.string().default(''),
  /** The gateway's id of it; null where it is not known. */
  gatewayInvoiceId: z.string().nullable().default(null),
  disputedCents: z.int(),
});

export const invoiceDisputed = defineEvent(
  'invoice.disputed',
  InvoiceDisputeFacts.extend({ reason: z.string() }),
  { when: 'The bank takes back what paid an invoice of a subscription.', about: 'disputeId' },
);
export const invoiceDisputeClosed = defineEvent(
  'invoice.dispute_closed',
  InvoiceDisputeFacts.extend({ outcome: z.enum(['WON', 'LOST']) }),
  { when: 'The bank decided a dispute about an invoice.', about: 'disputeId' },
);
