/** Admins see, in one list, the money and the news that have not moved on, since when, and what to do. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
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

test('the queues say who waits for an administrator, since when and what for, the longest wait first', async () => {
  const admin = await app.make.admin();
  type Queue = { kind: string; waiting: number; oldestSince: string | null; items: { id: string }[] };
  const queues = async () => (await admin.get('/admin/queues')).body.data as Queue[];
  const queue = async (kind: string) => (await queues()).find((each) => each.kind === kind);
  expect(await queue('LISTING_REVIEW')).toMatchObject({ waiting: 0, oldestSince: null, items: [] });
  const title = 'Flatbed carrier with its own yard';
  const { id, seller, usdot } = await makeListings(app).pending({ title });
  app.clock.advance(5 * HOUR_MS);
  const fresh = await app.make.admin();
  const asked = { usdot, description: 'The papers are in the folder.' };
  expect((await seller.post('/fmcsa/proof-of-control/request-review', asked)).status).toBe(201);
  const read = (await fresh.get('/admin/queues')).body.data as Queue[];
  expect(read.find(({ kind }) => kind === 'LISTING_REVIEW')).toMatchObject({
    waiting: 1,
    path: '/admin/listings/pending',
    items: [
      { id, about: title, amountCents: 25_000_000, ageHours: 5, who: { id: seller.id, email: seller.email } },
    ],
  });
  expect(read.find(({ kind }) => kind === 'PROOF_OF_CONTROL')).toMatchObject({
    items: [{ about: `USDOT ${usdot}`, who: { id: seller.id } }],
  });
  const [card] = (await fresh.get('/admin/listings/pending')).body.data;
  expect(card).toMatchObject({
    ...{ id, title, usdot },
    seller: { id: seller.id, email: seller.email },
    carrier: { usdot, proofLevel: 1, check: { outcome: 'PASS', riskBand: card.riskBand } },
  });
  const [asking] = (await fresh.get('/admin/proof-of-control')).body.data;
  expect(asking).toMatchObject({ userId: seller.id, user: { email: seller.email } });
  await makeListings(app).proveByPaper({ id, seller, usdot, askingPriceCents: 0 });
  const [proven] = (await fresh.get('/admin/listings')).body.data;
  expect(proven.carrier).toMatchObject({ proofLevel: 2 });
  const claim = (who: TestUser, item = id) => who.post(`/admin/queues/LISTING_REVIEW/${item}/claim`);
  const release = (who: TestUser) => who.post(`/admin/queues/LISTING_REVIEW/${id}/release`);
  const claimed = async () =>
    ((await fresh.get('/admin/queues')).body.data as (Queue & { items: { claim: unknown }[] })[]).find(
      ({ kind }) => kind === 'LISTING_REVIEW',
    )?.items[0]?.claim;
  expect(await claimed()).toBeNull();
  const colleague = await app.make.admin();
  expect((await claim(fresh, newId())).status).toBe(404);
  const answers = await Promise.all([claim(fresh), claim(colleague)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const [holder, other] = answers[0].status === 200 ? [fresh, colleague] : [colleague, fresh];
  expect((await claim(other)).body).toMatchObject({ code: 'claimed_by_another' });
  expect(await claimed()).toMatchObject({ by: { id: holder.id }, since: expect.any(String) });
  expect((await release(other)).body.code).toBe('not_claimed');
  app.clock.advance(14 * MINUTE_MS);
  expect((await claim(holder)).status).toBe(200);
  app.clock.advance(14 * MINUTE_MS);
  expect((await claim(await app.make.admin())).status).toBe(409);
  app.clock.advance(MINUTE_MS);
  const third = await app.make.admin();
  expect((await claim(third)).status).toBe(200);
  expect((await release(third)).status).toBe(200);
  expect((await release(third)).status).toBe(409);
  const own = await app.make.user({ roles: ['admin', 'seller'] });
  const mine = await makeListings(app).pending({ seller: own });
  expect((await claim(own, mine.id)).status).toBe(403);
  const log = await third.get('/admin/action-log?subjectType=queue_item&limit=100');
  expect(log.body.data.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['queue_item.claimed', 'queue_item.released']),
  );
  const since = read.map(({ oldestSince }) => oldestSince ?? '9999');
  expect(since).toEqual(since.toSorted());
  expect((await seller.get('/admin/queues')).status).toBe(403);
});
