/** A row that cannot be read stops no proof: reconcile names it, and finds all the rest. */
import { anOrder, PRICE_CENTS } from '../../../tests/support/make-payments';
import type { TestUser } from '../../../tests/support/app';
import { makeListings, newListing } from '../../../tests/support/make-listings';
import { type DealWorld, startDealWorld, succeed } from '../../../tests/support/make-transactions';
import { todaysPart } from '../../../tests/support/size';
import { proveEach } from '../../platform/db/find-unreadable';
import { UnreadableStored } from '../../platform/kernel/unreadable';
import { DAY_MS } from '../../platform/kernel/clock';

let world: DealWorld;
/** Everybody there is. */
const people: TestUser[] = [];
beforeAll(async () => {
  world = await startDealWorld({ WEBHOOK_LOOPBACK: 'true' });
  people.push(world.admin);
  const { make } = world.app;
  for (const [name, anybody] of Object.entries(make) as [keyof typeof make, typeof make.user][]) {
    make[name] = async (options?: Parameters<typeof make.user>[0]) => {
      const person = await anybody(options);
      people.push(person);
      return person;
    };
  }
});
afterAll(() => world.close());

const BROKEN = '{"broken"';

/** Where each of the proofs has something to read. */
async function makeOneOfEach(): Promise<void> {
  const { app } = world;
  const deal = await world.at('COMPLETED', { terms: { holdbackPct: 2, holdbackDays: 30 } });
  // Its price is changed by consent, and so its terms are kept twice.
  const other = await world.at('IN_REVIEW');
  const path = `/transactions/${other.id}`;
  await succeed(other.buyer.post(`${path}/price/proposals`, { priceCents: 19_000_000 }));
  const { proposals } = (await succeed(other.seller.get(path))).body.data;
  await succeed(other.seller.post(`${path}/price/proposals/${proposals[0].id}/accept`));
  const { hash } = (await succeed(other.buyer.get(`${path}/agreement`))).body.data;
  await succeed(other.buyer.post(`${path}/agreement/sign`, { hash, typedName: other.buyer.name }));
  await succeed(
    other.buyer.post('/messages', { receiverId: other.seller.id, content: 'May I see the books?' }),
  );
  const draft = await makeListings(app).draft({ usdot: other.usdot, proof: false });
  await succeed(
    draft.seller.post(`/listings/${draft.id}/equipment`, {
      ...{ vehicle: 'TRUCK', kind: 'SLEEPER', make: 'Mack', year: 2020, condition: 'FAIR' },
    }),
  );
  const wishes = { state: { wanted: ['TX'], unwanted: [] } };
  await succeed(other.buyer.put('/buyer/requirements', { wishes }));
  const statement = 'I own this company, and they do not.';
  await succeed((await app.make.seller()).post('/fmcsa/contests', { usdot: other.usdot, statement }));
  const verified = { reason: 'Met them at their yard.' };
  await succeed(world.admin.post(`/admin/users/${deal.seller.id}/verify-seller`, verified));
  const card = { method: 'CARD', paymentMethodId: 'pm_card_createDispute' };
  await succeed(deal.buyer.post('/credits/purchase', { credits: 2, ...card }));
  const { body } = await succeed(
    deal.seller.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }),
  );
  await app.gateway.pages.payCheckout(body.data.checkoutUrl);
  await world.app.settle();
  await makeHelp(other.usdot);
  await succeed(deal.seller.post('/seller/payout-account', {}));
  const [account] = await app.platform.database.select<{ gatewayAccountId: string }>(
    'SELECT gatewayAccountId FROM payout_accounts',
  );
  await app.gateway.pages.completeAccount(account?.gatewayAccountId ?? '');
  const { payments } = app.modules;
  const { id } = await payments.start(anOrder('CARD', 'pm_card_visa'));
  await app.settle();
  const { body: endpoint } = await succeed(
    deal.seller.post('/webhook-endpoints', { url: 'http://127.0.0.1:1999/hook' }),
  );
  await succeed(deal.seller.post(`/webhook-endpoints/${endpoint.data.id}/test`));
  const order = { key: 'test', paymentId: id, from: `unallocated:${id}`, reason: 'Test' };
  await payments.refund({ ...order, amountCents: PRICE_CENTS });
  await app.later(3 * DAY_MS);
  await succeed(deal.seller.post('/seller/payouts', { amountCents: 10_000, method: 'GATEWAY' }));
  await app.settle();
}

