/** What the federal record and the proof of control let into the market, keep in it, and take out of it. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { traps } from '../../../tests/support/fmcsa-stand-in';
import { type MadeListing, makeListings, newListing } from '../../../tests/support/make-listings';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { listingSuspended, reservedCarrierStopped } from './listings.events';

let app: TestApp;
let make: ReturnType<typeof makeListings>;
const heard: { name: string; news: Record<string, unknown> }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  make = makeListings(app);
  for (const kind of [listingSuspended, reservedCarrierStopped]) {
    app.platform.outbox.on<{ listingId: string }>(kind, 'test', { runs: 'unit' }, (news) => {
      heard.push({ name: kind.name, news });
      return Promise.resolve();
    });
  }
});
afterEach(() => app.fmcsa.behave(null));
afterAll(() => app.close());

const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const statusOf = async (id: string) => (await app.modules.listings.findListing(id))?.status;
const newsOf = (id: string) => heard.filter(({ news }) => news.listingId === id);
const approve = async (id: string) => (await app.make.admin()).post(`/admin/listings/${id}/approve`);

/** From now on the record names an order that takes the carrier off the road. */
async function putOutOfService(usdot: number): Promise<void> {
  const page = await app.fmcsa.content('/carriers/9900001');
  app.fmcsa.change(`/carriers/${usdot}`, {
    carrier: {
      ...page.carrier,
      dotNumber: usdot,
      legalName: `TEST CARRIER ${usdot} LLC`,
      oosDate: '2026-11-20',
    },
  });
}

const aDayLater = (): Promise<void> => app.later(DAY_MS);

describe('into the market', () => {
  test('a hard stop refuses the submission with the check that failed, and costs nothing', async () => {
    const { id, seller, usdot } = await make.draft();
    await make.giveCredits(seller.id, 1);
    await putOutOfService(usdot);
    app.clock.advance(HOUR_MS);
    const refused = await seller.post(`/listings/${id}/submit`);
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      code: 'carrier_hard_stop',
      errors: [{ field: 'carrier.out-of-service.none', message: expect.stringContaining('49 CFR') }],
    });
    expect(await statusOf(id)).toBe('DRAFT');
    expect(await credits(seller)).toBe(1);
  });

  test('an FMCSA that does not answer is told as such, and costs nothing', async () => {
    const seller = await app.make.seller();
    app.fmcsa.behave(traps.maintenance);
    const refused = await seller.post('/listings', newListing({ usdot: 9_900_777 }));
    expect([refused.status, refused.body.code]).toEqual([503, 'fmcsa_unavailable']);
  });

  test('nothing is published without proof of control', async () => {
    const { id, seller, usdot } = await make.pending();
    const refused = await approve(id);
    expect([refused.status, refused.body.code]).toEqual([409, 'control_not_proven']);
    expect(await statusOf(id)).toBe('PENDING_REVIEW');
    await make.proveControl({ id, seller, usdot, askingPriceCents: 1 });
    expect((await approve(id)).status).toBe(200);
  });

  test('an approval rests on checks of the last day: older ones are made anew and may refuse', async () => {
    const made = await make.pending();
    await make.proveControl(made);
    await putOutOfService(made.usdot);
    app.clock.advance(25 * HOUR_MS);
    const refused = await approve(made.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_hard_stop']);
    expect(await statusOf(made.id)).toBe('PENDING_REVIEW');
  });

  test('what FMCSA does not answer never counts as passed: nothing goes live on an old copy', async () => {
    const made = await make.pending();
    await make.proveControl(made);
    app.clock.advance(25 * HOUR_MS);
    app.fmcsa.behave(traps.maintenance);
    const refused = await approve(made.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_undecided']);
    app.fmcsa.behave(null);
    expect((await approve(made.id)).status).toBe(200);
  });

  test('checks of the last day are taken as they are', async () => {
    const made = await make.pending();
    await make.proveControl(made);
    app.clock.advance(23 * HOUR_MS);
    app.fmcsa.forget();
    expect((await approve(made.id)).status).toBe(200);
    expect(app.fmcsa.requests).toEqual([]);
  });
});

