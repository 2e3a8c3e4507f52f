/** An order of keys, and what can be read in it; a row has a place there by the values of its columns. */

/** Columns that are never null, each with its direction; no two rows agree in all of them. */
export type Order = readonly (readonly [column: string, direction: 'ASC' | 'DESC'])[];

/** The values of an order's columns in one row: the place of that row. */
export type Key = (string | number)[];

export interface Slice {
  /** Begins behind the row with this key; null begins at the first row. */
  after: Key | null;
  /** Passes over so many rows. */
  offset: number;
  limit: number;
}

export interface Keyset<Row> {
  /** Names the list in its cursors, and what a sweep works on in the log. */
  readonly name: string;
  readonly order: Order;
  read(slice: Slice): Promise<Row[]>;
  /** Counts the rows, but no further than `most`. */
  count(most: number): Promise<number>;
}

/** Instants in `column`, the latest first; ids break the tie. */
export const newestFirst = (column: string): Order => [
  [column, 'DESC'],
  ['id', 'DESC'],
];

/** The longest wait first. */
export const oldestFirst = (column: string): Order => [
  [column, 'ASC'],
  ['id', 'ASC'],
];

/** Ids sort by the time at which they were made. */
export const NEWEST_ID_FIRST: Order = [['id', 'DESC']];
export const BY_ID: Order = [['id', 'ASC']];

/** `s.savedAt` stands in the row as `savedAt`. */
const fieldOf = (column: string): string => column.slice(column.lastIndexOf('.') + 1);

export function keyOf(order: Order, row: object): Key {
  return order.map(([column]) => {
    const part = (row as Record<string, unknown>)[fieldOf(column)];
    if (typeof part === 'string' || typeof part === 'number') return part;
    throw new Error(`A row cannot be placed: its ${column} is ${String(part)}.`);
  });
}
