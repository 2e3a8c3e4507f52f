/** Invoices at the sandbox gateway: each charges the saved method at once, and again some days after a refusal. */
import { DAY_MS, SECOND_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { BillingGateway } from '../billing-gateway';
import { GatewayRefusal } from '../payment-gateway';
import type { StripeInvoice, StripeSubscription } from '../stripe/stripe-shapes';
import type { SandboxCustomer, SandboxCustomers } from './sandbox-customers';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import type { SandboxObjects, Untranslated } from './sandbox-objects';

/** Days after each refusal until the next try; after the last the gateway gives up. */
const RETRY_AFTER_DAYS = [3, 5, 7];
const RETRY = 'sandbox.retry_invoice';

/** What the gateway keeps of a subscription beyond what it shows of it. */
export type SandboxSubscription = StripeSubscription & {
  interval: 'month' | 'year';
  /** When its periods began to be counted; what was kept without it counts from period to period. */
  billing_cycle_anchor?: number;
  amountCents: number;
  productName: string;
  default_payment_method: string;
};

export interface Bill {
  reason: 'subscription_create' | 'subscription_cycle' | 'subscription_update';
  /** Below zero: kept as credit for later invoices. */
  lines: { description: string; amount: number; period: { start: number; end: number } }[];
}

/** What an invoice that was paid, or that will not be tried again, does to its subscription. */
export interface Outcomes {
  paid(subscriptionId: string): Promise<void>;
  refused(subscriptionId: string, gaveUp: boolean): Promise<void>;
}

export function createSandboxInvoices(
  { clock, config, database, queue }: Platform,
  {
    objects,
    events,
    customers,
    outcomes,
  }: {
    objects: SandboxObjects;
    events: SandboxEvents;
    customers: SandboxCustomers;
    outcomes: () => Outcomes;
  },
) {
  queue.handle(RETRY, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { invoiceId } = payload as { invoiceId: string };
    const invoice = await objects.get<StripeInvoice>(invoiceId, true);
    if (invoice.status !== 'open') return;
    const subscription = await subscriptionOf(invoice);
    if (subscription.status === 'canceled')
      await objects.change(invoice, { status: 'void', next_payment_attempt: null });
    else await charge(invoice, subscription, subscription.default_payment_method);
  });

  const subscriptionOf = (invoice: StripeInvoice): Promise<SandboxSubscription> =>
    objects.get<SandboxSubscription>(invoice.parent?.subscription_details?.subscription ?? '');

  /** In a unit. Answers the refusal when the card is refused; the invoice stays open then. */
  async function bill(subscription: SandboxSubscription, { reason, lines }: Bill): Promise<StripeInvoice> {
    const id = newSandboxId('in');
    const total = lines.reduce((sum, { amount }) => sum + amount, 0);
    const due = await takeCredit(subscription.customer, total);
    const invoice: StripeInvoice = {
      id,
      object: 'invoice',
      status: 'open',
      customer: subscription.customer,
      currency: 'usd',
      amount_due: due,
      amount_paid: 0,
      amount_remaining: due,
      total,
      number: `SBX-${id.slice(-12).toUpperCase()}`,
      hosted_invoice_url: `${config.siteUrl}/sandbox/invoices/${id}`,
      invoice_pdf: null,
      billing_reason: reason,
      attempt_count: 0,
      next_payment_attempt: null,
      parent: {
        subscription_details: { subscription: subscription.id, metadata: subscription.metadata },
      },
      lines: { data: lines },
      created: Math.floor(clock.now() / SECOND_MS),
    };
    await objects.create(invoice, { holder: subscription.customer });
    await events.tell('invoice.finalized', invoice);
    return charge(invoice, subscription, subscription.default_payment_method);
  }

  /** Takes what the customer has as credit off the total; a total below zero becomes credit. Answers what is due. */
  async function takeCredit(customerId: string, total: number): Promise<number> {
    const customer = await objects.get<SandboxCustomer>(customerId, true);
    const used = Math.min(Math.max(total, 0), customer.creditCents);
    const creditCents = customer.creditCents - used + Math.max(-total, 0);
    if (creditCents !== customer.creditCents) await objects.change(customer, { creditCents });
    return Math.max(total, 0) - used;
  }

  async function charge(
    invoice: StripeInvoice,
    subscription: SandboxSubscription,
    paymentMethodId: string,
  ): Promise<StripeInvoice> {
    const { failure, declinesLater } = await customers.testMethodOf(paymentMethodId);
    const refused = failure !== null || (declinesLater && invoice.billing_reason !== 'subscription_create');
    return refused && invoice.amount_due > 0 ? refuse(invoice, subscription) : settle(invoice, subscription);
  }

  async function settle(invoice: StripeInvoice, subscription: SandboxSubscription): Promise<StripeInvoice> {
    const paid = await objects.change(invoice, {
      status: 'paid',
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      attempt_count: invoice.attempt_count + 1,
      next_payment_attempt: null,
    });
    await events.tell('invoice.paid', paid);
    await outcomes().paid(subscription.id);
    return paid;
  }

  async function refuse(invoice: StripeInvoice, subscription: SandboxSubscription): Promise<StripeInvoice> {
    const tries = invoice.attempt_count + 1;
    const days = invoice.billing_reason === 'subscription_cycle' ? RETRY_AFTER_DAYS[tries - 1] : undefined;
    const runAt = days === undefined ? null : clock.now() + days * DAY_MS;
    const open = await objects.change(invoice, {
      attempt_count: tries,
      next_payment_attempt: runAt === null ? null : Math.floor(runAt / SECOND_MS),
    });
    if (runAt !== null) await queue.enqueue(RETRY, { invoiceId: invoice.id }, { runAt });
    await events.tell('invoice.payment_failed', open);
    await outcomes().refused(subscription.id, runAt === null);
    return open;
  }

  /** In a unit. */
  async function pay(invoiceId: string, paymentMethodId?: string): Promise<StripeInvoice | GatewayRefusal> {
    const invoice = await objects.get<StripeInvoice>(invoiceId, true);
    if (invoice.status === 'paid') return new GatewayRefusal('invoice_already_paid', 'The invoice is paid.');
    if (invoice.status !== 'open') return new GatewayRefusal('invoice_not_open', 'The invoice is not open.');
    const subscription = await subscriptionOf(invoice);
    const tried = await charge(invoice, subscription, paymentMethodId ?? subscription.default_payment_method);
    return tried.status === 'paid' ? tried : new GatewayRefusal('card_declined', 'Your card was declined.');
  }

  const calls = {
    listInvoices: (holder) => objects.list<StripeInvoice>('invoice', { holder }),
    payInvoice: (order) =>
      objects.once('pay', order, async () => {
        const { customer } = await objects.get<StripeInvoice>(order.invoiceId);
        if (order.paymentMethodId) await customers.demandSaved(order.paymentMethodId, customer ?? '');
        return pay(order.invoiceId, order.paymentMethodId);
      }),
    async *readAllPaidInvoices() {
      for await (const batch of objects.readAll<StripeInvoice>('invoice')) {
        yield batch.filter((invoice) => !('status' in invoice) || invoice.status === 'paid');
      }
    },
  } satisfies Untranslated<BillingGateway>;

  /** As its customer would on the gateway's page, with any card. */
  const payOnPage = (invoiceId: string, paymentMethodId: string): Promise<StripeInvoice | GatewayRefusal> =>
    database.atomically(() => pay(invoiceId, paymentMethodId));

  return { bill, calls, payOnPage };
}
