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
  STARTER: {
    ...config.PLAN_STARTER,
    priceIds: { MONTH: config.PLAN_STARTER_MONTH_PRICE_ID, YEAR: config.PLAN_STARTER_YEAR_PRICE_ID },
  },
  PROFESSIONAL: {
    ...config.PLAN_PROFESSIONAL,
    priceIds: {
      MONTH: config.PLAN_PROFESSIONAL_MONTH_PRICE_ID,
      YEAR: config.PLAN_PROFESSIONAL_YEAR_PRICE_ID,
    },
  },
  ENTERPRISE: {
    ...config.PLAN_ENTERPRISE,
    priceIds: { MONTH: config.PLAN_ENTERPRISE_MONTH_PRICE_ID, YEAR: config.PLAN_ENTERPRISE_YEAR_PRICE_ID },
  },
});

/** @throws method_unavailable where there is no gateway */
export function gatewayOf({ payments }: SubscriptionsContext): BillingGateway {
  if (payments.billingGateway) return payments.billingGateway;
  throw methodUnavailable('Subscriptions need a payment gateway, and none is configured.');
}

/**
 * Asks the gateway for somebody who waits for the answer. Where that fails, a no stays one, and anything else may be
 * tried again; what it was goes along for the log, as it may be a fault of ours that looks like the gateway's silence.
 */
export async function askGateway<Answer>(
  context: SubscriptionsContext,
  ask: (gateway: BillingGateway) => Promise<Answer>,
): Promise<Answer> {
  const gateway = gatewayOf(context);
  try {
    return await ask(gateway);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    if (cause instanceof GatewayRefusal) throw gatewayRefused(cause.message, { cause });
    const detail = 'The payment gateway does not answer. Ask for the same again in a while.';
    throw gatewayUnavailable(detail, { cause });
  }
}
