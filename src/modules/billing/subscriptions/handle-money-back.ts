/** What banks and other hands take back of a subscription's invoice takes back the credits that it granted. */
import {
  invoiceDisputeClosed,
  invoiceDisputed,
  invoiceRefundedOutside,
  outsideRefundUndone,
  type Payments,
} from '../../payments';
import { BANK_TOOK_IT, creditsFor, GIVEN_BACK, type TakeCreditsBack } from '../take-credits-back';
import type { SubscriptionPeriod } from './subscription.model';
import { besidePlan } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';

const REVENUE = 'revenue:subscriptions';

interface Paid {
  gateway: string;
  customerId: string;
  gatewayInvoiceId: string | null;
}

export function handleMoneyBack(
  { platform, models, invoices, store }: SubscriptionsContext,
  { payments, credits }: { payments: Payments; credits: TakeCreditsBack },
): void {
  const { events } = platform;

  /** Null for what came before invoices were known by their payments, and for a customer who is gone. */
  async function userOf({ gateway, customerId: gatewayCustomerId }: Paid): Promise<string | null> {
    const customer = await models.customers.findOne({ where: { gateway, gatewayCustomerId } });
    return customer?.userId ?? null;
  }

  async function periodOf({ gateway, gatewayInvoiceId }: Paid): Promise<SubscriptionPeriod | null> {
    if (gatewayInvoiceId === null) return null;
    const invoice = await invoices.findOne({ where: { gateway, gatewayInvoiceId } });
    return invoice ? models.periods.findByPk(invoice.id) : null;
  }

  /** It was booked as it came, for no subscription of ours: it has granted nothing. */
  async function isUnsubscribed({ gateway, gatewayInvoiceId }: Paid): Promise<boolean> {
    if (gatewayInvoiceId === null) return false;
    const invoice = await invoices.findOne({ where: { gateway, gatewayInvoiceId } });
    if (!invoice) return false;
    const ours = { gateway, gatewaySubscriptionId: invoice.subscriptionId, reference: null };
    return (await store.findAtGateway(ours)) === null;
  }

  /** On the locked row; below zero where it came again. */
  async function noteGivenBack({ invoiceId }: SubscriptionPeriod, cents: number): Promise<void> {
    const row = await models.periods.findByPk(invoiceId, { lock: true, rejectOnEmpty: true });
    await row.update({ givenBackCents: row.givenBackCents + cents });
  }

  async function creditsBoughtWith(
    period: SubscriptionPeriod,
    given: { partCents: number; totalCents: number },
  ): Promise<number> {
    const beside = besidePlan(period, await store.termsOf(period.subscriptionId, 'AGREED'));
    return creditsFor(period.credits, period.amountCents - beside, given, beside);
  }

  async function disputeOf(news: Paid & { disputeId: string }) {
    const period = await periodOf(news);
    const userId = period?.userId ?? (await userOf(news));
    if (userId === null) return null;
    const { disputeId } = news;
    const invoiceId = period?.invoiceId ?? null;
    const dispute = await credits.findOrCreateLocked({ disputeId, userId, orderId: null, invoiceId });
    return { dispute, period };
  }

  events.on(invoiceDisputed, 'billing', { runs: 'unit' }, async (news) => {
    await disputeOf(news);
  });

  events.on(invoiceDisputeClosed, 'billing', { runs: 'unit' }, async (news) => {
    const found = await disputeOf(news);
    if (!found) return;
    const { dispute, period } = found;
    const { disputedCents } = news;
    if (news.outcome === 'WON') {
      if (period && dispute.status === 'LOST') await noteGivenBack(period, -disputedCents);
      return credits.reinstate(dispute, 'The bank gave the money back');
    }
    const given = { partCents: disputedCents, totalCents: disputedCents };
    const lost = period ? await creditsBoughtWith(period, given) : 0;
    if (period && dispute.status === 'OPEN') await noteGivenBack(period, disputedCents);
    await credits.take(dispute, lost, BANK_TOOK_IT);
  });

  events.on(invoiceRefundedOutside, 'billing', { runs: 'unit' }, async (news) => {
    const { outsideRefundId, givenBackCents, totalCents, gatewayInvoiceId } = news;
    const period = await periodOf(news);
    const parts = [{ from: REVENUE, amountCents: givenBackCents }];
    if (!period && !(await isUnsubscribed(news)))
      throw new Error(`The invoice ${gatewayInvoiceId} has not been booked yet.`);
    if (!(await payments.bearOutsideRefund(outsideRefundId, parts)) || !period) return;
    const { userId, invoiceId } = period;
    const of = { disputeId: outsideRefundId, userId, orderId: null, invoiceId };
    const dispute = await credits.findOrCreateLocked(of);
    const given = { partCents: givenBackCents, totalCents };
    await credits.take(dispute, await creditsBoughtWith(period, given), GIVEN_BACK);
    await noteGivenBack(period, givenBackCents);
  });

  events.on(outsideRefundUndone, 'billing.invoices', { runs: 'unit' }, async (news) => {
    const { outsideRefundId, givenBackCents, paymentId, wasBooked } = news;
    if (!wasBooked || paymentId !== null) return;
    const dispute = await credits.findLocked(outsideRefundId);
    if (!dispute || dispute.status === 'WON') return;
    const parts = [{ from: REVENUE, amountCents: givenBackCents }];
    await payments.takeOutsideRefundAgain(outsideRefundId, parts);
    const period = dispute.invoiceId === null ? null : await models.periods.findByPk(dispute.invoiceId);
    if (period) await noteGivenBack(period, -givenBackCents);
    await credits.reinstate(dispute, 'The money came again');
  });
}
