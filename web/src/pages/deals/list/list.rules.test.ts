/** Which deals an address lists. */
import { readSearch, tabOf } from './list.rules';

it('takes the filters of an address, and nothing that is none', () => {
  expect(readSearch({ status: 'IN_REVIEW', side: 'BUYER', waitingFor: 'me', page: '7' })).toEqual({
    status: 'IN_REVIEW',
    side: 'BUYER',
    waitingFor: 'me',
  });
  expect(readSearch({ status: 'toString', side: 'ADMIN', waitingFor: 'you' })).toEqual({});
});

it('knows which tab a list stands in', () => {
  const tabs = [{}, { waitingFor: 'me' }, { side: 'BUYER' }, { side: 'SELLER', status: 'INSPECTION' }];
  expect(tabs.map((search) => tabOf(readSearch(search)))).toEqual(['all', 'waiting', 'asBuyer', 'asSeller']);
});
