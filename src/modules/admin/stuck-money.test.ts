/** Admins see, in one list, the money and the news that have not moved on, since when, and what to do. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

test('money that rests and events without effect are listed, the oldest first, for admins only', async () => {
  const admin = await app.make.admin();
  expect((await admin.get('/admin/money/stuck')).body.data).toEqual([]);
  const unclaimed = newId();
  await app.modules.ledger.post([
    {
      id: `test:${unclaimed}`,
      debit: 'gateway:sandbox',
      credit: `unallocated:${unclaimed}`,
      ...{ amount: 700, unit: 'USD', reason: 'Nobody asks for it' },
      subject: { type: 'payment', id: unclaimed },
    },
  ]);
  await app.platform.database.change(
    `INSERT INTO webhook_events (id, gateway, eventId, type, payload, status, reason, attempts, receivedAt, handledAt)
     VALUES (:id, 'sandbox', 'evt_parked', 'payment_intent.succeeded', '{}', 'PARKED', 'Expected 5, received 4.', 1, :at, :at)`,
    { id: newId(), at: app.clock.now() + HOUR_MS },
  );
  expect((await admin.get('/admin/money/stuck')).body.data).toMatchObject([{ kind: 'EVENT_PARKED' }]);
  app.clock.advance(25 * HOUR_MS);
  const { body } = await admin.get('/admin/money/stuck');
  expect(body.data).toMatchObject([
    { kind: 'CLEARING_OVERDUE', subject: `account unallocated:${unclaimed}`, amountCents: 700, ageHours: 25 },
    { kind: 'EVENT_PARKED', subject: 'event evt_parked', amountCents: null, ageHours: 24 },
  ]);
  expect(body.data[1].whatToDo).toContain('Expected 5, received 4.');
  const buyer = await app.make.buyer();
  expect((await buyer.get('/admin/money/stuck')).status).toBe(403);
});
