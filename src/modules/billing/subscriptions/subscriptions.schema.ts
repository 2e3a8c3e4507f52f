/** What plans, subscriptions and their invoices look like on the wire. */
import { z } from 'zod';
import { Cents, Id, Instant } from '../../../platform/http/wire';
import { PaymentMethodId } from '../../payments';
import { PLANS, TERM_LENGTHS } from './plan.rules';
import { END_REASONS, SUBSCRIPTION_STATUSES } from './subscription.rules';

const Plan = z.enum(PLANS);
const Interval = z.enum(TERM_LENGTHS);

export const PlanView = z.strictObject({
  plan: Plan,
  title: z.string(),
  creditsPerMonth: z.int(),
  monthlyCents: Cents,
  yearlyCents: Cents,
  /** How many times the usual number of requests a subscriber may make. */
  limitFactor: z.number(),
});
export type PlanView = z.output<typeof PlanView>;

export const SubscriptionView = z
  .strictObject({
    id: Id,
    status: z.enum(SUBSCRIPTION_STATUSES),
    plan: Plan,
    interval: Interval,
    priceCents: Cents,
    creditsPerPeriod: z.int(),
    /** Where to pay, while the payment is awaited. */
    checkoutUrl: z.string().nullable(),
    periodStart: Instant.nullable(),
    periodEnd: Instant.nullable(),
    /** It is not renewed. */
    endsWithPeriod: z.boolean(),
    /** Takes the place of the plan with the next period. */
    next: z.strictObject({ plan: Plan, interval: Interval, from: Instant }).nullable(),
    /** Until when a refused payment can be made good. */
    graceEndsAt: Instant.nullable(),
    /** The saved method that pays it. */
    paymentMethodId: z.string().nullable(),
    /** What is not paid yet, and the gateway's page on which it can be paid, also with another card. */
    due: z.strictObject({ amountCents: Cents, payUrl: z.string().nullable() }).nullable(),
    endReason: z.enum(END_REASONS).nullable(),
    createdAt: Instant,
    endedAt: Instant.nullable(),
  })
  .meta({ id: 'Subscription' });
export type SubscriptionView = z.output<typeof SubscriptionView>;

export const PlanChoice = z.strictObject({ plan: Plan, interval: Interval });
export type PlanChoice = z.output<typeof PlanChoice>;

export const SubscriptionCancellation = z.strictObject({ atPeriodEnd: z.boolean().default(true) });
export type SubscriptionCancellation = z.output<typeof SubscriptionCancellation>;

export const MethodChoice = z.strictObject({ paymentMethodId: PaymentMethodId });
export type MethodChoice = z.output<typeof MethodChoice>;

/** Without one, that of the subscription is tried. */
export const DuePayment = MethodChoice.partial();
export type DuePayment = z.output<typeof DuePayment>;

export const InvoiceView = z.strictObject({
  id: Id,
  /** As printed. */
  number: z.string().nullable(),
  subscriptionId: Id,
  plan: Plan,
  amountCents: Cents,
  credits: z.int(),
  periodStart: Instant,
  periodEnd: Instant,
  paidAt: Instant,
});
export type InvoiceView = z.output<typeof InvoiceView>;
