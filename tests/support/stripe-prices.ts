/** Prices at the stand-in of Stripe: made once under their lookup key, and found by it. */
import { fieldsOf, type Form } from './stripe-form';
import { type Operations, refuse, type StripeObject, type StripeWorld } from './stripe-world';

export const LICENSED = {
  ...{ interval_count: 1, meter: null, trial_period_days: null, usage_type: 'licensed' },
};

/** What an item of a subscription still names its price by. */
export const planOf = ({ id, created, currency, unit_amount, product, recurring }: StripeObject) => ({
  ...{ id, object: 'plan', created, currency, product, amount: unit_amount },
  ...{ amount_decimal: String(unit_amount), interval: (recurring as { interval: string }).interval },
});

export const pricesOf = (world: StripeWorld): Operations => {
  function makePrice(form: Form): StripeObject {
    const lookup_key = form.get('lookup_key') ?? null;
    if (world.all('price').some((price) => price.lookup_key === lookup_key))
      throw refuse('resource_already_exists', 'A price with this lookup key exists.');
    return world.make('price', 'price', form, {
      ...{ lookup_key, currency: 'usd', unit_amount: Number(form.get('unit_amount')), active: true },
      ...{ recurring: { ...LICENSED, ...fieldsOf(form, 'recurring') } },
      product: world.newId('prod'),
      _productName: form.get('product_data[name]'),
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
