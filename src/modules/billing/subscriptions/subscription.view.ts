/** Plans, subscriptions, invoices and saved payment methods as the subscriber sees them. */
import { iso } from '../../../platform/kernel/clock';
import { mapWholePage, type Page } from '../../../platform/kernel/page';
import { refuseUnreadable } from '../../../platform/kernel/unreadable';
import type { PaymentMethodView } from './payment-methods.schema';
import { PLANS, planTitle, type Plans } from './plan.rules';
import type { SubscriberFile, SubscriptionFile } from './read-subscriptions';
import type { AcceptedMethod } from './save-payment-methods';
import type { SubscriptionPeriod } from './subscription.model';
import { graceEnd, inForce } from './subscription.rules';
import type { SubscriptionsContext } from './subscriptions.context';
import type { AdminSubscriptionView, InvoiceView, PlanView, SubscriptionView } from './subscriptions.schema';

export type SubscriptionPresenter = ReturnType<typeof createSubscriptionPresenter>;

export const createSubscriptionPresenter = ({ platform: { clock } }: SubscriptionsContext) => ({
  plans: presentPlans,
  subscription: (file: SubscriptionFile): SubscriptionView => presentSubscription(file, clock.now()),
  adminSubscription: ({ user, ...file }: SubscriberFile): AdminSubscriptionView => {
    const { checkoutUrl: _checkoutUrl, due: _due, ...shown } = presentSubscription(file, clock.now());
    const { gateway, dueCents } = file.subscription;
    return { ...shown, user, gateway, dueCents };
  },
  invoices: (page: Page<SubscriptionPeriod>): Page<InvoiceView> => mapWholePage(page, presentInvoice),
  invoice: (period: SubscriptionPeriod): InvoiceView => presentInvoice(period),
});

const presentPlans = (plans: Plans): PlanView[] =>
  PLANS.map((plan) => ({
    plan,
    title: planTitle(plan),
    creditsPerMonth: plans[plan].creditsPerMonth,
    monthlyCents: plans[plan].monthlyCents,
    yearlyCents: plans[plan].yearlyCents,
    limitFactor: plans[plan].limitFactor,
  }));

function presentSubscription({ subscription: row, terms }: SubscriptionFile, now: number): SubscriptionView {
  for (const each of [row, ...terms]) refuseUnreadable(each);
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
    collectionPaused: row.collectionPaused,
    next: next ? { plan: next.plan, interval: next.termLength, from: iso(next.fromAt) } : null,
    graceEndsAt: row.pastDueSince === null ? null : iso(graceEnd(row.pastDueSince)),
    paymentMethodId: row.paymentMethodId,
    due: row.dueCents === null ? null : { amountCents: row.dueCents, payUrl: row.dueUrl },
    endReason: row.endReason,
    createdAt: iso(row.createdAt),
    endedAt: iso(row.endedAt),
  };
}

const presentInvoice = (row: SubscriptionPeriod): InvoiceView => ({
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

export const presentMethod = (saved: AcceptedMethod): PaymentMethodView => ({
  id: saved.id,
  method: saved.method,
  brand: saved.brand,
  bankName: saved.bankName,
  last4: saved.last4,
  expires: saved.expires,
  paysSubscription: saved.paysSubscription,
});