/** What administrators keep and do for others. */
async function makeHelp(usdot: number): Promise<void> {
  const { admin, app } = world;
  const query = { status: 'BLOCKED' };
  await succeed(admin.post('/admin/filters', { list: '/admin/users', name: 'Blocked', query }));
  const reason = 'They asked by telephone.';
  const { version } = (await succeed(admin.get('/admin/settings'))).body.data;
  const values = [{ name: 'TWO_ADMIN_LIMIT_CENTS', value: '20000000' }];
  await succeed(admin.put('/admin/settings', { version, values, reason }));
  const seller = await app.make.seller();
  const listing = newListing({ usdot, askingPriceCents: 25_000_000 });
  await succeed(admin.post('/admin/prepared', { for: { userId: seller.id }, reason, listing }));
  const deal = await world.at('IN_REVIEW');
  const { body } = await succeed(
    deal.buyer.post(`/transactions/${deal.id}/extension/proposals`, { days: 7, reason: 'The bank is slow.' }),
  );
  const open = body.data.proposals.find(({ kind }: { kind: string }) => kind === 'EXTENSION');
  const answer = { kind: 'AGREE_EXTENSION', transactionId: deal.id, proposalId: String(open.id) };
  const heardAt = new Date(app.clock.now()).toISOString();
  const consent = {
    calledBy: 'US',
    heardAt,
    knownBy: 'The number of their account',
    said: 'Yes, take a week.',
  };
  await succeed(admin.post('/admin/telephone-answers', { userId: deal.seller.id, answer, consent }));
}

/** JSON that nobody reads as such: compared as text, or handed back as it is within a day. */
const NOT_READ = [
  'idempotency_keys.answer',
  ...['sandbox_answers', 'sandbox_payment_intents', 'sandbox_refunds'].map((table) => `${table}.parameters`),
];

/** Columns of any table in which there is JSON now. */
async function findJson(): Promise<string[]> {
  const { database } = world.app.platform;
  const columns = await database.select<{ inTable: string; name: string }>(
    database.dialect === 'mysql'
      ? `SELECT table_name AS inTable, column_name AS name FROM information_schema.columns
          WHERE table_schema = DATABASE() AND data_type LIKE '%text'`
      : `SELECT m.name AS inTable, c.name AS name FROM sqlite_master m, pragma_table_info(m.name) c
          WHERE m.type = 'table' AND c.type LIKE '%TEXT%'`,
  );
  const found: string[] = [];
  for (const { inTable, name } of columns) {
    const [row] = await database.select<{ n: number }>(
      `SELECT COUNT(*) AS n FROM ${inTable} WHERE ${name} LIKE '{%' OR ${name} LIKE '[%'`,
    );
    if (Number(row?.n) > 0) found.push(`${inTable}.${name}`);
  }
  return found;
}

test('one row of every column that is kept as JSON', async () => {
  await makeOneOfEach();
  const { database } = world.app.platform;
  expect((await world.app.modules.admin.reconcile()).violations).toEqual([]);
  const told = database.storedJson().map(({ table, column }) => `${table}.${column}`);
  expect((await findJson()).filter((each) => !told.includes(each)).toSorted()).toEqual(NOT_READ.toSorted());
  await dropInsertOnly();
  const planted: string[] = [];
  const empty: string[] = [];
  for (const { table, key, column } of database.storedJson()) {
    // Of what the gateway keeps, one of each kind.
    const kind = table === 'sandbox_objects' ? 'object' : "''";
    const rows = await database.select<{ rowKey: string }>(
      `SELECT MIN(${key}) AS rowKey FROM ${table} GROUP BY ${kind}`,
    );
    if (rows.length === 0) empty.push(`${table}.${column}`);
    for (const { rowKey: id } of rows) {
      const broken = `UPDATE ${table} SET ${column} = :broken WHERE ${key} = :id`;
      await database.change(broken, { broken: BROKEN, id });
      planted.push(`${table} ${id}: What was read from ${table}.${column} is not JSON.`);
    }
  }
  const { violations, parts } = await world.app.modules.admin.reconcile();
  const named = violations
    .filter(({ check }) => check === 'stored.readable')
    .map(({ subject, detail }) => `${subject}: ${detail}`);
  expect(named.toSorted()).toEqual(planted.toSorted());
  expect(empty).toEqual([]);
  const atGateway = violations.map(({ check }) => check).filter((check) => check.includes('.gateway_'));
  expect(atGateway.toSorted()).toEqual([
    ...['billing.gateway_invoice_readable', 'billing.gateway_subscription_readable'],
    ...['payments.gateway_dispute_readable', 'payments.gateway_payment_readable'],
    ...['payments.gateway_refund_readable', 'payouts.gateway_transfer_readable'],
  ]);
  // Each proof has run to its end.
  expect(violations.filter(({ check }) => check === 'reconcile.proof_ran')).toEqual([]);
  expect(parts.length).toBeGreaterThan(8);
});

