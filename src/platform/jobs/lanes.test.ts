/** What the lanes promise: no work waits behind work of another nature, and nothing that hangs or dies holds a place. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { makeDatabase } from '../../../tests/support/database';
import { platform as platformTables } from '../../../migrations/0001-platform';
import { jobLanes } from '../../../migrations/0031-job-lanes';
import { type Database, openDatabase } from '../db/database';
import { migrate } from '../db/migrate';
import { MINUTE_MS, MovableClock, SECOND_MS } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { createLogger } from '../kernel/logger';
import { throwIfGivenUp } from './hold';
import { createQueue, type Queue, type QueueOptions } from './queue';

const MANY = 100;
/** Far above what a busy machine makes a process stand still. */
const LEASE_MS = 1_500;
const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;
let clock: MovableClock;
const queues: Queue[] = [];

beforeAll(async () => {
  home = await makeDatabase();
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/lanes.db`,
    poolSize: 20,
    log,
  });
  await migrate(database, [platformTables, jobLanes], log);
  clock = new MovableClock();
});

beforeEach(() => database.change('DELETE FROM jobs'));
afterEach(() => Promise.all(queues.splice(0).map((queue) => queue.stop())));
afterAll(async () => {
  await database.close();
  await home.remove();
});

/** One process's queue. */
function aQueue(options: QueueOptions = {}): Queue {
  const queue = createQueue(database, clock, log, options);
  queues.push(queue);
  return queue;
}

/** A promise that the test keeps when it wants to. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

const mails = async () =>
  (await database.select<{ kind: string }>('SELECT kind FROM mail_outbox')).map(({ kind }) => kind);

const writeMail = (kind: string) =>
  database.change(
    `INSERT INTO mail_outbox (id, recipient, subject, body, kind, createdAt) VALUES (:id, 'a', 'b', 'c', :kind, 1)`,
    { id: newId(), kind },
  );

const leaseOf = async (kind: string) => {
  const [job] = await database.select<{ runAt: number }>('SELECT runAt FROM jobs WHERE kind = :kind', {
    kind,
  });
  return Number(job?.runAt);
};

describe('orphans', () => {
  it('stop nothing, and are counted by kind', async () => {
    const former = aQueue();
    former.handle('before', { lane: 'news', runs: 'unit' }, () => Promise.resolve());
    for (let n = 0; n < MANY; n += 1) await former.enqueue('before', {});
    const queue = aQueue();
    const heard: number[] = [];
    queue.handle('now', { lane: 'news', runs: 'unit' }, (n) => Promise.resolve(void heard.push(n as number)));
    await queue.enqueue('now', 1);
    expect(await queue.runDue()).toBe(1);
    const told = gate();
    queue.handle('live', { lane: 'news', runs: 'unit' }, () => Promise.resolve(told.open()));
    queue.start();
    await queue.enqueue('live', {});
    await told.opened;
    expect(heard).toEqual([1]);
    expect(await queue.counts()).toMatchObject({ orphans: MANY, due: 0, oldestDueMs: 0 });
    expect(await queue.listOrphans()).toMatchObject([{ kind: 'before', jobs: MANY }]);
  });

  it('are taken by whoever says that it was called so formerly', async () => {
    const former = aQueue();
    former.handle('before', { lane: 'timers', runs: 'unit' }, () => Promise.resolve());
    await former.enqueue('before', { n: 7 });
    const queue = aQueue();
    const taken: unknown[] = [];
    const options = { lane: 'news', runs: 'unit', formerly: ['before'] } as const;
    queue.handle('after', options, (payload) => Promise.resolve(void taken.push(payload)));
    await queue.runDue();
    expect(taken).toEqual([{ n: 7 }]);
    expect(await queue.counts()).toMatchObject({ orphans: 0, waiting: 0 });
  });
});

describe('jobs of the past', () => {
  it('are left to whoever makes it up, until that is over', async () => {
    let notBefore = clock.now();
    const queue = aQueue({ notBefore: () => notBefore });
    const ran: unknown[] = [];
    queue.handle('dated', { lane: 'news', runs: 'unit' }, (payload) =>
      Promise.resolve(void ran.push(payload)),
    );
    await queue.enqueue('dated', 'before', { runAt: notBefore - 1 });
    await queue.enqueue('dated', 'now', { runAt: notBefore });
    await queue.runDue();
    expect(ran).toEqual(['now']);
    notBefore = 0;
    await queue.runDue();
    expect(ran).toEqual(['now', 'before']);
  });
});

describe('a lane', () => {
  it('is worked off while a hundred slow jobs of the others are under way', async () => {
    const queue = aQueue();
    const slow = gate();
    let slowDone = 0;
    for (const lane of ['gateway', 'mail', 'outside', 'webhooks', 'timers'] as const) {
      queue.handle(`slow ${lane}`, { lane, runs: 'outside' }, async () => {
        await slow.opened;
        slowDone += 1;
      });
      for (let n = 0; n < MANY; n += 1) await queue.enqueue(`slow ${lane}`, {});
    }
    const news = Array.from({ length: MANY }, gate);
    queue.handle('news', { lane: 'news', runs: 'unit' }, (n) => Promise.resolve(news[n as number]?.open()));
    queue.start();
    for (let n = 0; n < MANY; n += 1) await queue.enqueue('news', n);
    await Promise.all(news.map(({ opened }) => opened));
    expect(slowDone).toBe(0);
    const { lanes } = await queue.counts();
    expect(lanes.map(({ lane, waiting }) => [lane, waiting]).slice(1)).toEqual([
      ['gateway', MANY],
      ['mail', MANY],
      ['outside', MANY],
      ['webhooks', MANY],
      ['timers', MANY],
    ]);
    slow.open();
  });

  it('is claimed once for each news that comes, at its commit, while a hundred slow jobs are under way', async () => {
    let claims = 0;
    let looks = 0;
    // Whoever waits for a look at the table waits for ever.
    const counted: Database = {
      ...database,
      select: (sql, values) => {
        if (sql.includes('GROUP BY lane')) {
          looks += 1;
          return new Promise(() => undefined);
        }
        if (values?.lane === 'news') claims += 1;
        return database.select(sql, values);
      },
    };
    const queue = createQueue(counted, clock, log);
    queues.push(queue);
    const slow = gate();
    const begun = gate();
    let slowDone = 0;
    queue.handle('slow', { lane: 'gateway', runs: 'outside' }, async () => {
      begun.open();
      await slow.opened;
      slowDone += 1;
    });
    let told = gate();
    queue.handle('news', { lane: 'news', runs: 'unit' }, () => Promise.resolve(told.open()));
    queue.start();
    for (let n = 0; n < MANY; n += 1) await queue.enqueue('slow', {});
    await begun.opened;
    for (let n = 0; n < MANY; n += 1) {
      told = gate();
      await database.atomically(() => queue.enqueue('news', n));
      await told.opened;
    }
    expect({ claims, looks, slowDone }).toEqual({ claims: MANY, looks: 1, slowDone: 0 });
    slow.open();
  });

  it('takes no handler among the news that works on the world, so that none waits for a gateway', () => {
    const queue = aQueue();
    expect(() => queue.handle('call', { lane: 'news', runs: 'outside' }, () => Promise.resolve())).toThrow(
      'a lane of their own',
    );
  });

  it('fills a place as soon as it is free, though its neighbors go on', async () => {
    // Two places for the gateway, of which one stays taken.
    const queue = aQueue({ jobsAtOnce: 8 });
    const stuck = gate();
    const last = gate();
    let givenUp = false;
    queue.handle('stuck', { lane: 'gateway', runs: 'outside' }, (_, { signal }) => {
      signal.addEventListener('abort', () => (givenUp = true));
      return stuck.opened;
    });
    queue.handle('quick', { lane: 'gateway', runs: 'outside' }, (n) =>
      Promise.resolve(n === MANY - 1 ? last.open() : undefined),
    );
    await queue.enqueue('stuck', {});
    for (let n = 0; n < MANY; n += 1) await queue.enqueue('quick', n);
    queue.start();
    await last.opened;
    expect(givenUp).toBe(false);
    expect((await queue.counts()).waiting).toBeGreaterThan(0);
    stuck.open();
  });
});

it('runs no job where it was not started, and tells the others what there is to do', async () => {
  const hearers: ((message: unknown, from: string) => void)[] = [];
  const signals = {
    send: (_: string, message: object) =>
      hearers.forEach((hear) => hear(structuredClone(message), 'another')),
    hear: (_: string, react: (message: unknown, from: string) => void) => void hearers.push(react),
  };
  const [serving, working] = [aQueue({ signals }), aQueue({ signals })];
  const done = gate();
  const ran: string[] = [];
  for (const [name, queue] of Object.entries({ serving, working })) {
    queue.handle('job', { lane: 'news', runs: 'unit' }, () => {
      ran.push(name);
      done.open();
      return Promise.resolve();
    });
  }
  working.start();
  // What another release says is no reason to fall over.
  for (const odd of [{}, { lanes: 'news' }, { lanes: ['nowhere'] }]) signals.send('jobs', odd);
  let told = 0;
  hearers.push((message) => (told += (message as { lanes?: string[] }).lanes?.includes('news') ? 1 : 0));
  await serving.enqueue('job', {});
  expect(told).toBe(1);
  await done.opened;
  expect(ran).toEqual(['working']);
});

it('runs a job outside of the request that woke it', async () => {
  const queue = aQueue();
  const context = new AsyncLocalStorage<string>();
  const found: (string | undefined)[] = [];
  const both = gate();
  queue.handle('job', { lane: 'news', runs: 'unit' }, () => {
    found.push(context.getStore());
    if (found.length === 2) both.open();
    return Promise.resolve();
  });
  queue.start();
  await context.run('a request', async () => {
    await queue.enqueue('job', 1);
    await database.atomically(() => queue.enqueue('job', 2));
  });
  await both.opened;
  expect(found).toEqual([undefined, undefined]);
});

describe('a handler that hangs', () => {
  it.each(['unit', 'outside'] as const)('is given up and tried again (%s)', async (runs) => {
    const queue = aQueue({ jobsAtOnce: 1 });
    const attempts: number[] = [];
    let signal: AbortSignal | undefined;
    // What a handler that was given up still asks of the world.
    const late: Promise<void>[] = [];
    queue.handle(`hang ${runs}`, { lane: 'gateway', runs, timeLimitMs: SECOND_MS }, async (_, job) => {
      attempts.push(job.attempt);
      await writeMail(`${runs} ${job.attempt}`);
      signal ??= job.signal;
      if (job.attempt > 1) return;
      late.push(new Promise((resolve) => job.signal.addEventListener('abort', resolve)).then(throwIfGivenUp));
      throwIfGivenUp();
      await new Promise(() => undefined);
    });
    let others = 0;
    queue.handle('other', { lane: 'gateway', runs: 'unit' }, () => Promise.resolve(void (others += 1)));
    await queue.enqueue(`hang ${runs}`, {});
    await queue.enqueue('other', {});
    await queue.runDue();
    expect([attempts, others, signal?.aborted]).toEqual([[1], 1, true]);
    await expect(late[0]).rejects.toThrow('It took longer');
    clock.advance(MINUTE_MS);
    await queue.runDue();
    expect(attempts).toEqual([1, 2]);
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
    // What the unit had written before it was given up is undone; the world keeps what was done to it.
    const kept = runs === 'unit' ? ['unit 2'] : ['outside 1', 'outside 2'];
    expect((await mails()).filter((kind) => kind.startsWith(runs))).toEqual(kept);
  });

  it('gives its job back to the others when its process stops', async () => {
    const [dying, other] = [aQueue({ stopPatienceMs: 100 }), aQueue()];
    const begun = gate();
    let ran = 0;
    dying.handle('long', { lane: 'outside', runs: 'outside' }, async (_, { signal }) => {
      begun.open();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
    other.handle('long', { lane: 'outside', runs: 'outside' }, () => Promise.resolve(void (ran += 1)));
    await dying.enqueue('long', {});
    dying.start();
    await begun.opened;
    await dying.stop();
    await other.runDue();
    expect(ran).toBe(1);
  });
});

describe('a lease', () => {
  it('is renewed while the handler works, so that nobody else takes the job', async () => {
    const [one, other] = [aQueue({ leaseMs: LEASE_MS }), aQueue({ leaseMs: LEASE_MS })];
    const done = gate();
    const begun = gate();
    let runs = 0;
    for (const queue of [one, other]) {
      queue.handle('long', { lane: 'outside', runs: 'outside' }, async () => {
        runs += 1;
        begun.open();
        await done.opened;
      });
    }
    await one.enqueue('long', {});
    const working = one.runDue();
    await begun.opened;
    const firstLease = await leaseOf('long');
    while (clock.now() <= firstLease) {
      expect(await other.runDue()).toBe(0);
      await pause(LEASE_MS / 20);
    }
    expect(await leaseOf('long')).toBeGreaterThan(firstLease);
    done.open();
    await working;
    expect(runs).toBe(1);
  });

  it('is over twenty seconds after its holder died', async () => {
    const [dead, other] = [aQueue(), aQueue()];
    let ran = 0;
    const begun = gate();
    const never = gate();
    dead.handle('work', { lane: 'gateway', runs: 'outside' }, () => {
      begun.open();
      return never.opened;
    });
    other.handle('work', { lane: 'gateway', runs: 'outside' }, () => Promise.resolve(void (ran += 1)));
    await dead.enqueue('work', {});
    const hung = dead.runDue();
    await begun.opened;
    expect(await other.runDue()).toBe(0);
    clock.advance(20 * SECOND_MS);
    expect(await other.runDue()).toBe(1);
    expect(ran).toBe(1);
    never.open();
    await hung;
  });

  it('that was lost keeps the unit of its former holder from having an effect', async () => {
    const comesLate = gate();
    let units = 0;
    // Claims the job, and comes to the unit that does it only after another has done it.
    const lateDatabase: Database = {
      ...database,
      atomically: async (work) => {
        units += 1;
        if (units === 2) await comesLate.opened;
        return database.atomically(work);
      },
    };
    const [late, other] = [createQueue(lateDatabase, clock, log), aQueue()];
    queues.push(late);
    for (const [name, queue] of Object.entries({ other, late })) {
      queue.handle('effect', { lane: 'news', runs: 'unit' }, async () => {
        await writeMail(`effect of ${name}`);
      });
    }
    await late.enqueue('effect', {});
    const round = late.runDue();
    while (units < 2) await database.ping();
    clock.advance(20 * SECOND_MS);
    await other.runDue();
    comesLate.open();
    await round;
    expect((await mails()).filter((kind) => kind.startsWith('effect'))).toEqual(['effect of other']);
  });
});
