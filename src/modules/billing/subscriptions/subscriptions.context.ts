/** What every part of subscriptions works with. */
import type { Config } from '../../../config';
import { Problem } from '../../../platform/http/problem';
import type { Platform } from '../../../platform/platform';
import type { Audit } from '../../audit';
import type { Identity } from '../../identity';
import type { Ledger } from '../../ledger';
import type { BillingGateway, Payments } from '../../payments';
import { GatewayRefusal, gatewayRefused, gatewayUnavailable, methodUnavailable } from '../../payments';
import type { Plans } from './plan.rules';
import type { SubscriptionModels } from './subscription.model';

export interface SubscriptionsContext {
  platform: Platform;
  audit: Audit;
  identity: Identity;
  ledger: Ledger;
  payments: Payments;
  models: SubscriptionModels;
  plans: Plans;
}

export const plansOf = (config: Config): Plans => ({
  STARTER: config.PLAN_STARTER,
  PROFESSIONAL: config.PLAN_PROFESSIONAL,
  ENTERPRISE: config.PLAN_ENTERPRISE,
});

/** @throws method_unavailable where there is no gateway */
export function gatewayOf({ payments }: SubscriptionsContext): BillingGateway {
  if (payments.billingGateway) return payments.billingGateway;
  throw methodUnavailable('Subscriptions need a payment gateway, and none is configured.');
}

/** What a call to the gateway that failed is answered with: a no stays one; anything else may be tried again. */
export function gatewayProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof GatewayRefusal) return gatewayRefused(error.message);
  return gatewayUnavailable('The payment gateway does not answer. Ask for the same again in a while.');
}
