/** Writes many rows by one statement of a constant text: the rows are bound as JSON, so that neither text nor plan grows with them. */
import { QueryTypes } from 'sequelize';
import type { Database } from '../../../platform/db/database';

export interface BulkTable {
  name: string;
  /** In the order of the values of a row. */
  columns: Record<string, 'number' | 'text'>;
}

const MYSQL_TYPES = { number: 'BIGINT', text: 'VARCHAR(400)' };

function rowsOf({ columns }: BulkTable, mysql: boolean): string {
  const kinds = Object.values(columns);
  if (!mysql)
    return `SELECT ${kinds.map((_, at) => `json_extract(value, '$[${at}]')`).join(', ')} FROM json_each($rows)`;
  const places = kinds.map((kind, at) => `c${at} ${MYSQL_TYPES[kind]} PATH '$[${at}]'`);
  return `SELECT ${kinds.map((_, at) => `c${at}`).join(', ')} FROM JSON_TABLE($rows, '$[*]' COLUMNS (${places.join(', ')})) AS given`;
}

/** SQLite bounds how deep a condition is. */
const REMOVED_AT_ONCE = 100;

export function createBulk(database: Database) {
  const { sequelize, dialect } = database;
  const run = async (sql: string, rows: readonly (readonly (string | number)[])[]): Promise<void> => {
    if (rows.length > 0)
      await sequelize.query(sql, { bind: { rows: JSON.stringify(rows) }, type: QueryTypes.RAW });
  };
  const mysql = dialect === 'mysql';

  return {
    /** Adds the rows; those whose key is there already take their place. `REPLACE` is what all databases understand. */
    replace(table: BulkTable, rows: readonly (readonly (string | number)[])[]): Promise<void> {
      const columns = Object.keys(table.columns).join(', ');
      return run(`REPLACE INTO ${table.name} (${columns}) ${rowsOf(table, mysql)}`, rows);
    },
    /** Removes the rows that have these values. Written out, as MySQL finds rows of a JSON table by reading the whole table. */
    async remove(table: BulkTable, rows: readonly (readonly (string | number)[])[]): Promise<void> {
      const columns = Object.keys(table.columns);
      for (let from = 0; from < rows.length; from += REMOVED_AT_ONCE) {
        const some = rows.slice(from, from + REMOVED_AT_ONCE);
        const places = some.map(
          (_, row) => `(${columns.map((name, at) => `${name} = :v${row}_${at}`).join(' AND ')})`,
        );
        const values = some.flatMap((row, index) =>
          row.map((value, at) => [`v${index}_${at}`, value] as const),
        );
        await database.change(
          `DELETE FROM ${table.name} WHERE ${places.join(' OR ')}`,
          Object.fromEntries(values),
        );
      }
    },
  };
}
