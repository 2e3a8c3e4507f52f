/** A listing's way by the endpoints: written, reviewed, published, changed, taken down, sold. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings, newListing } from '../../../tests/support/make-listings';
import { DAY_MS } from '../../platform/kernel/clock';
import type { UserActor } from '../../platform/kernel/actor';
import { LISTING_LIFE_MS } from './listing.rules';
import * as events from './listings.events';

let app: TestApp;
let make: ReturnType<typeof makeListings>;
let admin: TestUser;
const heard: { name: string; listingId: string }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  make = makeListings(app);
  admin = await app.make.admin();
  for (const kind of Object.values(events)) {
    app.platform.outbox.on<{ listingId: string }>(kind, 'test', { runs: 'unit' }, ({ listingId }) => {
      heard.push({ name: kind.name, listingId });
      return Promise.resolve();
    });
  }
});
afterAll(() => app.close());

const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const statusOf = async (id: string) => (await app.modules.listings.findListing(id))?.status;
const read = async (user: TestUser, id: string) => (await user.get(`/listings/${id}`)).body.data;
const newsOf = async (id: string) => {
  await app.settle();
  return heard.filter(({ listingId }) => listingId === id).map(({ name }) => name);
};
const change = async (user: TestUser, id: string, changes: Record<string, unknown>) =>
  user.put(`/listings/${id}`, { version: (await read(user, id)).desk.version, ...changes });
const asUser = ({ id }: TestUser): UserActor => ({
  kind: 'user',
  userId: id,
  roles: ['admin'],
  sessionId: id,
});

describe('writing a listing', () => {
  test('a seller drafts one; the carrier comes from the federal record, evidence is graded by the server', async () => {
    const { id, seller, usdot } = await make.draft();
    const own = await read(seller, id);
    expect(own).toMatchObject({ status: 'DRAFT', publishedAt: null, access: 'NONE' });
    expect(own.confidential.carrier).toMatchObject({ usdot });
    expect(own.confidential.evidence).toMatchObject({
      'carrier.legalName': 'FEDERAL_RECORD',
      'deal.askingPriceCents': 'SELLER_DECLARED',
      'finance.taxLiens': 'UNKNOWN',
    });
    expect(own.desk).toMatchObject({ version: 1, moves: ['submit', 'withdraw'], views: 0 });
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['MC number for sale', { title: 'MC number for sale' }, 'bare_number_sale', 'body.title'],
    [
      'secret from the insurer',
      { summary: 'No need to tell the insurer.' },
      'bare_number_sale',
      'body.summary',
    ],
    [
      'rent in the reason',
      { deal: { reasonForSale: 'I rent my MC.' } },
      'bare_number_sale',
      'body.deal.reasonForSale',
    ],
    [
      'equity of a sole proprietor',
      { deal: { entityForm: 'SOLE_PROPRIETORSHIP' } },
      'sole_proprietor_equity_sale',
      'body.deal.dealStructure',
    ],
    [
      'age of authority with assets',
      { summary: 'Comes with a ten year old MC.', deal: { dealStructure: 'ASSETS_ONLY' } },
      'authority_age_advertised',
      'body.summary',
    ],
    [
      'a telephone number',
      { title: 'Call 806 555 0142 for trucks' },
      'teaser_reveals_identity',
      'body.title',
    ],
  ])('refused with the rule and the field: %s', async (_what, wishes, code, field) => {
    const seller = await app.make.seller();
    const refused = await seller.post('/listings', newListing(wishes));
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code, errors: [{ field }] });
    expect((await seller.get('/listings/my-listings')).body.data).toEqual([]);
  });

  test('the public text may not name the carrier, at first or later', async () => {
    const { id, seller, usdot } = await make.draft();
    const { legalName } = (await read(seller, id)).confidential.carrier;
    for (const summary of [`Formerly ${legalName}`, `Our number is ${usdot}`]) {
      const refused = await change(seller, id, { summary });
      expect([refused.status, refused.body.code]).toEqual([422, 'teaser_reveals_identity']);
    }
    expect((await change(seller, id, { description: `We are ${legalName}.` })).status).toBe(200);
  });

  test.each([
    ['status', 'ACTIVE'],
    ['sellerId', 'somebody'],
    ['evidence', { 'deal.askingPriceCents': 'DOCUMENT_VERIFIED' }],
    ['verified', true],
    ['usdot', '9900001'],
  ])('what the server decides cannot be sent: %s', async (name, value) => {
    const seller = await app.make.seller();
    expect((await seller.post('/listings', { ...newListing(), [name]: value })).status).toBe(400);
  });

  test('an unknown carrier cannot be listed', async () => {
    const seller = await app.make.seller();
    const refused = await seller.post('/listings', newListing({ usdot: 77 }));
    expect([refused.status, refused.body.code]).toEqual([404, 'carrier_not_found']);
  });

  test('an edit of a version that is not the present one changes nothing', async () => {
    const { id, seller } = await make.draft();
    const edits = ['First title of the company', 'Second title of the company'].map((title) =>
      seller.put(`/listings/${id}`, { version: 1, title }),
    );
    expect((await Promise.all(edits)).map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await read(seller, id)).desk.version).toBe(2);
  });

  test('the same draft sent twice under one key is one draft', async () => {
    const seller = await app.make.seller();
    const body = newListing();
    const send = () => seller.post('/listings', body, { 'idempotency-key': 'draft-1' });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect((await seller.get('/listings/my-listings')).body.data).toHaveLength(1);
  });

  test('a draft is nobody else’s: to others it does not exist', async () => {
    const { id } = await make.draft();
    const stranger = await app.make.user({ roles: ['buyer', 'seller'] });
    await make.giveCredits(stranger.id, 1);
    const nda = (await app.anonymous.get('/listings/nda')).body.data;
    const answers = await Promise.all([
      app.anonymous.get(`/listings/${id}`),
      stranger.get(`/listings/${id}`),
      stranger.get(`/listings/${id}/checks`),
      stranger.get(`/listings/${id}/access`),
      stranger.put(`/listings/${id}`, { version: 1, title: 'Taken over by a stranger' }),
      stranger.delete(`/listings/${id}`),
      stranger.post(`/listings/${id}/submit`),
      stranger.post(`/listings/${id}/withdraw`),
      stranger.post(`/listings/${id}/save`),
      stranger.post(`/listings/${id}/unlock`, { ndaVersion: nda.version, accepted: true }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await statusOf(id)).toBe('DRAFT');
    expect(await credits(stranger)).toBe(1);
  });

  test('buyers cannot list, and nobody without signing in', async () => {
    const buyer = await app.make.buyer();
    expect((await buyer.post('/listings', newListing())).status).toBe(403);
    expect((await app.anonymous.post('/listings', newListing())).status).toBe(401);
  });

  test('a draft that was never submitted is thrown away, anything else is withdrawn', async () => {
    const fresh = await make.draft();
    expect((await fresh.seller.delete(`/listings/${fresh.id}`)).status).toBe(200);
    expect(await statusOf(fresh.id)).toBeUndefined();
    const { id, seller } = await make.active();
    expect((await seller.delete(`/listings/${id}`)).status).toBe(200);
    expect(await statusOf(id)).toBe('WITHDRAWN');
    expect(await newsOf(id)).toContain('listing.withdrawn');
  });
});

describe('review', () => {
  test('submitting costs one credit, and without one nothing happens', async () => {
    const { id, seller } = await make.draft();
    const poor = await seller.post(`/listings/${id}/submit`);
    expect([poor.status, poor.body.code]).toEqual([402, 'out_of_credits']);
    expect(await statusOf(id)).toBe('DRAFT');
    await make.giveCredits(seller.id, 2);
    const both = await Promise.all([
      seller.post(`/listings/${id}/submit`),
      seller.post(`/listings/${id}/submit`),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await credits(seller)).toBe(1);
    expect(await statusOf(id)).toBe('PENDING_REVIEW');
    expect(await newsOf(id)).toEqual(['listing.submitted']);
  });

  test('an incomplete draft is told all that it lacks', async () => {
    const seller = await app.make.seller();
    const { usdot, title } = newListing();
    const made = await seller.post('/listings', { usdot, title });
    const refused = await seller.post(`/listings/${made.body.data.id}/submit`);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'listing_incomplete',
      errors: [
        { field: 'listing.summary' },
        { field: 'listing.deal' },
        { field: 'listing.operation.cargoTypes' },
      ],
    });
  });

  test('one carrier is live in one listing; of two submitted at once one wins and the other pays nothing', async () => {
    const one = await make.draft();
    const two = await make.draft({ usdot: one.usdot });
    await make.giveCredits(one.seller.id, 1);
    await make.giveCredits(two.seller.id, 1);
    const answers = await Promise.all(
      [one, two].map(({ id, seller }) => seller.post(`/listings/${id}/submit`)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const refused = answers.findIndex(({ status }) => status === 409);
    expect(answers[refused]?.body.code).toBe('carrier_already_listed');
    const [loser, winner] = refused === 0 ? [one, two] : [two, one];
    expect([await credits(loser.seller), await credits(winner.seller)]).toEqual([1, 0]);
    await winner.seller.post(`/listings/${winner.id}/withdraw`);
    expect((await loser.seller.post(`/listings/${loser.id}/submit`)).status).toBe(200);
  });

  test('a rejection tells why and returns the credit; the mended draft can be submitted again', async () => {
    const { id, seller } = await make.pending();
    expect((await admin.post(`/admin/listings/${id}/reject`, { reason: 'No price basis.' })).status).toBe(
      200,
    );
    expect(await credits(seller)).toBe(1);
    expect(await read(seller, id)).toMatchObject({
      status: 'REJECTED',
      desk: { statusReason: 'No price basis.' },
    });
    const again = await admin.post(`/admin/listings/${id}/reject`, { reason: 'Twice.' });
    expect([again.status, again.body.code]).toEqual([409, 'listing_state_forbids']);
    expect(await credits(seller)).toBe(1);
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(409);
    expect(
      (await change(seller, id, { summary: `${newListing().summary} Priced by two appraisals.` })).status,
    ).toBe(200);
    expect(await statusOf(id)).toBe('DRAFT');
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(200);
    expect(await credits(seller)).toBe(0);
    await admin.post(`/admin/listings/${id}/reject`, { reason: 'Still none.' });
    expect(await credits(seller)).toBe(1);
  });

  test('withdrawing from review returns the credit, once', async () => {
    const { id, seller } = await make.pending();
    const both = await Promise.all([
      seller.post(`/listings/${id}/withdraw`),
      seller.post(`/listings/${id}/withdraw`),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await credits(seller)).toBe(1);
  });

  test('an admin approves what he read: a version that was changed meanwhile is refused', async () => {
    const { id, seller } = await make.pending();
    const { version } = (await read(seller, id)).desk;
    await change(seller, id, { title: 'A title the admin did not read' });
    const refused = await admin.post(`/admin/listings/${id}/approve`, { version });
    expect([refused.status, refused.body.code]).toEqual([409, 'listing_changed']);
  });

  test('only admins decide; the queue shows what waits, longest first', async () => {
    const { id, seller } = await make.pending();
    const later = await make.pending();
    for (const verb of ['approve', 'reject', 'suspend']) {
      const reason = verb === 'approve' ? {} : { reason: 'I say so.' };
      expect((await seller.post(`/admin/listings/${id}/${verb}`, reason)).status).toBe(403);
    }
    const queue: { id: string }[] = (await admin.get('/admin/listings/pending?limit=100')).body.data;
    const ids = queue.map((each) => each.id);
    expect(ids.indexOf(id)).toBeLessThan(ids.indexOf(later.id));
    const mine = await admin.get(`/admin/listings?sellerId=${seller.id}&status=PENDING_REVIEW`);
    expect(mine.body.data).toMatchObject([{ id, askingPriceCents: 25_000_000 }]);
  });
});

describe('in the market', () => {
  test('a lower price and plain figures stay live; what was reviewed goes back to review without a second credit', async () => {
    const { id, seller } = await make.active();
    const deal = (await read(seller, id)).confidential.deal;
    await change(seller, id, { deal: { ...deal, askingPriceCents: 20_000_000 } });
    await change(seller, id, { operation: { cargoTypes: ['GENERAL_FREIGHT'], employees: 9 } });
    const live = await read(seller, id);
    expect(live).toMatchObject({ status: 'ACTIVE', priceBand: { fromCents: 20_000_000 } });
    expect((await change(seller, id, { title: 'Another name for the same thing' })).status).toBe(200);
    expect(await statusOf(id)).toBe('PENDING_REVIEW');
    expect((await app.anonymous.get(`/listings/${id}`)).status).toBe(404);
    expect((await admin.post(`/admin/listings/${id}/reject`, { reason: 'Explain the title.' })).status).toBe(
      200,
    );
    expect(await credits(seller)).toBe(0);
    await change(seller, id, { title: 'A better name for the same thing' });
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(200);
    expect((await admin.post(`/admin/listings/${id}/approve`)).status).toBe(200);
    const back = await read(seller, id);
    expect([back.status, back.publishedAt, back.desk.expiresAt]).toEqual([
      'ACTIVE',
      live.publishedAt,
      live.desk.expiresAt,
    ]);
  });

  test('a higher price goes back to review', async () => {
    const { id, seller } = await make.active();
    const deal = (await read(seller, id)).confidential.deal;
    await change(seller, id, { deal: { ...deal, askingPriceCents: deal.askingPriceCents + 1 } });
    expect(await statusOf(id)).toBe('PENDING_REVIEW');
  });

  test('paused it is out of sight, resumed it is back', async () => {
    const { id, seller } = await make.active();
    await seller.post(`/listings/${id}/pause`);
    expect((await app.anonymous.get(`/listings/${id}`)).status).toBe(404);
    expect((await seller.post(`/listings/${id}/pause`)).status).toBe(409);
    await seller.post(`/listings/${id}/resume`);
    expect((await app.anonymous.get(`/listings/${id}`)).status).toBe(200);
  });

  test('another seller may look at it and not touch it', async () => {
    const { id } = await make.active();
    const other = await app.make.seller();
    const answers = await Promise.all([
      other.put(`/listings/${id}`, { version: 1, title: 'Taken over by a rival' }),
      other.delete(`/listings/${id}`),
      ...['pause', 'resume', 'withdraw', 'submit'].map((verb) => other.post(`/listings/${id}/${verb}`)),
      other.get(`/listings/${id}/access`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  test('an admin takes it down with a reason and puts it back', async () => {
    const { id, seller } = await make.active();
    await admin.post(`/admin/listings/${id}/suspend`, { reason: 'A complaint is looked into.' });
    expect(await read(seller, id)).toMatchObject({
      status: 'SUSPENDED',
      desk: { statusReason: 'A complaint is looked into.', moves: ['withdraw'] },
    });
    expect((await seller.post(`/listings/${id}/resume`)).status).toBe(409);
    expect((await app.anonymous.get(`/listings/${id}`)).status).toBe(404);
    expect((await admin.post(`/admin/listings/${id}/reinstate`)).status).toBe(200);
    expect(await statusOf(id)).toBe('ACTIVE');
    expect(await newsOf(id)).toEqual(
      expect.arrayContaining(['listing.approved', 'listing.suspended', 'listing.reinstated']),
    );
  });

  test('for a deal it is reserved, released, sold; each in the unit of the deal', async () => {
    const { listings } = app.modules;
    const { database } = app.platform;
    const { id, seller } = await make.active();
    const buyer = await make.buyerOf(id);
    const reserve = () => listings.reserve(id, buyer.id, 'An offer was accepted.');
    await expect(
      database.atomically(async () => {
        await reserve();
        throw new Error('the deal could not be opened');
      }),
    ).rejects.toThrow('the deal');
    expect(await statusOf(id)).toBe('ACTIVE');

    const twice = await Promise.allSettled([database.atomically(reserve), database.atomically(reserve)]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    for (const verb of ['pause', 'withdraw']) {
      expect((await seller.post(`/listings/${id}/${verb}`)).status).toBe(409);
    }
    expect((await admin.post(`/admin/listings/${id}/suspend`, { reason: 'Held by a deal.' })).status).toBe(
      409,
    );
    await database.atomically(() => listings.release(id, 'The deposit did not come.'));
    expect(await statusOf(id)).toBe('ACTIVE');
    await database.atomically(reserve);
    await expect(database.atomically(() => listings.markSold(id, seller.id))).rejects.toThrow(
      'another buyer',
    );
    await database.atomically(() => listings.markSold(id, buyer.id));
    expect(await statusOf(id)).toBe('SOLD');
    expect(await newsOf(id)).toEqual(
      expect.arrayContaining(['listing.reserved', 'listing.released', 'listing.sold']),
    );
    await expect(
      database.atomically(() => listings.suspend(id, 'Too late.', asUser(admin))),
    ).rejects.toMatchObject({
      code: 'listing_state_forbids',
    });
  });
});

describe('time', () => {
  test('a publication ends after 90 days and is renewed for another credit', async () => {
    const { id, seller } = await make.active();
    await app.later(LISTING_LIFE_MS - DAY_MS);
    expect(await statusOf(id)).toBe('ACTIVE');
    app.clock.advance(DAY_MS);
    expect(await newsOf(id)).toContain('listing.expired');
    expect(await statusOf(id)).toBe('EXPIRED');
    expect((await seller.post(`/listings/${id}/submit`)).body.code).toBe('out_of_credits');
    await make.giveCredits(seller.id, 1);
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(200);
    expect(await credits(seller)).toBe(0);
  });
});
