/** Which payment gateway is asked about subscriptions, and what its answers mean for a person who waits for them. */
import { Problem } from '../../../platform/http/problem';
import {
  type BillingGateway,
  GatewayRefusal,
  gatewayRefused,
  gatewayUnavailable,
  isPlatformsTrouble,
  methodUnavailable,
} from '../../gateway';
import type { SubscriptionsContext } from './subscriptions.context';

/** A gateway that sells subscriptions, and the name that is stored with whatever it sells. */
export interface NamedBillingGateway {
  name: string;
  billing: BillingGateway;
}

type GatewaysOnly = Pick<SubscriptionsContext, 'gateways'>;

/** For new customers and subscriptions. @throws payment_method_unavailable where no gateway sells subscriptions */
export function defaultBillingGateway({ gateways: { forNewMoney } }: GatewaysOnly): NamedBillingGateway {
  const billing = forNewMoney?.billing;
  if (!forNewMoney || !billing) {
    throw methodUnavailable(
      'Subscriptions are not available: no payment gateway that sells them is configured.',
    );
  }
  return { name: forNewMoney.name, billing };
}

/** For a subscription or customer that exists there. @throws payment_gateway_unavailable where it is not configured */
export function getBillingGateway({ gateways }: GatewaysOnly, name: string): BillingGateway {
  const billing = gateways.find(name)?.billing;
  if (billing) return billing;
  throw gatewayUnavailable(`The payment gateway “${name}”, which this belongs to, is not configured now.`);
}

export const listBillingGateways = ({ gateways }: GatewaysOnly): NamedBillingGateway[] =>
  gateways.live.flatMap(({ name, billing }) => (billing ? [{ name, billing }] : []));

/**
 * Calls a gateway for a person who waits for the answer. A refusal is final, unless it is the platform's own trouble, which
 * is not the person's to hear of; that and any other failure may be tried again, and
 * its cause goes to the log, because a fault of ours can look like silence of the gateway.
 */
export async function callGateway<Answer>(
  context: GatewaysOnly,
  name: string,
  call: (gateway: BillingGateway) => Promise<Answer>,
): Promise<Answer> {
  const gateway = getBillingGateway(context, name);
  try {
    return await call(gateway);
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    const refusedThem = cause instanceof GatewayRefusal && !isPlatformsTrouble(cause);
    if (refusedThem) throw gatewayRefused(cause.message, { cause });
    const detail = 'The payment gateway does not answer. Send the same request again in a while.';
    throw gatewayUnavailable(detail, { cause });
  }
}
