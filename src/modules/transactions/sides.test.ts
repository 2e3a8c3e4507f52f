/** A side whose account was closed: its deals are held wherever they stand, nobody wins by its silence, and all are told. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import type { TestUser } from '../../../tests/support/app';
import { DAY_MS } from '../../platform/kernel/clock';

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;

async function change(person: TestUser, act: 'suspend' | 'block' | 'unblock'): Promise<void> {
  await succeed(world.admin.post(`/admin/users/${person.id}/${act}`, { reason: 'A report.' }));
  await world.app.settle();
}

async function report(person: TestUser, by: TestUser): Promise<void> {
  const said = {
    subject: { type: 'USER', id: person.id },
    category: 'FRAUD',
    description: 'They do not own the company.',
  };
  const { body } = await succeed(by.post('/reports', said));
  const decision = {
    outcome: 'USER_SUSPENDED',
    message: 'The papers are forged.',
    reason: 'Seen by two of us.',
  };
  await succeed(world.admin.post(`/admin/reports/${body.data.id}/decide`, decision));
  await world.app.settle();
}

const hold = async (deal: MadeDeal) => (await world.read(deal)).hold?.reason ?? null;
const lettersTo = async (person: TestUser, words: string) =>
  (await world.app.mail.sentTo(person.email)).filter(({ text }) => text.includes(words));

test('a buyer suspended in the inspection accepts nothing by silence; both sides and administrators are told, and the time goes on after it', async () => {
  const deal = await world.at('INSPECTION');
  await change(deal.buyer, 'suspend');
  expect(await hold(deal)).toBe('The buyer cannot sign in at present.');
  await world.later(15 * DAY_MS);
  expect(await world.statusOf(deal)).toBe('INSPECTION');
  expect(await world.owedTo(deal.seller)).toBe(0);
  for (const person of [deal.buyer, deal.seller])
    expect(await lettersTo(person, 'The buyer cannot sign in at present.')).toHaveLength(1);
  const waiting = await succeed(world.admin.get('/admin/queues'));
  expect(JSON.stringify(waiting.body)).toContain('The buyer cannot sign in at present.');

  await change(deal.buyer, 'unblock');
  expect(await hold(deal)).toBe('The buyer can sign in again.');
  expect(await lettersTo(deal.seller, 'Both sides of the deal can sign in again')).toHaveLength(1);
  await succeed(world.admin.post(path(deal, '/admin/release-hold'), { reason: 'They are back.' }));
  await world.later(13 * DAY_MS);
  expect(await world.statusOf(deal)).toBe('INSPECTION');
  await world.later(2 * DAY_MS);
  expect(await world.statusOf(deal)).toBe('COMPLETED');
});

test('nor in the review, nor of a hold-back that they cannot object to, nor where the hold is lifted while they are out', async () => {
  const review = await world.at('IN_REVIEW');
  await world.settleItems(review, 'PRE_CLOSING');
  await succeed(review.seller.post(path(review, '/seller/approve')));
  const kept = await world.at('COMPLETED', { terms: { holdbackPct: 10, holdbackDays: 30 } });
  const owed = await world.owedTo(kept.seller);
  for (const deal of [review, kept]) await change(deal.buyer, 'block');
  await succeed(world.admin.post(path(kept, '/admin/release-hold'), { reason: 'To see.' }));
  await world.later(31 * DAY_MS);
  expect(await world.statusOf(review)).toBe('SELLER_APPROVED');
  expect(await world.owedTo(review.seller)).toBe(0);
  expect(await world.owedTo(kept.seller)).toBe(owed);
  // Held anew at the deadline.
  expect(await hold(kept)).toBe('The buyer cannot sign in at present.');
  const moves = (await world.timeline(kept)).map(({ move }) => move);
  expect(moves.filter((move) => move === 'SIDE_LOCKED_OUT')).toHaveLength(2);
});

test('a seller suspended by a report is paid nothing more: the buyer is told, pays nothing in, and the day of the payment stands still', async () => {
  const deal = await world.at('PAYMENT_PENDING');
  const unpaid = await world.at('SIGNED', { seller: deal.seller });
  await report(deal.seller, deal.buyer);
  expect(await lettersTo(deal.buyer, 'Pay nothing in and hand nothing over meanwhile.')).toHaveLength(1);
  expect(await codeOf(deal.buyer.post(path(deal, '/final-payment'), CARD))).toBe('409 side_locked_out');
  expect(await codeOf(unpaid.buyer.post(path(unpaid, '/deposit'), CARD))).toBe('409 side_locked_out');
  const { moves } = await world.read(deal, deal.buyer);
  expect(moves.closed.find(({ move }) => move === 'PAY_BALANCE')).toMatchObject({ code: 'side_locked_out' });
  await world.later(40 * DAY_MS);
  expect([await world.statusOf(deal), await world.statusOf(unpaid)]).toEqual([
    'PAYMENT_PENDING',
    'AWAITING_DEPOSIT',
  ]);
});

test('a hold that stands already says so as well, and is not said to be liftable while it stands for another side', async () => {
  const deal = await world.at('IN_REVIEW');
  await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'A claim of a brother.' }));
  await change(deal.seller, 'suspend');
  await change(deal.seller, 'block');
  await change(deal.buyer, 'suspend');
  expect(await hold(deal)).toBe(
    'A claim of a brother. The seller cannot sign in at present. The buyer cannot sign in at present.',
  );
  await change(deal.seller, 'unblock');
  expect(await hold(deal)).toContain('The seller cannot sign in at present.');
  await change(deal.buyer, 'unblock');
  expect(await hold(deal)).toBe(
    'A claim of a brother. The seller can sign in again. The buyer can sign in again.',
  );
  const moves = (await world.timeline(deal))
    .map(({ move }) => move)
    .filter((move) => move.startsWith('SIDE_'));
  expect(moves).toEqual(['SIDE_LOCKED_OUT', 'SIDE_LOCKED_OUT', 'SIDE_BACK_IN']);
});

test('a hold for as long a reason as there can be says so as well', async () => {
  const deal = await world.at('IN_REVIEW');
  const longest = `A claim ${'x'.repeat(1_992)}`;
  await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: longest }));
  await change(deal.seller, 'suspend');
  const reason = await hold(deal);
  expect(reason).toMatch(/^A claim x+… The seller cannot sign in at present\.$/);
  expect(reason?.length).toBe(2_000);
});

test('nobody leaves for good while a hold-back of theirs is kept, on either side of it', async () => {
  const deal = await world.at('COMPLETED', { terms: { holdbackPct: 10, holdbackDays: 30 } });
  for (const person of [deal.buyer, deal.seller]) {
    const code = await codeOf(person.send('delete', '/users/me', { password: person.password }));
    expect(code).toBe('409 deletion_prevented');
  }
});

test('a hold stops the clock of the deposit and of the price, too: the time is given back', async () => {
  const deals = [
    await world.at('SIGNED'),
    await world.at('PAYMENT_PENDING'),
    await world.at('TRANSFER_IN_PROGRESS'),
  ];
  const before = await Promise.all(deals.map((deal) => world.statusOf(deal)));
  for (const deal of deals)
    await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'The watch.' }));
  await world.later(50 * DAY_MS);
  expect(await Promise.all(deals.map((deal) => world.statusOf(deal)))).toEqual(before);
  for (const deal of deals) {
    await succeed(world.admin.post(path(deal, '/admin/release-hold'), { reason: 'Cleared up.' }));
    const left = Date.parse(String((await world.read(deal)).deadlineAt)) - world.app.clock.now();
    expect(left).toBeGreaterThan(6 * DAY_MS);
  }
});

test('a deal that was on hold before clocks stood still on one is left alone by the sweep, and gets its time back', async () => {
  const deal = await world.at('PAYMENT_PENDING');
  await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'The watch.' }));
  const { database } = world.app.platform;
  await database.change('UPDATE transactions SET wakeAt = deadlineAt WHERE id = :id', { id: deal.id });
  await world.later(11 * DAY_MS);
  expect(await world.statusOf(deal)).toBe('PAYMENT_PENDING');
  const [row] = await database.select<{ wakeAt: number | null }>(
    'SELECT wakeAt FROM transactions WHERE id = :id',
    { id: deal.id },
  );
  expect(row?.wakeAt).toBeNull();
});