/** What is one record of whoever asks, which says so; and what is asked of the gateway, whose stand-in is a table here. */
const SAID = [
  '/buyer/requirements record_unreadable',
  '/payments/payment-methods payment_gateway_unavailable',
  '/seller/verification record_unreadable',
  '/verification record_unreadable',
];

/** Everybody reads everything in so many days. */
const READERS_PARTS = 3;

/** What people are answered to whatever can be read without naming a thing, where that is no answer. */
async function failedReads(): Promise<string[]> {
  const failed = new Set<string>();
  const readers = todaysPart(people, READERS_PARTS);
  const reads = world.app.app.endpoints.filter(
    ({ contract: { method, path } }) => method === 'get' && !path.includes('{'),
  );
  for (const { contract } of reads) {
    const mayRead = { public: [world.app.anonymous, world.admin], admin: [world.admin] };
    for (const reader of mayRead[contract.access as keyof typeof mayRead] ?? readers) {
      // A file that breaks off is an error of its reading.
      const answer = await reader.get(contract.path).catch((error: unknown) => String(error));
      if (typeof answer === 'string') failed.add(`${contract.path} ${answer}`);
      else if (answer.status >= 500) failed.add(`${contract.path} ${answer.body.code}`);
    }
  }
  return [...failed].toSorted();
}

test('they end no list: it is without them, and what is about one of them alone says which', async () => {
  expect((await failedReads()).filter((each) => !SAID.includes(each))).toEqual([]);
});

/** As long as the shortest column for a word. */
const NO_WORD = 'QQQQ';

/** Words, but of no list: ids beside them, and names that modules bring. */
const NOT_OF_A_LIST = [
  'approvals.subjectId',
  'notification_queue_alerts.queue',
  'notifications.subjectType',
  'subscription_periods.grantFor',
];

/** Columns of any table in which there are words in capitals now, and nothing else. */
async function findWords(): Promise<string[]> {
  const { database } = world.app.platform;
  const columns = await database.select<{ inTable: string; name: string }>(
    database.dialect === 'mysql'
      ? `SELECT table_name AS inTable, column_name AS name FROM information_schema.columns
          WHERE table_schema = DATABASE() AND data_type IN ('varchar', 'char')`
      : `SELECT m.name AS inTable, c.name AS name FROM sqlite_master m, pragma_table_info(m.name) c
          WHERE m.type = 'table' AND (c.type LIKE '%CHAR%' OR c.type LIKE '%TEXT%')`,
  );
  const found: string[] = [];
  for (const { inTable, name } of columns) {
    const rows = await database.select<{ word: string }>(
      `SELECT DISTINCT \`${name}\` AS word FROM ${inTable} WHERE \`${name}\` IS NOT NULL LIMIT 100`,
    );
    if (rows.length > 0 && rows.every(({ word }) => /^[A-Z][A-Z_]{2,}$/.test(word)))
      found.push(`${inTable}.${name}`);
  }
  return found;
}

/** The key of the row that has the word now; null where the database keeps it out, or the table has no row. */
async function plantWord(table: string, key: string, column: string): Promise<string | null> {
  const { database } = world.app.platform;
  const [{ id } = { id: null }] = await database.select<{ id: string | null }>(
    `SELECT MIN(${key}) AS id FROM ${table} WHERE \`${column}\` IS NOT NULL AND \`${column}\` <> '${NO_WORD}'`,
  );
  if (id === null) return null;
  try {
    await database.change(`UPDATE ${table} SET \`${column}\` = :word WHERE ${key} = :id`, {
      word: NO_WORD,
      id,
    });
    return id;
  } catch (error) {
    if (!isKeptOut(error as Error)) throw error;
    return null;
  }
}

