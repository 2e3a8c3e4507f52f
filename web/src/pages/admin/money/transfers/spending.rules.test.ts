/** Which credit of whom a transfer has spent. */
import { spendingOf } from './spending.rules';

it('finds who has spent a credit, and for what', () => {
  expect(spendingOf({ id: 'credits:spending:listing:1:unlock:2', debit: 'credits:2' })).toEqual({
    userId: '2',
    spendingKey: 'listing:1:unlock:2',
  });
});

it('finds none in what was granted, bought or returned', () => {
  for (const id of ['credits:bonus:1', 'credits:return:listing:1:unlock:2', 'payment:1'])
    expect(spendingOf({ id, debit: 'credits:issued' })).toBeNull();
});
