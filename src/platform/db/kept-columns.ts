/** What proofs look into: the columns that hold JSON, whole numbers and words of lists, as models and modules tell of them. */
import type { Model, ModelAttributes, ModelStatic } from 'sequelize';
import { z } from 'zod';
import { REFUSE_UNREADABLE } from '../kernel/unreadable';
import { storedSchemaOf, wordsOf } from './columns';
import { markRows, type RefuseUnknownWords, refuserOfUnknownWords } from './known-words';

interface StoredColumn {
  table: string;
  /** The column by which a row is named. */
  key: string;
  column: string;
}

/** A column that is kept as JSON. */
export interface StoredJson extends StoredColumn {
  schema: z.ZodType;
}

/** A column that holds a word of a list. */
export interface StoredWords extends StoredColumn {
  words: readonly string[] | (() => readonly string[]);
}

/** The columns of a table that hold whole numbers. */
export interface StoredNumbers extends Omit<StoredColumn, 'column'> {
  columns: readonly string[];
}

export interface KeptColumns {
  /** A model is bound. */
  bound(model: ModelStatic<Model>, table: string, attributes: ModelAttributes): void;
  /** Tells of a column that is kept as JSON where no model does. Of whatever shape unless one is said. */
  keepsJson(kept: StoredColumn & Partial<StoredJson>): void;
  /** Every column that is kept as JSON. */
  storedJson(): readonly StoredJson[];
  /** The same of columns of whole numbers. */
  keepsNumbers(kept: StoredNumbers): void;
  /** Every table with columns of whole numbers. */
  storedNumbers(): readonly StoredNumbers[];
  /** The same of a column that holds a word of a list. */
  keepsWord(kept: StoredWords): void;
  /** Every column that holds a word of a list. */
  storedWords(): readonly StoredWords[];
  /** Rows of a table that were read without its model: they know as well which words may stand in them. */
  rowsOf<Row extends object>(table: string, rows: Row[]): Row[];
}

const WHOLE_NUMBERS = ['BIGINT', 'INTEGER', 'TINYINT'];
const isWholeNumber = (type: unknown): boolean =>
  WHOLE_NUMBERS.includes((type as { key?: string }).key ?? '');

export function createKeptColumns(): KeptColumns {
  const json: StoredJson[] = [];
  const numbers: StoredNumbers[] = [];
  const words: StoredWords[] = [];
  const refusers = new Map<string, RefuseUnknownWords>();

  return {
    bound(model, table, attributes) {
      const [key = 'id'] = model.primaryKeyAttributes;
      for (const [column, attribute] of Object.entries(attributes)) {
        const schema = storedSchemaOf(attribute);
        if (schema) json.push({ table, key, column, schema });
        const list = wordsOf(attribute);
        if (list) words.push({ table, key, column, words: list });
      }
      const columns = Object.entries(model.getAttributes())
        .filter(([, { type }]) => isWholeNumber(type))
        .map(([column]) => column);
      if (columns.length > 0) numbers.push({ table, key, columns });
      const refuse = refuserOfUnknownWords(table, attributes);
      if (!refuse) return;
      refusers.set(table, refuse);
      Object.assign(model.prototype, {
        [REFUSE_UNREADABLE](this: Model<object>) {
          refuse(this.dataValues);
        },
      });
    },
    keepsJson: (kept) => void json.push({ schema: z.unknown(), ...kept }),
    storedJson: () => json,
    keepsNumbers: (kept) => void numbers.push(kept),
    storedNumbers: () => numbers,
    keepsWord: (kept) => void words.push(kept),
    storedWords: () => words,
    rowsOf(table, rows) {
      const refuse = refusers.get(table);
      if (refuse) markRows(rows, refuse);
      return rows;
    },
  };
}
