/** Linked carriers: planted chains are found in a made-up census, strangers are not named, and a load that is cut goes on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { runMcx } from '../../../../tests/support/run-mcx';
import { sized } from '../../../../tests/support/size';
import { HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { addressKey, officerKey, phoneKey, vinKey } from './link-keys.rules';

const ROWS = sized(100_000, 3_000);
const COLUMNS = [
  ...['DOT_NUMBER', 'LEGAL_NAME', 'STATUS_CODE', 'ADD_DATE', 'PHONE', 'EMAIL_ADDRESS', 'COMPANY_OFFICER_1'],
  ...['PHY_STREET', 'PHY_STATE', 'PHY_ZIP', 'PRIOR_REVOKE_DOT_NUMBER', 'DOCKET1_STATUS_CODE'],
] as const;
type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>;

/** Strangers: each has its own telephone, address, domain and officer; all numbers begin with 60. */
const stranger = (index: number): Row => ({
  DOT_NUMBER: 60_000_000 + index,
  LEGAL_NAME: `STRANGER ${index} LLC`,
  STATUS_CODE: index % 9 === 0 ? 'I' : 'A',
  ADD_DATE: '20150102',
  PHONE: 3_000_000_000 + 2_000_000 + index * 37,
  EMAIL_ADDRESS: index % 2 === 0 ? `OFFICE@STRANGER-${index}.EXAMPLE` : `STRANGER${index}@GMAIL.COM`,
  COMPANY_OFFICER_1: `NAME${letters(index)} SURNAME${letters(index * 7)}`,
  PHY_STREET: `${index + 1} LONELY RD`,
  PHY_STATE: 'KS',
  PHY_ZIP: String(60_000 + (index % 9_000)),
});
const letters = (index: number): string =>
  [...String(index)].map((digit) => String.fromCharCode(65 + Number(digit))).join('');

const carrier = (usdot: number, row: Row): Row => ({
  ...stranger(usdot - 60_000_000),
  LEGAL_NAME: `PLANTED ${usdot} INC`,
  ...row,
  DOT_NUMBER: usdot,
});

const AGENT = { PHY_STREET: '30 N GOULD ST STE R', PHY_ZIP: '82801', PHY_STATE: 'WY' };
const CROWDED = { PHY_STREET: '500 TRUCK STOP DR', PHY_ZIP: '50010', PHY_STATE: 'IA' };
const QUIET = { PHY_STREET: '9 QUIET LN', PHY_ZIP: '82803', PHY_STATE: 'WY' };
const ROBIN = { COMPANY_OFFICER_1: 'ROBIN QUIETMAN' };
const BOX = { PHY_STREET: 'PO BOX 77', PHY_ZIP: '50011', PHY_STATE: 'IA' };
/** Chains by number: a new one, an old one by telephone, and behind that one by address what was ordered off the road. */
const CHAINS = 20;
const chainOf = (index: number): [Row, Row, Row] => {
  const first = 70_000_001 + index * 10;
  const shared = { PHONE: `(515) 555-${1000 + index}`, COMPANY_OFFICER_1: `PAT CHAIN${letters(index)}` };
  const home = { PHY_STREET: `${index} CHAIN STREET, SUITE 4`, PHY_ZIP: '50012-1234', PHY_STATE: 'IA' };
  return [
    carrier(first, { PHONE: shared.PHONE, ADD_DATE: '20-FEB-26' }),
    carrier(first + 1, { PHONE: `1515555${1000 + index}`, ...home, STATUS_CODE: 'I' }),
    carrier(first + 2, {
      PHY_STREET: `${index} Chain St # 4`,
      PHY_ZIP: '50012',
      PHY_STATE: 'IA',
      STATUS_CODE: 'I',
    }),
  ];
};
const SUBJECT = 9_900_001;
const FLEET = 250;
/** Each beside a carrier of the next number at its address, which began on the day. */
const RESTARTS = [
  { usdot: 75_000_001, standing: 'I', addedOn: '20260501', words: 'Involuntary Revocation' },
  { usdot: 75_000_003, standing: 'I', addedOn: '20260602', words: 'Involuntary Revocation' },
  { usdot: 75_000_005, standing: 'A', addedOn: '20260501', words: 'Involuntary Revocation' },
  { usdot: 75_000_007, standing: 'I', addedOn: '20260501', words: 'Voluntary Revocation' },
  { usdot: 75_000_009, standing: 'I', addedOn: '20260501', words: 'Involuntary Suspension' },
];

