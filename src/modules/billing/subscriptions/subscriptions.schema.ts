/** What plans, subscriptions and their invoices look like on the wire. */
import { z } from 'zod';
import { recordQuery } from '../../../platform/http/record-query';
import { Cents, Id, Instant, PositiveCents, Reason } from '../../../platform/http/wire';
import { PaymentMethodId } from '../../gateway';
import { Person } from '../../identity';
import { priceRead } from '../billing.schema';
import { PLANS, TERM_LENGTHS } from './plan.rules';
import { END_REASONS, SUBSCRIPTION_STATUSES } from './subscription.rules';

const PlanName = z.enum(PLANS).meta({ id: 'PlanName', description: 'The name of a plan.' });
const Interval = z.enum(TERM_LENGTHS).meta({
  id: 'BillingInterval',
  description: 'How long one payment lasts: a month or a year.',
});

export const PlanView = z
  .strictObject({
    plan: PlanName,
    title: z.string().describe('The name of the plan for people.'),
    creditsPerMonth: z
      .int()
      .describe('Credits that come with each month. A yearly plan grants twelve times as many at once.'),
    monthlyCents: Cents.describe('The price of a month, in US cents.'),
    yearlyCents: Cents.describe('The price of a year, in US cents.'),
    limitFactor: z.number().describe('By what your request limits are multiplied.'),
  })
  .meta({ id: 'Plan' });
export type PlanView = z.output<typeof PlanView>;

export const SubscriptionView = z
  .strictObject({
    id: Id,
    status: z
      .enum(SUBSCRIPTION_STATUSES)
      .meta({ id: 'SubscriptionStatus' })
      .describe('`AWAITING_PAYMENT` until the checkout is paid. `PAST_DUE` after a renewal was declined.'),
    plan: PlanName,
    interval: Interval,
    priceCents: Cents.describe(
      'What each period costs, in US cents. It stays the same while you keep the plan.',
    ),
    creditsPerPeriod: z.int().describe('Credits that each paid period grants.'),
    checkoutUrl: z
      .string()
      .nullable()
      .describe('The page on which to pay; null unless the status is `AWAITING_PAYMENT`.'),
    periodStart: Instant.nullable().describe('Start of the paid period; null before the first payment.'),
    periodEnd: Instant.nullable().describe('End of the paid period; null before the first payment.'),
    endsWithPeriod: z.boolean().describe('It is canceled: it ends at `periodEnd` and does not renew.'),
    collectionPaused: z
      .boolean()
      .describe(
        'Payments are paused at the payment gateway: periods cost nothing and grant no credits meanwhile.',
      ),
    next: z
      .strictObject({ plan: PlanName, interval: Interval, from: Instant })
      .meta({ id: 'PlannedPlan' })
      .nullable()
      .describe('The planned change of plan, if there is one.'),
    graceEndsAt: Instant.nullable().describe(
      'When the subscription ends unless what is due is paid; null unless it is `PAST_DUE`.',
    ),
    paymentMethodId: z
      .string()
      .nullable()
      .describe('The saved payment method that pays renewals; null if the gateway uses its own default.'),
    due: z
      .strictObject({
        amountCents: Cents.describe('In US cents.'),
        payUrl: z
          .string()
          .nullable()
          .describe("The gateway's page on which to pay it, with any card; null if it has none."),
      })
      .nullable()
      .describe('What is not paid yet; null if nothing is due.'),
    endReason: z
      .enum(END_REASONS)
      .meta({ id: 'SubscriptionEndReason' })
      .nullable()
      .describe(
        '`LAPSED`: what was due stayed unpaid. `REPLACED`: another checkout was paid. `NOT_PAID`: its own never was.',
      ),
    createdAt: Instant,
    endedAt: Instant.nullable().describe('When it ended; null while it goes on.'),
  })
  .meta({ id: 'Subscription' });
export type SubscriptionView = z.output<typeof SubscriptionView>;

/** What opens a page to pay on is the subscriber's alone. */
export const AdminSubscriptionView = SubscriptionView.omit({ checkoutUrl: true, due: true })
  .extend({
    user: Person.describe('Whose it is.'),
    gateway: z.string().describe('The payment gateway that renews it.'),
    dueCents: Cents.nullable().describe('What is not paid yet, in US cents; null if nothing is due.'),
  })
  .meta({ id: 'AdminSubscription' });
export type AdminSubscriptionView = z.output<typeof AdminSubscriptionView>;

export const SubscriptionQuery = recordQuery().extend({
  status: z.enum(SUBSCRIPTION_STATUSES).optional().describe('With this status only.'),
  plan: PlanName.optional().describe('On this plan only.'),
  userId: Id.optional().describe('Of this person only.'),
});
export type SubscriptionQuery = z.output<typeof SubscriptionQuery>;

export const PlanChoice = z
  .strictObject({ plan: PlanName, interval: Interval, ...priceRead })
  .meta({ id: 'PlanChoice' });
export type PlanChoice = z.output<typeof PlanChoice>;

export const SubscriptionCancellation = z
  .strictObject({
    atPeriodEnd: z.boolean().default(true).describe('False ends it now, without a refund.'),
  })
  .meta({ id: 'SubscriptionCancellation' });
export type SubscriptionCancellation = z.output<typeof SubscriptionCancellation>;

export const MethodChoice = z
  .strictObject({ paymentMethodId: PaymentMethodId.describe('The saved payment method to use.') })
  .meta({ id: 'PaymentMethodChoice' });
export type MethodChoice = z.output<typeof MethodChoice>;

export const DuePayment = z
  .strictObject({
    paymentMethodId: PaymentMethodId.optional().describe(
      'One of your saved payment methods; unless given, the one of the subscription.',
    ),
  })
  .meta({ id: 'DuePayment' });
export type DuePayment = z.output<typeof DuePayment>;

export const InvoiceAcceptance = z
  .strictObject({
    amountCents: PositiveCents.describe('What the invoice brought, as you read it.'),
    reason: Reason,
  })
  .meta({ id: 'InvoiceAcceptance' });

export const InvoiceView = z
  .strictObject({
    id: Id,
    number: z.string().nullable().describe('The number printed on the invoice.'),
    subscriptionId: Id,
    plan: PlanName,
    amountCents: Cents.describe('What was paid, in US cents.'),
    credits: z.int().describe('Credits that came with it.'),
    periodStart: Instant.describe('Start of the period that it pays for.'),
    periodEnd: Instant.describe('End of the period that it pays for.'),
    paidAt: Instant,
  })
  .meta({ id: 'Invoice' });
export type InvoiceView = z.output<typeof InvoiceView>;
