/** What operators do with a whole installation: copy it and bring it back, close it, look at its work, ask what is wrong. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { version } from '../package.json';
import { type App, buildApp } from '../src/app';
import { backUp, restore } from '../src/cli/backup';
import { examine } from '../src/cli/doctor';
import { readConfig } from '../src/config';
import { endMaintenance } from '../src/platform/http/maintenance';
import { HOUR_MS, type MovableClock } from '../src/platform/kernel/clock';
import { startTestApp, type TestApp } from './support/app';
import { makeDatabase } from './support/database';
import { makeListings } from './support/make-listings';
import { CHEAP_PASSWORDS } from './support/password-costs';
import { runMcx } from './support/run-mcx';

const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-copies-'));
const copy = join(folder, 'copy');
const MAKE_CERTIFICATE = [
  ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'],
  ...['-addext', 'subjectAltName=DNS:localhost', '-out', 'own.pem', '-keyout', 'own.key'],
];
const homes: { remove(): Promise<void> }[] = [];

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(async () => {
  await app.close();
  await Promise.all(homes.map((home) => home.remove()));
  rmSync(folder, { recursive: true });
});

/** A database without a table, and an empty file store. */
async function emptyHome(): Promise<Record<string, string>> {
  const home = await makeDatabase();
  homes.push(home);
  rmSync(join(String(home.environment.DATA_FOLDER), 'mc-exchange.db'), { force: true });
  return home.environment;
}

/** The product on such a home, with the secrets of the first one unless others are given. */
async function inEmptyHome<Result>(
  work: (app: App) => Promise<Result>,
  environment: Record<string, string> = {},
): Promise<Result> {
  const { JWT_ACCESS_SECRET, TWO_FACTOR_SECRET, EIN_HASH_SECRET } = app.config;
  const { BANK_ACCOUNT_SECRET, WEBHOOK_ENDPOINT_SECRET } = app.config;
  const made = buildApp(
    readConfig({
      ...{ NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'error', CLOCK: 'movable', ...CHEAP_PASSWORDS },
      ...{ JWT_ACCESS_SECRET, TWO_FACTOR_SECRET, EIN_HASH_SECRET },
      ...{ BANK_ACCOUNT_SECRET, WEBHOOK_ENDPOINT_SECRET },
      ...(await emptyHome()),
      ...environment,
    }),
    { silent: true },
  );
  try {
    return await work(made);
  } finally {
    await made.stop();
  }
}

