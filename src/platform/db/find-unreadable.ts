/** Reads every JSON that is kept in a column, and names what cannot be read: one such row must not stop what reads the others. */
import type { Violation } from '../kernel/violation';
import type { Database } from './database';
import { selectKeyset } from './keyset';
import { readStored, UnreadableStored } from './stored-json';
import { walk } from './walk';

interface Kept {
  rowKey: string;
  kept: string | null;
}

export async function findUnreadable(database: Database): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const { table, key, column, schema } of database.storedJson()) {
    const where = `${table}.${column}`;
    const all = selectKeyset<Kept>(database, {
      name: `stored ${where}`,
      order: [['rowKey', 'ASC']],
      select: '*',
      from: `(SELECT ${key} AS rowKey, ${column} AS kept FROM ${table}) each_row`,
    });
    for await (const rows of walk(all)) {
      for (const { rowKey, kept } of rows) {
        const because = kept === null ? null : whyUnreadable(() => readStored(schema, kept, where));
        if (because) found.push({ check: 'stored.readable', subject: `${table} ${rowKey}`, detail: because });
      }
    }
  }
  return found;
}

/** What a proof finds wrong with one row. Where that cannot be read, the proof says so and goes on with the next. */
export async function proveRow(
  { check, subject }: Pick<Violation, 'check' | 'subject'>,
  prove: () => Promise<Violation[]>,
): Promise<Violation[]> {
  try {
    return await prove();
  } catch (error) {
    if (!(error instanceof UnreadableStored)) throw error;
    return [{ check, subject, detail: error.message }];
  }
}

/** The same of a batch at once; one by one where a row among them cannot be read. */
export async function proveRows<Row extends { id: string }>(
  check: string,
  rows: readonly Row[],
  prove: (rows: Row[]) => Promise<Violation[]>,
): Promise<Violation[]> {
  try {
    return await prove([...rows]);
  } catch (error) {
    if (!(error instanceof UnreadableStored)) throw error;
  }
  const found: Violation[] = [];
  for (const row of rows) found.push(...(await proveRow({ check, subject: row.id }, () => prove([row]))));
  return found;
}

function whyUnreadable(read: () => unknown): string | null {
  try {
    read();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
