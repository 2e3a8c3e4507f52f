/** Prices at the stand-in of Stripe: made once under their lookup key, and found by it. */
import { fieldsOf, type Form } from './stripe-form';
import { type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

export const pricesOf = (world: StripeWorld): Operations => {
  function makePrice(form: Form): StripeObject {
    const lookup_key = form.get('lookup_key') ?? null;
    if (world.all('price').some((price) => price.lookup_key === lookup_key))
      throw refuse('resource_already_exists', 'A price with this lookup key exists.');
    return world.make('price', 'price', form, {
      ...{ lookup_key, currency: 'usd', unit_amount: Number(form.get('unit_amount')), active: true },
      ...{ recurring: { interval_count: 1, ...fieldsOf(form, 'recurring') } },
      productName: form.get('product_data[name]'),
    });
  }

  return {
    'POST /v1/prices': makePrice,
    'GET /v1/prices': (form) =>
      world.list(
        world.all('price').filter(({ lookup_key: key }) => key === form.get('lookup_keys[0]')),
        form,
      ),
  };
};
