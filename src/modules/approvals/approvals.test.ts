/** How first words wait, lapse and change, and how small acts add up; `four-eyes.test.ts` holds each act to the limit. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import type { ApiAnswer } from '../../../tests/support/client';
import { anOrder } from '../../../tests/support/make-payments';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

const LIMIT = 250_000;
const system = { kind: 'system', name: 'test' } as const;

let app: TestApp;
let admins: [TestUser, TestUser];
beforeAll(async () => {
  app = await startTestApp({ environment: { TWO_ADMIN_LIMIT_CENTS: String(LIMIT) } });
  admins = [await app.make.admin(), await app.make.admin()];
});
afterAll(() => app.close());

/** Log-ins do not last that long. */
async function signInAnew(): Promise<void> {
  admins = [await app.make.admin(), await app.make.admin()];
}

const balanceIs = async (account: string, cents: number) =>
  (await app.modules.ledger.balance(account)) === cents;

const wireOf = (amountCents: number) => app.modules.payments.start({ ...anOrder('WIRE'), amountCents });
const asUser = ({ id }: TestUser) => ({ kind: 'user', userId: id, roles: ['admin'], sessionId: id }) as const;

async function refundOf(amountCents: number): Promise<string> {
  const { id: paymentId } = await wireOf(amountCents);
  await app.modules.payments.confirmWire(system, paymentId, { amountCents, reference: newId() });
  const from = `unallocated:${paymentId}`;
  await app.modules.payments.refund({ key: newId(), paymentId, amountCents, from, reason: 'Not wanted.' });
  const { body } = await admins[0].get(`/admin/refunds?paymentId=${paymentId}`);
  return String(body.data[0].id);
}

const answered = (answer: ApiAnswer | undefined): string =>
  answer === undefined || answer.status < 300 ? 'taken' : String(answer.body.code);

it('of another sum a second word is the first: a part may have been taken out of a refund', async () => {
  app.clock.advance(DAY_MS);
  await signInAnew();
  const [one, other] = admins;
  const id = await refundOf(4 * LIMIT);
  const path = `/admin/refunds/${id}/confirm-wire`;
  const wired = { reference: newId(), amountCents: 4 * LIMIT };
  expect(answered(await one.post(path, wired))).toBe('taken');
  const part = { amountCents: 2 * LIMIT, reason: 'Half of it goes another way.' };
  await app.platform.database.change("UPDATE refunds SET status = 'NEEDS_ATTENTION' WHERE id = :id", { id });
  for (const admin of admins)
    expect(answered(await admin.post(`/admin/refunds/${id}/part`, part))).toBe('taken');
  expect(answered(await other.post(path, wired))).toBe('amount_mismatch');
  expect(answered(await other.post(path, { reference: wired.reference }))).toBe('taken');
  expect(await balanceIs(`refunds:${id}`, 2 * LIMIT)).toBe(true);
  expect(answered(await one.post(path, { reference: wired.reference }))).toBe('taken');
  expect(await balanceIs(`refunds:${id}`, 0)).toBe(true);
});

it.each<[string, (one: TestUser, other: TestUser, third: TestUser) => Promise<ApiAnswer>]>([
  ['recovers their access', (one) => one.post('/auth/logout-all')],
  [
    'is suspended',
    async (one, other, third) => {
      const stolen = { reason: 'The account was stolen.' };
      await other.post(`/admin/users/${one.id}/suspend`, stolen);
      return third.post(`/admin/users/${one.id}/suspend`, stolen);
    },
  ],
  ['deletes their account', (one) => one.send('delete', '/users/me', { password: one.password })],
  [
    'is no administrator any more',
    async (one, other, third) => {
      const left = { roles: ['BUYER'], reason: 'They left the office.' };
      await other.post(`/admin/users/${one.id}/roles`, left);
      return third.post(`/admin/users/${one.id}/roles`, left);
    },
  ],
])('a first word binds nobody once whoever said it %s', async (_, leave) => {
  const one = await app.make.admin();
  const [other, third] = admins;
  const { id } = await wireOf(9 * LIMIT);
  const wire = { amountCents: 9 * LIMIT, reference: newId() };
  const say = (admin: TestUser) => app.modules.payments.confirmWire(asUser(admin), id, wire);
  await say(one);
  expect((await leave(one, other, third)).status).toBe(200);
  const [word] = await app.platform.database.select<{ status: string }>(
    "SELECT status FROM approvals WHERE firstId = :id AND subjectType = 'payment'",
    { id: one.id },
  );
  expect(word).toEqual({ status: 'WITHDRAWN' });
  const log = await app.modules.audit.listAbout({ type: 'payment', id });
  expect(log.at(-1)).toMatchObject({ action: 'approval.withdrawn', detail: { firstId: one.id } });
  expect((await say(other)).status).toBe('STARTED');
  expect((await say(third)).status).toBe('SUCCEEDED');
});

