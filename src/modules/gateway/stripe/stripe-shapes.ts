/** The objects of Stripe that we read, in the shapes of the pinned version of its interface. */
import { z } from 'zod';

/** Ids of Stripe's objects: `pi_…`, `re_…`, `evt_…`. */
const StripeId = z.string().regex(/^\w{1,120}$/);
/** Null on some objects that were made without any. */
const Metadata = z
  .record(z.string(), z.string())
  .nullish()
  .transform((metadata) => metadata ?? {});

export const StripeIntent = z.object({
  id: StripeId,
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
  /** With `requires_action`: the page on which the payer confirms a card, or verifies a bank account by small deposits. */
  next_action: z
    .object({
      redirect_to_url: z.object({ url: z.string().nullish() }).nullish(),
      verify_with_microdeposits: z.object({ hosted_verification_url: z.string().nullish() }).nullish(),
    })
    .nullish(),
  /** Whose saved method paid; what pays an invoice has one, and no reference of ours. */
  customer: StripeId.nullish(),
  metadata: Metadata,
  /** Seconds since 1970. */
  created: z.int(),
});
export type StripeIntent = z.output<typeof StripeIntent>;

export const StripeRefund = z.object({
  id: StripeId,
  object: z.literal('refund'),
  amount: z.int(),
  currency: z.string(),
  payment_intent: StripeId.nullish(),
  status: z.enum(['pending', 'requires_action', 'succeeded', 'failed', 'canceled']),
  failure_reason: z.string().nullish(),
  metadata: Metadata,
  created: z.int(),
});
export type StripeRefund = z.output<typeof StripeRefund>;

/** A payer's bank has taken a card payment back, until it is decided whether it may keep the money. */
export const StripeDispute = z.object({
  id: StripeId,
  object: z.literal('dispute'),
  amount: z.int(),
  currency: z.string(),
  payment_intent: StripeId.nullish(),
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
  /** Seconds since 1970. */
  evidence_details: z.object({ due_by: z.int().nullish() }).nullish(),
  created: z.int(),
});
export type StripeDispute = z.output<typeof StripeDispute>;

/** What a payment took, with all that was given back of it. */
export const StripeCharge = z.object({
  id: StripeId,
  object: z.literal('charge'),
  amount_refunded: z.int(),
  payment_intent: StripeId.nullish(),
});
export type StripeCharge = z.output<typeof StripeCharge>;

export const StripeEvent = z.object({
  id: StripeId,
  object: z.literal('event'),
  type: z.string().regex(/^[\w.]{1,120}$/),
  created: z.int(),
  /** Of the interface, in whose shapes the object is: `2026-10-28.endive`. */
  api_version: z.string().nullish(),
  /** Whether it is of the world with real money. */
  livemode: z.boolean().nullish(),
  /** The account of someone whom we pay, when it happened there. */
  account: StripeId.nullish(),
  /** The same by its newer name; a path where the endpoint is an organization's. */
  context: z.string().nullish(),
  data: z.object({ object: z.record(z.string(), z.unknown()) }),
});
export type StripeEvent = z.output<typeof StripeEvent>;

export const StripeIdentitySession = z.object({
  id: StripeId,
  object: z.literal('identity.verification_session'),
  status: z.enum(['requires_input', 'processing', 'verified', 'canceled']),
  last_error: z.object({ code: z.string().nullish() }).nullish(),
  url: z.string().nullish(),
  /** There where it was asked for, of a session that is verified. */
  verified_outputs: z.object({ first_name: z.string().nullish(), last_name: z.string().nullish() }).nullish(),
  metadata: Metadata,
});
export type StripeIdentitySession = z.output<typeof StripeIdentitySession>;

export const StripeAccount = z.object({
  id: StripeId,
  object: z.literal('account'),
  details_submitted: z.boolean(),
  payouts_enabled: z.boolean(),
  requirements: z
    .object({ currently_due: z.array(z.string()).nullish(), disabled_reason: z.string().nullish() })
    .nullish(),
  /** The bank accounts and cards that its owner is paid to; the fingerprint is of the number. */
  external_accounts: z
    .object({ data: z.array(z.object({ id: StripeId, fingerprint: z.string().nullish() })) })
    .nullish(),
  metadata: Metadata,
});
export type StripeAccount = z.output<typeof StripeAccount>;

export const StripeAccountLink = z.object({
  object: z.literal('account_link'),
  url: z.string(),
  /** Seconds since 1970. */
  expires_at: z.int(),
});
export type StripeAccountLink = z.output<typeof StripeAccountLink>;

export const StripeTransfer = z.object({
  id: StripeId,
  object: z.literal('transfer'),
  amount: z.int(),
  /** In cents; the whole amount when `reversed`. */
  amount_reversed: z.int(),
  reversed: z.boolean(),
  currency: z.string(),
  destination: StripeId.nullish(),
  metadata: Metadata,
  created: z.int(),
});
export type StripeTransfer = z.output<typeof StripeTransfer>;

