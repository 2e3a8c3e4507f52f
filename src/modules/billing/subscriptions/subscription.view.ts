/** Plans, subscriptions and invoices as their holder sees them. */
import { iso } from '../../../platform/kernel/clock';
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
