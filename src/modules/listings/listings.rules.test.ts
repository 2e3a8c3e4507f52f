/** The rules of listings, case by case. */
import { isCorrection } from './correction.rules';
import { type ListingState, accessState, mayBargain } from './access.rules';
import { bandAt, bandNumber, FLEET_EDGES, NO_BAND, PRICE_EDGES_CENTS, RISK_EDGES } from './bands.rules';
import type { ListedCarrier } from './listed-carrier.rules';
import { type Content, missingForReview, needsReview, refuseContent } from './content.rules';
import { evidenceOf } from './evidence.rules';
import { findIdentity } from './identity-leak.rules';
import { CARD_RULES, cardOf, cardWords } from './card.rules';
import { StoredCard } from './listing-views.schema';
import { CARGO_TYPES, type CargoType, Deal, Finance, Operation, PlatformStanding } from './listing.fields';
import {
  isLive,
  LIVE,
  type Move,
  TRANSITIONS,
  movesOf,
  refuseMove,
  type Status,
  STATUSES,
} from './listing.rules';
import { currentNda } from './nda/nda-versions';
import { CARGO_NAMES } from './search/cargo-names';
import { findAuthorityAge, findBareNumberSale } from './trade-words.rules';

const carrier: ListedCarrier = {
  usdot: 9900001,
  legalName: 'BLUE MESA FREIGHT LLC',
  dbaName: null,
  entityType: 'CARRIER',
  dockets: ['MC990001'],
  city: 'AMARILLO',
  state: 'TX',
  authorities: [
    { kind: 'COMMON', status: 'ACTIVE', docketNumber: 'MC990001' },
    { kind: 'BROKER', status: 'NONE', docketNumber: 'MC990001' },
  ],
  registeredOn: '2016-03-01',
  liabilityOnFileCents: 100_000_000,
  liabilityRequiredCents: 75_000_000,
  cargoOnFileCents: null,
  safetyRating: 'SATISFACTORY',
  safetyRatedOn: '2020-05-01',
  vehicleOutOfServicePct: 11.1,
  driverOutOfServicePct: 2.5,
  crashes: 0,
  powerUnits: 14,
  drivers: 16,
  riskScore: 12,
  source: 'FICTIONAL',
  retrievedAt: 1_700_000_000_000,
};

const content = (changes: Partial<Content> = {}): Content => ({
  title: 'Texas reefer carrier with long-term shippers',
  summary: 'Fourteen sleepers, steady produce lanes, staff willing to stay on with the new owner.',
  description: '',
  deal: Deal.parse({
    dealStructure: 'EQUITY_SALE',
    entityForm: 'LLC',
    askingPriceCents: 45_000_000,
    includedAssets: ['TRUCKS'],
    contactContinuity: 'TRANSFERS_WITH_DISCLOSURE',
  }),
  operation: Operation.parse({ cargoTypes: ['REFRIGERATED_FOOD'] }),
  platformStanding: PlatformStanding.parse({}),
  finance: Finance.parse({}),
  unlockCredits: 1,
  approvalRequired: false,
  ...changes,
});
const deal = (changes: Partial<Deal>): Deal => ({ ...(content().deal as Deal), ...changes });

describe('the statuses of a listing', () => {
  const moves = Object.keys(TRANSITIONS) as Move[];

  test('every status can be reached from a draft', () => {
    const reached = new Set<Status>(['DRAFT']);
    for (let before = -1; before !== reached.size;) {
      before = reached.size;
      for (const name of moves) {
        if (TRANSITIONS[name].from.some((from) => reached.has(from))) reached.add(TRANSITIONS[name].to);
      }
    }
    expect([...reached].sort()).toEqual([...STATUSES].sort());
  });

  test('sold is final, and no other status is', () => {
    const final = STATUSES.filter((status) => !moves.some((name) => TRANSITIONS[name].from.includes(status)));
    expect(final.sort()).toEqual(['SOLD']);
  });

  test('only its deal moves a reserved listing', () => {
    expect(movesOf('RESERVED', 'seller')).toEqual([]);
    expect(movesOf('RESERVED', 'admin')).toEqual([]);
    expect(movesOf('RESERVED', 'system')).toEqual(['release', 'sell']);
  });

  test('a seller cannot publish, and an admin cannot submit', () => {
    expect(movesOf('PENDING_REVIEW', 'seller')).toEqual(['withdraw']);
    expect(movesOf('DRAFT', 'admin')).toEqual([]);
  });

  test('a carrier is taken while its listing is in review, on the market or reserved', () => {
    expect(STATUSES.filter(isLive)).toEqual(LIVE);
  });
});

