/** Handles what gateways tell about subscriptions: books paid invoices, and emits the events that billing acts on. */
import { dollars } from '../../../platform/kernel/money';
import { invoiceRevenueId } from '../credit.rules';
import { newId } from '../../../platform/kernel/ids';
import type { Booking, Gateway, GatewayInvoice, Verdict } from '../../gateway';
import {
  checkoutCompleted,
  invoiceClosed,
  invoiceFailed,
  invoiceOpened,
  invoicePaid,
  subscriptionChanged,
} from './gateway-news.events';
import type { SubscriptionsContext } from './subscriptions.context';

export const invoiceTransferId = (invoiceId: string): string => `invoice:${invoiceId}:paid`;

export type BookPaidInvoice = (gateway: string, invoice: GatewayInvoice) => Promise<Verdict>;

/** Registers the effect of each kind of news, and returns that of a paid invoice. */
export function handleGatewayNews(
  { platform, ledger, invoices, store, models }: SubscriptionsContext,
  { onNews, onCustomers }: Pick<Gateway, 'onNews' | 'onCustomers'>,
): BookPaidInvoice {
  const { clock, events } = platform;

  const ownerOf = async (gateway: string, gatewayCustomerId: string): Promise<string | null> =>
    (await models.customers.findOne({ where: { gateway, gatewayCustomerId } }))?.userId ?? null;

  onCustomers(ownerOf);

  /** Of a customer who is ours. */
  async function people(
    gateway: string,
    { customerId }: { customerId: string | null },
  ): Promise<readonly string[]> {
    const owner = customerId === null ? null : await ownerOf(gateway, customerId);
    return owner === null ? [] : [owner];
  }

  const isOurs = async (gateway: string, id: string | null, reference: string | null): Promise<boolean> =>
    (await store.findAtGateway({ gateway, gatewaySubscriptionId: id ?? '', reference }))?.gateway === gateway;

  /** What an invoice is about, where that is ours; otherwise what becomes of its news. */
  async function ourFacts(gateway: string, invoice: GatewayInvoice): Promise<InvoiceFacts | Verdict> {
    const { id, customerId, subscriptionId, reference } = invoice;
    if (customerId !== null && subscriptionId !== null) {
      if (await isOurs(gateway, subscriptionId, reference))
        return { gateway, subscriptionId, customerId, reference };
    }
    if (customerId === null || (await ownerOf(gateway, customerId)) === null)
      return { outcome: 'NOT_OURS', reason: `The invoice ${id} is for nobody of ours.` };
    // Without money there is nothing to look at.
    if (invoice.paidCents === 0 && invoice.dueCents === 0) return { outcome: 'KNOWN' };
    return { outcome: 'PARKED', reason: `No subscription of ours belongs to the invoice ${id}.` };
  }

  /** In a unit. The unique index on the gateway's id makes it once, also for two copies at the same moment. */
  async function bookPaidInvoice(
    gateway: string,
    invoice: GatewayInvoice,
    booking?: Booking,
  ): Promise<Verdict> {
    const asIs = booking !== undefined;
    const facts = await ourFacts(gateway, invoice);
    const isUnsubscribed = 'outcome' in facts && facts.outcome === 'PARKED' && asIs;
    if ('outcome' in facts && !isUnsubscribed) return facts;
    const reason = findMismatch(invoice, booking);
    if (reason) return { outcome: 'PARKED', reason };
    const { id: gatewayInvoiceId, periodStart, periodEnd } = invoice;
    const amountCents = invoice.currency === 'usd' ? invoice.paidCents : (booking?.amountCents ?? 0);
    if (await invoices.findOne({ where: { gateway, gatewayInvoiceId }, lock: true })) {
      return { outcome: 'KNOWN' };
    }
    const id = newId();
    const { subscriptionId = '', customerId = '' } = 'outcome' in facts ? bareFacts(invoice) : facts;
    await invoices.create({
      ...{ id, gateway, gatewayInvoiceId, subscriptionId, customerId, amountCents },
      paidAt: clock.now(),
    });
    if (amountCents > 0) {
      await ledger.post([
        {
          id: invoiceTransferId(id),
          debit: `gateway:${gateway}`,
          credit: `unallocated:${id}`,
          amount: amountCents,
          unit: 'USD',
          reason: 'Invoice paid',
          subject: { type: 'invoice', id },
        },
      ]);
    }
    if ('outcome' in facts) {
      await earnUnsubscribed(id, amountCents);
      return RECORDED;
    }
    await events.emit(invoicePaid, {
      ...{ ...facts, invoiceId: id, gatewayInvoiceId, amountCents, periodStart, periodEnd },
      number: invoice.number,
      lineCents: invoice.lineCents,
      prorationCents: invoice.prorationCents,
      reason: invoice.reason,
    });
    return RECORDED;
  }

  /** Of a customer of ours, and of no subscription that we know: it is earned, and grants nothing. */
  async function earnUnsubscribed(id: string, amount: number): Promise<void> {
    if (amount === 0) return;
    await ledger.post([
      {
        ...{ id: invoiceRevenueId(id), debit: `unallocated:${id}`, credit: 'revenue:subscriptions' },
        ...{ amount, unit: 'USD', reason: 'An invoice of no subscription of ours' },
        subject: { type: 'invoice', id },
      },
    ]);
  }

  onNews('invoice.paid', bookPaidInvoice, people, { ways: ['AS_IT_CAME'] });

  onNews(
    'subscription.changed',
    async (gateway, { id: subscriptionId, customerId, reference }) => {
      if (!(await isOurs(gateway, subscriptionId, reference))) return NOBODYS;
      await events.emit(subscriptionChanged, { gateway, subscriptionId, customerId, reference });
      return RECORDED;
    },
    people,
  );

  onNews(
    'invoice.opened',
    async (gateway, invoice) => {
      const facts = await ourFacts(gateway, invoice);
      if ('outcome' in facts) return facts;
      if (invoice.dueCents === 0) return { outcome: 'KNOWN' };
      const { id: gatewayInvoiceId, dueCents: amountDueCents, payUrl } = invoice;
      await events.emit(invoiceOpened, { ...facts, gatewayInvoiceId, amountDueCents, payUrl });
      return RECORDED;
    },
    people,
  );

  onNews(
    'invoice.closed',
    async (gateway, invoice) => {
      const facts = await ourFacts(gateway, invoice);
      if ('outcome' in facts) return facts;
      await events.emit(invoiceClosed, { ...facts, gatewayInvoiceId: invoice.id });
      return RECORDED;
    },
    people,
  );

  onNews(
    'invoice.failed',
    async (gateway, invoice) => {
      const facts = await ourFacts(gateway, invoice);
      if ('outcome' in facts) return facts;
      const { id: gatewayInvoiceId, dueCents: amountDueCents, attempts, nextAttemptAt } = invoice;
      await events.emit(invoiceFailed, {
        ...{ ...facts, gatewayInvoiceId, amountDueCents, attempts, nextAttemptAt },
      });
      return RECORDED;
    },
    people,
  );

  onNews(
    'checkout.completed',
    async (gateway, { id: checkoutId, reference, customerId, subscriptionId }) => {
      if (!(await isOurs(gateway, subscriptionId, reference))) return NOBODYS;
      await events.emit(checkoutCompleted, { gateway, checkoutId, reference, customerId, subscriptionId });
      return RECORDED;
    },
    people,
  );

  return bookPaidInvoice;
}

const RECORDED: Verdict = { outcome: 'RECORDED' };
const NOBODYS: Verdict = { outcome: 'NOT_OURS', reason: 'It is no subscription of ours.' };

const bareFacts = ({ subscriptionId, customerId }: GatewayInvoice) => ({
  subscriptionId: subscriptionId ?? '',
  customerId: customerId ?? '',
});

interface InvoiceFacts {
  gateway: string;
  subscriptionId: string;
  customerId: string;
  reference: string | null;
}

function findMismatch(
  { currency, status, dueCents: due, paidCents: paid, paidElsewhereCents: elsewhere }: GatewayInvoice,
  booking?: Booking,
): string | null {
  const inDollars = booking?.amountCents ?? null;
  if (currency !== 'usd' && inDollars === null)
    return `Expected usd, the gateway says ${currency}. Say what it was in US cents (amountCents).`;
  if (status !== 'PAID') return `The invoice is ${status?.toLowerCase() ?? 'of no status'}, not paid.`;
  if (booking || paid === due) return null;
  const past = elsewhere > 0 ? `; ${dollars(elsewhere)} was marked as paid past it` : '';
  return `Expected ${dollars(due)}, the gateway received ${dollars(paid)}${past}.`;
}
