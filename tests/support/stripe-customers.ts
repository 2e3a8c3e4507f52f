/** Customers, saved methods and setup intents at the stand-in of Stripe. */
import { findTestMethod, type TestMethod } from '../../src/modules/gateway/sandbox/test-methods.rules';
import type { Form } from './stripe-form';
import {
  missing,
  type Operations,
  refuse,
  type StripeObject,
  StripeRefusal,
  type StripeWorld,
} from './stripe-world';

const CARD = {
  ...{
    brand: 'visa',
    display_brand: 'visa',
    last4: '4242',
    exp_month: 12,
    exp_year: 2034,
    funding: 'credit',
  },
  ...{ country: 'US', fingerprint: 'standin', generated_from: null, networks: null, regulated_status: null },
  ...{ three_d_secure_usage: null, wallet: null },
  checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
};
const BANK_ACCOUNT = {
  ...{
    bank_name: 'STRIPE TEST BANK',
    last4: '6789',
    account_holder_type: 'company',
    account_type: 'checking',
  },
  ...{
    financial_connections_account: null,
    fingerprint: 'standin',
    networks: null,
    routing_number: '110000000',
  },
  status_details: null,
};

export type StripeCustomers = ReturnType<typeof createStripeCustomers>;

const shown = (customer: StripeObject): unknown =>
  customer.deleted === true ? { id: customer.id, object: 'customer', deleted: true } : customer;

export function createStripeCustomers(world: StripeWorld) {
  /** How a test method, or a saved one that was made of it, behaves. */
  function testMethodOf(id: string): TestMethod {
    const madeOf = world.objects.get(id)?._testMethod;
    const found = findTestMethod(typeof madeOf === 'string' ? madeOf : id);
    if (!found) throw missing(id, 'PaymentMethod');
    return found;
  }

  function live(id: string): StripeObject {
    const customer = world.get(id);
    if (customer.deleted === true) throw missing(id, 'customer');
    return customer;
  }

  /** A saved method pays only together with its customer. */
  function holdTogether(methodId: string, customerId: string | null): void {
    const saved = world.objects.get(methodId);
    if (saved?.customer === null) throw refuse('payment_method_detached', 'It cannot be used again.');
    if (saved && saved.customer !== customerId) {
      throw refuse('payment_method_customer_mismatch', 'The payment method belongs to another customer.');
    }
  }

  function demandSaved(methodId: string, customerId: string): void {
    if (world.objects.get(methodId)?.customer !== customerId) throw missing(methodId, 'PaymentMethod');
  }

  function detailsOf(id: string) {
    return testMethodOf(id).method === 'CARD'
      ? { type: 'card', card: { ...CARD } }
      : { type: 'us_bank_account', us_bank_account: { ...BANK_ACCOUNT } };
  }

  function attach(id: string, customerId: string): StripeObject {
    live(customerId);
    const { refusesToBeSaved } = testMethodOf(id);
    if (refusesToBeSaved) {
      const { code, message } = refusesToBeSaved;
      throw new StripeRefusal(402, { type: 'card_error', code, message });
    }
    const known = world.objects.get(id);
    if (known?.customer === null) throw refuse('payment_method_detached', 'It cannot be used again.');
    if (known && known.customer !== customerId)
      throw refuse('resource_already_exists', 'The payment method is attached to another customer.');
    const saved =
      known ??
      world.make('pm', 'payment_method', new Map(), {
        ...detailsOf(id),
        _testMethod: id,
      });
    return world.change(saved, { customer: customerId }, 'payment_method.attached');
  }

  function remove(id: string): unknown {
    const customer = live(id);
    world.tell('customer.deleted', customer);
    world.change(customer, { deleted: true, email: null, name: null });
    for (const subscription of world.all('subscription')) {
      if (subscription.customer !== id || subscription.status === 'canceled') continue;
      const ended = { status: 'canceled', canceled_at: world.seconds(), ended_at: world.seconds() };
      world.change(subscription, ended, 'customer.subscription.deleted');
    }
    return shown(customer);
  }

  const named = (form: Form) =>
    Object.fromEntries(['email', 'name'].flatMap((name) => (form.has(name) ? [[name, form.get(name)]] : [])));

  const operations: Operations = {
    'POST /v1/customers': (form) => {
      const fields = { email: null, name: null, balance: 0, ...named(form) };
      const customer = world.make('cus', 'customer', form, fields);
      world.tell('customer.created', customer);
      return customer;
    },
    'GET /v1/customers': (form) =>
      world.list(
        world.all('customer').filter(({ deleted }) => deleted !== true),
        form,
      ),
    'GET /v1/customers/{id}': (_, id) => shown(world.get(id)),
    'POST /v1/customers/{id}': (form, id) => world.change(live(id), named(form), 'customer.updated'),
    'DELETE /v1/customers/{id}': (_, id) => remove(id),
    'GET /v1/customers/{id}/payment_methods': (form, id) => {
      live(id);
      return world.list(
        world.all('payment_method').filter(({ customer }) => customer === id),
        form,
      );
    },
    'GET /v1/payment_methods/{id}': (form, id) => {
      testMethodOf(id);
      const saved = world.objects.get(id);
      if (!saved)
        return { id, object: 'payment_method', created: world.seconds(), customer: null, ...detailsOf(id) };
      const holder = typeof saved.customer === 'string' ? world.get(saved.customer) : null;
      return form.get('expand[0]') === 'customer' && holder ? { ...saved, customer: shown(holder) } : saved;
    },
    'POST /v1/payment_methods/{id}/attach': (form, id) => attach(id, form.get('customer') ?? ''),
    'POST /v1/payment_methods/{id}/detach': (_, id) => {
      const saved = world.get(id);
      if (saved.customer === null) throw refuse('payment_method_detached', 'It is attached to nobody.');
      return world.change(saved, { customer: null }, 'payment_method.detached');
    },
    'POST /v1/setup_intents': (form) => {
      const setup = world.make('seti', 'setup_intent', form, {
        customer: live(form.get('customer') ?? '').id,
        payment_method: null,
        status: 'requires_payment_method',
      });
      world.change(setup, { client_secret: `${setup.id}_secret_standin` }, 'setup_intent.created');
      return setup;
    },
  };

  return { operations, testMethodOf, live, holdTogether, demandSaved, attach };
}
