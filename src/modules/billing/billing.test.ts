/** Credits never go below zero, and are bought once, returned once, and issued only for money that was received. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import { systemActor } from '../../platform/kernel/actor';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { PUBLICATION_MS } from '../listings/listing.rules';
import { type Billing, type CreditMove, creditsPurchased } from './index';

let app: TestApp;
let billing: Billing;
const purchases: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  billing = app.modules.billing;
  app.platform.events.on(creditsPurchased, 'test', { runs: 'unit' }, ({ orderId }) => {
    purchases.push(orderId);
    return Promise.resolve();
  });
});
afterAll(() => app.close());

const grant = (user: TestUser, credits: number, key = newId()) =>
  billing.grantBonus(systemActor('test'), { userId: user.id, credits, reason: 'A test', key });

const unlocking = (user: TestUser, listingId = newId()): CreditMove => ({
  userId: user.id,
  key: `listing:${listingId}:unlock:${user.id}`,
  reason: 'UNLOCK',
  subject: { type: 'listing', id: listingId },
});

describe('spending', () => {
  it('a hundred spends at once of ten credits: exactly ten succeed', async () => {
    const user = await app.make.buyer();
    await grant(user, 10);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, () => billing.spendCredit(unlocking(user))),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'out_of_credits', status: 402 });
    expect(refused).toHaveLength(90);
    expect(await billing.creditBalance(user.id)).toBe(0);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('the same spending ten times at once takes one credit', async () => {
    const user = await app.make.buyer();
    await grant(user, 5);
    const move = unlocking(user);
    await Promise.all(Array.from({ length: 10 }, () => billing.spendCredit(move)));
    expect(await billing.creditBalance(user.id)).toBe(4);
  });

  it('that leaves few credits is told once, also repeated at once, until more have come', async () => {
    const user = await app.make.buyer();
    const told = async () => {
      await app.settle();
      const { body } = await user.get('/notifications?kind=CREDITS_LOW');
      return (body.data as { title: string }[]).map(({ title }) => title);
    };
    await grant(user, 3);
    await billing.spendCredit(unlocking(user));
    expect(await told()).toEqual([]);
    const move = unlocking(user);
    await Promise.all(Array.from({ length: 5 }, () => billing.spendCredit(move)));
    await billing.spendCredit(move);
    expect(await told()).toEqual(['One credit left']);
    await billing.spendCredit(unlocking(user));
    expect(await told()).toEqual(['One credit left']);
    await grant(user, 2);
    await billing.spendCredit(unlocking(user));
    expect(await told()).toEqual(['One credit left', 'One credit left']);
  });

  it('is undone with the unit of what it was for', async () => {
    const user = await app.make.buyer();
    await grant(user, 1);
    const undone = app.platform.database.atomically(async () => {
      await billing.spendCredit(unlocking(user));
      throw new Error('the listing was gone');
    });
    await expect(undone).rejects.toThrow('the listing was gone');
    expect(await billing.creditBalance(user.id)).toBe(1);
    expect(await billing.findViolations()).toEqual([]);
  });
});

describe('a return', () => {
  it('returns a spent credit once, however often it is asked for', async () => {
    const [user, admin] = [await app.make.buyer(), await app.make.admin()];
    await grant(user, 2);
    const move = unlocking(user);
    await billing.spendCredit(move);
    await Promise.all(Array.from({ length: 5 }, () => billing.returnCredit(move)));
    expect(await billing.creditBalance(user.id)).toBe(2);
    await billing.returnCredit({ ...move, key: 'another key' });
    expect(await billing.creditBalance(user.id)).toBe(2);
    const request = { userId: user.id, spendingKey: move.key, reason: 'Asked nicely' };
    expect((await admin.post('/credits/refund', request)).body.code).toBe('credit_already_returned');
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('by an admin names the key that the history shows, and is not repeated by the module that spent the credit', async () => {
    const [user, admin] = [await app.make.buyer(), await app.make.admin()];
    await grant(user, 1);
    const move = unlocking(user);
    await billing.spendCredit(move);
    const [spent] = (await user.get('/credits/history')).body.data;
    expect(spent).toMatchObject({ kind: 'SPENDING', credits: -1, spendingKey: move.key, reason: 'UNLOCK' });
    const request = { userId: user.id, spendingKey: spent.spendingKey, reason: 'The listing was a mistake' };
    expect((await admin.post('/credits/refund', request)).body.data).toEqual({ userId: user.id, credits: 1 });
    await billing.returnCredit(move);
    expect(await billing.creditBalance(user.id)).toBe(1);
    expect((await user.post('/credits/refund', request)).status).toBe(403);
    const unknown = { ...request, spendingKey: 'unknown' };
    expect((await admin.post('/credits/refund', unknown)).status).toBe(404);
  });

  it('returns as many credits as were spent on the same thing', async () => {
    const user = await app.make.seller();
    await grant(user, 2);
    const subject = { type: 'listing', id: newId() };
    const publication = (key: string): CreditMove => ({
      userId: user.id,
      key: `listing:${subject.id}:publication:${key}`,
      reason: 'LISTING_PUBLICATION',
      subject,
    });
    for (const key of ['1', '2']) await billing.spendCredit(publication(key));
    expect(await billing.creditBalance(user.id)).toBe(0);
    for (const key of ['2', '2', '3']) await billing.returnCredit(publication(key));
    expect(await billing.creditBalance(user.id)).toBe(1);
    await billing.returnCredit(publication('1'));
    expect(await billing.creditBalance(user.id)).toBe(2);
    expect(await billing.findViolations()).toEqual([]);
  });

  it('returns nothing if nothing was spent, or somebody else spent it', async () => {
    const [user, other] = [await app.make.buyer(), await app.make.buyer()];
    await billing.returnCredit(unlocking(user));
    expect(await billing.creditBalance(user.id)).toBe(0);
    await grant(other, 1);
    const move = unlocking(other);
    await billing.spendCredit(move);
    await billing.returnCredit({ ...move, userId: user.id });
    expect([await billing.creditBalance(user.id), await billing.creditBalance(other.id)]).toEqual([0, 0]);
  });

  it('never returns the credit of an earlier publication for a later one', async () => {
    const listings = makeListings(app);
    const { id, seller } = await listings.active();
    await app.later(PUBLICATION_MS + DAY_MS);
    await listings.giveCredits(seller.id, 1);
    expect((await seller.post(`/listings/${id}/submit`)).body.data.status).toBe('PENDING_REVIEW');
    expect(await billing.creditBalance(seller.id)).toBe(0);
    const admin = await app.make.admin();
    const [spent] = (await seller.get('/credits/history')).body.data;
    const request = { userId: seller.id, spendingKey: spent.spendingKey, reason: 'Asked nicely' };
    expect((await admin.post('/credits/refund', request)).status).toBe(200);
    expect((await seller.post(`/listings/${id}/withdraw`)).body.data.status).toBe('WITHDRAWN');
    expect(await billing.creditBalance(seller.id)).toBe(1);
  });
});

describe('a bonus', () => {
  it('is granted by admins only, with a reason, and once per key', async () => {
    const [user, admin] = [await app.make.seller(), await app.make.admin()];
    const request = { userId: user.id, credits: 3, reason: 'Welcome' };
    expect((await user.post('/credits/bonus', request)).status).toBe(403);
    expect((await app.anonymous.post('/credits/bonus', request)).status).toBe(401);
    const headers = { 'idempotency-key': newId() };
    expect((await admin.post('/credits/bonus', request, headers)).body.data.credits).toBe(3);
    expect((await admin.post('/credits/bonus', request, headers)).body.data.credits).toBe(3);
    expect((await admin.post('/credits/bonus', { ...request, userId: newId() })).status).toBe(404);
    expect((await admin.post('/credits/bonus', { ...request, credits: -3 })).status).toBe(400);
    await Promise.all(Array.from({ length: 3 }, () => grant(user, 2, 'welcome:2')));
    expect(await billing.creditBalance(user.id)).toBe(5);
  });
});

describe('a purchase', () => {
  const byCard = { credits: 3, method: 'CARD', paymentMethodId: 'pm_card_visa' };
  const price = () => 3 * app.config.SINGLE_CREDIT_PRICE_CENTS;

  it('by card issues the credits at once, and the money becomes revenue', async () => {
    const user = await app.make.seller();
    const before = await app.modules.ledger.balance('revenue:credits');
    const { status, body } = await user.post('/credits/purchase', byCard);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      status: 'PAID',
      priceCents: price(),
      payment: { status: 'SUCCEEDED' },
    });
    await app.settle();
    expect((await user.get('/credits/balance')).body.data).toMatchObject({ credits: 3, pendingCredits: 0 });
    expect((await app.modules.ledger.balance('revenue:credits')) - before).toBe(price());
    expect(await app.modules.ledger.balance(`unallocated:${body.data.payment.id}`)).toBe(0);
    expect(purchases.filter((id) => id === body.data.id)).toHaveLength(1);
    const [bought] = (await user.get('/credits/history')).body.data;
    expect(bought).toMatchObject({ kind: 'PURCHASE', credits: 3, spendingKey: null });
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('sent again with its key is one order and one payment', async () => {
    const user = await app.make.buyer();
    const headers = { 'idempotency-key': newId() };
    const first = await user.post('/credits/purchase', byCard, headers);
    const second = await user.post('/credits/purchase', byCard, headers);
    expect(second.body.data.id).toBe(first.body.data.id);
    await app.platform.database.change('DELETE FROM idempotency_keys');
    const third = await user.post('/credits/purchase', byCard, headers);
    expect(third.body.data.id).toBe(first.body.data.id);
    await app.platform.database.change('DELETE FROM idempotency_keys');
    const other = await user.post('/credits/purchase', { ...byCard, credits: 4 }, headers);
    expect(other.body.code).toBe('idempotency_key_reused');
    await app.settle();
    expect(await billing.creditBalance(user.id)).toBe(3);
  });

  it('sent again after its answer and its effect were lost is the same order, issued once', async () => {
    const user = await app.make.buyer();
    const headers = { 'idempotency-key': newId() };
    const first = await user.post('/credits/purchase', byCard, headers);
    const { database } = app.platform;
    const owner = { id: user.id };
    await database.change(`UPDATE credit_orders SET status = 'AWAITING_PAYMENT' WHERE userId = :id`, owner);
    await database.change('DELETE FROM idempotency_keys WHERE userId = :id', owner);
    const second = await user.post('/credits/purchase', byCard, headers);
    expect([second.status, second.body.data.id]).toEqual([201, first.body.data.id]);
    expect(second.body.data).toMatchObject({ status: 'PAID', payment: { id: first.body.data.payment.id } });
    await app.settle();
    expect(await billing.creditBalance(user.id)).toBe(byCard.credits);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('with a declined card issues nothing, and can be tried again', async () => {
    const user = await app.make.buyer();
    const declined = { ...byCard, paymentMethodId: 'pm_card_chargeDeclined' };
    const { status, body } = await user.post('/credits/purchase', declined);
    expect(status).toBe(201);
    expect(body.data).toMatchObject({
      status: 'FAILED',
      payment: { status: 'FAILED', failure: { code: 'generic_decline', message: 'Your card was declined.' } },
    });
    expect(body.message).toMatch(
      /declined.* Nothing was taken\. Pay again with another card or in another way\.$/,
    );
    await app.settle();
    expect(await billing.creditBalance(user.id)).toBe(0);
    expect((await user.post('/credits/purchase', byCard)).body.data.status).toBe('PAID');
  });

  it('by bank debit issues credits that cannot be spent before the debit settles', async () => {
    const user = await app.make.buyer();
    const debit = { credits: 2, method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
    expect((await user.post('/credits/purchase', debit)).body.data.status).toBe('AWAITING_PAYMENT');
    await app.settle();
    expect((await user.get('/credits/balance')).body.data).toMatchObject({ credits: 0, pendingCredits: 2 });
    await expect(billing.spendCredit(unlocking(user))).rejects.toMatchObject({ code: 'out_of_credits' });
    await app.later(4 * DAY_MS + MINUTE_MS);
    expect(await billing.creditBalance(user.id)).toBe(2);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('that the bank refuses ends the order', async () => {
    const user = await app.make.buyer();
    const debit = { credits: 2, method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_insufficientFunds' };
    await user.post('/credits/purchase', debit);
    await app.later(4 * DAY_MS + MINUTE_MS);
    expect(await billing.creditBalance(user.id)).toBe(0);
    expect(await pendingOf(user.id)).toBe(0);
  });

  it('that got no payment fails after a day', async () => {
    const user = await app.make.buyer();
    await app.platform.database.change(
      `INSERT INTO credit_orders (id, userId, requestKey, credits, priceCents, method, status, createdAt, updatedAt)
       VALUES (:id, :userId, NULL, 7, 7, 'CARD', 'AWAITING_PAYMENT', :now, :now)`,
      { id: newId(), userId: user.id, now: app.clock.now() },
    );
    expect(await pendingOf(user.id)).toBe(7);
    await app.later(DAY_MS + HOUR_MS);
    expect(await pendingOf(user.id)).toBe(0);
  });

  it.each([
    ['no credits', { credits: 0 }],
    ['more than a hundred', { credits: 101 }],
    ['half a credit', { credits: 1.5 }],
    ['a wire', { method: 'WIRE' }],
    ['no payment method', { paymentMethodId: undefined }],
  ])('of %s is refused', async (_, wrong) => {
    const user = await app.make.buyer();
    expect((await user.post('/credits/purchase', { ...byCard, ...wrong })).status).toBe(400);
  });
  it('of its own price is refused: it can only name the price that it read', async () => {
    const user = await app.make.buyer();
    const { status, body } = await user.post('/credits/purchase', { ...byCard, priceCents: 1 });
    expect([status, body.code]).toEqual([409, 'price_changed']);
  });

  const pendingOf = async (userId: string) => {
    const [row] = await app.platform.database.select<{ credits: number | null }>(
      `SELECT SUM(credits) AS credits FROM credit_orders WHERE userId = :userId AND status = 'AWAITING_PAYMENT'`,
      { userId },
    );
    return Number(row?.credits ?? 0);
  };
});

describe('credits', () => {
  it('can be checked, and their history read in pages', async () => {
    const user = await app.make.buyer();
    for (const credits of [1, 2, 3]) await grant(user, credits);
    expect((await user.get('/credits/check?required=6')).body.data).toMatchObject({ sufficient: true });
    expect((await user.get('/credits/check?required=7')).body.data).toMatchObject({
      credits: 6,
      sufficient: false,
    });
    const first = (await user.get('/credits/history?limit=2')).body;
    const second = (await user.get(`/credits/history?limit=2&cursor=${first.pagination.nextCursor}`)).body;
    const seen = [...first.data, ...second.data].map(({ credits }: { credits: number }) => credits);
    expect(seen.sort()).toEqual([1, 2, 3]);
    for (const path of ['balance', 'history', 'check']) {
      expect((await app.anonymous.get(`/credits/${path}`)).status).toBe(401);
    }
  });

  it('missing for a paid order are a violation', async () => {
    const user = await app.make.buyer();
    const id = newId();
    await app.platform.database.change(
      `INSERT INTO credit_orders (id, userId, requestKey, credits, priceCents, method, status, createdAt, updatedAt)
       VALUES (:id, :userId, NULL, 7, 7, 'CARD', 'PAID', 0, 0)`,
      { id, userId: user.id },
    );
    expect((await billing.findViolations()).map(({ check, subject }) => [check, subject])).toEqual([
      ['billing.order_booked', `order ${id}`],
    ]);
  });
});
