/** Which of what was read is old after news: beginnings of the keys of queries. */
import type { News, NewsName } from '../api/live';

type Keys = readonly (readonly string[])[];

const OFFERS = [['offers'], ['my-listings']];

const STALE: { [Name in NewsName]: (data: News[Name]) => Keys } = {
  notification: () => [['unread'], ['notifications'], ['overview']],
  'offer:new': ({ offerId, listingId }) => [['offer', offerId], ['listing', listingId], ...OFFERS],
  'offer:updated': ({ offerId, listingId }) => [['offer', offerId], ['listing', listingId], ...OFFERS],
  'transaction:updated': ({ transactionId, listingId }) => [
    ['deal', transactionId],
    ['deals'],
    ['payments'],
    ['payouts'],
    ['listing', listingId],
    ['my-listings'],
  ],
  'listing:updated': ({ listingId }) => [['listing', listingId], ['listings'], ['my-listings']],
  'message:new': ({ transactionId }) => [
    ['unread'],
    ['conversations'],
    ['conversation'],
    ...(transactionId === null ? [] : [['deal', transactionId]]),
  ],
  'message:read': () => [['unread'], ['conversations'], ['conversation']],
};

export const staleAfter = <Name extends NewsName>(name: Name, data: News[Name]): Keys => STALE[name](data);
