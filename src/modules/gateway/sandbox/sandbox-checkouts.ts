/** Checkouts of subscriptions at the sandbox gateway: opened by us, completed by whoever knows the link. */
import { DAY_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { CheckoutOrder } from '../billing-gateway';
import { GatewayRefusal } from '../payment-gateway';
import type { StripeCheckout } from '../stripe/stripe-shapes';
import type { SandboxCustomers } from './sandbox-customers';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import type { SandboxObjects } from './sandbox-objects';
import type { SandboxSubscriptions } from './sandbox-subscriptions';

const EXPIRE = 'sandbox.expire_checkout';

type OpenCheckout = StripeCheckout & { order: CheckoutOrder };

interface Deps {
  objects: SandboxObjects;
  events: SandboxEvents;
  customers: SandboxCustomers;
  subscriptions: SandboxSubscriptions;
}

export function createSandboxCheckouts(
  { config, database, clock, queue }: Platform,
  { objects, events, customers, subscriptions }: Deps,
) {
  queue.handle(EXPIRE, { lane: 'gateway', runs: 'unit' }, async (payload) => {
    const { checkoutId } = payload as { checkoutId: string };
    const session = await objects.get<OpenCheckout>(checkoutId, true);
    if (session.status !== 'open') return;
    await events.tell(
      'checkout.session.expired',
      await objects.change(session, { status: 'expired', url: null }),
    );
  });

  const createCheckout = (order: CheckoutOrder): Promise<StripeCheckout> =>
    objects.once('checkout', order, async () => {
      await customers.lockCustomer(order.customerId);
      const id = newSandboxId('cs');
      const session: OpenCheckout = {
        id,
        object: 'checkout.session',
        status: 'open',
        payment_status: 'unpaid',
        url: `${config.siteUrl}/sandbox/checkouts/${id}`,
        customer: order.customerId,
        subscription: null,
        client_reference_id: order.reference,
        metadata: { reference: order.reference },
        order,
      };
      await queue.enqueue(EXPIRE, { checkoutId: id }, { runAt: clock.now() + DAY_MS });
      return objects.create(session, { holder: order.customerId, reference: order.reference });
    });

  /** As the payer would on the gateway's page. A refused card leaves the checkout open. */
  async function completeCheckout(id: string, paymentMethodId: string): Promise<StripeCheckout> {
    const session = await objects.get<OpenCheckout>(id);
    if (session.status === 'complete') return session;
    const { failure } = await customers.testMethodOf(paymentMethodId);
    if (failure) throw new GatewayRefusal(failure.declineCode ?? failure.code, failure.message);
    const { price, reference } = session.order;
    return database.atomically(async () => {
      const open = await objects.get<OpenCheckout>(id, true);
      if (open.status === 'complete') return open;
      if (open.status !== 'open') throw new GatewayRefusal('checkout_expired', 'The checkout has expired.');
      const { customerId } = open.order;
      const subscription = await subscriptions.subscribe({
        reference,
        customerId,
        price,
        paymentMethodId: (await customers.attach(paymentMethodId, customerId)).id,
      });
      const done = await objects.change(open, {
        status: 'complete',
        payment_status: 'paid',
        url: null,
        subscription: subscription.id,
      });
      await events.tell('checkout.session.completed', done);
      return done;
    });
  }

  return {
    createCheckout,
    completeCheckout,
  };
}
