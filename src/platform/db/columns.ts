/** The kinds of column that models use, the same in every database. */
import { DataTypes, type Model, type ModelAttributeColumnOptions, type ModelStatic } from 'sequelize';
import { z } from 'zod';
import { readStored, writeStored } from './stored-json';

export const idColumn = (): ModelAttributeColumnOptions => ({ type: DataTypes.CHAR(36), primaryKey: true });

/** A reference to another row's id. */
export const refColumn = (): ModelAttributeColumnOptions => ({ type: DataTypes.CHAR(36), allowNull: false });

export const textColumn = (length = 255): ModelAttributeColumnOptions => ({
  type: DataTypes.STRING(length),
  allowNull: false,
});

/** On a column that holds a word of a list: the list. */
const WORDS = Symbol('words');

/** Null for a column of any text. */
export const wordsOf = (column: unknown): readonly string[] | null =>
  (column as { [WORDS]?: readonly string[] })[WORDS] ?? null;

const LONGEST_WORD = 40;

/** One of these words. A row with another is named by proofs, and left out of lists as one that cannot be read. */
export const wordColumn = (words: readonly string[]): ModelAttributeColumnOptions => ({
  ...textColumn(LONGEST_WORD),
  ...{ [WORDS]: words },
});

export const longTextColumn = (): ModelAttributeColumnOptions => ({
  type: DataTypes.TEXT('long'),
  allowNull: false,
});

export const integerColumn = (): ModelAttributeColumnOptions => ({
  type: DataTypes.INTEGER,
  allowNull: false,
});

/** Milliseconds since 1970 UTC. */
export const instantColumn = (): ModelAttributeColumnOptions => ({
  type: DataTypes.BIGINT,
  allowNull: false,
});

/** Integer cents. */
export const centsColumn = (): ModelAttributeColumnOptions => ({ type: DataTypes.BIGINT, allowNull: false });

export const nullable = (column: ModelAttributeColumnOptions): ModelAttributeColumnOptions => ({
  ...column,
  allowNull: true,
  defaultValue: null,
});

const FLAG = Symbol('flag');

export const isFlag = (column: unknown): boolean => FLAG in (column as object);

/** A yes or no, kept as 1 or 0, since each driver returns booleans its own way. */
export const flagColumn = (name: string): ModelAttributeColumnOptions => ({
  type: DataTypes.TINYINT,
  ...{ [FLAG]: true },
  allowNull: false,
  get(this: Model) {
    const value: unknown = this.getDataValue(name);
    return value === null ? null : Boolean(value);
  },
  set(this: Model, value: unknown) {
    this.setDataValue(name, value === null ? null : value ? 1 : 0);
  },
});

/** On a column that is kept as JSON: its shape, which Sequelize does not read. */
const SCHEMA = Symbol('schema');

/** Null for a column that is no JSON. */
export const storedSchemaOf = (column: unknown): z.ZodType | null =>
  (column as { [SCHEMA]?: z.ZodType })[SCHEMA] ?? null;

/** JSON text, which its reader parses itself; of whatever shape unless one is said. */
export const jsonTextColumn = (schema: z.ZodType = z.unknown()): ModelAttributeColumnOptions => ({
  ...longTextColumn(),
  ...{ [SCHEMA]: schema },
});

/** A value kept as JSON text, of the shape that `schema` says: the databases' own JSON types answer differently. */
export const jsonColumn = (name: string, schema: z.ZodType): ModelAttributeColumnOptions => ({
  type: DataTypes.TEXT('long'),
  allowNull: false,
  ...{ [SCHEMA]: schema },
  get(this: Model) {
    const text: unknown = this.getDataValue(name);
    return typeof text === 'string' ? readStored(schema, text, whereOf(this, name)) : null;
  },
  set(this: Model, value: unknown) {
    const empty = value === null || value === undefined;
    this.setDataValue(name, empty ? null : writeStored(schema, value, whereOf(this, name)));
  },
});

/** What of which row, as errors name it. */
export function whereOf(row: Model, column: string): string {
  const model = row.constructor as ModelStatic<Model>;
  const keys = model.primaryKeyAttributes.map((key) => String(row.getDataValue(key as never)));
  return `${model.getTableName() as string}.${column} of ${keys.join(' ')}`;
}