const csv = (rows: Row[], columns: readonly string[] = COLUMNS): string =>
  [
    columns.join(','),
    ...rows.map((row) => columns.map((name) => quoted((row as never)[name])).join(',')),
  ].join('\r\n');
const quoted = (value: unknown): string => {
  const written = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  return /[",\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
};

let app: TestApp;
let reader: TestUser;
let folder: string;
const fileOf = async (name: string, content: string): Promise<string> => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};

const census = (): Row[] => [
  ...Array.from({ length: ROWS }, (_, index) => stranger(index)),
  ...Array.from({ length: CHAINS }, (_, index) => chainOf(index)).flat(),
  ...Array.from({ length: 40 }, (_, index) => carrier(71_000_000 + index, AGENT)),
  ...Array.from({ length: 2 }, (_, index) =>
    carrier(71_100_000 + index, {
      PHY_STREET: 'C/O SMALL REGISTERED AGENTS, 9 QUIET LN',
      PHY_ZIP: '82802',
      PHY_STATE: 'WY',
      STATUS_CODE: 'I',
    }),
  ),
  ...Array.from({ length: 40 }, (_, index) => carrier(71_200_000 + index, { ...CROWDED, STATUS_CODE: 'I' })),
  ...Array.from({ length: 3 }, (_, index) => carrier(71_300_000 + index, BOX)),
  // An agent of two, in no list: one is gone, one was ordered off the road; and two with an officer besides.
  ...[71_400_000, 71_400_001, 71_400_002].map((usdot) =>
    carrier(usdot, { ...QUIET, STATUS_CODE: usdot === 71_400_001 ? 'I' : 'A' }),
  ),
  ...[71_500_000, 71_500_001].map((usdot) =>
    carrier(usdot, {
      ...QUIET,
      PHY_STREET: '11 QUIET LN',
      ...ROBIN,
      STATUS_CODE: usdot % 2 === 1 ? 'I' : 'A',
    }),
  ),
  carrier(72_000_000, { PRIOR_REVOKE_DOT_NUMBER: 72_000_001 }),
  carrier(72_000_001, { STATUS_CODE: 'I' }),
  // Lost its authority; within 90 days, on the 91st, and where the loss was cured or asked for.
  ...RESTARTS.flatMap(({ usdot, standing, addedOn }) => {
    const home = { PHY_STREET: `${usdot % 1_000} RESTART AVE`, PHY_ZIP: '50013', PHY_STATE: 'IA' };
    return [
      carrier(usdot, { ...home, STATUS_CODE: 'A', DOCKET1_STATUS_CODE: standing }),
      carrier(usdot + 1, { ...home, ADD_DATE: addedOn }),
    ];
  }),
  // One with a large fleet, and one behind which somebody stopped, both at the telephone of a third.
  ...[76_000_001, 76_000_002].map((usdot) => carrier(usdot, { PHONE: '515-555-7001', STATUS_CODE: 'A' })),
  carrier(76_000_003, { PHONE: '515-555-7001', EMAIL_ADDRESS: 'KEEPER@GMAIL.COM' }),
  carrier(76_000_004, { EMAIL_ADDRESS: 'KEEPER@GMAIL.COM', STATUS_CODE: 'I' }),
  // With the fictional carrier whose record is read: its telephone, and its e-mail domain.
  carrier(73_000_001, { PHONE: '308-555-0101' }),
  carrier(73_000_002, { EMAIL_ADDRESS: 'Billing@Prairie-Lantern.Example.com' }),
];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mcx-links-'));
  app = await startTestApp();
  reader = await app.make.buyer();
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const linksOf = async (usdot: number) => {
  await app.fmcsa.addCarrier({ usdot, legalName: `PLANTED ${usdot} INC` });
  app.fmcsa.changeContact(usdot, { phone: '', email_address: '', add_date: '' });
  const page = await app.fmcsa.content('/carriers/9900001');
  app.fmcsa.change(`/carriers/${usdot}`, {
    carrier: {
      ...page.carrier,
      dotNumber: usdot,
      ein: 0,
      phyStreet: null,
      legalName: `PLANTED ${usdot} INC`,
    },
  });
  const { body } = await reader.get(`/fmcsa/links/${usdot}`);
  return body.data as {
    known: boolean;
    links: {
      usdot: number;
      shared: string[];
      via: number[];
      standing: string;
      restartDays: number | null;
      shows: string;
    }[];
    discounted: string[];
  };
};
const named = async (usdot: number) => (await linksOf(usdot)).links.map((link) => link.usdot);

