/** How the federal record and proof of control decide what goes live, stays live, and is suspended. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { listingRow } from '../../../tests/support/listing-rows';
import { traps } from '../../../tests/support/fmcsa-stand-in';
import { type MadeListing, makeListings, newListing } from '../../../tests/support/make-listings';
import { seenHolders } from '../../../tests/support/read-contest';
import { endsOfProofs } from '../../../migrations/0049-ends-of-proofs';
import type { MigrationTools } from '../../platform/db/migration-tools';
import type { JobOrder } from '../../platform/jobs/queue';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { proofOfControlChanged } from '../carriers';
import { createListingStore } from './listing.store';
import { createDailyRound } from './use-cases/watch-carriers';
import { carrierRespelled, listingSuspended, reservedCarrierStopped } from './listings.events';

let app: TestApp;
let make: ReturnType<typeof makeListings>;
const received: { name: string; news: Record<string, unknown> }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  make = makeListings(app);
  for (const kind of [listingSuspended, reservedCarrierStopped, carrierRespelled]) {
    app.platform.events.on<{ listingId: string }>(kind, 'test', { runs: 'unit' }, (news) => {
      received.push({ name: kind.name, news });
      return Promise.resolve();
    });
  }
});
afterEach(() => app.fmcsa.behave(null));
afterAll(() => app.close());

const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const statusOf = async (id: string) => (await app.modules.listings.findListing(id))?.status;
const newsOf = (id: string) => received.filter(({ news }) => news.listingId === id);
const approve = async (id: string) =>
  (await app.make.admin()).post(`/admin/listings/${id}/approve`, await make.readVersion(id));

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

describe('going live', () => {
  test('a hard stop refuses the submission, names the failed check, and costs nothing', async () => {
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

  test('a submission is refused while FMCSA does not answer, and costs nothing', async () => {
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
    await make.proveByPaper({ id, seller, usdot, askingPriceCents: 1 });
    expect((await approve(id)).status).toBe(200);
  });

  test('an approval needs checks of the last 24 hours: older ones run again and may refuse it', async () => {
    const made = await make.pending();
    await make.proveControl(made);
    await putOutOfService(made.usdot);
    app.clock.advance(25 * HOUR_MS);
    const refused = await approve(made.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_hard_stop']);
    expect(await statusOf(made.id)).toBe('PENDING_REVIEW');
  });

  test('an unanswered check never counts as passed: nothing goes live on an old copy', async () => {
    const made = await make.pending();
    await make.proveControl(made);
    app.clock.advance(25 * HOUR_MS);
    app.fmcsa.behave(traps.maintenance);
    const refused = await approve(made.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_checks_incomplete']);
    app.fmcsa.behave(null);
    expect((await approve(made.id)).status).toBe(200);
  });

  test('checks of the last 24 hours are used as they are', async () => {
    const made = await make.pending();
    await make.proveControl(made);
    app.clock.advance(23 * HOUR_MS);
    app.fmcsa.forget();
    expect((await approve(made.id)).status).toBe(200);
    expect(app.fmcsa.requests).toEqual([]);
  });
});

describe('a waived out-of-service order', () => {
  const PATH = '/admin/out-of-service-waivers';
  const waiverOf = (usdot: number, more: object = {}) => ({
    usdot,
    orderedOn: '2026-11-20',
    until: new Date(app.clock.now() + 2 * HOUR_MS).toISOString(),
    reason: 'Rescinded; FMCSA confirmed it by letter.',
    ...more,
  });
  const codeOf = async (asked: Promise<{ status: number; body: { code?: string } }>) => {
    const { status, body } = await asked;
    return [status, body.code].join(' ').trim();
  };

  test('does not stop until the waiver ends, is taken back, or another order appears', async () => {
    const made = await make.draft();
    const { id, seller, usdot } = made;
    await make.giveCredits(seller.id, 1);
    const admin = await app.make.admin();
    expect(await codeOf(admin.post(PATH, waiverOf(usdot)))).toBe('409 no_order_in_force');
    await putOutOfService(usdot);
    app.clock.advance(25 * HOUR_MS);
    expect(await codeOf(admin.post(PATH, waiverOf(usdot, { orderedOn: '2004-06-04' })))).toBe(
      '409 order_differs',
    );
    for (const days of [-1, 400]) {
      const until = new Date(app.clock.now() + days * DAY_MS).toISOString();
      expect(await codeOf(admin.post(PATH, waiverOf(usdot, { until })))).toBe(
        '422 waiver_until_out_of_range',
      );
    }
    const granted = await admin.post(PATH, waiverOf(usdot));
    expect([granted.status, granted.body.data]).toMatchObject([
      201,
      { inForce: true, grantedBy: admin.id, granter: { id: admin.id, email: admin.email } },
    ]);
    expect(await codeOf(seller.post(`/listings/${id}/submit`))).toBe('200');
    await make.proveControl({ id, seller, usdot, askingPriceCents: 1 });

    // The checks of the submission are of today, but rest on a waiver that has ended since.
    app.clock.advance(3 * HOUR_MS);
    expect(await codeOf(approve(id))).toBe('409 carrier_hard_stop');
    const until = new Date(app.clock.now() + 30 * DAY_MS).toISOString();
    const again = await admin.post(PATH, waiverOf(usdot, { until }));
    expect((await approve(id)).status).toBe(200);
    await aDayLater();
    expect(await statusOf(id)).toBe('ACTIVE');

    const reason = 'The letter was forged.';
    const revoke = `${PATH}/${again.body.data.id}/revoke`;
    expect((await admin.post(revoke, { reason })).body.data).toMatchObject({
      inForce: false,
      endedBy: admin.id,
      endedBecause: reason,
    });
    expect(await codeOf(admin.post(revoke, { reason }))).toBe('409 waiver_ended');
    await aDayLater();
    expect(await statusOf(id)).toBe('SUSPENDED');
    const { body } = await admin.get(`${PATH}?usdot=${usdot}`);
    expect(body.data.map(({ inForce }: { inForce: boolean }) => inForce)).toEqual([false, false]);
    const log = await admin.get('/admin/action-log?subjectType=out_of_service_waiver');
    expect(log.body.data.map(({ action, reason: why }: Record<string, unknown>) => [action, why])).toEqual(
      expect.arrayContaining([
        ['out_of_service_waiver.granted', waiverOf(usdot).reason],
        ['out_of_service_waiver.revoked', reason],
      ]),
    );
  });

  test('is recorded and taken back by nobody who holds the company, and a new one takes the place of the old', async () => {
    const usdot = await app.fmcsa.addCarrier();
    await putOutOfService(usdot);
    const admin = await app.make.admin();
    const holder = await app.make.user({ roles: ['admin', 'seller'] });
    await make.proveControl({ seller: holder, usdot });
    expect(await codeOf(holder.post(PATH, waiverOf(usdot)))).toBe('403 forbidden');
    const first = (await admin.post(PATH, waiverOf(usdot))).body.data.id as string;
    expect(await codeOf(holder.post(`${PATH}/${first}/revoke`, { reason: 'Mine.' }))).toBe('403 forbidden');
    await admin.post(PATH, waiverOf(usdot));
    const { body } = await admin.get(`${PATH}?usdot=${usdot}`);
    expect(body.data.map(({ inForce }: { inForce: boolean }) => inForce)).toEqual([true, false]);
  });

  test('of whoever comes to hold the company afterwards does not count', async () => {
    const own = await app.make.user({ roles: ['admin', 'seller'] });
    const usdot = await app.fmcsa.addCarrier();
    await putOutOfService(usdot);
    const until = new Date(app.clock.now() + 30 * DAY_MS).toISOString();
    expect((await own.post(PATH, waiverOf(usdot, { until }))).status).toBe(201);
    const { id } = await make.draft({ seller: own, usdot });
    await make.giveCredits(own.id, 1);
    expect(await codeOf(own.post(`/listings/${id}/submit`))).toBe('409 carrier_hard_stop');
  });
});

describe('two claims on one company', () => {
  const submit = ({ id, seller }: MadeListing) => seller.post(`/listings/${id}/submit`);
  const titlesOf = async (user: TestUser): Promise<string[]> => {
    await app.settle();
    return (await user.get('/notifications?limit=50')).body.data.map(({ title }: { title: string }) => title);
  };
  /** A second claim, as far as it may be submitted, with a credit to pay for it. */
  async function rivalOf({ usdot }: MadeListing, options: { proof?: false } = {}): Promise<MadeListing> {
    const rival = await make.draft({ usdot, ...options });
    await make.giveCredits(rival.seller.id, 1);
    return rival;
  }

  test('without a code to the federal record nothing is submitted, nothing is paid and nobody is kept out', async () => {
    const squatter = await make.draft({ proof: false });
    await make.giveCredits(squatter.seller.id, 1);
    const refused = await submit(squatter);
    expect([refused.status, refused.body.code]).toEqual([409, 'control_not_proven']);
    expect([await statusOf(squatter.id), await credits(squatter.seller)]).toEqual(['DRAFT', 1]);
    const owner = await rivalOf(squatter, { proof: false });
    app.fmcsa.changeContact(squatter.usdot, { email_address: `owner@carrier-${squatter.usdot}.example.com` });
    app.clock.advance(DAY_MS);
    expect((await owner.seller.post('/fmcsa/proof-of-control/start', { usdot: owner.usdot })).status).toBe(
      201,
    );
    const [mail] = await app.mail.sentTo(`owner@carrier-${squatter.usdot}.example.com`);
    const code = /^\d{6}$/m.exec(mail?.text ?? '')?.[0];
    await owner.seller.post('/fmcsa/proof-of-control/confirm', { usdot: owner.usdot, code });
    expect((await submit(owner)).status).toBe(200);
  });

  test('a listing whose proof has ended blocks nobody', async () => {
    const first = await make.pending();
    const reason = { userId: first.seller.id, usdot: first.usdot, reason: 'The mailbox was stolen.' };
    await (await app.make.admin()).post('/admin/proof-of-control/revoke', reason);
    const owner = await rivalOf(first);
    expect((await submit(owner)).status).toBe(200);
    expect([await statusOf(first.id), await credits(first.seller)]).toEqual(['REJECTED', 1]);
  });

  test('the higher proof takes the place of the lower, in review and on the market; both and the admins are told', async () => {
    const admin = await app.make.admin();
    const first = await make.pending();
    const second = await rivalOf(first);
    expect((await submit(second)).body.code).toBe('carrier_already_listed');
    await make.proveByPaper(second);
    const told = `Two people have proved control of one company: USDOT ${first.usdot}`;
    for (const user of [first.seller, second.seller, admin]) expect(await titlesOf(user)).toContain(told);
    expect((await submit(second)).status).toBe(200);
    expect([await statusOf(first.id), await credits(first.seller)]).toEqual(['REJECTED', 1]);
    expect((await first.seller.get(`/listings/${first.id}`)).body.data.management.statusReason).toMatch(
      /level 2; yours is level 1/,
    );
    expect((await approve(second.id)).status).toBe(200);

    const { version } = await make.readVersion(first.id);
    await first.seller.put(`/listings/${first.id}`, { version, description: 'The articles are in my name.' });
    expect((await submit(first)).body.code).toBe('carrier_already_listed');
    await make.proveControl(first);
    expect((await submit(first)).status).toBe(200);
    expect([await statusOf(first.id), await statusOf(second.id)]).toEqual(['PENDING_REVIEW', 'SUSPENDED']);
    const reinstated = await (
      await app.make.admin()
    ).post(`/admin/listings/${second.id}/reinstate`, await make.readVersion(second.id));
    expect(reinstated.body.code).toBe('carrier_already_listed');
  });

  test('a sale under way is not pushed aside, nor is another listing of one’s own', async () => {
    const sold = await make.pending();
    await make.proveByPaper(sold);
    expect((await approve(sold.id)).status).toBe(200);
    const buyer = await make.buyerOf(sold.id);
    await app.platform.database.atomically(() =>
      app.modules.listings.reserve(sold.id, buyer.id, 'An offer was accepted.'),
    );
    const rival = await rivalOf(sold);
    await make.proveControl(rival);
    const refused = await submit(rival);
    expect([refused.body.code, refused.body.detail]).toEqual([
      'carrier_already_listed',
      expect.stringContaining('under way'),
    ]);
    const own = await make.pending();
    await make.proveControl(own);
    const twin = await make.draft({ usdot: own.usdot, seller: own.seller });
    await make.giveCredits(own.seller.id, 1);
    expect((await submit(twin)).body.code).toBe('carrier_already_listed');
  });
});

