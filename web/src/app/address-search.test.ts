/** How an address keeps what its page asks for. */
import { parseSearch, stringifySearch } from './address-search';

it('reads back what it wrote, a list and a text that looks like a number too', () => {
  const search = { search: 'reefer & "dry" +1', state: ['TX', 'OK'], price: '001' };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});

it('leaves out what is not set', () => {
  expect(stringifySearch({ search: '', state: [], years: undefined })).toBe('');
});
