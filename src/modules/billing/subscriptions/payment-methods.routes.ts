/** The endpoints of saved payment methods. */
import { z } from 'zod';
import { Done, done } from '../../../platform/http/wire';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import type { RateLimit } from '../../../platform/http/limits';
import { HOUR_MS } from '../../../platform/kernel/clock';
import { gatewayRefused, gatewayUnavailable, methodUnavailable } from '../../gateway';
import { OfPaymentMethod, PaymentMethodView, SetupView } from './payment-methods.schema';
import type { createSavePaymentMethods } from './save-payment-methods';
import { presentMethod } from './subscription.view';
import { methodInUse, savingAnother, tooManyMethods } from './subscriptions.problems';
import { MethodChoice } from './subscriptions.schema';

/** A form that was begun can save at the gateway by itself: how many can be under way is limited as well. */
const METHOD_SETUP_LIMIT: RateLimit = {
  name: 'methodSetup',
  requests: 10,
  windowMs: HOUR_MS,
  sameForAll: true,
};

const atGateway = [methodUnavailable, gatewayUnavailable, gatewayRefused];

export const paymentMethodRoutes = (methods: ReturnType<typeof createSavePaymentMethods>): Endpoint[] => [
  endpoint({
    operationId: 'listPaymentMethods',
    method: 'get',
    path: '/payments/payment-methods',
    summary: 'List your saved cards and bank accounts, newest first.',
    access: 'user',
    scope: 'payments:read',
    response: z.array(PaymentMethodView),
    problems: atGateway,
  }).handledBy(async ({ actor }) => (await methods.listMethods(actor)).map(presentMethod)),

  endpoint({
    operationId: 'startPaymentMethodSetup',
    method: 'post',
    path: '/payments/setup-intent',
    summary: 'Start saving a card or bank account.',
    description:
      "Returns the secret that the gateway's form in the browser needs. It is good for one use of the form.",
    access: 'user',
    scope: 'payments:write',
    limit: METHOD_SETUP_LIMIT,
    status: 201,
    response: SetupView,
    problems: [tooManyMethods, ...atGateway],
  }).handledBy(({ actor }) => methods.startSetup(actor)),

  endpoint({
    operationId: 'savePaymentMethod',
    method: 'post',
    path: '/payments/payment-methods',
    summary: 'Save a payment method.',
    description:
      "For a payment method that the gateway's form has created. You can save up to ten. New ones are saved at the gateway that takes new money; a subscription sold by a former one can still be paid on its invoice page.",
    access: 'user',
    scope: 'payments:write',
    idempotent: 'resumable',
    status: 201,
    body: MethodChoice,
    response: PaymentMethodView,
    problems: [tooManyMethods, savingAnother, ...atGateway],
  }).handledBy(async ({ actor, body }) =>
    presentMethod(await methods.saveMethod(actor, body.paymentMethodId)),
  ),

  endpoint({
    operationId: 'deletePaymentMethod',
    method: 'delete',
    path: '/payments/payment-methods/{paymentMethodId}',
    summary: 'Delete a saved payment method.',
    access: 'user',
    scope: 'payments:write',
    params: OfPaymentMethod,
    response: Done,
    problems: [methodInUse, ...atGateway],
  }).handledBy(async ({ actor, params }) => {
    await methods.deleteMethod(actor, params.paymentMethodId);
    return done;
  }),
];