describe('a bare number is not for sale', () => {
  test.each([
    'MC only',
    'MC# only, no trucks',
    'M.C. number only!',
    'Selling just the MC',
    'We sell our MC number',
    'Selling clean MC authority, 3 years old',
    'MC number for sale',
    'Clean MC 4 sale',
    'Docket for sale today',
    'Operating authority for sale',
    'Rent my MC',
    'rent MC monthly',
    'Lease our authority by the month',
    'MC available for lease',
    'MC for rent, call now',
    'We are renting out our MC number.',
    'DOT number without the company',
    'Buy my MC and drive tomorrow',
    'ＭＣ ｏｎｌｙ',
    'МС for s\u200bale',
    'Great deal\nmc   NUMBER --- only',
    'M-C for sale',
    'MC4sale',
    'MC 4rent',
    'MC# 4 rent',
    'MC for weekly rent',
    'Sold is just the number',
    'MC authority, no LLC',
    'You get the MC, we keep the company',
    'Vendo MC',
    'Se vende mi autoridad',
    'Renta de MC',
  ])('refused: %s', (text) => {
    expect(findBareNumberSale({ title: text })).toHaveLength(1);
  });

  test.each([
    'No need to tell the broker',
    'no need to tell the insurer about it',
    'You do not have to notify your insurance',
    "Brokers won't notice a thing",
    'The factoring company will never know',
    'Run it without telling the brokers',
    'Nobody has to inform FMCSA',
    'Keep the phone and e-mail so that brokers do not notice',
    'Keep it quiet from brokers',
    'Do not mention it to the brokers',
    'Brokers stay in the dark',
    'No notice to brokers needed',
    'No one needs to know',
    'Tell nobody',
  ])('refused as concealment: %s', (text) => {
    const [finding] = findBareNumberSale({ description: text });
    expect(finding?.explanation).toMatch(/reported to FMCSA/);
  });

  test.each([
    'Family company with its own MC number and twelve trucks',
    'We are selling the company that holds the MC number',
    'Carrier with MC and USDOT for sale as a whole company',
    'Owner-operators are leased on to our MC',
    'Yard and office are rented month to month',
    'Trailers are leased from a national lessor',
    'Interstate authority only, no hazmat',
    'The broker knows and supports the change of ownership',
    'We will notify insurance and brokers at closing',
    'All brokers must be told before closing',
    'Only one authority: common carriage of property',
    'LLC for sale, membership interests, MC included',
    'Rent for the terminal is 4,000 a month',
    'The seller does not inform drivers before closing',
    'The MC is clean, and drivers keep the company running',
    'MC included, no company debt',
    'Se vende la empresa con su MC',
  ])('allowed: %s', (text) => {
    expect(findBareNumberSale({ summary: text })).toEqual([]);
  });

  test('every field at fault is named, with the rule and its source', () => {
    const findings = findBareNumberSale({
      title: 'MC only',
      summary: 'fine',
      'deal.reasonForSale': 'rent my MC',
    });
    expect(findings.map(({ field }) => field)).toEqual(['title', 'deal.reasonForSale']);
    expect(findings[0]?.explanation).toMatch(/FMCSA bulletin/);
  });

  test('a long text made to slow down matching does not do so', () => {
    const started = process.cpuUsage().user;
    findBareNumberSale({ description: 'without telling the the '.repeat(2_000) });
    findBareNumberSale({ description: `keep ${'so that a '.repeat(3_000)}` });
    findIdentity(carrier, { summary: '1 '.repeat(10_000) + 'a'.repeat(10_000) + '@'.repeat(10_000) });
    // Matching that grows with the square of the length takes many seconds here; a busy machine counts double.
    expect((process.cpuUsage().user - started) / 1_000).toBeLessThan(2_000);
  });
});

