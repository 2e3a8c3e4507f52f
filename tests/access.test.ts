/** Every endpoint × every kind of person × a thing of somebody's and one that is absent: each has its declared answer. */
import { Secret, TOTP } from 'otpauth';
import { FEATURES } from '../src/config';
import type { ServedEndpoint } from '../src/platform/http/server';
import { anOwnersThings, NOBODYS, NOT_YOUR_OWN, ON_ACCOUNTS, PERSON_IN_BODY } from './access/own';
import { addressOf, bodyOf, nameOf } from './access/requests';
import { ABSENT_IS_FINE, ACCESS } from './access/table';
import { type AccessWorld, buildAccessWorld, type Reader, READERS } from './access/world';
import type { TestUser } from './support/app';
import type { ApiAnswer } from './support/client';
import { succeed } from './support/make-transactions';
import { todaysPart } from './support/size';

let world: AccessWorld;
beforeAll(async () => {
  world = await buildAccessWorld();
});
afterAll(() => world.close());

const WORDS: Record<string, string> = {
  scope_missing: 'scope',
  email_not_verified: 'mail',
  not_while_impersonating: 'name',
};

/** Refusals at the door, where nothing is looked up: the thing may as well be absent. */
const AT_THE_DOOR = ['401', 'role', 'scope', 'mail', 'name'];

/** What is there is asked for every day everywhere; what is absent at one endpoint in so many. */
const ABSENT_PARTS = 3;

/** What ends the session that asks: the person signs in again for the next request. */
const ENDS_SESSIONS = ['POST /auth/logout', 'POST /auth/logout-all', 'POST /auth/impersonation/end'];

/** What changes a reader into another kind of person. */
const CHANGES_READERS = ['POST /users/me/roles'];

/** The owner last: what they may use up is there for all who may not. */
const ORDER: readonly Reader[] = [...READERS.filter((reader) => reader !== 'buyer'), 'buyer'];

const isDefined = (name: string): boolean => name in ACCESS;
const columnsOf = (name: string): string[] => (ACCESS[name] ?? '').split(' ');

/** The answer in the words of the table. `role` and `side` are one code: which it is depends on where it is said. */
function wordFor({ status, body }: ApiAnswer, expected: string): string {
  if (status !== 403) return String(status);
  const word = WORDS[String(body.code)];
  if (word) return word;
  if (expected === 'role') return body.code === 'forbidden' ? 'role' : String(body.code);
  return 'side';
}

async function ask(endpoint: ServedEndpoint, reader: Reader, address: string): Promise<ApiAnswer> {
  const { method, path } = endpoint.contract;
  if (path.startsWith('/auth/')) await world.clearFailedLogIns();
  const answer = await world.clientOf(reader, path).send(method, address, bodyOf(endpoint, world));
  if (ENDS_SESSIONS.includes(nameOf(endpoint))) await world.renew(reader);
  return answer;
}

/** All answers to one endpoint in the order of the table, and what the strangers were told. */
async function answersOf(endpoint: ServedEndpoint, columns: string[], absent: boolean) {
  const words = new Map<Reader, string>();
  const tales = new Set<string>();
  // Who is refused leaves things as they were: they are made anew once somebody has used them.
  let address: string | null = null;
  for (const reader of ORDER) {
    const expected = columns[READERS.indexOf(reader)] ?? '';
    address ??= await addressOf(endpoint, world, absent);
    const answer = await ask(endpoint, reader, address);
    if (answer.status < 300) address = null;
    words.set(reader, wordFor(answer, expected));
    if (answer.status === 404) tales.add(String(answer.body.code) + String(answer.body.detail));
  }
  return { row: READERS.map((reader) => words.get(reader)).join(' '), tales };
}

it('no endpoint is undeclared, and none is declared that is not there', () => {
  const served = world.app.app.endpoints.map(nameOf).sort();
  expect(Object.keys(ACCESS).sort()).toEqual(served);
  expect(Object.values(ACCESS).filter((row) => row.split(' ').length !== READERS.length)).toEqual([]);
});

it('every endpoint that takes a body is asked with one', () => {
  const bodiless = world.app.app.endpoints.filter(
    (endpoint) => endpoint.contract.body && bodyOf(endpoint, world) === undefined,
  );
  expect(bodiless.map(nameOf)).toEqual([]);
});

