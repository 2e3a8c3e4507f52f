/** The schema comes forward whole, whatever cuts a migration short; and what migrations can change without losing rows. */
import { join } from 'node:path';
import { migrations } from '../../../migrations';
import { makeDatabase } from '../../../tests/support/database';
import { describeSchema } from '../../../tests/support/describe-schema';
import { createLogger } from '../kernel/logger';
import { type Database, openDatabase } from './database';
import { migrate, type Migration } from './migrate';

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
/** On a server each cut makes two schemas: a part of them each time, another part the next. */
const CUT_EVERY = process.env.DATABASE_URL && !process.env.THOROUGH ? 9 : 1;
const FIRST_CUT = 1 + Math.floor(Math.random() * CUT_EVERY);
const TIME_OUT_MS = 600_000;

interface Home {
  environment: Record<string, string>;
  database: Database;
  /** For a test that has many; the others are closed after each test. */
  close(): Promise<void>;
}

const open = new Set<() => Promise<void>>();

async function makeHome(): Promise<Home> {
  const { environment, remove } = await makeDatabase();
  const database = openDatabase({
    url: environment.DATABASE_URL,
    embeddedFile: join(String(environment.DATA_FOLDER), 'empty.db'),
    poolSize: 5,
    log,
  });
  const close = async () => {
    open.delete(close);
    await database.close();
    await remove();
  };
  open.add(close);
  return { environment, database, close };
}

afterEach(async () => {
  for (const close of open) await close();
});

const rowsOf = (database: Database, sql: string) => database.select<Record<string, unknown>>(sql);

describe('a migration that is cut short', () => {
  const small: Migration[] = [
    {
      name: '1-made',
      async up({ words: w, run, makeInsertOnly }) {
        await run(
          `CREATE TABLE parents (id ${w.key(10)} NOT NULL PRIMARY KEY, former ${w.integer} NULL) ${w.tableEnd}`,
        );
        await run(`CREATE TABLE children (
          id ${w.key(10)} NOT NULL PRIMARY KEY,
          parentId ${w.key(10)} NOT NULL,
          FOREIGN KEY (parentId) REFERENCES parents (id)
        ) ${w.tableEnd}`);
        await run('CREATE INDEX parents_former ON parents (former)');
        await run(`INSERT INTO parents (id, former) VALUES ('a', 0), ('b', 0)`);
        await run(`INSERT INTO children (id, parentId) VALUES ('of-a', 'a')`);
        await makeInsertOnly('children');
      },
    },
    {
      name: '2-changed',
      async up({ words: w, dialect, run, select }) {
        // Neither must happen twice: each would be seen in the sum.
        await run('UPDATE parents SET former = former + 1');
        await run('UPDATE parents SET former = former + 1');
        for (const { id } of await select<{ id: string }>(
          'SELECT id FROM parents WHERE former = 2 ORDER BY id',
        )) {
          await run('UPDATE parents SET former = former + 10 WHERE id = :id', { id });
        }
        await run(`DROP INDEX parents_former${dialect === 'mysql' ? ' ON parents' : ''}`);
        await run(`ALTER TABLE parents ADD COLUMN later ${w.integer} NOT NULL DEFAULT 5`);
      },
    },
    {
      name: '3-remade',
      async up(tools) {
        const { words: w } = tools;
        await tools.addCheck('parents', 'parents_sum', 'former + later < 100');
        await tools.remakeTable('parents', {
          definition: `id ${w.key(10)} NOT NULL PRIMARY KEY, sum ${w.integer} NOT NULL`,
          from: { id: 'id', sum: 'former + later' },
          checks: { parents_sum: 'sum < 100' },
          indexes: ['CREATE INDEX parents_of_sum ON parents (sum)'],
        });
        await tools.replaceCheck('parents', 'parents_sum', 'sum < 50');
      },
    },
  ];

  /** Counts what `migrate` says to the database, and cuts it off before or after the given statement. */
  function cutOff(database: Database, at: number, when: 'before' | 'after') {
    const query = database.sequelize.query.bind(database.sequelize) as (
      ...args: unknown[]
    ) => Promise<unknown>;
    let spoken = 0;
    const cut = () => Promise.reject(new Error('cut short'));
    const counted = async (...args: unknown[]) => {
      // The units of work themselves: what is left open is taken back, as when a connection ends.
      if (/;$|^ROLLBACK/.test(String(args[0]))) return query(...args);
      spoken += 1;
      if (spoken > at || (spoken === at && when === 'before')) return cut();
      const answer = await query(...args);
      return spoken === at ? cut() : answer;
    };
    Object.assign(database.sequelize, { query: counted });
    return { spoken: () => spoken, restore: () => Object.assign(database.sequelize, { query }) };
  }

  it(
    'is finished, and does nothing twice, whichever of its statements was the last',
    async () => {
      const whole = await makeHome();
      const uncut = cutOff(whole.database, Infinity, 'after');
      await migrate(whole.database, small, log);
      uncut.restore();
      const expected = await describeSchema(whole.database);
      for (let at = FIRST_CUT; at <= uncut.spoken(); at += CUT_EVERY) {
        for (const when of ['before', 'after'] as const) {
          const { database, close } = await makeHome();
          const cut = cutOff(database, at, when);
          await migrate(database, small, log).catch(() => undefined);
          cut.restore();
          await migrate(database, small, log);
          expect({ at, when, schema: await describeSchema(database) }).toEqual({
            at,
            when,
            schema: expected,
          });
          expect(await rowsOf(database, 'SELECT id, sum FROM parents ORDER BY id')).toEqual([
            { id: 'a', sum: 17 },
            { id: 'b', sum: 17 },
          ]);
          await close();
        }
      }
    },
    TIME_OUT_MS,
  );

  it('refuses what is there and not its own, each time', async () => {
    const { database } = await makeHome();
    await database.change('CREATE TABLE parents (id INTEGER NOT NULL PRIMARY KEY)');
    for (const start of [1, 2, 3]) {
      expect({ start, outcome: await migrate(database, small, log).catch(String) }).toEqual({
        start,
        outcome: expect.stringContaining('already exists') as string,
      });
    }
  });
});

