/** Reads Stripe's objects into the words of the ports; throws where one is of another shape. */
import { SECOND_MS } from '../../../platform/kernel/clock';
import { redactText } from '../../../platform/kernel/redact';
import type {
  GatewayCheckout,
  GatewayCustomer,
  GatewayInvoice,
  GatewaySetup,
  GatewaySubscription,
  SavedMethod,
} from '../billing-gateway';
import type { IdentitySessionAsked } from '../identity-gateway';
import type { GatewayDispute, GatewayPayment, GatewayRefund } from '../payment-gateway';
import type { GatewayAccount, GatewayTransfer, OnboardingLink } from '../payout-gateway';
import {
  StripeAccount,
  StripeAccountLink,
  StripeCheckout,
  StripeCustomer,
  StripeDispute,
  StripeIdentitySession,
  StripeIntent,
  StripeInvoice,
  StripeMethod,
  StripeRefund,
  StripeSetupIntent,
  StripeSubscription,
  StripeTransfer,
} from './stripe-shapes';

const PAYMENT_STATUS: Record<StripeIntent['status'], GatewayPayment['status']> = {
  requires_payment_method: 'STARTED',
  requires_confirmation: 'STARTED',
  requires_action: 'STARTED',
  requires_capture: 'STARTED',
  processing: 'PROCESSING',
  succeeded: 'SUCCEEDED',
  canceled: 'CANCELLED',
};

