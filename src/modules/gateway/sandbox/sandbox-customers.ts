/** Customers and their saved methods at the sandbox gateway. A test method becomes a saved one when it is attached. */
import type { Platform } from '../../../platform/platform';
import type { BillingGateway } from '../billing-gateway';
import { GatewayRefusal, notYourMethod } from '../payment-gateway';
import type { StripeCustomer, StripeMethod, StripeSetupIntent } from '../stripe/stripe-shapes';
import type { SandboxEvents } from './sandbox-events';
import { newSandboxId } from './sandbox-ids';
import type { SandboxObjects, Untranslated } from './sandbox-objects';
import { findTestMethod, type TestMethod } from './test-methods.rules';

/** What the gateway keeps of a customer beyond what it shows. */
export type SandboxCustomer = StripeCustomer & {
  /** In cents; taken off the next invoices. */
  creditCents: number;
  deleted?: true;
};

type Attached = StripeMethod & { testMethod: string };

export type SandboxCustomers = ReturnType<typeof createSandboxCustomers>;

export function createSandboxCustomers(
  { clock, database }: Platform,
  { objects, events }: { objects: SandboxObjects; events: SandboxEvents },
) {
  /** How a test method, or a saved one that was made of it, behaves. */
  async function testMethodOf(paymentMethodId: string): Promise<TestMethod> {
    const attached = await objects.find<Attached>(paymentMethodId);
    const found = findTestMethod(attached?.testMethod ?? paymentMethodId);
    if (!found) throw new GatewayRefusal('resource_missing', `No such PaymentMethod: '${paymentMethodId}'`);
    return found;
  }

  async function demandSaved(paymentMethodId: string, customerId: string): Promise<void> {
    if ((await objects.find<Attached>(paymentMethodId))?.customer !== customerId) throw notYourMethod();
  }

  /** A saved method pays only for the user whose customer holds it. */
  async function demandPayers(paymentMethodId: string, payerId: string): Promise<void> {
    const saved = await objects.find<Attached>(paymentMethodId);
    if (!saved) return;
    const holder = saved.customer ? await objects.find<SandboxCustomer>(saved.customer) : null;
    if (!holder || holder.deleted || holder.metadata.reference !== payerId) throw notYourMethod();
  }

  /** In a unit. */
  async function attach(paymentMethodId: string, customerId: string): Promise<Attached> {
    await lockCustomer(customerId);
    const known = await objects.find<Attached>(paymentMethodId, true);
    if (known) {
      // As at Stripe: one that was taken away cannot be saved again.
      if (known.customer !== customerId) throw notYourMethod();
      return known;
    }
    const { method, refusesToBeSaved } = await testMethodOf(paymentMethodId);
    if (refusesToBeSaved) throw new GatewayRefusal(refusesToBeSaved.code, refusesToBeSaved.message);
    const saved: Attached = {
      id: newSandboxId('pm'),
      object: 'payment_method',
      type: method === 'CARD' ? 'card' : 'us_bank_account',
      customer: customerId,
      card:
        method === 'CARD'
          ? {
              brand: 'visa',
              last4: '4242',
              exp_month: 12,
              exp_year: new Date(clock.now()).getUTCFullYear() + 3,
            }
          : null,
      us_bank_account: method === 'CARD' ? null : { bank_name: 'STRIPE TEST BANK', last4: '6789' },
      testMethod: paymentMethodId,
    };
    return objects.create(saved, { holder: customerId });
  }

  /** In a unit. @throws resource_missing also for one that was deleted */
  async function lockCustomer(id: string): Promise<SandboxCustomer> {
    const customer = await objects.get<SandboxCustomer>(id, true);
    if (customer.deleted) throw new GatewayRefusal('resource_missing', `No such customer: '${id}'`);
    return customer;
  }

  /** In a unit. */
  async function markDeleted(id: string): Promise<void> {
    await objects.change(await objects.get<SandboxCustomer>(id, true), { deleted: true, email: null });
  }

  const calls = {
    createCustomer: (order) =>
      objects.once('customer', order, async () => {
        const customer: SandboxCustomer = {
          id: newSandboxId('cus'),
          object: 'customer',
          email: order.email,
          metadata: { reference: order.reference },
          creditCents: 0,
        };
        return objects.create(customer, { reference: order.reference });
      }),

    retrieveCustomer: async (id) => {
      const customer = await objects.get<SandboxCustomer>(id);
      return customer.deleted ? null : customer;
    },

    findCustomer: async (email, reference) =>
      (await objects.list<SandboxCustomer>('customer', { reference })).find(
        (each) => each.email === email && !each.deleted,
      ) ?? null,

    updateCustomer: ({ customerId, email }) =>
      database.atomically(async () => objects.change(await lockCustomer(customerId), { email })),

    createSetupIntent: (order) =>
      objects.once('setup_intent', order, async () => {
        const id = newSandboxId('seti');
        const setup: StripeSetupIntent = {
          id,
          object: 'setup_intent',
          client_secret: `${id}_secret_sandbox`,
          customer: order.customerId,
          payment_method: null,
          status: 'requires_payment_method',
        };
        return objects.create(setup, { holder: order.customerId });
      }),

    retrieveSetupIntent: (id) => objects.get<StripeSetupIntent>(id),

    attachMethod: (order) =>
      objects.once('attach', order, async () => {
        const saved = await attach(order.paymentMethodId, order.customerId);
        await events.tell('payment_method.attached', saved);
        return saved;
      }),

    listMethods: async (customerId) =>
      (await objects.list<StripeMethod>('payment_method', { holder: customerId })).filter(
        ({ customer }) => customer === customerId,
      ),

    detachMethod: (order) =>
      objects.once('detach', order, async () => {
        const saved = await objects.get<Attached>(order.paymentMethodId, true);
        return objects.change(saved, { customer: null });
      }),
  } satisfies Untranslated<BillingGateway>;

  return { ...calls, attach, demandPayers, demandSaved, lockCustomer, markDeleted, testMethodOf };
}
