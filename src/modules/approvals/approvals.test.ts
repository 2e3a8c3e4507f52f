/** Four eyes on every act of an admin that makes, releases or sends money above the limit: same and other admin, below and above. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import type { ApiAnswer } from '../../../tests/support/client';
import { anOrder, setBankAccount } from '../../../tests/support/make-payments';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

const LIMIT = 250_000;
const CREDIT = 2_999;
const system = { kind: 'system', name: 'test' } as const;

let app: TestApp;
let seller: TestUser;
let admins: [TestUser, TestUser];
beforeAll(async () => {
  app = await startTestApp({ environment: { TWO_ADMIN_LIMIT_CENTS: String(LIMIT) } });
  seller = await app.make.seller();
  admins = [await app.make.admin(), await app.make.admin()];
  await setBankAccount(seller);
  await app.later(3 * DAY_MS);
});
afterAll(() => app.close());

/** Log-ins do not last that long. */
async function signInAnew(): Promise<void> {
  admins = [await app.make.admin(), await app.make.admin()];
}

interface Case {
  act(admin: TestUser, reference: string): Promise<ApiAnswer | undefined>;
  isDone(): Promise<boolean>;
  /** Nothing is named with it, so nobody asks for something else. */
  asksOneThing?: true;
}

const balanceIs = async (account: string, cents: number) =>
  (await app.modules.ledger.balance(account)) === cents;

const wireOf = (amountCents: number) => app.modules.payments.start({ ...anOrder('WIRE'), amountCents });
const asUser = ({ id }: TestUser) => ({ kind: 'user', userId: id, roles: ['admin'], sessionId: id }) as const;

/** As an answer of the endpoints that book wires. */
const confirm = (admin: TestUser, id: string, wire: { amountCents: number; reference: string }) =>
  app.modules.payments.confirmWire(asUser(admin), id, wire).then(
    () => undefined,
    ({ code }: { code: string }) => ({ status: 409, body: { code } }) as unknown as ApiAnswer,
  );

async function refundOf(amountCents: number): Promise<string> {
  const { id: paymentId } = await wireOf(amountCents);
  await app.modules.payments.confirmWire(system, paymentId, { amountCents, reference: newId() });
  const from = `unallocated:${paymentId}`;
  await app.modules.payments.refund({ key: newId(), paymentId, amountCents, from, reason: 'Not wanted.' });
  const { body } = await admins[0].get(`/admin/refunds?paymentId=${paymentId}`);
  return String(body.data[0].id);
}
async function payoutOf(amount: number): Promise<string> {
  const id = newId();
  const move = { debit: 'bank:wire', credit: `payable:${seller.id}`, unit: 'USD' as const, reason: 'Sold' };
  await app.modules.ledger.post([{ id, ...move, amount, subject: { type: 'test', id } }]);
  const { body } = await seller.post('/seller/payouts', { amountCents: amount, method: 'WIRE' });
  return String(body.data.id);
}
/** That the gateway could not carry out. */
async function waitingRefundOf(amountCents: number): Promise<string> {
  const id = await refundOf(amountCents);
  await app.platform.database.change("UPDATE refunds SET status = 'NEEDS_ATTENTION' WHERE id = :id", { id });
  return id;
}
async function refundIs(id: string, wanted: Partial<Record<'status' | 'amountCents', unknown>>) {
  const [row] = await app.platform.database.select<{ status: string; amountCents: number }>(
    'SELECT status, amountCents FROM refunds WHERE id = :id',
    { id },
  );
  return Object.entries(wanted).every(
    ([name, value]) => String(row?.[name as keyof typeof row]) === String(value),
  );
}
/** Two admins record it. */
async function sent(path: string): Promise<void> {
  const reference = newId();
  for (const admin of admins) await admin.post(path, { reference });
}

