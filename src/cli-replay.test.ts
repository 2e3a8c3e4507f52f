/** The operators' `replay-webhook` says by its exit code whether the events had their effect. */
import { startTestApp, type TestApp } from '../tests/support/app';
import {
  intentEvent,
  LEAST_CENTS,
  sendWebhook,
  paymentState,
  startDebit,
} from '../tests/support/make-payments';
import { runMcx } from '../tests/support/run-mcx';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const replay = (...eventIds: string[]) => runMcx(app, ['replay-webhook', ...eventIds]);

/** News of a payment that is told with another amount, and waits for a person. */
async function parked() {
  const payment = await startDebit(app);
  const event = intentEvent({ intentId: payment.intentId, status: 'succeeded', amount: LEAST_CENTS });
  expect((await sendWebhook(app, event)).status).toBe(200);
  const resolve = () =>
    app.platform.database.change('UPDATE payments SET amountCents = :cents WHERE id = :id', {
      ...{ id: payment.id, cents: LEAST_CENTS },
    });
  return { paymentId: payment.id, eventId: event.id, resolve };
}

it('exits 1 where an event still has no effect, and 0 once it has had it, which it has once', async () => {
  const { paymentId, eventId, resolve } = await parked();
  const early = await replay(eventId);
  expect([early.code, early.printed]).toEqual([1, expect.stringContaining(`${eventId} `)]);
  expect(early.printed).toContain('payment_intent.succeeded: PARKED, Expected');
  expect(await paymentState(app, paymentId)).toMatchObject({ status: 'PROCESSING', unallocatedCents: 0 });
  await resolve();
  for (let times = 0; times < 2; times += 1) {
    expect(await replay(eventId)).toEqual({
      ...{ code: 0, printed: `${eventId} payment_intent.succeeded: DONE\n` },
    });
    expect(await paymentState(app, paymentId)).toMatchObject({
      status: 'SUCCEEDED',
      unallocatedCents: LEAST_CENTS,
    });
  }
});

it('exits 1 where one of several has no effect, and gives the others theirs', async () => {
  const [stuck, resolved] = [await parked(), await parked()];
  await resolved.resolve();
  const { code, printed } = await replay(stuck.eventId, resolved.eventId);
  expect(printed.split('\n')).toEqual([
    expect.stringContaining(`${stuck.eventId} payment_intent.succeeded: PARKED`),
    `${resolved.eventId} payment_intent.succeeded: DONE`,
    '',
  ]);
  expect(code).toBe(1);
  expect(await paymentState(app, resolved.paymentId)).toMatchObject({ status: 'SUCCEEDED' });
});

it('exits 1 where there is no such event, and goes on with the next', async () => {
  const { eventId, resolve } = await parked();
  await resolve();
  const { code, printed } = await replay('evt_unknown', eventId);
  expect([code, printed]).toEqual([1, expect.stringContaining('There is no such event.')]);
  expect(printed).toContain(`${eventId} payment_intent.succeeded: DONE`);
});
