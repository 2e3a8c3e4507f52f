/** Look-ups, checks and history through the real app, on the samples and against an FMCSA that can fail. */
import { type FmcsaStandIn, startFmcsaStandIn, traps } from '../../../tests/support/fmcsa-stand-in';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { pdfText } from '../../../tests/support/pdf-text';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { CarrierRecord } from './carrier-profile';
import { carrierChanged } from './carriers.events';
import { defineChecks } from './check-report.model';
import { createEinHasher } from './ein';
import { createChecking } from './use-cases/check-carrier';
import { defineSnapshots } from './snapshot.model';
import type { FmcsaClient } from './fmcsa/client';
import { createSnapshots } from './use-cases/save-snapshot';
import { createLookUp } from './use-cases/look-up';
import { createSearch } from './use-cases/search';

/** The tax numbers of the fictional carriers, as the record and as people write them. */
const EINS = /96-?0[1358]00[1-8]0[1-8]|97-?0[246]00[246]0[246]|0?7-?0700707/;

/** Moves the clock on; who reads then has signed in anew, since access tokens are short-lived. */
async function later(app: TestApp, byMs: number): Promise<TestUser> {
  app.clock.advance(byMs);
  return app.make.buyer();
}

async function everyRow(app: TestApp): Promise<string> {
  const tables = [
    'carrier_snapshots',
    'carrier_checks',
    'control_proofs',
    'audit_entries',
    'jobs',
    'mail_outbox',
  ];
  const rows = await Promise.all(
    tables.map((table) => app.platform.database.select(`SELECT * FROM ${table}`)),
  );
  return JSON.stringify(rows);
}

