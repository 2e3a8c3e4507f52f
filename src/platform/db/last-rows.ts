/** Inserts rows by their columns: at once, or at the end of their unit with one statement a table. */
import type { Transaction } from 'sequelize';
import type { Database } from './database';

export type PlainRow = Record<string, string | number | null>;

/** Databases and drivers end somewhere above. */
const ROWS_A_STATEMENT = 500;

export function createLastRows(
  { change, select }: Pick<Database, 'change' | 'select'>,
  ambient: () => Transaction | undefined,
) {
  const waiting = new WeakMap<Transaction, Map<string, PlainRow[]>>();

  /** Answers how many were added. */
  async function insertAll(insert: string, rows: readonly PlainRow[]): Promise<number> {
    let added = 0;
    const columns = Object.keys(rows[0] ?? {});
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      const some = rows.slice(from, from + ROWS_A_STATEMENT);
      const places = some.map((_, n) => `(${columns.map((column) => `:${column}_${n}`).join(', ')})`);
      const values = some.flatMap((row, n) =>
        columns.map((column) => [`${column}_${n}`, row[column] ?? null] as const),
      );
      added += await change(
        `${insert} (${columns.join(', ')}) VALUES ${places.join(', ')}`,
        Object.fromEntries(values),
      );
    }
    return added;
  }

  return {
    async add(insert: string, rows: PlainRow[]): Promise<void> {
      if (rows.length === 0) return;
      const unit = ambient();
      if (!unit) {
        await insertAll(insert, rows);
        return;
      }
      const tables = waiting.get(unit) ?? new Map<string, PlainRow[]>();
      waiting.set(unit, tables);
      tables.set(insert, [...(tables.get(insert) ?? []), ...rows]);
    },

    /** At once, leaving what is there already. Answers the ids of those that were added. */
    async addNew(
      insert: string,
      table: string,
      rows: readonly (PlainRow & { id: string })[],
    ): Promise<Set<string>> {
      const ids = rows.map(({ id }) => id);
      if (ids.length === 0 || (await insertAll(insert, rows)) === ids.length) return new Set(ids);
      const there = await select<{ id: string }>(`SELECT id FROM ${table} WHERE id IN (:ids)`, { ids });
      return new Set(there.map(({ id }) => id));
    },

    /** Inserts what waits for the end of the ambient unit. */
    async flush(): Promise<void> {
      const unit = ambient();
      const tables = unit && waiting.get(unit);
      if (!tables) return;
      waiting.delete(unit);
      for (const [insert, rows] of tables) await insertAll(insert, rows);
    },
  };
}
