/** What a payment can be made with: what its payer has saved, and where no money is real, what stands in for it. */
import type { SavedMethod } from '../../../api/saved-methods';
import { words } from '../../../words';
import { dealWords } from '../../../words/deals';

export interface Choice {
  id: string;
  label: string;
}

const { saved: says, testMethods } = dealWords.pay;

export function choicesOf(
  method: SavedMethod['method'],
  saved: readonly SavedMethod[],
  isSandbox: boolean,
): Choice[] {
  const own = saved
    .filter((each) => each.method === method)
    .map((each) => ({ id: each.id, label: nameOf(each) }));
  const tests = isSandbox ? Object.entries(testMethods[method]).map(([id, label]) => ({ id, label })) : [];
  return [...own, ...tests];
}

function nameOf({ method, brand, bankName, last4 }: SavedMethod): string {
  const digits = last4 ?? words.common.notKnown;
  if (method === 'CARD') return says.card(brand ?? words.codes.paymentMethod.CARD, digits);
  return says.bank(bankName ?? words.codes.paymentMethod.BANK_DEBIT, digits);
}