describe('without a web key', () => {
  let app: TestApp;
  let reader: TestUser;

  beforeAll(async () => {
    app = await startTestApp({ environment: { FMCSA_WEB_KEY: '' } });
    reader = await app.make.buyer();
  });
  afterAll(() => app.close());

  it('shows a recorded carrier as a recording, with the day of the recording', async () => {
    const { status, body } = await reader.get('/fmcsa/dot/125550');
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      usdot: 125550,
      identity: { legalName: 'ATLAS VAN LINES INC' },
      source: 'RECORDED',
      retrievedAt: '2025-09-03T13:24:24.953Z',
      stale: false,
      gaps: [
        'OOS',
        'CENSUS',
        'INSURANCE_HISTORY',
        'AUTHORITY_HISTORY',
        'PROCESS_AGENTS',
        'INSPECTIONS',
        'ORDER_HISTORY',
      ],
    });
  });

  it('shows a fictional carrier as fiction', async () => {
    const { body } = await reader.get('/fmcsa/dot/9900002');
    expect(body.data).toMatchObject({ source: 'FICTIONAL', dockets: ['MC9910002', 'MC9910012'], gaps: [] });
  });

  it('says of an unknown carrier that it is not among the samples', async () => {
    const { status, body } = await reader.get('/fmcsa/dot/4242');
    expect(status).toBe(404);
    expect(body).toMatchObject({
      code: 'carrier_not_found',
      detail: expect.stringContaining('not connected'),
    });
    expect((await reader.get('/fmcsa/dot/9999999')).status).toBe(404);
    expect((await reader.get('/fmcsa/mc/MC4242')).body.code).toBe('carrier_not_found');
    expect((await reader.get('/fmcsa/name/nobody')).body.data).toEqual([]);
  });

  it('is closed to strangers and to numbers that are none', async () => {
    expect((await app.anonymous.get('/fmcsa/dot/125550')).status).toBe(401);
    for (const path of [
      'dot/0',
      'dot/abc',
      'dot/1.5',
      'dot/123456789',
      'mc/XX12',
      'mc/MC',
      'name/..',
      'name/a',
    ]) {
      expect([path, (await reader.get(`/fmcsa/${path}`)).body.code]).toEqual([path, 'not_found']);
    }
    expect((await reader.get('/fmcsa/snapshot/9900001?type=all')).status).toBe(400);
    expect((await reader.get('/fmcsa/history/9900001?cursor=x')).body.code).toBe('bad_cursor');
  });

  it('reads a USDOT number as people write it, and says where another number belongs', async () => {
    for (const written of ['USDOT%20158121', 'US%20DOT%23%20158121', 'dot-158121', '0158121']) {
      const { status, body } = await reader.get(`/fmcsa/dot/${written}`);
      expect([written, status, body.data?.usdot]).toEqual([written, 200, 158_121]);
    }
    const seller = await app.make.seller();
    const start = (usdot: unknown) => seller.post('/fmcsa/proof-of-control/start', { usdot });
    expect((await start('USDOT 9900004')).status).toBeLessThan(300);
    for (const [usdot, hint] of [
      ['MC-9910001', /docket number: look it up/],
      ['P77', /one to eight digits/],
      [true, /Send a number/],
    ] as const) {
      const { status, body } = await start(usdot);
      expect([usdot, status, body.errors.length]).toEqual([usdot, 400, 1]);
      expect(body.errors[0]).toMatchObject({ field: 'usdot', message: expect.stringMatching(hint) });
    }
    const hints: [string, RegExp][] = [
      ['/fmcsa/dot/MC%23%2067138', /docket number: look it up/],
      ['/fmcsa/dot/P77', /one to eight digits/],
      ['/fmcsa/mc/USDOT%20158121', /USDOT number: look it up/],
      ['/fmcsa/mc/P77', /MC, FF or MX/],
    ];
    for (const [path, hint] of hints) {
      const { status, body } = await reader.get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(JSON.stringify(body.errors)).toMatch(hint);
    }
  });

  it('finds by a name with signs that part a path', async () => {
    expect((await reader.get('/fmcsa/name/veriha%2Ftrucking')).body.data).toMatchObject([{ usdot: 158_121 }]);
  });

  it('shows a recording as old as it is, without the stale run date of the BASICs', async () => {
    const { data } = (await reader.get('/fmcsa/dot/158121')).body;
    expect(data.retrievedAt).toBe('2021-02-28T06:33:31.490Z');
    expect(data.ageSeconds).toBeGreaterThan(5 * 365 * 86_400);
    expect(data.safety).toMatchObject({
      vehicle: { nationalAveragePct: 22.26, nationalAverageAsOf: '2026-09' },
      hazmat: { nationalAveragePct: 4.44, nationalAverageAsOf: '2026-02' },
    });
    const passengers = (await reader.get('/fmcsa/dot/125550')).body.data;
    expect(passengers.basics).toHaveLength(5);
    expect(JSON.stringify(passengers.basics)).not.toContain('measuredOn');
  });

  it('never calls a company without authority to trade under a low risk', async () => {
    const { data } = (await reader.get('/fmcsa/verify/MC9910006')).body;
    expect(data.carriers[0].hardStops).toContain('authority.active');
    expect(data.carriers[0].risk.band).not.toMatch(/LOW|MODERATE/);
  });

  it('finds by docket number, however it is written, and only its holder', async () => {
    for (const written of ['MC130921', 'mc-130921', '130921', 'MC%23%20130921', 'MC%20No.%20130921']) {
      const { body } = await reader.get(`/fmcsa/mc/${written}`);
      expect(body.data).toMatchObject({ docketNumber: 'MC130921', carriers: [{ usdot: 125550 }] });
    }
    expect((await reader.get('/fmcsa/mc/FF130921')).status).toBe(404);
  });

  it('finds by name', async () => {
    const { body } = await reader.get('/fmcsa/name/heron%20transport');
    expect(body.data).toMatchObject([{ usdot: 9900004, state: 'MN', source: 'FICTIONAL' }]);
  });

  it('shows authority and insurance by themselves', async () => {
    const authority = await reader.get('/fmcsa/authority/9900006');
    expect(authority.body.data).toMatchObject({
      forHire: 'INACTIVE',
      broker: 'NONE',
      allowedToOperate: false,
    });
    const insurance = await reader.get('/fmcsa/insurance/9900004');
    expect(insurance.body.data.liability).toEqual({
      onFileDollars: 5_000_000,
      required: true,
      requiredDollars: 1_000_000,
    });
  });

  it('verifies a docket number with every check and the explained score', async () => {
    const { body } = await reader.get('/fmcsa/verify/MC9910006');
    expect(body.data.carriers).toMatchObject([
      { usdot: 9900006, outcome: 'FAIL', hardStops: ['authority.active', 'insurance.liability'] },
    ]);
    expect(body.data.carriers[0].risk.rules).toHaveLength(22);
  });

  it('verifies by USDOT number what has no docket number, and several', async () => {
    const fleet = (await reader.get('/fmcsa/verify/dot/USDOT%209900005')).body.data;
    expect(fleet).toMatchObject({ usdot: 9_900_005, hardStops: ['authority.active'], source: 'FICTIONAL' });
    expect((await reader.get('/fmcsa/verify/dot/9900002')).body.data).toMatchObject({ outcome: 'PASS' });
    expect((await reader.get('/fmcsa/verify/dot/4242')).body.code).toBe('carrier_not_found');
    expect((await reader.get('/fmcsa/verify/dot/MC9910002')).status).toBe(404);
  });

  it('checks a carrier in short for anybody, by number or name as people write them', async () => {
    for (const asked of [
      'usdot=USDOT%20%239900006',
      'usdot=9900006',
      'mc=mc-9910006',
      'mc=MC%23%209910006',
    ]) {
      const { status, body } = await app.anonymous.get(`/fmcsa/check?${asked}`);
      expect([asked, status]).toEqual([asked, 200]);
      expect(body.data).toMatchObject({
        choose: false,
        carriers: [
          {
            usdot: 9_900_006,
            legalName: 'BLUE SORREL EXPRESS LLC',
            check: { outcome: 'FAIL', authorities: [] },
          },
        ],
      });
      const stops = body.data.carriers[0].check.checks as { id: string; verdict: string }[];
      expect(stops.filter(({ verdict }) => verdict === 'FAIL').map(({ id }) => id)).toEqual([
        'authority.active',
        'insurance.liability',
      ]);
      expect(JSON.stringify(body)).not.toMatch(/risk|score|points|phone/i);
    }
    const named = (await app.anonymous.get('/fmcsa/check?name=veriha')).body.data;
    expect(named).toMatchObject({
      choose: true,
      carriers: [{ usdot: 753_076, check: null }, { usdot: 158_121 }],
    });
    expect((await app.anonymous.get('/fmcsa/check?name=nobody')).body.data).toEqual({
      choose: true,
      carriers: [],
    });
    for (const wrong of ['', '?usdot=1&mc=2', '?usdot=MC12', '?mc=P77', '?name=.', '?dot=1']) {
      expect([wrong, (await app.anonymous.get(`/fmcsa/check${wrong}`)).status]).toEqual([wrong, 400]);
    }
    expect((await app.anonymous.get('/fmcsa/check?usdot=4242')).body.code).toBe('carrier_not_found');
  });

  it('puts all that is known of a carrier into one report, with what to put right first, and as a PDF', async () => {
    const { data } = (await reader.get('/fmcsa/due-diligence/9900006')).body;
    expect(data).toMatchObject({
      usdot: 9_900_006,
      record: { source: 'FICTIONAL', history: { policies: [{ cancelledOn: '2026-08-14' }] } },
      verdict: { outcome: 'FAIL', risk: { band: 'ELEVATED' } },
      linked: { known: false, links: [] },
      changes: [{ number: 1, changes: null }],
    });
    const points = data.openPoints as { id: string; weight: string; points: number | null }[];
    expect(points.slice(0, 2).map(({ id, weight }) => [id, weight])).toEqual([
      ['authority.active', 'STOPS'],
      ['insurance.liability', 'STOPS'],
    ]);
    const costs = points.flatMap(({ points: cost }) => cost ?? []);
    expect(costs).toEqual([...costs].sort((a, b) => b - a));
    const pdf = await reader.get('/fmcsa/due-diligence/9900006?format=pdf');
    expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    const text = pdfText(pdf.bytes).replaceAll('\n', ' ');
    for (const words of [
      'BLUE SORREL EXPRESS LLC',
      'Stops a sale',
      'national average',
      'Every check',
      'fictional sample',
    ])
      expect(text).toContain(words);
    expect(text).not.toMatch(EINS);
    expect(text).not.toMatch(/\b(?:PASS|WARN|FAIL|UNKNOWN)\b/);
    // No day as it is stored, and no share as other countries write it.
    expect(text).not.toMatch(/\b\d{4}-\d{2}-\d{2}\b|\d %/);
  });

  it('keeps one snapshot for as long as nothing changes', async () => {
    await reader.get('/fmcsa/dot/9900008');
    reader = await later(app, 25 * HOUR_MS);
    await reader.get('/fmcsa/dot/9900008');
    const { body } = await reader.get('/fmcsa/history/9900008');
    expect(body.data).toHaveLength(1);
    expect(body.data[0]).toMatchObject({ number: 1, changes: null, material: false });
    expect(Date.parse(body.data[0].lastSeenAt) - Date.parse(body.data[0].firstSeenAt)).toBeGreaterThan(
      24 * HOUR_MS,
    );
    const latest = await reader.get('/fmcsa/snapshot/9900008');
    expect(latest.body.data.profile).toMatchObject({ usdot: 9900008, source: 'FICTIONAL' });
    const difference = await reader.get('/fmcsa/snapshot/9900008?type=difference');
    expect(difference.body.data).toMatchObject({ profile: null, changes: null });
  });

  it('describes a carrier to an operator', async () => {
    const told = await app.modules.carriers.describe(9900001);
    expect(told).toMatchObject({ outcome: 'PASS', stale: false, risk: { band: 'LOW' } });
  });

  it('checks, and keeps the report as it was', async () => {
    const { carriers } = app.modules;
    expect(await carriers.latestCheck(9900001)).toBeNull();
    const declared = {
      legalName: 'Prairie Lantern Freight LLC',
      docketNumber: 'MC9910001',
      ein: '96-0100101',
    };
    const first = await carriers.check(9900001, declared, 'LISTING');
    expect(first).toMatchObject({ outcome: 'PASS', hardStops: [], purpose: 'LISTING', usdot: 9900001 });
    reader = await later(app, HOUR_MS);
    const second = await carriers.check(9900001, { ein: '960100102' }, 'WATCH');
    expect(second.outcome).toBe('FAIL');
    expect(second.checks.find(({ id }) => id === 'record.unchanged')?.verdict).toBe('PASS');
    expect(await carriers.latestCheck(9900001)).toEqual(second);
    expect(await carriers.getReport(first.id)).toEqual(first);
    await expect(app.platform.database.change("UPDATE carrier_checks SET outcome = 'PASS'")).rejects.toThrow(
      /insert-only/,
    );
    await expect(carriers.check(4242, {}, 'LISTING')).rejects.toMatchObject({ code: 'carrier_not_found' });
  });

  it('never shows a sample in place of a live record, not even while FMCSA is down', async () => {
    await reader.get('/fmcsa/dot/9900004');
    const down = { status: 'unavailable', reason: 'http' } as const;
    const liveSource: FmcsaClient = {
      scope: '',
      sources: ['FMCSA'],
      readCarrier: () => Promise.resolve(down),
      findByDocket: () => Promise.resolve(down),
      searchByName: () => Promise.resolve(down),
    };
    const snapshots = createSnapshots(app.platform, defineSnapshots(app.platform.database));
    const lookUps = createLookUp(app.platform, { client: liveSource, snapshots, patienceMs: 60_000 });
    expect(await lookUps.findRecord(9900004)).toEqual(down);
  });

  it('shows the copy that is kept where FMCSA is slow', async () => {
    await reader.get('/fmcsa/dot/9900005');
    const slow: FmcsaClient = {
      scope: '',
      sources: ['FICTIONAL'],
      readCarrier: () => new Promise(() => undefined),
      findByDocket: () => new Promise(() => undefined),
      searchByName: () => new Promise(() => undefined),
    };
    const snapshots = createSnapshots(app.platform, defineSnapshots(app.platform.database));
    const shown = await createLookUp(app.platform, { client: slow, snapshots, patienceMs: 10 }).getRecord(
      9900005,
    );
    expect(shown.record.profile.usdot).toBe(9900005);
  });

  it('lets no request wait for the checks that it asks for, and a job until it is given up', async () => {
    await app.modules.carriers.check(9900001, {}, 'LISTING');
    const begun: (AbortSignal | undefined)[] = [];
    const slow: FmcsaClient = {
      scope: '',
      sources: ['FICTIONAL'],
      readCarrier: (_, signal) =>
        new Promise((resolve) => {
          begun.push(signal);
          signal?.addEventListener('abort', () => resolve({ status: 'unavailable', reason: 'slow' }));
        }),
      findByDocket: () => new Promise(() => undefined),
      searchByName: () => new Promise(() => undefined),
    };
    const { database } = app.platform;
    const snapshots = createSnapshots(app.platform, defineSnapshots(database));
    const asking = () => {
      const lookUps = createLookUp(app.platform, { client: slow, snapshots, patienceMs: 10 });
      const findLinks = { of: () => Promise.resolve(null) };
      const stored = { snapshots, Checks: defineChecks(database), findLinks };
      const parts = { ...stored, lookUps, einHasher: createEinHasher('x') };
      return createChecking(app.platform, { ...parts, waivers: { inForce: () => Promise.resolve(null) } });
    };
    reader = await later(app, HOUR_MS);
    const job = new AbortController();
    const ofJob = asking().check(9900001, {}, 'WATCH', job.signal);
    expect(await asking().check(9900001, {}, 'RELEASE')).toMatchObject({ outcome: 'UNKNOWN', hardStops: [] });
    expect(begun).toEqual([job.signal]);
    job.abort();
    expect((await ofJob).checks.filter(({ verdict }) => verdict === 'PASS')).toEqual([]);
    await expect(asking().check(4_712, {}, 'LISTING')).rejects.toMatchObject({ code: 'fmcsa_unavailable' });
  });

  it('lets no page wait for what FMCSA is slow to answer, and tells when the rest has come', async () => {
    let answer: (reading: { status: 'not_found' }) => void = () => undefined;
    const never = () => new Promise<never>(() => undefined);
    const slow: FmcsaClient = {
      scope: '',
      sources: ['FICTIONAL'],
      readCarrier: () => new Promise((resolve) => (answer = resolve)),
      findByDocket: never,
      searchByName: never,
    };
    const snapshots = createSnapshots(app.platform, defineSnapshots(app.platform.database));
    const lookUps = createLookUp(app.platform, { client: slow, snapshots, patienceMs: 10 });
    const search = createSearch(app.platform, slow, lookUps, 10);
    for (const page of [
      () => lookUps.getRecord(4711),
      () => search.byName('SLOW'),
      () => search.byDocket('MC4711'),
    ]) {
      await expect(page()).rejects.toMatchObject({
        code: 'fmcsa_unavailable',
        detail: expect.stringContaining('being fetched'),
      });
    }
    const told = () =>
      app.platform.database.select<{ payload: string }>(
        "SELECT payload FROM events WHERE name = 'carrier.fetched' AND subject = '4711'",
      );
    expect(await told()).toEqual([]);
    answer({ status: 'not_found' });
    while ((await told()).length === 0);
    expect(await told()).toMatchObject([{ payload: expect.stringContaining('not_found') }]);
  });

  it('does not speak to FMCSA inside a unit of work', async () => {
    const inside = app.platform.database.atomically(() => app.modules.carriers.getProfile(9900001));
    await expect(inside).rejects.toThrow(/outside of units/);
  });

  it('has the federal tax number in no answer and no row', async () => {
    for (let usdot = 9900001; usdot <= 9900008; usdot += 1) {
      for (const page of ['dot', 'snapshot', 'history', 'authority', 'insurance']) {
        expect(JSON.stringify((await reader.get(`/fmcsa/${page}/${usdot}`)).body)).not.toMatch(EINS);
      }
      await app.modules.carriers.check(usdot, { ein: '960100101' }, 'WATCH');
    }
    expect(JSON.stringify((await reader.get('/fmcsa/verify/MC9910001')).body)).not.toMatch(EINS);
    const rows = await everyRow(app);
    expect(rows).toContain('PRAIRIE LANTERN FREIGHT LLC');
    expect(rows).not.toMatch(EINS);
  });

  it('shows no telephone and no e-mail address of a carrier', async () => {
    const { body } = await reader.get('/fmcsa/dot/9900001');
    expect(JSON.stringify(body)).not.toMatch(/3085550101|prairie-lantern\.example/);
    expect(await everyRow(app)).not.toMatch(/3085550101|prairie-lantern\.example/);
  });
});

