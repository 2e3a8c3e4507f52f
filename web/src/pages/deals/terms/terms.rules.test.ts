/** When a typed name is that of the account. */
import { isSameName } from './terms.rules';

it('takes a name however it is spaced and capitalized, and no other one', () => {
  expect(isSameName(' test  PERSON ', 'Test Person')).toBe(true);
  expect(isSameName('Test Persons', 'Test Person')).toBe(false);
  expect(isSameName('', '')).toBe(false);
});
