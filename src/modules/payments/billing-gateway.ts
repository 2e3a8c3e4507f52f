/** What a gateway is to those who pay it by the month: customers, saved methods, checkouts, subscriptions, invoices. */
import { z } from 'zod';
import { GatewayId, Metadata } from './gateway-object';

export const Customer = z.object({
  id: GatewayId,
  object: z.literal('customer'),
  email: z.string().nullish(),
  metadata: Metadata,
});
export type Customer = z.output<typeof Customer>;

export const SetupIntent = z.object({
  id: GatewayId,
  object: z.literal('setup_intent'),
  /** For the payer's browser alone; never stored or logged. */
  client_secret: z.string().nullish(),
  customer: GatewayId.nullish(),
  payment_method: GatewayId.nullish(),
  status: z.enum([
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'succeeded',
    'canceled',
  ]),
});
export type SetupIntent = z.output<typeof SetupIntent>;

export const SavedMethod = z.object({
  id: GatewayId,
  object: z.literal('payment_method'),
  type: z.string(),
  customer: GatewayId.nullish(),
  card: z.object({ brand: z.string(), last4: z.string(), exp_month: z.int(), exp_year: z.int() }).nullish(),
  us_bank_account: z.object({ bank_name: z.string().nullish(), last4: z.string().nullish() }).nullish(),
});
export type SavedMethod = z.output<typeof SavedMethod>;

export const CheckoutSession = z.object({
  id: GatewayId,
  object: z.literal('checkout.session'),
  status: z.enum(['open', 'complete', 'expired']).nullish(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  /** Where the payer is to be sent, while it is open. */
  url: z.string().nullish(),
  customer: GatewayId.nullish(),
  subscription: GatewayId.nullish(),
  /** Our reference. */
  client_reference_id: z.string().nullish(),
  metadata: Metadata,
});
export type CheckoutSession = z.output<typeof CheckoutSession>;

export const SubscriptionStatus = z.enum([
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
]);
export type SubscriptionStatus = z.output<typeof SubscriptionStatus>;

const SubscriptionItem = z.object({
  id: GatewayId,
  price: z.object({ id: GatewayId, lookup_key: z.string().nullish(), unit_amount: z.int().nullish() }),
  /** Seconds since 1970. */
  current_period_start: z.int(),
  current_period_end: z.int(),
});

/** One item each: whoever subscribes here subscribes to one plan. */
export const Subscription = z.object({
  id: GatewayId,
  object: z.literal('subscription'),
  status: SubscriptionStatus,
  customer: GatewayId,
  cancel_at_period_end: z.boolean(),
  canceled_at: z.int().nullish(),
  ended_at: z.int().nullish(),
  items: z.object({ data: z.tuple([SubscriptionItem]) }),
  latest_invoice: GatewayId.nullish(),
  /** The saved method that pays it; null where the customer's own default does. */
  default_payment_method: GatewayId.nullish(),
  /** `metadata.reference` is ours. */
  metadata: Metadata,
  created: z.int(),
});
export type Subscription = z.output<typeof Subscription>;

export const Invoice = z.object({
  id: GatewayId,
  object: z.literal('invoice'),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).nullish(),
  customer: GatewayId.nullish(),
  currency: z.string(),
  amount_due: z.int(),
  amount_paid: z.int(),
  amount_remaining: z.int(),
  total: z.int(),
  /** As printed; null for a draft. */
  number: z.string().nullish(),
  hosted_invoice_url: z.string().nullish(),
  invoice_pdf: z.string().nullish(),
  /** `subscription_create`, `subscription_cycle`, `subscription_update` … */
  billing_reason: z.string().nullish(),
  attempt_count: z.int(),
  /** Seconds since 1970; null when the gateway will not try again. */
  next_payment_attempt: z.int().nullish(),
  parent: z
    .object({
      subscription_details: z.object({ subscription: GatewayId, metadata: Metadata.nullish() }).nullish(),
    })
    .nullish(),
  lines: z.object({
    data: z.array(
      z.object({
        description: z.string().nullish(),
        amount: z.int(),
        period: z.object({ start: z.int(), end: z.int() }),
      }),
    ),
  }),
  created: z.int(),
});
export type Invoice = z.output<typeof Invoice>;

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
  /** Our user's id; kept as `metadata.reference`. */
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
  /** Ours; comes back as `client_reference_id` and, on the subscription, as `metadata.reference`. */
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
  /** A saved method of the customer. A refused first payment leaves the subscription `incomplete`. */
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
  createCustomer(order: CustomerOrder): Promise<Customer>;
  /** Null for one that was deleted. */
  retrieveCustomer(id: string): Promise<Customer | null>;
  /** By our reference among those of this address. */
  findCustomer(email: string, reference: string): Promise<Customer | null>;
  /** Whoever asks again sets the same again, so it needs no key. */
  updateCustomer(change: CustomerChange): Promise<Customer>;
  /** His saved methods and subscriptions end with him; the invoices stay. Deleted before: nothing happens. */
  deleteCustomer(id: string): Promise<void>;

  createSetupIntent(order: Keyed & { customerId: string }): Promise<SetupIntent>;
  retrieveSetupIntent(id: string): Promise<SetupIntent>;
  attachMethod(order: Keyed & { paymentMethodId: string; customerId: string }): Promise<SavedMethod>;
  listMethods(customerId: string): Promise<SavedMethod[]>;
  detachMethod(order: Keyed & { paymentMethodId: string }): Promise<SavedMethod>;

  createCheckout(order: CheckoutOrder): Promise<CheckoutSession>;

  createSubscription(order: SubscriptionOrder): Promise<Subscription>;
  changeSubscription(change: SubscriptionChange): Promise<Subscription>;
  /** From `NOW` on it is `canceled`; nothing is given back for the rest of the period. */
  cancelSubscription(end: SubscriptionEnd): Promise<Subscription>;
  /** Takes back a cancellation at the period's end. */
  resumeSubscription(order: Keyed & { subscriptionId: string }): Promise<Subscription>;
  /** Future periods are paid by this method, which the customer has saved. */
  changeSubscriptionMethod(
    order: Keyed & { subscriptionId: string; paymentMethodId: string },
  ): Promise<Subscription>;
  retrieveSubscription(id: string): Promise<Subscription>;
  findSubscription(customerId: string, reference: string): Promise<Subscription | null>;

  /** Newest first, at most a hundred. */
  listInvoices(customerId: string): Promise<Invoice[]>;
  /** Tries an open invoice once more, now. A refused card is a `GatewayRefusal`. */
  payInvoice(order: Keyed & { invoiceId: string; paymentMethodId?: string }): Promise<Invoice>;

  readAllSubscriptions(): AsyncGenerator<Subscription[]>;
  /** Those that were paid. */
  readAllPaidInvoices(): AsyncGenerator<Invoice[]>;
}
