/** A buyer asks for help with a premium listing: who may, what administrators do with it, and who is told. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { makeListings, type MadeListing } from '../../../../tests/support/make-listings';

let app: TestApp;
let admin: TestUser;
let listing: MadeListing;

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.make.admin();
  listing = await makeListings(app).active();
  const { database } = app.platform;
  await database.change('UPDATE listings SET premium = 1 WHERE id = :id', { id: listing.id });
});
afterAll(async () => {
  await app.settle();
  await app.close();
});

const path = () => `/listings/${listing.id}/premium-access`;
const ask = (buyer: TestUser) => buyer.post(path(), { note: 'I look for a second terminal.' });
const answer = (id: string, body: object, by = admin) => by.put(`/admin/premium-access/${id}`, body);
const waiting = async (): Promise<number> => {
  const queues = (await admin.get('/admin/queues')).body.data;
  return queues.find(({ kind }: { kind: string }) => kind === 'PREMIUM_ACCESS')?.waiting ?? 0;
};

test('a request is taken up and closed, and its buyer is told each time', async () => {
  const buyer = await app.make.buyer();
  expect((await buyer.get(path())).body.data).toBeNull();
  const before = await waiting();
  const both = await Promise.all([ask(buyer), ask(buyer)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await waiting()).toBe(before + 1);
  const { id } = (await buyer.get(path())).body.data;
  const [row] = (await admin.get('/admin/premium-access?status=OPEN')).body.data;
  expect(row).toMatchObject({
    ...{ id, status: 'OPEN', note: 'I look for a second terminal.', buyer: { id: buyer.id } },
    answers: ['CONTACTED', 'CLOSED', 'DECLINED'],
  });

  expect((await answer(id, { status: 'CONTACTED' })).body.data).toMatchObject({
    ...{ status: 'CONTACTED', handler: { id: admin.id }, answers: ['CLOSED', 'DECLINED'] },
  });
  expect(await waiting()).toBe(before);
  expect((await answer(id, { status: 'CLOSED' })).status).toBe(400);
  expect((await answer(id, { status: 'CLOSED', answer: 'They are talking.' })).status).toBe(200);
  const again = await answer(id, { status: 'DECLINED', answer: 'Too late.' });
  expect([again.status, again.body.code]).toEqual([409, 'premium_access_state_forbids']);
  expect((await buyer.get(path())).body.data).toMatchObject({
    status: 'CLOSED',
    answer: 'They are talking.',
  });
  await app.settle();
  const kinds = (await buyer.get('/notifications')).body.data.map(({ kind }: { kind: string }) => kind);
  expect(kinds.filter((kind: string) => kind === 'PREMIUM_ACCESS_ANSWERED')).toHaveLength(2);
  // Whoever still needs help asks anew.
  expect((await ask(buyer)).status).toBe(201);
});

test('a buyer withdraws their own, once; nobody asks about what is not premium, or their own', async () => {
  const buyer = await app.make.buyer();
  const withdraw = (person: TestUser) => person.post(`${path()}/withdraw`);
  expect((await withdraw(buyer)).body.code).toBe('premium_access_state_forbids');
  const { id } = (await ask(buyer)).body.data;
  expect((await withdraw(buyer)).body.data).toMatchObject({ id, status: 'WITHDRAWN' });
  expect((await withdraw(buyer)).status).toBe(409);
  expect((await answer(id, { status: 'CONTACTED' })).status).toBe(409);

  const plain = await makeListings(app).active();
  const refused = await buyer.post(`/listings/${plain.id}/premium-access`, {});
  expect([refused.status, refused.body.code]).toEqual([409, 'not_a_premium_listing']);
  expect((await listing.seller.post(path(), {})).status).toBe(403);
  const draft = await makeListings(app).draft();
  expect((await buyer.post(`/listings/${draft.id}/premium-access`, {})).status).toBe(404);
});

test('an administrator decides nothing that is their own', async () => {
  const both = await app.make.user({ roles: ['buyer', 'admin'] });
  const { id } = (await ask(both)).body.data;
  expect((await answer(id, { status: 'CONTACTED' }, both)).status).toBe(403);
  expect((await answer(id, { status: 'DECLINED', answer: 'Sold by now.' })).status).toBe(200);
});