/** From an account there to its owner's bank; made by the gateway itself. */
export const StripePayout = z.object({
  id: StripeId,
  object: z.literal('payout'),
  status: z.string(),
  failure_code: z.string().nullish(),
  failure_message: z.string().nullish(),
});
export type StripePayout = z.output<typeof StripePayout>;

export const StripeCustomer = z.object({
  id: StripeId,
  object: z.literal('customer'),
  email: z.string().nullish(),
  metadata: Metadata,
});
export type StripeCustomer = z.output<typeof StripeCustomer>;

export const StripeSetupIntent = z.object({
  id: StripeId,
  object: z.literal('setup_intent'),
  /** For the payer's browser alone; never stored or logged. */
  client_secret: z.string().nullish(),
  customer: StripeId.nullish(),
  payment_method: StripeId.nullish(),
  status: z.enum([
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'succeeded',
    'canceled',
  ]),
});
export type StripeSetupIntent = z.output<typeof StripeSetupIntent>;

export const StripeMethod = z.object({
  id: StripeId,
  object: z.literal('payment_method'),
  type: z.string(),
  customer: StripeId.nullish(),
  card: z.object({ brand: z.string(), last4: z.string(), exp_month: z.int(), exp_year: z.int() }).nullish(),
  us_bank_account: z.object({ bank_name: z.string().nullish(), last4: z.string().nullish() }).nullish(),
});
export type StripeMethod = z.output<typeof StripeMethod>;

export const StripeCheckout = z.object({
  id: StripeId,
  object: z.literal('checkout.session'),
  status: z.enum(['open', 'complete', 'expired']).nullish(),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  /** Where the payer is to be sent, while it is open. */
  url: z.string().nullish(),
  customer: StripeId.nullish(),
  subscription: StripeId.nullish(),
  /** Our reference. */
  client_reference_id: z.string().nullish(),
  metadata: Metadata,
});
export type StripeCheckout = z.output<typeof StripeCheckout>;

export const StripeSubscriptionStatus = z.enum([
  'incomplete',
  'incomplete_expired',
  'trialing',
  'active',
  'past_due',
  'canceled',
  'unpaid',
  'paused',
]);
export type StripeSubscriptionStatus = z.output<typeof StripeSubscriptionStatus>;

const StripeSubscriptionItem = z.object({
  id: StripeId,
  price: z.object({ id: StripeId, lookup_key: z.string().nullish(), unit_amount: z.int().nullish() }),
  /** Seconds since 1970. */
  current_period_start: z.int(),
  current_period_end: z.int(),
});

/** Whoever subscribes here subscribes to one plan; somebody may have added further items at Stripe. */
export const StripeSubscription = z.object({
  id: StripeId,
  object: z.literal('subscription'),
  status: StripeSubscriptionStatus,
  customer: StripeId,
  cancel_at_period_end: z.boolean(),
  /** The portal sets it where the interface sets the flag. */
  cancel_at: z.int().nullish(),
  pause_collection: z.object({ behavior: z.string() }).nullish(),
  canceled_at: z.int().nullish(),
  ended_at: z.int().nullish(),
  items: z.object({ data: z.tuple([StripeSubscriptionItem], StripeSubscriptionItem) }),
  latest_invoice: StripeId.nullish(),
  /** The saved method that pays it; null where the customer's own default does. */
  default_payment_method: StripeId.nullish(),
  /** `metadata.reference` is ours. */
  metadata: Metadata,
  created: z.int(),
});
export type StripeSubscription = z.output<typeof StripeSubscription>;

/** What paid an invoice. */
export const StripeInvoicePayment = z.object({
  id: StripeId,
  object: z.literal('invoice_payment'),
  invoice: StripeId,
});

/** Of a line: whether it is for a change within a period that had begun. */
const ProratedLine = z.object({ proration: z.boolean().nullish() });

export const StripeInvoice = z.object({
  id: StripeId,
  object: z.literal('invoice'),
  status: z.enum(['draft', 'open', 'paid', 'uncollectible', 'void']).nullish(),
  customer: StripeId.nullish(),
  currency: z.string(),
  amount_due: z.int(),
  /** With what was paid past Stripe, as staff have marked it there. */
  amount_paid: z.int(),
  amount_paid_off_stripe: z.int().nullish(),
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
      subscription_details: z.object({ subscription: StripeId, metadata: Metadata.nullish() }).nullish(),
    })
    .nullish(),
  lines: z.object({
    data: z.array(
      z.object({
        description: z.string().nullish(),
        amount: z.int(),
        period: z.object({ start: z.int(), end: z.int() }),
        parent: z
          .object({
            invoice_item_details: ProratedLine.nullish(),
            subscription_item_details: ProratedLine.nullish(),
          })
          .nullish(),
      }),
    ),
  }),
  created: z.int(),
});
export type StripeInvoice = z.output<typeof StripeInvoice>;
