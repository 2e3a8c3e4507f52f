/** What the log of events promises: nothing missed, nothing twice, the past for whoever comes later. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDatabase } from '../../../tests/support/database';
import { recordStatements } from '../../../tests/support/statements';
import { chosenSeed, seededChance } from '../../../tests/support/seeded';
import { migrations } from '../../../migrations';
import { connectRedis } from '../cache/redis';
import { createSignals, type Signals } from '../cache/signals';
import { type Database, openDatabase } from '../db/database';
import { migrate } from '../db/migrate';
import { createQueue, type Queue } from '../jobs/queue';
import { createScheduler, type Scheduler } from '../jobs/scheduler';
import { DAY_MS, MINUTE_MS, MovableClock } from '../kernel/clock';
import { newId } from '../kernel/ids';
import { leavingOutUnreadable } from '../kernel/unreadable';
import { createLogger } from '../kernel/logger';
import { createEvents, defineEvent, type Events, type LoggedEvent } from './events';

const PROJECT = join(__dirname, '../../..');
const WRITERS = 20;
const EVENTS_EACH = 15;
const READERS = 3;
const PATIENCE_MS = 60_000;
const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });

const Thing = z.strictObject({ thingId: z.string(), n: z.int() });
const happened = defineEvent('thing.happened', Thing, { when: 'Something happened.', about: 'thingId' });

/** Without Redis. */
const signals = createSignals(null);

let home: Awaited<ReturnType<typeof makeDatabase>>;
let databaseFile: string;
let database: Database;
let clock: MovableClock;
const children: ChildProcess[] = [];

beforeAll(async () => {
  home = await makeDatabase();
  databaseFile = `${home.environment.DATA_FOLDER}/mc-exchange.db`;
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: databaseFile,
    poolSize: 2 * WRITERS,
    log,
  });
  await migrate(database, migrations, log);
});
beforeEach(async () => {
  clock = new MovableClock();
  for (const table of ['events', 'jobs']) await database.change(`DELETE FROM ${table}`);
  await database.change("DELETE FROM event_cursors WHERE follower <> 'events.numbering'");
  await database.change('UPDATE event_cursors SET position = 0');
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await database.close();
  await home.remove();
});

interface House {
  events: Events;
  queue: Queue;
  scheduler: Scheduler;
}

/** One process's part of the platform. */
function aHouse(on: Database = database, by: Signals = signals): House {
  const queue = createQueue(on, clock, log);
  const scheduler = createScheduler(queue, clock, log, { beat: () => Promise.resolve() });
  return {
    queue,
    scheduler,
    events: createEvents({ database: on, queue, scheduler, signals: by, clock, log }),
  };
}

const emit = (events: Events, n: number, thingId = 'a') =>
  database.atomically(() => events.emit(happened, { thingId, n }));

const settle = async ({ events, queue, scheduler }: House) => {
  await scheduler.tick();
  do await events.catchUp();
  while ((await queue.runDue()) > 0);
};

const jobPayloads = async () =>
  (await database.select<{ payload: string }>("SELECT payload FROM jobs WHERE kind LIKE 'thing%'")).map(
    ({ payload }) => payload,
  );

