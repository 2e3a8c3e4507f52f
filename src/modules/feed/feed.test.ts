/** What of the log is told to people outside, and to whom: nothing and nobody but what is listed. */
import { productEvents } from '../../../tests/support/product-events';
import { newId } from '../../platform/kernel/ids';
import { ownEventOf, PUBLIC_EVENTS, readersOf } from '.';

const [buyerId, sellerId] = [newId(), newId()];
const offer = {
  ...{ offerId: newId(), listingId: newId(), listingTitle: 'Midwest dry van company', buyerId, sellerId },
  ...{ amountCents: 100, versionNumber: 1, side: 'BUYER', turn: 'SELLER', expiresAt: 0 },
  ...{ backupRank: null, reason: null },
};
const told = (name: string, payload: unknown) => ({
  ...{ id: newId(), position: 7, name, subject: offer.offerId, at: 0, payload },
});

it('tells an event to the people whom it concerns, and a reminder to whoever has to act', () => {
  expect(readersOf(told('offer.made', offer))).toEqual([buyerId, sellerId]);
  expect(readersOf(told('offer.reminder', offer))).toEqual([sellerId]);
  const move = { ...offer, tells: ['SELLER', 'ADMIN'], by: 'TIMER' };
  expect(readersOf(told('transaction.moved', move))).toEqual([sellerId]);
  expect(readersOf(told('transaction.moved', { ...move, by: 'BUYER' }))).toEqual([buyerId, sellerId]);
});

it('shows the fields that are listed, instants in ISO 8601, and no other', () => {
  expect(ownEventOf(told('offer.made', { ...offer, secret: 'x' }))).toEqual({
    ...{ id: expect.any(String), type: 'offer.made', position: 7, subject: offer.offerId, at: 0 },
    data: {
      ...{ offerId: offer.offerId, listingId: offer.listingId, listingTitle: offer.listingTitle },
      ...{ amountCents: 100, versionNumber: 1, side: 'BUYER', turn: 'SELLER' },
      ...{ expiresAt: '1970-01-01T00:00:00.000Z', backupRank: null, reason: null },
    },
  });
  const shown = new Set(PUBLIC_EVENTS.flatMap(({ shows }): readonly string[] => shows));
  const inTheHouse = ['sellerId', 'payerId', 'key', 'tells', 'gateway', 'customerId', 'hardStops', 'changes'];
  expect(inTheHouse.filter((field) => shown.has(field))).toEqual([]);
});

it('tells nobody of accounts, credentials and what is for the office', async () => {
  const listed = new Set(PUBLIC_EVENTS.map(({ name }) => name));
  const closed = (await productEvents()).filter(({ name }) => !listed.has(name));
  expect(closed.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['user.password_changed', 'api_key.created', 'payment.disputed', 'refund.failed']),
  );
  expect([...listed].filter((name) => /^(?:user|security|api_key|webhook_endpoint)\./.test(name))).toEqual(
    [],
  );
  for (const { name } of closed) {
    expect(readersOf(told(name, { ...offer, userId: buyerId, payerId: buyerId }))).toEqual([]);
    expect(ownEventOf(told(name, offer))).toBeNull();
  }
});