/** Where a word that nobody knows stands now. */
const lost: string[] = [];

test('a word that no list has is kept out or named, in every column of words', async () => {
  const { database } = world.app.platform;
  const stored = database.storedWords();
  for (const { table, key, column } of stored) {
    const id = await plantWord(table, key, column);
    if (id !== null) lost.push(`${table} ${id}: What stands in ${table}.${column} is no word of its list.`);
  }
  expect(lost.length).toBeGreaterThan(20);
  const { violations } = await world.app.modules.admin.reconcile();
  const named = violations
    .filter(({ check }) => check === 'stored.readable')
    .map(({ subject, detail }) => `${subject}: ${detail}`);
  expect(lost.filter((each) => !named.includes(each))).toEqual([]);
  expect(violations.filter(({ check }) => check === 'reconcile.proof_ran')).toEqual([]);

  const told = stored.map(({ table, column }) => `${table}.${column}`);
  const open: string[] = [];
  for (const each of (await findWords()).filter((found) => !told.includes(found))) {
    const [table = '', column = ''] = each.split('.');
    const key = table === 'carrier_snapshots' || table === 'approvals' ? 'id' : column;
    if ((await plantWord(table, key, column)) !== null) open.push(each);
  }
  expect(open.toSorted()).toEqual(NOT_OF_A_LIST);
});

test('and it ends no list: where money is added up, it is said which row has it', async () => {
  const own = ['/buyer/subscription', '/credits/subscription', '/payments/invoices', '/users/me/export'];
  const said = [...SAID, ...own.map((path) => `${path} record_unreadable`)];
  expect((await failedReads()).filter((each) => !said.includes(each))).toEqual([]);
});

test('one row of another shape than its column says', async () => {
  const { database } = world.app.platform;
  const planted: string[] = [];
  const columns: string[] = [];
  for (const { table, key, column, schema } of database.storedJson()) {
    if (schema.safeParse(['x', 7]).success) continue;
    columns.push(`${table}.${column}`);
    const [{ id } = { id: '' }] = await database.select<{ id: string }>(
      `SELECT MIN(${key}) AS id FROM ${table}`,
    );
    const wrong = `UPDATE ${table} SET ${column} = :wrong WHERE ${key} = :id`;
    await database.change(wrong, { wrong: '["x", 7]', id });
    planted.push(`${table} ${id}: What was read from ${table}.${column} `);
  }
  const { violations } = await world.app.modules.admin.reconcile();
  const named = violations.map(({ subject, detail }) => `${subject}: ${detail}`);
  expect(planted.filter((each) => !named.some((name) => name.startsWith(each)))).toEqual([]);
  expect(columns).toEqual(expect.arrayContaining(['approvals.asked', 'listing_cards.card']));
  expect(violations.filter(({ check }) => check === 'reconcile.proof_ran')).toEqual([]);
});

test('a number that cannot be read, a process that nobody knows, a key that is none', async () => {
  const { database } = world.app.platform;
  await database.change(`UPDATE transactions SET processVersion = 'lost' WHERE id = (
    SELECT id FROM (SELECT MAX(id) AS id FROM transactions) last)`);
  await database.change(`UPDATE documents SET storageKey = 'lost' WHERE id = (
    SELECT id FROM (SELECT MIN(id) AS id FROM documents) first)`);
  const named = async () =>
    (await world.app.modules.admin.reconcile()).violations.map(({ check, detail }) => `${check}: ${detail}`);
  expect(await named()).toEqual(
    expect.arrayContaining([
      'transactions.row_readable: There is no process lost.',
      'documents.row_readable: This is not a key of the file store.',
    ]),
  );
});

/** More than can be told from its neighbors. */
const ODD_NUMBER = '9007199254740993';
/** Where the database itself keeps it out: by a check of the table, or since the column is too small. */
const isKeptOut = ({ name, original }: { name?: string; original?: Error }): boolean =>
  /constraint|check|out of range/i.test(`${name} ${original?.message}`);