describe('while it is live', () => {
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

  test('an FMCSA outage suspends nothing', async () => {
    app.fmcsa.behave(traps.maintenance);
    await aDayLater();
    expect(await statusOf(sound.id)).toBe('ACTIVE');
    expect(await statusOf(stopped.id)).toBe('ACTIVE');
  });

  test('another spelling of the name and its legal form warns an admin and suspends nothing', async () => {
    await app.fmcsa.addCarrier({ usdot: sound.usdot, legalName: `The Test Carrier ${sound.usdot} L L C` });
    await aDayLater();
    expect(await statusOf(sound.id)).toBe('ACTIVE');
    expect(newsOf(sound.id)).toMatchObject([{ name: 'listing.carrier_respelled' }]);
    await app.fmcsa.addCarrier({ usdot: sound.usdot });
    await aDayLater();
  });

  test('the daily check suspends a listing with a hard stop, reports a reserved one to its deal, and leaves the rest', async () => {
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

  test('it stays suspended while the record fails, and an admin reinstates it once the record is clear', async () => {
    const admin = await app.make.admin();
    const refused = await admin.post(
      `/admin/listings/${stopped.id}/reinstate`,
      await make.readVersion(stopped.id),
    );
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_hard_stop']);
    await app.fmcsa.addCarrier({ usdot: stopped.usdot });
    app.clock.advance(HOUR_MS);
    const again = await (
      await app.make.admin()
    ).post(`/admin/listings/${stopped.id}/reinstate`, await make.readVersion(stopped.id));
    expect(again.status).toBe(200);
    expect(await statusOf(stopped.id)).toBe('ACTIVE');
  });

  test('a suspended listing is not reinstated while another listing of its carrier is live', async () => {
    const first = await make.active();
    const admin = await app.make.admin();
    await admin.post(`/admin/listings/${first.id}/suspend`, {
      ...(await make.readVersion(first.id)),
      reason: 'Two owners disagree.',
    });
    await make.active({ usdot: first.usdot });
    const refused = await admin.post(
      `/admin/listings/${first.id}/reinstate`,
      await make.readVersion(first.id),
    );
    expect([refused.status, refused.body.code]).toEqual([409, 'carrier_already_listed']);
    expect(await statusOf(first.id)).toBe('SUSPENDED');
  });

  test('a seller who loses proof of control loses the publication', async () => {
    const { id, seller, usdot } = await make.active();
    const admin = await app.make.admin();
    const pair = { userId: seller.id, usdot, reason: 'The papers were forged.' };
    expect((await admin.post('/admin/proof-of-control/revoke', pair)).status).toBe(200);
    await app.settle();
    expect(await statusOf(id)).toBe('SUSPENDED');
    expect(newsOf(id)).toMatchObject([{ name: 'listing.suspended' }]);
    const refused = await admin.post(`/admin/listings/${id}/reinstate`, await make.readVersion(id));
    expect([refused.status, refused.body.code]).toEqual([409, 'control_not_proven']);
  });

  test('late news of a proof that has grown since suspends nothing', async () => {
    const { id, seller, usdot } = await make.active();
    const weaker = { userId: seller.id, usdot, level: 1, cause: 'CODE_CONFIRMED', reason: null } as const;
    await app.emit(proofOfControlChanged, weaker);
    await app.settle();
    expect(await statusOf(id)).toBe('ACTIVE');
  });

  test('another contact in the federal record ends the proof, and a code to it begins anew', async () => {
    const { id, seller, usdot } = await make.active();
    const level = () => app.modules.carriers.proofOfControlLevel(seller.id, usdot);
    app.fmcsa.changeContact(usdot, { phone: '(308) 555-0101' });
    await aDayLater();
    expect(await level()).toBe(3);
    app.fmcsa.plan('/census', ...Array<typeof traps.blocked>(50).fill(traps.blocked));
    await aDayLater();
    app.fmcsa.plan('/census');
    expect(await level()).toBe(3);
    app.fmcsa.changeContact(usdot, { phone: '402 555 0177' });
    await aDayLater();
    expect([await level(), await statusOf(id)]).toEqual([0, 'SUSPENDED']);
    const { title } = (await seller.get('/notifications?limit=50')).body.data.find(
      ({ kind }: { kind: string }) => kind === 'PROOF_OF_CONTROL_CHANGED',
    );
    expect(title).toMatch(/change of the federal record/);
    expect((await seller.post('/fmcsa/proof-of-control/start', { usdot })).status).toBe(201);
  });

  test('a suspended seller loses the publication', async () => {
    const { id, seller } = await make.active();
    const admin = await app.make.admin();
    const reason = { reason: 'We are investigating a complaint.' };
    expect((await admin.post(`/admin/users/${seller.id}/suspend`, reason)).status).toBe(200);
    await app.settle();
    expect(await statusOf(id)).toBe('SUSPENDED');
  });

  test('nothing is called verified whose seller has lost proof of control, also while it is reserved', async () => {
    const { id, seller, usdot } = await make.active();
    const { database } = app.platform;
    const shown = async () => (await app.anonymous.get(`/listings/${id}`)).body.data.verified as boolean;
    await database.atomically(() => app.modules.listings.reserve(id, buyer.id, 'An offer was accepted.'));
    expect(await shown()).toBe(true);
    const admin = await app.make.admin();
    const proof = { userId: seller.id, usdot, reason: 'Papers forged.' };
    await admin.post('/admin/proof-of-control/revoke', proof);
    await app.settle();
    expect([await shown(), await statusOf(id)]).toEqual([false, 'RESERVED']);
  });

  describe('what comes back to the market is asked what the watch asks', () => {
    const revoke = async ({ seller, usdot }: MadeListing) => {
      const lost = { userId: seller.id, usdot, reason: 'Papers forged.' };
      await (await app.make.admin()).post('/admin/proof-of-control/revoke', lost);
    };
    const losses: [string, (made: MadeListing) => Promise<unknown>, RegExp][] = [
      ['proof of control', revoke, /lost proof of control/],
      [
        'a clean federal record',
        async ({ usdot }) => {
          await putOutOfService(usdot);
          await aDayLater();
        },
        /federal record stops/,
      ],
      [
        'an account in good standing',
        async ({ seller }) =>
          (await app.make.admin()).post(`/admin/users/${seller.id}/suspend`, { reason: 'A complaint.' }),
        /account is suspended/,
      ],
    ];

    test.each(losses)(
      '%s, lost during a reservation, keeps it off once that is over',
      async (_, lose, why) => {
        const made = await make.active();
        const { listings } = app.modules;
        const { database } = app.platform;
        await database.atomically(() => listings.reserve(made.id, buyer.id, 'An offer was accepted.'));
        await lose(made);
        await app.settle();
        expect(await statusOf(made.id)).toBe('RESERVED');
        await database.atomically(() => listings.release(made.id, 'It fell through.'));
        expect(await statusOf(made.id)).toBe('SUSPENDED');
        await app.settle();
        const suspended = { name: 'listing.suspended', news: { reason: expect.stringMatching(why) } };
        expect(newsOf(made.id).at(-1)).toMatchObject(suspended);
        const told = (
          await app.platform.database.select<{ kind: string }>(
            'SELECT kind FROM notifications WHERE userId = :id',
            { id: made.seller.id },
          )
        ).map(({ kind }) => kind);
        expect(told).not.toContain('LISTING_RELEASED');
      },
    );

    test('it is neither resumed nor reserved before the watch has heard', async () => {
      const [paused, offered] = [await make.active(), await make.active()];
      const codeOf = async (answer: ReturnType<TestUser['post']>) => (await answer).body.code as string;
      await paused.seller.post(`/listings/${paused.id}/pause`);
      await revoke(paused);
      expect(await codeOf(paused.seller.post(`/listings/${paused.id}/resume`))).toBe('control_not_proven');
      await revoke(offered);
      await expect(
        app.platform.database.atomically(() =>
          app.modules.listings.reserve(offered.id, buyer.id, 'An offer was accepted.'),
        ),
      ).rejects.toMatchObject({ code: 'control_not_proven' });
      expect([await statusOf(paused.id), await statusOf(offered.id)]).toEqual(['PAUSED', 'ACTIVE']);
      await app.settle();
      expect([await statusOf(paused.id), await statusOf(offered.id)]).toEqual(['SUSPENDED', 'SUSPENDED']);
    });

    test('a record that stops the carrier keeps a paused listing from being resumed', async () => {
      const { id, seller, usdot } = await make.active();
      await seller.post(`/listings/${id}/pause`);
      await putOutOfService(usdot);
      app.clock.advance(HOUR_MS);
      await app.modules.carriers.check(usdot, {}, 'WATCH');
      expect((await seller.post(`/listings/${id}/resume`)).body.code).toBe('carrier_hard_stop');
    });
  });
});

const sell = ({ id }: { id: string }, buyer: TestUser): Promise<void> =>
  app.platform.database.atomically(async () => {
    await app.modules.listings.reserve(id, buyer.id, 'An offer was accepted.');
    await app.modules.listings.markSold(id, buyer.id, 20_000_000);
  });

describe('after the sale', () => {
  test('proof of control ends for everybody, and who sold the company cannot offer it again', async () => {
    const made = await make.active();
    const buyer = await make.buyerOf(made.id);
    const { listings, carriers } = app.modules;
    expect(await carriers.proofOfControlLevel(made.seller.id, made.usdot)).toBe(3);
    await app.platform.database.atomically(async () => {
      await listings.reserve(made.id, buyer.id, 'An offer was accepted.');
      await listings.markSold(made.id, buyer.id, 20_000_000);
    });
    expect(await carriers.proofOfControlLevel(made.seller.id, made.usdot)).toBe(0);
    const submitted = async (person: TestUser) => {
      const drafted = await person.post('/listings', newListing({ usdot: made.usdot }));
      await make.giveCredits(person.id, 1);
      const { status, body } = await person.post(`/listings/${drafted.body.data.id}/submit`);
      return `${status} ${body.code ?? ''}`;
    };
    expect(await submitted(made.seller)).toBe('409 carrier_sold_by_you');
    const { body: draft } = await made.seller.post('/listings', newListing({ usdot: made.usdot }));
    const fee = { listingId: draft.data.id, method: 'CARD', paymentMethodId: 'pm_card_visa' };
    expect((await made.seller.post('/credits/listing-fee', fee)).body.code).toBe('carrier_sold_by_you');
    const admin = await app.make.admin();
    await make.proveControl(made);
    expect(await submitted(made.seller)).toBe('409 carrier_sold_by_you');

    const statement = 'The sale was rescinded by the court; the order is at hand.';
    const opened = await made.seller.post('/fmcsa/contests', { usdot: made.usdot, statement });
    const read = await seenHolders(admin, opened.body.data.id);
    const decision = { ...read, decision: 'UPHELD', reason: 'The order of the court was seen.' };
    await admin.post(`/admin/contests/${opened.body.data.id}/decide`, decision);
    expect(await submitted(made.seller)).toBe('200 ');
  });

  test('who bought the company back can sell it again', async () => {
    const [first, second] = [
      await app.make.user({ roles: ['buyer', 'seller'] }),
      await app.make.user({ roles: ['buyer', 'seller'] }),
    ];
    const made = await make.active({ seller: first });
    await sell(made, second);
    app.clock.advance(HOUR_MS);
    await sell(await make.active({ seller: second, usdot: made.usdot }), first);
    app.clock.advance(HOUR_MS);
    const again = await make.draft({ seller: first, usdot: made.usdot });
    await make.proveControl(again);
    await make.giveCredits(first.id, 1);
    expect((await first.post(`/listings/${again.id}/submit`)).status).toBe(200);
  });

  test('a listing that was suspended before the sale does not come back after it', async () => {
    const seller = await app.make.seller();
    const first = await make.active({ seller });
    const admin = await app.make.admin();
    const reason = 'Under inquiry.';
    await admin.post(`/admin/listings/${first.id}/suspend`, { reason });
    const { usdot } = first;
    const second = await make.pending({ seller, usdot });
    expect((await approve(second.id)).status).toBe(200);
    await sell(second, await make.buyerOf(second.id));
    const back = await admin.post(`/admin/listings/${first.id}/reinstate`);
    expect([back.status, back.body.code]).toEqual([409, 'carrier_sold_by_you']);
    expect(await statusOf(first.id)).toBe('SUSPENDED');
  });

  test('proofs that outlived an earlier sale end, and those that were given after it stay', async () => {
    const { database } = app.platform;
    const made = await make.active();
    const [buyer, later] = [await make.buyerOf(made.id), await app.make.seller()];
    await database.atomically(async () => {
      await app.modules.listings.reserve(made.id, buyer.id, 'An offer was accepted.');
      await app.modules.listings.markSold(made.id, buyer.id, 20_000_000);
    });
    await database.change(
      `UPDATE control_proofs SET level = 2, levelSince = :then, evidence = 'Papers' WHERE userId = :userId`,
      { then: app.clock.now() - DAY_MS, userId: made.seller.id },
    );
    app.clock.advance(HOUR_MS);
    await make.proveMailbox(later.id, made.usdot);
    await endsOfProofs.up({
      words: { key: () => '' },
      run: async (sql: string) => (sql.startsWith('UPDATE') ? database.change(sql) : 0),
    } as unknown as MigrationTools);
    const levels = [made.seller.id, later.id].map((id) =>
      app.modules.carriers.proofOfControlLevel(id, made.usdot),
    );
    expect(await Promise.all(levels)).toEqual([0, 1]);
  });

  test('a proof of control ends after a year', async () => {
    const made = await make.pending();
    await make.proveControl(made);
    app.clock.advance(365 * DAY_MS);
    expect(await app.modules.carriers.proofOfControlLevel(made.seller.id, made.usdot)).toBe(0);
  });
});

test('the daily round of a large market is spread over the day, and asked for with one statement a portion', async () => {
  const { database } = app.platform;
  const store = createListingStore(app.platform);
  await database.atomically(async () => {
    for (let n = 0; n < 501; n += 1) await store.add(listingRow(app.clock.now(), { usdot: 60_000_000 + n }));
  });
  const asked: (readonly JobOrder[])[] = [];
  const queue = {
    ...app.platform.queue,
    enqueueAll: (jobs: readonly JobOrder[]) => Promise.resolve(void asked.push(jobs)),
  };
  await createDailyRound({ database, clock: app.clock, queue })();
  expect(asked).toHaveLength(2);
  expect(asked[0]).toHaveLength(500);
  const [first = [], second = []] = asked.map((jobs) => [...new Set(jobs.map(({ runAt = 0 }) => runAt))]);
  expect([first, second]).toEqual([[expect.any(Number)], [Number(first[0]) + 5 * MINUTE_MS]]);
});