it('everybody is answered as declared, and a stranger never learns what there is', async () => {
  const wrong: string[] = [];
  const expectRow = (what: string, row: string, expected: string) => {
    if (row !== expected) wrong.push(`${what}\n  declared ${expected}\n  answered ${row}`);
  };
  const known = world.app.app.endpoints.filter((endpoint) => isDefined(nameOf(endpoint)));
  const absentToday = new Set(todaysPart(known, ABSENT_PARTS));
  const last = (endpoint: ServedEndpoint) => Number(CHANGES_READERS.includes(nameOf(endpoint)));
  for (const endpoint of known.toSorted((one, other) => last(one) - last(other))) {
    const name = nameOf(endpoint);
    const columns = columnsOf(name);
    const own = await answersOf(endpoint, columns, false);
    expectRow(name, own.row, columns.join(' '));
    if (!endpoint.contract.path.includes('{') || !absentToday.has(endpoint)) continue;
    const fine = ABSENT_IS_FINE.includes(name);
    const expected = columns.map((column) => (fine || AT_THE_DOOR.includes(column) ? column : '404'));
    const absent = await answersOf(endpoint, expected, true);
    expectRow(`${name}, absent`, absent.row, expected.join(' '));
    const telling = [...own.tales].filter((tale) => !absent.tales.has(tale) && !fine);
    if (telling.length > 0) wrong.push(`${name} tells a stranger: ${telling.join(' | ')}`);
  }
  expect(wrong).toEqual([]);
}, 300_000);

it('no admin acts on what is their own, or on a deal that they are a party to', async () => {
  const { own, addressOf: ownAddressOf } = await anOwnersThings(world);
  const acts = world.app.app.endpoints.filter(
    (endpoint) =>
      endpoint.contract.access === 'admin' &&
      endpoint.contract.method !== 'get' &&
      !NOBODYS.includes(nameOf(endpoint)),
  );
  const taken: string[] = [];
  for (const endpoint of acts) {
    const name = nameOf(endpoint);
    const address = ownAddressOf(endpoint.contract.path);
    const wanted = bodyOf(endpoint, world);
    const body = PERSON_IN_BODY.includes(name) ? { ...(wanted as object), userId: own.id } : wanted;
    const answer = address === null ? null : await own.send(endpoint.contract.method, address, body);
    const told = answer ? `${answer.status} ${answer.body.code} ${answer.body.detail}` : 'nothing of theirs';
    // Another 403, as for want of a role or a proof, would say nothing of whose it is.
    const refused = ON_ACCOUNTS.includes(name)
      ? told.startsWith('409 own_account ')
      : NOT_YOUR_OWN.test(told);
    if (!refused) taken.push(`${name}: ${told}`);
  }
  expect(taken).toEqual([]);
});

/** Some lists have a query of their own already, as of which account. */
const withQuery = (address: string, query: string): string =>
  `${address}${address.includes('?') ? '&' : '?'}${query}`;

/** Reads a list row after row: its first rows by number, and the same by cursor. */
async function readBothWays(reader: Reader, path: string, address: string) {
  const client = world.clientOf(reader, path);
  const read = async (query: string) => (await client.get(withQuery(address, `limit=1${query}`))).body;
  const byNumber: unknown[] = [];
  const byCursor: unknown[] = [];
  let cursor = '';
  let total = 0;
  for (let page = 1; page <= PAGES_READ; page += 1) {
    const numbered = await read(`&page=${page}`);
    total = numbered.pagination.total;
    expect(numbered.pagination).toEqual({
      ...{ by: 'page', page, limit: 1, total, totalCapped: false, totalPages: total },
      ...{ hasNext: page < total, hasPrev: page > 1 },
    });
    byNumber.push(...numbered.data);
    if (cursor === null) continue;
    const following = await read(cursor && `&cursor=${cursor}`);
    expect(Object.keys(following.pagination).sort()).toEqual(['by', 'hasNext', 'limit', 'nextCursor']);
    byCursor.push(...following.data);
    cursor = following.pagination.nextCursor;
    expect(following.pagination.hasNext).toBe(cursor !== null);
  }
  return { byNumber, byCursor, total, nextCursor: cursor };
}

const PAGES_READ = 3;

/** Whoever the table lets read a list, the one with the most to see first. */
const readerOf = (name: string): Reader | undefined =>
  (['admin', 'buyer', 'seller'] as const).find(
    (reader) => columnsOf(name)[READERS.indexOf(reader)] === '200',
  );

/** A feed goes on for good: it has a cursor, and no pages. */
const isList = ({ contract }: ServedEndpoint): boolean => {
  const shape = (contract.query as { shape?: object } | undefined)?.shape ?? {};
  return 'cursor' in shape && 'page' in shape;
};

it('every list has the same rows by number and by cursor, and takes no cursor but its own', async () => {
  const lists = world.app.app.endpoints.filter(isList);
  const paged = world.app.app.endpoints.filter(({ contract }) => contract.paged);
  expect(lists.map(nameOf)).toEqual(expect.arrayContaining(paged.map(nameOf)));
  const codes: Record<string, unknown> = {};
  const cursors = new Map<string, string>();
  let long = 0;
  for (const endpoint of lists) {
    const { path } = endpoint.contract;
    const reader = readerOf(nameOf(endpoint));
    if (!reader) throw new Error(`Nobody reads ${nameOf(endpoint)}.`);
    const address = await addressOf(endpoint, world);
    const { byNumber, byCursor, total, nextCursor } = await readBothWays(reader, path, address);
    expect({ path, rows: byCursor }).toEqual({ path, rows: byNumber });
    expect(byNumber).toHaveLength(Math.min(total, PAGES_READ));
    if (total > 1) long += 1;
    if (nextCursor) cursors.set(path, nextCursor);
    const codeOf = async (query: string) =>
      String((await world.clientOf(reader, path).get(withQuery(address, query))).body.code);
    const [another] = [...cursors.values()].filter((cursor) => cursor !== nextCursor);
    codes[path] = [
      await codeOf(`cursor=${another ?? 'x'}`),
      await codeOf('cursor=x&page=1'),
      await codeOf('page=0'),
      await codeOf('page=501&limit=20'),
    ];
  }
  const refused = ['bad_cursor', 'invalid_request', 'invalid_request', 'invalid_request'];
  expect(codes).toEqual(Object.fromEntries(Object.keys(codes).map((path) => [path, refused])));
  expect(long).toBeGreaterThanOrEqual(LONG_LISTS);
});