const ACTS: Record<string, (amountCents: number) => Promise<Case>> = {
  async 'a wire in'(amountCents) {
    const { id } = await wireOf(amountCents);
    return {
      act: (admin, reference) => confirm(admin, id, { amountCents, reference }),
      isDone: async () => (await app.modules.payments.getPayment(id)).status === 'SUCCEEDED',
    };
  },
  async 'a wire that brings the last part'(amountCents) {
    const { id } = await wireOf(amountCents);
    await app.modules.payments.confirmWire(system, id, { amountCents: 1, reference: newId(), partial: true });
    const rest = amountCents - 1;
    return {
      act: (admin, reference) => confirm(admin, id, { amountCents: rest, reference }),
      isDone: async () => (await app.modules.payments.getPayment(id)).status === 'SUCCEEDED',
    };
  },
  async 'a refund by wire'(amountCents) {
    const id = await refundOf(amountCents);
    return {
      act: (admin, reference) => admin.post(`/admin/refunds/${id}/confirm-wire`, { reference }),
      isDone: () => balanceIs(`refunds:${id}`, 0),
    };
  },
  async 'the return of a refund'(amountCents) {
    const id = await refundOf(amountCents);
    await sent(`/admin/refunds/${id}/confirm-wire`);
    return {
      act: (admin, reference) => admin.post(`/admin/refunds/${id}/wire-returned`, { reference }),
      isDone: () => balanceIs(`refunds:${id}`, amountCents),
    };
  },
  async 'a part of a refund'(amountCents) {
    const id = await waitingRefundOf(amountCents);
    let asked = 0;
    return {
      act: (admin, reference) => {
        asked = 1_000 + (reference.startsWith('B') ? 1 : 0);
        return admin.post(`/admin/refunds/${id}/part`, { amountCents: asked, reason: 'It goes two ways.' });
      },
      isDone: () => refundIs(id, { amountCents: asked }),
    };
  },
  async 'another try of a refund'(amountCents) {
    const id = await waitingRefundOf(amountCents);
    await app.platform.database.change(
      `UPDATE payments SET method = 'CARD' WHERE id = (SELECT paymentId FROM refunds WHERE id = :id)`,
      { id },
    );
    return {
      act: (admin) => admin.post(`/admin/refunds/${id}/retry`),
      isDone: () => refundIs(id, { status: 'REQUESTED' }),
      asksOneThing: true,
    };
  },
  async 'a refund that a bank has settled'(amountCents) {
    const id = await waitingRefundOf(amountCents);
    await app.platform.database.change(
      `INSERT INTO card_disputes (id, paymentId, gateway, gatewayDisputeId, amountCents, reason, status, money, openedAt, updatedAt)
       SELECT :disputeId, paymentId, 'sandbox', :disputeId, amountCents, 'fraudulent', 'LOST', 'LOST', 0, 0
       FROM refunds WHERE id = :id`,
      { id, disputeId: newId() },
    );
    return {
      act: (admin) => admin.post(`/admin/refunds/${id}/settle-by-bank`),
      isDone: () => refundIs(id, { status: 'SUCCEEDED' }),
      asksOneThing: true,
    };
  },
  async 'a payout by wire'(amountCents) {
    const id = await payoutOf(amountCents);
    return {
      act: (admin, reference) => admin.post(`/admin/payouts/${id}/record-wire`, { reference }),
      isDone: () => balanceIs(`payouts:${id}`, 0),
    };
  },
  async 'the return of a payout'(amountCents) {
    const id = await payoutOf(amountCents);
    await sent(`/admin/payouts/${id}/record-wire`);
    const before = await app.modules.ledger.balance(`payable:${seller.id}`);
    return {
      act: (admin, reference) => admin.post(`/admin/payouts/${id}/wire-returned`, { reference }),
      isDone: () => balanceIs(`payable:${seller.id}`, before + amountCents),
    };
  },
  async 'a bonus of credits'(amountCents) {
    const user = await app.make.buyer();
    const base = Math.floor(amountCents / CREDIT);
    let asked = 0;
    return {
      act: (admin, reference) => {
        asked = base + (reference.startsWith('B') ? 1 : 0);
        return admin.post('/credits/bonus', { userId: user.id, credits: asked, reason: 'They waited long.' });
      },
      isDone: async () => (await app.modules.billing.creditBalance(user.id)) === asked,
    };
  },
};

const answered = (answer: ApiAnswer | undefined): string =>
  answer === undefined || answer.status < 300 ? 'taken' : String(answer.body.code);

it.each(Object.entries(ACTS))(
  '%s: one admin below the limit, two above it, who say the same',
  async (name, make) => {
    const below = await make(LIMIT);
    // What was done alone to get there counts no more.
    app.clock.advance(DAY_MS);
    await signInAnew();
    const [one, other] = admins;
    expect([answered(await below.act(one, `A ${newId()}`)), await below.isDone()]).toEqual(['taken', true]);

    const above = await make(2 * LIMIT);
    const [first, second] = [`A ${newId()}`, `B ${newId()}`];
    const tries: [TestUser, string, string, boolean][] = [
      [one, first, 'taken', false],
      [one, first, 'second_admin_needed', false],
      ...(above.asksOneThing
        ? ([[other, first, 'taken', true]] as [TestUser, string, string, boolean][])
        : ([
            // Something else is the first word of another act.
            [other, second, 'taken', false],
            [other, second, 'second_admin_needed', false],
            [one, second, 'taken', true],
          ] as [TestUser, string, string, boolean][])),
    ];
    for (const [admin, reference, answer, isDone] of tries) {
      expect([name, answered(await above.act(admin, reference)), await above.isDone()]).toEqual([
        name,
        answer,
        isDone,
      ]);
    }
  },
);

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
