/** What the app needs of a payment gateway, in neutral words: an adapter translates its gateway’s into these. */
import { redactText } from '../../platform/kernel/redact';
import type { BillingGateway } from './billing-gateway';
import type { GatewayEvent, GatewayNews } from './gateway-news';
import type { IdentityGateway } from './identity-gateway';
import type { PayoutGateway } from './payout-gateway';

/** A payment as it stands at the gateway. */
export interface GatewayPayment {
  id: string;
  /** Our payment's id; null on what the gateway made by itself, as to pay an invoice. */
  reference: string | null;
  /** As ordered. */
  amountCents: number;
  /** As really taken. */
  receivedCents: number;
  /** ISO 4217, lower case. */
  currency: string;
  status: 'STARTED' | 'PROCESSING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  /** With FAILED: why, in words for the payer. */
  failure: { code: string; message: string } | null;
  /** With STARTED: the page on which the payer proves to their bank who they are. */
  authenticationUrl: string | null;
  /** Whose saved method paid; what pays an invoice has one, and no reference of ours. */
  customerId: string | null;
  /** The invoice that it paid: known where it was asked for, and null where it was only told of. */
  invoiceId: string | null;
}

export interface GatewayRefund {
  id: string;
  /** Our refund's id and attempt. */
  reference: string | null;
  /** The gateway's id of what it gives back. */
  paymentId: string | null;
  amountCents: number;
  currency: string;
  status: 'PENDING' | 'SUCCEEDED' | 'FAILED';
  failureReason: string | null;
}

/** A payer's bank has taken a card payment back, until it is decided whether it may keep the money. */
export interface GatewayDispute {
  id: string;
  /** The gateway's id of what is disputed. */
  paymentId: string | null;
  amountCents: number;
  currency: string;
  /** The bank's word: `fraudulent`. */
  reason: string;
  status: 'OPEN' | 'WON' | 'LOST';
  /** The bank asks, and has taken nothing. */
  isInquiry: boolean;
  /** What it was sent lies with the bank; false where it waits for an answer, null once that is over. */
  isAnswered: boolean | null;
  /** Until when it can be answered; null where the gateway names no day. */
  evidenceDueAt: number | null;
  openedAt: number;
}

export interface PaymentOrder {
  /** Ours, stored before the call: the same key and order is the same payment. */
  idempotencyKey: string;
  /** Our payment's id; the gateway keeps it. */
  reference: string;
  /** Where the payer comes back to from their bank. */
  returnUrl: string;
  amountCents: number;
  currency: string;
  method: 'CARD' | 'BANK_DEBIT';
  paymentMethodId: string;
  /** Our user's id: a saved method pays only for the one whose customer holds it. */
  payerId: string;
  description: string;
}

/** Between which amounts it takes one payment, by its method, in cents. */
export type AmountLimits = Readonly<
  Record<PaymentOrder['method'], { readonly leastCents: number; readonly mostCents: number }>
>;

export interface RefundOrder {
  idempotencyKey: string;
  /** Our refund's id and attempt; the gateway keeps it. */
  reference: string;
  /** The gateway's id of the payment. */
  paymentId: string;
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

/** The codes of refusals that those above act on; every other is the gateway's own word. */
export const NOT_FOUND = 'resource_missing';
export const INVOICE_PAID_BEFORE = 'invoice_already_paid';

/** It is not there, or no more. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof GatewayRefusal && error.code === NOT_FOUND;

/** The account of somebody who is paid is not there, or no more ours to see (Stripe, "Error codes"). */
export const isAccountGone = (error: unknown): boolean =>
  isNotFound(error) || (error instanceof GatewayRefusal && error.code === 'account_invalid');

/** A saved method that another customer holds, or none at all. */
export const notYourMethod = (): GatewayRefusal =>
  new GatewayRefusal('payment_method_customer_mismatch', 'This payment method is not one of yours.');

/** What a gateway has, and what cannot be read as what it should be: it is named, and stops nothing. */
export interface UnreadableRow {
  /** The gateway's. */
  id: string;
  because: string;
}
export type OnUnreadable = (row: UnreadableRow) => void;

/** Every call but `verifyWebhook` and `readEvent` goes over the network: never inside a unit of work. */
export interface PaymentGateway {
  /** Stored with everything that it takes, and the last part of its ledger account. */
  readonly name: string;
  readonly limits: AmountLimits;
  /** Null where it sells no subscriptions. */
  readonly billing: BillingGateway | null;
  /** Null where it pays nobody. */
  readonly payouts: PayoutGateway | null;
  /** Null where it checks no identities. */
  readonly identity: IdentityGateway | null;
  /** A refused card is an answer (`FAILED`), not an error. */
  createPayment(order: PaymentOrder): Promise<GatewayPayment>;
  retrievePayment(id: string): Promise<GatewayPayment>;
  /** The payment that carries our reference, for when the answer to `createPayment` was lost. */
  findPayment(reference: string): Promise<GatewayPayment | null>;
  /** Cancels it if that is still possible, and answers how it stands then. */
  cancelPayment(id: string): Promise<GatewayPayment>;
  createRefund(order: RefundOrder): Promise<GatewayRefund>;
  retrieveRefund(id: string): Promise<GatewayRefund>;
  /** All of a payment, whoever asked for them. */
  listRefunds(paymentId: string): Promise<GatewayRefund[]>;
  /** The event in these bytes, if its signature among the headers is good; throws `bad_signature` otherwise. */
  verifyWebhook(rawBody: Buffer, header: (name: string) => string | undefined): GatewayEvent;
  /**
   * What a stored event means; null where it means nothing here. Throws `ForeignEvent` for one of another world or
   * account, `UnreadableEvent` for one of another shape.
   */
  readEvent(payload: string): GatewayNews | null;
  /** Events since that instant that did not reach us; some may have by now. */
  readUndelivered(since: number, onUnreadable?: OnUnreadable): AsyncGenerator<GatewayEvent[]>;
  /** Everything that the gateway knows, in batches: for checking our books against it. It throws for no single row. */
  readAllPayments(onUnreadable?: OnUnreadable): AsyncGenerator<GatewayPayment[]>;
  readAllRefunds(onUnreadable?: OnUnreadable): AsyncGenerator<GatewayRefund[]>;
  readAllDisputes(onUnreadable?: OnUnreadable): AsyncGenerator<GatewayDispute[]>;
}
