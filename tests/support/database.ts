/** Databases for tests: each file has one that nobody else uses. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sequelize } from 'sequelize';
import { newId } from '../../src/platform/kernel/ids';

/** A database that nobody else uses: a temporary file, or a schema of its own on the server of DATABASE_URL. */
export async function makeDatabase(): Promise<{
  environment: Record<string, string>;
  remove(): Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-test-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const serverUrl = process.env.DATABASE_URL;
  if (!serverUrl) {
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
