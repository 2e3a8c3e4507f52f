/** Checks, risk score and differences: what each record comes to, and that nothing unknown ever passes. */
import { join } from 'node:path';
import { daysIn } from '../../platform/paper/days';
import type { AuthorityEvent, Policy } from './carrier-history';
import { type Authority, type CarrierProfile, everyGap } from './carrier-profile';
import { checkCarrier, checkVanished } from './checks/check.rules';
import type { CheckInput, Verdict } from './checks/check-terms';
import { type Change, differenceBetween, factsOf } from './difference.rules';
import { ByUsdot } from './carriers.schema';
import { dueDiligencePaper } from './due-diligence/due-diligence.paper';
import { docketNumberOf, isDocketNumber } from './docket.rules';
import { adverseLines, type Filed } from './history.rules';
import { createEinHasher } from './ein';
import { monthsSince } from './figures.rules';
import { createFmcsaClient } from './fmcsa/client';
import { normalise } from './fmcsa/normalise';
import { NO_HISTORY } from './fmcsa/open-data';
import { createRecordedSource } from './fmcsa/recorded-transport';
import { companyName, compareNames } from './names.rules';
import { bandOf, RISK_RULES, scoreRisk } from './risk/risk.rules';
import { GROUP_CAPS } from './risk/risk-terms';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const words = (part: string) => `source of ${part}`;

/** The parts of a profile that a test changes, however deep. */
type Partly<T> = T extends unknown[] ? T : T extends object ? { [K in keyof T]?: Partly<T[K]> } : T;

function merged<T>(base: T, changes: Partly<NoInfer<T>>): T {
  const result = { ...base } as Record<string, unknown>;
  for (const [name, value] of Object.entries(changes as object)) {
    const deep = value !== null && typeof value === 'object' && !Array.isArray(value);
    result[name] = deep ? merged(result[name], value as object) : (value as unknown);
  }
  return result as T;
}

const authority = (kind: Authority['kind'], status: Authority['status']): Authority => ({
  kind,
  status,
  docketNumber: 'MC9910001',
  property: true,
  passengers: false,
  householdGoods: false,
});

const policy = (more: Partial<Policy> = {}): Policy => ({
  ...{ kind: 'LIABILITY', excess: false, form: 'BMC-91X', insurer: 'An Insurer', amountDollars: 1_000_000 },
  ...{ docketNumber: 'MC9910001', effectiveOn: '2025-03-01', cancelledOn: null, replaced: false },
  ...more,
});
const ending = (cancelledOn: string) => policy({ cancelledOn });
const event = (action: AuthorityEvent['action'], on: string): AuthorityEvent => ({
  ...{ docketNumber: 'MC9910001', authority: 'Motor Carrier of Property', action, words: action, on },
});

const average = { pct: 22.26, asOf: '2026-09' };
const AVERAGES = { vehicle: average, driver: { ...average, pct: 6.67 }, hazmat: { ...average, pct: 4.44 } };

