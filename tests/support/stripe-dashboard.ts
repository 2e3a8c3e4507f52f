/**
 * What other hands than ours do at the stand-in of Stripe: staff in its dashboard, customers in its portal. Each tells of
 * what it did as Stripe would; an amount in cents.
 */
import type { StripeInvoices } from './stripe-invoices';
import type { StripePayments } from './stripe-payments';
import type { Change, StripeSubscriptions } from './stripe-subscriptions';
import { type StripeObject, StripeRefusal, type StripeWorld } from './stripe-world';

interface Parts {
  payments: StripePayments;
  subscriptions: StripeSubscriptions;
}

export function createStripeDashboard(world: StripeWorld, { payments, subscriptions }: Parts) {
  const change = (object: StripeObject, changes: Record<string, unknown>) =>
    world.change(object, changes, 'customer.subscription.updated');
  const invoices: StripeInvoices = subscriptions.invoices;

  return {
    /** The latest payment with this metadata of ours, or of this customer. */
    paymentOf(about: { paymentId?: string; customer?: string }): StripeObject {
      const found = world
        .all('payment_intent')
        .findLast(({ metadata, customer }) =>
          about.paymentId ? metadata.paymentId === about.paymentId : customer === about.customer,
        );
      if (!found) throw new Error('The stand-in has no such payment.');
      return found;
    },

    /** All that is left of it, unless told otherwise. */
    refund(intent: StripeObject, amount?: number): StripeObject {
      const charge = world.get(String(intent.latest_charge));
      const left = Number(intent.amount_received) - Number(charge.amount_refunded);
      return payments.refund(
        new Map([
          ['payment_intent', intent.id],
          ['amount', String(amount ?? left)],
        ]),
      );
    },

    /** A refund that was made did not reach the payer. */
    failRefund(refund: StripeObject): void {
      payments.failRefund(refund);
    },

    cancelSubscription: (subscription: StripeObject): void => subscriptions.finish(subscription),

    /** A further line beside the plan, billed with the next invoice. */
    addItem(subscription: StripeObject, amount: number, quantity = 1): void {
      subscriptions.addItem(subscription, amount, quantity);
    },

    /** Another price, or several of it. */
    changeItem: (subscription: StripeObject, change: Change): void =>
      subscriptions.changeTo(subscription, change),

    /** Off every invoice from now on. */
    applyCoupon(subscription: StripeObject, percentOff: number): void {
      const coupon = world.make('co', 'coupon', new Map(), { percent_off: percentOff, duration: 'forever' });
      const discount = world.make('di', 'discount', new Map(), {
        ...{ source: { type: 'coupon', coupon: coupon.id }, subscription: subscription.id },
      });
      change(subscription, { discounts: [discount.id] });
    },

    pauseCollection(
      subscription: StripeObject,
      behavior: 'void' | 'keep_as_draft' | 'mark_uncollectible',
    ): void {
      change(subscription, { pause_collection: { behavior, resumes_at: null } });
    },
    resumeCollection(subscription: StripeObject): void {
      change(subscription, { pause_collection: null });
    },

    markPaidElsewhere: (invoice: StripeObject): void => invoices.payElsewhere(invoice),
    voidInvoice: (invoice: StripeObject): void => invoices.close(invoice, 'void'),
    markUncollectible: (invoice: StripeObject): void => invoices.close(invoice, 'uncollectible'),

    /** Wholly, or a part of it. */
    reverseTransfer(transfer: StripeObject, amount = Number(transfer.amount)): void {
      const amount_reversed = Number(transfer.amount_reversed) + amount;
      const reversed = amount_reversed === Number(transfer.amount);
      world.change(transfer, { reversed, amount_reversed }, 'transfer.reversed');
    },

    /** The bank of the payer takes so much of it back. */
    openDispute: (intent: StripeObject, amount: number): StripeObject => payments.openDispute(intent, amount),
    decideDispute: (dispute: StripeObject, outcome: 'WON' | 'LOST'): void =>
      payments.decideDispute(dispute, outcome),
    answerDispute(dispute: StripeObject): void {
      world.change(dispute, { status: 'under_review' }, 'charge.dispute.updated');
    },
    /** The platform does not contest it: the bank keeps the money. */
    acceptDispute(dispute: StripeObject): void {
      world.change(dispute, { status: 'lost' }, 'charge.dispute.closed');
    },

    /** Of somebody who is paid. */
    pausePayouts(account: StripeObject, paused = true): void {
      world.change(account, { payouts_enabled: !paused }, 'account.updated');
    },
  };
}

/** What a customer does in the portal. A plan is named by its price there. */
export function createStripePortal(world: StripeWorld, { subscriptions }: Parts) {
  return {
    changePlan(subscription: StripeObject, price: StripeObject, bills: Change['bills'] = 'NOW'): void {
      subscriptions.changeTo(subscription, { price, bills });
    },
    /** The portal names the end of the period, where the interface of ours sets a flag. */
    cancel(subscription: StripeObject): void {
      const [{ current_period_end: cancel_at } = { current_period_end: 0 }] = (
        subscription.items as { data: { current_period_end: number }[] }
      ).data;
      const changes = { cancel_at, canceled_at: world.seconds() };
      world.change(subscription, changes, 'customer.subscription.updated');
    },
    payInvoice(invoice: StripeObject, methodId = 'pm_card_visa'): boolean {
      try {
        subscriptions.pay(invoice.id, methodId);
        return true;
      } catch (error) {
        if (error instanceof StripeRefusal) return false;
        throw error;
      }
    },
  };
}