test.each([
  ['(515) 555-1000', '5155551000'],
  ['1-515-555-1000', '5155551000'],
  ['5555555555', null],
  ['0155551000', null],
  ['515555100', null],
])('the telephone %s is %s', (written, key) => expect(phoneKey(written)).toBe(key));

test.each([
  ['12 Chain Street, Suite 4', '50012-1234', '12 CHAIN ST #4 50012'],
  ['12 CHAIN ST # 4', '50012', '12 CHAIN ST #4 50012'],
  ['P.O. Box 12', '50012', null],
  ['1209 N Orange St', '19801', null],
  ['12 Main St C/O Northwest Registered Agent', '50012', null],
  ['Rural Route', '50012', null],
  ['12 Main St', null, null],
])('the address %s %s is %s', (street, zip, key) => expect(addressKey(street, zip)).toBe(key));

test('officers are compared with their state, vehicles by a whole number', () => {
  expect(officerKey('DOE, JANE A', 'IA')).toBe(officerKey('Jane Doe', 'ia'));
  expect(officerKey('JANE DOE', 'IA')).not.toBe(officerKey('JANE DOE', 'NE'));
  expect(officerKey('REGISTERED AGENTS INC', 'WY')).toBeNull();
  expect(officerKey('DOE', 'IA')).toBeNull();
  expect(vinKey('1fujgldr5clbp8834')).toBe('1FUJGLDR5CLBP8834');
  expect(vinKey('00000000000000000')).toBeNull();
  expect(vinKey('123')).toBeNull();
});

test('nothing is known before a census is loaded, and the risk says so', async () => {
  expect(await linksOf(70_000_001)).toMatchObject({ known: false, links: [] });
  const report = await app.modules.carriers.check(SUBJECT, {}, 'LISTING');
  expect(report.risk.rules.find(({ id }) => id === 'identity.links')).toMatchObject({
    points: 2,
    known: false,
  });
});

