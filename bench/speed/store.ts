/** Many rows at once into the database of a bench, by its own driver: a schema of a server, or the embedded file. */
import { DatabaseSync } from '@photostructure/sqlite';
import { createConnection } from 'mysql2/promise';

export type Value = string | number | null;

export interface Store {
  insert(table: string, columns: readonly string[], rows: readonly Value[][]): Promise<void>;
  /** Runs one statement. */
  run(sql: string): Promise<void>;
  /** The first column of the first row; null where there is none, or no such table. */
  read(sql: string): Promise<Value>;
  close(): Promise<void>;
}

/** A statement is no larger than the server takes. */
const ROWS_AT_ONCE = 2_000;

export const openStore = (url: string | undefined, file: string): Promise<Store> =>
  url ? onServer(url) : Promise.resolve(inFile(file));

async function onServer(url: string): Promise<Store> {
  const connection = await createConnection(url.replace(/^mariadb:/, 'mysql:'));
  await connection.query('SET SESSION unique_checks = 0, foreign_key_checks = 0');
  return {
    async insert(table, columns, rows) {
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        const part = rows.slice(from, from + ROWS_AT_ONCE);
        await connection.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ?`, [part]);
      }
    },
    run: async (sql) => void (await connection.query(sql)),
    async read(sql) {
      const [rows] = await connection.query(sql).catch(() => [[]]);
      const [row] = rows as Record<string, Value>[];
      return Object.values(row ?? {})[0] ?? null;
    },
    close: () => connection.end(),
  };
}

function inFile(file: string): Store {
  const database = new DatabaseSync(file);
  // As on a server: people and listings refer to each other, and are written by table.
  database.exec('PRAGMA foreign_keys = OFF');
  return {
    insert(table, columns, rows) {
      const places = columns.map(() => '?').join(', ');
      const statement = database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`);
      database.exec('BEGIN');
      for (const row of rows) statement.run(...row);
      database.exec('COMMIT');
      return Promise.resolve();
    },
    run: (sql) => Promise.resolve(database.exec(sql)),
    read(sql) {
      try {
        const row = (database.prepare(sql).get() ?? {}) as Record<string, Value>;
        return Promise.resolve(Object.values(row)[0] ?? null);
      } catch {
        return Promise.resolve(null);
      }
    },
    close: () => Promise.resolve(database.close()),
  };
}