describe('what a deal structure allows', () => {
  test('a sole proprietor cannot sell equity, and can sell the whole operation', () => {
    const sole = (dealStructure: Deal['dealStructure']) =>
      refuseContent(content({ deal: deal({ entityForm: 'SOLE_PROPRIETORSHIP', dealStructure }) }), carrier);
    expect(sole('EQUITY_SALE')?.code).toBe('sole_proprietor_equity_sale');
    expect(sole('WHOLE_OPERATION_TRANSFER')).toBeNull();
  });

  test.each([
    'Seven years old authority',
    '10 year old MC',
    'Aged authority',
    'Authority since 2014',
    'MC is 4 yrs old',
  ])('a sale of assets does not advertise: %s', (text) => {
    expect(findAuthorityAge({ summary: text })).toHaveLength(1);
    const assets = content({ summary: text, deal: deal({ dealStructure: 'ASSETS_ONLY' }) });
    expect(refuseContent(assets, carrier)?.code).toBe('authority_age_advertised');
    expect(refuseContent(content({ summary: text }), carrier)).toBeNull();
  });

  test.each(['Trucks are four years old', 'Family owned since 1998', 'Authority stays with the seller'])(
    'and may say: %s',
    (text) => {
      expect(findAuthorityAge({ summary: text })).toEqual([]);
    },
  );

  test('the card of a sale of assets shows no age', () => {
    const source = {
      id: 'x',
      status: 'ACTIVE' as const,
      verified: true,
      premium: false,
      publishedAt: 1,
      carrier,
    };
    const at = Date.parse('2026-11-22');
    expect(cardOf({ ...source, ...content() }, at).card.yearsActiveBand).toEqual({ from: 10, below: 20 });
    const assets = cardOf({ ...source, ...content({ deal: deal({ dealStructure: 'ASSETS_ONLY' }) }) }, at);
    expect(assets.card.yearsActiveBand).toBeNull();
    expect(assets.ageBand).toBe(NO_BAND);
  });
});

