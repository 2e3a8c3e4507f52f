/** What each kind of Stripe's events means here; one that is not in the table changes nothing. */
import { z } from 'zod';
import { redactText } from '../../../platform/kernel/redact';
import { ForeignEvent, type GatewayEvent, type GatewayNews, UnreadableEvent } from '../gateway-news';
import { badSignature } from '../gateway.problems';
import {
  toAccount,
  toCheckout,
  toDispute,
  toIdentitySession,
  toInvoice,
  toPayment,
  toRefund,
  toSubscription,
  toTransfer,
} from './from-stripe';
import { StripeCharge, StripeEvent, StripePayout } from './stripe-shapes';

type Read = (event: StripeEvent) => GatewayNews;

const payment: Read = ({ data }) => ({ kind: 'payment.changed', about: toPayment(data.object) });
const refund: Read = ({ data }) => ({ kind: 'refund.changed', about: toRefund(data.object) });
const transfer: Read = ({ data }) => ({ kind: 'transfer.changed', about: toTransfer(data.object) });
const account: Read = ({ data }) => ({ kind: 'account.changed', about: toAccount(data.object) });
const checkout: Read = ({ data }) => ({ kind: 'checkout.completed', about: toCheckout(data.object) });
const subscription: Read = ({ data }) => ({
  kind: 'subscription.changed',
  about: toSubscription(data.object),
});

const identity: Read = ({ data }) => {
  const { id, reference, status, errorCode } = toIdentitySession(data.object);
  return { kind: 'identity.changed', about: { id, reference, status, errorCode } };
};

const invoice =
  (kind: 'invoice.opened' | 'invoice.closed' | 'invoice.paid' | 'invoice.failed'): Read =>
  ({ data }) => ({ kind, about: toInvoice(data.object) });

const dispute =
  (money: 'WITHDRAWN' | 'REINSTATED' | null = null): Read =>
  ({ data }) => ({ kind: 'dispute.changed', about: { ...toDispute(data.object), money } });

const chargeRefunded: Read = ({ data }) => {
  const { amount_refunded: refundedCents, payment_intent: paymentId } = StripeCharge.parse(data.object);
  return { kind: 'payment.refunded', about: { paymentId: paymentId ?? null, refundedCents } };
};

const payoutFailed: Read = (event) => {
  const { failure_code: code, failure_message: message } = StripePayout.parse(event.data.object);
  const reason = redactText(message ?? code ?? 'The bank refused the money.');
  return { kind: 'bank_payout.failed', about: { accountId: placesOf(event)[0] ?? null, reason } };
};

/** The accounts at which an event says to have happened: none where that is ours. */
const placesOf = ({ account: of, context }: StripeEvent): string[] => [
  ...new Set([of, context?.split('/').at(-1)].flatMap((each) => each || [])),
];

const READ: Record<string, Read> = {
  'payment_intent.requires_action': payment,
  'payment_intent.processing': payment,
  'payment_intent.succeeded': payment,
  'payment_intent.payment_failed': payment,
  'payment_intent.canceled': payment,
  'charge.refunded': chargeRefunded,
  'refund.created': refund,
  'refund.updated': refund,
  'refund.failed': refund,
  'customer.subscription.created': subscription,
  'customer.subscription.updated': subscription,
  'customer.subscription.deleted': subscription,
  'invoice.finalized': invoice('invoice.opened'),
  'invoice.voided': invoice('invoice.closed'),
  'invoice.marked_uncollectible': invoice('invoice.closed'),
  'invoice.paid': invoice('invoice.paid'),
  'invoice.payment_succeeded': invoice('invoice.paid'),
  'invoice.payment_failed': invoice('invoice.failed'),
  'checkout.session.completed': checkout,
  'charge.dispute.created': dispute(),
  'charge.dispute.updated': dispute(),
  'charge.dispute.closed': dispute(),
  'charge.dispute.funds_withdrawn': dispute('WITHDRAWN'),
  'charge.dispute.funds_reinstated': dispute('REINSTATED'),
  'account.updated': account,
  'transfer.created': transfer,
  'transfer.reversed': transfer,
  'payout.failed': payoutFailed,
  'identity.verification_session.processing': identity,
  'identity.verification_session.verified': identity,
  'identity.verification_session.requires_input': identity,
  'identity.verification_session.canceled': identity,
};

/**
 * Kinds that happen at the accounts of those whom we pay, and whose account each is about: what it says of another one
 * than it happened at is not to be believed. All others are our own account's.
 */
const AT_CONNECTED_ACCOUNT: Record<string, ((event: StripeEvent) => unknown) | undefined> = {
  'account.updated': ({ data }) => data.object.id,
  'payout.failed': (event) => placesOf(event)[0],
};

/** The release with which invoices and subscriptions got the shapes that are read here. */
const OLDEST_VERSION_READ = '2025-03-31';

function demandOurs(event: StripeEvent, isLive: boolean): void {
  const { type, livemode } = event;
  const about = AT_CONNECTED_ACCOUNT[type]?.(event);
  for (const place of placesOf(event))
    if (place !== about) throw new ForeignEvent(`It happened at the account ${place}, which is not ours.`);
  if (typeof livemode === 'boolean' && livemode !== isLive)
    throw new ForeignEvent(`It is of the ${livemode ? 'live' : 'test'} world, and we are not.`);
}

/** What an earlier release has kept may be less than this one asks for. @throws UnreadableEvent */
function readEnvelope(payload: string): StripeEvent {
  try {
    return StripeEvent.parse(JSON.parse(payload));
  } catch (error) {
    throw new UnreadableEvent(error instanceof z.ZodError ? fieldsAtFault(error) : 'it is not JSON');
  }
}

const fieldsAtFault = ({ issues }: z.ZodError): string => issues.map(({ path }) => path.join('.')).join(', ');

/** Null for a kind that is not in the table. @throws ForeignEvent, UnreadableEvent */
export function readStripeEvent(payload: string, { isLive }: { isLive: boolean }): GatewayNews | null {
  const event = readEnvelope(payload);
  demandOurs(event, isLive);
  if (READ[event.type] && event.api_version && event.api_version < OLDEST_VERSION_READ)
    throw new UnreadableEvent(
      `it is in the shapes of ${event.api_version}; set the webhook endpoint to a later version`,
    );
  try {
    return READ[event.type]?.(event) ?? null;
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    throw new UnreadableEvent(fieldsAtFault(error));
  }
}

/** Of a check of papers nothing is kept but how it stands: no name, no number, no page that opens it. */
function withoutPapers(event: StripeEvent): StripeEvent {
  const { id, object, status, last_error, metadata } = event.data.object;
  const code = (last_error as { code?: unknown } | null | undefined)?.code ?? null;
  return { ...event, data: { object: { id, object, status, last_error: { code }, metadata } } };
}

const isOfPapers = ({ type }: StripeEvent): boolean => type.startsWith('identity.');

export function toEvent(event: StripeEvent, payload = JSON.stringify(event)): GatewayEvent {
  const { id } = event.data.object;
  return {
    ...{ id: event.id, type: event.type, objectId: typeof id === 'string' ? id : null },
    payload: isOfPapers(event) ? JSON.stringify(withoutPapers(event)) : payload,
  };
}

/** The event in a body whose signature was found good. @throws bad_signature */
export function parseEvent(rawBody: Buffer): GatewayEvent {
  const payload = rawBody.toString();
  try {
    return toEvent(StripeEvent.parse(JSON.parse(payload)), payload);
  } catch {
    throw badSignature('The signature fits, but the body is not an event.');
  }
}
