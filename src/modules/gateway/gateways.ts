/** The payment gateways that live here, by name: one takes new money, and each answers for what it has taken. */
import type { PaymentGateway } from './payment-gateway';

export interface Gateways {
  /** For new money; null where none is configured. */
  readonly forNewMoney: PaymentGateway | null;
  /** In the order in which they were configured. */
  readonly live: readonly PaymentGateway[];
  /** Null for what no gateway took, and for a gateway that is not configured any more. */
  find(name: string | null): PaymentGateway | null;
}

export function createGateways(live: readonly PaymentGateway[], defaultName: string | null): Gateways {
  const byName = new Map(live.map((gateway) => [gateway.name, gateway]));
  if (byName.size < live.length) throw new Error('Two payment gateways have the same name.');
  const forNewMoney = defaultName === null ? null : (byName.get(defaultName) ?? null);
  if (defaultName !== null && !forNewMoney) throw new Error(`No payment gateway is called ${defaultName}.`);
  return { forNewMoney, live, find: (name) => (name === null ? null : (byName.get(name) ?? null)) };
}

/** For the person who looks after money that a gateway has which is not configured here. */
export const configureAgain = (name: string): string =>
  `Configure the gateway “${name}” again (FORMER_PAYMENT_GATEWAYS): this goes on by itself then.`;