const countRows = async ({ platform: { database } }: Pick<App, 'platform'>, table: string) =>
  Number((await database.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`))[0]?.n);

const fileKeys: string[] = [];

describe('a copy that is taken while people work', () => {
  beforeAll(async () => {
    const listings = makeListings(app);
    await listings.active();
    await listings.giveCredits((await app.make.buyer()).id, 3);
    await app.settle();
    const { storage } = app.platform;
    for (const content of ['one', 'another']) {
      const key = storage.newKey('avatars');
      await storage.put(key, Buffer.from(content));
      fileKeys.push(key);
    }
    // Whatever is done by then of what else was on the queue, the copy has this to do.
    await app.platform.queue.enqueue(
      'identity.drop-avatar',
      { key: fileKeys[1] },
      { runAt: app.clock.now() + HOUR_MS },
    );
    // Sales of credits and letters go on until it is taken.
    let over = false;
    const load = Array.from({ length: 4 }, async () => {
      while (!over) {
        await listings.giveCredits((await app.make.buyer()).id, 1);
        await app.platform.queue.runDue();
      }
    });
    await backUp(app.app, copy);
    over = true;
    await Promise.all(load);
  });

  it('becomes an installation that adds up, with every file, closed until somebody opens it', async () => {
    await inEmptyHome(async (restored) => {
      const { manifest, otherSecrets, violations } = await restore(restored, copy);
      expect(violations).toEqual([]);
      expect(otherSecrets).toEqual([]);
      expect(manifest).toMatchObject({ version, files: { files: 2 } });
      for (const table of ['users', 'ledger_transfers', 'listings', 'carrier_snapshots']) {
        const copied = manifest.tables.find(({ name }) => name === table);
        expect([table, copied?.rows]).toEqual([table, await countRows(restored, table)]);
        expect(copied?.rows).toBeGreaterThan(0);
      }
      for (const key of fileKeys) expect(await restored.platform.storage.exists(key)).toBe(true);
      expect(restored.maintenance.now()).not.toBeNull();
      expect(await restored.platform.queue.runDue()).toBe(0);
      // What was cached of the former one is none of this one's.
      const [before] = await app.platform.database.select<{ id: string }>('SELECT id FROM installation');
      const [after] = await restored.platform.database.select<{ id: string }>('SELECT id FROM installation');
      expect(after?.id).not.toBe(before?.id);
      const { database, clock, uptime } = restored.platform;
      await endMaintenance(database, clock, restored.maintenance, uptime);
      await restored.maintenance.load();
      (clock as MovableClock).advance(app.clock.now() + HOUR_MS - clock.now());
      await restored.platform.queue.runDue();
      expect(await restored.platform.storage.exists(String(fileKeys[1]))).toBe(false);
      expect((await restored.modules.admin.reconcile()).violations).toEqual([]);
      await expect(restore(restored, copy)).rejects.toThrow('The database has tables.');
    });
  });

  const withServer = process.env.DATABASE_URL ? it : it.skip;
  withServer('is read by the embedded database as well', async () => {
    await inEmptyHome(
      async (restored) => {
        expect(restored.platform.database.dialect).toBe('sqlite');
        expect((await restore(restored, copy)).violations).toEqual([]);
      },
      { DATABASE_URL: '' },
    );
  });

  it('names the secrets that it needs, holds none of them, and says which are others', async () => {
    const text = readFileSync(join(copy, 'backup.json'), 'utf8');
    expect(text).toContain('TWO_FACTOR_SECRET');
    expect(text).not.toContain(app.config.TWO_FACTOR_SECRET);
    const { otherSecrets } = await inEmptyHome((restored) => restore(restored, copy), {
      TWO_FACTOR_SECRET: 'x7Jk2mPq9RtVw3Yz5AbCdEfGhL8nSu4T',
    });
    expect(otherSecrets).toEqual(['TWO_FACTOR_SECRET']);
  });

  it('is refused where a newer release made it, or where it was changed', async () => {
    const manifest = join(copy, 'backup.json');
    const whole = readFileSync(manifest, 'utf8');
    const refusal = () =>
      inEmptyHome((made) =>
        restore(made, copy).then(
          () => 'It was taken.',
          (error: Error) => error.message,
        ),
      );
    const changed = JSON.parse(whole) as { migrations: string[]; tables: { name: string; rows: number }[] };
    writeFileSync(
      manifest,
      JSON.stringify({ ...changed, migrations: [...changed.migrations, '9999-later'] }),
    );
    expect(await refusal()).toContain('9999-later');
    for (const table of changed.tables) if (table.name === 'users') table.rows -= 1;
    writeFileSync(manifest, JSON.stringify(changed));
    expect(await refusal()).toContain('The copy of users is not what was copied');
    writeFileSync(manifest, whole);
    appendFileSync(join(copy, 'files', String(fileKeys[0])), '!');
    expect(await refusal()).toContain('is damaged');
  });
});

describe('maintenance', () => {
  it('refuses what would change something, begins no job, lets people read, and puts deadlines off when it ends', async () => {
    const buyer = await app.make.buyer();
    const { database } = app.platform;
    expect((await runMcx(app, ['maintenance', 'on', '--message', 'We move to a new server.'])).code).toBe(0);
    await app.app.maintenance.load();
    const refused = await buyer.post('/users/me/saved-searches', {});
    expect([refused.status, refused.body.code]).toEqual([503, 'service_unavailable']);
    expect(refused.body.detail).toContain('We move to a new server.');
    expect(refused.headers.get('retry-after')).toBe('60');
    const form = await fetch(`${app.url}/forgot-password`, { method: 'POST', body: 'email=a%40example.com' });
    expect(form.status).toBe(503);
    expect((await buyer.get('/users/me')).status).toBe(200);
    const told = async () => (await app.anonymous.get('/config')).body.data.maintenance as unknown;
    expect(await told()).toBe('We move to a new server.');
    const { parts } = (await app.anonymous.get('/health/ready')).body.data;
    expect(parts).toContainEqual(expect.objectContaining({ name: 'maintenance', status: 'down' }));
    app.clock.advance(3 * HOUR_MS);
    expect(await app.platform.queue.runDue()).toBe(0);

    // The process that ends it has the time of its own clock, so this one ends it by the same way.
    const before = await countRows(app, 'outages');
    await endMaintenance(database, app.clock, app.app.maintenance, app.platform.uptime);
    await app.app.maintenance.load();
    expect(await told()).toBeNull();
    expect((await countRows(app, 'outages')) - before).toBe(1);
    const [outage] = await database.select<{ since: number; until: number }>(
      'SELECT since, until FROM outages ORDER BY until DESC LIMIT 1',
    );
    expect(Number(outage?.until) - Number(outage?.since)).toBeGreaterThan(2.9 * HOUR_MS);
    expect(await app.platform.queue.runDue()).toBeGreaterThan(0);
    const said = await runMcx(app, ['maintenance', 'off']);
    expect(said).toEqual({ code: 0, printed: 'Maintenance was off already.\n' });
  });
});

describe('mcx jobs', () => {
  it('shows what failed for good, and gives it another life', async () => {
    const { database, queue } = app.platform;
    await app.settle();
    await database.change(
      `INSERT INTO jobs (id, kind, lane, payload, onceKey, status, runAt, attempts, lastError, createdAt)
       VALUES ('01900000-0000-7000-8000-0000000000aa', 'events.number', 'timers', '{}', NULL, 'DEAD', 1, 12, 'Nobody answered.', 1)`,
    );
    const shown = await runMcx(app, ['jobs']);
    expect([shown.code, shown.printed]).toEqual([1, expect.stringContaining('12 tries: Nobody answered.')]);
    expect((await runMcx(app, ['jobs', 'revive', 'all'])).code).toBe(0);
    expect(await queue.listDead()).toEqual([]);
    await app.settle();
  });
});

describe('mcx doctor', () => {
  const { NODE_ENV: _, ...usual } = process.env;
  const failures = async (environment: Record<string, string | undefined>) =>
    (await examine({ ...usual, ...environment }))
      .filter(({ state }) => state !== 'OK')
      .map(({ what, remedy }) => `${what} ${remedy}`);

  it('finds nothing to put right in an installation that works', async () => {
    const { DATA_FOLDER, DATABASE_URL = '' } = app.config;
    const found = await examine({ ...usual, NODE_ENV: 'test', CLOCK: 'movable', DATA_FOLDER, DATABASE_URL });
    expect(found.filter(({ state }) => state === 'FAIL')).toEqual([]);
    expect(found.map(({ what }) => what)).toContain('The schema is that of this release.');
  });

  it('names every fault of the configuration', async () => {
    const found = await failures({ NODE_ENV: 'production', PORT: 'front', DATABASE_URL: '' });
    for (const name of ['PORT', 'DATABASE_URL', 'JWT_ACCESS_SECRET'])
      expect(found).toContainEqual(expect.stringContaining(`${name}:`));
  });

  it('says why the database does not answer, and what to do', async () => {
    const { DATA_FOLDER } = app.config;
    const found = await failures({
      NODE_ENV: 'test',
      DATA_FOLDER,
      DATABASE_URL: 'mysql://nobody@127.0.0.1:1/none',
    });
    expect(found).toContainEqual(expect.stringContaining('ECONNREFUSED'));
    expect(found).toContainEqual(expect.stringContaining('Nothing listens there'));
  });

  it('says why Redis does not answer, and what to do', async () => {
    const closed = createServer((socket) => socket.on('error', () => undefined).destroy());
    // An answer for each command, as Redis gives it.
    const strict = createServer((socket) =>
      socket
        .on('error', () => undefined)
        .on('data', (commands) => {
          for (const _ of String(commands).matchAll(/^\*\d/gm))
            socket.write('-NOAUTH Authentication required.\r\n');
        }),
    );
    execFileSync('openssl', MAKE_CERTIFICATE, { cwd: folder, stdio: 'ignore' });
    const [cert, key] = ['own.pem', 'own.key'].map((name) => readFileSync(join(folder, name)));
    const unknown = createTlsServer({ cert, key }, (socket) => socket.on('error', () => undefined));
    unknown.on('tlsClientError', () => undefined);
    const said = async (scheme: string, server: Server) => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const found = await failures({
        ...{ NODE_ENV: 'test', DATABASE_URL: '', DATA_FOLDER: app.config.DATA_FOLDER },
        REDIS_URL: `${scheme}://localhost:${port}`,
      });
      server.close();
      return found.find((text) => text.startsWith('Redis'));
    };
    expect(await said('rediss', unknown)).toMatch(/\(DEPTH_ZERO_SELF_SIGNED_CERT\).*NODE_EXTRA_CA_CERTS/);
    expect(await said('redis', strict)).toMatch(/\(NOAUTH\).*user and password in REDIS_URL/);
    expect(await said('redis', closed)).toMatch(/^Redis does not answer.*correct REDIS_URL/);
  });

  it('says that a folder cannot be written', async () => {
    const found = await failures({
      NODE_ENV: 'test',
      DATABASE_URL: '',
      DATA_FOLDER: app.config.DATA_FOLDER,
      LOG_FOLDER: join(copy, 'backup.json', 'logs'),
    });
    expect(found).toContainEqual(expect.stringMatching(/LOG_FOLDER cannot be written.*LOG_FOLDER=off/));
  });
});

describe('an instance that serves requests alone', () => {
  it('leaves jobs and timers to another', async () => {
    await inEmptyHome(
      async (serving) => {
        await serving.prepare();
        await serving.start();
        const { database, queue } = serving.platform;
        let ran = 0;
        queue.handle('test.job', { lane: 'news', runs: 'unit' }, () => Promise.resolve(void (ran += 1)));
        await queue.enqueue('test.job', {});
        // Longer than it takes to look for what is due, and for the timers' tick.
        await pause(1_500);
        const jobs = await database.select<{ kind: string; status: string }>('SELECT kind, status FROM jobs');
        expect(jobs).toEqual([{ kind: 'test.job', status: 'WAITING' }]);
        await queue.runDue();
        expect(ran).toBe(1);
      },
      { JOBS: 'off' },
    );
  });
});
