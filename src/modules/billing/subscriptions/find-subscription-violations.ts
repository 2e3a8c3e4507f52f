/** Compares subscriptions with the gateway, and what their invoices granted and earned with the ledger. */
import { dollars } from '../../../platform/kernel/money';
import { modelKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { TransferRow } from '../../ledger';
import type { GatewayInvoice, GatewaySubscription, UnreadableRow } from '../../gateway';
import { grantId, invoiceRevenueId } from '../credit.rules';
import { listBillingGateways } from './billing-gateways';
import type { SubscriptionPeriod } from './subscription.model';
import { beyondTerms, CHANGE_KNOWN_WITHIN_MS, inForce, statusFromGateway } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';

const violation = violationsOf('billing');

/** An event from the gateway may take this long to arrive. */
const EVENT_DELAY_MS = HOUR_MS;

export function createFindSubscriptionViolations(context: SubscriptionsContext) {
  const { platform, ledger, store, models, invoices } = context;

  const periods = modelKeyset(models.periods, {
    name: 'billing.periods',
    order: [['invoiceId', 'ASC']],
  });

  return async function findSubscriptionViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const rows of walk(periods)) {
      found.push(...(await findUnbooked(rows)), ...(await findOverpaid(rows)));
    }
    for await (const transfers of ledger.readAllAbout('subscription')) {
      found.push(...(await findGrantsWithoutInvoice(transfers)));
    }
    for (const { name, billing } of listBillingGateways(context)) {
      const onUnreadable = ({ id, because }: UnreadableRow) =>
        void found.push(violation('gateway_subscription_readable', id, because));
      for await (const batch of billing.readAllSubscriptions(onUnreadable)) {
        found.push(...(await findDiffering(name, batch)));
      }
      // The proof of invoices names those that cannot be read.
      for await (const batch of billing.readAllPaidInvoices(() => undefined))
        found.push(...(await findUngranted(name, batch)));
    }
    return found;
  };

  async function findUnbooked(rows: SubscriptionPeriod[]): Promise<Violation[]> {
    const transfers = await ledger.findTransfers(
      rows.flatMap((row) => [grantId(row), invoiceRevenueId(row.invoiceId)]),
    );
    return rows.flatMap((row) => {
      const granted = transfers.get(grantId(row))?.amount ?? 0;
      const earned = transfers.get(invoiceRevenueId(row.invoiceId))?.amount ?? 0;
      if (granted === row.credits && earned === row.amountCents) return [];
      const detail = `${row.credits} credits for ${dollars(row.amountCents)}; booked ${granted} for ${dollars(earned)}.`;
      return [violation('period_booked', `invoice ${row.invoiceId}`, detail)];
    });
  }

  /** A customer with credit at the gateway pays less; more than the terms cost was not agreed. */
  async function findOverpaid(rows: SubscriptionPeriod[]): Promise<Violation[]> {
    const ids = [...new Set(rows.map(({ subscriptionId }) => subscriptionId))];
    const agreed = await models.terms.findAll({
      where: { subscriptionId: ids, status: 'AGREED' },
      order: [
        ['fromAt', 'ASC'],
        ['id', 'ASC'],
      ],
    });
    const changed = platform.clock.now() - CHANGE_KNOWN_WITHIN_MS;
    return rows.flatMap((row) => {
      const { invoiceId, grantFor, periodStart, subscriptionId } = row;
      const amountCents = row.amountCents - row.extraCents - row.givenBackCents;
      if (grantFor === invoiceId && row.grantedAt > changed) return [];
      const own = agreed.filter((terms) => terms.subscriptionId === subscriptionId);
      const { plan, priceCents } = inForce(own, periodStart);
      if (beyondTerms(row, own) === 0) return [];
      const detail =
        grantFor === invoiceId
          ? `${dollars(amountCents)} was paid for a change that grants nothing.`
          : `${dollars(amountCents)} was paid for a period of ${plan} at ${dollars(priceCents)}.`;
      return [violation('period_price', `invoice ${invoiceId}`, detail)];
    });
  }

  async function findGrantsWithoutInvoice(transfers: TransferRow[]): Promise<Violation[]> {
    const subscriptionId = [...new Set(transfers.map(({ subject }) => subject.id))];
    const rows = await models.periods.findAll({ where: { subscriptionId } });
    const known = new Set(rows.map(grantId));
    return transfers
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => violation('grant_has_invoice', `transfer ${id}`, 'No paid invoice goes with it.'));
  }

  async function findDiffering(gateway: string, batch: GatewaySubscription[]): Promise<Violation[]> {
    const ids = batch.map(({ id }) => id);
    const rows = await store.subscriptions.findAll({ where: { gateway, gatewaySubscriptionId: ids } });
    const byId = new Map(rows.map((row) => [row.gatewaySubscriptionId, row]));
    const ours = await findOurCustomers(
      gateway,
      batch.map(({ customerId }) => customerId),
    );
    const settled = platform.clock.now() - EVENT_DELAY_MS;
    return batch.flatMap((theirs) => {
      const status = statusFromGateway(theirs.status);
      const row = byId.get(theirs.id);
      if (!row && !ours.has(theirs.customerId)) return [];
      if (status === null || (row && row.updatedAt > settled)) return [];
      const isLive = row !== undefined && row.liveSlot !== null;
      if (isLive === (status !== 'ENDED')) return [];
      const detail = `At the gateway it is ${theirs.status}, here ${row?.status ?? 'unknown'}.`;
      return [violation('subscription_as_at_gateway', `subscription ${theirs.id}`, detail)];
    });
  }

  /** Another application may sell subscriptions at the same gateway, to customers of its own. */
  async function findOurCustomers(gateway: string, ids: (string | null)[]): Promise<Set<string | null>> {
    const rows = await models.customers.findAll({
      where: { gateway, gatewayCustomerId: ids.filter((id) => id !== null) },
    });
    return new Set(rows.map(({ gatewayCustomerId }) => gatewayCustomerId));
  }

  /** Those of no subscription of ours, which admins have booked as they came. */
  async function findUnsubscribed(gateway: string, batch: GatewayInvoice[]): Promise<string[]> {
    const where = { gateway, gatewayInvoiceId: batch.map(({ id }) => id) };
    const found: string[] = [];
    for (const { gatewayInvoiceId, subscriptionId } of await invoices.findAll({ where })) {
      const ours = { gateway, gatewaySubscriptionId: subscriptionId, reference: null };
      if ((await store.findAtGateway(ours)) === null) found.push(gatewayInvoiceId);
    }
    return found;
  }

  async function findUngranted(gateway: string, batch: GatewayInvoice[]): Promise<Violation[]> {
    const settled = platform.clock.now() - EVENT_DELAY_MS;
    const ours = await findOurCustomers(
      gateway,
      batch.map(({ customerId }) => customerId),
    );
    const old = batch.filter(
      ({ createdAt, subscriptionId, customerId }) =>
        createdAt <= settled && subscriptionId && ours.has(customerId),
    );
    const rows = await models.periods.findAll({ where: { gatewayInvoiceId: old.map(({ id }) => id) } });
    const known = new Set([
      ...rows.map(({ gatewayInvoiceId }) => gatewayInvoiceId),
      ...(await findUnsubscribed(gateway, old)),
    ]);
    return old
      .filter(({ id }) => !known.has(id))
      .map(({ id }) =>
        violation('invoice_granted', `invoice ${id}`, 'It is paid at the gateway, and unknown here.'),
      );
  }
}