/** Our ids are UUIDs; another application at the same account may call what is its own by the same name. */
const OURS = /^(stray:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(:\d+)?$/;

const referenceIn = (said: string | undefined): string | null =>
  said !== undefined && OURS.test(said) ? said : null;

const pageOf = ({ next_action: asks }: StripeIntent): string | null =>
  asks?.redirect_to_url?.url ?? asks?.verify_with_microdeposits?.hosted_verification_url ?? null;

export function toPayment(object: unknown): GatewayPayment {
  const intent = StripeIntent.parse(object);
  const {
    id,
    amount,
    amount_received: receivedCents,
    currency,
    metadata,
    last_payment_error: error,
  } = intent;
  return {
    id,
    reference: referenceIn(metadata.paymentId),
    amountCents: amount,
    receivedCents,
    currency,
    // After a refused attempt Stripe asks for another method of payment; for us this payment has failed.
    status: intent.status === 'requires_payment_method' && error ? 'FAILED' : PAYMENT_STATUS[intent.status],
    failure: error
      ? {
          code: error.decline_code ?? error.code ?? 'failed',
          message: redactText(error.message ?? 'The payment was refused.'),
        }
      : null,
    authenticationUrl: intent.status === 'requires_action' ? pageOf(intent) : null,
    customerId: intent.customer ?? null,
    invoiceId: null,
  };
}

const REFUND_STATUS: Record<StripeRefund['status'], GatewayRefund['status']> = {
  pending: 'PENDING',
  requires_action: 'PENDING',
  succeeded: 'SUCCEEDED',
  failed: 'FAILED',
  canceled: 'FAILED',
};

export function toRefund(object: unknown): GatewayRefund {
  const { id, amount, currency, status, ...refund } = StripeRefund.parse(object);
  return {
    ...{ id, amountCents: amount, currency },
    reference: referenceIn(refund.metadata.refundAttempt),
    paymentId: refund.payment_intent ?? null,
    status: REFUND_STATUS[status],
    failureReason: REFUND_STATUS[status] === 'FAILED' ? (refund.failure_reason ?? status) : null,
  };
}

const DISPUTE_STATUS: Partial<Record<StripeDispute['status'], GatewayDispute['status']>> = {
  won: 'WON',
  prevented: 'WON',
  warning_closed: 'WON',
  lost: 'LOST',
};

export function toDispute(object: unknown): GatewayDispute {
  const { id, amount, currency, reason, ...dispute } = StripeDispute.parse(object);
  return {
    ...{ id, amountCents: amount, currency, reason },
    paymentId: dispute.payment_intent ?? null,
    status: DISPUTE_STATUS[dispute.status] ?? 'OPEN',
    isInquiry: dispute.status.startsWith('warning_'),
    isAnswered: dispute.status.endsWith('under_review')
      ? true
      : dispute.status.endsWith('needs_response')
        ? false
        : null,
    evidenceDueAt: dispute.evidence_details?.due_by ? dispute.evidence_details.due_by * SECOND_MS : null,
    openedAt: dispute.created * SECOND_MS,
  };
}

const SESSION_STATUS: Record<StripeIdentitySession['status'], IdentitySessionAsked['status']> = {
  requires_input: 'OPEN',
  processing: 'PROCESSING',
  verified: 'VERIFIED',
  canceled: 'CANCELED',
};

export function toIdentitySession(object: unknown): IdentitySessionAsked {
  const session = StripeIdentitySession.parse(object);
  const { first_name: first, last_name: last } = session.verified_outputs ?? {};
  return {
    id: session.id,
    reference: referenceIn(session.metadata.verificationId),
    status: SESSION_STATUS[session.status],
    errorCode: session.last_error?.code ?? null,
    pageUrl: session.url ?? null,
    name: first || last ? { first: first ?? '', last: last ?? '' } : null,
  };
}

export function toAccount(object: unknown): GatewayAccount {
  const account = StripeAccount.parse(object);
  return {
    id: account.id,
    detailsSubmitted: account.details_submitted,
    payoutsEnabled: account.payouts_enabled,
    destinations: account.external_accounts?.data ?? [],
  };
}

export function toOnboardingLink(object: unknown): OnboardingLink {
  const { url, expires_at } = StripeAccountLink.parse(object);
  return { url, expiresAt: expires_at * SECOND_MS };
}

export function toTransfer(object: unknown): GatewayTransfer {
  const { id, amount, currency, ...transfer } = StripeTransfer.parse(object);
  return {
    ...{ id, amountCents: amount, currency },
    reference: referenceIn(transfer.metadata.payoutAttempt),
    reversedCents: transfer.amount_reversed,
    isReversed: transfer.reversed,
    accountId: transfer.destination ?? null,
    sentAt: transfer.created * SECOND_MS,
  };
}

export function toCustomer(object: unknown): GatewayCustomer {
  const { id, metadata, email } = StripeCustomer.parse(object);
  return { id, reference: metadata.reference ?? null, email: email ?? null };
}

export function toSetup(object: unknown): GatewaySetup {
  const { id, client_secret, customer } = StripeSetupIntent.parse(object);
  return { id, clientSecret: client_secret ?? null, customerId: customer ?? null };
}

export function toSavedMethod(object: unknown): SavedMethod {
  const { id, customer, card, us_bank_account: bank } = StripeMethod.parse(object);
  return {
    id,
    method: card ? 'CARD' : bank ? 'BANK_DEBIT' : null,
    customerId: customer ?? null,
    brand: card?.brand ?? null,
    bankName: bank?.bank_name ?? null,
    last4: card?.last4 ?? bank?.last4 ?? null,
    expires: card ? { month: card.exp_month, year: card.exp_year } : null,
  };
}

const CHECKOUT_STATUS = { open: 'OPEN', complete: 'COMPLETE', expired: 'EXPIRED' } as const;

export function toCheckout(object: unknown): GatewayCheckout {
  const session = StripeCheckout.parse(object);
  return {
    id: session.id,
    status: CHECKOUT_STATUS[session.status ?? 'open'],
    url: session.url ?? null,
    customerId: session.customer ?? null,
    subscriptionId: session.subscription ?? null,
    reference: session.client_reference_id ?? null,
  };
}

const SUBSCRIPTION_STATUS: Record<StripeSubscription['status'], GatewaySubscription['status']> = {
  incomplete: 'INCOMPLETE',
  incomplete_expired: 'ENDED',
  trialing: 'ACTIVE',
  active: 'ACTIVE',
  past_due: 'PAST_DUE',
  unpaid: 'PAST_DUE',
  paused: 'PAUSED',
  canceled: 'ENDED',
};

/** Our prices have a lookup key; one that was made by hand, and named by its id, may have none. */
export const planItemOf = ({ items }: StripeSubscription) =>
  items.data.find(({ price }) => /_(month|year)_\d+$/.test(price.lookup_key ?? '')) ?? items.data[0];

export const endsWithPeriod = (subscription: StripeSubscription): boolean =>
  subscription.cancel_at_period_end ||
  (subscription.cancel_at ?? Infinity) <= planItemOf(subscription).current_period_end;

export function toSubscription(object: unknown): GatewaySubscription {
  const subscription = StripeSubscription.parse(object);
  const item = planItemOf(subscription);
  const { price } = item;
  return {
    id: subscription.id,
    status: SUBSCRIPTION_STATUS[subscription.status],
    customerId: subscription.customer,
    reference: subscription.metadata.reference ?? null,
    price: {
      id: price.id,
      lookupKey: price.lookup_key ?? null,
      amountCents: price.unit_amount ?? null,
    },
    periodStart: item.current_period_start * SECOND_MS,
    periodEnd: item.current_period_end * SECOND_MS,
    endsWithPeriod: endsWithPeriod(subscription),
    isCollectionPaused: Boolean(subscription.pause_collection),
    endedAt: toInstant(subscription.ended_at),
    latestInvoiceId: subscription.latest_invoice ?? null,
    paymentMethodId: subscription.default_payment_method ?? null,
  };
}

const INVOICE_STATUS = {
  draft: 'DRAFT',
  open: 'OPEN',
  paid: 'PAID',
  uncollectible: 'UNCOLLECTIBLE',
  void: 'VOID',
} as const;

const INVOICE_REASON: Record<string, GatewayInvoice['reason']> = {
  subscription_create: 'SUBSCRIBED',
  subscription_cycle: 'RENEWED',
  subscription_update: 'CHANGED',
};

export function toInvoice(object: unknown): GatewayInvoice {
  const invoice = StripeInvoice.parse(object);
  const of = invoice.parent?.subscription_details;
  const paidElsewhereCents = invoice.amount_paid_off_stripe ?? 0;
  return {
    id: invoice.id,
    status: invoice.status ? INVOICE_STATUS[invoice.status] : null,
    customerId: invoice.customer ?? null,
    subscriptionId: of?.subscription ?? null,
    reference: of?.metadata?.reference ?? null,
    currency: invoice.currency,
    dueCents: invoice.amount_due,
    paidCents: Math.max(0, invoice.amount_paid - paidElsewhereCents),
    paidElsewhereCents,
    number: invoice.number ?? null,
    payUrl: invoice.hosted_invoice_url ?? null,
    reason: INVOICE_REASON[invoice.billing_reason ?? ''] ?? null,
    attempts: invoice.attempt_count,
    nextAttemptAt: toInstant(invoice.next_payment_attempt),
    lineCents: invoice.lines.data.map(({ amount }) => amount),
    prorationCents: prorationOf(invoice),
    ...latestPeriodOf(invoice),
    createdAt: invoice.created * SECOND_MS,
  };
}

/** What the lines come to that are for changes within a period that had begun. */
const prorationOf = ({ lines }: StripeInvoice): number =>
  lines.data
    .filter(
      ({ parent }) => parent?.subscription_item_details?.proration ?? parent?.invoice_item_details?.proration,
    )
    .reduce((sum, { amount }) => sum + amount, 0);

/** A line below zero gives back what is left of an earlier period. */
function latestPeriodOf({ lines, created }: StripeInvoice): { periodStart: number; periodEnd: number } {
  const periods = lines.data.filter(({ amount }) => amount >= 0).map(({ period }) => period);
  const [latest] = periods.toSorted((one, other) => other.end - one.end || other.start - one.start);
  return {
    periodStart: (latest?.start ?? created) * SECOND_MS,
    periodEnd: (latest?.end ?? created) * SECOND_MS,
  };
}

const toInstant = (seconds: number | null | undefined): number | null =>
  seconds === null || seconds === undefined ? null : seconds * SECOND_MS;
