/**
 * Copies a database whole, as one moment had it, into a file of lines for each table, and back into an empty one of
 * whichever kind: what was copied from one database is read by the others.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Database, openDatabase, type Values } from '../db/database';
import { withPatience } from '../db/deadline';
import type { Logger } from '../kernel/logger';
import { newId } from '../kernel/ids';
import { listTables, type StoredTable } from './tables';

const ROWS_READ_AT_ONCE = 1_000;
const ROWS_WRITTEN_AT_ONCE = 200;
/** Of lines: a server takes statements of 16 MB, and of some rows each is a file of its own size. */
const BYTES_WRITTEN_AT_ONCE = 2_000_000;

/** What of a table was copied. */
export interface CopiedTable {
  name: string;
  rows: number;
  /** Of its lines, before they are packed. */
  sha256: string;
}

type Row = Record<string, string | number | null>;

const fileOf = (folder: string, table: string): string => join(folder, `${table}.ndjson.gz`);

/** Answers the tables with what was copied of them. Nobody waits for it: it reads one state beside all writers. */
export async function copyOut(
  database: Database,
  folder: string,
  { log, without }: { log: Logger; without: readonly string[] },
): Promise<CopiedTable[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (database.dialect === 'mysql') {
    return withPatience(() => database.snapshot(() => copyTables(database, folder, without)));
  }
  // One moment of the file, in a file of its own: a unit that reads for long would keep all writers waiting.
  const moment = join(folder, `moment-${newId()}.db`);
  await withPatience(() => database.sequelize.query(`VACUUM INTO '${moment.replaceAll("'", "''")}'`));
  const still = openDatabase({ url: undefined, embeddedFile: moment, poolSize: 1, log });
  try {
    return await copyTables(still, folder, without);
  } finally {
    await still.close();
    for (const suffix of ['', '-wal', '-shm']) await rm(`${moment}${suffix}`, { force: true });
  }
}

async function copyTables(
  database: Database,
  folder: string,
  without: readonly string[],
): Promise<CopiedTable[]> {
  const copied: CopiedTable[] = [];
  for (const table of await listTables(database)) {
    if (!without.includes(table.name)) copied.push(await copyTable(database, table, folder));
  }
  return copied;
}

async function copyTable(database: Database, table: StoredTable, folder: string): Promise<CopiedTable> {
  const { name } = table;
  const digest = createHash('sha256');
  const packed = createGzip();
  const file = packed.pipe(createWriteStream(fileOf(folder, name), { flags: 'wx', mode: 0o600 }));
  const written = finished(file);
  let rows = 0;
  for await (const row of readRows(database, table)) {
    const line = `${JSON.stringify(row)}\n`;
    digest.update(line);
    rows += 1;
    if (!packed.write(line)) await Promise.race([once(packed, 'drain'), written]);
  }
  packed.end();
  await written;
  return { name, rows, sha256: digest.digest('hex') };
}

/** In the order of the key, page by page. */
async function* readRows(database: Database, { name, columns, key }: StoredTable): AsyncGenerator<Row> {
  const list = columns.map(quoted).join(', ');
  const order = key.length > 0 ? `ORDER BY ${key.map(quoted).join(', ')}` : '';
  let last: Row | undefined;
  for (;;) {
    const after = last && key.length > 0 ? `WHERE ${behind(key)}` : '';
    const values: Values = Object.fromEntries(
      key.map((column, place) => [`k${place}`, last?.[column] ?? null]),
    );
    const page = key.length > 0 ? `LIMIT ${ROWS_READ_AT_ONCE}` : '';
    const rows = await database.select<Row>(
      `SELECT ${list} FROM ${quoted(name)} ${after} ${order} ${page}`,
      after ? values : {},
    );
    for (const row of rows) yield checked(name, row);
    if (key.length === 0 || rows.length < ROWS_READ_AT_ONCE) return;
    last = rows.at(-1);
  }
}

/** `(a > :k0) OR (a = :k0 AND b > :k1)`: the rows behind one in the order of the key. */
const behind = (key: readonly string[]): string =>
  key
    .map((column, place) => {
      const same = key.slice(0, place).map((each, index) => `${quoted(each)} = :k${index}`);
      return `(${[...same, `${quoted(column)} > :k${place}`].join(' AND ')})`;
    })
    .join(' OR ');

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Texts and numbers are all that our columns hold; anything else would come back as something else. */
function checked(table: string, row: Row): Row {
  for (const [column, value] of Object.entries(row)) {
    if (value === null || typeof value === 'string' || typeof value === 'number') continue;
    throw new Error(`${table}.${column} holds what cannot be copied.`);
  }
  return row;
}

/** Whether nothing is there yet, not even a schema. */
export const isEmpty = async (database: Database): Promise<boolean> =>
  (await listTables(database)).length === 0;

/**
 * Fills the tables of a schema that nobody has used, in one unit. What a new schema holds by itself makes room for what was
 * copied.
 * @throws Error where a file is not what was copied.
 */
export function copyIn(database: Database, folder: string, copied: readonly CopiedTable[]): Promise<void> {
  const { sequelize, dialect } = database;
  const onMysql = dialect === 'mysql';
  return withPatience(() =>
    database.atomically(async () => {
      // Tables come in the order of their names: what they point to may come later.
      await sequelize.query(onMysql ? 'SET foreign_key_checks = 0' : 'PRAGMA defer_foreign_keys = ON');
      try {
        const tables = new Map((await listTables(database)).map((table) => [table.name, table]));
        for (const table of copied) {
          const stored = tables.get(table.name);
          if (!stored) throw new Error(`This schema has no table ${table.name}.`);
          await fillTable(database, stored, fileOf(folder, table.name), table);
        }
      } finally {
        if (onMysql) await sequelize.query('SET foreign_key_checks = 1').catch(() => undefined);
      }
    }),
  );
}

async function fillTable(
  database: Database,
  { name }: StoredTable,
  file: string,
  { rows, sha256 }: CopiedTable,
): Promise<void> {
  const [own] = await database.select<{ n: number }>(`SELECT COUNT(*) AS n FROM ${quoted(name)}`);
  if (Number(own?.n) > 0) await database.change(`DELETE FROM ${quoted(name)}`);
  const digest = createHash('sha256');
  let read = 0;
  let batch: Row[] = [];
  let bytes = 0;
  const insertBatch = async () => {
    await insert(database, name, batch);
    batch = [];
    bytes = 0;
  };
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.once('error', (error) => unpacked.destroy(error));
  for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity })) {
    digest.update(`${line}\n`);
    const size = Buffer.byteLength(line);
    if (bytes + size > BYTES_WRITTEN_AT_ONCE) await insertBatch();
    batch.push(JSON.parse(line) as Row);
    bytes += size;
    read += 1;
    if (batch.length === ROWS_WRITTEN_AT_ONCE) await insertBatch();
  }
  await insertBatch();
  if (read !== rows || digest.digest('hex') !== sha256) {
    throw new Error(`The copy of ${name} is not what was copied: it is damaged, or was changed.`);
  }
}

async function insert(database: Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const places = `(${columns.map(() => '?').join(', ')})`;
  await database.sequelize.query(
    `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES ${rows.map(() => places).join(', ')}`,
    { raw: true, replacements: rows.flatMap((row) => columns.map((column) => row[column] ?? null)) },
  );
}
