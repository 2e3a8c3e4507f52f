/** What a gateway is to those who pay it by the month: customers, saved methods, checkouts, subscriptions, invoices. */
import type { OnUnreadable } from './payment-gateway';

export interface GatewayCustomer {
  id: string;
  /** Our user's id. */
  reference: string | null;
  email: string | null;
}

export interface GatewaySetup {
  id: string;
  /** For the payer's browser alone; never stored or logged. */
  clientSecret: string | null;
  customerId: string | null;
}

export interface SavedMethod {
  id: string;
  /** Null for a kind that is not taken here. */
  method: 'CARD' | 'BANK_DEBIT' | null;
  customerId: string | null;
  brand: string | null;
  bankName: string | null;
  last4: string | null;
  expires: { month: number; year: number } | null;
}

export interface GatewayCheckout {
  id: string;
  status: 'OPEN' | 'COMPLETE' | 'EXPIRED';
  /** Where the payer is to be sent, while it is open. */
  url: string | null;
  customerId: string | null;
  subscriptionId: string | null;
  /** Ours. */
  reference: string | null;
}

/** INCOMPLETE: its first payment is not made. PAST_DUE: a later one was refused. */
export type GatewaySubscriptionStatus = 'INCOMPLETE' | 'ACTIVE' | 'PAST_DUE' | 'PAUSED' | 'ENDED';

/** Whoever subscribes here subscribes to one plan. Instants in milliseconds. */
export interface GatewaySubscription {
  id: string;
  status: GatewaySubscriptionStatus;
  customerId: string;
  /** Ours. */
  reference: string | null;
  price: { id: string; lookupKey: string | null; amountCents: number | null };
  periodStart: number;
  periodEnd: number;
  endsWithPeriod: boolean;
  /** Its invoices are not collected, as long as somebody wants that at the gateway. */
  isCollectionPaused: boolean;
  endedAt: number | null;
  latestInvoiceId: string | null;
  /** The saved method that pays it; null where the customer's own default does. */
  paymentMethodId: string | null;
}

/** Instants in milliseconds. */
export interface GatewayInvoice {
  id: string;
  /** Null where the gateway does not say. */
  status: 'DRAFT' | 'OPEN' | 'PAID' | 'UNCOLLECTIBLE' | 'VOID' | null;
  customerId: string | null;
  /** Null for an invoice of no subscription. */
  subscriptionId: string | null;
  /** Of the subscription; ours. */
  reference: string | null;
  currency: string;
  dueCents: number;
  /** Into the gateway. */
  paidCents: number;
  /** What somebody there has marked as paid past it: that money is not at the gateway. */
  paidElsewhereCents: number;
  /** As printed; null for a draft. */
  number: string | null;
  /** The gateway's page on which it can be paid. */
  payUrl: string | null;
  /** What it is for; null for anything else. */
  reason: 'SUBSCRIBED' | 'RENEWED' | 'CHANGED' | null;
  attempts: number;
  /** Null when the gateway will not try again. */
  nextAttemptAt: number | null;
  /** What each of its lines asks for; below zero what is given back. */
  lineCents: number[];
  /** Of its lines, those for a change within an earlier period that was not billed at once. */
  prorationCents: number;
  /** Of the latest period that it covers. */
  periodStart: number;
  periodEnd: number;
  createdAt: number;
}

/** What a subscription costs. The same key always means the same price: a new amount is a new key. */
export interface GatewayPrice {
  /** `professional_month_19900`. */
  lookupKey: string;
  /** Of a price that was made at the gateway by hand; without it one is made when it is first sold. */
  id?: string;
  /** For the invoice. */
  name: string;
  amountCents: number;
  interval: 'month' | 'year';
}

/** Every key is stored by its owner before the call: the same key and order is the same thing. */
interface Keyed {
  idempotencyKey: string;
}

export interface CustomerOrder extends Keyed {
  /** Our user's id; the gateway keeps it. */
  reference: string;
  email: string;
  name: string;
}