describe('a table that others point to', () => {
  const family: Migration = {
    name: '1-family',
    async up({ words: w, run }) {
      await run(`CREATE TABLE parents (
        id ${w.integer} NOT NULL PRIMARY KEY,
        name ${w.text(50)} NOT NULL,
        marked ${w.flag} GENERATED ALWAYS AS (CASE WHEN name = 'second' THEN 1 END) STORED,
        CONSTRAINT parents_named CHECK (name <> '' AND name <> ')')
      ) ${w.tableEnd}`);
      await run('CREATE INDEX parents_name ON parents (name)');
      await run(`CREATE TABLE children (
        id ${w.integer} NOT NULL PRIMARY KEY,
        parentId ${w.integer} NOT NULL,
        FOREIGN KEY (parentId) REFERENCES parents (id)
      ) ${w.tableEnd}`);
      await run(`INSERT INTO parents (id, name) VALUES (1, 'first'), (2, 'second')`);
      await run('INSERT INTO children (id, parentId) VALUES (1, 1), (2, 2)');
    },
  };
  const remade: Migration = {
    name: '2-remade',
    up: ({ words: w, remakeTable }) =>
      remakeTable('parents', {
        definition: `id ${w.integer} NOT NULL PRIMARY KEY, title ${w.text(80)} NULL, length ${w.integer} NOT NULL`,
        from: { id: 'id', title: 'name', length: 'LENGTH(name)' },
        checks: { parents_named: `title <> 'nobody'` },
        indexes: ['CREATE INDEX parents_title ON parents (title)'],
      }),
  };

  async function afterMigrations(...list: Migration[]): Promise<Database> {
    const { database } = await makeHome();
    await migrate(database, list, log);
    return database;
  }

  async function expectFamilyHolds(database: Database): Promise<void> {
    await expect(database.change('INSERT INTO children (id, parentId) VALUES (3, 9)')).rejects.toThrow(
      /foreign key/i,
    );
    await expect(database.change('DELETE FROM parents WHERE id = 1')).rejects.toThrow(/foreign key/i);
    await database.change('INSERT INTO children (id, parentId) VALUES (4, 2)');
    expect(await rowsOf(database, 'SELECT COUNT(*) AS children FROM children')).toEqual([{ children: 3 }]);
  }

  it('can be remade: rows stay, foreign keys hold, names are as said', async () => {
    const database = await afterMigrations(family, remade);
    expect(await rowsOf(database, 'SELECT id, title, length FROM parents ORDER BY id')).toEqual([
      { id: 1, title: 'first', length: 5 },
      { id: 2, title: 'second', length: 6 },
    ]);
    await expect(
      database.change(`INSERT INTO parents (id, title, length) VALUES (3, 'nobody', 6)`),
    ).rejects.toThrow(/parents_named/);
    await database.change('INSERT INTO parents (id, title, length) VALUES (3, NULL, 0)');
    await expectFamilyHolds(database);
  });

  it('keeps its rows, indexes, computed columns and children when a named CHECK comes, changes and goes', async () => {
    const insertParent = (database: Database, id: number, name: string) =>
      database.change('INSERT INTO parents (id, name) VALUES (:id, :name)', { id, name });
    const database = await afterMigrations(family);
    const indexes = async () =>
      (await describeSchema(database)).filter((part) => JSON.stringify(part).includes('parents_name"'));
    const before = await indexes();
    const step = (name: string, up: Migration['up']): Migration => ({ name, up });
    const added = step('2-added', ({ addCheck }) => addCheck('parents', 'parents_low', 'id < 10'));
    const replaced = step('3-replaced', async ({ replaceCheck }) => {
      await replaceCheck('parents', 'parents_low', 'id < 20');
      await replaceCheck('parents', 'parents_named', `name <> 'nobody'`);
    });
    const dropped = step('4-dropped', ({ dropCheck }) => dropCheck('parents', 'parents_low'));

    await migrate(database, [family, added], log);
    await expect(insertParent(database, 11, 'high')).rejects.toThrow(/parents_low/);
    await migrate(database, [family, added, replaced], log);
    await insertParent(database, 11, 'high');
    await insertParent(database, 12, '');
    await expect(insertParent(database, 13, 'nobody')).rejects.toThrow(/parents_named/);
    await expect(insertParent(database, 21, 'higher')).rejects.toThrow(/parents_low/);
    await migrate(database, [family, added, replaced, dropped], log);
    await insertParent(database, 21, 'higher');

    expect(await rowsOf(database, 'SELECT id, marked FROM parents WHERE id < 10 ORDER BY id')).toEqual([
      { id: 1, marked: null },
      { id: 2, marked: 1 },
    ]);
    expect(await indexes()).toEqual(before);
    await expectFamilyHolds(database);
  });

  it('stays insert-only, or is not remade', async () => {
    const guarded: Migration = { name: '2-guarded', up: ({ makeInsertOnly }) => makeInsertOnly('parents') };
    const database = await afterMigrations(family, guarded);
    await expect(migrate(database, [family, guarded, remade], log)).rejects.toThrow(/insert-only/);
    const remadeGuarded: Migration = {
      name: '3-remade',
      up: ({ words: w, remakeTable }) =>
        remakeTable('parents', {
          definition: `id ${w.integer} NOT NULL PRIMARY KEY`,
          from: { id: 'id' },
          indexes: [],
          insertOnly: true,
        }),
    };
    await migrate(database, [family, guarded, remadeGuarded], log);
    await expect(database.change('DELETE FROM parents')).rejects.toThrow(/insert-only/);
    expect(await rowsOf(database, 'SELECT id FROM parents ORDER BY id')).toEqual([{ id: 1 }, { id: 2 }]);
  });
});

it('lets one instance migrate at a time, each schema for itself', async () => {
  const { environment, database } = await makeHome();
  const other = openDatabase({
    url: environment.DATABASE_URL,
    embeddedFile: join(String(environment.DATA_FOLDER), 'empty.db'),
    poolSize: 5,
    log,
  });
  const once: Migration[] = [
    {
      name: '1-once',
      async up({ words: w, run }) {
        await run(`CREATE TABLE once (id ${w.integer} NOT NULL PRIMARY KEY) ${w.tableEnd}`);
        await run('INSERT INTO once (id) VALUES (1)');
      },
    },
  ];
  const ran = await Promise.all([migrate(database, once, log), migrate(other, once, log)]);
  expect(ran.flat()).toEqual(['1-once']);
  await other.close();
});

it('gives each migration the number after the one before it', () => {
  const numbers = migrations.map(({ name }) => Number(name.slice(0, 4)));
  expect(numbers).toEqual(migrations.map((_, place) => place + 1));
});