describe('the public text does not reveal the carrier', () => {
  test.each([
    'Blue Mesa Freight is for sale',
    'BLUE MESA FREIGHT, LLC of Texas',
    'Blue-Mesa Freight',
    'BlueMesaFreight',
    'USDOT 9900001',
    'our number: 99 00 001',
    'MC 990001',
    'mc#990001',
    'Any other docket, as MC-123456',
    'Call (806) 555-0142',
    'Call 806.555.0142',
    'write to owner@example.com',
    'owner (at) example (dot) com',
    'see www.example.com',
    'see bluemesa.trucking',
    'see bluemesa.tv',
    'see bluemesafreight.agency',
    'Call 806, 555, 0142',
    'Call 806 dash 555 dash 0142',
    'Ｂｌｕｅ Ｍｅｓａ Freight',
    'Bl\u200bue M\u00ades\u2060a Freight',
    'Вluе Меsа Freight',
    'B.L.U.E M E S A freight',
    'Bluе-M3s4 Freight',
    'BLU3MESAFREIGHT',
    'our number: ９９００００１',
    'our number: ٩٩٠٠٠٠١',
    'our number: ⑨⑨⓪⓪⓪⓪①',
    'our number: ❾❾⓿⓿⓿⓿❶',
    '99\u200b00\u200b001',
    '2014, 99 00 001',
    '9 9 0 0 0 0 1',
    'nine nine zero zero zero zero one',
    'double nine oh oh oh oh one',
    'nine hundred ninety thousand and one',
    'МС 990001',
    'Any other docket, as MC one two three four five six',
    'Call eight zero six, five five five, zero one four two',
    'Call +44 20 7946 0958',
    'owner＠example．com',
    'owner at example dot com',
    'example dot com',
    'bluemesa。com',
    '9-nine-0-0-zero-0-1',
    '99OO0Ol',
    'Call eight hundred six five five five 0142',
    'Ask around for Blue Mesa',
    'Look up b1ue mesa',
    '@bluemesa',
    't.me/bluemesa',
    'Telegram: bluemesa',
    'WeChat id mesa88',
    'our number: 9900 then 001',
    'nine nine zero zero, followed by zero zero one',
    'It is 99000 and ends in 01',
    'Call 806 then 555 then 0142',
    'Look for Mesa Blue',
    'MESA BLUE Freight',
    'aseM eulB',
    'read it backwards: asemeulb',
    'eulB aseM',
    'nine million nine hundred thousand and one',
    '9 million 900 thousand and 1',
    'nine/nine/zero/zero/zero/zero/one',
    'nine nine 4 zeros one',
    'nine nine quadruple zero one',
    'nueve nueve cero cero cero cero uno',
    '九九〇〇〇〇一',
    '1000099, read backwards',
    'MC99OOO1',
    'ʙʟᴜᴇ ᴍᴇsᴀ ғʀᴇɪɢʜᴛ',
    '🅱🅻🆄🅴 🅼🅴🆂🅰',
    '🅑🅛🅤🅔 🅜🅔🅢🅐',
    '🇧🇱🇺🇪 🇲🇪🇸🇦',
    '8lue Mesa Freight',
    'Call (806) 555 - 0142',
    '806/555/0142',
    '806_555_0142',
    '806-555-O142',
    '[806] 555 0142',
    '806 555 01 42',
    '011 52 55 1234 5678',
    'owner @ example . com',
    'owner[@]example[.]com',
    'owner at gmail',
    'ownerATexampleDOTcom',
    'owner_at_example_dot_com',
    'owner@example,com',
    'owner arroba example punto com',
    'o w n e r @ e x a m p l e . c o m',
    'on facebook as mesa88',
    '1200 N Commerce Street, Amarillo',
    'P.O. Box 123',
    'Call 806 five55 0142',
    'our number: 990000one',
    'discord mesa88#1234',
  ])('refused: %s', (summary) => {
    expect(findIdentity(carrier, { summary })).toHaveLength(1);
  });

  test.each([
    'A freight company in Texas',
    'Blue trucks, Mesa-style paint',
    'Asking $450,000 with 14 trucks and 16 drivers',
    'Passed a DOT audit in 2024',
    'Revenue of 2.4 million in 2025',
    'Trucks from 2019 2020 2021',
    'Runs 11 western states. Company drivers only.',
    'Mileage of 500 000 2000 and later trucks',
    'In the trade since 2014.Co-brokers welcome',
    'Sold by the owner.Info on request',
    'Based in St.Louis, dispatch on node.js, the price is firm.no offers',
    'Passed a DOT review, our DOT is clean',
    'One of our two terminals, five to ten trucks, one or two of them new',
    'Twenty five trucks and thirty drivers, nine of them teams',
    'Insured for one million, cargo for one hundred thousand',
    'Meet us at noon. Dot your i’s',
    'One or two drivers at five dot inspections',
    'Runs @ full capacity, a WhatsApp group for drivers',
    'Two one-year contracts, five two-axle units, 2 one-way lanes',
    'A mesa at sunset, trucks in blue',
    'Five trucks in 2014, then 9 more; 2 next year, plus 3 trailers',
    'Contracts end in 2027 and 2028, then 2030',
    'A mesa, blue at night',
    'Paid $9,900,000 over ten years',
    'Two hundred trucks by 2030, one million in revenue',
    'Nine million nine hundred dollars in revenue',
    'In 2014 we had 3 trucks; 4 ones and 2 twos are the models',
    'Contracts of 3-5-10 years, 300 loads, 400 stops, 5000 miles',
    '🇺🇸 owned, veterans drive',
    'The box is P.O. only, on the street side',
    'Engines ISX15 and D13TC, axles of 4S4M brakes, plan B for phone9lines',
  ])('allowed: %s', (summary) => {
    expect(findIdentity(carrier, { summary })).toEqual([]);
  });

  test.each([
    ['busy in peak season', 0],
    ['Peak season is our best time', 0],
    ['Ready for more. Peak months are strong', 0],
    ['Buy Peak today', 1],
    ['Peak LLC is for sale', 1],
    ['all of PEAK with its trucks', 1],
    ['Р\u200bЕАК has 12 trucks, call Pеаk', 1],
  ])('a name that is a word of the language may be used as that word: %s', (summary, leaks) => {
    expect(findIdentity({ ...carrier, legalName: 'PEAK LLC' }, { summary })).toHaveLength(leaks);
  });

  test.each([
    ['always on time, every day', 0],
    ['On time in 99 % of loads', 0],
    ['On Time is for sale', 1],
    ['ask for ON TIME', 1],
    ['OnTime has 12 trucks', 1],
  ])('so may a name that is a phrase of the language: %s', (summary, leaks) => {
    expect(findIdentity({ ...carrier, legalName: 'ON TIME LLC' }, { summary })).toHaveLength(leaks);
  });

  test.each([
    ['Sandhill has 12 trucks', 1],
    ['ask around for sandh1ll', 1],
    ['S A N D H I L L is for sale', 1],
    ['Ashdown is where we park', 0],
    ['A trucking company with sand and hills around', 0],
  ])('a name of one word of its own is found without the words of the trade: %s', (summary, leaks) => {
    const sandhill = {
      ...carrier,
      legalName: 'SANDHILL TRUCKING LLC',
      dbaName: 'ASHDOWN FREIGHT',
      city: 'ASHDOWN',
    };
    expect(findIdentity(sandhill, { summary })).toHaveLength(leaks);
  });

  test('letters stand for the digits that they look like', () => {
    const numbered = { ...carrier, usdot: 3_812_947 };
    for (const summary of ['3B12947', 'DOT 38I2947', '381two947'])
      expect(findIdentity(numbered, { summary })).toHaveLength(1);
  });

  test('the refusal names the words', () => {
    const found = (summary: string) => findIdentity(carrier, { summary })[0]?.explanation;
    expect(found('Ask for Вluе Меsа Freight')).toContain('“Blue Mesa Freight”');
    expect(found('We are number 99-00-001 of all')).toContain('“99 00 001”');
    expect(found('Mail owner@example.com now')).toContain('“owner@example.com”');
    expect(found('Call (806) 555-0142')).toContain('555-0142');
  });

  test.each(['L L C', 'SA DE CV', 'LLLP'])('a name with the form %s is found without its form', (form) => {
    const named = { ...carrier, legalName: `BLUE MESA FREIGHT ${form}` };
    expect(findIdentity(named, { summary: 'Blue Mesa Freight is for sale' })).toHaveLength(1);
  });

  test('a name made of industry words is refused only as a whole', () => {
    const plain = { ...carrier, legalName: 'NATIONAL FREIGHT INC' };
    expect(findIdentity(plain, { title: 'A national freight carrier' })).toEqual([]);
    expect(findIdentity(plain, { title: 'National Freight Inc' })).toHaveLength(1);
  });

  test('the confidential text may name the carrier', () => {
    expect(
      refuseContent(content({ description: 'Blue Mesa Freight LLC, USDOT 9900001' }), carrier),
    ).toBeNull();
    expect(refuseContent(content({ summary: 'Blue Mesa Freight LLC' }), carrier)?.code).toBe(
      'teaser_reveals_identity',
    );
  });
});

