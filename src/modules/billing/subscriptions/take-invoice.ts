/** Turns an invoice into revenue and credits, once; a refused one into a subscription that is overdue. */
import { Op } from 'sequelize';
import { dayOf } from '../../../platform/paper/paper';
import { invoiceClosed, invoiceFailed, invoiceOpened, invoicePaid } from '../../payments';
import { creditsGranted } from '../billing.events';
import { GRANT_FOR_PERIOD as PERIOD, grantKey, invoiceRevenueId, movement } from '../credit.rules';
import { type Life, NOTHING_DUE } from './life';
import { planTitle } from './plan.rules';
import type { SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { inForce } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import { subscriptionRenewed } from './subscriptions.events';

interface PaidInvoice {
  invoiceId: string;
  gatewayInvoiceId: string;
  subscriptionId: string;
  reference: string | null;
  number: string | null;
  amountCents: number;
  billingReason: string | null;
  periodStart: number;
  periodEnd: number;
}

/** What an invoice gives: the credits of a period, those of a step up, or none. */
interface Grant {
  grantFor: string;
  terms: SubscriptionTerms;
  credits: number;
}

/** Begins a period; any other invoice of a subscription is for a change within one. */
const BEGINS_PERIOD = ['subscription_create', 'subscription_cycle'];

export function createTakeInvoice(context: SubscriptionsContext, life: Life) {
  const { platform, ledger, models } = context;
  const { clock, database, log, outbox } = platform;

  outbox.on(invoicePaid, 'billing', { runs: 'unit' }, (invoice) => grantSubscriptionCredits(invoice));

  outbox.on(invoiceOpened, 'billing', { runs: 'unit' }, async (invoice) => {
    const { gatewayInvoiceId, subscriptionId, reference, amountDueCents, payUrl } = invoice;
    const row = await findLocked(subscriptionId, reference);
    // The first invoice is paid by the checkout; that any was opened may be heard after its payment.
    if (row.liveSlot === null || (await models.periods.findOne({ where: { gatewayInvoiceId } }))) return;
    await row.update({ dueInvoiceId: gatewayInvoiceId, dueCents: amountDueCents, dueUrl: payUrl });
  });

  outbox.on(
    invoiceClosed,
    'billing',
    { runs: 'unit' },
    async ({ gatewayInvoiceId, subscriptionId, reference }) => {
      const row = await findLocked(subscriptionId, reference);
      if (row.dueInvoiceId === gatewayInvoiceId) await row.update(NOTHING_DUE);
    },
  );

  outbox.on(
    invoiceFailed,
    'billing',
    { runs: 'unit' },
    async ({ gatewayInvoiceId, subscriptionId, reference }) => {
      const row = await findLocked(subscriptionId, reference);
      // The refusal may be heard after the payment that made it good.
      if (await models.periods.findOne({ where: { gatewayInvoiceId } })) return;
      life.fallBehind(row);
      await row.save();
    },
  );

  async function findLocked(
    gatewaySubscriptionId: string,
    reference: string | null,
  ): Promise<SubscriptionRow> {
    const row = await models.subscriptions.findOne({
      where: { [Op.or]: [{ gatewaySubscriptionId }, ...(reference ? [{ id: reference }] : [])] },
      lock: true,
    });
    if (!row) throw new Error(`The gateway's subscription ${gatewaySubscriptionId} is not ours.`);
    return row;
  }

  /**
   * Joins the unit. However often and in whatever order invoices are heard of: each is earned once, and each period and
   * each step up is granted once.
   */
  const grantSubscriptionCredits = (invoice: PaidInvoice): Promise<void> =>
    database.atomically(async () => {
      const row = await findLocked(invoice.subscriptionId, invoice.reference);
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
        credits: grant.credits,
        grantedAt: clock.now(),
      });
      await goOn(row, invoice, grant);
      await issue(row, invoice, grant);
    });

  async function grantOf(row: SubscriptionRow, invoice: PaidInvoice): Promise<Grant> {
    const terms = await life.termsOf(row.id);
    const granted = await models.periods.findAll({ where: { subscriptionId: row.id } });
    const nothing = (current: SubscriptionTerms) => ({
      grantFor: invoice.invoiceId,
      terms: current,
      credits: 0,
    });
    if (BEGINS_PERIOD.includes(invoice.billingReason ?? '')) {
      const current = findPaid(
        terms.filter(({ status }) => status === 'AGREED'),
        invoice,
      );
      const isKnown = granted.some(
        ({ grantFor, periodStart }) => grantFor === PERIOD && periodStart === invoice.periodStart,
      );
      return isKnown
        ? nothing(current)
        : { grantFor: PERIOD, terms: current, credits: current.creditsPerPeriod };
    }
    // An invoice for a step up may be paid before we hear that the step was made.
    const step = terms.findLast(
      ({ id, upgradeCredits }) => upgradeCredits !== null && granted.every(({ grantFor }) => grantFor !== id),
    );
    if (!step) return nothing(inForce(terms, clock.now()));
    return { grantFor: step.id, terms: step, credits: step.upgradeCredits ?? 0 };
  }

  /**
   * The terms in force as the period begins. Where more was paid than they cost, the gateway had other ones, and the
   * money decides; less is paid by whoever has credit there.
   */
  function findPaid(agreed: SubscriptionTerms[], invoice: PaidInvoice): SubscriptionTerms {
    const current = inForce(agreed, invoice.periodStart);
    const { amountCents, periodStart, invoiceId } = invoice;
    if (amountCents <= current.priceCents) return current;
    const ids = { invoiceId, subscriptionId: current.subscriptionId, termsId: current.id };
    log.error('a period was paid for more than its terms cost', ids);
    const paid = agreed.findLast(
      ({ fromAt, priceCents }) => fromAt <= periodStart && priceCents === amountCents,
    );
    return paid ?? current;
  }

  async function goOn(row: SubscriptionRow, invoice: PaidInvoice, { grantFor, terms }: Grant): Promise<void> {
    await life.takeUp(row, invoice.subscriptionId);
    row.set({ gatewaySubscriptionId: invoice.subscriptionId, updatedAt: clock.now() });
    if (row.dueInvoiceId === invoice.gatewayInvoiceId) row.set(NOTHING_DUE);
    if (grantFor === PERIOD && invoice.periodStart >= (row.periodStart ?? 0)) {
      row.set({ periodStart: invoice.periodStart, periodEnd: invoice.periodEnd });
      if (row.status !== 'ENDED') row.set({ plan: terms.plan, termLength: terms.termLength });
    }
    await life.goOn(row);
    await row.save();
    if (invoice.billingReason === 'subscription_cycle' && row.status === 'ACTIVE') {
      await outbox.emit(subscriptionRenewed, { ...life.factsOf(row), periodEnd: invoice.periodEnd });
    }
  }

  async function issue(row: SubscriptionRow, invoice: PaidInvoice, { grantFor, terms, credits }: Grant) {
    const { invoiceId, amountCents, periodStart, periodEnd } = invoice;
    const reason = `${planTitle(terms.plan)}, ${dayOf(periodStart)} to ${dayOf(periodEnd)}`;
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
    if (credits > 0) await outbox.emit(creditsGranted, { userId: row.userId, credits, reason });
  }

  return { grantSubscriptionCredits };
}
