/** Takes in the news of subscriptions: books what an invoice brought, and passes the rest on to those above. */
import type { Platform } from '../../../platform/platform';
import { SECOND_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { Ledger } from '../../ledger';
import type { CheckoutSession, Invoice, Subscription } from '../billing-gateway';
import type { PaymentGateway } from '../gateway';
import type { GatewayInvoiceRows } from '../gateway-invoice.model';
import {
  checkoutCompleted,
  invoiceClosed,
  invoiceFailed,
  invoiceOpened,
  invoicePaid,
  subscriptionChanged,
} from '../payments.events';
import type { Verdict } from './record-intent';

export const invoiceTransferId = (invoiceId: string): string => `invoice:${invoiceId}:paid`;

export type RecordSubscription = ReturnType<typeof createRecordSubscription>;

export function createRecordSubscription(
  { clock, outbox }: Platform,
  { invoices, ledger }: { invoices: GatewayInvoiceRows; ledger: Ledger },
) {
  return {
    async changed(_: PaymentGateway['name'], { id, customer, metadata }: Subscription): Promise<Verdict> {
      const reference = metadata.reference ?? null;
      await outbox.emit(subscriptionChanged, { subscriptionId: id, customerId: customer, reference });
      return { outcome: 'RECORDED' };
    },

    /** The unique index on the gateway's id holds it to once, also for two copies in the same moment. */
    async paid(gateway: PaymentGateway['name'], invoice: Invoice): Promise<Verdict> {
      const facts = factsOf(invoice);
      if (!facts && invoice.amount_paid > 0) {
        return { outcome: 'PARKED', reason: `No subscription of ours goes with the invoice ${invoice.id}.` };
      }
      if (!facts) return { outcome: 'KNOWN' };
      const reason = findFault(invoice);
      if (reason) return { outcome: 'PARKED', reason };
      if (await invoices.findOne({ where: { gatewayInvoiceId: invoice.id }, lock: true })) {
        return { outcome: 'KNOWN' };
      }
      const id = newId();
      await invoices.create({
        id,
        gateway,
        gatewayInvoiceId: invoice.id,
        subscriptionId: facts.subscriptionId,
        customerId: facts.customerId,
        amountCents: invoice.amount_paid,
        paidAt: clock.now(),
      });
      if (invoice.amount_paid > 0) {
        await ledger.post([
          {
            id: invoiceTransferId(id),
            debit: `gateway:${gateway}`,
            credit: `unallocated:${id}`,
            amount: invoice.amount_paid,
            unit: 'USD',
            reason: 'Invoice paid',
            subject: { type: 'invoice', id },
          },
        ]);
      }
      await outbox.emit(invoicePaid, {
        ...facts,
        invoiceId: id,
        gatewayInvoiceId: invoice.id,
        number: invoice.number ?? null,
        amountCents: invoice.amount_paid,
        billingReason: invoice.billing_reason ?? null,
        ...periodOf(invoice),
      });
      return { outcome: 'RECORDED' };
    },

    async opened(_: PaymentGateway['name'], invoice: Invoice): Promise<Verdict> {
      const facts = factsOf(invoice);
      if (!facts || invoice.amount_due === 0) return { outcome: 'KNOWN' };
      await outbox.emit(invoiceOpened, {
        ...facts,
        gatewayInvoiceId: invoice.id,
        amountDueCents: invoice.amount_due,
        payUrl: invoice.hosted_invoice_url ?? null,
      });
      return { outcome: 'RECORDED' };
    },

    async closed(_: PaymentGateway['name'], invoice: Invoice): Promise<Verdict> {
      const facts = factsOf(invoice);
      if (!facts) return { outcome: 'KNOWN' };
      await outbox.emit(invoiceClosed, { ...facts, gatewayInvoiceId: invoice.id });
      return { outcome: 'RECORDED' };
    },

    async failed(_: PaymentGateway['name'], invoice: Invoice): Promise<Verdict> {
      const facts = factsOf(invoice);
      if (!facts) return { outcome: 'KNOWN' };
      const next = invoice.next_payment_attempt ?? null;
      await outbox.emit(invoiceFailed, {
        ...facts,
        gatewayInvoiceId: invoice.id,
        amountDueCents: invoice.amount_due,
        attempts: invoice.attempt_count,
        nextAttemptAt: next === null ? null : next * SECOND_MS,
      });
      return { outcome: 'RECORDED' };
    },

    async checkedOut(_: PaymentGateway['name'], session: CheckoutSession): Promise<Verdict> {
      await outbox.emit(checkoutCompleted, {
        checkoutId: session.id,
        reference: session.client_reference_id ?? null,
        customerId: session.customer ?? null,
        subscriptionId: session.subscription ?? null,
      });
      return { outcome: 'RECORDED' };
    },
  };
}

/** Null for an invoice of no subscription: we make none. */
function factsOf({ customer, parent }: Invoice) {
  const details = parent?.subscription_details;
  if (!details || !customer) return null;
  return {
    subscriptionId: details.subscription,
    customerId: customer,
    reference: details.metadata?.reference ?? null,
  };
}

function findFault({ currency, status, amount_due: due, amount_paid: paid }: Invoice): string | null {
  if (currency !== 'usd') return `Expected usd, the gateway says ${currency}.`;
  if (status !== 'paid') return `The invoice is ${status ?? 'of no status'}, not paid.`;
  return paid === due ? null : `Expected ${due} cents, the gateway received ${paid}.`;
}

function periodOf({ lines, created }: Invoice): { periodStart: number; periodEnd: number } {
  const periods = lines.data.filter(({ amount }) => amount >= 0).map(({ period }) => period);
  const [latest] = periods.toSorted((one, other) => other.end - one.end || other.start - one.start);
  return {
    periodStart: (latest?.start ?? created) * SECOND_MS,
    periodEnd: (latest?.end ?? created) * SECOND_MS,
  };
}
