/** Customers and their saved methods at Stripe. */
import { newId } from '../../../platform/kernel/ids';
import type { BillingGateway } from '../billing-gateway';
import { isNotFound } from '../payment-gateway';
import { toCustomer, toSavedMethod, toSetup } from './from-stripe';
import { asking, readPages, type StripeClient } from './stripe-client';

export const createStripeCustomers = (stripe: StripeClient) =>
  ({
    createCustomer: ({ idempotencyKey, reference, email, name }) =>
      asking(async () =>
        toCustomer(
          await stripe.customers.create({ email, name, metadata: { reference } }, { idempotencyKey }),
        ),
      ),

    async findCustomer(email, reference) {
      for await (const page of readPages((query) => stripe.customers.list({ ...query, email }))) {
        const found = page.find(({ metadata }) => metadata.reference === reference);
        if (found) return toCustomer(found);
      }
      return null;
    },

    retrieveCustomer: (id) =>
      asking(async () => {
        const customer = await stripe.customers.retrieve(id);
        return customer.deleted ? null : toCustomer(customer);
      }),

    updateCustomer: ({ customerId, email, name }) =>
      asking(async () =>
        toCustomer(
          await stripe.customers.update(
            customerId,
            { email, name },
            // What was set before may be set again, which an earlier key would leave undone.
            { idempotencyKey: `customer-change-${newId()}` },
          ),
        ),
      ),

    async deleteCustomer(id) {
      try {
        await asking(() => stripe.customers.del(id));
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },

    createSetupIntent: ({ idempotencyKey, customerId }) =>
      asking(async () =>
        toSetup(
          await stripe.setupIntents.create(
            {
              customer: customerId,
              allowed_payment_method_types: ['card', 'us_bank_account'],
              usage: 'off_session',
            },
            { idempotencyKey },
          ),
        ),
      ),

    retrieveSetupIntent: (id) => asking(async () => toSetup(await stripe.setupIntents.retrieve(id))),

    attachMethod: ({ idempotencyKey, paymentMethodId, customerId }) =>
      asking(async () =>
        toSavedMethod(
          await stripe.paymentMethods.attach(paymentMethodId, { customer: customerId }, { idempotencyKey }),
        ),
      ),

    listMethods: (customerId) =>
      asking(async () => {
        const { data } = await stripe.customers.listPaymentMethods(customerId, { limit: 100 });
        return data.map((method) => toSavedMethod(method));
      }).catch((error: unknown) => {
        // A customer that was deleted there has none.
        if (isNotFound(error)) return [];
        throw error;
      }),

    detachMethod: ({ idempotencyKey, paymentMethodId }) =>
      asking(async () =>
        toSavedMethod(await stripe.paymentMethods.detach(paymentMethodId, {}, { idempotencyKey })),
      ),
  }) satisfies Partial<BillingGateway>;
