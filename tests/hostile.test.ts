/** What people send who mean harm: fields that are not theirs to set, requests that are none, secrets in every text. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServedEndpoint } from '../src/platform/http/server';
import { newId, newSecret } from '../src/platform/kernel/ids';
import { addressOf, bodyOf, nameOf } from './access/requests';
import { ACCESS } from './access/table';
import { type AccessWorld, buildAccessWorld, type Reader, READERS } from './access/world';
import { malformedRequests, type MalformedRequest, NO_HTTP } from './hostile/malformed';
import { hasItsTurn, sized, TEST_DAY } from './support/size';
import { isSecretField, planted, textPlacesOf } from './hostile/planting';

const logFolder = mkdtempSync(join(tmpdir(), 'mc-exchange-log-'));

let world: AccessWorld;
let endpoints: ServedEndpoint[];
let tokens: string[];

beforeAll(async () => {
  world = await buildAccessWorld({ LOG_FOLDER: logFolder, LOG_LEVEL: 'debug' });
  endpoints = world.app.app.endpoints;
  tokens = (['buyer', 'seller', 'admin'] as const).map((reader) => world.clientOf(reader, '').token ?? '');
});
afterAll(async () => {
  await world.close();
  rmSync(logFolder, { recursive: true });
});

/** Somebody who gets as far as the use case itself. */
function readerOf(endpoint: ServedEndpoint): Reader {
  const columns = (ACCESS[nameOf(endpoint)] ?? '').split(' ');
  const reaches = (reader: Reader) => /^(2|409|422|side)/.test(columns[READERS.indexOf(reader)] ?? '');
  return (['buyer', 'seller', 'admin'] as const).find(reaches) ?? 'admin';
}

interface Sent {
  status: number;
  text: string;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
afterAll(() => agent.destroy());

/** Over connections that stay open, and as it is: nothing is checked, mended or added on the way. */
const send = ({ method, path, headers, body }: MalformedRequest) =>
  new Promise<Sent & { type: string }>((resolve, reject) => {
    const length = body ? { 'content-length': String(body.length) } : {};
    const options = { method, path, headers: { ...headers, ...length }, agent };
    const request = http.request(world.app.url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(parts).toString(),
        }),
      );
    });
    request.on('error', reject);
    request.end(body ?? undefined);
  });

async function sendJson(endpoint: ServedEndpoint, body: string, to?: string): Promise<Sent> {
  const { method, path } = endpoint.contract;
  const { token } = world.clientOf(readerOf(endpoint), path);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': newSecret(),
  };
  const address = `/api${to ?? (await addressOf(endpoint, world))}`;
  return send({ method: method.toUpperCase(), path: address, headers, body: Buffer.from(body) });
}

/** The same beside the file of an upload. */
async function sendForm(endpoint: ServedEndpoint, form: FormData, field: string, to: string): Promise<Sent> {
  const { method, path } = endpoint.contract;
  form.append(field, 'x');
  const answer = await fetch(`${world.app.url}/api${to}`, {
    method: method.toUpperCase(),
    headers: { authorization: `Bearer ${world.clientOf(readerOf(endpoint), path).token}` },
    body: form,
  });
  return { status: answer.status, text: await answer.text() };
}

const bodied = () => endpoints.filter(({ contract }) => contract.body);

/** Every row of every table, as text. */
async function wholeDatabase(): Promise<Map<string, string>> {
  const { database } = world.app.platform;
  const tables = await database.select<{ name: string }>(
    database.dialect === 'mysql'
      ? 'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()'
      : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
  );
  const rows = new Map<string, string>();
  for (const { name } of tables) {
    const lines = (await database.select(`SELECT * FROM ${name}`)).map((row) => JSON.stringify(row));
    rows.set(name, lines.sort().join('\n'));
  }
  return rows;
}

