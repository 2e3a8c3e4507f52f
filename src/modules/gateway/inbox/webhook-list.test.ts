/** Admins look every event of the gateway up, by state, kind and what it is about; what it says they do not see. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { anOrder } from '../../../../tests/support/make-payments';

let app: TestApp;
let admin: TestUser;
beforeAll(async () => {
  app = await startTestApp();
  admin = await app.make.admin();
});
afterAll(() => app.close());

interface Event {
  id: string;
  type: string;
  objectId: string | null;
  status: string;
}
const list = async (query: string): Promise<Event[]> =>
  (await admin.get(`/admin/webhooks?${query}`)).body.data;

async function paid(): Promise<string> {
  const payment = await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
  await app.settle();
  return (await app.gateway.intentsOf(payment.id))[0]?.id ?? '';
}

test('every event is listed, newest first, page by page, without what it says', async () => {
  for (let time = 0; time < 3; time += 1) await paid();
  const all = await list('limit=100');
  expect(all.length).toBeGreaterThanOrEqual(3);
  const seen: Event[] = [];
  for (let cursor = ''; ;) {
    const { body } = await admin.get(`/admin/webhooks?limit=2${cursor}`);
    seen.push(...(body.data as Event[]));
    if (!body.pagination.hasNext) break;
    cursor = `&cursor=${body.pagination.nextCursor}`;
  }
  expect(seen).toEqual(all);
  const { body } = await admin.get('/admin/webhooks');
  expect(JSON.stringify(body)).not.toMatch(/payload|amount|client_secret/);
});

test('they are found by what they are about, by their id, their kind and their state', async () => {
  const [one, other] = [await paid(), await paid()];
  const about = await list(`objectId=${one}`);
  expect(about.length).toBeGreaterThan(0);
  expect(new Set(about.map(({ objectId }) => objectId))).toEqual(new Set([one]));
  expect(await list(`objectId=${one}&type=charge.dispute.created`)).toEqual([]);
  const [succeeded] = await list(`objectId=${other}&type=payment_intent.succeeded`);
  expect(succeeded).toMatchObject({ objectId: other, status: 'DONE' });
  expect(await list(`eventId=${succeeded?.id}`)).toEqual([succeeded]);
  expect(await list(`eventId=${succeeded?.id}&status=PARKED`)).toEqual([]);
  expect((await list('status=DONE')).every(({ status }) => status === 'DONE')).toBe(true);
});

test('a filter that is none of ours is refused, and the list is for admins', async () => {
  for (const query of ['status=LOST', 'type=DROP TABLE', 'objectId=%25', 'payload=x'])
    expect((await admin.get(`/admin/webhooks?${query}`)).status).toBe(400);
  expect((await (await app.make.seller()).get('/admin/webhooks')).status).toBe(403);
});
