/** What gateways tell about subscriptions and invoices. Only billing acts on it. */
import { z } from 'zod';
import { defineEvent } from '../../../platform/events/events';

const SubscriptionFacts = z.strictObject({
  gateway: z.string().default('stripe'),
  /** The gateway's id of it. */
  subscriptionId: z.string(),
  customerId: z.string(),
  /** As given when it was begun. */
  reference: z.string().nullable(),
});

export const subscriptionChanged = defineEvent('subscription.changed', SubscriptionFacts, {
  when: 'The gateway has news of a subscription, in any order: how it stands now is asked of the gateway.',
  about: 'subscriptionId',
});

export const invoicePaid = defineEvent(
  'invoice.paid',
  SubscriptionFacts.extend({
    invoiceId: z.string(),
    gatewayInvoiceId: z.string(),
    number: z.string().nullable(),
    amountCents: z.int(),
    /** What each of its lines asked for. */
    lineCents: z.array(z.int()).default([]),
    /** Of that, for changes within an earlier period that were not billed at once. */
    prorationCents: z.int().default(0),
    /** What it is for; null for anything else. */
    reason: z.enum(['SUBSCRIBED', 'RENEWED', 'CHANGED']).nullable().default(null),
    /** Of the latest period that it covers. */
    periodStart: z.int(),
    periodEnd: z.int(),
  }),
  {
    when: 'An invoice of a subscription was paid, told once. The money, if any was due, stands in `unallocated:{invoiceId}`.',
    about: 'subscriptionId',
  },
);

export const invoiceOpened = defineEvent(
  'invoice.opened',
  SubscriptionFacts.extend({
    gatewayInvoiceId: z.string(),
    amountDueCents: z.int(),
    payUrl: z.string().nullable(),
  }),
  {
    when: 'An invoice is due from now on: the gateway collects it at once, or its customer pays it at `payUrl`.',
    about: 'subscriptionId',
  },
);

export const invoiceClosed = defineEvent(
  'invoice.closed',
  SubscriptionFacts.extend({ gatewayInvoiceId: z.string() }),
  { when: 'The gateway gave an invoice up, and it was not paid.', about: 'subscriptionId' },
);

export const invoiceFailed = defineEvent(
  'invoice.failed',
  SubscriptionFacts.extend({
    gatewayInvoiceId: z.string(),
    amountDueCents: z.int(),
    attempts: z.int(),
    nextAttemptAt: z.int().nullable(),
  }),
  {
    when: 'A try to collect an invoice failed; `nextAttemptAt` is null when the gateway will not try again.',
    about: 'subscriptionId',
  },
);

export const checkoutCompleted = defineEvent(
  'checkout.completed',
  z.strictObject({
    gateway: z.string().default('stripe'),
    checkoutId: z.string(),
    reference: z.string().nullable(),
    customerId: z.string().nullable(),
    subscriptionId: z.string().nullable(),
  }),
  { when: 'A checkout at the gateway was completed.', about: 'checkoutId', feedOnly: true },
);
