/** The endpoints of saved payment methods. */
import { z } from 'zod';
import { Done, done } from '../../../platform/http/wire';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { gatewayRefused, gatewayUnavailable, methodUnavailable } from '../../payments';
import type { createKeepMethods } from './keep-methods';
import { OfPaymentMethod, PaymentMethodView, SetupView } from './payment-methods.schema';
import { methodInUse, tooManyMethods } from './subscriptions.problems';
import { MethodChoice } from './subscriptions.schema';

const atGateway = [methodUnavailable, gatewayUnavailable, gatewayRefused];

export const paymentMethodRoutes = (methods: ReturnType<typeof createKeepMethods>): Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/payments/payment-methods',
    summary: 'The cards and bank accounts that I have saved, newest first.',
    access: 'user',
    response: z.array(PaymentMethodView),
    problems: atGateway,
  }).handledBy(({ actor }) => methods.listMethods(actor)),

  endpoint({
    method: 'post',
    path: '/payments/setup-intent',
    summary: 'Begins to save a card or bank account with the gateway’s form, which takes the secret.',
    description: 'Each is for one use of the form; one that is not used is forgotten by the gateway.',
    access: 'user',
    status: 201,
    response: SetupView,
    problems: [tooManyMethods, ...atGateway],
  }).handledBy(({ actor }) => methods.beginSetup(actor)),

  endpoint({
    method: 'post',
    path: '/payments/payment-methods',
    summary: 'Saves a payment method that the gateway’s form has made, for later payments.',
    access: 'user',
    idempotent: 'resumable',
    status: 201,
    body: MethodChoice,
    response: PaymentMethodView,
    problems: [tooManyMethods, ...atGateway],
  }).handledBy(({ actor, body }) => methods.saveMethod(actor, body.paymentMethodId)),

  endpoint({
    method: 'delete',
    path: '/payments/payment-methods/{paymentMethodId}',
    summary: 'Takes a saved payment method away. It can’t be used again.',
    access: 'user',
    params: OfPaymentMethod,
    response: Done,
    problems: [methodInUse, ...atGateway],
  }).handledBy(async ({ actor, params }) => {
    await methods.forgetMethod(actor, params.paymentMethodId);
    return done;
  }),
];
