/** Asks the gateway for paid invoices that no event told of: a webhook can be lost. Each is granted once. */
import { type Keyset, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { GRANT_FOR_PERIOD } from '../credit.rules';
import { listBillingGateways, type NamedBillingGateway } from './billing-gateways';
import type { BookPaidInvoice } from './handle-gateway-news';
import type { SubscriptionsContext } from './subscriptions.context';

/** An event may take this long to arrive; after that the invoice is asked for. */
const EVENT_DELAY_MS = HOUR_MS;
/** How long invoices are asked for after a subscription has ended or was upgraded. */
const LOOK_BACK_MS = 7 * DAY_MS;

export function scheduleInvoiceBackfill(
  context: SubscriptionsContext,
  bookPaidInvoice: BookPaidInvoice,
): void {
  const { platform, models } = context;
  const { clock, database, log, scheduler } = platform;

  scheduler.every('billing.backfill-invoices', HOUR_MS, backfillInvoices, { lane: 'gateway' });

  async function backfillInvoices(signal: AbortSignal): Promise<void> {
    for (const gateway of listBillingGateways(context)) {
      const customers = findCustomersToAsk(gateway);
      await sweep(log, customers, ({ gatewayCustomerId }) => backfill(gateway, gatewayCustomerId), signal);
    }
  }

  /**
   * Customers whose checkout may be paid, whose period is over without a grant for the next, whose upgrade has granted
   * nothing yet, or whose subscription has just ended.
   */
  function findCustomersToAsk({ name }: NamedBillingGateway): Keyset<{ gatewayCustomerId: string }> {
    const now = clock.now();
    return selectKeyset(database, {
      name: 'billing.backfill-invoices',
      order: [['c.gatewayCustomerId', 'ASC']],
      select: 'DISTINCT c.gatewayCustomerId',
      from: 'subscriptions s JOIN billing_customers c ON c.userId = s.userId AND c.gateway = s.gateway',
      where: [
        's.gateway = :name AND c.gatewayCustomerId IS NOT NULL AND s.createdAt <= :before',
        `(s.status = 'AWAITING_PAYMENT'
          OR (s.status = 'ENDED' AND s.endedAt > :recently)
          OR (s.status IN ('ACTIVE', 'PAST_DUE') AND (
            NOT EXISTS (SELECT 1 FROM subscription_periods p WHERE p.subscriptionId = s.id
              AND p.grantFor = :period AND p.periodEnd > :before)
            OR EXISTS (SELECT 1 FROM subscription_terms t WHERE t.subscriptionId = s.id
              AND t.upgradeCredits IS NOT NULL AND t.createdAt <= :before AND t.createdAt > :recently
              AND NOT EXISTS (SELECT 1 FROM subscription_periods g WHERE g.subscriptionId = s.id
                AND g.grantFor = t.id)))))`,
      ],
      values: { name, period: GRANT_FOR_PERIOD, before: now - EVENT_DELAY_MS, recently: now - LOOK_BACK_MS },
    });
  }

  async function backfill({ name, billing }: NamedBillingGateway, customerId: string): Promise<void> {
    const paid = (await billing.listInvoices(customerId)).filter(({ status }) => status === 'PAID');
    const granted = await models.periods.findAll({
      attributes: ['gatewayInvoiceId'],
      where: { gatewayInvoiceId: paid.map(({ id }) => id) },
    });
    const known = new Set(granted.map(({ gatewayInvoiceId }) => gatewayInvoiceId));
    for (const invoice of paid.filter(({ id }) => !known.has(id))) {
      const verdict = await database.atomically(() => bookPaidInvoice(name, invoice));
      if (verdict.outcome === 'PARKED') {
        log.error('a paid invoice cannot be booked', { id: invoice.id, reason: verdict.reason });
      }
    }
  }
}