describe('bands', () => {
  test.each([
    [PRICE_EDGES_CENTS, 0, 0],
    [PRICE_EDGES_CENTS, 499_999, 0],
    [PRICE_EDGES_CENTS, 500_000, 1],
    [FLEET_EDGES, 14, 4],
    [RISK_EDGES, 19.5, 0],
    [RISK_EDGES, 100, 3],
    [RISK_EDGES, null, NO_BAND],
  ])('%#: %p has band %p', (edges, value, number) => {
    expect(bandNumber(edges, value)).toBe(number);
    const band = bandAt(edges, number);
    if (value === null) expect(band).toBeNull();
    else expect(band && band.from <= value && (band.below === null || value < band.below)).toBe(true);
  });

  test('the card does not distinguish two prices of one band', () => {
    const source = {
      id: 'x',
      status: 'ACTIVE' as const,
      verified: true,
      premium: false,
      publishedAt: 1,
      carrier,
    };
    const at = (askingPriceCents: number) =>
      JSON.stringify(cardOf({ ...source, ...content({ deal: deal({ askingPriceCents }) }) }, 1));
    expect(at(30_000_000)).toBe(at(49_999_999));
    expect(at(30_000_000)).not.toBe(at(50_000_000));
  });
});

describe('what a reviewer sees', () => {
  test('a complete listing lacks nothing; an empty one names what it lacks', () => {
    expect(missingForReview(content())).toEqual([]);
    const empty = content({ summary: '', deal: null, operation: Operation.parse({}) });
    expect(missingForReview(empty).map(({ field }) => field)).toEqual([
      'summary',
      'deal',
      'operation.cargoTypes',
    ]);
  });

  test.each<[string, Partial<Content>, boolean]>([
    ['a lower price', { deal: deal({ askingPriceCents: 40_000_000 }) }, false],
    ['a higher price', { deal: deal({ askingPriceCents: 50_000_000 }) }, true],
    [
      'a lower price with other terms',
      { deal: deal({ askingPriceCents: 40_000_000, holdbackPct: 10 }) },
      true,
    ],
    ['another structure', { deal: deal({ dealStructure: 'WHOLE_OPERATION_TRANSFER' }) }, true],
    ['another title', { title: 'Another title of the same company' }, true],
    ['a claim about a platform', { platformStanding: PlatformStanding.parse({ highway: 'ACTIVE' }) }, true],
    ['a claim about debts', { finance: Finance.parse({ taxLiens: 0 }) }, true],
    ['figures of the operation', { operation: Operation.parse({ employees: 12 }) }, false],
    ['asking to be asked', { approvalRequired: true }, false],
    ['nothing at all', {}, false],
  ])('%s', (_what, changes, goesBack) => {
    expect(needsReview(content(), content(changes))).toBe(goesBack);
  });

  test('evidence is graded by the source of a field, and an empty field is unknown', () => {
    const evidence = evidenceOf(carrier, content({ finance: Finance.parse({ taxLiens: 0 }) }));
    expect(evidence).toMatchObject({
      'carrier.legalName': 'FEDERAL_RECORD',
      'carrier.cargoOnFileCents': 'UNKNOWN',
      'deal.askingPriceCents': 'SELLER_DECLARED',
      'finance.taxLiens': 'SELLER_DECLARED',
      'finance.uccFilings': 'UNKNOWN',
      'operation.equipment': 'UNKNOWN',
    });
  });
});