/** So many lists of the market have more than one row; with fewer the comparison would prove little. */
const LONG_LISTS = 8;

/** A key is looked at before the endpoint is: after one recovery each endpoint is asked, after the others a few. */
const EVERYWHERE = 'logout-all';
const A_FEW = 5;

it('a key opens nothing after a recovery of the account that it opened before', async () => {
  const { make, withToken, app } = world.app;
  const open = app.endpoints.filter(({ contract }) => contract.scope && contract.access !== 'public');
  const scopes = [...new Set(open.flatMap(({ contract }) => contract.scope ?? []))];
  const newPassword = 'nine geese over the weir';
  const recoveries: [string, (owner: TestUser) => Promise<ApiAnswer>][] = [
    ['logout-all', (owner) => owner.post('/auth/logout-all')],
    [
      'change-password',
      (owner) => owner.post('/auth/change-password', { currentPassword: owner.password, newPassword }),
    ],
    [
      'reset-password',
      async (owner) => {
        await world.app.anonymous.post('/auth/forgot-password', { email: owner.email });
        const letters = await world.app.mail.sentTo(owner.email);
        const letter = letters.find(({ kind }) => kind === 'reset-password');
        const token = /token=([\w-]+)/.exec(letter?.text ?? '')?.[1];
        return world.app.anonymous.post('/auth/reset-password', { token, newPassword });
      },
    ],
    [
      'a second factor turned on',
      async (owner) => {
        const { secret } = (await owner.post('/auth/2fa/setup')).body.data;
        const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({
          timestamp: world.app.clock.now(),
        });
        return owner.post('/auth/2fa/enable', { code });
      },
    ],
  ];
  for (const [name, recover] of recoveries) {
    const owner = await make.user({ roles: ['buyer', 'seller'] });
    const { key } = (await owner.post('/users/me/api-keys', { name: 'Office', scopes })).body.data;
    const shutOf = async (asked: ServedEndpoint[]) => {
      const shut: string[] = [];
      for (const endpoint of asked) {
        const address = await addressOf(endpoint, world, true);
        const { method } = endpoint.contract;
        const { status } = await withToken(key).send(method, address, bodyOf(endpoint, world));
        if (status === 401) shut.push(nameOf(endpoint));
      }
      return shut;
    };
    const asked = name === EVERYWHERE ? open : open.slice(0, A_FEW);
    expect([name, await shutOf(asked)]).toEqual([name, []]);
    expect((await recover(owner)).status).toBe(200);
    expect([name, await shutOf(asked)]).toEqual([name, asked.map(nameOf)]);
  }
});

it('what is switched off is refused by its code to everybody who may do it, told in the public settings, and on again', async () => {
  const admin = world.clientOf('admin', '/admin/settings');
  const turn = async (value: string | null) => {
    const { version } = (await succeed(admin.get('/admin/settings'))).body.data;
    const values = FEATURES.map(({ name }) => ({ name, value }));
    await succeed(admin.put('/admin/settings', { version, values, reason: 'A rehearsal of the emergency.' }));
  };
  const switched = world.app.app.endpoints.filter(({ contract }) => contract.feature);
  const refused = async () => {
    const codes: [string, string][] = [];
    for (const endpoint of switched) {
      const answer = await ask(endpoint, 'admin', await addressOf(endpoint, world, true));
      if (answer.body.code === 'switched_off') codes.push([nameOf(endpoint), String(answer.status)]);
    }
    return codes;
  };
  await turn('false');
  const { switchedOff } = (await succeed(world.app.anonymous.get('/config'))).body.data;
  expect(switchedOff).toEqual(FEATURES.map(({ name }) => name.replace('FEATURE_', '')));
  expect(await refused()).toEqual(switched.map((endpoint) => [nameOf(endpoint), '403']));
  await turn(null);
  expect(await refused()).toEqual([]);
  // Each switch has something behind it: an endpoint, or a part of one.
  const named = new Set(switched.map(({ contract }) => contract.feature as string));
  expect(FEATURES.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([
    'FEATURE_CREDIT_SALES',
    'FEATURE_MESSAGES',
  ]);
});
