/** Where a wire is to be sent. */
import type { PaymentsConfig } from './payments.config';
import type { GatewayConfig } from '../gateway';

export interface BankAccount {
  beneficiary: string;
  bankName: string;
  routingNumber: string;
  accountNumber: string;
  /** For whoever sends the wire. */
  note: string;
}

export interface WireInstructions extends BankAccount {
  /** To be written on the wire: it tells whose money it is. */
  reference: string;
  amountCents: number;
}

/** No bank has this routing number, so that nobody can send real money by mistake. */
const SANDBOX_ACCOUNT: BankAccount = {
  beneficiary: 'MC Exchange (sandbox)',
  bankName: 'Sandbox Bank: not a real bank',
  routingNumber: '000000000',
  accountNumber: '0000000000',
  note: 'This is the sandbox: send no money. An admin confirms the wire as if it had arrived.',
};

/** Null where no bank account is configured, and so no wire can be received. */
export function findWireAccount(config: PaymentsConfig & GatewayConfig): BankAccount | null {
  const {
    WIRE_BENEFICIARY: beneficiary,
    WIRE_BANK_NAME: bankName,
    WIRE_ROUTING_NUMBER: routingNumber,
    WIRE_ACCOUNT_NUMBER: accountNumber,
  } = config;
  if (beneficiary && bankName && routingNumber && accountNumber) {
    const note = 'Write the reference on the wire; it tells us whose money it is.';
    return { beneficiary, bankName, routingNumber, accountNumber, note };
  }
  return config.PAYMENT_GATEWAY === 'sandbox' ? SANDBOX_ACCOUNT : null;
}