export interface CustomerChange {
  customerId: string;
  email: string;
  name: string;
}

/** Begins a subscription. */
export interface CheckoutOrder extends Keyed {
  /** Ours; comes back on the checkout and on its subscription. */
  reference: string;
  customerId: string;
  price: GatewayPrice;
  successUrl: string;
  cancelUrl: string;
}

export interface SubscriptionOrder extends Keyed {
  reference: string;
  customerId: string;
  price: GatewayPrice;
  /** A saved method of the customer. A refused first payment leaves the subscription INCOMPLETE. */
  paymentMethodId: string;
}

export interface SubscriptionChange extends Keyed {
  subscriptionId: string;
  price: GatewayPrice;
  /** `INVOICE_NOW` charges or credits the rest of the period at once; `NONE` bills the new price from the next one. */
  proration: 'INVOICE_NOW' | 'NONE';
}

export interface SubscriptionEnd extends Keyed {
  subscriptionId: string;
  when: 'NOW' | 'PERIOD_END';
}

/**
 * Every call goes over the network: never inside a unit of work. `GatewayRefusal` is a no that stays one; any other
 * error leaves the outcome unknown: look it up (`find…`, `retrieve…`) or call again with the same key.
 */
export interface BillingGateway {
  createCustomer(order: CustomerOrder): Promise<GatewayCustomer>;
  /** Null for one that was deleted. */
  retrieveCustomer(id: string): Promise<GatewayCustomer | null>;
  /** By our reference among those of this address. */
  findCustomer(email: string, reference: string): Promise<GatewayCustomer | null>;
  /** Whoever asks again sets the same again, so it needs no key. */
  updateCustomer(change: CustomerChange): Promise<GatewayCustomer>;
  /** Saved methods and subscriptions end too; the invoices stay. Deleted before: nothing happens. */
  deleteCustomer(id: string): Promise<void>;

  createSetupIntent(order: Keyed & { customerId: string }): Promise<GatewaySetup>;
  retrieveSetupIntent(id: string): Promise<GatewaySetup>;
  attachMethod(order: Keyed & { paymentMethodId: string; customerId: string }): Promise<SavedMethod>;
  listMethods(customerId: string): Promise<SavedMethod[]>;
  detachMethod(order: Keyed & { paymentMethodId: string }): Promise<SavedMethod>;

  createCheckout(order: CheckoutOrder): Promise<GatewayCheckout>;

  createSubscription(order: SubscriptionOrder): Promise<GatewaySubscription>;
  changeSubscription(change: SubscriptionChange): Promise<GatewaySubscription>;
  /** From `NOW` on it is ENDED; nothing is given back for the rest of the period. */
  cancelSubscription(end: SubscriptionEnd): Promise<GatewaySubscription>;
  /** Takes back a cancellation at the period's end. */
  resumeSubscription(order: Keyed & { subscriptionId: string }): Promise<GatewaySubscription>;
  /** Future periods are paid by this method, which the customer has saved. */
  changeSubscriptionMethod(
    order: Keyed & { subscriptionId: string; paymentMethodId: string },
  ): Promise<GatewaySubscription>;
  retrieveSubscription(id: string): Promise<GatewaySubscription>;
  findSubscription(customerId: string, reference: string): Promise<GatewaySubscription | null>;

  /** Newest first, at most a hundred. */
  listInvoices(customerId: string): Promise<GatewayInvoice[]>;
  /** Tries an open invoice once more, now. A refused card is a `GatewayRefusal`. */
  payInvoice(order: Keyed & { invoiceId: string; paymentMethodId?: string }): Promise<GatewayInvoice>;

  readAllSubscriptions(onUnreadable?: OnUnreadable): AsyncGenerator<GatewaySubscription[]>;
  /** Those that were paid. */
  readAllPaidInvoices(onUnreadable?: OnUnreadable): AsyncGenerator<GatewayInvoice[]>;
}
