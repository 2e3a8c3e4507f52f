/** Reads rows of hand-written statements as a model would read them, without the model. */
import type { ModelAttributes } from 'sequelize';
import { isFlag, storedSchemaOf } from './columns';
import { readStored } from './stored-json';

export interface RowReader<Values> {
  /** Every column, for a SELECT in which the table is called by this name. */
  columnsOf(alias: string): string;
  /** The values of a row that was selected so; what else is in the row is left out. */
  read(row: object): Values;
}

type Raw = Record<string, unknown>;

const isKey = (attribute: unknown): boolean => (attribute as { primaryKey?: boolean }).primaryKey === true;

const readFlag = (value: unknown): boolean | null => (value === null ? null : Boolean(value));

/** `attributes`: those with which the model of the table is bound. */
export function createRowReader<Values>(table: string, attributes: ModelAttributes): RowReader<Values> {
  const keys = Object.keys(attributes).filter((name) => isKey(attributes[name]));
  const whereOf = (column: string, row: Raw): string =>
    `${table}.${column} of ${keys.map((key) => String(row[key])).join(' ')}`;
  const columns = Object.entries(attributes).map(([name, attribute]) => {
    const schema = storedSchemaOf(attribute);
    if (schema) {
      const read = (text: unknown, row: Raw) =>
        typeof text === 'string' ? readStored(schema, text, whereOf(name, row)) : null;
      return { name, read };
    }
    return { name, read: isFlag(attribute) ? readFlag : null };
  });
  return {
    columnsOf: (alias) => columns.map(({ name }) => `${alias}.${name}`).join(', '),
    read(given) {
      const row = given as Raw;
      const values: Raw = {};
      for (const { name, read } of columns) {
        const value = row[name];
        values[name] = read ? read(value, row) : value;
      }
      return values as Values;
    },
  };
}