it('what waits for a second admin is on the list of stuck money, and lapses after a week', async () => {
  const [one, other] = admins;
  const { id } = await wireOf(9 * LIMIT);
  const wire = { amountCents: 9 * LIMIT, reference: newId() };
  await app.modules.payments.confirmWire(asUser(one), id, wire);
  const waiting = async () =>
    ((await one.get('/admin/money/stuck')).body.data as { kind: string; subject: string }[]).filter(
      ({ kind, subject }) => kind === 'SECOND_ADMIN_NEEDED' && subject === `payment ${id}`,
    );
  const firstWords = async () =>
    ((await one.get('/admin/approvals')).body.data as { subject: { id: string } }[]).filter(
      ({ subject }) => subject.id === id,
    );
  expect(await waiting()).toHaveLength(1);
  expect(await firstWords()).toMatchObject([
    {
      what: 'Confirm a wire that arrived',
      ...{ subject: { type: 'payment', id }, amountCents: 9 * LIMIT, first: { id: one.id } },
      asked: { ...wire, partial: false, sendBack: false },
    },
  ]);
  await app.later(7 * DAY_MS);
  expect(await waiting()).toEqual([]);
  expect(await firstWords()).toEqual([]);
  expect((await app.modules.payments.confirmWire(asUser(other), id, wire)).status).toBe('STARTED');
  expect((await app.modules.payments.confirmWire(asUser(one), id, wire)).status).toBe('SUCCEEDED');
});

describe('small acts add up', () => {
  const HALF = LIMIT / 2;
  const book = async (admin: TestUser, payerId: string, amountCents: number): Promise<boolean> => {
    const { id } = await app.modules.payments.start({ ...anOrder('WIRE'), payerId, amountCents });
    const wire = { amountCents, reference: newId() };
    return (await app.modules.payments.confirmWire(asUser(admin), id, wire)).status === 'SUCCEEDED';
  };
  beforeEach(async () => {
    app.clock.advance(DAY_MS);
    await signInAnew();
  });

  it('of one admin, whoever is concerned, until the window has passed', async () => {
    const [one, other] = admins;
    const booked = async () => book(one, newId(), HALF);
    expect([await booked(), await booked(), await book(one, newId(), 1)]).toEqual([true, true, false]);
    // Another kind of act counts, too; another admin is another.
    const user = await app.make.buyer();
    const bonus = { userId: user.id, credits: 1, reason: 'They waited long.' };
    expect((await one.post('/credits/bonus', bonus)).body.data.credits).toBe(0);
    expect((await one.post('/credits/bonus', bonus)).body.code).toBe('second_admin_needed');
    expect((await other.post('/credits/bonus', bonus)).body.data.credits).toBe(1);
    // What two have agreed on is nobody's alone.
    expect(await book(other, newId(), LIMIT)).toBe(true);
    app.clock.advance(DAY_MS);
    expect(await booked()).toBe(true);
  });

  it('the return of a credit among them', async () => {
    const [one, other] = admins;
    const user = await app.make.buyer();
    await app.modules.billing.grantBonus(asUser(other), {
      userId: user.id,
      credits: 1,
      reason: 'A gift.',
      key: newId(),
    });
    const spendingKey = newId();
    const subject = { type: 'listing', id: newId() };
    await app.platform.database.atomically(() =>
      app.modules.billing.spendCredit({ userId: user.id, key: spendingKey, reason: 'UNLOCK', subject }),
    );
    expect(await book(one, newId(), LIMIT)).toBe(true);
    const giveBack = async (admin: TestUser) =>
      (await admin.post('/credits/refund', { userId: user.id, spendingKey, reason: 'It was ours.' })).body;
    expect((await giveBack(one)).data.credits).toBe(0);
    expect((await giveBack(one)).code).toBe('second_admin_needed');
    expect((await giveBack(other)).data.credits).toBe(1);
  });

  it('over the money of one person, whoever does them', async () => {
    const [one, other] = admins;
    const payerId = newId();
    expect(await book(one, payerId, HALF)).toBe(true);
    expect(await book(other, payerId, HALF)).toBe(true);
    expect(await book(await app.make.admin(), payerId, 1)).toBe(false);
  });

  it('of two at once the second sees the first', async () => {
    const payers = Array.from({ length: 6 }, () => newId());
    const booked = await Promise.all(payers.map((payerId) => book(admins[0], payerId, HALF)));
    expect(booked.filter(Boolean)).toHaveLength(2);
  });
});

it('nobody acts on money of their own, whatever the sum', async () => {
  const owner = await app.make.user({ roles: ['admin', 'buyer'] });
  const { id } = await app.modules.payments.start({
    ...anOrder('WIRE'),
    payerId: owner.id,
    amountCents: 100,
  });
  const booked = app.modules.payments.confirmWire(asUser(owner), id, {
    amountCents: 100,
    reference: newId(),
  });
  await expect(booked).rejects.toMatchObject({ code: 'forbidden' });
});
