/** The books keep their promises: alone, at random, and when many write at once. */
import fc from 'fast-check';
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { recordStatements } from '../../../tests/support/statements';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { nextCursorOf } from '../../platform/kernel/page';
import type { Ledger, TransferOrder } from './index';
import { insufficientFunds } from './ledger.problems';

let app: TestApp;
let ledger: Ledger;

beforeAll(async () => {
  app = await startTestApp();
  ledger = app.modules.ledger;
});
afterAll(() => app.close());

const subject = () => ({ type: 'test', id: newId() });

const deposit = (account: string, amount: number, id = `test:${newId()}`): TransferOrder => ({
  id,
  debit: 'bank:wire',
  credit: account,
  amount,
  unit: 'USD',
  reason: 'Money came in',
  subject: { type: 'test', id: account },
});

const move = (debit: string, credit: string, amount: number, id = `test:${newId()}`): TransferOrder => ({
  id,
  debit,
  credit,
  amount,
  unit: 'USD',
  reason: 'Money moved',
  subject: { type: 'test', id: debit },
});

const checks = async () => (await ledger.findViolations()).map(({ check }) => check);

describe('posting', () => {
  it('moves the balances of both accounts, each in its normal direction', async () => {
    const escrow = `escrow:${newId()}`;
    const bankBefore = await ledger.balance('bank:wire');
    await ledger.post([deposit(escrow, 500)]);
    expect(await ledger.balance(escrow)).toBe(500);
    expect((await ledger.balance('bank:wire')) - bankBefore).toBe(500);
    expect(await ledger.balance(`escrow:${newId()}`)).toBe(0);
  });

  it('has no effect when the same order comes again, even once the account no longer holds enough', async () => {
    const escrow = `escrow:${newId()}`;
    await ledger.post([deposit(escrow, 500)]);
    const spend = move(escrow, `payable:${newId()}`, 500);
    await ledger.post([spend]);
    await ledger.post([spend, spend]);
    expect(await ledger.balance(escrow)).toBe(0);
    expect(await ledger.listTransfers({ account: escrow })).toHaveLength(2);
  });

  it('posts those of a list that were not posted before', async () => {
    const [escrow, payee] = [`escrow:${newId()}`, `payable:${newId()}`];
    const first = deposit(escrow, 500);
    await ledger.post([first]);
    await ledger.post([move(escrow, payee, 200), first, move(escrow, payee, 100)]);
    expect([await ledger.balance(escrow), await ledger.balance(payee)]).toEqual([200, 300]);
    expect(await checks()).toEqual([]);
  });

  it('takes four statements between accounts that are known, and looks once for those that are not', async () => {
    const [escrow, payee] = [`escrow:${newId()}`, `payable:${newId()}`];
    const posted = async (orders: TransferOrder[]) =>
      (await recordStatements(app, () => ledger.post(orders))).statements.map(({ name }) => name);
    await ledger.post([deposit(escrow, 500), move(escrow, payee, 100)]);
    expect(await posted([deposit(escrow, 500), move(escrow, payee, 100)])).toEqual([
      'SELECT ledger_accounts',
      'INSERT ledger_transfers',
      'UPDATE ledger_accounts',
      'UPDATE ledger_account_parts',
    ]);
    expect(await posted([deposit(`escrow:${newId()}`, 500)])).toEqual([
      'SELECT ledger_accounts',
      'INSERT ledger_accounts',
      'INSERT ledger_transfers',
      'UPDATE ledger_accounts',
      'UPDATE ledger_account_parts',
    ]);
  });

  it.each([
    ['amount', { amount: 501 }],
    ['accounts', { credit: `escrow:${newId()}` }],
    ['subject', { subject: { type: 'test', id: 'another' } }],
  ])('refuses the same id with another %s', async (_, other) => {
    const escrow = `escrow:${newId()}`;
    const order = deposit(escrow, 500);
    await ledger.post([order]);
    await expect(ledger.post([{ ...order, ...other }])).rejects.toMatchObject({ code: 'transfer_conflict' });
    expect(await ledger.balance(escrow)).toBe(500);
  });

  it('posts all orders or none', async () => {
    const escrow = `escrow:${newId()}`;
    const orders = [deposit(escrow, 500), move(escrow, 'revenue:fees', 501)];
    await expect(ledger.post(orders)).rejects.toMatchObject({ kind: insufficientFunds, missing: 1 });
    expect(await ledger.listTransfers({ account: escrow })).toEqual([]);
  });

  it('is undone with the unit of its caller', async () => {
    const escrow = `escrow:${newId()}`;
    const undone = app.platform.database.atomically(async () => {
      await ledger.post([deposit(escrow, 500)]);
      throw new Error('changed my mind');
    });
    await expect(undone).rejects.toThrow('changed my mind');
    expect(await ledger.balance(escrow)).toBe(0);
  });

  it.each([
    ['an amount of nothing', { amount: 0 }],
    ['a part of a cent', { amount: 1.5 }],
    ['an account of no kind', { credit: 'escrow:undefined' }],
    ['one account on both sides', { credit: 'bank:wire' }],
    ['dollars for credits', { credit: `credits:${newId()}` }],
    ['an id beyond ASCII', { id: 'zahlung:é' }],
  ])('cannot be told to post %s', async (_, wrong) => {
    const order = { ...deposit(`escrow:${newId()}`, 500), ...wrong };
    await expect(ledger.post([order])).rejects.toThrow(/cannot be/);
  });

  it('keeps transfers readable by subject, by account and page by page', async () => {
    const about = subject();
    const escrow = `escrow:${newId()}`;
    for (const amount of [1, 2, 3]) await ledger.post([{ ...deposit(escrow, amount), subject: about }]);
    await ledger.post([move(escrow, 'revenue:fees', 6)]);
    expect((await ledger.listTransfers(about)).map(({ amount }) => amount)).toEqual([1, 2, 3]);
    const first = await ledger.pageTransfers(escrow, { limit: 3 });
    const cursor = nextCursorOf(first) ?? '';
    const second = await ledger.pageTransfers(escrow, { limit: 3, cursor });
    expect([...first.items, ...second.items].map(({ amount }) => amount)).toEqual([6, 3, 2, 1]);
    expect(second.pagination.hasNext).toBe(false);
  });
});

