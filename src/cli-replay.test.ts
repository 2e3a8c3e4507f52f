/** The operators' `replay-webhook` says by its exit code whether the events had their effect. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../tests/support/app';
import { intentEvent, sendWebhook, standing, startDebit } from '../tests/support/make-payments';

const PROJECT = join(__dirname, '..');

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** What an operator would run: the exit code, and what was printed. */
const replay = (...eventIds: string[]) =>
  new Promise<{ code: number; printed: string }>((resolve) => {
    const mcx = ['-r', join(PROJECT, 'tests/support/run-typescript.cjs'), join(PROJECT, 'src/cli.ts')];
    const { DATA_FOLDER, DATABASE_URL, REDIS_KEY_PREFIX } = app.config;
    const home = { DATA_FOLDER, REDIS_KEY_PREFIX, ...(DATABASE_URL ? { DATABASE_URL } : {}) };
    const env = { ...process.env, NODE_ENV: 'test', CLOCK: 'movable', ...home };
    const child = execFile(
      process.execPath,
      [...mcx, 'replay-webhook', ...eventIds],
      { cwd: PROJECT, env },
      (_, stdout, stderr) => resolve({ code: child.exitCode ?? -1, printed: stdout + stderr }),
    );
  });

/** News of a payment that is told with another amount, and waits for a person. */
async function parked() {
  const payment = await startDebit(app);
  const event = intentEvent({ intentId: payment.intentId, status: 'succeeded', amount: 1 });
  expect((await sendWebhook(app, event)).status).toBe(200);
  const mend = () =>
    app.platform.database.change('UPDATE payments SET amountCents = 1 WHERE id = :id', { id: payment.id });
  return { paymentId: payment.id, eventId: event.id, mend };
}

it('exits 1 where an event still has no effect, and 0 once it has had it, which it has once', async () => {
  const { paymentId, eventId, mend } = await parked();
  const early = await replay(eventId);
  expect([early.code, early.printed]).toEqual([1, expect.stringContaining(`${eventId} `)]);
  expect(early.printed).toContain('payment_intent.succeeded: PARKED, Expected');
  expect(await standing(app, paymentId)).toMatchObject({ status: 'PROCESSING', unallocatedCents: 0 });
  await mend();
  for (let times = 0; times < 2; times += 1) {
    expect(await replay(eventId)).toEqual({
      ...{ code: 0, printed: `${eventId} payment_intent.succeeded: DONE\n` },
    });
    expect(await standing(app, paymentId)).toMatchObject({ status: 'SUCCEEDED', unallocatedCents: 1 });
  }
});

it('exits 1 where one of several has no effect, and gives the others theirs', async () => {
  const [stuck, mended] = [await parked(), await parked()];
  await mended.mend();
  const { code, printed } = await replay(stuck.eventId, mended.eventId);
  expect(printed.split('\n')).toEqual([
    expect.stringContaining(`${stuck.eventId} payment_intent.succeeded: PARKED`),
    `${mended.eventId} payment_intent.succeeded: DONE`,
    '',
  ]);
  expect(code).toBe(1);
  expect(await standing(app, mended.paymentId)).toMatchObject({ status: 'SUCCEEDED' });
});

it('exits 1 where there is no such event, and goes on with the next', async () => {
  const { eventId, mend } = await parked();
  await mend();
  const { code, printed } = await replay('evt_unknown', eventId);
  expect([code, printed]).toEqual([1, expect.stringContaining('There is no such event.')]);
  expect(printed).toContain(`${eventId} payment_intent.succeeded: DONE`);
});