describe('access to the confidential part', () => {
  const listing: ListingState = { sellerId: 'seller', status: 'ACTIVE', buyerId: null, exclusiveUntil: 1 };
  const reserved: ListingState = { ...listing, status: 'RESERVED', buyerId: 'another' };

  test.each([
    [listing, null, 'NONE', false],
    [listing, { status: 'PENDING' as const }, 'PENDING', false],
    [listing, { status: 'REVOKED' as const }, 'REVOKED', false],
    [listing, { status: 'GRANTED' as const }, 'GRANTED', true],
    [{ ...listing, buyerId: 'buyer' }, { status: 'GRANTED' as const }, 'GRANTED', true],
    [{ ...listing, buyerId: 'another' }, { status: 'GRANTED' as const }, 'SUSPENDED', false],
    [{ ...listing, buyerId: 'another' }, { status: 'REVOKED' as const }, 'REVOKED', false],
    [reserved, { status: 'GRANTED' as const }, 'SUSPENDED', false],
    [{ ...reserved, exclusiveUntil: null }, { status: 'GRANTED' as const }, 'GRANTED', true],
    [
      { ...reserved, status: 'SOLD' as const, exclusiveUntil: null },
      { status: 'GRANTED' as const },
      'SUSPENDED',
      false,
    ],
  ])('%#: %p with %p is %p', (held, opened, state, bargains) => {
    expect(accessState(held, opened, 'buyer')).toBe(state);
    expect(mayBargain(held, opened, 'buyer')).toBe(bargains);
  });

  test('nobody makes an offer on their own listing', () => {
    expect(mayBargain({ ...listing, sellerId: 'buyer' }, { status: 'GRANTED' }, 'buyer')).toBe(false);
  });

  test('the confidentiality terms are identified by the hash of their text', () => {
    expect(currentNda().textHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('the correction of a slip', () => {
  test.each([
    ['Regional carier, steady shipers', 'Regional carrier with steady shippers', false],
    ['Regional carier, steady shipers', 'Regional carrier. Steady shippers!', true],
    ['Clean record', 'CLEAN  RECORD.', true],
    ['No liens and no claims', 'Now liens and no claims', false],
    ['No liens', 'Liens', false],
    ['5 trucks', '50 trucks', false],
    ['Revenue of $1.5 million', 'Revenue of $15 million', false],
    ['Ten trucks', 'Six trucks', false],
  ])('%s → %s: %s', (before, after, corrects) => {
    expect(isCorrection(before, after)).toBe(corrects);
  });
});

test('what cannot be done is told in words, with what has to be done first where one step leads there', () => {
  for (const status of STATUSES) {
    for (const move of Object.keys(TRANSITIONS) as Move[]) {
      expect(refuseMove(status, move)?.because ?? '').not.toMatch(/[A-Z]{3,}/);
    }
  }
  expect(refuseMove('REJECTED', 'submit')?.because).toBe(
    'The listing is rejected. This is possible only while it is draft or expired. Edit it first.',
  );
  expect(refuseMove('SOLD', 'submit')?.because).not.toContain('first');
});

test('a company is found by what the trade calls its cargo', () => {
  const wordsOf = (cargoTypes: CargoType[]) =>
    cardWords({
      ...content({ title: 'Carrier of the plains', summary: '', operation: Operation.parse({ cargoTypes }) }),
      ...{ id: 'l', status: 'ACTIVE', carrier, verified: false, premium: false },
      publishedAt: 1,
    });
  expect(wordsOf(['REFRIGERATED_FOOD'])).toEqual(
    expect.arrayContaining(['refrigerated', 'food', 'reefer', 'temperature', 'controlled']),
  );
  expect(wordsOf(['GENERAL_FREIGHT'])).toEqual(expect.arrayContaining(['dry', 'van', 'general']));
  expect(wordsOf(['GENERAL_FREIGHT'])).not.toContain('reefer');
  expect(Object.keys(CARGO_NAMES).filter((type) => !CARGO_TYPES.includes(type as CargoType))).toEqual([]);
});

test('a card with other fields is made by other rules: what the present ones have stored is shown as it is', () => {
  expect([CARD_RULES, Object.keys(StoredCard.shape).sort()]).toEqual([
    4,
    [
      ...['amazonRelayStatus', 'authorityKinds', 'cargoTypes', 'dealStructure', 'fleetBand', 'highwaySetUp'],
      ...['insuranceBand', 'priceBand', 'riskBand', 'safetyRating', 'sellerFinancing', 'state', 'title'],
      ...['verified', 'yearsActiveBand'],
    ],
  ]);
});
