/** Checkouts of subscriptions at the stand-in of Stripe. */
import { DAY_MS } from '../../src/platform/kernel/clock';
import type { StripeCustomers } from './stripe-customers';
import type { Form } from './stripe-form';
import { cardError } from './stripe-payments';
import type { StripeSubscriptions } from './stripe-subscriptions';
import { type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

export function createStripeCheckouts(
  world: StripeWorld,
  customers: StripeCustomers,
  subscriptions: StripeSubscriptions,
) {
  function open(form: Form): StripeObject {
    if (form.get('mode') !== 'subscription') throw refuse('mode_not_served', 'It sells subscriptions only.');
    const session = world.make('cs', 'checkout.session', form, {
      ...{ mode: 'subscription', status: 'open', payment_status: 'unpaid', subscription: null },
      expires_at: Math.floor((world.now() + DAY_MS) / 1_000),
      customer: customers.live(form.get('customer') ?? '').id,
      client_reference_id: form.get('client_reference_id') ?? null,
      _priceId: world.get(form.get('line_items[0][price]') ?? '').id,
      _reference: form.get('subscription_data[metadata][reference]') ?? '',
    });
    world.after(DAY_MS, () => {
      if (session.status === 'open')
        world.change(session, { status: 'expired', url: null }, 'checkout.session.expired');
    });
    return world.change(session, { url: `https://checkout.stripe.example/c/pay/${session.id}` });
  }

  return {
    operations: {
      'POST /v1/checkout/sessions': open,
    } satisfies Operations,

    /** As the payer would on Stripe's page. A refused card leaves it open. */
    pay(id: string, methodId: string): void {
      const session = world.get(id);
      if (session.status === 'complete') return;
      if (session.status !== 'open') throw refuse('checkout_expired', 'The checkout has expired.');
      const { failure } = customers.testMethodOf(methodId);
      if (failure) throw cardError(failure);
      const customerId = String(session.customer);
      const subscription = subscriptions.begin({
        customerId,
        priceId: String(session._priceId),
        methodId: customers.attach(methodId, customerId).id,
        metadata: new Map([['metadata[reference]', String(session._reference)]]),
      });
      const changes = { status: 'complete', payment_status: 'paid', url: null };
      world.change(session, { ...changes, subscription: subscription.id }, 'checkout.session.completed');
    },
  };
}
