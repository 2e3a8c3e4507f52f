/** What models are asked most goes out as plain statements, and finds and writes what Sequelize's own would. */
import {
  EmptyResultError,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  Op,
  UniqueConstraintError,
  ValidationError,
} from 'sequelize';
import { z } from 'zod';
import { makeDatabase } from '../../../tests/support/database';
import { createLogger } from '../kernel/logger';
import { centsColumn, flagColumn, jsonColumn, nullable, refColumn, textColumn } from './columns';
import { type Database, openDatabase } from './database';

const Parts = z.array(z.string());

class CrateRow extends Model<InferAttributes<CrateRow>, InferCreationAttributes<CrateRow>> {
  declare owner: string;
  declare number: string;
  declare cents: number;
  declare open: boolean;
  declare parts: string[];
  declare note: string | null;
}

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
const given = (number: string, more: object = {}) => ({
  ...{ owner: 'ann', number, cents: 5, open: false, parts: ['a'], note: null },
  ...more,
});

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;
let crates: typeof CrateRow;

beforeAll(async () => {
  home = await makeDatabase();
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/models.db`,
    poolSize: 4,
    log,
  });
  crates = database.bind(CrateRow, 'crates', {
    owner: { ...refColumn(), primaryKey: true },
    number: { ...refColumn(), primaryKey: true },
    cents: centsColumn(),
    open: flagColumn('open'),
    parts: jsonColumn('parts', Parts),
    note: nullable(textColumn()),
  });
  await database.change(
    'CREATE TABLE crates (owner CHAR(36) NOT NULL, `number` CHAR(36) NOT NULL, cents BIGINT NOT NULL, `open` TINYINT NOT NULL, parts TEXT NOT NULL, note VARCHAR(255), PRIMARY KEY (owner, `number`))',
  );
});
beforeEach(() => database.change('DELETE FROM crates'));
afterAll(async () => {
  await database.close();
  await home.remove();
});

/** Everything that is sent meanwhile, the values left out. */
async function sentBy(work: () => Promise<unknown>): Promise<string[]> {
  const { options } = database.sequelize as unknown as { options: { logging: unknown } };
  const sent: string[] = [];
  options.logging = (line: string) => void sent.push(line.replace(/^Executing \([^)]*\): /, ''));
  await work().finally(() => (options.logging = false));
  return sent;
}

const stored = () =>
  database.select('SELECT `number`, cents, `open`, parts, note FROM crates ORDER BY owner, `number`');

it('writes new rows, one or several, as they are stored', async () => {
  const made = await crates.create(given('1', { open: true, parts: ['x', "it's"] }));
  expect([made.isNewRecord, made.changed(), made.open, made.parts]).toEqual([
    false,
    false,
    true,
    ['x', "it's"],
  ]);
  await crates.bulkCreate([given('2'), given('3', { note: 'Łódź :note ?' })]);
  expect(await stored()).toEqual([
    { number: '1', cents: 5, open: 1, parts: `["x","it's"]`, note: null },
    { number: '2', cents: 5, open: 0, parts: '["a"]', note: null },
    { number: '3', cents: 5, open: 0, parts: '["a"]', note: 'Łódź :note ?' },
  ]);
  await expect(crates.create(given('1'))).rejects.toBeInstanceOf(UniqueConstraintError);
});

it('refuses to write a row without a value that it needs, or of another shape', async () => {
  const lacking = given('1', { cents: null }) as never;
  await expect(crates.create(lacking)).rejects.toBeInstanceOf(ValidationError);
  const row = await crates.create(given('1'));
  await expect(row.update({ cents: null as never })).rejects.toBeInstanceOf(ValidationError);
  await expect(async () => crates.create(given('2', { parts: 'no list' as never }))).rejects.toThrow(
    /crates\.parts/,
  );
  expect(await stored()).toHaveLength(1);
});

it('finds rows by the values of columns, in order, as by Sequelize itself', async () => {
  await crates.bulkCreate([given('1'), given('2', { note: 'n' }), given('3', { owner: 'bob', open: true })]);
  const plain: (typeof CrateRow extends { findAll(options?: infer Options): unknown } ? Options : never)[] = [
    {},
    { where: { owner: 'ann' }, order: [['number', 'DESC']] },
    { where: { owner: ['ann', 'bob'], note: null }, order: [['number', 'ASC']] },
    { where: { open: true } },
    { where: { owner: 'ann' }, order: [['number', 'DESC']], limit: 1 },
    { where: { owner: 'nobody' } },
  ];
  for (const options of plain) {
    const quick = await crates.findAll(options);
    // A condition that always holds, in words that only Sequelize knows.
    const slow = await crates.findAll({
      ...options,
      where: { [Op.and]: [options?.where ?? {}, { cents: { [Op.gt]: 0 } }] } as never,
    });
    expect(quick.map((row) => row.get())).toEqual(slow.map((row) => row.get()));
    const first = await crates.findOne(options);
    expect(first?.get()).toEqual(slow[0]?.get());
  }
  await expect(crates.findOne({ where: { owner: 'nobody' }, rejectOnEmpty: true })).rejects.toBeInstanceOf(
    EmptyResultError,
  );
  await expect(crates.findAll({ where: { owner: undefined as never } })).rejects.toThrow(/undefined/);
  expect(await crates.findAll({ where: { owner: [] } })).toEqual([]);
});

it('writes what has changed of a row, and sends nothing where nothing has', async () => {
  await crates.bulkCreate([given('1'), given('2')]);
  const row = await crates.findOne({ where: { owner: 'ann', number: '1' }, rejectOnEmpty: true });
  const sent = await sentBy(() => row.update({ cents: 9, open: true, parts: ['a'], note: undefined }));
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatch(
    /^UPDATE crates SET `cents` = \S+ `open` = \S+ WHERE `owner` = \S+ AND `number` = \S+$/,
  );
  expect([row.cents, row.open, row.changed()]).toEqual([9, true, false]);
  expect(await sentBy(() => row.update({ cents: 9, open: true }))).toEqual([]);
  expect((await stored())[1]).toMatchObject({ cents: 5, open: 0 });
  expect(await crates.update({ cents: 7, open: false }, { where: { owner: 'ann', cents: 9 } })).toEqual([1]);
  await row.reload();
  expect([row.cents, row.open]).toEqual([7, false]);
});

it('locks what it finds where rows are locked, and asks once', async () => {
  await crates.create(given('1'));
  const locking = () =>
    database.atomically(() => crates.findOne({ where: { owner: 'ann', number: '1' }, lock: true }));
  await locking();
  const sent = await sentBy(locking);
  expect(sent).toHaveLength(3);
  expect(sent[1]).toMatch(database.forUpdate === '' ? / LIMIT 1$/ : / LIMIT 1 FOR UPDATE$/);
});
