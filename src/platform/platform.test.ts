/** What the platform promises to every module: units, jobs, outbox, cache, idempotency. */
import { rmSync } from 'node:fs';
import { z } from 'zod';
import { makeDatabase } from '../../tests/support/database';
import { platform as platformTables } from '../../migrations/0001-platform';
import { createCache } from './cache/cache';
import { type Database, openDatabase } from './db/database';
import { migrate } from './db/migrate';
import { createOutbox, defineEvent } from './events/outbox';
import { createIdempotencyStore } from './http/idempotency';
import { Problem } from './http/problem';
import { createQueue, type Queue } from './jobs/queue';
import { createScheduler } from './jobs/scheduler';
import { DAY_MS, HOUR_MS, MINUTE_MS, MovableClock } from './kernel/clock';
import { newId } from './kernel/ids';
import { createLogger } from './kernel/logger';
import { redact } from './kernel/redact';

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const platformMigration = [platformTables];

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;
let clock: MovableClock;

beforeAll(async () => {
  home = await makeDatabase();
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/platform.db`,
    poolSize: 20,
    log,
  });
  await migrate(database, platformMigration, log);
  clock = new MovableClock();
});

afterAll(async () => {
  await database.close();
  await home.remove();
  rmSync(`${home.environment.DATA_FOLDER}`, { recursive: true, force: true });
});

const mailCount = async () =>
  Number((await database.select<{ n: number }>('SELECT COUNT(*) AS n FROM mail_outbox'))[0]?.n);

const writeMail = (kind: string) =>
  database.change(
    `INSERT INTO mail_outbox (id, recipient, subject, body, kind, createdAt) VALUES (:id, 'a', 'b', 'c', :kind, 1)`,
    { id: newId(), kind },
  );

describe('a unit of work', () => {
  it('happens whole or not at all', async () => {
    const before = await mailCount();
    await expect(
      database.atomically(async () => {
        await writeMail('unit');
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await mailCount()).toBe(before);
  });

  it('is joined by a unit inside it, which rolls back with it', async () => {
    const before = await mailCount();
    await expect(
      database.atomically(async () => {
        await database.atomically(() => writeMail('inner'));
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await mailCount()).toBe(before);
  });

  it('tells those who wait for the commit only when it is committed', async () => {
    const heard: string[] = [];
    await database.atomically(() => {
      database.afterCommit(() => heard.push('after'));
      heard.push('inside');
      return Promise.resolve();
    });
    expect(heard).toEqual(['inside', 'after']);
    await database
      .atomically(() => {
        database.afterCommit(() => heard.push('never'));
        return Promise.reject(new Error('stop'));
      })
      .catch(() => undefined);
    expect(heard).toEqual(['inside', 'after']);
  });

  it('loses no update when fifty raise one number at once', async () => {
    await database.change('DELETE FROM movable_clock');
    await database.change('INSERT INTO movable_clock (id, offsetMs) VALUES (1, 0)');
    await Promise.all(
      Array.from({ length: 50 }, () =>
        database.atomically(async () => {
          const [row] = await database.select<{ offsetMs: number }>(
            `SELECT offsetMs FROM movable_clock WHERE id = 1 ${database.forUpdate}`,
          );
          await database.change('UPDATE movable_clock SET offsetMs = :next WHERE id = 1', {
            next: Number(row?.offsetMs) + 1,
          });
        }),
      ),
    );
    const [row] = await database.select<{ offsetMs: number }>('SELECT offsetMs FROM movable_clock');
    expect(Number(row?.offsetMs)).toBe(50);
  });
});

describe('the queue', () => {
  let queue: Queue;
  beforeEach(async () => {
    await database.change('DELETE FROM jobs');
    queue = createQueue(database, clock, log);
  });

  it('runs a job once, in one unit with its mark, though two workers look at the same moment', async () => {
    const second = createQueue(database, clock, log);
    const before = await mailCount();
    for (const worker of [queue, second]) {
      worker.handle('write', { runs: 'unit' }, async () => {
        await writeMail('job');
      });
    }
    for (let count = 0; count < 20; count += 1) await queue.enqueue('write', {});
    await Promise.all([queue.runDue(), second.runDue()]);
    expect((await mailCount()) - before).toBe(20);
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
  });

  it('exists exactly if the unit commits', async () => {
    queue.handle('write', { runs: 'unit' }, () => Promise.resolve());
    await database
      .atomically(async () => {
        await queue.enqueue('write', {});
        throw new Error('stop');
      })
      .catch(() => undefined);
    expect((await queue.counts()).waiting).toBe(0);
  });

  it('tries again with growing delay, undoing the half-done try, and gives up after twelve', async () => {
    const before = await mailCount();
    let tries = 0;
    queue.handle('fail', { runs: 'unit' }, async () => {
      tries += 1;
      await writeMail('half');
      throw new Error('not yet');
    });
    await queue.enqueue('fail', {});
    await queue.runDue();
    expect(tries).toBe(1);
    await queue.runDue();
    expect(tries).toBe(1);
    for (let round = 0; round < 15; round += 1) {
      clock.advance(2 * HOUR_MS);
      await queue.runDue();
    }
    expect(tries).toBe(12);
    expect((await queue.counts()).dead).toBe(1);
    expect(await mailCount()).toBe(before);
  });

  it('adds a job of one key once', async () => {
    queue.handle('once', { runs: 'unit' }, () => Promise.resolve());
    await Promise.all(Array.from({ length: 10 }, () => queue.enqueue('once', {}, { onceKey: 'k' })));
    expect((await queue.counts()).waiting).toBe(1);
  });

  it('runs each period of a schedule once, however many instances tick', async () => {
    let runs = 0;
    const schedulers = [queue, createQueue(database, clock, log)].map((each) => {
      const scheduler = createScheduler(each, clock, log);
      scheduler.every('sweep', MINUTE_MS, () => {
        runs += 1;
        return Promise.resolve();
      });
      return { scheduler, each };
    });
    const round = async () => {
      await Promise.all(schedulers.map(({ scheduler }) => scheduler.tick()));
      await Promise.all(schedulers.map(({ each }) => each.runDue()));
    };
    await round();
    await round();
    expect(runs).toBe(1);
    clock.advance(MINUTE_MS);
    await round();
    expect(runs).toBe(2);
  });
});

describe('the outbox', () => {
  it('delivers to each hearer on its own, and the failing one again', async () => {
    await database.change('DELETE FROM jobs');
    const queue = createQueue(database, clock, log);
    const outbox = createOutbox(queue, clock);
    const happened = defineEvent('thing.happened', z.strictObject({ id: z.string() }));
    const heard: string[] = [];
    let failing = true;
    outbox.on(happened, 'first', { runs: 'unit' }, ({ id }) =>
      Promise.resolve(void heard.push(`first ${id}`)),
    );
    outbox.on(happened, 'second', { runs: 'unit' }, ({ id }) => {
      if (failing) return Promise.reject(new Error('down'));
      heard.push(`second ${id}`);
      return Promise.resolve();
    });
    await outbox.emit(happened, { id: 'a' });
    await queue.runDue();
    expect(heard).toEqual(['first a']);
    failing = false;
    clock.advance(MINUTE_MS);
    await queue.runDue();
    expect(heard).toEqual(['first a', 'second a']);
  });
});

describe('an Idempotency-Key', () => {
  const request = (key: string, input: unknown = { a: 1 }) => ({
    userId: '01900000-0000-7000-8000-000000000001',
    key,
    endpoint: 'post /things',
    input,
    kind: 'unit' as const,
  });
  const codeOf = (error: unknown) => (error instanceof Problem ? error.code : String(error));

  it('gives one effect and one answer to many requests at once', async () => {
    const store = createIdempotencyStore(database, clock);
    const before = await mailCount();
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        store.answerOnce(request('same'), async () => {
          await writeMail('idempotent');
          return { status: 201, body: { made: true } };
        }),
      ),
    );
    expect((await mailCount()) - before).toBe(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(codeOf(answer.reason)).toBe('idempotency_in_flight');
      else expect(answer.value).toMatchObject({ status: 201, body: { made: true } });
    }
    const again = await store.answerOnce(request('same'), () => Promise.reject(new Error('must not run')));
    expect(again).toEqual({ status: 201, body: { made: true }, replayed: true });
  });

  it('refuses another body, tells upper from lower case, and is free again after a refusal', async () => {
    const store = createIdempotencyStore(database, clock);
    const make = () => Promise.resolve({ status: 201, body: {} });
    await store.answerOnce(request('Key-1'), make);
    await expect(store.answerOnce(request('Key-1', { a: 2 }), make).catch(codeOf)).resolves.toBe(
      'idempotency_key_reused',
    );
    await expect(store.answerOnce(request('KEY-1', { a: 2 }), make)).resolves.toMatchObject({
      replayed: false,
    });
    await expect(store.answerOnce(request('k2'), () => Promise.reject(new Error('no')))).rejects.toThrow(
      'no',
    );
    await expect(store.answerOnce(request('k2'), make)).resolves.toMatchObject({ replayed: false });
  });

  it('can be taken over from a request that crashed, whose late commit then fails', async () => {
    const store = createIdempotencyStore(database, clock);
    let finishFirst: (answer: { status: number; body: unknown }) => void = () => undefined;
    const first = store.answerOnce(
      { ...request('k3'), kind: 'resumable' },
      () => new Promise((resolve) => (finishFirst = resolve)),
    );
    while (
      (await database.select('SELECT 1 FROM idempotency_keys WHERE idempotencyKey = :k', { k: 'k3' }))
        .length === 0
    );
    clock.advance(2 * MINUTE_MS);
    await store.answerOnce({ ...request('k3'), kind: 'resumable' }, () =>
      Promise.resolve({ status: 200, body: 'second' }),
    );
    finishFirst({ status: 200, body: 'first' });
    await expect(first.catch(codeOf)).resolves.toBe('idempotency_in_flight');
    clock.advance(8 * DAY_MS);
    expect(await store.deleteOld()).toBeGreaterThan(0);
  });
});

describe('the cache', () => {
  it('loads once for many who miss at the same moment, and forgets by prefix', async () => {
    const cache = createCache(null);
    let loads = 0;
    const load = () => Promise.resolve({ n: ++loads });
    const values = await Promise.all(
      Array.from({ length: 20 }, () => cache.getOrLoad('user:1', 1_000, load)),
    );
    expect(values.every(({ n }) => n === 1)).toBe(true);
    await cache.set('listing:1', 1, 1_000);
    await cache.deletePrefix('user:');
    expect(await cache.get('user:1')).toBeNull();
    expect(await cache.get('listing:1')).toBe(1);
  });
});

describe('redaction', () => {
  it('takes secrets out by name and by look, however deep', () => {
    const text = JSON.stringify(
      redact({
        password: 'hunter2hunter2',
        nested: { authorization: 'Bearer abc.def', note: 'paid with 4242 4242 4242 4242' },
        url: 'https://fmcsa.example/qc?webKey=s3cr3t&x=1',
        list: [{ refreshToken: 'zzz' }, 'Bearer eyJhbGciOi.eyJzdWIiOjF9.c2lnbmF0dXJl'],
        ein: 123456789,
        sent: `the program sent mcx_0a1b2c3d_${'5e'.repeat(32)}`,
      }),
    );
    for (const secret of ['hunter2', 'abc.def', '4242 4242', 's3cr3t', 'zzz', 'eyJ', '123456789', '5e5e']) {
      expect(text).not.toContain(secret);
    }
  });
});
