/** Rows that hold words of lists know whether they hold others: who lists them asks before showing one. */
import type { ModelAttributes } from 'sequelize';
import { REFUSE_UNREADABLE, UnreadableStored } from '../kernel/unreadable';
import { wordsOf } from './columns';

/** Refuses the values of a row that has another word in one of its columns. @throws UnreadableStored */
export type RefuseUnknownWords = (values: object) => void;

/** Null for a table without words of lists. */
export function refuserOfUnknownWords(table: string, attributes: ModelAttributes): RefuseUnknownWords | null {
  const columns = Object.entries(attributes);
  const keys = columns.flatMap(([name, attribute]) =>
    (attribute as { primaryKey?: boolean }).primaryKey === true ? [name] : [],
  );
  const known = columns.flatMap(([column, attribute]) => {
    const words = wordsOf(attribute);
    return words ? [{ column, words: new Set<unknown>(words) }] : [];
  });
  if (known.length === 0) return null;
  return (values) => {
    const row = values as Record<string, unknown>;
    for (const { column, words } of known) {
      const value = row[column];
      if (value === null || value === undefined || words.has(value)) continue;
      throw unknownWord(`${table}.${column} of ${keys.map((key) => String(row[key])).join(' ')}`);
    }
  };
}

/** Says of rows without a model what those with one say of themselves. */
export function markRows<Row extends object>(rows: readonly Row[], refuse: RefuseUnknownWords): void {
  for (const row of rows) Object.defineProperty(row, REFUSE_UNREADABLE, { value: () => refuse(row) });
}

/** One word of such a row. @throws UnreadableStored */
export function readWord<Word extends string>(words: readonly Word[], value: string, where: string): Word {
  if (!(words as readonly string[]).includes(value)) throw unknownWord(where);
  return value as Word;
}

const unknownWord = (where: string): UnreadableStored =>
  new UnreadableStored(`What was read from ${where} is no word of its list.`, where);
