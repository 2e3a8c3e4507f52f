/** What notices about money say of a payment: what it is for. */
import { dollars } from '../../platform/kernel/money';
import type { Link } from './notice';

/** By the purpose that whoever started the payment gave it. */
const PURPOSES: Readonly<Record<string, string>> = {
  DEPOSIT: 'Deposit',
  FINAL_PAYMENT: 'Final payment',
  CREDIT_PURCHASE: 'Credits',
  LISTING_FEE: 'Listing fee',
  PREMIUM_LISTING: 'Premium listing',
};

/** `Deposit`; `Payment` where its purpose has no name. */
const purposeName = (purpose: string): string => PURPOSES[purpose] ?? 'Payment';

/** In the middle of a sentence: `deposit`. */
export const whatFor = (purpose: string): string => purposeName(purpose).toLowerCase();

interface PaidFor {
  paymentId: string;
  purpose: string;
  amountCents: number;
}

export const paymentLink = ({ paymentId, purpose, amountCents }: PaidFor): Link => ({
  type: 'PAYMENT',
  id: paymentId,
  title: `${purposeName(purpose)}, ${dollars(amountCents)}`,
});

export const refundLink = ({ paymentId, purpose, amountCents }: PaidFor): Link => ({
  type: 'PAYMENT',
  id: paymentId,
  title: `Refund of ${dollars(amountCents)}: ${purposeName(purpose)}`,
});
