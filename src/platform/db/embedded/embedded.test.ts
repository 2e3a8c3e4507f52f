/** Runs a real Sequelize on the embedded engine and checks that writers queue, fail alone and survive other processes. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseError, ForeignKeyConstraintError, QueryTypes, UniqueConstraintError } from 'sequelize';
import { retryWhileBusy, SqliteError } from './errors';
import { type App, createApp, openApp, removeApps, sharedValue } from './testing';
import { WriteLock } from './write-lock';

let app: App;
const children: ChildProcess[] = [];

async function increment({ sequelize, counters }: App): Promise<void> {
  await sequelize.transaction(async (transaction) => {
    const counter = await counters.findOne({ where: { name: 'shared' }, transaction, rejectOnEmpty: true });
    await counter.update({ value: counter.value + 1 }, { transaction });
  });
}

/** Starts a second process on the same file and waits until it has said that its script has got where it should. */
async function startChild(script: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', script, app.storage], {
    cwd: __dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function killChild(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const holdWriteLock = `
  const { DatabaseSync } = require('@photostructure/sqlite');
  const db = new DatabaseSync(process.argv[1]);
  db.exec("BEGIN IMMEDIATE; UPDATE counters SET value = value + 100 WHERE name = 'shared'");
  process.stdin.on('data', () => { db.exec('COMMIT'); process.exit(); });
  console.log('ready');`;

const dieInTransaction = `
  const { transformFileSync } = require('@swc/core');
  const options = { module: { type: 'commonjs' }, jsc: { target: 'es2022', parser: { syntax: 'typescript' } } };
  require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file, options).code, file);
  const { Sequelize } = require('sequelize');
  const { embeddedDialect } = require(${JSON.stringify(join(__dirname, 'adapter.ts'))});
  const sequelize = new Sequelize({
    dialect: 'sqlite', dialectModule: embeddedDialect, storage: process.argv[1], transactionType: 'IMMEDIATE', logging: false,
  });
  const add = (name, transaction) =>
    sequelize.query("INSERT INTO counters (name, value) VALUES ($name, 1)", { bind: { name }, transaction });
  (async () => {
    await add('committed');
    await add('doomed', await sequelize.transaction());
    console.log('ready');
    setInterval(() => {}, 1000);
  })();`;

beforeEach(async () => {
  app = await createApp();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await removeApps();
});

describe('concurrent writers', () => {
  it('counts every one of 50 concurrent read-modify-write transactions', async () => {
    await Promise.all(Array.from({ length: 50 }, () => increment(app)));
    expect(await sharedValue(app)).toBe(50);
  });

  it('queues the transactions of several Sequelize instances on one file', async () => {
    const other = openApp(app.storage);
    await Promise.all(Array.from({ length: 20 }, (_, i) => increment(i % 2 === 0 ? app : other)));
    expect(await sharedValue(app)).toBe(20);
  });

  it('keeps its place in the queue for a write outside a transaction', async () => {
    const transaction = await app.sequelize.transaction();
    await app.counters.update({ value: 5 }, { where: { name: 'shared' }, transaction });
    const outside = app.counters.increment('value', { where: { name: 'shared' } });
    await transaction.commit();
    await outside;
    expect(await sharedValue(app)).toBe(6);
  });

  it('hides uncommitted rows from a read outside, which does not wait for the writer', async () => {
    await app.sequelize.transaction(async (transaction) => {
      await app.counters.update({ value: 7 }, { where: { name: 'shared' }, transaction });
      expect(await sharedValue(app)).toBe(0);
    });
    expect(await sharedValue(app)).toBe(7);
  });
});

describe('failures inside a transaction', () => {
  it('reports a unique violation with its field', async () => {
    const failure = app.sequelize.transaction((transaction) =>
      app.counters.create({ name: 'shared', value: 1 }, { transaction }),
    );
    await expect(failure).rejects.toBeInstanceOf(UniqueConstraintError);
    await expect(failure).rejects.toMatchObject({ fields: ['name'] });
    await increment(app);
  });

  it('reports CHECK, NOT NULL and RAISE as database errors and lets the next writer in', async () => {
    await app.sequelize.query('CREATE TABLE strict_counters (value INTEGER NOT NULL CHECK (value > 0))');
    await app.sequelize.query(
      "CREATE TRIGGER frozen BEFORE DELETE ON counters BEGIN SELECT RAISE(ABORT, 'Counters stay'); END",
    );
    const failing = {
      'INSERT INTO strict_counters VALUES (0)': 'CHECK constraint failed: value > 0',
      'INSERT INTO strict_counters VALUES (NULL)': 'NOT NULL constraint failed: strict_counters.value',
      'DELETE FROM counters': 'Counters stay',
    };
    for (const [sql, message] of Object.entries(failing)) {
      const failure = app.sequelize.transaction(async (transaction) => {
        await app.counters.update({ value: 9 }, { where: { name: 'shared' }, transaction });
        await app.sequelize.query(sql, { transaction });
      });
      await expect(failure).rejects.toBeInstanceOf(DatabaseError);
      await expect(failure).rejects.toThrow(message);
    }
    await increment(app);
    expect(await sharedValue(app)).toBe(1);
  });

  it('rolls back to a savepoint and carries on', async () => {
    await app.sequelize.transaction(async (transaction) => {
      await app.counters.create({ name: 'kept', value: 1 }, { transaction });
      const inner = app.sequelize.transaction({ transaction }, async (nested) => {
        await app.counters.create({ name: 'dropped', value: 1 }, { transaction: nested });
        throw new Error('Changed my mind');
      });
      await expect(inner).rejects.toThrow('Changed my mind');
    });
    expect(await app.counters.count()).toBe(2);
  });

  it('releases the lock when COMMIT itself fails', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation();
    await app.sequelize.query(
      'CREATE TABLE notes (counter_id INTEGER REFERENCES counters (id) DEFERRABLE INITIALLY DEFERRED)',
    );
    const failure = app.sequelize.transaction((transaction) =>
      app.sequelize.query('INSERT INTO notes VALUES (999)', { transaction }),
    );
    await expect(failure).rejects.toBeInstanceOf(ForeignKeyConstraintError);
    await increment(app);
    expect(await app.sequelize.query('SELECT * FROM notes', { type: QueryTypes.SELECT })).toEqual([]);
    warn.mockRestore();
  });

  it('rolls back and releases the lock when the instance closes during a transaction', async () => {
    const other = openApp(app.storage);
    const failure = other.sequelize.transaction(async (transaction) => {
      await other.counters.update({ value: 9 }, { where: { name: 'shared' }, transaction });
      await other.sequelize.close();
      await other.counters.count({ transaction });
    });
    await expect(failure).rejects.toThrow('The connection is closed');
    await increment(app);
    expect(await sharedValue(app)).toBe(1);
  });
});

describe('other processes', () => {
  it('waits for another process that is writing', async () => {
    const child = await startChild(holdWriteLock);
    let isDone = false;
    const waiting = increment(app).then(() => (isDone = true));
    expect(await sharedValue(app)).toBe(0);
    expect(isDone).toBe(false);
    child.stdin?.write('commit');
    await waiting;
    expect(await sharedValue(app)).toBe(101);
  });

  it('loses only the open transaction when the process is killed', async () => {
    await killChild(await startChild(dieInTransaction));
    await increment(app);
    const names = (await app.counters.findAll({ order: ['id'] })).map(({ name }) => name);
    expect(names).toEqual(['shared', 'committed']);
    const [integrity] = await app.sequelize.query('PRAGMA integrity_check', { type: QueryTypes.SELECT });
    expect(integrity).toEqual({ integrity_check: 'ok' });
  });

  it('gives up as busy when the wait is over', async () => {
    const busy = (): never => {
      throw new SqliteError('SQLITE_BUSY', 'database is locked');
    };
    await expect(retryWhileBusy(busy, 5)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    const lock = new WriteLock();
    const release = await lock.acquire();
    await expect(lock.acquire(5)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    release();
    release();
    await lock.acquire();
    await expect(lock.acquire(5)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  });
});
