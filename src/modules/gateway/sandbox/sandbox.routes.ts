/** What a person would do on the gateway's own pages; served only where the sandbox is the gateway. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { notFound } from '../../../platform/http/problem';
import { GatewayRefusal } from '../payment-gateway';
import { gatewayRefused } from '../gateway.problems';
import { PaymentMethodId } from '../gateway.schema';
import type { StripeAccount, StripeCheckout, StripeIntent, StripeInvoice } from '../stripe/stripe-shapes';
import type { TransferBehaviour } from './sandbox-payouts';

const ObjectId = z.strictObject({
  id: z.string().regex(/^\w{1,60}$/, 'must be an id as the sandbox gave it'),
});
const CheckoutView = z.strictObject({
  id: z.string(),
  status: z.enum(['OPEN', 'COMPLETE', 'EXPIRED']).describe('What became of the checkout.'),
});
const InvoicePageView = z.strictObject({
  id: z.string(),
  paid: z.boolean().describe('Whether it is paid now.'),
});
const PaymentPageView = z.strictObject({
  id: z.string(),
  paid: z.boolean().describe('Whether it is paid now.'),
});
const AccountView = z.strictObject({
  id: z.string(),
  payoutsEnabled: z.boolean().describe('Whether money can go there.'),
});

/** What a person can do there. */
export interface ByHand {
  completeCheckout(id: string, paymentMethodId: string): Promise<StripeCheckout>;
  completeOnboarding(id: string, transfers: TransferBehaviour): Promise<StripeAccount>;
  payInvoice(id: string, paymentMethodId: string): Promise<StripeInvoice | GatewayRefusal>;
  authenticate(id: string, passes: boolean): Promise<StripeIntent>;
}

export const sandboxRoutes = ({
  completeCheckout,
  completeOnboarding,
  payInvoice,
  authenticate,
}: ByHand): Endpoint[] => [
  endpoint({
    operationId: 'authenticateSandboxPayment',
    method: 'post',
    path: '/sandbox/payments/{id}/authenticate',
    summary: "Answer a payment's authentication request, as on the bank's page.",
    description: 'The id, which nobody can guess, is the right to do so. A wrong answer fails the payment.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({
      passes: z.boolean().default(true).describe('Whether the payer confirms the payment.'),
    }),
    response: PaymentPageView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const { id, status } = await answering(authenticate(params.id, body.passes));
    return { id, paid: status === 'succeeded' };
  }),

  endpoint({
    operationId: 'completeSandboxCheckout',
    method: 'post',
    path: '/sandbox/checkouts/{id}/complete',
    summary: "Complete a checkout, as on the gateway's page.",
    description:
      'The id, which nobody can guess, is the right to do so. A refused card leaves the checkout open.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({ paymentMethodId: PaymentMethodId.describe('The payment method that pays.') }),
    response: CheckoutView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const { id, status } = await answering(completeCheckout(params.id, body.paymentMethodId));
    return { id, status: status === 'complete' ? 'COMPLETE' : status === 'open' ? 'OPEN' : 'EXPIRED' };
  }),

  endpoint({
    operationId: 'paySandboxInvoice',
    method: 'post',
    path: '/sandbox/invoices/{id}/pay',
    summary: "Pay an open invoice, as on the gateway's page.",
    description: 'The id, which nobody can guess, is the right to do so. A refused card leaves it open.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({ paymentMethodId: PaymentMethodId.describe('The payment method that pays.') }),
    response: InvoicePageView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const tried = await answering(payInvoice(params.id, body.paymentMethodId));
    if (tried instanceof GatewayRefusal) throw gatewayRefused(tried.message);
    return { id: tried.id, paid: tried.status === 'paid' };
  }),

  endpoint({
    operationId: 'completeSandboxAccount',
    method: 'post',
    path: '/sandbox/accounts/{id}/complete',
    summary: "Complete a payee's account, as on the gateway's page.",
    description:
      '`transfers` says what transfers to it will do: arrive, be refused, or come back after an hour.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({
      transfers: z
        .enum(['ARRIVE', 'REFUSED', 'COME_BACK'])
        .default('ARRIVE')
        .describe('What becomes of money that is sent there.'),
    }),
    response: AccountView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const { id, payouts_enabled: payoutsEnabled } = await answering(
      completeOnboarding(params.id, body.transfers),
    );
    return { id, payoutsEnabled };
  }),
];

export async function answering<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    throw error.code === 'resource_missing'
      ? notFound('There is no such page.')
      : gatewayRefused(error.message);
  }
}