describe('an event', () => {
  it('is told in a unit or not at all, and is gone with it', async () => {
    const { events } = aHouse();
    await expect(events.emit(happened, { thingId: 'a', n: 1 })).rejects.toThrow('in the unit');
    await expect(
      database.atomically(async () => {
        await events.emit(happened, { thingId: 'a', n: 1 });
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    expect(await database.select('SELECT id FROM events')).toEqual([]);
  });

  it('is refused with a field too many', async () => {
    const { events } = aHouse();
    const told = { thingId: 'a', n: 1, extra: true };
    await expect(database.atomically(() => events.emit(happened, told))).rejects.toThrow('extra');
  });

  it('is delivered to each hearer on its own, and to the failing one again', async () => {
    const house = aHouse();
    const heard: string[] = [];
    let failing = true;
    house.events.on(happened, 'first', { runs: 'unit' }, ({ n }) =>
      Promise.resolve(void heard.push(`first ${n}`)),
    );
    house.events.on(happened, 'second', { runs: 'unit' }, ({ n }) => {
      if (failing) return Promise.reject(new Error('down'));
      heard.push(`second ${n}`);
      return Promise.resolve();
    });
    await emit(house.events, 1);
    await settle(house);
    expect(heard).toEqual(['first 1']);
    failing = false;
    clock.advance(MINUTE_MS);
    await settle(house);
    expect(heard).toEqual(['first 1', 'second 1']);
  });

  it('costs two statements with others of its unit, however many hear them, and its deliveries point to it', async () => {
    const { events } = aHouse(database);
    for (const hearer of ['one', 'two', 'three']) {
      events.on(happened, hearer, { runs: 'unit' }, () => Promise.resolve());
    }
    const tellTwo = () =>
      database.atomically(async () => {
        await events.emit(happened, { thingId: 'a', n: 1 });
        await events.emit(happened, { thingId: 'a', n: 2 });
      });
    const { statements } = await recordStatements({ platform: { database } }, tellTwo);
    expect(statements.map(({ name }) => name)).toEqual(['INSERT events', 'INSERT jobs']);
    const told = await database.select<{ id: string }>('SELECT id FROM events ORDER BY seq');
    const pointing = told.flatMap(({ id }) => Array<string>(3).fill(JSON.stringify({ eventId: id })));
    expect((await jobPayloads()).sort()).toEqual(pointing.sort());
  });

  it('is handed with others to a hearer of many, in one unit and in order', async () => {
    const house = aHouse(database);
    const heard: unknown[][] = [];
    house.events.onTogether([happened], 'many', (told) => {
      heard.push(told.map(({ event, payload }) => [event, (payload as { n: number }).n]));
      return Promise.resolve();
    });
    await database.atomically(async () => {
      for (const n of [1, 2, 3]) await house.events.emit(happened, { thingId: 'a', n });
    });
    const { statements } = await recordStatements({ platform: { database } }, () => settle(house));
    expect(heard).toEqual([
      [
        ['thing.happened', 1],
        ['thing.happened', 2],
        ['thing.happened', 3],
      ],
    ]);
    // Claimed with one, and done with one.
    expect(statements.filter(({ name, unit }) => name === 'UPDATE jobs' && unit !== 'default')).toHaveLength(
      2,
    );
  });

  it('keeps no other from a hearer of many where it cannot be heard, and is tried again', async () => {
    const house = aHouse(database);
    const written: number[] = [];
    let failing = true;
    house.events.onTogether([happened], 'many', async (told) => {
      for (const { payload, facts } of told) {
        const { n } = payload as { n: number };
        await database.change(
          `INSERT INTO mail_outbox (id, recipient, subject, body, kind, createdAt) VALUES (:id, 'a', 'b', 'c', :kind, 1)`,
          { id: facts.eventId, kind: `heard ${n}` },
        );
        if (n === 2 && failing) throw new Error('down');
        written.push(n);
      }
    });
    const kept = async () =>
      (
        await database.select<{ kind: string }>(
          "SELECT kind FROM mail_outbox WHERE kind LIKE 'heard%' ORDER BY kind",
        )
      ).map(({ kind }) => kind);
    await database.atomically(async () => {
      for (const n of [1, 2, 3]) await house.events.emit(happened, { thingId: 'a', n });
    });
    await settle(house);
    expect(await kept()).toEqual(['heard 1', 'heard 3']);
    failing = false;
    clock.advance(MINUTE_MS);
    await settle(house);
    expect(await kept()).toEqual(['heard 1', 'heard 2', 'heard 3']);
    await database.change("DELETE FROM mail_outbox WHERE kind LIKE 'heard%'");
  });
});

describe('what another release wrote', () => {
  it('is delivered with an unknown field dropped, and a later field at its default', async () => {
    const later = defineEvent('thing.changed', Thing.extend({ extra: z.string() }), {
      ...{ when: 'It changed.', about: 'thingId' },
    });
    const earlier = defineEvent('thing.changed', Thing.extend({ color: z.string().default('red') }), {
      ...{ when: 'It changed.', about: 'thingId' },
    });
    const [writing, reading] = [aHouse(), aHouse()];
    const heard: unknown[] = [];
    writing.events.on(later, 'hearer', { runs: 'unit' }, () => Promise.resolve());
    reading.events.on(earlier, 'hearer', { runs: 'unit' }, (payload) =>
      Promise.resolve(void heard.push(payload)),
    );
    await database.atomically(() => writing.events.emit(later, { thingId: 'a', n: 1, extra: 'x' }));
    await settle(reading);
    expect(heard).toEqual([{ thingId: 'a', n: 1, color: 'red' }]);
  });

  it('under former names, of the event and of its hearer, is delivered as what it is called now', async () => {
    const former = defineEvent('thing.began', Thing, { when: 'It began.', about: 'thingId' });
    const renamed = defineEvent('thing.started', Thing, {
      ...{ when: 'It started.', about: 'thingId', formerly: ['thing.began'] },
    });
    const before = aHouse();
    before.events.on(former, 'watcher', { runs: 'unit' }, () => Promise.resolve());
    await database.atomically(() => before.events.emit(former, { thingId: 'a', n: 1 }));
    const after = aHouse();
    const heard: string[] = [];
    after.events.on(renamed, 'observer', { runs: 'unit', formerly: ['watcher'] }, ({ n }) =>
      Promise.resolve(void heard.push(`delivered ${n}`)),
    );
    after.events.follow('feed', { cursor: 'memory', from: 'beginning' }, ({ name }) =>
      Promise.resolve(void heard.push(name)),
    );
    await settle(after);
    expect(heard.toSorted()).toEqual(['delivered 1', 'thing.started']);
    expect(await after.queue.listOrphans()).toEqual([]);
  });

  it('and this one cannot read is handed on as it is to those who follow in memory, who hear what comes after', async () => {
    const house = aHouse();
    const heard: unknown[] = [];
    house.events.follow('feed', { cursor: 'memory', from: 'beginning' }, ({ payload }) =>
      Promise.resolve(void heard.push(payload)),
    );
    const newer = { thingId: 'a', n: 'of a kind that is new' };
    await database.change(
      'INSERT INTO events (id, name, subject, payload, at) VALUES (:id, :name, :subject, :payload, :at)',
      { id: newId(), name: happened.name, subject: 'a', payload: JSON.stringify(newer), at: clock.now() },
    );
    await database.atomically(() => house.events.emit(happened, { thingId: 'a', n: 2 }));
    await settle(house);
    expect(heard).toEqual([newer, { thingId: 'a', n: 2 }]);
  });

  const plant = (payload: string) =>
    database.change(
      'INSERT INTO events (id, name, subject, payload, at) VALUES (:id, :name, :subject, :payload, :at)',
      { id: newId(), name: happened.name, subject: 'a', payload, at: clock.now() },
    );

  it('and nobody can read, since it is no JSON, is passed over by whoever follows or reads the log', async () => {
    const house = aHouse();
    const heard: Record<string, unknown[]> = { memory: [], stored: [] };
    for (const cursor of ['memory', 'stored'] as const)
      house.events.follow(cursor, { cursor, from: 'beginning' }, ({ payload }) =>
        Promise.resolve(void heard[cursor]?.push((payload as { n: number }).n)),
      );
    await emit(house.events, 1);
    await plant('{"broken"');
    await emit(house.events, 2);
    await settle(house);
    expect(heard).toEqual({ memory: [1, 2], stored: [1, 2] });
    const left: unknown[] = [];
    const read = await leavingOutUnreadable(
      ({ where }) => void left.push(where),
      () => house.events.read(0, 10),
    );
    expect(read.map(({ payload }) => (payload as { n: number }).n)).toEqual([1, 2]);
    expect(left).toEqual([expect.stringMatching(/^events\.payload of /)]);
    // Where nobody hears of it, nothing is left out.
    await expect(house.events.read(0, 10)).rejects.toThrow('cannot be read');
  });

  it('and this one cannot read waits for a newer one, which is there within a day, and stops nobody after that', async () => {
    const house = aHouse();
    const heard: number[] = [];
    house.events.follow('webhooks', { cursor: 'stored', from: 'beginning' }, ({ payload }) =>
      Promise.resolve(void heard.push((payload as { n: number }).n)),
    );
    await plant(JSON.stringify({ thingId: 'a', n: 'of a kind that is new' }));
    await emit(house.events, 2);
    await expect(house.events.catchUp()).rejects.toThrow('cannot be read');
    clock.advance(DAY_MS - MINUTE_MS);
    await expect(house.events.catchUp()).rejects.toThrow('cannot be read');
    expect(heard).toEqual([]);
    clock.advance(MINUTE_MS);
    await house.events.catchUp();
    expect(heard).toEqual([2]);
  });

  it('before there was a log, with the event in the job, is delivered', async () => {
    const house = aHouse();
    const heard: unknown[] = [];
    house.events.on(happened, 'hearer', { runs: 'unit' }, (payload, { occurredAt }) =>
      Promise.resolve(void heard.push(payload, occurredAt)),
    );
    const envelope = { eventId: 'e', occurredAt: 5, payload: { thingId: 'a', n: 1 } };
    await house.queue.enqueue('thing.happened > hearer', envelope);
    await settle(house);
    expect(heard).toEqual([{ thingId: 'a', n: 1 }, 5]);
  });
});

describe('a hearer that is added later', () => {
  it('receives the whole past and what comes, each once', async () => {
    const before = aHouse();
    for (let n = 0; n < 30; n += 1) await emit(before.events, n);
    const after = aHouse();
    const heard: number[] = [];
    after.events.on(happened, 'late', { runs: 'unit', from: 'beginning' }, ({ n }) =>
      Promise.resolve(void heard.push(n)),
    );
    await emit(after.events, 30);
    await settle(after);
    // The former release goes on for a while, and does not know the hearer.
    await emit(before.events, 31);
    for (let minutes = 0; minutes < 3; minutes += 1) {
      clock.advance(MINUTE_MS);
      await settle(after);
    }
    expect(heard.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 32 }, (_, n) => n));
  });
});

describe('a follower', () => {
  it('with a cursor in memory is handed every event on every instance, in order', async () => {
    const houses = [aHouse(), aHouse()];
    const seen = houses.map(({ events }) => {
      const numbers: number[] = [];
      events.follow('sockets', { cursor: 'memory' }, ({ payload }) =>
        Promise.resolve(void numbers.push((payload as { n: number }).n)),
      );
      return numbers;
    });
    const [one] = houses as [House];
    await emit(one.events, 0);
    for (const { events } of houses) await events.catchUp();
    for (let n = 1; n <= 50; n += 1) await emit(one.events, n);
    for (const { events } of houses) await events.catchUp();
    const fifty = Array.from({ length: 50 }, (_, n) => n + 1);
    // The first look is where "from now on" begins.
    expect(seen).toEqual([fifty, fifty]);
  });

  it('with a stored cursor is handed each event once in the platform, again where it failed, and goes on later', async () => {
    const seen: number[] = [];
    let failing = true;
    const follow = ({ events }: House) =>
      events.follow('webhooks', { cursor: 'stored', from: 'beginning' }, ({ payload }) => {
        const { n } = payload as { n: number };
        if (n === 3 && failing) return Promise.reject(new Error('down'));
        seen.push(n);
        return Promise.resolve();
      });
    const [one, other] = [aHouse(), aHouse()];
    follow(one);
    follow(other);
    for (let n = 0; n < 6; n += 1) await emit(one.events, n);
    await expect(one.events.catchUp()).rejects.toThrow('down');
    failing = false;
    seen.length = 0;
    await Promise.all([one.events.catchUp(), other.events.catchUp()]);
    await emit(one.events, 6);
    const restarted = aHouse();
    follow(restarted);
    await restarted.events.catchUp();
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('looks by itself once it is started', async () => {
    const { events } = aHouse();
    const seen = new Promise<LoggedEvent>((resolve) => {
      events.follow('sockets', { cursor: 'memory', from: 'beginning' }, (event) =>
        Promise.resolve(resolve(event)),
      );
    });
    events.start();
    await emit(events, 7, 'subject-7');
    expect(await seen).toMatchObject({ position: 1, name: 'thing.happened', subject: 'subject-7' });
    await events.stop();
  });
});

describe('a follower in memory', () => {
  it('hears at once, before the log hands it over, of what its own instance has committed and of nothing else', async () => {
    const { events } = aHouse();
    const heard: string[] = [];
    const early = ({ name, subject }: { name: string; subject: string }) =>
      void heard.push(`${name} ${subject}`);
    events.follow('index', { cursor: 'memory', early }, () => Promise.resolve());
    await expect(
      database.atomically(async () => {
        await events.emit(happened, { thingId: 'undone', n: 1 });
        throw new Error('stop');
      }),
    ).rejects.toThrow('stop');
    await emit(aHouse().events, 2, 'elsewhere');
    await emit(events, 3, 'here');
    expect(heard).toEqual(['thing.happened here']);
  });

  it('gives positions together with the others that look at the same time, and not each by itself', async () => {
    let looks = 0;
    let open: () => void = () => undefined;
    const door = new Promise<void>((resolve) => (open = resolve));
    const select: Database['select'] = async (sql, values) => {
      if (sql.includes('position IS NULL LIMIT 1') && (looks += 1) === 1) await door;
      return database.select(sql, values);
    };
    const { events } = aHouse({ ...database, select });
    const followers = ['sockets', 'index', 'settings', 'access', 'answers'];
    const told = followers.map(
      (name) =>
        new Promise<unknown>((resolve) => {
          events.follow(name, { cursor: 'memory', from: 'beginning' }, () => Promise.resolve(resolve(name)));
        }),
    );
    await emit(events, 1);
    events.start();
    open();
    expect(await Promise.all(told)).toEqual(followers);
    // The first gives it a position and looks once more; one look for all who came meanwhile.
    expect(looks).toBe(3);
    await events.stop();
  });

  it('knows whether it has seen all: not before it is started, not while the log cannot be read, not once it is stopped, not by what it saw before a stop', async () => {
    let isAway = false;
    const select: Database['select'] = (sql, values) =>
      isAway && sql.includes('FROM events')
        ? Promise.reject(new Error('away'))
        : database.select(sql, values);
    const { events } = aHouse({ ...database, select });
    let reached: (() => void) | undefined;
    const following = events.follow('index', { cursor: 'memory', from: 'beginning' }, () => {
      reached?.();
      return Promise.resolve();
    });
    expect(following.isWithin(MINUTE_MS)).toBe(false);
    const arrival = new Promise<void>((resolve) => (reached = resolve));
    await emit(events, 1);
    events.start();
    await arrival;
    while (!following.isWithin(MINUTE_MS)) await new Promise(setImmediate);
    isAway = true;
    const began = performance.now();
    while (following.isWithin(50)) await new Promise(setImmediate);
    expect(following.isWithin(performance.now() - began)).toBe(false);
    expect(following.isWithin(MINUTE_MS)).toBe(true);
    await events.stop();
    expect(following.isWithin(MINUTE_MS)).toBe(false);
    events.start();
    expect(following.isWithin(MINUTE_MS)).toBe(false);
    await events.stop();
  });
});

describe('instances', () => {
  it('tell each other that there is something to read, once it can be read', async () => {
    const readable: Promise<unknown>[] = [];
    const told: Signals = {
      ...createSignals(null),
      send: () => void readable.push(database.select('SELECT position FROM events')),
    };
    const { events } = aHouse(database, told);
    const reached = new Promise((resolve) => {
      events.follow('sockets', { cursor: 'memory', from: 'beginning' }, () => Promise.resolve(resolve(null)));
    });
    events.start();
    await emit(events, 1);
    await reached;
    await events.stop();
    expect(await Promise.all(readable)).toEqual([[{ position: 1 }]]);
  });

  it('know how far a follower has come, and read on from any place', async () => {
    const { events } = aHouse();
    const following = (['memory', 'stored'] as const).map((cursor) =>
      events.follow(cursor, { cursor, from: 'beginning' }, () => Promise.resolve()),
    );
    for (let n = 1; n <= 3; n += 1) await emit(events, n);
    expect(await Promise.all(following.map((each) => each.position()))).toEqual([0, 0]);
    await events.catchUp();
    expect(await Promise.all(following.map((each) => each.position()))).toEqual([3, 3]);
    await emit(events, 4);
    expect((await events.read(2, 10)).map(({ position }) => position)).toEqual([3, 4]);
    expect(await events.head()).toBe(4);
  });

  const redisUrl = process.env.REDIS_URL;
  (redisUrl ? it : it.skip)('hear each other by Redis, and not themselves', async () => {
    const links = [1, 2].map(() => connectRedis(String(redisUrl), 'mcx-test:signals:', log));
    const [one, other] = links.map(createSignals) as [Signals, Signals];
    const heard: unknown[] = [];
    const reached = new Promise<void>((resolve) => {
      one.hear('news', (message, from) => heard.push({ message, own: from === one.instanceId }));
      other.hear('news', () => resolve());
    });
    // What is sent before the other has subscribed is lost.
    for (const { client } of links) await client.ping().catch(() => once(client, 'ready'));
    let arrived = false;
    void reached.then(() => (arrived = true));
    while (!arrived) {
      one.send('news', { n: 1 });
      other.send('news', { n: 2 });
      await links[0]?.client.ping();
    }
    while (heard.length === 0) {
      other.send('news', { n: 2 });
      await links[0]?.client.ping();
    }
    expect(heard[0]).toEqual({ message: { n: 2 }, own: false });
    expect(heard).not.toContainEqual({ message: { n: 1 }, own: true });
    expect([one.state, createSignals(null).state]).toEqual(['up', 'in_process']);
    for (const each of [one, other]) each.close();
    for (const link of links) await link.close();
  });
});

/** Commits are let go in an order by chance, each some turns after its event was written. */
async function writeByChance(chance: ReturnType<typeof seededChance>): Promise<void> {
  const { events } = aHouse();
  const held: (() => void)[] = [];
  let writing = WRITERS;
  const writer = async (thing: number) => {
    for (let n = 0; n < EVENTS_EACH; n += 1) {
      await database.atomically(async () => {
        await events.emit(happened, { thingId: `thing-${thing}`, n });
        // The embedded database has one writer at a time, who must not wait for a second one.
        if (database.dialect === 'mysql') await new Promise<void>((resolve) => held.push(resolve));
      });
    }
    writing -= 1;
  };
  const writers = Promise.all(Array.from({ length: WRITERS }, (_, thing) => writer(thing)));
  while (writing > 0) {
    // A turn for the readers; the writers hold every connection that writes.
    await database.select('SELECT 1 AS turn');
    for (let letGo = chance.below(WRITERS); letGo > 0 && held.length > 0; letGo -= 1) {
      held.splice(chance.below(held.length), 1)[0]?.();
    }
  }
  await writers;
}

/** A process of its own that walks the log by position until it has seen so many events, and says what it saw. */
async function startReader(): Promise<{ seen: Promise<string[]> }> {
  const child = spawn(
    process.execPath,
    [
      '-r',
      join(PROJECT, 'tests/support/run-typescript.cjs'),
      join(PROJECT, 'tests/support/follow-process.ts'),
    ],
    {
      cwd: PROJECT,
      env: {
        ...process.env,
        DATABASE_URL: home.environment.DATABASE_URL ?? '',
        DATABASE_FILE: databaseFile,
        EVENTS: String(WRITERS * EVENTS_EACH),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  children.push(child);
  let said = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  while (!said.includes('ready')) await once(child.stdout, 'data');
  const seen = once(child, 'exit').then(() => said.split('\n').filter((line) => line.startsWith('thing-')));
  return { seen };
}

it(
  `readers in ${READERS} processes miss no event of ${WRITERS} writers who commit by chance, and see none twice`,
  async () => {
    const readers = await Promise.all(Array.from({ length: READERS }, startReader));
    await writeByChance(seededChance(chosenSeed()));
    const all = Array.from({ length: WRITERS }, (_, thing) =>
      Array.from({ length: EVENTS_EACH }, (__, n) => `thing-${thing} ${n}`),
    );
    for (const reader of readers) {
      const seen = await reader.seen;
      expect(seen.toSorted()).toEqual(all.flat().toSorted());
      // And those of one subject in the order in which they happened.
      for (const [thing, inOrder] of all.entries()) {
        expect(seen.filter((line) => line.startsWith(`thing-${thing} `))).toEqual(inOrder);
      }
    }
  },
  PATIENCE_MS,
);