describe('with a web key', () => {
  let fmcsa: FmcsaStandIn;
  let app: TestApp;
  let reader: TestUser;

  beforeAll(async () => {
    fmcsa = await startFmcsaStandIn();
    app = await startTestApp({
      environment: {
        FMCSA_OPEN_DATA_URL: fmcsa.openDataUrl,
        FMCSA_WEB_KEY: fmcsa.webKey,
        FMCSA_API_URL: fmcsa.url,
        FMCSA_TIMEOUT_MS: '5000',
        FMCSA_REQUESTS_PER_SECOND: '500',
        CENSUS_API_URL: fmcsa.censusUrl,
        FMCSA_HAZMAT_OOS_AVERAGE: '5.01@2027-01',
      },
    });
    reader = await app.make.buyer();
  });
  beforeEach(() => {
    fmcsa.behave(null);
    fmcsa.forget();
  });
  afterAll(async () => {
    await app.close();
    await fmcsa.close();
  });

  it('reads a live record once in 24 hours, however many ask', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => reader.get('/fmcsa/dot/9900001')));
    for (const { body } of answers)
      expect(body.data).toMatchObject({
        source: 'FMCSA',
        stale: false,
        gaps: [],
        safety: {
          hazmat: { nationalAveragePct: 5.01, nationalAverageAsOf: '2027-01' },
          nationalAverageSource: 'SAFER: vehicle of 2026-09, driver of 2026-09, hazmat of 2027-01',
        },
      });
    reader = await later(app, 23 * HOUR_MS);
    expect((await reader.get('/fmcsa/dot/9900001')).body.data.ageSeconds).toBeGreaterThanOrEqual(23 * 3600);
    expect(fmcsa.requests.filter((path) => path === '/carriers/9900001')).toHaveLength(1);
    reader = await later(app, 2 * HOUR_MS);
    expect((await reader.get('/fmcsa/dot/9900001')).body.data.ageSeconds).toBeLessThan(60);
    expect(fmcsa.requests.filter((path) => path === '/carriers/9900001')).toHaveLength(2);
  });

  it('shows the last copy with its age while FMCSA is down, and 503 where there is none', async () => {
    await reader.get('/fmcsa/dot/158121');
    reader = await later(app, 30 * HOUR_MS);
    fmcsa.behave(traps.maintenance);
    const copy = await reader.get('/fmcsa/dot/158121');
    expect(copy.body.data).toMatchObject({ stale: true, identity: { legalName: 'VERIHA TRUCKING INC' } });
    expect(copy.body.data.ageSeconds).toBeGreaterThanOrEqual(30 * 3600);
    const nothing = await reader.get('/fmcsa/dot/3462870');
    expect(nothing.status).toBe(503);
    expect(nothing.body).toMatchObject({
      code: 'fmcsa_unavailable',
      detail: expect.stringContaining('maintenance'),
    });
    expect(Number(nothing.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await reader.get('/fmcsa/mc/MC4243')).status).toBe(503);
    expect((await reader.get('/fmcsa/name/somebody')).status).toBe(503);
    fmcsa.behave(null);
    expect((await reader.get('/fmcsa/dot/158121')).body.data.stale).toBe(false);
  });

  it('decides nothing where the open data do not answer, and asks again soon', async () => {
    fmcsa.plan('/open-data/3uet-3z4i.json', traps.blocked);
    const silent = await app.modules.carriers.check(9_900_007, {}, 'RELEASE');
    expect(silent).toMatchObject({ outcome: 'UNKNOWN', hardStops: [] });
    expect((await reader.get('/fmcsa/dot/9900007')).body.data.gaps).toEqual(['INSURANCE_HISTORY']);
    reader = await later(app, 6 * MINUTE_MS);
    expect((await reader.get('/fmcsa/dot/9900007')).body.data.gaps).toEqual([]);
    expect((await app.modules.carriers.check(9_900_007, {}, 'RELEASE')).outcome).toBe('PASS');
  });

  it('searches once in 24 hours', async () => {
    for (const path of ['name/red%20maple', 'name/Red%20Maple', 'mc/MC9910008', 'mc/mc-9910008']) {
      expect((await reader.get(`/fmcsa/${path}`)).status).toBe(200);
    }
    const searches = fmcsa.requests.filter((path) => /name|docket-number\//.test(path));
    expect(searches).toEqual(['/carriers/name/RED%20MAPLE', '/carriers/docket-number/9910008']);
  });

  it('shows the filings of insurers, what is about to end, and since when an authority is held', async () => {
    reader = await later(app, 25 * HOUR_MS);
    const on = new Date(app.clock.now() + 10 * 24 * HOUR_MS).toISOString().slice(0, 10);
    const filing = { usdot_number: '9900008', docket_number: 'MC9910008', ins_form_code: 'BMC-91X' };
    const terms = { policy_no: 'FX-9900008', effective_date: '20250301', max_cov_amount: '1000000.00' };
    const ends = { filing_status_reason: 'CANCEL', cancl_effective_date: on.replaceAll('-', '') };
    fmcsa.changeOpenData('cancelledPolicies', 9_900_008, [{ ...filing, ...terms, ...ends }]);
    const insurance = (await reader.get('/fmcsa/insurance/9900008')).body.data;
    expect(insurance.policies).toMatchObject([
      { kind: 'CARGO', amountDollars: 5_000, cancelledOn: null },
      { kind: 'LIABILITY', insurer: expect.stringContaining('FICTIONAL'), cancelledOn: on },
    ]);
    expect(insurance.pendingCancellations).toMatchObject([{ inDays: 10, replaced: false }]);
    expect((await reader.get('/fmcsa/verify/MC9910008')).body.data.carriers[0]).toMatchObject({
      outcome: 'FAIL',
      hardStops: ['insurance.cancellation'],
    });
    expect((await reader.get('/fmcsa/authority/9900008')).body.data).toMatchObject({
      heldSince: '2014-03-20',
      history: [{ action: 'GRANTED', on: '2014-03-20' }],
      processAgents: [expect.stringContaining('AGENTS')],
    });
    expect((await reader.get('/fmcsa/snapshot/9900008')).body.data.profile.history.inspections).toHaveLength(
      1,
    );
    fmcsa.changeOpenData('cancelledPolicies', 9_900_008, []);
    await later(app, HOUR_MS);
    await app.modules.carriers.check(9_900_008, {}, 'WATCH');
    reader = await later(app, HOUR_MS);
    const [change] = (await reader.get('/fmcsa/history/9900008')).body.data[0].changes;
    expect(change).toMatchObject({
      field: 'insurance.policies.MC9910008.LIABILITY.BMC-91X.2025-03-01',
      before: expect.stringContaining(`canceled ${on}`),
      material: true,
    });
  });

  it('lets choose where several carriers hold one docket number', async () => {
    const content = await Promise.all(
      ['/carriers/9900001', '/carriers/9900004'].map((path) => fmcsa.content(path)),
    );
    fmcsa.change('/carriers/docket-number/4244', content);
    for (const usdot of [9_900_001, 9_900_004]) {
      fmcsa.change(`/carriers/${usdot}/docket-numbers`, [
        { prefix: 'MC', docketNumber: 4244, dotNumber: usdot },
      ]);
    }
    reader = await later(app, 25 * HOUR_MS);
    const { body } = await app.anonymous.get('/fmcsa/check?mc=4244');
    expect(body.data).toMatchObject({
      choose: true,
      carriers: [
        { usdot: 9_900_001, check: null },
        { usdot: 9_900_004, check: null },
      ],
    });
    expect((await reader.get('/fmcsa/verify/MC4244')).body.data.carriers).toHaveLength(2);
  });

  it('takes a refused key for an outage, not for an unknown carrier', async () => {
    fmcsa.behave(traps.wrongKey);
    const { status, body } = await reader.get('/fmcsa/dot/753076');
    expect([status, body.code]).toEqual([503, 'fmcsa_unavailable']);
    expect(body.detail).toContain('auth');
    expect(JSON.stringify(body)).not.toContain(fmcsa.webKey);
    fmcsa.behave(null);
    expect((await reader.get('/fmcsa/dot/753076')).status).toBe(200);
    expect((await reader.get('/fmcsa/dot/4242')).body.code).toBe('carrier_not_found');
  });

  it('completes a record soon after a part of it failed', async () => {
    fmcsa.plan('/carriers/125550/basics', traps.blocked);
    expect((await reader.get('/fmcsa/dot/125550')).body.data).toMatchObject({
      basics: null,
      gaps: ['OOS', 'BASICS', 'CENSUS'],
    });
    expect((await reader.get('/fmcsa/dot/125550')).body.data.basics).toBeNull();
    reader = await later(app, 6 * MINUTE_MS);
    expect((await reader.get('/fmcsa/dot/125550')).body.data.basics).toHaveLength(5);
  });

  it('keeps what changed, tells it once, and warns at the next check', async () => {
    const heard: unknown[] = [];
    app.platform.events.on(carrierChanged, 'test', { runs: 'unit' }, async (payload) => {
      heard.push(payload);
      return Promise.resolve();
    });
    const path = '/carriers/9900003';
    const before = await app.modules.carriers.check(9900003, {}, 'LISTING');
    expect(before.outcome).toBe('PASS');
    const content = await fmcsa.content(path);
    fmcsa.change(path, {
      carrier: { ...content.carrier, safetyRating: 'U', bipdInsuranceOnFile: '0', totalDrivers: 19 },
    });
    reader = await later(app, HOUR_MS);
    const after = await app.modules.carriers.check(9900003, {}, 'WATCH');
    expect(after).toMatchObject({ outcome: 'FAIL', hardStops: ['insurance.liability', 'safety.rating'] });
    expect(after.checks.find(({ id }) => id === 'record.unchanged')?.verdict).toBe('WARN');
    await app.settle();
    expect(heard).toMatchObject([{ usdot: 9900003, material: true, snapshotId: after.snapshotId }]);
    const { body } = await reader.get('/fmcsa/snapshot/9900003?type=difference');
    expect(body.data).toMatchObject({ number: 2, material: true });
    expect(body.data.changes).toEqual([
      { field: 'fleet.drivers', before: 20, after: 19, material: false },
      { field: 'insurance.liability.onFileDollars', before: 750_000, after: 0, material: true },
      { field: 'safety.rating', before: 'CONDITIONAL', after: 'UNSATISFACTORY', material: true },
    ]);
    const history = await reader.get('/fmcsa/history/9900003?limit=1');
    expect(history.body.data).toMatchObject([{ number: 2 }]);
    const cursor = String(history.body.pagination.nextCursor);
    expect((await reader.get(`/fmcsa/history/9900003?limit=1&cursor=${cursor}`)).body.data).toMatchObject([
      { number: 1, changes: null },
    ]);
    // On paper in words, and by the day where papers are at home: in the night of UTC it is the day before.
    const night = DAY_MS - (app.clock.now() % DAY_MS) + DAY_MS + 3 * HOUR_MS;
    reader = await later(app, night);
    const paper = pdfText((await reader.get('/fmcsa/due-diligence/9900003?format=pdf')).bytes);
    for (const words of ['Insurance, liability, on file', '$750,000', 'Safety, rating', 'conditional'])
      expect(paper).toContain(words);
    expect(paper).not.toContain(new Date(app.clock.now()).toISOString().slice(0, 10));
    expect(paper).not.toMatch(/onFileDollars|safety\.rating/);
  });

  it('passes nothing on a copy: a check that cannot read anew is undecided', async () => {
    await app.modules.carriers.check(9900002, {}, 'LISTING');
    reader = await later(app, HOUR_MS);
    fmcsa.behave(traps.blocked);
    const report = await app.modules.carriers.check(9900002, {}, 'RELEASE');
    expect(report).toMatchObject({ outcome: 'UNKNOWN', hardStops: [] });
    await expect(app.modules.carriers.check(3462870, {}, 'RELEASE')).rejects.toMatchObject({
      code: 'fmcsa_unavailable',
    });
  });

  it('stops a carrier that vanished from the record', async () => {
    await app.modules.carriers.check(9900004, {}, 'LISTING');
    fmcsa.plan('/carriers/9900004', traps.unknownCarrier);
    reader = await later(app, HOUR_MS);
    const report = await app.modules.carriers.check(9900004, {}, 'WATCH');
    expect(report).toMatchObject({ outcome: 'FAIL', hardStops: ['usdot.active'] });
  });

  it('keeps one snapshot though several first readings arrive at once', async () => {
    const profile = await app.modules.carriers.getProfile(9900005);
    const snapshots = createSnapshots(app.platform, defineSnapshots(app.platform.database));
    const record: CarrierRecord = {
      profile: { ...profile, usdot: 9900009 },
      einHash: null,
      contact: null,
      fetchedAt: app.clock.now(),
      incomplete: false,
    };
    const ids = await Promise.all(Array.from({ length: 5 }, () => snapshots.keep(record)));
    expect(new Set(ids).size).toBe(1);
  });
});
