/** What a saved card or account is called. */
import type { SavedMethod } from '../../../api/saved-methods';
import { billingWords } from '../../../words/billing';

const { methods: says } = billingWords;

const UNKNOWN = '····';

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const methodName = ({ method, brand, bankName, last4 }: SavedMethod): string =>
  method === 'CARD'
    ? says.card(brand ? capital(brand) : says.anyCard, last4 ?? UNKNOWN)
    : says.bank(bankName ?? says.anyBank, last4 ?? UNKNOWN);
