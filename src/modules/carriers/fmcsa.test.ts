/** FMCSA's record is read for what it says, and its failures are never taken for "no such carrier". */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { type FmcsaStandIn, startFmcsaStandIn, traps } from '../../../tests/support/fmcsa-stand-in';
import type { Logger } from '../../platform/kernel/logger';
import { createEinHasher, einDigits } from './ein';
import { readAnswer } from './fmcsa/answer';
import { noCensus, readCensusAnswer } from './fmcsa/census';
import { createFmcsaClient } from './fmcsa/client';
import { day, flag, text, thousandsOfDollars } from './fmcsa/fields';
import { createHttpGet, type HttpOptions } from './fmcsa/http-get';
import { createOpenData, NO_HISTORY } from './fmcsa/open-data';
import { carrierFields, carriersOf, normalise } from './fmcsa/normalise';
import { madeUpCarriers, MOST_MADE_UP } from './fmcsa/made-up/made-up-carriers';
import { createRecordedSource } from './fmcsa/recorded-transport';
import { loadRecordings } from './fmcsa/recordings';
import type { Delivery } from './fmcsa/transport';

const FOLDER = join(__dirname, '..', '..', '..', 'data', 'fmcsa');
const EIN_SECRET = 'a secret of thirty-two characters';
const average = (pct: number, asOf: string) => ({ pct, asOf });
const AVERAGES = {
  vehicle: average(22.26, '2026-09'),
  driver: average(6.67, '2026-09'),
  hazmat: average(4.44, '2026-02'),
};
const NO_PAST = { history: NO_HISTORY, unanswered: [] };
const provenance = { source: 'FMCSA', retrievedAt: 0 } as const;

const deliver = (body: string, status = 200, contentType = 'application/json'): Delivery => ({
  kind: 'answer',
  status,
  contentType,
  body,
});

function recordedClient() {
  return createFmcsaClient({
    ...createRecordedSource(FOLDER, Date.now),
    einHasher: createEinHasher(EIN_SECRET),
    averages: AVERAGES,
    now: () => Date.parse('2026-11-22T00:00:00Z'),
    scope: '',
    sources: ['RECORDED', 'FICTIONAL'],
  });
}

async function recordOf(usdot: number) {
  const reading = await recordedClient().readCarrier(usdot);
  if (reading.status !== 'found') throw new Error(`USDOT ${usdot}: ${reading.status}`);
  return reading.record;
}

describe('single fields', () => {
  it.each([
    ['Y', true],
    ['n', false],
    ['u', null],
    ['U', null],
    [null, null],
    [1, null],
  ])('a flag %p is %p', (value, meaning) => expect(flag(value)).toBe(meaning));

  it.each([
    ['750', 750_000],
    [1000, 1_000_000],
    ['0', 0],
    ['5', 5_000],
    ['', null],
    ['-5', null],
    [null, null],
    ['1e9', null],
  ])('insurance of %p thousands is %p dollars', (value, dollars) =>
    expect(thousandsOfDollars(value)).toBe(dollars),
  );

  it.each([
    ['2024-11-08', '2024-11-08'],
    ['20250429', '2025-04-29'],
    ['2017-01-27T05:00:00.000+0000', '2017-01-27'],
    ['2026-02-30', null],
    ['0', null],
    [20250429, null],
    ['20260422 2139', '2026-04-22'],
    ['2022-07-09T00:00:00.000', '2022-07-09'],
    ['01/05/2015', '2015-01-05'],
    ['9/1/1991', '1991-09-01'],
    ['02/30/2026', null],
    ['21-FEB-89', '1989-02-21'],
    ['03-mar-2026', '2026-03-03'],
    ['05-JUN-26', '2026-06-05'],
    ['05-XXX-26', null],
    ['00/00/0000', null],
  ])('a day %p is %p', (value, meaning) => expect(day(value)).toBe(meaning));

  it('takes control and zero-width characters out of names', () => {
    expect(text('Controlled Substances/&#8203;Alcohol')).toBe('Controlled Substances/Alcohol');
    expect(text('Controlled Substances/\u200bAlcohol')).toBe('Controlled Substances/Alcohol');
    expect(text('A\r\nB')).toBe('A B');
    expect(text('  ')).toBeNull();
  });

  it.each([
    ['12-3456788', '123456788'],
    [71234567, '071234567'],
    [123456789, null],
    ['not known', null],
    [0, null],
  ])('the EIN %p has the digits %p', (value, digits) => expect(einDigits(value)).toBe(digits));
});

