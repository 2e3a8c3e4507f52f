/** What is sent by `select` and `change` is the same to the caller on every database, sent once or again and again. */
import { ConnectionAcquireTimeoutError, UniqueConstraintError } from 'sequelize';
import { makeDatabase } from '../../../tests/support/database';
import { createLogger } from '../kernel/logger';
import { type Database, openDatabase, outsideUnit } from './database';

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const onServer = process.env.DATABASE_URL ? it : it.skip;

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;

beforeAll(async () => {
  home = await makeDatabase();
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/statements.db`,
    poolSize: 4,
    log,
  });
  await database.sequelize.query(
    'CREATE TABLE kept (id VARCHAR(36) NOT NULL PRIMARY KEY, word VARCHAR(200), amount BIGINT, small INTEGER)',
  );
});
beforeEach(() => database.change('DELETE FROM kept'));
afterAll(async () => {
  await database.close();
  await home.remove();
});

const add = (id: string, word: string | null, amount: number | null) =>
  database.change('INSERT INTO kept (id, word, amount, small) VALUES (:id, :word, :amount, 1)', {
    ...{ id, word, amount },
  });
const amountOf = async (id: string) =>
  (await database.select<{ amount: number }>('SELECT amount FROM kept WHERE id = :id', { id }))[0]?.amount;

/** Everything that is sent meanwhile, the values left out. */
async function sentBy(work: () => Promise<unknown>): Promise<string[]> {
  const { options } = database.sequelize as unknown as { options: { logging: unknown } };
  const sent: string[] = [];
  options.logging = (line: string) => void sent.push(line.replace(/^Executing \([^)]*\): /, ''));
  await work().finally(() => (options.logging = false));
  return sent;
}

it('answers the same at each sending, whatever the values', async () => {
  const words = [`it's "quoted" \\ and :named ?`, 'Łódź 🚚', '', null];
  const amounts = [0, -7, 9_007_199_254_740_991, null];
  for (const [n, word] of words.entries()) expect(await add(`row ${n}`, word, amounts[n] ?? null)).toBe(1);
  const read = (ids: string[], least: number) =>
    database.select(
      `SELECT word, amount, small, amount + :least AS more, 'a:b?' AS said FROM kept
       WHERE id IN (:ids) AND (amount IS NULL OR amount >= :least) ORDER BY id`,
      { ids, least },
    );
  const ids = words.map((_, n) => `row ${n}`);
  const first = await read(ids, -7);
  expect(first.map((row) => (row as { word: string | null }).word)).toEqual(words);
  expect(first[1]).toEqual({ word: 'Łódź 🚚', amount: -7, small: 1, more: -14, said: 'a:b?' });
  for (let again = 0; again < 3; again += 1) expect(await read(ids, -7)).toEqual(first);
  expect(await read(['row 1'], 0)).toEqual([]);
  const change = (amount: number) =>
    database.change('UPDATE kept SET amount = amount + :amount WHERE amount < :most', {
      amount,
      most: 1_000,
    });
  expect([await change(5), await change(5), await change(5)]).toEqual([2, 2, 2]);
  expect(await amountOf('row 0')).toBe(15);
});

it('says of a key that is taken that it is, at each sending', async () => {
  await add('one', null, 1);
  for (let again = 0; again < 3; again += 1) {
    await expect(add('one', null, 2)).rejects.toBeInstanceOf(UniqueConstraintError);
  }
  await database.atomically(async () => {
    await expect(add('one', null, 2)).rejects.toBeInstanceOf(UniqueConstraintError);
    await add('two', null, 2);
  });
  expect(await amountOf('two')).toBe(2);
});

it('sends nothing for a unit but its statements, and where it begins and ends', async () => {
  const unit = () => database.atomically(() => amountOf('none'));
  await unit();
  const sent = await sentBy(unit);
  expect(sent).toHaveLength(3);
  expect(sent[0]).toMatch(/^(START|BEGIN)/);
  expect(sent[2]).toMatch(/^COMMIT/);
});

onServer('reads values as the driver does, whose reader of a statement is compiled once then', async () => {
  const { connectionManager } = database.sequelize as unknown as {
    connectionManager: {
      getConnection(options: object): Promise<{ config: { typeCast: unknown } }>;
      releaseConnection(connection: object): void;
    };
  };
  const connection = await connectionManager.getConnection({});
  connectionManager.releaseConnection(connection);
  expect(connection.config.typeCast).toBe(true);
});

onServer(
  'a unit reads what was committed meanwhile, and a snapshot does not, on each connection',
  async () => {
    await add('one', null, 1);
    const seen = async () => {
      const before = await amountOf('one');
      await outsideUnit(() => database.change("UPDATE kept SET amount = amount + 1 WHERE id = 'one'"));
      return ((await amountOf('one')) ?? 0) - (before ?? 0);
    };
    for (let again = 0; again < 3; again += 1) {
      expect(await database.atomically(seen)).toBe(1);
      expect(await database.snapshot(seen)).toBe(0);
    }
  },
);

onServer('says that no connection was free in time, and has one again', async () => {
  // Half of the pool is for reading.
  const held = [1, 2].map(() => database.select('SELECT SLEEP(3.5) AS slept'));
  const one = () => database.select('SELECT 1 AS one');
  await expect(one()).rejects.toBeInstanceOf(ConnectionAcquireTimeoutError);
  await Promise.all(held);
  expect(await one()).toEqual([{ one: 1 }]);
});
