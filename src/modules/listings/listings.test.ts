/** A listing's way by the endpoints: written, reviewed, published, changed, taken down, sold. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings, newListing } from '../../../tests/support/make-listings';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { systemActor, type UserActor } from '../../platform/kernel/actor';
import { DEAL_STRUCTURES } from './listing.fields';
import { PUBLICATION_MS } from './listing.rules';
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
    app.platform.events.on<{ listingId: string }>(kind, 'test', { runs: 'unit' }, ({ listingId }) => {
      heard.push({ name: kind.name, listingId });
      return Promise.resolve();
    });
  }
});
afterAll(async () => {
  await app.settle();
  await app.close();
});

const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const statusOf = async (id: string) => (await app.modules.listings.findListing(id))?.status;
const read = async (user: TestUser, id: string) => (await user.get(`/listings/${id}`)).body.data;
const newsOf = async (id: string) => {
  await app.settle();
  return heard.filter(({ listingId }) => listingId === id).map(({ name }) => name);
};
const change = async (user: TestUser, id: string, changes: Record<string, unknown>) =>
  user.put(`/listings/${id}`, { version: (await read(user, id)).management.version, ...changes });
const reject = async (id: string, reason: string) =>
  admin.post(`/admin/listings/${id}/reject`, { ...(await make.readVersion(id)), reason });
const asUser = ({ id }: TestUser): UserActor => ({
  kind: 'user',
  userId: id,
  roles: ['admin'],
  sessionId: id,
});

describe('writing a listing', () => {
  test('a seller drafts one: the carrier comes from the federal record, evidence is graded by the server', async () => {
    const { id, seller, usdot } = await make.draft();
    const own = await read(seller, id);
    expect(own).toMatchObject({ status: 'DRAFT', publishedAt: null, access: 'NONE' });
    expect(own.confidential.carrier).toMatchObject({ usdot });
    expect(own.confidential.evidence).toMatchObject({
      'carrier.legalName': 'FEDERAL_RECORD',
      'deal.askingPriceCents': 'SELLER_DECLARED',
      'finance.taxLiens': 'UNKNOWN',
    });
    expect(own.management).toMatchObject({
      version: 1,
      moves: ['submit', 'withdraw'],
      editable: true,
      missing: [],
      views: 0,
    });
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['MC number for sale', { title: 'MC number for sale' }, 'bare_number_sale', 'title'],
    ['secret from the insurer', { summary: 'No need to tell the insurer.' }, 'bare_number_sale', 'summary'],
    [
      'rent in the reason',
      { deal: { reasonForSale: 'I rent my MC.' } },
      'bare_number_sale',
      'deal.reasonForSale',
    ],
    [
      'equity of a sole proprietor',
      { deal: { entityForm: 'SOLE_PROPRIETORSHIP' } },
      'sole_proprietor_equity_sale',
      'deal.dealStructure',
    ],
    [
      'age of authority with assets',
      { summary: 'Comes with a ten year old MC.', deal: { dealStructure: 'ASSETS_ONLY' } },
      'authority_age_advertised',
      'summary',
    ],
    ['a telephone number', { title: 'Call 806 555 0142 for trucks' }, 'teaser_reveals_identity', 'title'],
  ])('refused with the rule and the field: %s', async (_what, options, code, field) => {
    const seller = await app.make.seller();
    const refused = await seller.post('/listings', newListing(options));
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code, errors: [{ field }] });
    expect((await seller.get('/listings/my-listings')).body.data).toEqual([]);
  });

  test.each(['MC_NUMBER_ONLY', undefined])(
    'a number alone is refused with the rule and the ways that there are: %s',
    async (dealStructure) => {
      const seller = await app.make.seller();
      const refused = await seller.post('/listings', newListing({ deal: { dealStructure } }));
      expect(refused.status).toBe(400);
      const [{ field, message }] = refused.body.errors;
      expect(field).toBe('deal.dealStructure');
      expect(message).toContain('FMCSA');
      for (const way of DEAL_STRUCTURES) expect(message).toContain(way);
    },
  );

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
  ])('what the server decides cannot be sent: %s', async (name, value) => {
    const seller = await app.make.seller();
    expect((await seller.post('/listings', { ...newListing(), [name]: value })).status).toBe(400);
  });

  test('an unknown carrier cannot be listed', async () => {
    const seller = await app.make.seller();
    const refused = await seller.post('/listings', newListing({ usdot: 77 }));
    expect([refused.status, refused.body.code]).toEqual([404, 'carrier_not_found']);
  });

  test('an edit based on an old version changes nothing', async () => {
    const { id, seller } = await make.draft();
    const edits = ['First title of the company', 'Second title of the company'].map((title) =>
      seller.put(`/listings/${id}`, { version: 1, title }),
    );
    expect((await Promise.all(edits)).map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await read(seller, id)).management.version).toBe(2);
  });

  test('the same draft sent twice under one key is one draft', async () => {
    const seller = await app.make.seller();
    const body = newListing();
    const send = () => seller.post('/listings', body, { 'idempotency-key': 'draft-1' });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    expect((await seller.get('/listings/my-listings')).body.data).toHaveLength(1);
  });

  test('a draft does not exist for anyone else', async () => {
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
      stranger.post(`/listings/${id}/unlock`, {
        ndaVersion: nda.version,
        accepted: true,
        typedName: stranger.name,
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await statusOf(id)).toBe('DRAFT');
    expect(await credits(stranger)).toBe(1);
  });

  test('buyers cannot list a company, nor can anyone without signing in', async () => {
    const buyer = await app.make.buyer();
    expect((await buyer.post('/listings', newListing())).status).toBe(403);
    expect((await app.anonymous.post('/listings', newListing())).status).toBe(401);
  });

  test('deleting removes a draft that was never submitted, and withdraws anything else', async () => {
    const fresh = await make.draft();
    expect((await fresh.seller.delete(`/listings/${fresh.id}`)).body.data.outcome).toBe('DELETED');
    expect(await statusOf(fresh.id)).toBeUndefined();
    const { id, seller } = await make.active();
    expect((await seller.delete(`/listings/${id}`)).body.data.outcome).toBe('WITHDRAWN');
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

  test('an incomplete draft is refused with everything it lacks', async () => {
    const seller = await app.make.seller();
    const { usdot, title } = newListing();
    const made = await seller.post('/listings', { usdot, title });
    const refused = await seller.post(`/listings/${made.body.data.id}/submit`);
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'listing_incomplete',
      errors: [{ field: 'summary' }, { field: 'deal' }, { field: 'operation.cargoTypes' }],
    });
  });

  test('an asking price below which no offer is taken is refused, at the submission', async () => {
    const made = await make.draft({ deal: { askingPriceCents: 99_999 } });
    await make.giveCredits(made.seller.id, 1);
    const refused = await made.seller.post(`/listings/${made.id}/submit`);
    expect([refused.status, refused.body.code]).toEqual([422, 'listing_incomplete']);
    expect(refused.body.errors).toEqual([
      {
        field: 'deal.askingPriceCents',
        code: 'listing_incomplete',
        message: 'Ask for at least $1,000.00: offers start there.',
      },
    ]);
  });

  test('a carrier is live in one listing: of two submitted at once one wins and the other costs nothing', async () => {
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

  test('a rejection says why and returns the credit; the corrected draft can be submitted again', async () => {
    const { id, seller } = await make.pending();
    expect((await reject(id, 'No price basis.')).status).toBe(200);
    expect(await credits(seller)).toBe(1);
    expect(await read(seller, id)).toMatchObject({
      status: 'REJECTED',
      management: { statusReason: 'No price basis.' },
    });
    const again = await reject(id, 'Twice.');
    expect([again.status, again.body.code]).toEqual([409, 'listing_state_forbids']);
    expect(await credits(seller)).toBe(1);
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(409);
    expect(
      (await change(seller, id, { summary: `${newListing().summary} Priced by two appraisals.` })).status,
    ).toBe(200);
    expect(await statusOf(id)).toBe('DRAFT');
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(200);
    expect(await credits(seller)).toBe(0);
    await reject(id, 'Still none.');
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

  test('an admin decides on the version that they read: without it, or on a newer one, nothing is decided', async () => {
    const { id, seller } = await make.pending();
    const { management, verified } = await read(seller, id);
    const { version } = management;
    // Its carrier is clean, but nobody has shown yet that it is the seller's.
    expect(verified).toBe(false);
    await change(seller, id, { title: 'A title the admin did not read' });
    for (const [verb, rest] of [
      ['approve', {}],
      ['reject', { reason: 'Not like this.' }],
    ] as const) {
      const refused = await admin.post(`/admin/listings/${id}/${verb}`, { version, ...rest });
      expect([refused.status, refused.body.code]).toEqual([409, 'listing_changed']);
      expect((await admin.post(`/admin/listings/${id}/${verb}`, rest)).status).toBe(400);
    }
    expect(await statusOf(id)).toBe('PENDING_REVIEW');
  });

  test('only admins decide; the review queue lists the longest wait first', async () => {
    const { id, seller } = await make.pending();
    const later = await make.pending();
    for (const verb of ['approve', 'reject', 'suspend'] as const) {
      const reason = {
        approve: { version: 1 },
        reject: { version: 1, reason: 'I say so.' },
        suspend: { reason: 'I say so.' },
      }[verb];
      expect((await seller.post(`/admin/listings/${id}/${verb}`, reason)).status).toBe(403);
    }
    const queue: { id: string }[] = (await admin.get('/admin/listings/pending?limit=100')).body.data;
    const ids = queue.map((each) => each.id);
    expect(ids.indexOf(id)).toBeLessThan(ids.indexOf(later.id));
    const mine = await admin.get(`/admin/listings?sellerId=${seller.id}&status=PENDING_REVIEW`);
    expect(mine.body.data).toMatchObject([{ id, askingPriceCents: 25_000_000 }]);
  });
});

describe('on the market', () => {
  test('a lower price, plain figures and the correction of a slip take effect at once', async () => {
    const { id, seller } = await make.active();
    const deal = (await read(seller, id)).confidential.deal;
    await change(seller, id, { deal: { ...deal, askingPriceCents: 20_000_000 } });
    await change(seller, id, { operation: { cargoTypes: ['GENERAL_FREIGHT'], employees: 9 } });
    const live = await read(seller, id);
    expect(live).toMatchObject({ status: 'ACTIVE', verified: true, priceBand: { fromCents: 20_000_000 } });
    const { title } = live;
    await change(seller, id, { title: `${title.replace('carrier', 'carier')}!` });
    await change(seller, id, { title });
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  test('what was reviewed waits for a second review, while the approved content stays live with its offers', async () => {
    const { id, seller } = await make.active();
    const buyer = await make.buyerOf(id);
    const offer = await buyer.post('/offers', { listingId: id, amountCents: 20_000_000 });
    const before = await read(seller, id);
    const { deal } = before.confidential;
    await change(seller, id, { title: 'Another name for the same thing' });
    await change(seller, id, { deal: { ...deal, askingPriceCents: deal.askingPriceCents + 1 } });
    await change(seller, id, { operation: { cargoTypes: ['GENERAL_FREIGHT'], employees: 11 } });
    const public_ = (await app.anonymous.get(`/listings/${id}`)).body.data;
    expect(public_).toMatchObject({ status: 'ACTIVE', title: before.title, management: null });
    const waiting = await read(seller, id);
    expect(waiting.confidential).toMatchObject({ deal, operation: { employees: 11 } });
    expect(waiting.management.pendingChange).toMatchObject({
      ...{ title: 'Another name for the same thing', operation: { employees: 11 } },
      deal: { askingPriceCents: deal.askingPriceCents + 1 },
    });
    const queue = (await admin.get('/admin/listings/pending?limit=100')).body.data as { id: string }[];
    expect(queue.find((each) => each.id === id)).toMatchObject({
      management: { moves: ['suspend', 'approve', 'reject'] },
    });
    const stale = await admin.post(`/admin/listings/${id}/approve`, { version: before.management.version });
    expect(stale.body.code).toBe('listing_changed');
    expect((await reject(id, 'Explain the title.')).status).toBe(200);
    expect((await read(seller, id)).management).toMatchObject({
      pendingChange: null,
      statusReason: 'Explain the title.',
    });
    expect(await newsOf(id)).toContain('listing.change_rejected');

    await change(seller, id, { title: 'A better name for the same thing' });
    expect((await admin.post(`/admin/listings/${id}/approve`, await make.readVersion(id))).status).toBe(200);
    const back = await read(seller, id);
    expect(back).toMatchObject({
      status: 'ACTIVE',
      title: 'A better name for the same thing',
      publishedAt: before.publishedAt,
    });
    expect(back.management).toMatchObject({ pendingChange: null, expiresAt: before.management.expiresAt });
    expect((await buyer.get(`/offers/${offer.body.data.id}`)).body.data).toMatchObject({ status: 'PENDING' });
    expect(await credits(seller)).toBe(0);
  });

  test('a change that is taken back waits no more; one of a listing that goes off the market comes with it', async () => {
    const { id, seller } = await make.active();
    const { title } = await read(seller, id);
    await change(seller, id, { title: 'Another name for the same thing' });
    await change(seller, id, { title });
    expect((await read(seller, id)).management.pendingChange).toBeNull();
    await change(seller, id, { title: 'Another name for the same thing' });
    expect((await seller.delete(`/listings/${id}`)).body.data.outcome).toBe('WITHDRAWN');
    const withdrawn = await read(seller, id);
    expect(withdrawn).toMatchObject({ status: 'WITHDRAWN', title: 'Another name for the same thing' });
    expect(withdrawn.management.moves).toEqual(['redraft']);
    await change(seller, id, { title: 'Back on the market' });
    expect(await statusOf(id)).toBe('DRAFT');
    // Its publication is paid and has not run out.
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(200);
    expect(await credits(seller)).toBe(0);
  });

  test('a paused listing is not public, a resumed one is', async () => {
    const { id, seller } = await make.active();
    await seller.post(`/listings/${id}/pause`);
    expect((await app.anonymous.get(`/listings/${id}`)).status).toBe(404);
    expect((await seller.post(`/listings/${id}/pause`)).status).toBe(409);
    await seller.post(`/listings/${id}/resume`);
    expect((await app.anonymous.get(`/listings/${id}`)).status).toBe(200);
  });

  test('another seller may read it but not change it', async () => {
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

  test('an admin suspends it with a reason and reinstates it', async () => {
    const { id, seller } = await make.active();
    const reason = 'We are investigating a complaint.';
    await admin.post(`/admin/listings/${id}/suspend`, { ...(await make.readVersion(id)), reason });
    expect(await read(seller, id)).toMatchObject({
      status: 'SUSPENDED',
      management: { statusReason: 'We are investigating a complaint.', moves: ['withdraw'], editable: false },
    });
    expect((await seller.post(`/listings/${id}/resume`)).status).toBe(409);
    expect((await app.anonymous.get(`/listings/${id}`)).status).toBe(404);
    expect((await admin.post(`/admin/listings/${id}/reinstate`, await make.readVersion(id))).status).toBe(
      200,
    );
    expect(await statusOf(id)).toBe('ACTIVE');
    expect(await newsOf(id)).toEqual(
      expect.arrayContaining(['listing.approved', 'listing.suspended', 'listing.reinstated']),
    );
  });

  test('is suspended and reinstated as it was read, not as another has changed it meanwhile', async () => {
    const { id, seller } = await make.active();
    const reason = 'We are investigating a complaint.';
    const act = async (verb: string, version: number) => {
      const body = verb === 'suspend' ? { version, reason } : { version };
      const { status, body: answer } = await admin.post(`/admin/listings/${id}/${verb}`, body);
      return status === 200 ? 200 : answer.code;
    };
    const { version: live } = await make.readVersion(id);
    await seller.put(`/listings/${id}`, { version: live, description: 'What was complained of is gone.' });
    expect([await act('suspend', live), await statusOf(id)]).toEqual(['listing_changed', 'ACTIVE']);
    expect(await act('suspend', (await make.readVersion(id)).version)).toBe(200);
    const { version: first } = await make.readVersion(id);
    expect(await act('reinstate', first)).toBe(200);
    expect(await act('suspend', (await make.readVersion(id)).version)).toBe(200);
    // Of the second suspension the first reader knows nothing.
    expect([await act('reinstate', first), await statusOf(id)]).toEqual(['listing_changed', 'SUSPENDED']);
    // Whoever names none means it as it stands: a listing comes off the market whatever its owner changes meanwhile.
    expect((await admin.post(`/admin/listings/${id}/reinstate`)).status).toBe(200);
    expect((await admin.post(`/admin/listings/${id}/suspend`, { reason })).status).toBe(200);
  });

  describe('back from a deal', () => {
    const release = (id: string) =>
      app.platform.database.atomically(() => app.modules.listings.release(id, 'The deposit did not come.'));
    const reserve = async (id: string, by?: TestUser) => {
      const buyer = by ?? (await make.buyerOf(id));
      await app.platform.database.atomically(() =>
        app.modules.listings.reserve(id, buyer.id, 'An offer was accepted.'),
      );
    };
    const expiryOf = async (seller: TestUser, id: string): Promise<number> =>
      Date.parse((await read(seller, id)).management.expiresAt) / HOUR_MS;

    test('a publication gets the time back that the deal took, and 14 days at least', async () => {
      const { id, seller } = await make.active();
      const before = await expiryOf(seller, id);
      await app.later(10 * DAY_MS);
      await reserve(id);
      await app.later(20 * DAY_MS);
      await release(id);
      expect(await expiryOf(seller, id)).toBeCloseTo(before + 20 * 24, 1);

      // An hour of it is left when the next buyer comes.
      await app.later(80 * DAY_MS - HOUR_MS);
      await reserve(id);
      await app.later(30 * DAY_MS);
      await release(id);
      expect(await expiryOf(seller, id)).toBeCloseTo(app.clock.now() / HOUR_MS + 14 * 24, 1);
      await app.later(DAY_MS);
      expect(await statusOf(id)).toBe('ACTIVE');
    });

    test.each(['release', 'reinstate'])('what was paused comes back paused after a %s', async (way) => {
      const { id, seller } = await make.active();
      const buyer = await make.buyerOf(id);
      expect((await seller.post(`/listings/${id}/pause`)).status).toBe(200);
      if (way === 'release') {
        await reserve(id, buyer);
        await release(id);
      } else {
        expect((await admin.post(`/admin/listings/${id}/suspend`, { reason: 'A check of it.' })).status).toBe(
          200,
        );
        expect((await admin.post(`/admin/listings/${id}/reinstate`)).status).toBe(200);
      }
      expect(await statusOf(id)).toBe('PAUSED');
      expect((await seller.post(`/listings/${id}/resume`)).status).toBe(200);
      // It is remembered for one way back only.
      await reserve(id, buyer);
      await release(id);
      expect(await statusOf(id)).toBe('ACTIVE');
    });
  });

  test('a deal reserves, releases and sells it, each in the unit of the deal', async () => {
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
    expect(
      (
        await admin.post(`/admin/listings/${id}/suspend`, {
          ...(await make.readVersion(id)),
          reason: 'Held by a deal.',
        })
      ).status,
    ).toBe(409);
    await database.atomically(() => listings.release(id, 'The deposit did not come.'));
    expect(await statusOf(id)).toBe('ACTIVE');
    await database.atomically(reserve);
    await expect(database.atomically(() => listings.markSold(id, seller.id, 20_000_000))).rejects.toThrow(
      'another buyer',
    );
    await database.atomically(() => listings.markSold(id, buyer.id, 20_000_000));
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
    const { id, seller } = await make.active({ approvalRequired: true });
    const waiting = await make.buyerOf(id);
    const reminders = async () => (await newsOf(id)).filter((name) => name === 'listing.expiring').length;
    await app.later(PUBLICATION_MS - 8 * DAY_MS);
    expect(await reminders()).toBe(0);
    for (const days of [1, 1, 5]) {
      await app.later(days * DAY_MS);
      expect(await reminders()).toBe(1);
    }
    expect(await statusOf(id)).toBe('ACTIVE');
    app.clock.advance(DAY_MS);
    expect(await newsOf(id)).toContain('listing.expired');
    expect(await statusOf(id)).toBe('EXPIRED');
    // Whoever still waited for an answer gets the credit back.
    expect(await credits(waiting)).toBe(1);
    expect((await seller.post(`/listings/${id}/submit`)).body.code).toBe('out_of_credits');
    await make.giveCredits(seller.id, 1);
    expect((await seller.post(`/listings/${id}/submit`)).status).toBe(200);
    expect(await credits(seller)).toBe(0);
  });
});

describe('rows that an older version wrote', () => {
  /** Changes what is stored as JSON in a column, past the code that writes it. */
  async function rewrite(
    table: 'listings' | 'listing_cards',
    column: string,
    id: string,
    edit: (stored: Record<string, unknown>) => void,
  ): Promise<void> {
    const { database } = app.platform;
    const key = table === 'listings' ? 'id' : 'listingId';
    const [row] = await database.select<{ text: string }>(
      `SELECT ${column} AS text FROM ${table} WHERE ${key} = :id`,
      { id },
    );
    const stored = JSON.parse(String(row?.text)) as Record<string, unknown>;
    edit(stored);
    const former = table === 'listing_cards' ? ', madeBy = 1' : '';
    await database.change(`UPDATE ${table} SET ${column} = :text${former} WHERE ${key} = :id`, {
      id,
      text: JSON.stringify(stored),
    });
  }

  // The client holds each answer against the document, so a missing or an unknown field would fail by itself.
  test('are answered in the shape of the document: what is missing has its default, what is unknown is left out', async () => {
    const { id, seller } = await make.active();
    await rewrite('listings', 'finance', id, (stored) => {
      delete stored.openClaims;
      stored.bankruptcies = 2;
    });
    await rewrite('listings', 'carrier', id, (stored) => {
      delete stored.crashes;
      stored.authorities = [
        { kind: 'COMMON', status: 'ACTIVE', docketNumber: null, grantedOn: '2020-01-01' },
      ];
    });
    const { confidential } = await read(seller, id);
    expect(confidential.finance).toHaveProperty('openClaims', null);
    expect(confidential.finance).not.toHaveProperty('bankruptcies');
    expect(confidential.carrier).toMatchObject({
      crashes: null,
      authorities: [{ kind: 'COMMON', status: 'ACTIVE', docketNumber: null }],
    });

    await rewrite('listing_cards', 'card', id, (stored) => {
      delete stored.sellerFinancing;
      stored.glitter = true;
    });
    const found = await app.anonymous.get('/listings?limit=100');
    expect(found.status).toBe(200);
    const [card] = (found.body.data as { id: string }[]).filter((each) => each.id === id);
    expect(card).toHaveProperty('sellerFinancing', false);
    expect(card).not.toHaveProperty('glitter');
  });

  test('what is written is strict: an unknown field is refused before it is stored', async () => {
    const { id } = await make.draft();
    await expect(
      app.platform.database.atomically(() =>
        app.platform.database.sequelize
          .model('ListingRow')
          .update({ finance: { bankruptcies: 2 } }, { where: { id } }),
      ),
    ).rejects.toThrow(/listings\.finance/);
  });

  test('cards are rebuilt from their listings, all of them, with a line in the audit trail', async () => {
    const { id } = await make.active();
    const cardOf = async () => {
      const found = await app.anonymous.get('/listings?limit=100');
      return (found.body.data as { id: string; title: string }[]).find((each) => each.id === id);
    };
    const before = await cardOf();
    await rewrite('listing_cards', 'card', id, (stored) => {
      stored.title = 'A title from before';
    });
    expect((await cardOf())?.title).toBe('A title from before');
    const [count] = await app.platform.database.select<{ n: number }>('SELECT COUNT(*) AS n FROM listings');
    expect(await app.modules.listings.rebuildCards(systemActor('tests'))).toBe(Number(count?.n));
    expect(await cardOf()).toEqual(before);
    const trail = await admin.get('/admin/action-log?action=listing.cards_rebuilt');
    expect(trail.body.data).toMatchObject([{ detail: { rebuilt: Number(count?.n) } }]);
  });
});