test('a number that cannot be read in any column of any table is named, and reconcile runs to its end', async () => {
  const { database } = world.app.platform;
  await dropInsertOnly();
  const planted: string[] = [];
  for (const { table, key, columns } of database.storedNumbers()) {
    const [row] = await database.select<{ id: string | null }>(`SELECT MIN(${key}) AS id FROM ${table}`);
    if (row?.id === null || row?.id === undefined) continue;
    for (const column of columns.filter((each) => each !== key)) {
      try {
        await database.change(`UPDATE ${table} SET ${column} = ${ODD_NUMBER} WHERE ${key} = :id`, {
          id: row.id,
        });
      } catch (error) {
        if (!isKeptOut(error as Error)) throw error;
        continue;
      }
      planted.push(
        `${table} ${row.id}: What stands in ${table}.${column} is no whole number that can be read.`,
      );
    }
  }
  // Of most tables there is a row here, and of no few columns.
  expect(new Set(planted.map((each) => each.split(' ')[0])).size).toBeGreaterThan(MANY_TABLES);
  const { violations, parts } = await world.app.modules.admin.reconcile();
  const named = violations
    .filter(({ check, detail }) => check === 'stored.readable' && detail.includes('whole number'))
    .map(({ subject, detail }) => `${subject}: ${detail}`);
  expect(named).toEqual(expect.arrayContaining(planted));
  // With all of them broken at once each proof has still run to its end.
  expect(violations.filter(({ check }) => check === 'reconcile.proof_ran')).toEqual([]);
  expect(parts.map(({ part }) => part)).toEqual(expect.arrayContaining(['payments', 'ledger', 'stored']));
});

test('so is a fraction, where the database lets one stand', async () => {
  const { database } = world.app.platform;
  const planted: string[] = [];
  for (const { table, key, columns } of database.storedNumbers()) {
    const [row] = await database.select<{ id: string | null }>(`SELECT MIN(${key}) AS id FROM ${table}`);
    const id = row?.id ?? null;
    if (id === null) continue;
    for (const column of columns.filter((each) => each !== key)) {
      try {
        await database.change(`UPDATE ${table} SET ${column} = 1.5 WHERE ${key} = :id`, { id });
      } catch (error) {
        if (!isKeptOut(error as Error)) throw error;
        continue;
      }
      // A server makes it whole.
      const [stands] = await database.select<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${table} WHERE ${key} = :id AND ${column} > 1.4 AND ${column} < 1.6`,
        { id },
      );
      if (Number(stands?.n) === 0) continue;
      planted.push(`${table} ${id}: What stands in ${table}.${column} is no whole number that can be read.`);
    }
  }
  const tables = new Set(planted.map((each) => each.split(' ')[0]));
  if (database.dialect === 'sqlite') expect(tables.size).toBeGreaterThan(MANY_TABLES);
  else expect([...tables]).toEqual([]);
  const { violations } = await world.app.modules.admin.reconcile();
  const named = violations.map(({ subject, detail }) => `${subject}: ${detail}`);
  expect(planted.filter((each) => !named.includes(each))).toEqual([]);
  expect(violations.filter(({ check }) => check === 'reconcile.proof_ran')).toEqual([]);
});

test('a proof that meets what it cannot read says so, and those beside it go on', async () => {
  const wrong = { check: 'books.balance', subject: 'account 1', detail: 'It does not.' };
  const proofs = (error: Error) => ({
    'books.first': () => Promise.reject(error),
    'books.second': () => Promise.resolve([wrong]),
  });
  expect(await proveEach(proofs(new UnreadableStored('It is no JSON.')))).toEqual([
    { check: 'reconcile.proof_ran', subject: 'books.first', detail: expect.stringContaining('no JSON') },
    wrong,
  ]);
  // Where nothing answers, nothing is proven.
  const silent = new Error('The database gives no answer.');
  await expect(proveEach(proofs(silent))).rejects.toBe(silent);
});

/** So many tables have a row with a number here. */
const MANY_TABLES = 40;

/** The triggers that protect what is never changed stand in the way of this test, too. */
async function dropInsertOnly(): Promise<void> {
  const { database } = world.app.platform;
  const stored = [...database.storedJson(), ...database.storedNumbers()];
  for (const table of new Set(stored.map((each) => each.table)))
    for (const verb of ['update', 'delete'])
      await database.change(`DROP TRIGGER IF EXISTS ${table}_no_${verb}`);
}
