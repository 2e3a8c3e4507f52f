/** What a payment gateway is to us, in the shapes of Stripe's PaymentIntent, Refund and Event. */
import { z } from 'zod';
import { redactText } from '../../platform/kernel/redact';
import type { BillingGateway } from './billing-gateway';
import type { ConnectGateway } from './connect-gateway';
import { GatewayId, Metadata } from './gateway-object';

export const PaymentIntent = z.object({
  id: GatewayId,
  object: z.literal('payment_intent'),
  /** In cents, as ordered. */
  amount: z.int(),
  /** In cents, as really taken. */
  amount_received: z.int(),
  currency: z.string(),
  status: z.enum([
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'requires_capture',
    'processing',
    'succeeded',
    'canceled',
  ]),
  last_payment_error: z
    .object({
      code: z.string().nullish(),
      decline_code: z.string().nullish(),
      message: z.string().nullish(),
    })
    .nullish(),
  /** With `requires_action`: the page on which the payer proves to his bank that it is he. */
  next_action: z.object({ redirect_to_url: z.object({ url: z.string().nullish() }).nullish() }).nullish(),
  /** Whose saved method paid; what pays an invoice has one, and no reference of ours. */
  customer: GatewayId.nullish(),
  metadata: Metadata,
  /** Seconds since 1970. */
  created: z.int(),
});
export type PaymentIntent = z.output<typeof PaymentIntent>;

export const GatewayRefund = z.object({
  id: GatewayId,
  object: z.literal('refund'),
  amount: z.int(),
  currency: z.string(),
  payment_intent: GatewayId.nullish(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  failure_reason: z.string().nullish(),
  metadata: Metadata,
  created: z.int(),
});
export type GatewayRefund = z.output<typeof GatewayRefund>;

/** A payer's bank has taken a card payment back, until it is decided whether it may keep the money. */
export const GatewayDispute = z.object({
  id: GatewayId,
  object: z.literal('dispute'),
  amount: z.int(),
  currency: z.string(),
  payment_intent: GatewayId.nullish(),
  reason: z.string(),
  status: z.enum([
    'warning_needs_response',
    'warning_under_review',
    'warning_closed',
    'needs_response',
    'under_review',
    'prevented',
    'appeal_needs_response',
    'appeal_under_review',
    'won',
    'lost',
  ]),
  created: z.int(),
});
export type GatewayDispute = z.output<typeof GatewayDispute>;

/** What a payment took, with all that was given back of it. */
export const GatewayCharge = z.object({
  id: GatewayId,
  object: z.literal('charge'),
  amount_refunded: z.int(),
  payment_intent: GatewayId.nullish(),
});
export type GatewayCharge = z.output<typeof GatewayCharge>;

export const GatewayEvent = z.object({
  id: GatewayId,
  object: z.literal('event'),
  type: z.string().regex(/^[\w.]{1,120}$/),
  created: z.int(),
  /** The account of someone whom we pay, when it happened there. */
  account: GatewayId.nullish(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});
export type GatewayEvent = z.output<typeof GatewayEvent>;

export interface PaymentOrder {
  /** Ours, stored before the call: the same key and order is the same payment. */
  idempotencyKey: string;
  /** Our payment's id; the gateway keeps it as `metadata.paymentId`. */
  reference: string;
  /** Where the payer comes back to from his bank. */
  returnUrl: string;
  amountCents: number;
  currency: string;
  method: 'CARD' | 'BANK_DEBIT';
  paymentMethodId: string;
  /** Our user's id: a saved method pays only for him whose customer holds it. */
  payerId: string;
  description: string;
}

export interface RefundOrder {
  idempotencyKey: string;
  /** Our refund's id and attempt; the gateway keeps it as `metadata.refundAttempt`. */
  reference: string;
  paymentIntentId: string;
  amountCents: number;
}

/**
 * The gateway understood, and said no; asking again would not change it. Any other error leaves the outcome unknown. Its
 * words are kept and shown, so that nothing secret may stand in them.
 */
export class GatewayRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(redactText(message));
    this.name = 'GatewayRefusal';
    this.code = code;
  }
}

/** A saved method that another customer holds, or none at all. */
export const notHisMethod = (): GatewayRefusal =>
  new GatewayRefusal('payment_method_customer_mismatch', 'This payment method is not one of yours.');

/** Every call but `verifyWebhook` goes over the network: never inside a unit of work. */
export interface PaymentGateway {
  /** The last part of its ledger account. */
  readonly name: 'sandbox' | 'stripe';
  readonly billing: BillingGateway;
  readonly connect: ConnectGateway;
  createPayment(order: PaymentOrder): Promise<PaymentIntent>;
  retrievePayment(id: string): Promise<PaymentIntent>;
  /** The payment that bears our reference, for when the answer to `createPayment` was lost. */
  findPayment(reference: string): Promise<PaymentIntent | null>;
  /** Cancels it if that is still possible, and answers how it stands then. */
  cancelPayment(id: string): Promise<PaymentIntent>;
  createRefund(order: RefundOrder): Promise<GatewayRefund>;
  retrieveRefund(id: string): Promise<GatewayRefund>;
  findRefund(paymentIntentId: string, reference: string): Promise<GatewayRefund | null>;
  /** The event in these bytes, if the signature is good; throws `bad_signature` otherwise. */
  verifyWebhook(rawBody: Buffer, signatureHeader: string | undefined): GatewayEvent;
  /** Events since that instant that did not reach us; some may have by now. */
  readUndelivered(since: number): AsyncGenerator<GatewayEvent[]>;
  /** Everything that the gateway knows, in batches: for checking our books against it. */
  readAllPayments(): AsyncGenerator<PaymentIntent[]>;
  readAllRefunds(): AsyncGenerator<GatewayRefund[]>;
  readAllDisputes(): AsyncGenerator<GatewayDispute[]>;
}