describe('a field that is not for the sender to set', () => {
  const FORBIDDEN = [
    ...['id', 'userId', 'ownerId', 'sellerId', 'buyerId', 'payerId', 'actorId', 'adminId', 'impersonatorId'],
    ...['sessionId', 'role', 'roles', 'isAdmin', 'permissions', 'scopes', 'status', 'state', 'statusReason'],
    ...[
      'verified',
      'emailVerified',
      'emailVerifiedAt',
      'passwordHash',
      'priceCents',
      'feeCents',
      'totalCents',
    ],
    ...['amountReceivedCents', 'depositCents', 'payoutCents', 'credits', 'creditBalance', 'limitFactor'],
    ...['createdAt', 'updatedAt', 'deletedAt', 'acceptedAt', 'publishedAt', 'idempotencyKey', '__proto__'],
    ...['constructor', 'prototype'],
  ];

  const asJson = (body: unknown, field: string): string =>
    `{"${field}":"x"${JSON.stringify(body ?? {})
      .slice(1)
      .replace(/^(?!\})/, ',')}`;

  /** Each field is tried every day, on one in so many writes; each write with one in so many fields. */
  const FIELD_PARTS = 8;

  it('is refused by name on every write, alone or within, and changes nothing', async () => {
    expect(new Set(FORBIDDEN).size).toBe(40);
    // Addresses name things that are made when they are asked for: once, and before.
    const addresses = new Map<ServedEndpoint, string>();
    for (const endpoint of bodied()) addresses.set(endpoint, await addressOf(endpoint, world));
    const before = await wholeDatabase();
    const taken: string[] = [];
    for (const [place, [endpoint, address]] of [...addresses].entries()) {
      const body = bodyOf(endpoint, world) as Record<string, unknown>;
      const known = Object.keys((endpoint.contract.body as unknown as { shape: object }).shape);
      const tried = FORBIDDEN.filter((_, nth) => hasItsTurn(nth + place, FIELD_PARTS));
      for (const field of tried.filter((name) => !known.includes(name))) {
        const answer = endpoint.contract.upload
          ? await sendForm(endpoint, bodyOf(endpoint, world) as FormData, field, address)
          : await sendJson(endpoint, asJson(body, field), address);
        const refused =
          answer.status === 400 &&
          /"code":"unknown_field"/.test(answer.text) &&
          answer.text.includes(`"field":"${field}"`);
        if (!refused) taken.push(`${nameOf(endpoint)} ${field} → ${answer.status}`);
      }
      for (const [name, inner] of Object.entries(body)) {
        if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) continue;
        const answer = await sendJson(
          endpoint,
          JSON.stringify({ ...body, [name]: { ...inner, feeCents: 1 } }),
          address,
        );
        if (answer.status !== 400) taken.push(`${nameOf(endpoint)} ${name}.feeCents → ${answer.status}`);
      }
    }
    expect(taken).toEqual([]);
    const after = await wholeDatabase();
    expect([...after].filter(([table, rows]) => before.get(table) !== rows).map(([table]) => table)).toEqual(
      [],
    );
  }, 300_000);
});

