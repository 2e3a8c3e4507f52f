/** Holds subscriptions against the gateway, and what their invoices granted and brought against the ledger. */
import { Op } from 'sequelize';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import type { TransferRow } from '../../ledger';
import type { Invoice, Subscription } from '../../payments';
import { GRANT_FOR_PERIOD, grantId, invoiceRevenueId } from '../credit.rules';
import type { SubscriptionPeriod } from './subscription.model';
import { inForce, meaningOf } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';

const violation = violationsOf('billing');

const BATCH = 500;
/** News from the gateway may be on its way for so long. */
const NEWS_TAKES_MS = HOUR_MS;

export function createFindSubscriptionViolations(context: SubscriptionsContext) {
  const { platform, ledger, models, payments } = context;

  return async function findSubscriptionViolations(): Promise<Violation[]> {
    const found: Violation[] = [];
    for await (const rows of walkPeriods()) {
      found.push(...(await findUnbooked(rows)), ...(await findOverpaid(rows)));
    }
    for await (const transfers of ledger.readAllAbout('subscription')) {
      found.push(...(await findUnfounded(transfers)));
    }
    const gateway = payments.billingGateway;
    if (!gateway) return found;
    for await (const batch of gateway.readAllSubscriptions()) found.push(...(await findUnlike(batch)));
    for await (const batch of gateway.readAllPaidInvoices()) found.push(...(await findUngranted(batch)));
    return found;
  };

  async function* walkPeriods(): AsyncGenerator<SubscriptionPeriod[]> {
    for (let last = ''; ;) {
      const rows = await models.periods.findAll({
        where: { invoiceId: { [Op.gt]: last } },
        order: [['invoiceId', 'ASC']],
        limit: BATCH,
      });
      if (rows.length > 0) yield rows;
      const end = rows.at(-1);
      if (!end || rows.length < BATCH) return;
      last = end.invoiceId;
    }
  }

  async function findUnbooked(rows: SubscriptionPeriod[]): Promise<Violation[]> {
    const transfers = await ledger.findTransfers(
      rows.flatMap((row) => [grantId(row), invoiceRevenueId(row.invoiceId)]),
    );
    return rows.flatMap((row) => {
      const granted = transfers.get(grantId(row))?.amount ?? 0;
      const earned = transfers.get(invoiceRevenueId(row.invoiceId))?.amount ?? 0;
      if (granted === row.credits && earned === row.amountCents) return [];
      const detail = `${row.credits} credits for ${row.amountCents} cents; booked ${granted} for ${earned}.`;
      return [violation('period_booked', `invoice ${row.invoiceId}`, detail)];
    });
  }

  /** Less is paid by whoever has credit at the gateway; more than the terms cost is not as agreed. */
  async function findOverpaid(rows: SubscriptionPeriod[]): Promise<Violation[]> {
    const ids = [...new Set(rows.map(({ subscriptionId }) => subscriptionId))];
    const agreed = await models.terms.findAll({
      where: { subscriptionId: ids, status: 'AGREED' },
      order: [
        ['fromAt', 'ASC'],
        ['id', 'ASC'],
      ],
    });
    return rows.flatMap((row) => {
      const { invoiceId, grantFor, amountCents, periodStart, subscriptionId: whose } = row;
      if (grantFor !== GRANT_FOR_PERIOD) return [];
      const own = agreed.filter((terms) => terms.subscriptionId === whose);
      const { plan, priceCents } = inForce(own, periodStart);
      if (amountCents <= priceCents) return [];
      const detail = `${amountCents} cents were paid for a period of ${plan} at ${priceCents}.`;
      return [violation('period_price', `invoice ${invoiceId}`, detail)];
    });
  }

  async function findUnfounded(transfers: TransferRow[]): Promise<Violation[]> {
    const subscriptionId = [...new Set(transfers.map(({ subject }) => subject.id))];
    const rows = await models.periods.findAll({ where: { subscriptionId } });
    const known = new Set(rows.map(grantId));
    return transfers
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => violation('grant_has_invoice', `transfer ${id}`, 'No paid invoice goes with it.'));
  }

  async function findUnlike(batch: Subscription[]): Promise<Violation[]> {
    const ids = batch.map(({ id }) => id);
    const rows = await models.subscriptions.findAll({ where: { gatewaySubscriptionId: ids } });
    const byId = new Map(rows.map((row) => [row.gatewaySubscriptionId, row]));
    const settled = platform.clock.now() - NEWS_TAKES_MS;
    return batch.flatMap((theirs) => {
      const meaning = meaningOf(theirs.status);
      const row = byId.get(theirs.id);
      if (meaning === null || (row && row.updatedAt > settled)) return [];
      const isLive = row !== undefined && row.liveSlot !== null;
      if (isLive === (meaning !== 'OVER')) return [];
      const detail = `There it is ${theirs.status}, here ${row?.status ?? 'unknown'}.`;
      return [violation('subscription_as_at_gateway', `subscription ${theirs.id}`, detail)];
    });
  }

  async function findUngranted(batch: Invoice[]): Promise<Violation[]> {
    const settled = (platform.clock.now() - NEWS_TAKES_MS) / 1_000;
    const old = batch.filter(({ created, parent }) => created <= settled && parent?.subscription_details);
    const rows = await models.periods.findAll({ where: { gatewayInvoiceId: old.map(({ id }) => id) } });
    const known = new Set(rows.map(({ gatewayInvoiceId }) => gatewayInvoiceId));
    return old
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => violation('invoice_granted', `invoice ${id}`, 'It is paid there, and unknown here.'));
  }
}
