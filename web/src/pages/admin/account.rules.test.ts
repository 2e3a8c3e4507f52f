/** What accounts of the ledger are called. */
import { accountName, holderOf, isCoded } from './account.rules';

test('an account of the platform has its own name, another that of its kind with whose it is', () => {
  expect([accountName('revenue:fees'), holderOf('revenue:fees')]).toEqual(['Fees of deals', null]);
  expect([accountName('escrow:0193-a'), holderOf('escrow:0193-a')]).toEqual(['Escrow of a deal', '0193-a']);
  expect(accountName('novel:0193-a')).toBe('novel:0193-a');
});

test('a code is a word, a colon and what follows', () => {
  expect(['revenue:fees', 'user:0193-a', 'revenue', 'Revenue:fees', 'a: b'].map(isCoded)).toEqual([
    ...[true, true],
    ...[false, false, false],
  ]);
});