describe('what an answer means', () => {
  const reasons: [string, Delivery, string][] = [
    ['a wrong key', deliver(traps.wrongKey.body, 404), 'auth'],
    ['a missing key', deliver(traps.missingKey.body, 404), 'auth'],
    ['a wrong key, should it ever come with 200', deliver(traps.wrongKey.body), 'auth'],
    ['a maintenance page with 200', deliver(traps.maintenance.body, 200, 'text/html'), 'maintenance'],
    ['a page without its content type', deliver(traps.maintenance.body), 'maintenance'],
    ['the edge of the network', deliver(traps.blocked.body, 403, 'text/html'), 'blocked'],
    ['a server error', deliver('{"content":null}', 500), 'http'],
    ['404 with null content', deliver('{"content":null}', 404), 'http'],
    ['a redirect', deliver('', 302), 'http'],
    ['a sentence that is no record', deliver(traps.otherSentence.body), 'parse'],
    ['half a body', deliver(traps.garbage.body), 'parse'],
    ['a body without content', deliver(traps.noContent.body), 'parse'],
    ['a number', deliver('{"content":7}'), 'parse'],
  ];
  it.each(reasons)('%s is an outage', (_, delivery, reason) =>
    expect(readAnswer(delivery)).toEqual({ status: 'unavailable', reason }),
  );

  it('only 200 with null content says that there is no such carrier', () => {
    expect(readAnswer(deliver(traps.unknownCarrier.body))).toEqual({ status: 'not_found' });
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 100, max: 599 }), (body, status) => {
        readAnswer(deliver(body, status));
        readCensusAnswer(1, deliver(body, status));
      }),
    );
  });
});

