/** What a person would do on the gateway's own pages; served only where the sandbox is the gateway. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { notFound } from '../../../platform/http/problem';
import type { CheckoutSession, Invoice } from '../billing-gateway';
import type { ConnectAccount } from '../connect-gateway';
import { GatewayRefusal, type PaymentIntent } from '../gateway';
import { gatewayRefused } from '../payments.problems';
import { PaymentMethodId } from '../payments.schema';
import type { TransferBehaviour } from './sandbox-connect';

const ObjectId = z.strictObject({ id: z.string().regex(/^\w{1,60}$/) });
const CheckoutView = z.strictObject({ id: z.string(), status: z.enum(['OPEN', 'COMPLETE', 'EXPIRED']) });
const InvoicePageView = z.strictObject({ id: z.string(), paid: z.boolean() });
const PaymentPageView = z.strictObject({ id: z.string(), paid: z.boolean() });
const AccountView = z.strictObject({ id: z.string(), payoutsEnabled: z.boolean() });

interface Pages {
  completeCheckout(id: string, paymentMethodId: string): Promise<CheckoutSession>;
  completeOnboarding(id: string, transfers: TransferBehaviour): Promise<ConnectAccount>;
  payInvoice(id: string, paymentMethodId: string): Promise<Invoice | GatewayRefusal>;
  authenticate(id: string, passes: boolean): Promise<PaymentIntent>;
}

export const sandboxRoutes = ({
  completeCheckout,
  completeOnboarding,
  payInvoice,
  authenticate,
}: Pages): Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/sandbox/payments/{id}/authenticate',
    summary: 'Answers the bank’s question whether it is the payer, as he would on its page.',
    description: 'The id, which nobody can guess, is the right to do so. A wrong answer fails the payment.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({ passes: z.boolean().default(true) }),
    response: PaymentPageView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const { id, status } = await answering(authenticate(params.id, body.passes));
    return { id, paid: status === 'succeeded' };
  }),

  endpoint({
    method: 'post',
    path: '/sandbox/checkouts/{id}/complete',
    summary: 'Completes a checkout as its payer would on the gateway’s page.',
    description:
      'The id, which nobody can guess, is the right to do so. A refused card leaves the checkout open.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({ paymentMethodId: PaymentMethodId }),
    response: CheckoutView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const { id, status } = await answering(completeCheckout(params.id, body.paymentMethodId));
    return { id, status: status === 'complete' ? 'COMPLETE' : status === 'open' ? 'OPEN' : 'EXPIRED' };
  }),

  endpoint({
    method: 'post',
    path: '/sandbox/invoices/{id}/pay',
    summary: 'Pays an open invoice as its customer would on the gateway’s page.',
    description: 'The id, which nobody can guess, is the right to do so. A refused card leaves it open.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({ paymentMethodId: PaymentMethodId }),
    response: InvoicePageView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const tried = await answering(payInvoice(params.id, body.paymentMethodId));
    if (tried instanceof GatewayRefusal) throw gatewayRefused(tried.message);
    return { id: tried.id, paid: tried.status === 'paid' };
  }),

  endpoint({
    method: 'post',
    path: '/sandbox/accounts/{id}/complete',
    summary: 'Completes the account of someone who is paid, as he would on the gateway’s page.',
    description:
      '`transfers` says what transfers to it will do: arrive, be refused, or come back after an hour.',
    access: 'public',
    params: ObjectId,
    body: z.strictObject({ transfers: z.enum(['ARRIVE', 'REFUSED', 'COME_BACK']).default('ARRIVE') }),
    response: AccountView,
    problems: [gatewayRefused],
  }).handledBy(async ({ params, body }) => {
    const { id, payouts_enabled: payoutsEnabled } = await answering(
      completeOnboarding(params.id, body.transfers),
    );
    return { id, payoutsEnabled };
  }),
];

async function answering<Result>(call: Promise<Result>): Promise<Result> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    throw error.code === 'resource_missing'
      ? notFound('There is no such page.')
      : gatewayRefused(error.message);
  }
}
