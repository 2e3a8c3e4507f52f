/** Invoices at the stand-in of Stripe: drafted, finalized, tried, tried again for days, paid or given up. */
import type { TestMethod } from '../../src/modules/gateway/sandbox/test-methods.rules';
import { DAY_MS } from '../../src/platform/kernel/clock';
import type { StripeCustomers } from './stripe-customers';
import { cardError, type StripePayments } from './stripe-payments';
import { type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

/** Days after each refusal of a renewal until the next try. */
const RETRY_AFTER_DAYS = [3, 5, 7];

const DECLINED = {
  code: 'card_declined',
  declineCode: 'generic_decline',
  message: 'Your card was declined.',
};

export interface Line {
  description: string;
  /** Below zero: the unused part of what was paid for before. */
  amount: number;
  period: { start: number; end: number };
  quantity?: number;
  /** For a change within a period that had begun. */
  proration?: boolean;
}

/** What becomes of the subscription. */
export interface Outcomes {
  paid(subscription: StripeObject): void;
  refused(subscription: StripeObject, gaveUp: boolean): void;
}

export type StripeInvoices = ReturnType<typeof createStripeInvoices>;

export function createStripeInvoices(
  world: StripeWorld,
  customers: StripeCustomers,
  payments: StripePayments,
  outcomes: () => Outcomes,
) {
  const subscriptionOf = (invoice: StripeObject) => world.get(String(invoice._subscriptionId));

  function draft(subscription: StripeObject, billing_reason: string, lines: Line[]): StripeObject {
    const subtotal = lines.reduce((sum, { amount }) => sum + amount, 0);
    const total = subtotal - Math.round((Math.max(subtotal, 0) * percentOff(subscription)) / 100);
    const invoice = world.make('in', 'invoice', new Map(), {
      ...{ subtotal, period_start: world.seconds(), period_end: world.seconds() },
      ...{ status: 'draft', customer: subscription.customer, currency: 'usd', billing_reason, total },
      ...{ amount_due: Math.max(total, 0), amount_paid: 0, amount_remaining: Math.max(total, 0) },
      ...{ number: null, hosted_invoice_url: null, invoice_pdf: null },
      ...{ attempt_count: 0, next_payment_attempt: null },
      parent: {
        type: 'subscription_details',
        quote_details: null,
        subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      },
      lines: { object: 'list', data: lines.map(asLine), has_more: false },
      _subscriptionId: subscription.id,
    });
    world.tell('invoice.created', invoice);
    world.change(subscription, { latest_invoice: invoice.id });
    return invoice;
  }

  const asLine = ({ proration = false, quantity = 1, ...line }: Line) => ({
    ...{ id: world.newId('il'), object: 'line_item', subtotal: line.amount, quantity },
    ...line,
    parent: {
      ...{ type: 'subscription_item_details', invoice_item_details: null },
      subscription_item_details: {
        ...{ invoice_item: null, proration, proration_details: null },
        ...{ subscription: null, subscription_item: 'si_of_line' },
      },
    },
  });

  /** Of the coupons on it, all forever. */
  function percentOff({ discounts }: StripeObject): number {
    const coupons = ((discounts ?? []) as string[]).map((id) => {
      const { source } = world.get(id) as unknown as { source: { coupon: string } };
      return Number(world.get(source.coupon).percent_off);
    });
    return coupons.reduce((sum, percent) => sum + percent, 0);
  }

  /** What would be due of a total, after what the customer has as credit. */
  function dueOf(customerId: string, total: number): number {
    const credit = -Number(customers.live(customerId).balance);
    return Math.max(0, Math.max(total, 0) - credit);
  }

  /** The customer's balance is below zero where they have credit. */
  function finalize(invoice: StripeObject): void {
    const customer = customers.live(String(invoice.customer));
    const total = Number(invoice.total);
    const due = dueOf(customer.id, total);
    const balance = Number(customer.balance) + Math.max(total, 0) - due + Math.min(total, 0);
    world.change(customer, { balance });
    const page = `https://invoice.stripe.example/i/${invoice.id}`;
    const changes = {
      ...{
        status: 'open',
        amount_due: due,
        amount_remaining: due,
        number: `STANDIN-${invoice.id.slice(-8)}`,
      },
      ...{ hosted_invoice_url: page, invoice_pdf: `${page}/pdf` },
    };
    world.change(invoice, changes, 'invoice.finalized');
  }

  function failureOf(invoice: StripeObject, methodId: string): TestMethod['failure'] {
    const { failure, declinesLater } = customers.testMethodOf(methodId);
    if (failure) return failure;
    return declinesLater && invoice.billing_reason !== 'subscription_create' ? DECLINED : null;
  }

  function collect(invoice: StripeObject, methodId = String(subscriptionOf(invoice).default_payment_method)) {
    const subscription = subscriptionOf(invoice);
    const due = Number(invoice.amount_due);
    const failure = due > 0 ? failureOf(invoice, methodId) : null;
    if (due > 0) payments.payInvoice(invoice, methodId, failure);
    const attempt_count = Number(invoice.attempt_count) + 1;
    if (failure) return refused(invoice, subscription, attempt_count);
    const changes = { status: 'paid', amount_paid: due, amount_remaining: 0, attempt_count };
    world.change(invoice, { ...changes, next_payment_attempt: null }, 'invoice.paid');
    world.tell('invoice.payment_succeeded', invoice);
    outcomes().paid(subscription);
  }

  function refused(invoice: StripeObject, subscription: StripeObject, attempt_count: number): void {
    const isRenewal = invoice.billing_reason === 'subscription_cycle';
    const days = isRenewal ? RETRY_AFTER_DAYS[attempt_count - 1] : undefined;
    const next = days === undefined ? null : world.now() + days * DAY_MS;
    const next_payment_attempt = next === null ? null : Math.floor(next / 1_000);
    world.change(invoice, { attempt_count, next_payment_attempt }, 'invoice.payment_failed');
    if (next !== null) world.at(next, () => tryAgain(invoice));
    outcomes().refused(subscription, next === null);
  }

  function tryAgain(invoice: StripeObject): void {
    if (invoice.status === 'open' && subscriptionOf(invoice).status !== 'canceled') collect(invoice);
  }

  /** By staff: its money came past Stripe, by check or wire. */
  function payElsewhere(invoice: StripeObject): void {
    const amount_paid = Number(invoice.amount_due);
    const changes = { status: 'paid', amount_paid, amount_paid_off_stripe: amount_paid };
    const over = { amount_remaining: 0, next_payment_attempt: null };
    world.change(invoice, { ...changes, ...over }, 'invoice.paid');
    world.tell('invoice.payment_succeeded', invoice);
    outcomes().paid(subscriptionOf(invoice));
  }

  /** By staff: it is not asked for any more. */
  function close(invoice: StripeObject, status: 'void' | 'uncollectible'): void {
    const type = status === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible';
    world.change(invoice, { status, next_payment_attempt: null }, type);
    if (status === 'void') outcomes().paid(subscriptionOf(invoice));
  }

  function pay(id: string, methodId?: string): StripeObject {
    const invoice = world.get(id);
    if (invoice.status === 'paid') throw refuse('invoice_already_paid', 'Invoice is already paid');
    if (!['open', 'uncollectible'].includes(String(invoice.status)))
      throw refuse('invoice_not_open', 'The invoice is not open.');
    collect(invoice, methodId);
    if (invoice.status !== 'paid') throw cardError(DECLINED);
    return invoice;
  }

  function bill(subscription: StripeObject, reason: string, lines: Line[]): StripeObject {
    const invoice = draft(subscription, reason, lines);
    finalize(invoice);
    collect(invoice);
    return invoice;
  }

  const operations: Operations = {
    'POST /v1/invoices/{id}/pay': (form, id) => {
      const methodId = form.get('payment_method');
      if (methodId) customers.demandSaved(methodId, String(world.get(id).customer));
      return pay(id, methodId);
    },
  };

  return { operations, draft, dueOf, failureOf, finalize, collect, bill, pay, payElsewhere, close };
}
