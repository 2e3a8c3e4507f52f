/** What reconcile says is wrong, and what it does not say because it was only under way. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { outsideUnit } from '../../platform/db/database';
import { newId } from '../../platform/kernel/ids';
import type { Violation } from '../../platform/kernel/violation';
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { createReconciliation } from './reconciliation';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const violation = (subject: string): Violation => ({
  check: 'books.balance',
  subject,
  detail: 'It does not.',
});

/** A module that finds the next of these at each look, and the last of them from then on. */
function finding(...looks: Violation[][]) {
  let look = 0;
  return { findViolations: () => Promise.resolve(looks[Math.min(look++, looks.length - 1)] ?? []) };
}

test('what was only under way at the first look is not a violation; what lasts is, with what is found last', async () => {
  const lasting = violation('account 2');
  const reconcile = createReconciliation(app.platform, {
    passing: finding([violation('account 1')], []),
    changing: finding([violation('account 1'), lasting], [lasting, violation('account 3')], [lasting]),
  });
  const { ok, violations } = await reconcile();
  expect(violations).toEqual([{ part: 'changing', ...lasting }]);
  expect(ok).toBe(false);
});

test('a snapshot reads one state, whatever is committed meanwhile', async () => {
  const { database } = app.platform;
  const account = `payable:${newId()}`;
  const { ledger } = app.modules;
  const post = () =>
    database.atomically(() =>
      ledger.post([
        {
          id: `test:${newId()}`,
          debit: 'bank:wire',
          credit: account,
          amount: 5,
          unit: 'USD',
          reason: 'For a test.',
          subject: { type: 'test', id: account },
        },
      ]),
    );
  await post();
  let meanwhile: Promise<unknown> = Promise.resolve();
  const seen = await database.snapshot(async () => {
    const before = await ledger.balance(account);
    meanwhile = outsideUnit(post);
    // On the embedded file writers queue behind the snapshot, so there is nothing to wait for.
    if (database.dialect === 'mysql') await meanwhile;
    return [before, await ledger.balance(account)];
  });
  await meanwhile;
  expect(seen).toEqual([5, 5]);
  expect(await ledger.balance(account)).toBe(10);
});

const MODULES = join(__dirname, '..');

/** By its files: a module that looks for violations has one of this name. */
const looksForViolations = (module: string): boolean =>
  existsSync(join(MODULES, module, 'index.ts')) &&
  readdirSync(join(MODULES, module), { recursive: true, encoding: 'utf8' }).some((file) =>
    file.endsWith('find-violations.ts'),
  );

test('every module that looks for violations is asked, without a list of them', async () => {
  const looking = readdirSync(MODULES).filter(looksForViolations);
  expect(looking.length).toBeGreaterThan(3);
  const { parts } = await app.modules.admin.reconcile();
  expect(parts.map(({ part }) => part)).toEqual(expect.arrayContaining(looking));
});

test('jobs that no handler takes are shown to admins and found by reconcile, and stop nothing', async () => {
  const { database, clock, queue } = app.platform;
  const kind = 'listings.former_task';
  const now = clock.now();
  for (let each = 0; each < 3; each += 1) {
    await database.change(
      `INSERT INTO jobs (id, kind, payload, status, runAt, attempts, createdAt)
       VALUES (:id, :kind, '{}', 'WAITING', :now, 0, :now)`,
      { id: newId(), kind, now },
    );
  }
  const admin = await app.make.admin();
  await queue.runDue();
  const { body } = await admin.get('/admin/jobs');
  expect(body.data).toMatchObject({ orphans: 3, orphanKinds: [{ kind, jobs: 3 }] });
  const { violations } = await app.modules.admin.reconcile();
  expect(violations).toContainEqual(
    expect.objectContaining({ part: 'jobs', check: 'jobs.none_orphaned', subject: kind }),
  );
  await database.change('DELETE FROM jobs WHERE kind = :kind', { kind });
});

test('a job that failed for good is tried again when an admin says so, who is written down', async () => {
  const { database, clock } = app.platform;
  const admin = await app.make.admin();
  const id = newId();
  await database.change(
    `INSERT INTO jobs (id, kind, payload, status, runAt, attempts, createdAt)
     VALUES (:id, 'test.failed', '{}', 'DEAD', :now, 12, :now)`,
    { id, now: clock.now() },
  );
  expect((await admin.post(`/admin/jobs/${id}/revive`)).body.data).toEqual({ done: true });
  expect((await admin.post(`/admin/jobs/${id}/revive`)).status).toBe(404);
  expect((await admin.get(`/admin/action-log?subjectId=${id}`)).body.data).toMatchObject([
    { action: 'job.revived', actor: { id: admin.id } },
  ]);
  await database.change('DELETE FROM jobs WHERE id = :id', { id });
});

test('admins read the proof of the books, the balance of an account, and the clock', async () => {
  const admin = await app.make.admin();
  expect((await admin.get('/admin/reconcile')).body.data).toMatchObject({ ok: true, violations: [] });
  expect((await admin.get('/admin/ledger/balance?account=revenue:fees')).body.data).toEqual({
    account: 'revenue:fees',
    balance: 0,
  });
  const before = (await app.anonymous.get('/clock')).body.data;
  const { body } = await admin.post('/clock/advance', { byMs: 1_000 });
  expect(Date.parse(body.data.now)).toBeGreaterThanOrEqual(Date.parse(before.now) + 1_000);
});
