/** What each event of the gateway does here; one whose type is not in the table changes nothing and is ignored. */
import type { z } from 'zod';
import { CheckoutSession, Invoice, Subscription } from '../billing-gateway';
import { ConnectAccount, GatewayPayout, GatewayTransfer } from '../connect-gateway';
import {
  GatewayCharge,
  GatewayDispute,
  type GatewayEvent,
  GatewayRefund,
  type PaymentGateway,
  PaymentIntent,
} from '../gateway';
import type { RecordDispute } from './record-dispute';
import type { RecordIntent, Verdict } from './record-intent';
import type { RecordPayout } from './record-payout';
import type { RecordRefund } from './record-refund';
import type { RecordSubscription } from './record-subscription';

/** In a unit; the same event may come again, and before those that led to it. */
export type EventEffect = (gateway: PaymentGateway['name'], event: GatewayEvent) => Promise<Verdict>;
export type EventEffects = Record<string, EventEffect>;

interface Recorders {
  recordIntent: RecordIntent;
  recordRefund: RecordRefund;
  recordSubscription: RecordSubscription;
  recordDispute: RecordDispute;
  recordPayout: RecordPayout;
}

export function createEventEffects({
  recordIntent,
  recordRefund,
  recordSubscription,
  recordDispute,
  recordPayout,
}: Recorders): EventEffects {
  const intent = bearing(PaymentIntent, recordIntent);
  const refund = bearing(GatewayRefund, recordRefund.record);
  const subscription = bearing(Subscription, recordSubscription.changed);
  const dispute = bearing(GatewayDispute, recordDispute);
  return {
    'payment_intent.requires_action': intent,
    'payment_intent.processing': intent,
    'payment_intent.succeeded': intent,
    'payment_intent.payment_failed': intent,
    'payment_intent.canceled': intent,
    'charge.refunded': bearing(GatewayCharge, recordRefund.chargeRefunded),
    'refund.created': refund,
    'refund.updated': refund,
    'refund.failed': refund,
    'customer.subscription.created': subscription,
    'customer.subscription.updated': subscription,
    'customer.subscription.deleted': subscription,
    'invoice.finalized': bearing(Invoice, recordSubscription.opened),
    'invoice.voided': bearing(Invoice, recordSubscription.closed),
    'invoice.marked_uncollectible': bearing(Invoice, recordSubscription.closed),
    'invoice.paid': bearing(Invoice, recordSubscription.paid),
    'invoice.payment_succeeded': bearing(Invoice, recordSubscription.paid),
    'invoice.payment_failed': bearing(Invoice, recordSubscription.failed),
    'checkout.session.completed': bearing(CheckoutSession, recordSubscription.checkedOut),
    'charge.dispute.created': dispute,
    'charge.dispute.updated': dispute,
    'charge.dispute.closed': dispute,
    'charge.dispute.funds_withdrawn': dispute,
    'charge.dispute.funds_reinstated': dispute,
    'account.updated': bearing(ConnectAccount, recordPayout.account),
    'transfer.created': bearing(GatewayTransfer, recordPayout.transfer),
    'transfer.reversed': bearing(GatewayTransfer, recordPayout.transfer),
    'payout.failed': bearing(GatewayPayout, recordPayout.bankRefused),
  };
}

/** Reads the object that the event bears; one of another shape is parked, for a person to see. */
function bearing<Thing>(
  shape: z.ZodType<Thing>,
  record: (gateway: PaymentGateway['name'], thing: Thing, event: GatewayEvent) => Promise<Verdict>,
): EventEffect {
  return async (gateway, event) => {
    const parsed = shape.safeParse(event.data.object);
    if (parsed.success) return record(gateway, parsed.data, event);
    const fields = parsed.error.issues.map(({ path }) => path.join('.')).join(', ');
    return { outcome: 'PARKED', reason: `The object of the event is not as expected: ${fields}.` };
  };
}
