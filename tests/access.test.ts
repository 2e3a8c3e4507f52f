/** Every endpoint × every kind of person × a thing of somebody's and one that is absent: each has its declared answer. */
import type { ServedEndpoint } from '../src/platform/http/server';
import { addressOf, bodyOf, nameOf } from './access/requests';
import { ABSENT_IS_FINE, ACCESS } from './access/table';
import { type AccessWorld, buildAccessWorld, type Reader, READERS } from './access/world';
import type { ApiAnswer } from './support/client';

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

/** What ends the session that asks: the person signs in again for the next request. */
const ENDS_SESSIONS = ['POST /auth/logout', 'POST /auth/logout-all', 'POST /auth/impersonation/end'];

/** What changes a reader into another kind of person. */
const CHANGES_READERS = ['POST /users/me/roles'];

/** The owner last: what he may use up is there for all who may not. */
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

async function ask(endpoint: ServedEndpoint, reader: Reader, absent: boolean): Promise<ApiAnswer> {
  await world.forgetGuesses();
  const { method, path } = endpoint.contract;
  const address = await addressOf(endpoint, world, absent);
  const answer = await world.clientOf(reader, path).send(method, address, bodyOf(endpoint, world));
  if (ENDS_SESSIONS.includes(nameOf(endpoint))) await world.renew(reader);
  return answer;
}

/** All answers to one endpoint in the order of the table, and what the strangers were told. */
async function answersOf(endpoint: ServedEndpoint, columns: string[], absent: boolean) {
  const words = new Map<Reader, string>();
  const tales = new Set<string>();
  for (const reader of ORDER) {
    const expected = columns[READERS.indexOf(reader)] ?? '';
    const answer = await ask(endpoint, reader, absent);
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
  const last = (endpoint: ServedEndpoint) => Number(CHANGES_READERS.includes(nameOf(endpoint)));
  for (const endpoint of known.toSorted((one, other) => last(one) - last(other))) {
    const name = nameOf(endpoint);
    const columns = columnsOf(name);
    const own = await answersOf(endpoint, columns, false);
    expectRow(name, own.row, columns.join(' '));
    if (!endpoint.contract.path.includes('{')) continue;
    const fine = ABSENT_IS_FINE.includes(name);
    const expected = columns.map((column) => (fine || AT_THE_DOOR.includes(column) ? column : '404'));
    const absent = await answersOf(endpoint, expected, true);
    expectRow(`${name}, absent`, absent.row, expected.join(' '));
    const telling = [...own.tales].filter((tale) => !absent.tales.has(tale) && !fine);
    if (telling.length > 0) wrong.push(`${name} tells a stranger: ${telling.join(' | ')}`);
  }
  expect(wrong).toEqual([]);
}, 300_000);
