/** What a database consists of, for whoever copies it whole: its tables, their stored columns and their keys. */
import type { Database } from '../db/database';

export interface StoredTable {
  name: string;
  /** Those that are stored as given: what the database computes itself is not copied. */
  columns: string[];
  /** Of the primary key, in order. */
  key: string[];
}

export async function listTables(database: Database): Promise<StoredTable[]> {
  const tables = await (database.dialect === 'mysql' ? listOnMysql(database) : listEmbedded(database));
  return tables.toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

async function listOnMysql({ select }: Database): Promise<StoredTable[]> {
  const columns = await select<{ tableName: string; columnName: string; computed: number }>(
    `SELECT c.TABLE_NAME AS tableName, c.COLUMN_NAME AS columnName,
            CASE WHEN COALESCE(c.GENERATION_EXPRESSION, '') <> '' THEN 1 ELSE 0 END AS computed
     FROM information_schema.COLUMNS c
     JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
     WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE'
     ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`,
  );
  const keys = await select<{ tableName: string; columnName: string }>(
    `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS columnName FROM information_schema.KEY_COLUMN_USAGE
     WHERE TABLE_SCHEMA = DATABASE() AND CONSTRAINT_NAME = 'PRIMARY' ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  );
  const names = [...new Set(columns.map(({ tableName }) => tableName))];
  const of = (rows: { tableName: string; columnName: string }[], name: string): string[] =>
    rows.filter(({ tableName }) => tableName === name).map(({ columnName }) => columnName);
  return names.map((name) => ({
    name,
    columns: of(
      columns.filter(({ computed }) => Number(computed) === 0),
      name,
    ),
    key: of(keys, name),
  }));
}

async function listEmbedded({ select }: Database): Promise<StoredTable[]> {
  const tables = await select<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`,
  );
  return Promise.all(
    tables.map(async ({ name }) => {
      const columns = await select<{ name: string; pk: number; hidden: number }>(
        'SELECT name, pk, hidden FROM pragma_table_xinfo(:name)',
        { name },
      );
      return {
        name,
        columns: columns.filter(({ hidden }) => Number(hidden) === 0).map((column) => column.name),
        key: columns
          .filter(({ pk }) => Number(pk) > 0)
          .toSorted((one, other) => Number(one.pk) - Number(other.pk))
          .map((column) => column.name),
      };
    }),
  );
}