describe('at once', () => {
  const issue = (user: string, credits: number): TransferOrder => ({
    id: `test:${newId()}`,
    debit: 'credits:issued',
    credit: `credits:${user}`,
    amount: credits,
    unit: 'CREDIT',
    reason: 'Issued',
    subject: { type: 'user', id: user },
  });

  it('fifty spends of an account that holds ten: exactly ten succeed', async () => {
    const user = newId();
    await ledger.post([issue(user, 10)]);
    const spend = () =>
      ledger.post([
        { ...issue(user, 1), debit: `credits:${user}`, credit: 'credits:spent', reason: 'Spent' },
      ]);
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, spend));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.every(({ reason }) => (reason as { kind?: unknown }).kind === insufficientFunds)).toBe(
      true,
    );
    expect(outcomes.length - refused.length).toBe(10);
    expect(await ledger.balance(`credits:${user}`)).toBe(0);
  });

  it('the same order from twenty sides to an account that nobody has opened: posted once', async () => {
    const order = deposit(`escrow:${newId()}`, 700);
    await Promise.all(Array.from({ length: 20 }, () => ledger.post([order])));
    expect(await ledger.balance(order.credit)).toBe(700);
  });

  it('fifty spends of a shared account that holds ten: exactly ten succeed, whatever part holds what', async () => {
    await Promise.all(
      Array.from({ length: 10 }, () => ledger.post([move('bank:wire', 'revenue:subscriptions', 1)])),
    );
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => ledger.post([move('revenue:subscriptions', `payable:${newId()}`, 1)])),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await ledger.balance('revenue:subscriptions')).toBe(0);
    expect(await checks()).toEqual([]);
  });

  it('the same order from twenty sides between two shared accounts: posted once', async () => {
    const order = move('gateway:sandbox', 'revenue:listings', 500);
    const before = await ledger.balance('revenue:listings');
    await Promise.all(Array.from({ length: 20 }, () => ledger.post([order])));
    expect(await ledger.balance('revenue:listings')).toBe(before + 500);
    expect(await checks()).toEqual([]);
  });

  // The embedded database has one writer at a time, whatever is written.
  const onServer = process.env.DATABASE_URL ? it : it.skip;
  onServer(
    'a unit that stands still over a shared account keeps nobody else from it (on a server)',
    async () => {
      let goOn: () => void = () => undefined;
      const standing = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      let stands: () => void = () => undefined;
      const posted = new Promise<void>((resolve) => {
        stands = resolve;
      });
      const slow = app.platform.database.atomically(async () => {
        await ledger.post([move('gateway:sandbox', 'revenue:credits', 5)]);
        stands();
        await standing;
      });
      await posted;
      await Promise.all(
        Array.from({ length: 8 }, () => ledger.post([move('gateway:sandbox', 'revenue:credits', 3)])),
      );
      goOn();
      await slow;
      expect(await ledger.balance('revenue:credits')).toBe(29);
      expect(await checks()).toEqual([]);
    },
  );

  it('transfers crossing between two accounts: none is lost to a dead-lock', async () => {
    const [one, other] = [`payable:${newId()}`, `payable:${newId()}`];
    await ledger.post([deposit(one, 1_000), deposit(other, 1_000)]);
    const crossing = Array.from({ length: 40 }, (_, index) =>
      index % 2 ? move(one, other, 7) : move(other, one, 7),
    );
    await Promise.all(crossing.map((order) => ledger.post([order])));
    expect(await ledger.balance(one)).toBe(1_000);
    expect(await ledger.balance(other)).toBe(1_000);
  });
});