describe('carriers', () => {
  /** Prairie Lantern Freight LLC: nothing is wrong with it. */
  let good: CarrierProfile;
  let samples: Map<number, CarrierProfile>;
  /** Of which nothing at all is known. */
  const unknown = normalise(
    1,
    { carrier: {}, lists: {}, census: null, history: NO_HISTORY, unanswered: [] },
    { source: 'FMCSA', retrievedAt: NOW },
    AVERAGES,
  );

  beforeAll(async () => {
    const client = createFmcsaClient({
      ...createRecordedSource(join(__dirname, '..', '..', '..', 'data', 'fmcsa'), Date.now),
      einHasher: createEinHasher('x'.repeat(32)),
      averages: AVERAGES,
      now: () => NOW,
      scope: '',
      sources: ['FICTIONAL'],
    });
    samples = new Map();
    for (let usdot = 9_900_001; usdot <= 9_900_008; usdot += 1) {
      const reading = await client.readCarrier(usdot);
      if (reading.status === 'found') samples.set(usdot, reading.record.profile);
    }
    good = samples.get(9_900_001) as CarrierProfile;
  });

  const check = (profile: CarrierProfile, more: Partial<CheckInput> = {}) =>
    checkCarrier(
      {
        profile,
        declared: {},
        einMatches: null,
        changes: [],
        outdated: false,
        waiver: null,
        now: NOW,
        ...more,
      },
      words,
    );
  const verdictOf = (id: string, profile: CarrierProfile, more: Partial<CheckInput> = {}) =>
    check(profile, more).checks.find((line) => line.id === id)?.verdict;

  describe('checks', () => {
    it('pass a carrier with which nothing is wrong', () => {
      const verdict = check(good, {
        declared: {
          legalName: 'Prairie Lantern Freight, L.L.C.',
          docketNumber: 'MC9910001',
          ein: '96-0100101',
        },
        einMatches: true,
      });
      expect(verdict).toMatchObject({ outcome: 'PASS', hardStops: [] });
      expect(verdict.checks.map(({ id, verdict: each }) => [id, each])).toEqual([
        ['usdot.found', 'PASS'],
        ['usdot.active', 'PASS'],
        ['docket.belongs', 'PASS'],
        ['authority.active', 'PASS'],
        ['out-of-service.none', 'PASS'],
        ['insurance.liability', 'PASS'],
        ['insurance.cancellation', 'PASS'],
        ['authority.announced', 'PASS'],
        ['process-agents.filed', 'PASS'],
        ['safety.rating', 'PASS'],
        ['name.matches', 'PASS'],
        ['ein.matches', 'PASS'],
        ['mcs150.current', 'PASS'],
        ['record.unchanged', 'PASS'],
      ]);
      for (const line of verdict.checks) expect([line.rule, line.source]).not.toContain('');
    });

    const cases: [string, string, Partly<CarrierProfile>, Verdict][] = [
      ['an inactive number', 'usdot.active', { identity: { usdotStatus: 'INACTIVE' } }, 'FAIL'],
      ['an unknown status', 'usdot.active', { identity: { usdotStatus: null } }, 'UNKNOWN'],
      ['no leave to operate', 'usdot.active', { identity: { allowedToOperate: false } }, 'WARN'],
      ['revoked authority', 'authority.active', { authorities: [authority('COMMON', 'INACTIVE')] }, 'FAIL'],
      ['no authority at all', 'authority.active', { authorities: [] }, 'FAIL'],
      ['unknown authority', 'authority.active', { authorities: null }, 'UNKNOWN'],
      ['an unreadable state', 'authority.active', { authorities: [authority('COMMON', null)] }, 'UNKNOWN'],
      [
        'contract authority',
        'authority.active',
        { authorities: [authority('COMMON', 'NONE'), authority('CONTRACT', 'ACTIVE')] },
        'PASS',
      ],
      [
        'a broker that never was a carrier',
        'authority.active',
        {
          authorities: [authority('COMMON', 'NONE'), authority('BROKER', 'ACTIVE')],
          insurance: { bond: { onFileDollars: 75_000 } },
        },
        'PASS',
      ],
      [
        'a carrier that lost its authority and is a broker',
        'authority.active',
        { authorities: [authority('COMMON', 'INACTIVE'), authority('BROKER', 'ACTIVE')] },
        'FAIL',
      ],
      ['an order', 'out-of-service.none', { safety: { outOfService: { inForce: true } } }, 'FAIL'],
      ['unknown orders', 'out-of-service.none', { safety: { outOfService: { inForce: null } } }, 'UNKNOWN'],
      [
        'too little insurance',
        'insurance.liability',
        { insurance: { liability: { onFileDollars: 749_999 } } },
        'FAIL',
      ],
      [
        'just enough',
        'insurance.liability',
        { insurance: { liability: { onFileDollars: 750_000 } } },
        'PASS',
      ],
      ['no figure', 'insurance.liability', { insurance: { liability: { onFileDollars: null } } }, 'UNKNOWN'],
      [
        'none required',
        'insurance.liability',
        { insurance: { liability: { onFileDollars: 0, required: false } } },
        'PASS',
      ],
      [
        'enough, whether required or not',
        'insurance.liability',
        { insurance: { liability: { required: null } } },
        'PASS',
      ],
      [
        'too little, perhaps required',
        'insurance.liability',
        { insurance: { liability: { onFileDollars: 0, required: null } } },
        'UNKNOWN',
      ],
      ['Unsatisfactory', 'safety.rating', { safety: { rating: 'UNSATISFACTORY' } }, 'FAIL'],
      ['Conditional', 'safety.rating', { safety: { rating: 'CONDITIONAL' } }, 'WARN'],
      ['not rated', 'safety.rating', { safety: { rating: 'NOT_RATED' } }, 'PASS'],
      ['an unknown rating', 'safety.rating', { safety: { rating: null } }, 'UNKNOWN'],
      ['an old MCS-150', 'mcs150.current', { registration: { mcs150FiledOn: '2024-11-22' } }, 'WARN'],
      ['one a day younger', 'mcs150.current', { registration: { mcs150FiledOn: '2024-11-23' } }, 'PASS'],
      ['an unknown MCS-150', 'mcs150.current', { registration: { mcs150FiledOn: null } }, 'UNKNOWN'],
    ];
    it.each(cases)('%s: %s', (_, id, changes, verdict) => {
      const result = check(merged(good, changes));
      const line = result.checks.find((each) => each.id === id);
      expect(line?.verdict).toBe(verdict);
      const stops = line?.hardStop === true;
      expect(result.hardStops).toEqual(stops && verdict === 'FAIL' ? [id] : []);
      expect(result.outcome).toBe(
        verdict === 'FAIL' ? 'FAIL' : verdict === 'UNKNOWN' && stops ? 'UNKNOWN' : 'PASS',
      );
    });

    const lasting = (more: Partial<Policy> = {}) => policy({ effectiveOn: '2026-12-01', ...more });
    const endings: [string, Partial<Policy>[], Verdict][] = [
      ['is canceled tomorrow', [ending('2026-11-23')], 'FAIL'],
      ['is canceled in 30 days', [ending('2026-12-22')], 'FAIL'],
      ['is canceled in 31 days', [ending('2026-12-23')], 'WARN'],
      ['was canceled today', [ending('2026-11-22')], 'PASS'],
      ['is replaced in time', [ending('2026-12-05'), lasting()], 'PASS'],
      ['is replaced on the day', [ending('2026-12-05'), lasting({ effectiveOn: '2026-12-05' })], 'PASS'],
      ['is replaced a day late', [ending('2026-12-05'), lasting({ effectiveOn: '2026-12-06' })], 'FAIL'],
      ['is replaced by too little', [ending('2026-12-05'), lasting({ amountDollars: 749_999 })], 'FAIL'],
      ['is replaced by an excess policy alone', [ending('2026-12-05'), lasting({ excess: true })], 'FAIL'],
      [
        'is replaced by a primary and an excess policy',
        [
          ending('2026-12-05'),
          lasting({ amountDollars: 500_000 }),
          lasting({ amountDollars: 250_000, excess: true }),
        ],
        'PASS',
      ],
      ['is replaced under another docket', [ending('2026-12-05'), lasting({ docketNumber: 'MC1' })], 'FAIL'],
      [
        'is replaced by one of no known amount',
        [ending('2026-12-05'), lasting({ amountDollars: null })],
        'FAIL',
      ],
      ['was renewed', [{ ...ending('2026-12-05'), replaced: true }], 'PASS'],
      ['is of cargo, which is not required', [{ ...ending('2026-12-05'), kind: 'CARGO' }], 'PASS'],
    ];
    it.each(endings)('a policy that %s', (_, policies, verdict) => {
      const profile = { ...good, history: { ...good.history, policies: policies as Policy[] } };
      expect(verdictOf('insurance.cancellation', profile)).toBe(verdict);
      expect(check(profile).hardStops).toEqual(verdict === 'FAIL' ? ['insurance.cancellation'] : []);
    });

    it('ask of a broker for its bond, and of a private fleet for nothing', () => {
      const bond = { ...ending('2026-12-05'), kind: 'BOND' as const, amountDollars: 75_000 };
      const broker = merged(good, {
        authorities: [authority('COMMON', 'NONE'), authority('BROKER', 'ACTIVE')],
        insurance: { liability: { required: false }, bond: { onFileDollars: 75_000 } },
        history: { policies: [bond] },
      });
      expect(check(broker).hardStops).toEqual(['insurance.cancellation']);
      const covered = merged(broker, {
        history: { policies: [bond, lasting({ kind: 'TRUST', amountDollars: 75_000 })] },
      });
      expect(verdictOf('insurance.cancellation', covered)).toBe('PASS');
      const fleet = merged(good, {
        authorities: [],
        insurance: { liability: { required: false } },
        history: { policies: [ending('2026-12-05')] },
      });
      expect(verdictOf('insurance.cancellation', fleet)).toBe('PASS');
      expect(verdictOf('process-agents.filed', fleet)).toBeUndefined();
    });

    it('judge a broker and a forwarder by what applies to them', () => {
      const noTrucks: Partly<CarrierProfile> = {
        fleet: { powerUnits: 0, drivers: 0 },
        insurance: { liability: { onFileDollars: 0, required: null }, bond: { onFileDollars: 75_000 } },
        safety: { rating: null, vehicle: { inspections: 0 }, driver: { inspections: 0 } },
      };
      const broker = merged(good, {
        ...noTrucks,
        authorities: [authority('COMMON', 'NONE'), authority('BROKER', 'ACTIVE')],
      });
      expect(check(broker)).toMatchObject({ outcome: 'PASS', hardStops: [] });
      expect(check(broker).checks.map(({ id }) => id)).not.toContain('insurance.liability');
      expect(scoreRisk(broker, NOW, words, { links: [], discounted: [] })).toMatchObject({
        score: 0,
        confidence: 100,
      });
      const unsecured = merged(broker, { insurance: { bond: { onFileDollars: 74_999 } } });
      expect(check(unsecured).hardStops).toEqual(['insurance.security']);
      expect(check(merged(broker, { insurance: { bond: { onFileDollars: null } } })).outcome).toBe('UNKNOWN');

      const ff = { ...authority('COMMON', 'NONE'), docketNumber: 'FF12038' };
      const granted = { ...event('GRANTED', '2016-01-01'), docketNumber: 'FF12038' };
      const forwarder = (...events: AuthorityEvent[]) =>
        merged(good, {
          ...noTrucks,
          dockets: ['FF12038'],
          authorities: [ff],
          history: { authority: events },
        });
      expect(verdictOf('authority.active', forwarder(granted))).toBe('PASS');
      expect(check(forwarder(granted))).toMatchObject({ outcome: 'PASS', hardStops: [] });
      expect(scoreRisk(forwarder(granted), NOW, words).score).toBeLessThan(5);
      expect(verdictOf('authority.active', forwarder())).toBe('WARN');
      expect(check(forwarder()).hardStops).toEqual([]);
      const revoked = { ...event('REVOKED', '2026-01-01'), docketNumber: 'FF12038' };
      expect(check(forwarder(revoked, granted)).hardStops).toEqual(['authority.active']);

      const both = merged(good, {
        authorities: [authority('COMMON', 'ACTIVE'), authority('BROKER', 'ACTIVE')],
      });
      expect(verdictOf('insurance.security', both)).toBe('WARN');
      expect(verdictOf('insurance.security', good)).toBeUndefined();
      const fallen = merged(good, {
        authorities: [authority('COMMON', 'INACTIVE'), authority('BROKER', 'ACTIVE')],
      });
      expect(check(fallen).hardStops).toEqual(['authority.active']);
      expect(verdictOf('insurance.liability', fallen)).toBe('PASS');
    });

    it('leave undecided what a connected source did not answer, and are not stopped by one that is not connected', () => {
      const history = { ...good.history, policies: null };
      const silent = { ...good, history, unanswered: ['insurance-history' as const] };
      expect(check(silent)).toMatchObject({ outcome: 'UNKNOWN', hardStops: [] });
      const apart = check({ ...good, history });
      expect(apart.outcome).toBe('PASS');
      expect(apart.checks.find(({ id }) => id === 'insurance.cancellation')).toMatchObject({
        verdict: 'UNKNOWN',
        hardStop: false,
      });
    });

    it('warn of an order that takes effect later, of missing process agents, and tell of a rescission', () => {
      const announced = merged(good, { history: { authority: [event('SUSPENDED', '2026-12-01')] } });
      expect(verdictOf('authority.announced', announced)).toBe('WARN');
      expect(verdictOf('authority.announced', merged(good, { history: { authority: null } }))).toBe(
        'UNKNOWN',
      );
      expect(verdictOf('process-agents.filed', merged(good, { history: { processAgents: [] } }))).toBe(
        'WARN',
      );
      const rescinded = check(
        merged(good, {
          safety: { outOfService: { inForce: true, since: '2022-07-09' } },
          history: { orders: [{ orderedOn: '2022-07-09', reason: null, rescindedOn: '2022-08-01' }] },
        }),
      );
      expect(rescinded.hardStops).toEqual(['out-of-service.none']);
      expect(JSON.stringify(rescinded.checks)).toContain('rescinded on 2022-08-01');
    });

    describe('what the record shows against a company', () => {
      const against = (changes: object, filed?: Filed) => adverseLines(merged(good, changes), filed);

      it('is each order and each loss of authority, of now and before, in the words of the record', () => {
        const lost: AuthorityEvent[] = [
          { docketNumber: 'MC123456', authority: null, action: 'REVOKED', words: null, on: '2024-05-01' },
          { docketNumber: null, authority: null, action: 'SUSPENDED', words: null, on: null },
          { docketNumber: 'MC123456', authority: null, action: 'REINSTATED', words: null, on: '2024-07-01' },
        ];
        const orders = [{ orderedOn: '2022-07-09', reason: 'UNSAT', rescindedOn: '2022-08-01' }];
        expect(against({ history: { authority: lost, orders } })).toEqual([
          'out of service ordered on 2022-07-09 (UNSAT), rescinded on 2022-08-01',
          'authority revoked on 2024-05-01 under MC123456',
          'authority suspended',
        ]);
        expect(against({ history: { authority: [], orders: [] } })).toEqual([]);
        const inForce = { outOfService: { inForce: true, since: '2026-01-02' } };
        expect(against({ safety: inForce, history: { authority: [], orders: null } })).toEqual([
          'out of service ordered on 2026-01-02',
        ]);
      });

      it('is what the open files say where the history of the record is not known, and else not', () => {
        const filed = { orderedOn: '2023-03-04', revokedOn: '2021-02-03' };
        expect(against({ history: { authority: null, orders: null } }, filed)).toEqual([
          'out of service ordered on 2023-03-04',
          'authority revoked on 2021-02-03',
        ]);
        expect(against({ history: { authority: [], orders: [] } }, filed)).toEqual([]);
      });
    });

    it('hold what the seller declares against the record', () => {
      expect(check(good, { declared: { legalName: 'Prairie Lantern Freight Inc' } })).toMatchObject({
        outcome: 'FAIL',
        hardStops: ['name.matches'],
      });
      expect(verdictOf('name.matches', good, { declared: { legalName: 'Prairie Lantern Freight' } })).toBe(
        'WARN',
      );
      expect(check(good, { declared: { docketNumber: 'MC1' } })).toMatchObject({
        outcome: 'FAIL',
        hardStops: [],
      });
      expect(
        verdictOf('docket.belongs', { ...good, dockets: null }, { declared: { docketNumber: 'MC1' } }),
      ).toBe('UNKNOWN');
      expect(check(good, { declared: { ein: '1' }, einMatches: false })).toMatchObject({
        outcome: 'FAIL',
        hardStops: [],
      });
      expect(verdictOf('ein.matches', good, { declared: { ein: '1' }, einMatches: null })).toBe('UNKNOWN');
      expect(verdictOf('name.matches', good)).toBeUndefined();
    });

    it('never pass what is not known', () => {
      const verdict = check(unknown, {
        declared: { legalName: 'A', docketNumber: 'MC1', ein: '1' },
        changes: null,
      });
      expect(verdict.checks.filter(({ verdict: each }) => each === 'PASS').map(({ id }) => id)).toEqual([
        'usdot.found',
      ]);
      expect(verdict.outcome).toBe('UNKNOWN');
    });

    it('pass nothing on an outdated copy, but still fail', () => {
      const passed = check(good, { outdated: true });
      expect(passed.outcome).toBe('UNKNOWN');
      expect(passed.checks.some(({ verdict }) => verdict === 'PASS')).toBe(false);
      const failed = check(merged(good, { safety: { outOfService: { inForce: true } } }), { outdated: true });
      expect(failed).toMatchObject({ outcome: 'FAIL', hardStops: ['out-of-service.none'] });
    });

    it('only warn of an out-of-service order that an admin has waived, and fail for a later one', () => {
      const until = { id: 'a waiver', endsAt: NOW + 1 };
      const ofOrders = (orders: (string | null)[], since: string | null = orders[0] ?? null) =>
        merged(good, {
          safety: {
            outOfService: {
              inForce: true,
              since,
              orders: orders.map((orderedOn) => ({ orderedOn, reason: null })),
            },
          },
        });
      const waived = (orderedOn: string | null, profile: CarrierProfile) =>
        verdictOf('out-of-service.none', profile, { waiver: { ...until, orderedOn } });
      expect([
        waived('2004-06-04', ofOrders(['2004-06-04'])),
        waived('2004-06-04', ofOrders(['2003-01-01', '2004-06-04'])),
        waived('2004-06-04', ofOrders(['2004-06-04', '2026-11-01'])),
        waived('2004-06-04', ofOrders(['2004-06-04', null])),
        waived('2004-06-04', ofOrders([], '2026-11-01')),
        waived(null, ofOrders([null])),
        waived(null, ofOrders(['2004-06-04'])),
        waived(null, ofOrders([null, '2026-11-26'])),
      ]).toEqual(['WARN', 'WARN', 'FAIL', 'FAIL', 'FAIL', 'WARN', 'FAIL', 'FAIL']);
      expect(
        check(ofOrders(['2004-06-04']), { waiver: { ...until, orderedOn: '2004-06-04' } }),
      ).toMatchObject({
        outcome: 'PASS',
        hardStops: [],
      });
    });

    it('warn of what changed, if it matters', () => {
      const change = (field: string, material: boolean): Change => ({ field, before: 1, after: 2, material });
      expect(verdictOf('record.unchanged', good, { changes: [change('safety.rating', true)] })).toBe('WARN');
      expect(verdictOf('record.unchanged', good, { changes: [change('fleet.drivers', false)] })).toBe('PASS');
      expect(verdictOf('record.unchanged', good, { changes: null })).toBe('UNKNOWN');
    });

    it('stop a carrier that vanished from the record', () => {
      expect(checkVanished('FMCSA')).toMatchObject({ outcome: 'FAIL', hardStops: ['usdot.active'] });
    });
  });

  describe('names', () => {
    it.each([
      ['VERIHA TRUCKING INC', 'Veriha Trucking, Inc.', 'SAME'],
      ['A & B HAULING LLC', 'A and B Hauling, L.L.C.', 'SAME'],
      ['JOSE FREIGHT CORP', 'José Freight Corporation', 'SAME'],
      ["O'NEIL LIMITED LIABILITY COMPANY", 'ONeil LLC', 'SAME'],
      ['ACME L L C', 'ACME LLC', 'SAME'],
      ['ACME L. L. C.', 'Acme Limited Liability Co', 'SAME'],
      ['ACME L P', 'ACME LIMITED PARTNERSHIP', 'SAME'],
      ['ACME LLLP', 'ACME LIMITED LIABILITY LIMITED PARTNERSHIP', 'SAME'],
      ['ACME ULC', 'ACME UNLIMITED LIABILITY COMPANY', 'SAME'],
      ['TRANSPORT ACME LTEE', 'TRANSPORT ACME LTÉE', 'SAME'],
      ['FLETES ACME SA DE CV', 'FLETES ACME, S.A. DE C.V.', 'SAME'],
      ['FLETES ACME S DE RL DE CV', 'FLETES ACME S. de R.L. de C.V.', 'SAME'],
      ['FLETES ACME S DE RL', 'FLETES ACME S DE R L', 'SAME'],
      ['ACME CO INC', 'ACME COMPANY, INC.', 'SAME'],
      ['ACME INC (THE)', 'THE ACME INC', 'SAME'],
      ['J B HAULING LLC', 'J.B. Hauling LLC', 'SAME'],
      ['ACME L L C', 'ACME L P', 'DIFFERENT'],
      ['FLETES ACME SA DE CV', 'FLETES ACME S DE RL', 'DIFFERENT'],
      ['ACME LLC', 'ACME', 'FORM_MISSING'],
      ['ACME LLC', 'ACME INC', 'DIFFERENT'],
      ['ACME LLC', 'ACME TRANSPORT LLC', 'DIFFERENT'],
      ['ACME GENERAL PARTNERSHIP', 'ACME G. P.', 'SAME'],
      ['ACME S P R DE R L DE C V', 'ACME S.P.R. de R.L. de C.V.', 'SAME'],
      ['ACME PTY LTD', 'ACME PROPRIETARY LIMITED', 'SAME'],
      ['ACME PROF CORP', 'ACME PROFESSIONAL CORPORATION', 'SAME'],
      ['ACME LLC DBA ROAD RUNNER', 'ACME L L C', 'SAME'],
      ['ACME INC OF NEBRASKA', 'ACME INCORPORATED OF NEBRASKA', 'SAME'],
      ['ACME INC OF NEBRASKA', 'ACME INC', 'DIFFERENT'],
      ['ACME LTD LIAB CO', 'ACME LLC', 'SAME'],
      ['ACME LIMITED CO', 'ACME LLC', 'SAME'],
      ['ACME LLC, A DELAWARE LIMITED LIABILITY COMPANY', 'ACME LLC', 'SAME'],
      ['ACME LLC F/K/A ROAD RUNNER', 'ACME L L C', 'SAME'],
      ['ACME LLC AKA ROAD RUNNER', 'ACME LLC', 'SAME'],
      ['A &AMP; B HAULING LLC', 'A & B HAULING LLC', 'SAME'],
      ['ÆRØ ŁÓDŹ LLC', 'AERO LODZ LLC', 'SAME'],
      ['ACME, THE LLC', 'THE ACME LLC', 'SAME'],
      ['BY THE SEA LLC', 'BY SEA LLC', 'DIFFERENT'],
      ['ACME LLC DOING BUSINESS AS ROAD RUNNER', 'ACME LLC', 'SAME'],
      ['ACME INC TRADING AS ROAD RUNNER', 'ACME INC', 'SAME'],
      ['ACME LTD PARTNERSHIP', 'ACME L.P.', 'SAME'],
      ['ACME LTD LIABILITY PARTNERSHIP', 'ACME LLP', 'SAME'],
      ['FLETES ACME SA CV', 'FLETES ACME SA DE CV', 'SAME'],
      ['FLETES ACME SOCIEDAD DE RESPONSABILIDAD LIMITADA DE CAPITAL VARIABLE', 'FLETES ACME SRL CV', 'SAME'],
      ['FLETES ACME SOCIEDAD DE RESPONSABILIDAD LIMITADA', 'FLETES ACME S. DE R.L.', 'SAME'],
      ['FLETES ACME SOCIEDAD ANONIMA', 'FLETES ACME, S.A.', 'SAME'],
      ['ACME S DE P R DE R L DE C V', 'ACME S. de P.R. de R.L.', 'SAME'],
      ['ACME STATUTORY TRUST', 'ACME BUSINESS TRUST', 'SAME'],
      ['ACME PARTNERSHIP', 'ACME GENERAL PARTNERSHIP', 'SAME'],
      ['ACME COMPANY', 'ACME COMPANY LLC', 'FORM_MISSING'],
      ['ACME CO', 'ACME CO INC', 'FORM_MISSING'],
      ['ACME A LLC', 'ACME LLC', 'DIFFERENT'],
      ['LLC', 'INC', 'DIFFERENT'],
      ['...', '---', 'DIFFERENT'],
    ] as const)('%s and %s: %s', (one, other, verdict) => expect(compareNames(one, other)).toBe(verdict));

    it.each([
      'L L C',
      'L P',
      'LLLP',
      'ULC',
      'LTEE',
      'SA DE CV',
      'S DE RL',
      'S DE RL DE CV',
      'CO INC',
      'INC (THE)',
      'GMBH',
      'LTDA',
      'G P',
      'COOPERATIVE',
      'S EN C',
      'L3C',
      'CORP OF OHIO',
      'LLC DBA COYOTE',
      'LTD LIAB CO',
      'PROF LLC',
      'S DE RL MI',
      'SENCRL',
      'INCORP',
      'SC DE RL DE CV',
      'S C DE R L',
      'SAB DE CV',
      'FAMILY TRUST',
    ])('with the form %s are those of a company, not of a sole proprietor', (form) => {
      const named = merged(good, { identity: { legalName: `ROAD RUNNER ${form}` } });
      const line = scoreRisk(named, NOW, words).rules.find(({ id }) => id === 'legal.form');
      expect(line).toMatchObject({ points: 0, known: true });
    });

    it.each([
      ['LLC', ['L. C.', 'Ltd. Co.', 'Ltd. Liability Co.', 'Limited Liab. Company']],
      ['LLP', ['R.L.L.P.', 'Limited Liability Partnership']],
      ['LP', ['Société en commandite']],
      ['PLLC', ['P L L C', 'Prof. LLC', 'Professional LLC', 'Professional Limited Liability Company']],
      ['PC', ['P.C.', 'Professional Corp.']],
      ['INC', ['Co., Inc.', 'Company Incorporated']],
      ['CORP', ['Co. Corp.', 'Company Corporation']],
      ['CO', ['Company']],
      ['LTD', ['L T D', 'Limited', 'Limitée', 'Co., Ltd.', 'Company Limited']],
      ['ULC', ['Unlimited Liability Corporation']],
      ['SA DE CV', ['Sociedad Anónima de Capital Variable']],
      ['SAPI DE CV', ['S.A.P.I. de C.V.']],
      ['S DE RL DE CV', ['S.R.L. de C.V.']],
      ['S DE RL', ['S.R.L.']],
      ['SPR DE RL DE CV', ['S.P.R. de R.L. de C.V.', 'S.P.R. de R.L.']],
      ['S DE PR DE RL', ['S de P R de R L']],
      ['SC DE RL DE CV', ['S.C. de R.L. de C.V.', 'S.C. de R.L.']],
      ['S EN C', ['S. en C. de C.V.']],
      ['SAS', ['S.A.S.', 'S.A.S. de C.V.']],
      ['PA', ['P.A.', 'Professional Association']],
      ['L3C', ['Low-profit Limited Liability Company']],
      ['PBC', ['P.B.C.', 'Public Benefit Corporation', 'Public Benefit Corp.']],
      ['COOP', ['Co-op', 'Cooperative']],
      ['PLC', ['P.L.C.', 'Public Limited Company']],
      ['BV', ['B.V.']],
      ['NV', ['N.V.']],
    ])('the form %s is also written %j', (form, spellings) => {
      for (const spelling of spellings) {
        expect([spelling, companyName(`Road Runner ${spelling}`)]).toEqual([
          spelling,
          { core: 'ROAD RUNNER', form },
        ]);
      }
    });
  });

  describe('the risk score', () => {
    const unlinked = { links: [], discounted: [] };
    const score = (profile: CarrierProfile) => scoreRisk(profile, NOW, words, unlinked);
    const pointsOf = (id: string, changes: Partly<CarrierProfile>) => {
      const line = score(merged(good, changes)).rules.find((each) => each.id === id);
      return line && [line.points, line.known];
    };

    it('has rules that add up to the caps, and caps that add up to 100', () => {
      for (const [group, cap] of Object.entries(GROUP_CAPS)) {
        const sum = RISK_RULES.filter((rule) => rule.group === group).reduce(
          (total, { max }) => total + max,
          0,
        );
        expect([group, sum]).toEqual([group, cap]);
      }
      expect(Object.values(GROUP_CAPS).reduce((total, cap) => total + cap, 0)).toBe(100);
    });

    it('takes half of everything, with no confidence, where nothing is known', () => {
      const nothing = scoreRisk(unknown, NOW, words);
      expect(nothing).toMatchObject({ score: 50, band: 'ELEVATED', confidence: 0 });
      expect(nothing.rules.every(({ known, points, max }) => !known && points === max / 2)).toBe(true);
    });

    it('is nothing but the sum of its lines', () => {
      for (const profile of samples.values()) {
        const { score: total, rules, groups } = score(profile);
        expect(Math.round(rules.reduce((sum, { points }) => sum + points, 0))).toBe(total);
        expect(Math.round(groups.reduce((sum, { points }) => sum + points, 0))).toBe(total);
        for (const { points, max } of rules) expect(points >= 0 && points <= max).toBe(true);
      }
    });

    it('orders the samples as a reader would', () => {
      const bands = [...samples].map(([usdot, profile]) => [usdot, score(profile).band]);
      expect(bands).toEqual([
        [9_900_001, 'LOW'],
        [9_900_002, 'LOW'],
        [9_900_003, 'MODERATE'],
        [9_900_004, 'LOW'],
        [9_900_005, 'ELEVATED'],
        [9_900_006, 'ELEVATED'],
        [9_900_007, 'MODERATE'],
        [9_900_008, 'LOW'],
      ]);
      expect(score(good)).toMatchObject({ score: 0, confidence: 100 });
    });

    it('speaks of what the record shows, and never of fraud', () => {
      for (const profile of [...samples.values(), unknown]) {
        for (const { value, known } of score(profile).rules) {
          expect(known ? value : 'FMCSA record shows').toMatch(/^FMCSA record shows/);
        }
        expect(JSON.stringify(score(profile))).not.toMatch(/fraud/i);
      }
    });

    it('is never low where there is no authority to sell: a private fleet of which no authority is known', () => {
      const classifications = ['Private Property'];
      const fleet = merged(good, { authorities: null, operation: { classifications } });
      expect(score(fleet)).toMatchObject({ band: 'ELEVATED' });
      const forHire = merged(good, { authorities: null });
      expect(score(forHire).band).not.toBe('ELEVATED');
    });

    it('goes by the age of the authority, and calls that of the USDOT number by its name where it is all that is known', () => {
      const young = merged(good, { history: { authority: [event('GRANTED', '2026-06-12')] } });
      expect(pointsOf('authority.age', { history: young.history })).toEqual([10, true]);
      const line = (profile: CarrierProfile) => score(profile).rules.find(({ id }) => id === 'authority.age');
      expect(line(young)).toMatchObject({
        value: 'FMCSA record shows active authority granted on 2026-06-12',
        source: 'source of authority-history',
      });
      const grant = (on: string, authorityOf: string, docketNumber = 'MC9910001') => ({
        ...{ ...event('GRANTED', on), authority: authorityOf, docketNumber },
      });
      const oldBroker = [
        grant('2026-06-12', 'MOTOR PROPERTY COMMON CARRIER'),
        grant('2008-02-01', 'PROPERTY BROKER'),
      ];
      const states = (broker: Authority['status']) => [
        authority('COMMON', 'ACTIVE'),
        authority('BROKER', broker),
      ];
      const ageOf = (broker: Authority['status']) =>
        line(merged(good, { authorities: states(broker), history: { authority: oldBroker } }))?.value;
      expect(ageOf('INACTIVE')).toContain('granted on 2026-06-12');
      expect(ageOf('ACTIVE')).toContain('granted on 2008-02-01');
      const forwarder = merged(good, {
        dockets: ['FF12038'],
        authorities: [],
        history: { authority: [grant('2026-06-12', 'FREIGHT FORWARDER', 'FF12038')], processAgents: [] },
      });
      expect(line(forwarder)).toMatchObject({ points: 10, source: 'source of authority-history' });
      expect(verdictOf('process-agents.filed', forwarder)).toBe('WARN');
      expect(score(forwarder).rules.find(({ id }) => id === 'legal.process-agents')?.points).toBe(1);
      expect(line(merged(good, { history: { authority: null } }))).toMatchObject({
        value: expect.stringMatching(/^FMCSA record shows a USDOT number assigned on /),
        source: 'source of census',
      });
    });

    const rows: [string, Partly<CarrierProfile>, number, boolean][] = [
      ['authority.age', { history: { authority: null }, registration: { addedOn: '2026-05-27' } }, 10, true],
      ['authority.age', { history: { authority: null }, registration: { addedOn: '2026-05-26' } }, 8, true],
      ['authority.age', { history: { authority: null }, registration: { addedOn: '2025-11-23' } }, 8, true],
      ['authority.age', { history: { authority: null }, registration: { addedOn: '2025-11-22' } }, 4, true],
      ['authority.age', { history: { authority: null }, registration: { addedOn: '2024-11-22' } }, 2, true],
      ['authority.age', { history: { authority: null }, registration: { addedOn: '2021-11-22' } }, 0, true],
      ['authority.age', { history: { authority: null }, registration: { addedOn: null } }, 5, false],
      ['authority.active', { authorities: [] }, 8, true],
      ['authority.inactive', { authorities: [authority('BROKER', 'INACTIVE')] }, 4, true],
      ['authority.inactive', { authorities: [authority('BROKER', null)] }, 2, false],
      ['insurance.liability', { insurance: { liability: { onFileDollars: 0 } } }, 10, true],
      ['insurance.liability', { insurance: { liability: { onFileDollars: null } } }, 5, false],
      ['insurance.customary', { insurance: { liability: { onFileDollars: 999_999 } } }, 3, true],
      [
        'insurance.bond',
        { authorities: [authority('BROKER', 'ACTIVE')], insurance: { bond: { onFileDollars: 74_999 } } },
        3,
        true,
      ],
      [
        'insurance.bond',
        { authorities: [authority('BROKER', 'ACTIVE')], insurance: { bond: { onFileDollars: 75_000 } } },
        0,
        true,
      ],
      ['insurance.cargo', { insurance: { cargo: { required: true, onFileDollars: 0 } } }, 2, true],
      ['insurance.cargo', { insurance: { cargo: { required: null, onFileDollars: 0 } } }, 0, true],
      ['insurance.cargo', { authorities: null, insurance: { cargo: { onFileDollars: 0 } } }, 1, false],
      ['safety.rating', { safety: { rating: 'UNSATISFACTORY' } }, 10, true],
      ['safety.rating', { safety: { rating: 'CONDITIONAL' } }, 10, true],
      ['safety.rating', { safety: { rating: 'NOT_RATED' } }, 2, true],
      ['safety.rating', { safety: { rating: null } }, 5, false],
      ['safety.out-of-service-rate', { safety: { vehicle: { inspections: 10, ratePct: 22.26 } } }, 3, true],
      ['safety.out-of-service-rate', { safety: { vehicle: { inspections: 10, ratePct: 33.39 } } }, 6, true],
      ['safety.out-of-service-rate', { safety: { vehicle: { inspections: 10, ratePct: 44.52 } } }, 6, true],
      ['safety.out-of-service-rate', { safety: { driver: { inspections: 10, ratePct: 13.35 } } }, 9, true],
      ['safety.out-of-service-rate', { safety: { vehicle: { inspections: 9, ratePct: 90 } } }, 0, true],
      [
        'safety.out-of-service-rate',
        { safety: { vehicle: { inspections: 9, ratePct: 90 }, driver: { inspections: 9, ratePct: 0 } } },
        4.5,
        false,
      ],
      [
        'safety.out-of-service-rate',
        { safety: { vehicle: { inspections: 0, ratePct: null }, driver: { inspections: 0, ratePct: null } } },
        6,
        true,
      ],
      ['safety.fatal-crash', { safety: { crashes: { fatal: 1 } } }, 5, true],
      ['safety.basics', { basics: null }, 0.5, false],
      ['identity.status', { identity: { usdotStatus: 'INACTIVE' } }, 5, true],
      ['identity.mcs150', { registration: { mcs150FiledOn: '2024-11-22' } }, 4, true],
      ['identity.mcs150', { registration: { mcs150FiledOn: '2025-11-22' } }, 2, true],
      ['identity.fleet', { fleet: { powerUnits: 0 } }, 4, true],
      ['identity.fleet', { fleet: { drivers: 0 } }, 2, true],
      ['identity.contact', { registration: { hasEmail: false, hasPhone: false } }, 3, true],
      ['identity.address', { identity: { address: { street: 'P.O. BOX 12' } } }, 1, true],
      ['identity.classification', { operation: { classifications: ['Private Property'] } }, 1, true],
      ['legal.out-of-service', { safety: { outOfService: { inForce: true } } }, 8, true],
      ['legal.permission', { identity: { allowedToOperate: false } }, 1, true],
      ['legal.process-agents', { history: { processAgents: [] } }, 1, true],
      ['legal.process-agents', { history: { processAgents: null } }, 0.5, false],
      [
        'authority.inactive',
        { history: { authority: [event('REINSTATED', '2024-01-05'), event('REVOKED', '2023-12-01')] } },
        2,
        true,
      ],
      ['authority.inactive', { history: { authority: [event('REVOKED', '2023-11-01')] } }, 0, true],
      ['insurance.liability', { history: { policies: [ending('2026-12-22')] } }, 10, true],
      ['insurance.liability', { history: { policies: [ending('2026-12-23')] } }, 0, true],
      ['legal.form', { identity: { legalName: 'JANE DOE' } }, 3, true],
    ];
    it.each(rows)('%s of %j: %d points', (id, changes, points, known) =>
      expect(pointsOf(id, changes)).toEqual([points, known]),
    );

    it.each([
      [0, 'LOW'],
      [19, 'LOW'],
      [20, 'MODERATE'],
      [39, 'MODERATE'],
      [40, 'ELEVATED'],
      [59, 'ELEVATED'],
      [60, 'HIGH'],
      [100, 'HIGH'],
    ])('%d points are %s', (points, band) => expect(bandOf(points)).toBe(band));
  });

  test('the paper names a forwarder and its bond as the checks do, and every order with its rescission', () => {
    const profile = merged(good, {
      dockets: ['FF12038'],
      authorities: [{ ...authority('COMMON', 'NONE'), docketNumber: 'FF12038' }],
      insurance: { liability: { required: null }, bond: { onFileDollars: 10_000, required: null } },
      history: {
        authority: [{ ...event('GRANTED', '2016-01-01'), docketNumber: 'FF12038' }],
        orders: [
          { orderedOn: '2022-07-09', reason: 'New entrant', rescindedOn: '2022-08-01' },
          { orderedOn: '2021-01-05', reason: null, rescindedOn: null },
        ],
      },
    });
    const risk = scoreRisk(profile, NOW, words);
    const { blocks } = dueDiligencePaper(
      {
        ...{ profile, freshness: { ageMs: 0, stale: false }, preparedAt: NOW },
        assessment: { ...check(profile), risk },
        ...{ links: null, history: [], documents: null, control: null },
      },
      daysIn('America/New_York'),
    );
    const paper = JSON.stringify(blocks);
    expect(paper).toContain('{"label":"Now","value":"freight forwarder active (FF12038)"}');
    expect(paper).toContain('{"label":"Held since","value":"January 1, 2016"}');
    expect(paper).toContain('"shown":"$10,000 on file; $75,000 required","mark":75000,"tone":"warning"');
    expect(paper).toContain('["July 9, 2022","New entrant","August 1, 2022"]');
    expect(paper).toContain('["January 5, 2021","not known","no rescission shown"]');
  });

  describe('differences', () => {
    it('name every fact that changed, and say which matter', () => {
      const after = merged(good, {
        identity: { legalName: 'OTHER LLC' },
        insurance: { liability: { onFileDollars: 0 } },
        safety: { rating: 'CONDITIONAL', outOfService: { inForce: true } },
        fleet: { drivers: 15 },
        cargo: ['General Freight'],
        authorities: good.authorities?.map((each) =>
          each.kind === 'COMMON' ? { ...each, status: 'INACTIVE' as const } : each,
        ),
      });
      const changes = differenceBetween(good, after);
      expect(
        changes.map(({ field, before, after: now, material }) => [field, before, now, material]),
      ).toEqual([
        ['authorities.MC9910001.COMMON', 'ACTIVE', 'INACTIVE', true],
        [
          'cargo',
          'Building Materials; General Freight; Grain, Feed, Hay; Paper Products',
          'General Freight',
          false,
        ],
        ['fleet.drivers', 14, 15, false],
        ['identity.legalName', 'PRAIRIE LANTERN FREIGHT LLC', 'OTHER LLC', true],
        ['insurance.liability.onFileDollars', 1_000_000, 0, true],
        ['safety.outOfService.inForce', false, true, true],
        ['safety.rating', 'SATISFACTORY', 'CONDITIONAL', true],
      ]);
    });

    it('do not matter where a name is only spelled otherwise', () => {
      const respelled = merged(good, { identity: { legalName: 'Prairie Lantern Freight, L L C' } });
      expect(differenceBetween(good, respelled)).toMatchObject([
        { field: 'identity.legalName', material: false },
      ]);
    });

    it('are none between a reading and itself, whenever it was made', () => {
      for (const profile of samples.values()) {
        expect(differenceBetween(profile, { ...profile, retrievedAt: 0, source: 'FMCSA' })).toEqual([]);
      }
    });

    it('leave out what one of the two readings could not tell', () => {
      const blind: CarrierProfile = { ...good, basics: null, cargo: null, gaps: ['basics', 'cargo-carried'] };
      expect(differenceBetween(good, blind)).toEqual([]);
      expect(differenceBetween(blind, good)).toEqual([]);
    });

    it('see a filing that is about to end, an order, and what an older reading did not know', () => {
      const after = merged(good, {
        history: { policies: [ending('2026-12-05')], authority: [event('SUSPENDED', '2026-12-01')] },
      });
      const material = differenceBetween(good, after).filter((change) => change.material);
      expect(material.map(({ field, after: now }) => [field, now])).toEqual([
        ['authority.orders', 'MC9910001 SUSPENDED 2026-12-01'],
        ['insurance.policies.MC9910001.LIABILITY.BMC-91X.2020-03-01', null],
        [
          'insurance.policies.MC9910001.LIABILITY.BMC-91X.2025-03-01',
          'An Insurer, $1,000,000, canceled 2026-12-05',
        ],
      ]);
      const older: CarrierProfile = { ...good, history: NO_HISTORY };
      expect(differenceBetween(older, good)).toEqual([]);
      expect(everyGap(older)).toHaveLength(5);
    });

    it('see every loss of an authority', () => {
      const lost = differenceBetween(good, { ...good, authorities: [] });
      expect(lost.filter(({ material }) => material).map(({ field }) => field)).toContain(
        'authorities.MC9910001.COMMON',
      );
      expect(factsOf(good).length).toBeGreaterThan(50);
    });
  });

  it.each([
    ['mc-123456', 'MC123456'],
    ['MC/67138', 'MC67138'],
    ['MC 0123', 'MC123'],
    ['ff12', 'FF12'],
    ['987', 'MC987'],
    ['MC# 67138', 'MC67138'],
    ['MC No. 67138', 'MC67138'],
    ['MX: 12', 'MX12'],
    ['# 987', 'MC987'],
    ['M.C. 67138', 'MC67138'],
    ['MC 67 138', 'MC67138'],
    ['MC 67,138', 'MC67138'],
    ['Docket No. MC-67138', 'MC67138'],
    ['ＭＣ ６７１３８', 'MC67138'],
    ['MC\u201167\u200b138', 'MC67138'],
    ['MC ٦٧١٣٨', 'MC67138'],
  ])('the docket number %s is %s', (written, number) => {
    expect(isDocketNumber(written)).toBe(true);
    expect(docketNumberOf(written)).toBe(number);
  });

  it.each([
    ['USDOT 158121', 158_121],
    ['U.S. D.O.T. No. 158121', 158_121],
    ['158,121', 158_121],
    ['ＵＳＤＯＴ １５８１２１', 158_121],
    ['usdot#158 121', 158_121],
    [158_121, 158_121],
  ])('the USDOT number %s is %s', (usdot, number) => {
    expect(ByUsdot.parse({ usdot }).usdot).toBe(number);
  });

  it.each([['1e5'], ['0x10'], [true], [[158_121]], ['P77'], ['MC 67138'], [''], [null], ['999999999']])(
    'no USDOT number: %s',
    (usdot) => {
      expect(ByUsdot.safeParse({ usdot }).success).toBe(false);
    },
  );

  it.each([
    ['2026-11-22', 0],
    ['2026-10-23', 0],
    ['2026-10-22', 1],
    ['2024-11-22', 24],
    ['2027-01-01', 0],
  ])('from %s it is %d months', (day, months) => expect(monthsSince(day, NOW)).toBe(months));
});