describe('thousands of malformed requests', () => {
  const REQUESTS = sized(10_000, 1_500);
  const SEED = 20_260_913 + TEST_DAY;
  const LEAK =
    /node_modules|\.ts:\d|\bat \w+ \(|SELECT .* FROM|INSERT INTO|SQLITE_|\bER_[A-Z]{3}|<html|<pre/i;

  it('make no 5xx, no HTML and no stack, and end nobody’s process', async () => {
    // What ends the session of the sender is left out, or most of the requests would stop at the door.
    const harmless = endpoints.filter(({ contract }) => !/logout|sessions|impersonation/.test(contract.path));
    const next = malformedRequests(harmless, tokens, SEED);
    const bad: string[] = [];
    const statuses = new Map<number, number>();
    const worker = async () => {
      while (sent < REQUESTS) {
        sent += 1;
        const request = next();
        const { status, type, text } = await send(request);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const isWhole = text === '' || /json|webp|pdf|yaml|csv/.test(type);
        if (status >= 500 || !isWhole || LEAK.test(text)) {
          bad.push(
            `${request.method} ${request.path.slice(0, 200)} → ${status} ${type} ${text.slice(0, 500)}`,
          );
        }
      }
    };
    process.stdout.write(`TEST_DAY=${TEST_DAY}: ${REQUESTS} requests\n`);
    let sent = 0;
    await Promise.all(Array.from({ length: 8 }, worker));
    expect(bad.slice(0, 5)).toEqual([]);
    // They were not all stopped at one door.
    for (const status of [400, 401, 403, 404, 405, 415]) expect([...statuses.keys()]).toContain(status);
    // A body that is too long comes too seldom for every day to have one.
    const headers = { authorization: `Bearer ${tokens[0]}`, 'content-type': 'application/json' };
    const long = { method: 'POST', path: '/api/offers', headers, body: Buffer.from('['.repeat(120_000)) };
    expect((await send(long)).status).toBe(413);
    expect((await world.app.anonymous.get('/health/ready')).body.data.status).toBe('ready');
  }, 300_000);

  it('nor do those that are not even HTTP', async () => {
    for (const bytes of NO_HTTP) {
      const answer = await new Promise<string>((resolve) => {
        const socket = net.connect(Number(new URL(world.app.url).port), '127.0.0.1', () => socket.end(bytes));
        let text = '';
        socket.on('data', (part) => (text += part.toString()));
        socket.on('error', () => resolve(text));
        socket.on('close', () => resolve(text));
      });
      expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
      expect(answer).not.toMatch(LEAK);
    }
    expect((await world.app.anonymous.get('/health/live')).status).toBe(200);
  });
});

describe('a secret that somebody writes where it does not belong', () => {
  const marker = newSecret()
    .replaceAll(/[^a-zA-Z0-9]/g, '')
    .slice(0, 24);
  const DISGUISES = [
    `Bearer ${marker}`,
    `sk_live_${marker}`,
    `mcx_abcd1234_${marker}`,
    `https://example.com/?token=${marker}`,
    `mysql://root:${marker}@db`,
  ];

  it('is in no log line, audit entry, letter or error', async () => {
    const errors: string[] = [];
    let planting = 0;
    for (const endpoint of bodied()) {
      for (const place of textPlacesOf(endpoint)) {
        await world.clearFailedLogIns();
        const disguise = DISGUISES[(planting += 1) % DISGUISES.length];
        const value = isSecretField(place) ? marker : disguise;
        const answer = await sendJson(
          endpoint,
          JSON.stringify(planted(bodyOf(endpoint, world), place, value)),
        );
        if (answer.status >= 400 && answer.text.includes(marker)) {
          errors.push(`${nameOf(endpoint)} ${place.join('.')} → ${answer.text}`);
        }
        expect(answer.status).toBeLessThan(500);
      }
    }
    expect(planting).toBeGreaterThan(90);
    expect(errors).toEqual([]);
    await world.app.settle();

    const { database } = world.app.platform;
    const linesWith = async (table: string) =>
      (await database.select(`SELECT * FROM ${table}`))
        .map((row) => JSON.stringify(row))
        .filter((row) => row.includes(marker));
    expect(await linesWith('audit_entries')).toEqual([]);
    expect(await linesWith('mail_outbox')).toEqual([]);
    const logged = readdirSync(logFolder).map((name) => readFileSync(join(logFolder, name), 'utf8'));
    expect(logged.join('').split('\n').length).toBeGreaterThan(1_000);
    expect(
      logged
        .join('\n')
        .split('\n')
        .filter((line) => line.includes(marker)),
    ).toEqual([]);
  }, 300_000);
});

describe('an event that no module could have told', () => {
  const PAYLOADS = [
    '{}',
    '[]',
    'null',
    '"x"',
    '{"__proto__":{"userId":1}}',
    '{"userId":{"$ne":null},"at":"now"}',
  ];
  const LEAST = 200;

  it('ends no process, changes nothing, and is kept with its handlers to be looked at', async () => {
    const { database, events, queue, clock } = world.app.platform;
    await world.app.settle();
    const handlers = events.handlers();
    const rowsOf = async () => ({
      told: (await database.select<{ id: string }>('SELECT id FROM events')).length,
      letters: (await database.select<{ id: string }>('SELECT id FROM mail_outbox')).length,
      lines: (await database.select<{ id: string }>('SELECT id FROM audit_entries')).length,
    });
    const told = handlers.flatMap(({ event, hearer }, place) =>
      [place, place + 1].map((turn) => ({
        id: newId(),
        event,
        kind: `${event} > ${hearer}`,
        payload: PAYLOADS[turn % PAYLOADS.length] ?? '{}',
      })),
    );
    expect(told.length).toBeGreaterThanOrEqual(LEAST);
    const before = await rowsOf();
    await database.atomically(async () => {
      for (const { id, event, kind, payload } of told) {
        await database.change(
          'INSERT INTO events (id, name, subject, payload, at) VALUES (:id, :event, :id, :payload, :now)',
          { id, event, payload, now: clock.now() },
        );
        await queue.enqueueAll([{ kind, payload: { eventId: id } }]);
      }
    });
    await queue.runDue();
    const left = await database.select<{ kind: string; payload: string | object; lastError: string | null }>(
      "SELECT kind, payload, lastError FROM jobs WHERE status = 'WAITING' AND attempts > 0",
    );
    const refused = left.filter(({ payload }) => told.some(({ id }) => JSON.stringify(payload).includes(id)));
    expect(
      told.filter(({ id }) => !refused.some(({ payload }) => JSON.stringify(payload).includes(id))),
    ).toEqual([]);
    expect(await rowsOf()).toEqual({ ...before, told: before.told + told.length });
    expect((await world.app.anonymous.get('/health/live')).status).toBe(200);
    await database.change('DELETE FROM events WHERE id IN (:ids)', { ids: told.map(({ id }) => id) });
    await database.change("DELETE FROM jobs WHERE status = 'WAITING' AND attempts > 0");
  });
});