describe('at random', () => {
  const people = Array.from({ length: 3 }, () => newId());
  const codes = people.flatMap((person) => [`escrow:${person}`, `payable:${person}`]);
  const world = [...codes, 'bank:wire', 'gateway:sandbox', 'revenue:fees'];

  const order = fc
    .record({
      key: fc.integer({ min: 1, max: 60 }),
      debit: fc.constantFrom(...world),
      credit: fc.constantFrom(...world),
      amount: fc.integer({ min: 1, max: 1_000 }),
    })
    .filter(({ debit, credit }) => debit !== credit);

  it('whatever is posted, repeated or refused: balances follow the transfers and nothing goes below zero', async () => {
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(order, { minLength: 1, maxLength: 3 }), { maxLength: 25 }),
        async (posts) => {
          const run = (runs += 1);
          const expected = await ledger.balances(world);
          const posted = new Map<string, TransferOrder>();
          for (const batch of posts) {
            const orders = batch.map(({ key, debit, credit, amount }) =>
              move(debit, credit, amount, `random:${run}:${key}`),
            );
            const accepted = await ledger.post(orders).then(
              () => true,
              (error: { code?: string }) => {
                expect(['insufficient_funds', 'transfer_conflict']).toContain(error.code);
                return false;
              },
            );
            if (!accepted) continue;
            for (const each of orders) {
              if (posted.has(each.id)) continue;
              posted.set(each.id, each);
              add(expected, each.debit, isAsset(each.debit) ? each.amount : -each.amount);
              add(expected, each.credit, isAsset(each.credit) ? -each.amount : each.amount);
            }
          }
          expect(await ledger.balances(world)).toEqual(expected);
          for (const code of codes) expect(expected.get(code)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: 25 },
    );
    expect(await checks()).toEqual([]);
  });

  const isAsset = (code: string) => code === 'bank:wire' || code === 'gateway:sandbox';
  const add = (balances: Map<string, number>, code: string, amount: number) =>
    balances.set(code, (balances.get(code) ?? 0) + amount);
});

describe('the check of the books', () => {
  it('holds that a posted transfer cannot be changed or removed', async () => {
    await ledger.post([deposit(`escrow:${newId()}`, 1)]);
    const { database } = app.platform;
    await expect(database.change('UPDATE ledger_transfers SET amount = 1')).rejects.toThrow(/insert-only/);
    await expect(database.change('DELETE FROM ledger_transfers')).rejects.toThrow(/insert-only/);
    expect(await checks()).toEqual([]);
  });

  it('holds that no path overdraws an account, not even one around the posting function', async () => {
    const escrow = `escrow:${newId()}`;
    await ledger.post([deposit(escrow, 5)]);
    const overdraw = app.platform.database.change(
      'UPDATE ledger_accounts SET debitsPosted = 6 WHERE code = :escrow',
      { escrow },
    );
    await expect(overdraw).rejects.toThrow();
  });

  it('finds money that rests too long where it should only pass, and no longer once it has moved on', async () => {
    const passing = `unallocated:${newId()}`;
    await ledger.post([deposit(passing, 90)]);
    app.clock.advance(DAY_MS - 1_000);
    expect(await checks()).toEqual([]);
    app.clock.advance(2_000);
    expect(await checks()).toEqual(['ledger.clearing_overdue']);
    await ledger.post([move(passing, `escrow:${newId()}`, 90)]);
    expect(await checks()).toEqual([]);
  });

  it('finds a balance that was written by hand', async () => {
    const code = `escrow:${newId()}`;
    await ledger.post([deposit(code, 5)]);
    const write = (credits: number) =>
      app.platform.database.change('UPDATE ledger_accounts SET creditsPosted = :credits WHERE code = :code', {
        code,
        credits,
      });
    await write(6);
    expect(await checks()).toEqual(['ledger.debits_equal_credits', 'ledger.balance_equals_transfers']);
    await write(5);
    expect(await checks()).toEqual([]);
  });

  it('finds that the trigger that protects transfers is gone', async () => {
    await app.platform.database.change('DROP TRIGGER ledger_transfers_no_delete');
    expect(await checks()).toEqual(['ledger.insert_only']);
  });
});