describe('the profile', () => {
  it('gives every recorded carrier a profile without inventing anything', async () => {
    const veriha = (await recordOf(158121)).profile;
    expect(veriha).toMatchObject({
      usdot: 158121,
      identity: { legalName: 'VERIHA TRUCKING INC', usdotStatus: 'ACTIVE', address: { state: 'WI' } },
      insurance: {
        liability: { onFileDollars: 1_000_000, required: true, requiredDollars: 750_000 },
        bond: { onFileDollars: 0, required: null },
      },
      safety: {
        rating: 'SATISFACTORY',
        ratedOn: '1996-04-25',
        outOfService: { inForce: false, since: null, orders: null },
        vehicle: { inspections: 124, outOfService: 17, ratePct: 13.71, nationalAveragePct: 22.26 },
        driver: { nationalAveragePct: 6.67 },
        hazmat: { nationalAveragePct: 4.44, nationalAverageAsOf: '2026-02' },
        crashes: { total: 15, fatal: 0, injury: 3, towaway: 12 },
      },
      dockets: null,
      registration: { addedOn: null, mcs150FiledOn: null },
      source: 'RECORDED',
      retrievedAt: Date.parse('2021-02-28T06:33:31.490Z'),
    });
    expect(veriha.gaps).toEqual([
      'authority',
      'docket-numbers',
      'oos',
      'basics',
      'cargo-carried',
      'operation-classification',
      'census',
      'insurance-history',
      'authority-history',
      'process-agents',
      'inspections',
      'order-history',
    ]);
  });

  it('keeps the authority of each docket apart', async () => {
    const { profile } = await recordOf(125550);
    expect(profile.dockets).toEqual(['MC79658', 'MC130921']);
    const common = profile.authorities?.filter(({ kind }) => kind === 'COMMON');
    expect(common?.map(({ docketNumber, status }) => [docketNumber, status])).toEqual([
      ['MC130921', 'NONE'],
      ['MC79658', 'ACTIVE'],
    ]);
    expect(profile.basics).toHaveLength(5);
    expect(profile.basics?.[0]).toMatchObject({ percentile: null, overThreshold: null, measure: 1.16 });
    expect(profile.cargo).toEqual(['General Freight', 'Household Goods', 'Motor Vehicles']);
    expect(profile.operation.classifications).toEqual(['Authorized For Hire', 'Other']);
  });

  it('does not take the leave of a private fleet for authority', async () => {
    const midmark = (await recordOf(3462870)).profile;
    expect(midmark.identity.allowedToOperate).toBe(true);
    expect(midmark.authorities).toBeNull();
    const juniper = (await recordOf(9900005)).profile;
    expect(juniper.authorities).toEqual([]);
  });

  it('tells "not rated" from "not known", and "no order" from "not known"', () => {
    const profileOf = (carrier: Record<string, unknown>) =>
      normalise(1, { carrier, lists: {}, census: null, ...NO_PAST }, provenance, AVERAGES);
    expect(profileOf({ safetyRating: null }).safety.rating).toBe('NOT_RATED');
    expect(profileOf({}).safety.rating).toBeNull();
    expect(profileOf({ safetyRating: 'X' }).safety.rating).toBeNull();
    expect(profileOf({ oosDate: null }).safety.outOfService.inForce).toBe(false);
    expect(profileOf({}).safety.outOfService.inForce).toBeNull();
    expect(profileOf({ oosDate: '2026-02-11' }).safety.outOfService).toMatchObject({
      inForce: true,
      since: '2026-02-11',
    });
  });

  it('reads passenger carriers, whose percentiles are public', () => {
    const reading = readAnswer(deliver(readFileSync(join(FOLDER, 'recorded/basics-44110.json'), 'utf8')));
    const content = reading.status === 'found' ? reading.content : null;
    const { basics } = normalise(
      44110,
      { carrier: {}, lists: { basics: content }, census: null, ...NO_PAST },
      provenance,
      AVERAGES,
    );
    expect(basics?.map(({ percentile, overThreshold }) => [percentile, overThreshold])).toEqual([
      [18, false],
      [57, true],
      [28, false],
      [0, false],
      [19, false],
    ]);
  });

  it('reads the orders of a carrier of which nothing else is recorded', () => {
    const reading = readAnswer(deliver(readFileSync(join(FOLDER, 'recorded/oos-885213.json'), 'utf8')));
    const content = reading.status === 'found' ? reading.content : null;
    const { safety } = normalise(
      885213,
      { carrier: {}, lists: { oos: content }, census: null, ...NO_PAST },
      provenance,
      AVERAGES,
    );
    expect(safety.outOfService).toEqual({
      inForce: true,
      since: '2004-06-04',
      orders: [
        { orderedOn: '2004-06-04', reason: '90 day failure to pay fine' },
        { orderedOn: '2004-06-04', reason: '90 day failure to pay fine' },
      ],
    });
  });

  it('reads the census file', () => {
    const body = readFileSync(join(FOLDER, 'recorded/census-344554.json'), 'utf8');
    expect(readCensusAnswer(344554, deliver(body))).toMatchObject({
      status: 'found',
      content: { addedOn: '1989-02-21', mcs150FiledOn: '2025-04-29', mcs150MileageMiles: 531_000 },
    });
    expect(readCensusAnswer(1, deliver(body))).toEqual({ status: 'not_found' });
    expect(readCensusAnswer(1, deliver('<html>'))).toEqual({ status: 'unavailable', reason: 'parse' });
  });

  it('finds every recorded body readable, and marks what is invented', async () => {
    const { answers } = await loadRecordings(FOLDER);
    for (const { body } of answers.values()) expect(readAnswer(deliver(body)).status).toBe('found');
    const files = readdirSync(join(FOLDER, 'recorded')).filter(
      (file) => !/manifest|error|census|open-data/.test(file),
    );
    expect([...answers.values()].filter(({ source }) => source === 'RECORDED')).toHaveLength(files.length);
    for (const [path, { source }] of answers) {
      const usdot = Number(/^\/carriers\/(\d+)/.exec(path)?.[1] ?? 0);
      expect([path, source]).toEqual([path, usdot >= 9_900_000 ? 'FICTIONAL' : 'RECORDED']);
    }
  });

  it('makes up carriers of different names, each with a whole record as old as today', async () => {
    const now = Date.parse('2026-11-28T15:00:00Z');
    const client = createFmcsaClient({
      ...createRecordedSource(FOLDER, () => now),
      ...{ einHasher: createEinHasher(EIN_SECRET), averages: AVERAGES, now: () => now, scope: '' },
      sources: ['RECORDED', 'FICTIONAL'],
    });
    const carriers = madeUpCarriers(MOST_MADE_UP);
    expect(new Set(carriers.map(({ legalName }) => legalName)).size).toBe(MOST_MADE_UP);
    for (const { usdot, legalName, powerUnits } of carriers) {
      const reading = await client.readCarrier(usdot);
      expect(reading).toMatchObject({
        record: {
          profile: {
            ...{ source: 'FICTIONAL', retrievedAt: Date.parse('2026-11-28T00:00:00Z'), gaps: [] },
            ...{ identity: { legalName: legalName.toUpperCase() }, fleet: { powerUnits } },
          },
        },
      });
    }
    expect(madeUpCarriers(3)).toEqual(carriers.slice(0, 3));
  });

  it('never throws on any content, and never makes a number up', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (page, list) => {
        const lists = {
          authority: list,
          'docket-numbers': list,
          oos: list,
          basics: list,
          'cargo-carried': list,
          'operation-classification': list,
        };
        carriersOf(page);
        const carrier = carrierFields(page) ?? carrierFields({ carrier: page }) ?? {};
        const profile = normalise(1, { carrier, lists, census: null, ...NO_PAST }, provenance, AVERAGES);
        expect(() => JSON.stringify(profile)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('reads the known fields of any shape without throwing', () => {
    const anyOf = (names: string[]) =>
      fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue()])), { requiredKeys: [] });
    const carrier = anyOf([
      'legalName',
      'statusCode',
      'bipdInsuranceOnFile',
      'oosDate',
      'safetyRating',
      'vehicleInsp',
      'vehicleOosInsp',
      'ein',
      'censusTypeId',
      'carrierOperation',
      'commonAuthorityStatus',
    ]);
    fc.assert(
      fc.property(carrier, (fields) => {
        createEinHasher(EIN_SECRET).hash(fields.ein);
        const profile = normalise(
          1,
          { carrier: fields, lists: {}, census: null, ...NO_PAST },
          provenance,
          AVERAGES,
        );
        const { ratePct } = profile.safety.vehicle;
        expect(ratePct === null || (ratePct >= 0 && ratePct <= 100)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the EIN as a keyed hash only', async () => {
    const record = await recordOf(9900001);
    expect(JSON.stringify(record)).not.toMatch(/96-?0100101/);
    const hasher = createEinHasher(EIN_SECRET);
    expect(hasher.matches(record.einHash, '96-0100101')).toBe(true);
    expect(hasher.matches(record.einHash, '960100102')).toBe(false);
    expect(
      createEinHasher('another secret of 32 characters..').matches(record.einHash, '96-0100101'),
    ).toBeNull();
    expect((await recordOf(158121)).einHash).toBeNull();
  });
});

describe('searching the recordings', () => {
  it('finds by docket number and by name as FMCSA does', async () => {
    const client = recordedClient();
    const byDocket = await client.findByDocket(130921);
    expect(byDocket).toMatchObject({ status: 'found', carriers: [{ usdot: 125550, source: 'RECORDED' }] });
    expect(await client.findByDocket(1)).toEqual({ status: 'found', carriers: [] });
    const byName = await client.searchByName('finch');
    expect(byName).toMatchObject({ carriers: [{ usdot: 9900002, source: 'FICTIONAL' }] });
    const recorded = await client.searchByName('VERIHA');
    expect(recorded).toMatchObject({ carriers: [{ usdot: 753076 }, { usdot: 158121 }] });
    expect(await client.readCarrier(4242)).toEqual({ status: 'not_found' });
  });
});

describe('the open data', () => {
  const rows = (file: string) => deliver(readFileSync(join(FOLDER, file), 'utf8'));
  const none = deliver('[]');
  /** Every set is empty but those named. */
  const historyOf = async (usdot: number, sets: Partial<Record<string, Delivery>>) =>
    createOpenData((path) =>
      Promise.resolve(sets[Object.keys(sets).find((id) => path.startsWith(`/${id}.json`)) ?? ''] ?? none),
    ).read(usdot);

  it('reads the files of Motus, whose amounts are dollars', async () => {
    const { history, unanswered } = await historyOf(4_090_101, {
      'c5y8-a4uz': rows('synthetic/open-data-policies.json'),
      'yu5v-wbh6': rows('synthetic/open-data-authority-events.json'),
    });
    expect(unanswered).toEqual([]);
    expect(history.policies).toEqual([
      {
        kind: 'LIABILITY',
        excess: false,
        form: 'BMC-91X',
        insurer: 'EXAMPLE INSURER',
        amountDollars: 1_000_000,
        docketNumber: 'MC1557892',
        effectiveOn: '2026-01-01',
        cancelledOn: null,
        replaced: false,
      },
    ]);
    expect(history.authority?.map(({ action, on, docketNumber }) => [action, on, docketNumber])).toEqual([
      ['SUSPENDED', '2026-09-20', 'MC1557892'],
      ['GRANTED', '2026-06-12', 'MC1557892'],
    ]);
    expect(history).toMatchObject({ processAgents: [], inspections: [], orders: [] });
  });

  it('reads a cancellation, and an order under a docket written apart', async () => {
    const cancelled = await historyOf(2_434_068, {
      '3uet-3z4i': rows('synthetic/open-data-cancelled-policies.json'),
    });
    expect(cancelled.history.policies).toMatchObject([
      { docketNumber: 'FF12038', amountDollars: 750_000, cancelledOn: '2026-09-24', replaced: false },
    ]);
    const ordered = await historyOf(424_000, {
      'wb4f-neki': rows('synthetic/open-data-authority-orders.json'),
    });
    expect(ordered.history.authority).toMatchObject([
      { docketNumber: 'MC424836', action: 'SUSPENDED', on: '2026-09-20' },
    ]);
  });

  it('reads the frozen files, whose amounts are thousands and whose numbers are padded', async () => {
    const { history } = await historyOf(344_554, {
      'qh9u-swkp': rows('recorded/open-data-frozen-policies-344554.json'),
      'fx4q-ay7w': rows('recorded/open-data-inspections-344554.json'),
    });
    expect(history.policies).toMatchObject([
      { kind: 'LIABILITY', form: 'BMC-91X', amountDollars: 1_000_000, effectiveOn: '2015-01-01' },
    ]);
    expect(history.inspections).toEqual([
      { on: '2026-04-22', state: 'SD', level: 3, violations: 0, outOfService: 0 },
    ]);
    const headed = await historyOf(33_334_444, {
      '6sqe-dvqs': rows('synthetic/open-data-frozen-cancelled-policies.json'),
    });
    expect(headed.history.policies).toMatchObject([
      { amountDollars: 1_000_000, effectiveOn: '1991-09-01', cancelledOn: '1995-09-01', replaced: false },
    ]);
    const old = await historyOf(123_456, {
      '9mw4-x3tu': rows('synthetic/open-data-frozen-authority-events.json'),
      '2emp-mxtb': rows('synthetic/open-data-frozen-process-agents.json'),
    });
    expect(old.history.authority?.map(({ action, on }) => [action, on])).toEqual([
      ['REVOKED', '2020-03-10'],
      ['GRANTED', '2014-03-10'],
    ]);
    expect(old.history.processAgents).toEqual(['PROCESS AGENTS INC']);
  });

  it('goes by the day of a rescission, not by the status, which stays active', async () => {
    const { history } = await historyOf(1_438, { 'p2mt-9ige': rows('recorded/open-data-orders-1438.json') });
    expect(history.orders).toEqual([
      { orderedOn: '2022-07-09', reason: 'Unsatisfactory = Unfit', rescindedOn: '2022-08-01' },
    ]);
  });

  it('takes no outage for an empty set, and no row of another carrier', async () => {
    for (const outage of [deliver('', 429), deliver('<html>', 200), deliver('{"code":"x"}', 400)]) {
      const { history, unanswered } = await historyOf(4_090_101, {
        'c5y8-a4uz': rows('synthetic/open-data-policies.json'),
        '3uet-3z4i': outage,
      });
      expect(history.policies).toBeNull();
      expect(history.processAgents).toEqual([]);
      expect(unanswered).toEqual(['insurance-history']);
    }
    const other = await historyOf(4_090_102, { 'c5y8-a4uz': rows('synthetic/open-data-policies.json') });
    expect(other.history.policies).toEqual([]);
  });

  it('never throws, whatever the rows hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), async (bodies) => {
        const body = deliver(JSON.stringify(bodies.map((each) => ({ ...each, usdot_number: '7' }))));
        const sets = ['c5y8-a4uz', '3uet-3z4i', 'yu5v-wbh6', 'wb4f-neki', '6snj-ed7q', 'p2mt-9ige'];
        await historyOf(7, Object.fromEntries(sets.map((set) => [set, body])));
      }),
    );
  });
});

