/** Broadcasts: to whom, once, with the number that was seen, and stopped while they go out. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { startDealWorld, succeed } from '../../../tests/support/make-transactions';

let app: TestApp;
let admin: TestUser;
let seller: TestUser;
let buyer: TestUser;
beforeAll(async () => {
  app = await startTestApp();
  [admin, seller, buyer] = [await app.make.admin(), await app.make.seller(), await app.make.buyer()];
});
afterAll(() => app.close());

const wires = {
  segment: 'SELLERS',
  title: 'Wires rest on Friday',
  content: 'The bank is closed.\n\nWhat is wired then arrives on Monday.',
};
const told = async (person: TestUser) =>
  ((await succeed(person.get('/notifications'))).body.data as { kind: string; title: string }[]).filter(
    ({ kind }) => kind === 'BROADCAST_SENT',
  );
const stateNow = async () => (await succeed(admin.get('/admin/broadcast'))).body.data[0];

test('whoever is of the segment is told once, in the app and by letter; who left it out is not', async () => {
  const suspended = await app.make.seller();
  await succeed(admin.post(`/admin/users/${suspended.id}/suspend`, { reason: 'Papers are missing.' }));
  const { body: preview } = await succeed(admin.get('/admin/broadcast/preview?segment=SELLERS'));
  expect(preview.data).toMatchObject({ recipients: 1, some: [{ id: seller.id }] });
  const { body } = await succeed(admin.post('/admin/broadcast', { ...wires, recipients: 1 }));
  expect(body.data).toMatchObject({ state: 'SENDING', told: 0, sentBy: { id: admin.id } });
  await app.settle();
  expect(await stateNow()).toMatchObject({ state: 'SENT', recipients: 1, told: 1 });
  expect([await told(seller), await told(buyer)]).toEqual([
    [expect.objectContaining({ title: wires.title })],
    [],
  ]);
  const [letter] = await app.mail.sentTo(seller.email);
  expect([letter?.subject, letter?.kind]).toEqual([wires.title, 'announcements']);
  expect(letter?.text).toContain('arrives on Monday');
  await app.settle();
  expect(await told(seller)).toHaveLength(1);
  expect((await admin.post(`/admin/broadcast/${body.data.id}/stop`)).body.code).toBe('broadcast_ended');
});

test('it is not sent where it would reach others than were seen, and can be stopped', async () => {
  const wrong = await admin.post('/admin/broadcast', { ...wires, segment: 'EVERYBODY', recipients: 500 });
  expect([wrong.status, wrong.body.code]).toEqual([409, 'audience_changed']);
  const { body } = await succeed(
    admin.post('/admin/broadcast', { ...wires, segment: 'BUYERS', recipients: 1 }),
  );
  await succeed(admin.post(`/admin/broadcast/${body.data.id}/stop`));
  await app.settle();
  expect([await told(buyer), (await stateNow()).state]).toEqual([[], 'STOPPED']);
});

test('a segment is narrowed by plan, verification, state of a company and open deals, and told as it was shown', async () => {
  const world = await startDealWorld();
  try {
    const { admin: office, app: market } = world;
    const deal = await world.open();
    const [subscriber, shown] = [await market.make.buyer(), await market.make.seller()];
    await succeed(office.post(`/admin/users/${shown.id}/verify-seller`, { reason: 'Seen in a video call.' }));
    const { body } = await succeed(
      subscriber.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }),
    );
    await market.gateway.pages.payCheckout(body.data.checkoutUrl);
    await market.settle();
    const reach = async (query: string) => {
      const { data } = (await succeed(office.get(`/admin/broadcast/preview?${query}`))).body;
      const ids = (data.some as { id: string }[]).map(({ id }) => id);
      expect(data.recipients).toBe(ids.length);
      return ids.toSorted();
    };
    const sorted = (...people: { id: string }[]) => people.map(({ id }) => id).toSorted();
    expect(await reach('segment=EVERYBODY&plan=STARTER')).toEqual(sorted(subscriber));
    expect(await reach('segment=BUYERS&plan=NONE')).toEqual(sorted(deal.buyer));
    expect(await reach('segment=SELLERS&plan=STARTER')).toEqual([]);
    expect(await reach('segment=SELLERS&verified=true')).toEqual(sorted(shown));
    expect(await reach('segment=SELLERS&verified=false')).toEqual(sorted(deal.seller));
    expect(await reach('segment=EVERYBODY&openDeal=true')).toEqual(sorted(deal.buyer, deal.seller));
    expect(await reach('segment=BUYERS&openDeal=false')).toEqual(sorted(subscriber));
    const { state } = (await succeed(deal.buyer.get(`/listings/${deal.listingId}`))).body.data;
    expect(await reach(`segment=SELLERS&companyState=${state}`)).toEqual(sorted(deal.seller));
    expect(await reach('segment=SELLERS&companyState=HI')).toEqual([]);
    expect(await reach(`segment=SELLERS&companyState=${state}&verified=true`)).toEqual([]);

    const chosen = { segment: 'EVERYBODY', openDeal: true, verified: false };
    const sent = await succeed(office.post('/admin/broadcast', { ...wires, ...chosen, recipients: 2 }));
    expect(sent.body.data).toMatchObject({ ...chosen, plan: null, companyState: null, recipients: 2 });
    await market.settle();
    for (const [person, times] of [
      [deal.buyer, 1],
      [deal.seller, 1],
      [shown, 0],
      [subscriber, 0],
    ] as const)
      expect(await told(person)).toHaveLength(times);
    const { body: log } = await succeed(office.get('/admin/action-log?action=broadcast.sent'));
    expect(log.data[0].detail).toMatchObject({ ...chosen, plan: null });
  } finally {
    await world.close();
  }
});
