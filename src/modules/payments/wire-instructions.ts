/** Where a wire is to be sent. */
import type { Config } from '../../config';
import type { WireInstructions } from './payments.schema';

type BankAccount = Omit<WireInstructions, 'reference' | 'amountCents'>;

/** No bank has this routing number, so that nobody can send real money by mistake. */
const SANDBOX_ACCOUNT: BankAccount = {
  beneficiary: 'MC Exchange (sandbox)',
  bankName: 'Sandbox Bank: not a real bank',
  routingNumber: '000000000',
  accountNumber: '0000000000',
  note: 'This is the sandbox: send no money. An admin confirms the wire as if it had arrived.',
};

/** Null where no bank account is configured, and so no wire can be received. */
export const findWireAccount = ({ PAYMENT_GATEWAY }: Config): BankAccount | null =>
  PAYMENT_GATEWAY === 'sandbox' ? SANDBOX_ACCOUNT : null;
