/** Compares the invoices that were paid with the ledger, and with the gateway. */
import { dollars } from '../../../platform/kernel/money';
import { allRowsOf } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { GatewayInvoice, UnreadableRow } from '../../gateway';
import { listBillingGateways } from './billing-gateways';
import type { GatewayInvoiceRow } from './gateway-invoice.model';
import { invoiceTransferId } from './handle-gateway-news';
import type { SubscriptionsContext } from './subscriptions.context';

const violation = violationsOf('billing');

/** By then a webhook or the hourly backfill has brought it. */
const KNOWN_WITHIN_MS = 2 * HOUR_MS;

export function createFindInvoiceViolations(context: SubscriptionsContext) {
  const { platform, ledger, invoices, store, models } = context;
  const { clock } = platform;
  const isYoung = ({ createdAt }: GatewayInvoice) => clock.now() - createdAt < KNOWN_WITHIN_MS;

  /** Another application may sell subscriptions at the same gateway. */
  async function isOurs(
    gateway: string,
    { subscriptionId, customerId, reference }: GatewayInvoice,
  ): Promise<boolean> {
    const gatewaySubscriptionId = subscriptionId ?? '';
    if (await store.findAtGateway({ gateway, gatewaySubscriptionId, reference })) return true;
    return (await models.customers.count({ where: { gateway, gatewayCustomerId: customerId } })) > 0;
  }

  return async function findInvoiceViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const known = new Map<string, number>();
    const unseen = new Map<string, GatewayInvoiceRow>();
    for await (const batch of walk(allRowsOf(invoices))) {
      const transfers = await ledger.findTransfers(batch.map(({ id }) => invoiceTransferId(id)));
      for (const row of batch) {
        const { id, gateway, gatewayInvoiceId, amountCents } = row;
        const key = atGateway(gateway, gatewayInvoiceId);
        known.set(key, amountCents);
        unseen.set(key, row);
        const booked = transfers.get(invoiceTransferId(id))?.amount ?? 0;
        if (booked !== amountCents) {
          found.push(
            violation(
              'invoice_booked',
              id,
              `${dollars(amountCents)} was paid, ${dollars(booked)} is booked.`,
            ),
          );
        }
      }
    }
    for (const { name, billing } of listBillingGateways(context)) {
      const onUnreadable = ({ id, because }: UnreadableRow) => {
        unseen.delete(atGateway(name, id));
        found.push(violation('gateway_invoice_readable', id, because));
      };
      for await (const batch of billing.readAllPaidInvoices(onUnreadable)) {
        for (const invoice of batch) {
          const { id, paidCents: paid, subscriptionId } = invoice;
          const key = atGateway(name, id);
          unseen.delete(key);
          if (subscriptionId === null || isYoung(invoice) || known.get(key) === paid) continue;
          if (!known.has(key) && !(await isOurs(name, invoice))) continue;
          // What it was in dollars, two admins have read at the gateway.
          if (known.has(key) && invoice.currency !== 'usd') continue;
          const detail = `Paid ${dollars(paid)}; ${dollars(known.get(key) ?? 0)} known here.`;
          found.push(violation('gateway_invoice_known', id, detail));
        }
      }
      for (const { id, gateway } of unseen.values()) {
        if (gateway === name) {
          found.push(violation('invoice_at_gateway', id, 'The gateway does not know it.'));
        }
      }
    }
    return found;
  };
}

const atGateway = (gateway: string, id: string): string => `${gateway} ${id}`;