describe('in the market', () => {
  let sound: MadeListing;
  let stopped: MadeListing;
  let reserved: MadeListing;
  let buyer: TestUser;

  beforeAll(async () => {
    [sound, stopped, reserved] = [await make.active(), await make.active(), await make.active()];
    buyer = await make.buyerOf(reserved.id);
    await app.platform.database.atomically(() =>
      app.modules.listings.reserve(reserved.id, buyer.id, 'An offer was accepted.'),
    );
    await app.settle();
  });

  test('an outage takes nothing down', async () => {
    app.fmcsa.behave(traps.maintenance);
    await aDayLater();
    expect(await statusOf(sound.id)).toBe('ACTIVE');
    expect(await statusOf(stopped.id)).toBe('ACTIVE');
  });

  test('the daily look suspends what a hard stop hits, tells the deal of a reserved one, and leaves the rest', async () => {
    await putOutOfService(stopped.usdot);
    await putOutOfService(reserved.usdot);
    await aDayLater();
    expect(await statusOf(sound.id)).toBe('ACTIVE');
    expect(await statusOf(stopped.id)).toBe('SUSPENDED');
    expect(await statusOf(reserved.id)).toBe('RESERVED');
    expect(newsOf(stopped.id)).toMatchObject([
      { name: 'listing.suspended', news: { reason: expect.stringContaining('FMCSA record shows') } },
    ]);
    expect(newsOf(reserved.id)).toMatchObject([
      {
        name: 'listing.reserved_carrier_stopped',
        news: { buyerId: buyer.id, usdot: reserved.usdot, hardStops: ['out-of-service.none'] },
      },
    ]);
  });

  test('it stays down while the record stands, and an admin puts it back once it is clear', async () => {
    const admin = await app.make.admin();
    const refused = await admin.post(`/admin/listings/${stopped.id}/reinstate`);
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_hard_stop']);
    await app.fmcsa.addCarrier({ usdot: stopped.usdot });
    app.clock.advance(HOUR_MS);
    const again = await (await app.make.admin()).post(`/admin/listings/${stopped.id}/reinstate`);
    expect(again.status).toBe(200);
    expect(await statusOf(stopped.id)).toBe('ACTIVE');
  });

  test('another listing of the carrier that went live meanwhile keeps a suspended one down', async () => {
    const first = await make.active();
    const admin = await app.make.admin();
    await admin.post(`/admin/listings/${first.id}/suspend`, { reason: 'Two owners disagree.' });
    await make.active({ usdot: first.usdot });
    const refused = await admin.post(`/admin/listings/${first.id}/reinstate`);
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_already_listed']);
    expect(await statusOf(first.id)).toBe('SUSPENDED');
  });

  test('who loses the proof of control loses the publication', async () => {
    const { id, seller, usdot } = await make.active();
    const admin = await app.make.admin();
    const pair = { userId: seller.id, usdot, reason: 'The papers were forged.' };
    expect((await admin.post('/admin/proof-of-control/revoke', pair)).status).toBe(200);
    await app.settle();
    expect(await statusOf(id)).toBe('SUSPENDED');
    expect(newsOf(id)).toMatchObject([{ name: 'listing.suspended' }]);
    const refused = await admin.post(`/admin/listings/${id}/reinstate`);
    expect([refused.status, refused.body.code]).toEqual([409, 'control_not_proven']);
  });

  test('who is suspended loses the publication', async () => {
    const { id, seller } = await make.active();
    const admin = await app.make.admin();
    const reason = { reason: 'A complaint is looked into.' };
    expect((await admin.post(`/admin/users/${seller.id}/suspend`, reason)).status).toBe(200);
    await app.settle();
    expect(await statusOf(id)).toBe('SUSPENDED');
  });

  test('proof that was lost while a deal held the listing counts once the deal is over', async () => {
    const { id, seller, usdot } = await make.active();
    const { listings } = app.modules;
    const { database } = app.platform;
    await database.atomically(() => listings.reserve(id, buyer.id, 'An offer was accepted.'));
    const admin = await app.make.admin();
    await admin.post('/admin/proof-of-control/revoke', {
      userId: seller.id,
      usdot,
      reason: 'Papers forged.',
    });
    await app.settle();
    await database.atomically(() => listings.release(id, 'It fell through.'));
    expect(await statusOf(id)).toBe('ACTIVE');
    await aDayLater();
    expect(await statusOf(id)).toBe('SUSPENDED');
  });
});