describe('with the files loaded', () => {
  let path: string;

  beforeAll(async () => {
    path = await fileOf('census.csv', csv(census()));
    const orders = Array.from({ length: CHAINS }, (_, index) => ({
      DOT_NUMBER: 70_000_003 + index * 10,
      OOS_DATE: '2026-01-06',
      OOS_RESCIND_DATE: '',
    }));
    orders.push({ DOT_NUMBER: 71_400_002, OOS_DATE: '2025-01-06', OOS_RESCIND_DATE: '' });
    const rescinded = { DOT_NUMBER: 60_000_001, OOS_DATE: '2025-01-06', OOS_RESCIND_DATE: '2025-02-01' };
    await app.modules.carriers.loadFile(path);
    await app.modules.carriers.loadFile(
      await fileOf(
        'orders.csv',
        csv([...orders, rescinded] as Row[], ['DOT_NUMBER', 'OOS_DATE', 'OOS_RESCIND_DATE']),
      ),
    );
    const vins = [
      { DOT_NUMBER: 60_000_010, VIN: '1FUJGLDR5CLBP8834' },
      { DOT_NUMBER: 60_000_020, VIN: '1FUJGLDR5CLBP8834' },
      ...Array.from({ length: FLEET }, (_, index) => ({
        ...{ DOT_NUMBER: 76_000_002, VIN: `1FUJGLDR5CLB${10_000 + index}` },
      })),
    ];
    await app.modules.carriers.loadFile(await fileOf('vins.csv', csv(vins, ['DOT_NUMBER', 'VIN', 'VIN2'])));
    const ordered = RESTARTS.map(({ usdot, words }) => ({
      ...{ USDOT_NUMBER: usdot, DOCKET_NUMBER: `MC-${usdot}`, OP_AUTH_TYPE: 'Motor Carrier of Property' },
      ...{ ORDER1_SERVE_DATE: '20260201', ORDER1_TYPE_DESC: words, ORDER1_EFFECTIVE_DATE: '20260302' },
    }));
    const frozen = {
      ...{
        DOT_NUMBER: '75000001',
        MOD_COL_1: 'MOTOR PROPERTY COMMON CARRIER',
        ORIGINAL_ACTION_DESC: 'GRANTED',
      },
      ...{ ORIG_SERVED_DATE: '03/10/2014', DISP_ACTION_DESC: 'REVOKED', DISP_SERVED_DATE: '03/10/2020' },
    };
    for (const [name, rows] of Object.entries({ 'orders-of-motus': ordered, authorities: [frozen] })) {
      const file = csv(rows as Row[], Object.keys(rows[0] ?? {}));
      await app.modules.carriers.loadFile(await fileOf(`${name}.csv`, file));
    }
    reader = await app.make.buyer();
  });

  test('a start within 90 days of a lost authority is a line, and not where it was cured, asked for or later', async () => {
    const { links } = await linksOf(75_000_002);
    expect(links).toMatchObject([
      {
        ...{ usdot: 75_000_001, shared: ['ADDRESS'], standing: 'NO_AUTHORITY', revokedOn: '2026-03-02' },
        ...{ restartDays: 60, restartAfter: 'REVOCATION' },
        shows:
          'FMCSA record shows the same address as USDOT 75000001 (PLANTED 75000001 INC), active without authority; ' +
          'one number was assigned 60 days after the operating authority of the other was revoked',
      },
    ]);
    // The other way round as well: of the one that was stopped, the one that began.
    expect((await linksOf(75_000_001)).links).toMatchObject([{ usdot: 75_000_002, restartDays: 60 }]);
    for (const usdot of [75_000_004, 75_000_006, 75_000_008, 75_000_010]) {
      expect([usdot, await named(usdot)]).toEqual([usdot, []]);
    }
  });

  test('every planted chain is found to its end, with the start soon after the order', async () => {
    for (let index = 0; index < CHAINS; index += 1) {
      const first = 70_000_001 + index * 10;
      const { links } = await linksOf(first);
      expect(links.map(({ usdot, shared, via, standing }) => [usdot, shared, via, standing])).toEqual([
        [first + 2, ['ADDRESS'], [first + 1], 'OUT_OF_SERVICE'],
        [first + 1, ['TELEPHONE'], [], 'INACTIVE'],
      ]);
    }
    const { links } = await linksOf(70_000_001);
    expect(links[0]?.shows).toBe(
      'FMCSA record shows the same address as USDOT 70000003 (PLANTED 70000003 INC), under an out-of-service order of ' +
        '2026-01-06, by way of USDOT 70000002; one number was assigned 45 days after the order against the other',
    );
    expect(JSON.stringify(links)).not.toMatch(/fraud|chameleon|5155551|CHAIN ST/i);
  });

  test('nobody is named who shares a registered agent, a post-office box or a crowded address alone', async () => {
    for (const usdot of [
      71_000_000, 71_000_001, 71_100_000, 71_100_001, 71_200_000, 71_300_000, 60_000_005,
    ]) {
      expect([usdot, await named(usdot)]).toEqual([usdot, []]);
    }
    expect((await linksOf(71_200_000)).discounted).toEqual([
      'address: shared by 6 carriers or more, which says nothing of any two of them',
    ]);
  });

  test('nobody is named for an address alone, also where the other is inactive or ordered off the road', async () => {
    for (const usdot of [71_400_000, 71_400_001, 71_400_002])
      expect([usdot, await named(usdot)]).toEqual([usdot, []]);
    expect((await linksOf(71_500_000)).links).toMatchObject([
      { usdot: 71_500_001, shared: ['ADDRESS', 'OFFICER'], standing: 'INACTIVE', restartDays: null },
    ]);
    expect(await named(71_500_001)).toEqual([]);
  });

  test('a large fleet on the way hides nobody behind another', async () => {
    const { links } = await linksOf(76_000_001);
    expect(links.map(({ usdot, via }) => [usdot, via])).toEqual([
      [76_000_004, [76_000_003]],
      [76_000_002, []],
      [76_000_003, []],
    ]);
  });

  test('a former number and a vehicle link as well, and a rescinded order weighs nothing', async () => {
    expect((await linksOf(72_000_000)).links).toMatchObject([
      { usdot: 72_000_001, shared: ['FORMER_NUMBER'] },
    ]);
    expect((await linksOf(60_000_010)).links).toMatchObject([{ usdot: 60_000_020, shared: ['VIN'] }]);
    expect(await named(60_000_001)).toEqual([]);
  });

  test('what was read a moment ago counts too, and the risk report says what is shared and not with which number', async () => {
    const report = await app.modules.carriers.check(SUBJECT, {}, 'WATCH');
    const line = report.risk.rules.find(({ id }) => id === 'identity.links');
    expect(line).toMatchObject({
      points: 1,
      known: true,
      value:
        'FMCSA record shows the same telephone number as USDOT 73000001 (PLANTED 73000001 INC), active; other carriers linked: 1',
      source: 'open files of FMCSA that were loaded here',
    });
    const { body } = await reader.get(`/fmcsa/links/${SUBJECT}`);
    expect(body.data).toMatchObject({
      known: true,
      links: [{ usdot: 73_000_001 }, { usdot: 73_000_002, shared: ['EMAIL_DOMAIN'] }],
      files: [
        { kind: 'CENSUS' },
        { kind: 'ORDERS', rows: CHAINS + 2 },
        { kind: 'VEHICLES' },
        { kind: 'AUTHORITY' },
        { kind: 'AUTHORITY' },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/3085550101|308-555|prairie-lantern\.example/i);
  });

  test('the same federal tax number links carriers whose records were read here', async () => {
    const page = await app.fmcsa.content('/carriers/9900001');
    for (const usdot of [74_000_001, 74_000_002]) {
      await app.fmcsa.addCarrier({ usdot });
      app.fmcsa.changeContact(usdot, { phone: '', email_address: '', add_date: '' });
      const own = { dotNumber: usdot, ein: 961_234_567, phyStreet: null };
      app.fmcsa.change(`/carriers/${usdot}`, { carrier: { ...page.carrier, ...own } });
      await reader.get(`/fmcsa/dot/${usdot}`);
    }
    const { body } = await reader.get('/fmcsa/links/74000002');
    expect(body.data.links).toMatchObject([{ usdot: 74_000_001, shared: ['EIN'] }]);
    expect(JSON.stringify(body)).not.toContain('961234567');
  });

  test('a load that is cut goes on where it stopped, counts each row once, and a later file drops who left', async () => {
    const rows = census().slice(0, 1_800);
    const second = await fileOf(
      'later.csv',
      csv([...rows, { LEGAL_NAME: 'NO NUMBER' }, carrier(73_000_001, {})]),
    );
    let batches = 0;
    await expect(
      app.modules.carriers.loadFile(second, () => {
        batches += 1;
        if (batches === 2) throw new Error('The power is gone.');
      }),
    ).rejects.toThrow('power');
    const told: { rows: number; resumed: boolean }[] = [];
    const done = await app.modules.carriers.loadFile(second, (progress) => told.push(progress));
    expect(told[0]).toMatchObject({ rows: 1_500, resumed: true });
    expect(done).toMatchObject({ kind: 'CENSUS', rows: 1_802, skipped: 1, resumed: true });
    const count = async (table: string) =>
      Number((await app.platform.database.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);
    expect(await count('carrier_census')).toBe(1_801);
    app.clock.advance(6 * MINUTE_MS);
    expect(await named(72_000_000)).toEqual([]);
    const [row] = await app.platform.database.select<{ legalName: string }>(
      'SELECT legalName FROM carrier_census WHERE usdot = 60001499',
    );
    expect(row?.legalName).toBe('STRANGER 1499 LLC');
    app.clock.advance(HOUR_MS);
    const report = await app.modules.carriers.check(SUBJECT, {}, 'WATCH');
    expect(report.risk.rules.find(({ id }) => id === 'identity.links')).toMatchObject({
      points: 0,
      known: true,
    });
  });

  test('mcx loads a file, shows how far it is, and refuses what is no such file', async () => {
    const one = await fileOf('one.csv', csv([stranger(1), stranger(2)]));
    const loaded = await runMcx(app, ['fmcsa', 'load', one]);
    expect(loaded.printed).toContain('Loaded. census: 2 rows');
    expect(loaded.code).toBe(0);
    const refused = await runMcx(app, ['fmcsa', 'load', await fileOf('other.csv', 'a,b\n1,2\n')]);
    expect(refused).toMatchObject({ code: 2, printed: expect.stringContaining('names no columns') });
    const { loadFile } = app.modules.carriers;
    await expect(loadFile(await fileOf('empty.csv', ''))).rejects.toThrow('empty');
    await expect(loadFile(join(folder, 'none.csv'))).rejects.toThrow('ENOENT');
  });
});
