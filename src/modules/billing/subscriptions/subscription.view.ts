/** Plans, subscriptions, invoices and saved payment methods as their holder sees them. */
import { iso } from '../../../platform/kernel/clock';
import type { SavedMethod } from '../../payments';
import type { PaymentMethodView } from './payment-methods.schema';
import { PLANS, planTitle, type Plans } from './plan.rules';
import type { SubscriptionPeriod, SubscriptionRow, SubscriptionTerms } from './subscription.model';
import { graceEnd, inForce } from './subscription.rules';
import type { InvoiceView, PlanView, SubscriptionView } from './subscriptions.schema';

export const presentPlans = (plans: Plans): PlanView[] =>
  PLANS.map((plan) => ({
    plan,
    title: planTitle(plan),
    creditsPerMonth: plans[plan].creditsPerMonth,
    monthlyCents: plans[plan].monthlyCents,
    yearlyCents: plans[plan].yearlyCents,
    limitFactor: plans[plan].limitFactor,
  }));

/** `terms`: those agreed, in the order in which they begin. */
export function presentSubscription(
  row: SubscriptionRow,
  terms: SubscriptionTerms[],
  now: number,
): SubscriptionView {
  const current = inForce(terms, now);
  const next = row.endsWithPeriod || row.status === 'ENDED' ? null : terms.find(({ fromAt }) => fromAt > now);
  return {
    id: row.id,
    status: row.status,
    plan: current.plan,
    interval: current.termLength,
    priceCents: current.priceCents,
    creditsPerPeriod: current.creditsPerPeriod,
    checkoutUrl: row.status === 'AWAITING_PAYMENT' ? row.checkoutUrl : null,
    periodStart: iso(row.periodStart),
    periodEnd: iso(row.periodEnd),
    endsWithPeriod: row.endsWithPeriod,
    next: next ? { plan: next.plan, interval: next.termLength, from: iso(next.fromAt) } : null,
    graceEndsAt: row.pastDueSince === null ? null : iso(graceEnd(row.pastDueSince)),
    paymentMethodId: row.paymentMethodId,
    due: row.dueCents === null ? null : { amountCents: row.dueCents, payUrl: row.dueUrl },
    endReason: row.endReason,
    createdAt: iso(row.createdAt),
    endedAt: iso(row.endedAt),
  };
}

export const presentInvoice = (row: SubscriptionPeriod): InvoiceView => ({
  id: row.invoiceId,
  number: row.number,
  subscriptionId: row.subscriptionId,
  plan: row.plan,
  amountCents: row.amountCents,
  credits: row.credits,
  periodStart: iso(row.periodStart),
  periodEnd: iso(row.periodEnd),
  paidAt: iso(row.grantedAt),
});

/** Null for a kind that is not taken here. `paying`: the one that pays the subscription. */
export function presentMethod(method: SavedMethod, paying: string | null): PaymentMethodView | null {
  const { id, card, us_bank_account: bank } = method;
  if (!card && !bank) return null;
  return {
    id,
    method: card ? 'CARD' : 'BANK_DEBIT',
    brand: card?.brand ?? null,
    bankName: bank?.bank_name ?? null,
    last4: card?.last4 ?? bank?.last4 ?? null,
    expires: card ? { month: card.exp_month, year: card.exp_year } : null,
    paysSubscription: id === paying,
  };
}