describe('asking FMCSA over HTTP', () => {
  let fmcsa: FmcsaStandIn;
  const lines: unknown[] = [];
  const note = (...line: unknown[]) => void lines.push(line);
  const log: Logger = {
    error: note,
    warn: note,
    info: note,
    request: note,
    tellsRequests: false,
    debug: note,
    onError: () => undefined,
    close: () => undefined,
  };

  beforeAll(async () => {
    fmcsa = await startFmcsaStandIn();
  });
  beforeEach(() => {
    fmcsa.behave(null);
    fmcsa.forget();
    lines.length = 0;
  });
  afterAll(() => fmcsa.close());

  const getFrom = (options: Partial<HttpOptions> = {}) =>
    createHttpGet({
      baseUrl: fmcsa.url,
      webKey: fmcsa.webKey,
      timeoutMs: 2_000,
      requestsPerSecond: 1_000,
      retryDelayMs: 1,
      log,
      ...options,
    });

  const clientOf = (get = getFrom()) =>
    createFmcsaClient({
      transport: { get, provenanceOf: () => Promise.resolve(provenance) },
      census: noCensus,
      einHasher: createEinHasher(EIN_SECRET),
      averages: AVERAGES,
      now: () => 0,
      scope: '',
      sources: ['FMCSA'],
    });

  it('reads a carrier by the very parser that reads the recordings', async () => {
    const overHttp = await clientOf().readCarrier(125550);
    const recorded = (await recordOf(125550)).profile;
    if (overHttp.status !== 'found') throw new Error(overHttp.status);
    expect({ ...overHttp.record.profile, gaps: [] }).toEqual({ ...recorded, gaps: [], ...provenance });
    expect(fmcsa.requests).toHaveLength(7);
  });

  it('asks the open data by their own columns, with the token in a header and in no log', async () => {
    const token = 'a token of the open data';
    const get = getFrom({ baseUrl: fmcsa.openDataUrl, webKey: undefined, headers: { 'x-app-token': token } });
    const { history, unanswered } = await createOpenData(get).read(9_900_001);
    expect(unanswered).toEqual([]);
    expect(history).toMatchObject({
      policies: [{ cancelledOn: null }, { replaced: true }],
      authority: [{ action: 'GRANTED', on: '2016-05-16' }],
    });
    expect(fmcsa.requests).toHaveLength(11);
    expect(fmcsa.tokens).toEqual(new Set([token]));
    fmcsa.behave(traps.serverError);
    expect((await createOpenData(get).read(9_900_001)).history.policies).toBeNull();
    expect(JSON.stringify(lines)).not.toContain(token);
  });

  it('knows an inactive carrier under an out-of-service order', async () => {
    const reading = await clientOf().readCarrier(9_999_999);
    expect(reading).toMatchObject({
      record: {
        profile: {
          identity: { usdotStatus: 'INACTIVE', allowedToOperate: false },
          safety: { rating: 'UNSATISFACTORY', outOfService: { inForce: true } },
        },
      },
    });
  });

  it('says "not found" for an unknown number, and an empty list for an unknown docket', async () => {
    expect(await clientOf().readCarrier(4242)).toEqual({ status: 'not_found' });
    fmcsa.plan('/carriers/docket-number/4242', traps.unknownDocket);
    expect(await clientOf().findByDocket(4242)).toEqual({ status: 'found', carriers: [] });
    fmcsa.plan('/carriers/docket-number/4242', traps.unknownCarrier);
    expect(await clientOf().findByDocket(4242)).toEqual({ status: 'found', carriers: [] });
  });

  it('takes a question that FMCSA refuses for nothing found, and asks for names without what it refuses', async () => {
    fmcsa.plan('/carriers/docket-number/4242', traps.refused);
    expect(await clientOf().findByDocket(4242)).toEqual({ status: 'found', carriers: [] });
    await clientOf().searchByName('A/B 100% #1; C\\D?');
    expect(fmcsa.requests.at(-1)).toBe('/carriers/name/A%20B%20100%201%20C%20D');
    fmcsa.plan('/carriers/name/AB', traps.refused);
    expect(await clientOf().searchByName('AB')).toEqual({ status: 'found', carriers: [] });
  });

  const outages = [
    ['wrongKey', 'auth', 1],
    ['missingKey', 'auth', 1],
    ['maintenance', 'maintenance', 1],
    ['blocked', 'blocked', 1],
    ['otherSentence', 'parse', 1],
    ['garbage', 'parse', 1],
    ['noContent', 'parse', 1],
    ['huge', 'parse', 1],
    ['refused', 'refused', 1],
    ['noSuchPath', 'http', 1],
    ['cut', 'http', 3],
    ['serverError', 'http', 3],
  ] as const;
  it.each(outages)('%s is an outage (%s), asked %d time(s)', async (trap, reason, times) => {
    fmcsa.behave(traps[trap]);
    expect(await clientOf().readCarrier(125550)).toEqual({ status: 'unavailable', reason });
    expect(fmcsa.requests).toHaveLength(times);
  });

  it('gives up on one that hangs, and does not ask it again', async () => {
    fmcsa.behave('hang');
    const reading = await clientOf(getFrom({ timeoutMs: 500 })).readCarrier(125550);
    expect(reading).toEqual({ status: 'unavailable', reason: 'timeout' });
    expect(fmcsa.requests).toHaveLength(1);
  });

  it('shuts nobody out of what works while another path is down', async () => {
    const get = getFrom();
    fmcsa.behave(traps.serverError);
    for (const usdot of [1, 2, 3]) await get(`/carriers/${usdot}/basics`);
    fmcsa.behave(null);
    expect(await get('/carriers/125550/basics')).toEqual({ kind: 'failure', reason: 'http' });
    expect(await get('/carriers/125550')).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('counts what is slow and what is broken apart, for each kind of path', async () => {
    const slow = getFrom({ timeoutMs: 800 });
    fmcsa.behave('hang');
    await Promise.all([1, 2, 3, 4, 5].map((usdot) => slow(`/carriers/${usdot}`)));
    // One that broke does not make up for the sixth that is slow, nor does it fill their number.
    fmcsa.plan('/carriers/6', traps.serverError, traps.serverError, traps.serverError);
    expect(await slow('/carriers/6')).toMatchObject({ status: 500 });
    fmcsa.behave(null);
    expect(await slow('/carriers/125550')).toMatchObject({ kind: 'answer', status: 200 });

    fmcsa.behave('hang');
    await Promise.all([1, 2, 3, 4, 5, 6].map((usdot) => slow(`/carriers/${usdot}`)));
    fmcsa.behave(null);
    expect(await slow('/carriers/125550')).toEqual({ kind: 'failure', reason: 'http' });
    expect(await slow('/carriers/125550/oos')).toMatchObject({ kind: 'answer' });
    expect(lines).toContainEqual([
      'FMCSA does not answer; asking is suspended',
      expect.objectContaining({ path: '/carriers/:', cause: 'slow' }),
    ]);
  });

  it('lets go of a question whose job is given up, and holds it against nobody', async () => {
    const get = getFrom();
    const job = new AbortController();
    fmcsa.behave('hang');
    const asked = Promise.all([1, 2, 3, 4, 5, 6, 7].map((usdot) => get(`/carriers/${usdot}`, job.signal)));
    while (fmcsa.requests.length < 7) await new Promise((resolve) => setImmediate(resolve));
    job.abort();
    expect(new Set((await asked).map((delivery) => JSON.stringify(delivery)))).toEqual(
      new Set([JSON.stringify({ kind: 'failure', reason: 'slow' })]),
    );
    fmcsa.forget();
    expect(await clientOf(get).readCarrier(125550, job.signal)).toEqual({
      status: 'unavailable',
      reason: 'slow',
    });
    expect(fmcsa.requests).toEqual([]);
    fmcsa.behave(null);
    expect(await get('/carriers/125550')).toMatchObject({ kind: 'answer', status: 200 });
  });

  it('is not put off by one bad answer', async () => {
    fmcsa.plan('/carriers/125550', traps.serverError);
    expect(await clientOf().readCarrier(125550)).toMatchObject({ status: 'found' });
  });

  it('refuses a record of another carrier', async () => {
    fmcsa.plan('/carriers/158121', {
      status: 200,
      contentType: 'application/json',
      body: '{"content":{"carrier":{"dotNumber":1}}}',
    });
    expect(await clientOf().readCarrier(158121)).toEqual({ status: 'unavailable', reason: 'parse' });
  });

  it('is without a record while a part that decides is missing, and goes on without one that does not', async () => {
    fmcsa.plan('/carriers/125550/authority', traps.blocked);
    expect(await clientOf().readCarrier(125550)).toEqual({ status: 'unavailable', reason: 'blocked' });
    fmcsa.plan('/carriers/125550/oos', traps.refused);
    expect(await clientOf().readCarrier(125550)).toEqual({ status: 'unavailable', reason: 'http' });
    fmcsa.plan('/carriers/125550/basics', traps.blocked);
    const reading = await clientOf().readCarrier(125550);
    expect(reading).toMatchObject({ record: { incomplete: true, profile: { basics: null } } });
  });

  it('stops asking one that is down, and asks again after a rest', async () => {
    const get = getFrom({ breakerRestMs: 1_500 });
    fmcsa.behave(traps.serverError);
    await get('/carriers/1');
    await get('/carriers/1');
    expect(fmcsa.requests).toHaveLength(6);
    expect(await get('/carriers/1')).toEqual({ kind: 'failure', reason: 'http' });
    expect(fmcsa.requests).toHaveLength(6);
    fmcsa.behave(null);
    const deadline = Date.now() + 20_000;
    let delivery = await get('/carriers/125550');
    while (delivery.kind === 'failure' && Date.now() < deadline) {
      await new Promise((resolve) => setImmediate(resolve));
      delivery = await get('/carriers/125550');
    }
    expect(delivery).toMatchObject({ kind: 'answer', status: 200 });
    expect(fmcsa.requests).toHaveLength(7);
  });

  it('keeps to its pace, however many ask at once', async () => {
    const get = getFrom({ requestsPerSecond: 5 });
    const begun = Date.now();
    await Promise.all(Array.from({ length: 6 }, () => get('/carriers/125550')));
    expect(Date.now() - begun).toBeGreaterThanOrEqual(950);
  });

  it('keeps web key and tax number out of logs and results', async () => {
    await clientOf().readCarrier(9900001);
    for (const trap of [traps.serverError, traps.cut, traps.wrongKey, traps.huge]) {
      fmcsa.behave(trap);
      const get = getFrom();
      const results = [await get('/carriers/1'), await get('/carriers/1'), await get('/carriers/1')];
      expect(JSON.stringify(results)).not.toContain(fmcsa.webKey);
    }
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toContain(fmcsa.webKey);
    expect(JSON.stringify(lines)).not.toContain('960100101');
  });
});
