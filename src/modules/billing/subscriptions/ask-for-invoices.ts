/** Asks the gateway for paid invoices that were not heard of: a webhook may have been lost. Each is granted once. */
import { workThrough } from '../../../platform/jobs/work-through';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { BillingGateway } from '../../payments';
import { GRANT_FOR_PERIOD } from '../credit.rules';
import type { SubscriptionsContext } from './subscriptions.context';

/** News may be on its way for so long; who waits longer is asked about. */
const NEWS_TAKES_MS = HOUR_MS;
/** How long after its end, or after a step up, an invoice that was paid with it may still come to light. */
const ASKED_FOR_MS = 7 * DAY_MS;

export function scheduleAskingForInvoices(context: SubscriptionsContext): void {
  const { platform, payments, models } = context;
  const { clock, database, log, scheduler } = platform;

  scheduler.every('billing.ask-for-invoices', HOUR_MS, async () => {
    const gateway = payments.billingGateway;
    if (!gateway) return;
    await workThrough(log, {
      find: findWaiting,
      keyOf: ({ customerId }) => customerId,
      work: ({ customerId }) => ask(gateway, customerId),
    });
  });

  /**
   * Whose checkout may have been paid; whose period is over without the grant of the next one; whose step up has
   * brought nothing yet; whose subscription has ended a short while ago.
   */
  function findWaiting(last: string, limit: number): Promise<{ customerId: string }[]> {
    const now = clock.now();
    return database.select<{ customerId: string }>(
      `SELECT DISTINCT c.gatewayCustomerId AS customerId
       FROM subscriptions s JOIN billing_customers c ON c.userId = s.userId
       WHERE c.gatewayCustomerId > :last AND s.createdAt <= :before AND (
         s.status = 'AWAITING_PAYMENT'
         OR (s.status = 'ENDED' AND s.endedAt > :recently)
         OR (s.status IN ('ACTIVE', 'PAST_DUE') AND (
           NOT EXISTS (SELECT 1 FROM subscription_periods p WHERE p.subscriptionId = s.id
             AND p.grantFor = :period AND p.periodEnd > :before)
           OR EXISTS (SELECT 1 FROM subscription_terms t WHERE t.subscriptionId = s.id
             AND t.upgradeCredits IS NOT NULL AND t.createdAt <= :before AND t.createdAt > :recently
             AND NOT EXISTS (SELECT 1 FROM subscription_periods g WHERE g.subscriptionId = s.id
               AND g.grantFor = t.id)))))
       ORDER BY customerId LIMIT ${limit}`,
      { last, period: GRANT_FOR_PERIOD, before: now - NEWS_TAKES_MS, recently: now - ASKED_FOR_MS },
    );
  }

  async function ask(gateway: BillingGateway, customerId: string): Promise<void> {
    const paid = (await gateway.listInvoices(customerId)).filter(({ status }) => status === 'paid');
    const granted = await models.periods.findAll({
      attributes: ['gatewayInvoiceId'],
      where: { gatewayInvoiceId: paid.map(({ id }) => id) },
    });
    const known = new Set(granted.map(({ gatewayInvoiceId }) => gatewayInvoiceId));
    for (const invoice of paid.filter(({ id }) => !known.has(id))) {
      await database.atomically(() => payments.recordPaidInvoice(invoice));
    }
  }
}
