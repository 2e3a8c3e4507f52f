/** What a payment can be made with. */
import { choicesOf } from './pay.rules';

const CARD = {
  id: 'pm_1',
  method: 'CARD',
  brand: 'Visa',
  bankName: null,
  last4: '4242',
  expires: null,
  paysSubscription: false,
} as const;
const ACCOUNT = { ...CARD, id: 'pm_2', method: 'BANK_DEBIT', brand: null, bankName: 'First Bank' } as const;

it('offers what was saved for the method, and nothing of another one', () => {
  expect(choicesOf('CARD', [CARD, ACCOUNT], false)).toEqual([{ id: 'pm_1', label: 'Visa ending in 4242' }]);
  expect(choicesOf('BANK_DEBIT', [CARD, ACCOUNT], false)).toEqual([
    { id: 'pm_2', label: 'First Bank account ending in 4242' },
  ]);
});

it('offers test cards only where no money is real', () => {
  expect(choicesOf('CARD', [], false)).toEqual([]);
  expect(choicesOf('CARD', [], true).map(({ id }) => id)).toContain('pm_card_visa');
});
