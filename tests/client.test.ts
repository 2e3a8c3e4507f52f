/** The packaged client, built as a partner builds it, against the running product. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { HOUR_MS } from '../src/platform/kernel/clock';
import { startTestApp, type TestApp, type TestUser } from './support/app';
import { makeListings } from './support/make-listings';

const ROOT = join(__dirname, '..');
/** For what comes by socket. */
const PATIENCE_MS = 10_000;

/** As the package says it; its types are made with it, so the compiler of the tests does not have them. */
interface Client {
  connect(options: object): {
    api: Record<'GET' | 'POST', (path: string, request?: object) => Promise<never>>;
    signIn(person: { email: string; password: string }): Promise<void>;
    signOut(): Promise<void>;
    listen(options: object): Promise<() => void>;
  };
  dataOf(asked: Promise<never>): Promise<never>;
  each(ask: (cursor: string | undefined) => Promise<never>): AsyncIterable<{ id: string }>;
  ExchangeProblem: new (...args: never[]) => Error & { code: string; status: number; requestId: string };
}

const folder = mkdtempSync(join(tmpdir(), 'mcx-packaged-client-'));
let client: Client;
let app: TestApp;
let buyer: TestUser;
let listingIds: string[];

beforeAll(async () => {
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  execFileSync(process.execPath, [join(ROOT, 'tools/build-client.mjs'), '--to', folder], { stdio: 'pipe' });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  client = require(join(folder, 'dist/index.js')) as Client;
  app = await startTestApp();
  const listings = makeListings(app);
  listingIds = [(await listings.active()).id, (await listings.active()).id, (await listings.active()).id];
  buyer = await app.make.buyer();
  await listings.giveCredits(buyer.id, 2);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it('reads a list to its end with an API key, and is refused by a code', async () => {
  const made = await buyer.post('/users/me/api-keys', { name: 'Sync', scopes: ['listings:read'] });
  const { api } = client.connect({ url: app.url, apiKey: made.body.data.key });
  const found: string[] = [];
  const page = (cursor: string | undefined) =>
    api.GET('/listings', {
      params: { query: { limit: 1, sortBy: 'newest', ...(cursor ? { cursor } : {}) } },
    });
  for await (const { id } of client.each(page)) found.push(id);
  expect(found.toSorted()).toEqual(listingIds.toSorted());
  const refusal = await client
    .dataOf(api.POST('/offers', { body: { listingId: found[0], amountCents: 20_000_000 } }))
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(client.ExchangeProblem);
  expect(refusal).toMatchObject({ status: 403, code: expect.any(String), requestId: expect.any(String) });
});

it('renews a session once for all who wait, and hands each new one over', async () => {
  const sessions: ({ accessToken: string } | null)[] = [];
  const exchange = client.connect({
    url: app.url,
    onSession: (session: { accessToken: string } | null) => sessions.push(session),
  });
  await exchange.signIn(buyer);
  app.clock.advance(HOUR_MS);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => client.dataOf(exchange.api.GET('/users/me'))),
  );
  for (const answer of answers) expect(answer).toMatchObject({ id: buyer.id });
  expect(sessions).toHaveLength(2);
  await exchange.signOut();
  expect(sessions.at(-1)).toBeNull();
});

it('acts once though an answer is lost, and waits where it is asked to come again', async () => {
  let lost = 0;
  let asked = 0;
  const exchange = client.connect({
    url: app.url,
    async fetch(request: Request) {
      const response = await fetch(request);
      if (!request.url.endsWith('/unlock')) return response;
      asked += 1;
      if (asked === 1) return new Response('{}', { status: 503, headers: { 'retry-after': '0' } });
      if (lost === 0) {
        lost += 1;
        await response.arrayBuffer();
        throw new TypeError('The connection was lost.');
      }
      return response;
    },
  });
  await exchange.signIn(buyer);
  const { version } = await client.dataOf(exchange.api.GET('/listings/nda'));
  const [id] = listingIds;
  await client.dataOf(
    exchange.api.POST('/listings/{id}/unlock', {
      params: { path: { id } },
      body: { ndaVersion: version, accepted: true, typedName: buyer.name },
    }),
  );
  expect(asked).toBe(3);
  const spent = (await buyer.get('/credits/history')).body.data.filter(
    ({ credits }: { credits: number }) => credits < 0,
  );
  expect(spent).toHaveLength(1);
});

it('tells of what was missed and of what comes, all of it, in order and once', async () => {
  await app.settle();
  const exchange = client.connect({ url: app.url });
  await exchange.signIn(buyer);
  const log = async () =>
    (await buyer.get('/events?cursor=0')).body.data.events.map(({ id }: { id: string }) => id) as string[];
  const told: string[] = [];
  const hears = async (count: number): Promise<void> => {
    const until = Date.now() + PATIENCE_MS;
    while (told.length < count && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const missed = await log();
  expect(missed.length).toBeGreaterThan(1);
  const end = await exchange.listen({
    ...{ io, after: '0' },
    onEvent: ({ id }: { id: string }) => void told.push(id),
  });
  await hears(missed.length);
  expect(told).toEqual(missed);
  await makeListings(app).giveCredits(buyer.id, 1);
  await app.settle();
  const all = await log();
  expect(all.length).toBeGreaterThan(missed.length);
  await hears(all.length);
  end();
  expect(told).toEqual(all);
});

it('types what goes over a socket, in both directions', () => {
  const use = join(folder, 'use.ts');
  writeFileSync(
    use,
    `import type { Acknowledgement, ClientToServerEvents, ServerToClientEvents } from './dist/index';
    interface Socket {
      on<Name extends keyof ServerToClientEvents>(name: Name, hear: ServerToClientEvents[Name]): void;
      emit<Name extends keyof ClientToServerEvents>(name: Name, ...sent: Parameters<ClientToServerEvents[Name]>): void;
    }
    declare const socket: Socket;
    socket.on('offer:updated', ({ data, cursor }) => [data.offerId.length, data.change.length, cursor.length]);
    socket.on('user:online', ({ userId }) => userId.length);
    socket.on('session:ended', ({ code }) => code.length);
    socket.emit('join:transaction', { transactionId: 'x' }, (answer: Acknowledgement) => answer.success);
    socket.emit('typing:start', { conversationId: 'x' });
    // @ts-expect-error Of a deal there is no such field.
    socket.on('transaction:updated', ({ data }) => data.offerId);
    // @ts-expect-error Which deal?
    socket.emit('join:transaction', {});
    // @ts-expect-error Nothing is called that.
    socket.on('offer:burnt', () => undefined);
    `,
  );
  const tsc = join(ROOT, 'node_modules/typescript7/bin/tsc');
  const checked = spawnSync(
    process.execPath,
    [
      tsc,
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2022',
      '--types',
      '',
      '--ignoreConfig',
      use,
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  expect([checked.stdout, checked.status]).toEqual(['', 0]);
});

it('is a package that has all it needs', () => {
  const { dependencies, main, types } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
    main: string;
    types: string;
  };
  const versions = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  expect(dependencies['openapi-fetch']).toBe(versions.devDependencies['openapi-fetch']);
  for (const file of [main, types, 'dist/schema.d.ts'])
    expect(readFileSync(join(folder, file), 'utf8')).not.toBe('');
});
