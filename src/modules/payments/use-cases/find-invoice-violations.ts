/** Holds the invoices that were paid against the ledger, and against the gateway. */
import type { Platform } from '../../../platform/platform';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { Ledger } from '../../ledger';
import type { PaymentGateway } from '../gateway';
import type { GatewayInvoiceRow, GatewayInvoiceRows } from '../gateway-invoice.model';
import { inBatches } from '../in-batches';
import { invoiceTransferId } from './record-subscription';

const violation = violationsOf('payments');

/** By then a webhook, or the hourly question for lost events, has told of it. */
const NEWS_OVERDUE_MS = 2 * HOUR_MS;

interface Deps {
  invoices: GatewayInvoiceRows;
  ledger: Ledger;
  gateway: PaymentGateway | null;
}

export function createFindInvoiceViolations({ clock }: Platform, { invoices, ledger, gateway }: Deps) {
  const isYoung = (atSeconds: number) => clock.now() - atSeconds * 1_000 < NEWS_OVERDUE_MS;

  return async function findInvoiceViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    const known = new Map<string, number>();
    const unseen = new Map<string, GatewayInvoiceRow>();
    for await (const batch of inBatches<GatewayInvoiceRow>(invoices)) {
      const transfers = await ledger.findTransfers(batch.map(({ id }) => invoiceTransferId(id)));
      for (const row of batch) {
        const { id, gatewayInvoiceId, amountCents } = row;
        known.set(gatewayInvoiceId, amountCents);
        unseen.set(gatewayInvoiceId, row);
        const booked = transfers.get(invoiceTransferId(id))?.amount ?? 0;
        if (booked !== amountCents) {
          found.push(violation('invoice_booked', id, `Brought ${amountCents} cents, ${booked} are booked.`));
        }
      }
    }
    if (!gateway) return found;
    for await (const batch of gateway.billing.readAllPaidInvoices()) {
      for (const { id, amount_paid: paid, parent, created } of batch) {
        unseen.delete(id);
        if (!parent?.subscription_details || isYoung(created) || known.get(id) === paid) continue;
        found.push(
          violation('gateway_invoice_known', id, `Paid ${paid} cents; ${known.get(id) ?? 0} known here.`),
        );
      }
    }
    for (const { id, gateway: at } of unseen.values()) {
      if (at === gateway.name)
        found.push(violation('invoice_at_gateway', id, 'The gateway does not know it.'));
    }
    return found;
  };
}
