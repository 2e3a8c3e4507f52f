/** The gateway's own pages, as a person meets them: to pay, to confirm a payment, to be paid. Never in production. */
import { z } from 'zod';
import { type FormField, type FormPage, formPage } from '../../../platform/http/form-pages';
import { GLOBAL_LIMIT } from '../../../platform/http/limits';
import { notFound } from '../../../platform/http/problem';
import { dollars } from '../../../platform/kernel/money';
import { gatewayRefused } from '../gateway.problems';
import { PaymentMethodId } from '../gateway.schema';
import { GatewayRefusal } from '../payment-gateway';
import type { StripeAccount, StripeCheckout, StripeIntent, StripeInvoice } from '../stripe/stripe-shapes';
import type { CheckoutOrder } from '../billing-gateway';
import type { SandboxBody } from './sandbox-objects';
import { answering, type ByHand } from './sandbox.routes';

interface Reads {
  find(id: string): Promise<SandboxBody>;
  findPayment(id: string): Promise<StripeIntent>;
}

const ID: FormField = { name: 'id', label: null, type: 'hidden' };
const Id = z.string({ error: 'This link is not whole.' }).regex(/^\w{1,60}$/, 'This link is not whole.');

const CARD: FormField = {
  name: 'paymentMethodId',
  label: 'Pay with',
  type: 'choice',
  options: [
    { value: 'pm_card_visa', label: 'A card that pays' },
    { value: 'pm_card_chargeDeclined', label: 'A card that is declined' },
    { value: 'pm_card_chargeDeclinedInsufficientFunds', label: 'A card without enough money' },
    { value: 'pm_card_declinesLater', label: 'A card that pays once, and is declined from then on' },
  ],
};

const SANDBOX = 'This page stands in for the payment gateway. No money moves.';

export function sandboxPages(
  { completeCheckout, completeOnboarding, payInvoice, authenticate }: ByHand,
  { find, findPayment }: Reads,
): FormPage[] {
  /** Of this kind, as each id is of one. */
  async function get<Body extends SandboxBody>(
    object: Body['object'],
    id: string | undefined,
  ): Promise<Body> {
    const found = await answering(find(id ?? ''));
    if (found.object !== object) throw notFound('There is no such page.');
    return found as Body;
  }

  return [
    formPage({
      path: '/sandbox/checkouts/:id',
      title: 'Subscribe',
      text: SANDBOX,
      fields: [ID, CARD],
      button: 'Pay and subscribe',
      limit: GLOBAL_LIMIT,
      async about({ id }) {
        type Open = StripeCheckout & { order: CheckoutOrder };
        const { status, order } = await get<Open>('checkout.session', id);
        const { name, amountCents, interval } = order.price;
        const price = `${name}: ${dollars(amountCents)} each ${interval}.`;
        return status === 'open' ? price : `${price} This checkout is ${status}.`;
      },
      body: z.strictObject({ id: Id, paymentMethodId: PaymentMethodId }),
      async act({ id, paymentMethodId }) {
        await answering(completeCheckout(id, paymentMethodId));
        return 'Thank you. You have subscribed, and can close this page.';
      },
    }),
    formPage({
      path: '/sandbox/invoices/:id',
      title: 'Pay an invoice',
      text: SANDBOX,
      fields: [ID, CARD],
      button: 'Pay the invoice',
      limit: GLOBAL_LIMIT,
      async about({ id }) {
        const { number, status, amount_remaining: due } = await get<StripeInvoice>('invoice', id);
        return `Invoice ${number ?? ''}: ${status === 'paid' ? 'it is paid' : `${dollars(due)} is due`}.`;
      },
      body: z.strictObject({ id: Id, paymentMethodId: PaymentMethodId }),
      async act({ id, paymentMethodId }) {
        const tried = await answering(payInvoice(id, paymentMethodId));
        if (tried instanceof GatewayRefusal) throw gatewayRefused(tried.message);
        return 'Thank you. The invoice is paid.';
      },
    }),
    formPage({
      path: '/sandbox/payments/:id',
      title: 'Confirm a payment',
      text: 'This page stands in for your bank. No money moves.',
      fields: [
        ID,
        {
          name: 'passes',
          label: 'Is it you who pays?',
          type: 'choice',
          options: [
            { value: 'true', label: 'Yes, confirm the payment' },
            { value: 'false', label: 'No, refuse it' },
          ],
        },
      ],
      button: 'Answer',
      limit: GLOBAL_LIMIT,
      async about({ id }) {
        const { amount, status } = await answering(findPayment(id ?? ''));
        const open = status === 'requires_action';
        return `A card payment of ${dollars(amount)}${open ? '' : '. It waits for no answer any more'}.`;
      },
      body: z.strictObject({ id: Id, passes: z.enum(['true', 'false']) }),
      async act({ id, passes }) {
        const { status } = await answering(authenticate(id, passes === 'true'));
        return status === 'succeeded' ? 'The payment is confirmed.' : 'The payment is refused.';
      },
    }),
    formPage({
      path: '/sandbox/accounts/:id',
      title: 'Set up where you are paid',
      text: SANDBOX,
      fields: [
        ID,
        {
          name: 'transfers',
          label: 'Money that is sent there',
          type: 'choice',
          options: [
            { value: 'ARRIVE', label: 'Arrives' },
            { value: 'REFUSED', label: 'Is refused' },
            { value: 'COME_BACK', label: 'Comes back after an hour' },
          ],
        },
      ],
      button: 'Complete the account',
      limit: GLOBAL_LIMIT,
      async about({ id }) {
        const { payouts_enabled: enabled } = await get<StripeAccount>('account', id);
        return enabled ? 'Your account is complete. You can change it.' : 'Your account is not complete yet.';
      },
      body: z.strictObject({ id: Id, transfers: z.enum(['ARRIVE', 'REFUSED', 'COME_BACK']) }),
      async act({ id, transfers }) {
        await answering(completeOnboarding(id, transfers));
        return 'Thank you. Your account is complete, and you can close this page.';
      },
    }),
  ];
}
