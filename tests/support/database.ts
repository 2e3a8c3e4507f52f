/** Databases for tests: each app has one that nobody else uses, with the schema as the migrations leave it. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { Sequelize } from 'sequelize';
import { migrations } from '../../migrations';
import { openDatabase } from '../../src/platform/db/database';
import { migrate } from '../../src/platform/db/migrate';
import { newId } from '../../src/platform/kernel/ids';
import { createLogger } from '../../src/platform/kernel/logger';
import { madeOnce } from './once-a-run';
import { makeTemporaryFolder } from './temporary-folder';

interface Home {
  environment: Record<string, string>;
  remove(): Promise<void>;
}

/**
 * A database that nobody else uses: a temporary file with the product's schema, or a schema on the server of DATABASE_URL,
 * which is empty unless it is to be `migrated`.
 */
export async function makeDatabase({ migrated = false } = {}): Promise<Home> {
  const folder = makeTemporaryFolder('test');
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const serverUrl = process.env.DATABASE_URL;
  if (!serverUrl) {
    copyFileSync(await madeOnce('migrated.db', migrateEmbedded), join(folder, 'mc-exchange.db'));
    return {
      environment: { DATA_FOLDER: folder },
      remove: () => Promise.resolve(removeFolder()),
    };
  }
  const schema = `mcx_test_${newId().replaceAll('-', '').slice(0, 24)}`;
  const onServer = async (statement: string) => {
    const connection = new Sequelize(serverUrl.replace(/^mariadb:/, 'mysql:'), {
      dialect: 'mysql',
      logging: false,
    });
    try {
      await connection.query(statement);
    } finally {
      await connection.close();
    }
  };
  await onServer(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  const url = new URL(serverUrl);
  url.pathname = `/${schema}`;
  if (migrated) await copySchema(await madeOnce('migrated.sql', migrateOnServer), url.toString());
  return {
    environment: { DATA_FOLDER: folder, DATABASE_URL: url.toString() },
    async remove() {
      await onServer(`DROP DATABASE ${schema}`);
      removeFolder();
    },
  };
}

/** A file in which every migration has run; closed, so that a copy of this one file is the whole database. */
async function migrateEmbedded(path: string): Promise<void> {
  const log = createLogger({ level: 'error', pretty: true, folder: undefined });
  const database = openDatabase({ url: undefined, embeddedFile: path, poolSize: 1, log });
  await migrate(database, migrations, log);
  await database.close();
}

/** Statements that make what every migration leaves: 100 of them take five times as long on a server. */
async function migrateOnServer(path: string): Promise<void> {
  const { environment, remove } = await makeDatabase();
  const log = createLogger({ level: 'error', pretty: true, folder: undefined });
  const url = environment.DATABASE_URL;
  const database = openDatabase({ url, embeddedFile: '', poolSize: 1, log });
  await migrate(database, migrations, log);
  await database.close();
  const connection = await connect(String(url));
  writeFileSync(path, JSON.stringify(await writeSchema(connection)));
  await connection.end();
  await remove();
}

const connect = (uri: string) => createConnection({ uri, multipleStatements: true });

async function copySchema(path: string, url: string): Promise<void> {
  const connection = await connect(url);
  for (const statements of JSON.parse(readFileSync(path, 'utf8')) as string[])
    await connection.query(statements);
  await connection.end();
}

/** Its tables, rows and triggers. */
async function writeSchema(connection: Connection): Promise<string[]> {
  const ask = async (sql: string) => {
    const [rows] = await connection.query<RowDataPacket[][]>({
      sql,
      rowsAsArray: true,
      typeCast: (field) => field.string(),
    });
    return rows as unknown as (string | null)[][];
  };
  const named = async (sql: string) => (await ask(sql)).map(([name]) => `\`${String(name)}\``);
  const tables = await named('SHOW FULL TABLES WHERE Table_type = "BASE TABLE"');
  const made: string[] = [];
  const rows: string[] = [];
  for (const table of tables) {
    const [[, create] = []] = await ask(`SHOW CREATE TABLE ${table}`);
    made.push(String(create));
    const found = await ask(`SELECT * FROM ${table}`);
    if (found.length > 0) rows.push(connection.format(`INSERT INTO ${table} VALUES ?`, [found]));
  }
  const triggers: string[] = [];
  for (const trigger of await named('SHOW TRIGGERS')) {
    const [[, , create] = []] = await ask(`SHOW CREATE TRIGGER ${trigger}`);
    triggers.push(String(create));
  }
  // The tables name each other in their foreign keys.
  return [['SET FOREIGN_KEY_CHECKS = 0', ...made, ...rows].join(';\n'), ...triggers];
}
