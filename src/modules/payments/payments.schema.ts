/** What payments look like on the wire. */
import { z } from 'zod';
import { Id, Instant, line, PositiveCents, Reason } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';

export const PaymentMethodName = z.enum(['CARD', 'BANK_DEBIT', 'WIRE']);
export const PaymentStatusName = z.enum(['STARTED', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'CANCELLED']);
export const RefundStatusName = z.enum([
  'REQUESTED',
  'PENDING',
  'AWAITING_WIRE',
  'SUCCEEDED',
  'NEEDS_ATTENTION',
]);

/** A payment method that the gateway keeps: `pm_…`. */
export const PaymentMethodId = z.string().regex(/^pm_\w{1,100}$/, 'must be the id of a payment method: pm_…');

/** What a bank calls a wire. */
export const BankReference = line(140).regex(/^[ -~]+$/, 'must be ASCII');

export const WireInstructions = z
  .strictObject({
    beneficiary: z.string(),
    bankName: z.string(),
    routingNumber: z.string(),
    accountNumber: z.string(),
    /** To be written on the wire: it tells whose money it is. */
    reference: z.string(),
    amountCents: z.int(),
    note: z.string(),
  })
  .meta({ id: 'WireInstructions' });
export type WireInstructions = z.output<typeof WireInstructions>;

export const PaymentView = z
  .strictObject({
    id: Id,
    purpose: z.string(),
    subjectId: Id,
    payerId: Id,
    amountCents: z.int(),
    currency: z.string(),
    method: PaymentMethodName,
    status: PaymentStatusName,
    description: z.string(),
    /** Why it failed, in words for the payer. */
    failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
    /** Given back, or on its way back. */
    refundedCents: z.int(),
    /** What wires have brought; more than the amount where something went back, less where a part is awaited. */
    wiredCents: z.int(),
    /** How to send the wire, or the rest of it, while it is awaited. */
    wireInstructions: WireInstructions.nullable(),
    /** Where the payer proves to his bank that it is he, while the payment waits for that: a day at the most. */
    authenticationUrl: z.string().nullable(),
    startedAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Payment' });
export type PaymentView = z.output<typeof PaymentView>;

export const AdminPaymentView = PaymentView.extend({
  gateway: z.string().nullable(),
  gatewayPaymentId: z.string().nullable(),
  /** The money came after the payment had been given up. */
  late: z.boolean(),
  cancelReason: z.string().nullable(),
  wireReference: z.string().nullable(),
  updatedAt: Instant,
}).meta({ id: 'AdminPayment' });
export type AdminPaymentView = z.output<typeof AdminPaymentView>;

export const WireView = z
  .strictObject({
    id: Id,
    paymentId: Id,
    amountCents: z.int(),
    /** What the bank calls it. */
    reference: z.string(),
    arrivedAt: Instant,
  })
  .meta({ id: 'Wire' });
export type WireView = z.output<typeof WireView>;

export const RefundView = z
  .strictObject({
    id: Id,
    paymentId: Id,
    key: z.string(),
    amountCents: z.int(),
    fromAccount: z.string(),
    reason: z.string(),
    status: RefundStatusName,
    attempt: z.int(),
    gatewayRefundId: z.string().nullable(),
    failureReason: z.string().nullable(),
    bankReference: z.string().nullable(),
    requestedAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Refund' });
export type RefundView = z.output<typeof RefundView>;

const WebhookStatusName = z.enum(['RECEIVED', 'DONE', 'IGNORED', 'PARKED']);
/** Of an event, or of what one is about: `evt_…`, `pi_…`. */
const GatewayObjectId = z.string().regex(/^\w{1,120}$/);

export const WebhookEventView = z
  .strictObject({
    /** The gateway's id of it. */
    id: z.string(),
    gateway: z.string(),
    type: z.string(),
    /** The gateway's id of the object that it is about. */
    objectId: z.string().nullable(),
    status: WebhookStatusName,
    reason: z.string().nullable(),
    attempts: z.int(),
    receivedAt: Instant,
    handledAt: Instant.nullable(),
  })
  .meta({ id: 'WebhookEvent' });
export type WebhookEventView = z.output<typeof WebhookEventView>;

export const PaymentQuery = PageQuery.extend({
  status: PaymentStatusName.optional(),
  method: PaymentMethodName.optional(),
  purpose: z
    .string()
    .regex(/^[A-Z_]{1,40}$/)
    .optional(),
  subjectId: Id.optional(),
});
export type PaymentQuery = z.output<typeof PaymentQuery>;

export const AdminPaymentQuery = PaymentQuery.extend({ payerId: Id.optional() });
export type AdminPaymentQuery = z.output<typeof AdminPaymentQuery>;

export const WireQuery = PageQuery.extend({ paymentId: Id.optional(), reference: BankReference.optional() });
export type WireQuery = z.output<typeof WireQuery>;

export const RefundQuery = PageQuery.extend({
  status: RefundStatusName.optional(),
  paymentId: Id.optional(),
});
export type RefundQuery = z.output<typeof RefundQuery>;

export const WebhookEventQuery = PageQuery.extend({
  status: WebhookStatusName.optional(),
  type: z
    .string()
    .regex(/^[a-z_.]{1,120}$/)
    .optional(),
  /** The gateway's id of the event. */
  eventId: GatewayObjectId.optional(),
  /** The gateway's id of what it is about. */
  objectId: GatewayObjectId.optional(),
});
export type WebhookEventQuery = z.output<typeof WebhookEventQuery>;

export const EventParams = z.strictObject({ eventId: GatewayObjectId });
export const WireBack = z.strictObject({ reference: BankReference });
export const WireReturned = z.strictObject({
  /** What the bank calls the return. */
  reference: BankReference,
  /** What came back, where banks kept a fee of it; unless said, all of it. */
  amountCents: PositiveCents.optional(),
  /** Why, as the bank says. */
  reason: line(400).optional(),
});
export type WireReturned = z.output<typeof WireReturned>;
export const GivenUp = z.strictObject({ reason: Reason });
export const Dismissed = z.strictObject({ reason: Reason });
export const Received = z.strictObject({ received: z.literal(true) });
