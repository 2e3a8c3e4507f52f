/** Databases for tests: each app has one that nobody else uses, with the schema as the migrations leave it. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Sequelize } from 'sequelize';
import { migrations } from '../../migrations';
import { openDatabase } from '../../src/platform/db/database';
import { migrate } from '../../src/platform/db/migrate';
import { newId } from '../../src/platform/kernel/ids';
import { createLogger } from '../../src/platform/kernel/logger';
import { madeOnce } from './once-a-run';
import { makeTemporaryFolder } from './temporary-folder';

/** A database that nobody else uses: a temporary file, or a schema of its own on the server of DATABASE_URL. */
export async function makeDatabase(): Promise<{
  environment: Record<string, string>;
  remove(): Promise<void>;
}> {
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
