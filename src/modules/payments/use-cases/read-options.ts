/** How an amount can be paid here, before anybody tries. */
import { z } from 'zod';
import { methodUnavailable } from '../../gateway';
import {
  limitsOfMethods,
  optionsFor,
  type Payable,
  type PaymentOption,
  refuseMethod,
} from '../payment-methods.rules';
import { MethodLimitsShape } from '../payment-methods.schema';
import type { PaymentMethod } from '../payment.rules';
import { throwIfRefused } from '../payments.problems';
import type { PaymentsContext } from '../payments.context';
import { findWireAccount } from '../wire-instructions';

export type ReadOptions = ReturnType<typeof createReadOptions>;

/** Where no gateway takes new money, no amount is too small or too large for one. */
const ANY = { leastCents: 1, mostCents: Number.MAX_SAFE_INTEGER };
const NO_GATEWAY = { CARD: ANY, BANK_DEBIT: ANY };

export function createReadOptions({ platform: { config }, gateways }: PaymentsContext) {
  const limits = () => limitsOfMethods(config, gateways.forNewMoney?.limits ?? NO_GATEWAY);

  function whyUnavailable(method: PaymentMethod): string | null {
    if (method === 'WIRE')
      return findWireAccount(config) ? null : 'No bank account for wires is configured here.';
    return gateways.forNewMoney ? null : 'Cards and bank debits are not taken here; pay by wire.';
  }

  const options = (payable: Payable): PaymentOption[] => optionsFor(payable, limits(), whyUnavailable);

  return {
    options,
    shown: {
      fields: {
        paymentMethods: z
          .array(MethodLimitsShape)
          .describe(
            'What can be paid how here. A deal says by itself which methods are open for what is due.',
          ),
      },
      values: () => ({ paymentMethods: limits().filter(({ method }) => whyUnavailable(method) === null) }),
    },
    /** @throws payment_method_unavailable, payment_method_not_taken */
    throwIfNotTaken({ method, ...payable }: Payable & { method: PaymentMethod }): void {
      const unavailable = whyUnavailable(method);
      if (unavailable) throw methodUnavailable(unavailable);
      throwIfRefused(refuseMethod(method, options(payable)));
    },
  };
}
