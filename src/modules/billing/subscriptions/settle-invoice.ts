/** Turns a paid invoice into revenue and credits, once; a refused one makes its subscription past due. */
import { DAY_MS } from '../../../platform/kernel/clock';
import type { GatewayInvoice } from '../../gateway';
import { creditsGranted } from '../billing.events';
import { GRANT_FOR_PERIOD as PERIOD, grantKey, invoiceRevenueId, movement } from '../credit.rules';
import { invoiceClosed, invoiceFailed, invoiceOpened, invoicePaid } from './gateway-news.events';
import { planTitle } from './plan.rules';
import type { SubscriptionPeriod, SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { inForce } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import { subscriptionRenewed } from './subscriptions.events';

/** An invoice as the event of its payment describes it; `subscriptionId` is the gateway's. */
interface PaidInvoice {
  gateway: string;
  invoiceId: string;
  gatewayInvoiceId: string;
  subscriptionId: string;
  reference: string | null;
  number: string | null;
  amountCents: number;
  lineCents: readonly number[];
  prorationCents: number;
  reason: GatewayInvoice['reason'];
  periodStart: number;
  periodEnd: number;
}

/** What an invoice grants: the credits of a period, those of an upgrade, or none. */
interface Grant {
  grantFor: string;
  terms: SubscriptionTerms;
  credits: number;
}

/** The invoice of an upgrade is of the moment in which it was made; news of that moment may be late. */
const UPGRADE_KNOWN_WITHIN_MS = DAY_MS;

/** Invoices that start a period; any other is for a change within one. */
const STARTS_PERIOD: GatewayInvoice['reason'][] = ['SUBSCRIBED', 'RENEWED'];

export function settleInvoices({
  platform,
  identity,
  ledger,
  payOwed,
  gateways,
  store,
  models,
}: SubscriptionsContext): void {
  const { clock, database, log, events } = platform;

  events.on(invoicePaid, 'billing', { runs: 'unit' }, settlePaidInvoice);

  events.on(invoiceOpened, 'billing', { lane: 'gateway', runs: 'outside' }, async (invoice) => {
    const { gatewayInvoiceId, amountDueCents, payUrl } = invoice;
    // It may have been closed since, which may have been heard of first.
    if (await isOverAtGateway(invoice)) return;
    await database.atomically(async () => {
      const row = await findLocked(invoice);
      // The checkout pays the first invoice; this event may arrive after the payment.
      if (row.liveSlot === null || (await isSettled(row, gatewayInvoiceId))) return;
      await store.save(row, { dueInvoiceId: gatewayInvoiceId, dueCents: amountDueCents, dueUrl: payUrl });
    });
  });

  async function isOverAtGateway({
    gateway,
    customerId,
    gatewayInvoiceId,
  }: {
    gateway: string;
    customerId: string;
    gatewayInvoiceId: string;
  }): Promise<boolean> {
    const invoices = (await gateways.find(gateway)?.billing?.listInvoices(customerId)) ?? [];
    const there = invoices.find(({ id }) => id === gatewayInvoiceId);
    return there !== undefined && there.status !== 'OPEN';
  }

  events.on(invoiceClosed, 'billing', { runs: 'unit' }, async (invoice) => {
    const row = await findLocked(invoice);
    store.clearDue(row, invoice.gatewayInvoiceId);
    await store.save(row);
  });

  events.on(invoiceFailed, 'billing', { runs: 'unit' }, async (invoice) => {
    const row = await findLocked(invoice);
    // The refusal may arrive after the payment that followed it.
    if (await isSettled(row, invoice.gatewayInvoiceId)) return;
    store.markPastDue(row);
    await store.save(row);
  });

  async function findLocked({
    gateway,
    subscriptionId: gatewaySubscriptionId,
    reference,
  }: Pick<PaidInvoice, 'gateway' | 'subscriptionId' | 'reference'>): Promise<SubscriptionRow> {
    const row = await store.findAtGateway({ gateway, gatewaySubscriptionId, reference }, { lock: true });
    if (!row) throw new Error(`The gateway's subscription ${gatewaySubscriptionId} is not ours.`);
    return row;
  }

  const isSettled = async ({ id: subscriptionId }: SubscriptionRow, gatewayInvoiceId: string) =>
    (await models.periods.count({ where: { subscriptionId, gatewayInvoiceId } })) > 0;

  /** Joins the unit. However often and in whatever order events arrive, each invoice is earned and granted once. */
  function settlePaidInvoice(invoice: PaidInvoice): Promise<void> {
    return database.atomically(async () => {
      const row = await findLocked(invoice);
      if (await models.periods.findByPk(invoice.invoiceId)) return;
      const grant = await grantOf(row, invoice);
      await models.periods.create({
        invoiceId: invoice.invoiceId,
        subscriptionId: row.id,
        userId: row.userId,
        gatewayInvoiceId: invoice.gatewayInvoiceId,
        number: invoice.number,
        grantFor: grant.grantFor,
        plan: grant.terms.plan,
        periodStart: invoice.periodStart,
        periodEnd: invoice.periodEnd,
        amountCents: invoice.amountCents,
        extraCents: extraOf(invoice, grant),
        credits: grant.credits,
        grantedAt: clock.now(),
      });
      await continueSubscription(row, invoice, grant);
      await bookGrant(row, invoice, grant);
    });
  }

  async function grantOf(row: SubscriptionRow, invoice: PaidInvoice): Promise<Grant> {
    const terms = await store.termsOf(row.id);
    const granted = await models.periods.findAll({ where: { subscriptionId: row.id } });
    const nothing = (current: SubscriptionTerms): Grant => ({
      grantFor: invoice.invoiceId,
      terms: current,
      credits: 0,
    });
    if (STARTS_PERIOD.includes(invoice.reason)) {
      const agreed = terms.filter(({ status }) => status === 'AGREED');
      const current = findPaidTerms(agreed, invoice);
      const isGranted = granted.some(
        ({ grantFor, periodStart }) => grantFor === PERIOD && periodStart === invoice.periodStart,
      );
      if (isGranted) return nothing(current);
      const credits = current.creditsPerPeriod + (await takeUpgradesBilled(invoice, agreed, granted));
      return { grantFor: PERIOD, terms: current, credits };
    }
    // An upgrade may be paid before we know that the gateway made it.
    const upgrade = terms.findLast(
      (each) =>
        invoice.reason === 'CHANGED' &&
        isUngranted(each, granted) &&
        Math.abs(each.fromAt - invoice.periodStart) <= UPGRADE_KNOWN_WITHIN_MS,
    );
    if (!upgrade) return nothing(inForce(terms, clock.now()));
    return { grantFor: upgrade.id, terms: upgrade, credits: upgrade.upgradeCredits ?? 0 };
  }

  const isUngranted = ({ id, upgradeCredits }: SubscriptionTerms, granted: SubscriptionPeriod[]): boolean =>
    upgradeCredits !== null && granted.every(({ grantFor }) => grantFor !== id);

  /** Credits of the upgrades that were made at the gateway within earlier periods, and are billed with this one. */
  async function takeUpgradesBilled(
    { prorationCents, periodStart }: PaidInvoice,
    agreed: SubscriptionTerms[],
    granted: SubscriptionPeriod[],
  ): Promise<number> {
    if (prorationCents <= 0) return 0;
    const billed = agreed.filter((each) => each.fromAt < periodStart && isUngranted(each, granted));
    const credits = billed.reduce((sum, { upgradeCredits }) => sum + (upgradeCredits ?? 0), 0);
    for (const terms of billed) await terms.update({ upgradeCredits: null });
    return credits;
  }

  /**
   * The terms in force as the period starts. If more was paid than they cost, the gateway has other terms, and the money
   * decides; a customer with credit at the gateway pays less.
   */
  function findPaidTerms(agreed: SubscriptionTerms[], invoice: PaidInvoice): SubscriptionTerms {
    const current = inForce(agreed, invoice.periodStart);
    const { amountCents, periodStart, invoiceId, lineCents } = invoice;
    // A line of its own may be for more, which somebody has added at the gateway.
    if (amountCents <= current.priceCents || lineCents.includes(current.priceCents)) return current;
    const ids = { invoiceId, subscriptionId: current.subscriptionId, termsId: current.id };
    log.error('a period was paid for more than its terms cost', ids);
    const paid = agreed.findLast(
      ({ fromAt, priceCents }) =>
        fromAt <= periodStart && (priceCents === amountCents || lineCents.includes(priceCents)),
    );
    return paid ?? current;
  }

  /** What an invoice of a period brought beyond the plan, for lines that others have added. */
  function extraOf({ amountCents, lineCents }: PaidInvoice, { grantFor, terms }: Grant): number {
    const isBeside = grantFor === PERIOD && lineCents.length > 1 && lineCents.includes(terms.priceCents);
    return isBeside ? Math.max(0, amountCents - terms.priceCents) : 0;
  }

  async function continueSubscription(
    row: SubscriptionRow,
    invoice: PaidInvoice,
    { grantFor, terms }: Grant,
  ): Promise<void> {
    await store.reopen(row, invoice.subscriptionId);
    row.set({ gatewaySubscriptionId: invoice.subscriptionId, updatedAt: clock.now() });
    store.clearDue(row, invoice.gatewayInvoiceId);
    if (grantFor === PERIOD && invoice.periodStart >= (row.periodStart ?? 0)) {
      row.set({ periodStart: invoice.periodStart, periodEnd: invoice.periodEnd });
      if (row.status !== 'ENDED') row.set({ plan: terms.plan, termLength: terms.termLength });
    }
    await store.activate(row);
    await store.save(row);
    if (invoice.reason === 'RENEWED' && row.status === 'ACTIVE') {
      await events.emit(subscriptionRenewed, { ...store.factsOf(row), periodEnd: invoice.periodEnd });
    }
  }

  async function bookGrant(row: SubscriptionRow, invoice: PaidInvoice, { grantFor, terms, credits }: Grant) {
    const { invoiceId, amountCents, periodStart, periodEnd } = invoice;
    const days = await identity.daysOf(row.userId);
    const reason = `${planTitle(terms.plan)}, ${days.of(periodStart)} to ${days.of(periodEnd)}`;
    const subject = { type: 'subscription', id: row.id };
    const key = grantKey({ subscriptionId: row.id, grantFor, periodStart });
    await ledger.post([
      ...(credits > 0 ? [movement('GRANT', key, row.userId, credits, reason, subject)] : []),
      ...(amountCents > 0
        ? [
            {
              id: invoiceRevenueId(invoiceId),
              debit: `unallocated:${invoiceId}`,
              credit: 'revenue:subscriptions',
              amount: amountCents,
              unit: 'USD' as const,
              reason,
              subject: { type: 'invoice', id: invoiceId },
            },
          ]
        : []),
    ]);
    if (credits === 0) return;
    await events.emit(creditsGranted, { userId: row.userId, credits, reason });
    await payOwed(row.userId, credits);
  }
}
