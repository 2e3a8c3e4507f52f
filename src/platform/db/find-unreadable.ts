/**
 * Reads every JSON that is kept in a column, looks for numbers that are none and words that no list has, and names what cannot
 * be read: one such row must not stop what reads the others.
 */
import { ZodError } from 'zod';
import type { Violation } from '../kernel/violation';
import type { Database } from './database';
import type { StoredNumbers, StoredWords } from './kept-columns';
import { selectKeyset } from './keyset';
import { UnreadableStored } from '../kernel/unreadable';
import { readStored } from './stored-json';
import { walk } from './walk';

interface Kept {
  rowKey: string;
  kept: string | null;
}

/** Whether an error is about what a row holds, and not about a database that does not answer. */
export function isUnreadable(error: unknown): boolean {
  // The embedded database rounds no number that is too large.
  const { code } = (error as { original?: { code?: string } }).original ?? {};
  return error instanceof UnreadableStored || code === 'SQLITE_RANGE';
}

export async function findUnreadable(database: Database): Promise<Violation[]> {
  return [
    ...(await findUnreadableJson(database)),
    ...(await findWrongNumbers(database)),
    ...(await findUnknownWords(database)),
  ];
}

const NAMED_MAX = 100;

async function findWrongNumbers(database: Database): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const kept of database.storedNumbers()) found.push(...(await findWrongNumbersIn(database, kept)));
  return found;
}

/** Larger than can be told apart, or a fraction or no number at all, which the embedded database lets stand. */
async function findWrongNumbersIn(
  database: Database,
  { table, key, columns }: StoredNumbers,
): Promise<Violation[]> {
  const isWrong = (column: string) =>
    `(${column} > ${Number.MAX_SAFE_INTEGER} OR ${column} < ${Number.MIN_SAFE_INTEGER} OR ${column} <> ROUND(${column}))`;
  const rows = await database.select<Record<string, unknown>>(
    `SELECT ${key} AS rowKey, ${columns.map((column) => `CASE WHEN ${isWrong(column)} THEN 1 ELSE 0 END AS ${column}`).join(', ')}
     FROM ${table} WHERE ${columns.map(isWrong).join(' OR ')} ORDER BY rowKey LIMIT ${NAMED_MAX}`,
  );
  return rows.flatMap((row) =>
    columns
      .filter((column) => Number(row[column]) === 1)
      .map((column) => ({
        ...{ check: 'stored.readable', subject: `${table} ${String(row.rowKey)}` },
        detail: `What stands in ${table}.${column} is no whole number that can be read.`,
      })),
  );
}

async function findUnknownWords(database: Database): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const kept of database.storedWords()) found.push(...(await findUnknownWordsIn(database, kept)));
  return found;
}

async function findUnknownWordsIn(
  database: Database,
  { table, key, column, words }: StoredWords,
): Promise<Violation[]> {
  const rows = await database.select<{ rowKey: string }>(
    `SELECT ${key} AS rowKey FROM ${table} WHERE \`${column}\` NOT IN (:words) ORDER BY rowKey LIMIT ${NAMED_MAX}`,
    { words: [...(typeof words === 'function' ? words() : words)] },
  );
  return rows.map(({ rowKey }) => ({
    ...{ check: 'stored.readable', subject: `${table} ${rowKey}` },
    detail: `What stands in ${table}.${column} is no word of its list.`,
  }));
}

async function findUnreadableJson(database: Database): Promise<Violation[]> {
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

/**
 * Proofs, one after the other. What one cannot read, it says, and the others go on. A database or gateway that does not
 * answer proves nothing, and ends them all.
 */
export async function proveEach(proofs: Record<string, () => Promise<Violation[]>>): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const [subject, prove] of Object.entries(proofs)) {
    try {
      found.push(...(await prove()));
    } catch (error) {
      if (!isUnreadable(error) && !OF_A_ROW.some((kind) => error instanceof kind)) throw error;
      const detail = `It met what it cannot read: ${String(error)}`;
      found.push({ check: 'reconcile.proof_ran', subject, detail });
    }
  }
  return found;
}

const OF_A_ROW = [ZodError, SyntaxError, TypeError, RangeError];

/** What a proof finds wrong with one row. Where that cannot be read, the proof says so and goes on with the next. */
export async function proveRow(
  { check, subject }: Pick<Violation, 'check' | 'subject'>,
  prove: () => Promise<Violation[]>,
): Promise<Violation[]> {
  try {
    return await prove();
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return [{ check, subject, detail: error instanceof Error ? error.message : String(error) }];
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
    if (!isUnreadable(error)) throw error;
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
