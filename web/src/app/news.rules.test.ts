/** What is read anew after news. */
import { staleAfter } from './news.rules';

it('reads a deal anew that changed, and every list that it stands in', () => {
  expect(staleAfter('transaction:updated', { transactionId: 'd', listingId: 'l' })).toEqual(
    expect.arrayContaining([['deal', 'd'], ['deals'], ['my-listings'], ['listing', 'l']]),
  );
});

it('reads the room of a deal anew when somebody wrote in it, and no deal otherwise', () => {
  const data = { conversationId: 'c', transactionId: 'd' };
  expect(staleAfter('message:new', data)).toContainEqual(['deal', 'd']);
  expect(staleAfter('message:new', { ...data, transactionId: null })).toEqual([
    ['unread'],
    ['conversations'],
    ['conversation'],
  ]);
});
