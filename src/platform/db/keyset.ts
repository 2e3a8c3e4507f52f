/**
 * Rows in an order of keys, from a model or from SQL, and a page of them: by cursor, which names the last row seen and
 * costs the same however deep the page lies, or by number within the first `COUNTED_ROWS_MAX` rows.
 */
import { hash } from 'node:crypto';
import {
  type Attributes,
  type FindAttributeOptions,
  literal,
  type Model,
  type ModelStatic,
  Op,
  QueryTypes,
  type WhereOptions,
} from 'sequelize';
import { invalidRequest } from '../http/problem';
import { badCursor, COUNTED_ROWS_MAX, type Page, type PageQuery } from '../kernel/page';
import type { Database, Values } from './database';

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

type Scalar = string | number | boolean;
type Equalities = Record<string, Scalar>;

/** Conditions of equality for those that are given. */
export const omitUndefined = (filters: Record<string, Scalar | undefined>): Equalities =>
  Object.fromEntries(
    Object.entries(filters).filter((entry): entry is [string, Scalar] => entry[1] !== undefined),
  );

/** The same for a query whose filters bear the names of columns. */
export const filtersOf = ({
  cursor: _,
  page: __,
  limit: ___,
  ...filters
}: PageQuery & Record<string, Scalar | undefined>): Equalities => omitUndefined(filters);

/** `s.savedAt` stands in the row as `savedAt`. */
const fieldOf = (column: string): string => column.slice(column.lastIndexOf('.') + 1);

export function keyOf(order: Order, row: object): Key {
  return order.map(([column]) => {
    const part = (row as Record<string, unknown>)[fieldOf(column)];
    if (typeof part === 'string' || typeof part === 'number') return part;
    throw new Error(`A row cannot be placed: its ${column} is ${String(part)}.`);
  });
}

interface ModelSource<Row extends Model> {
  name: string;
  order: Order;
  where?: WhereOptions<Attributes<Row>>;
  /** All columns unless said. */
  attributes?: FindAttributeOptions;
}

/** Rows of one table, as instances of its model. */
export function modelKeyset<Row extends Model>(
  model: ModelStatic<Row>,
  { name, order, where = {}, attributes }: ModelSource<Row>,
): Keyset<Row> {
  return {
    name,
    order,
    read: ({ after, offset, limit }) =>
      model.findAll({
        where: after ? { [Op.and]: [where, behind(order, after)] } : where,
        order: order.map(([column, direction]): [string, string] => [column, direction]),
        limit,
        ...(offset > 0 ? { offset } : {}),
        ...(attributes ? { attributes } : {}),
      }),
    count(most) {
      const { sequelize } = model;
      if (!sequelize) throw new Error(`${model.name} is bound to no database.`);
      const matches = (sequelize.getQueryInterface().queryGenerator as QueryGenerator).selectQuery(
        model.getTableName(),
        { attributes: [[literal('1'), 'matched']], where, limit: most },
        model,
      );
      return countRows((sql) => sequelize.query(sql, { type: QueryTypes.SELECT }), matches.replace(/;$/, ''));
    },
  };
}

/** A whole table, by id. */
export const allRowsOf = <Row extends Model>(model: ModelStatic<Row>): Keyset<Row> =>
  modelKeyset(model, { name: model.name, order: BY_ID });

/** Sequelize's own, which it leaves untyped: a capped count is the one query that its finders cannot say. */
interface QueryGenerator {
  selectQuery(table: unknown, options: object, model: ModelStatic<Model>): string;
}

const behind = (order: Order, key: Key): WhereOptions => ({
  [Op.or]: order.map(([column, direction], place) => ({
    ...Object.fromEntries(order.slice(0, place).map(([earlier], index) => [earlier, key[index]])),
    [column]: { [direction === 'ASC' ? Op.gt : Op.lt]: key[place] },
  })),
});

/** The clauses of a slice, to be put into a statement. */
export interface SliceSql {
  /** A condition that holds for the rows behind the key; for all of them at the beginning. */
  after: string;
  orderBy: string;
  limit: string;
  /** For the parts of a UNION, which cannot tell how many rows of each are passed over. */
  limitOfPart: string;
}

interface SqlText {
  name: string;
  order: Order;
  values?: Values;
  rows(slice: SliceSql): string;
  /** Selects 1 for every row of the whole list. Absent where it is only walked. */
  matches?: string;
}

/** Rows of a statement written by hand, where an index or a UNION asks for it; else `selectKeyset`. */
export function sqlKeyset<Row extends object>(
  { select }: Pick<Database, 'select'>,
  { name, order, values, rows, matches }: SqlText,
): Keyset<Row> {
  return {
    name,
    order,
    read: ({ after, offset, limit }) => {
      const places = Object.fromEntries((after ?? []).map((part, place) => [`after${place}`, part]));
      const statement = rows({
        after: after ? sqlBehind(order) : '1 = 1',
        orderBy: `ORDER BY ${order.map((part) => part.join(' ')).join(', ')}`,
        limit: `LIMIT ${limit} OFFSET ${offset}`,
        limitOfPart: `LIMIT ${offset + limit}`,
      });
      return select<Row>(statement, { ...values, ...places });
    },
    count(most) {
      if (matches === undefined) throw new Error(`${name} cannot be counted.`);
      return countRows((sql) => select(sql, values), `${matches} LIMIT ${most}`);
    },
  };
}

const sqlBehind = (order: Order): string => {
  const choices = order.map(([column, direction], place) => {
    const equal = order.slice(0, place).map(([earlier], index) => `${earlier} = :after${index}`);
    return `(${[...equal, `${column} ${direction === 'ASC' ? '>' : '<'} :after${place}`].join(' AND ')})`;
  });
  return `(${choices.join(' OR ')})`;
};

interface SelectSource {
  name: string;
  order: Order;
  /** Names every column of the order. */
  select: string;
  from: string;
  /** All of them hold. */
  where?: string[];
  values?: Values;
}

/** Rows of a plain SELECT, which may join. */
export function selectKeyset<Row extends object>(
  database: Pick<Database, 'select'>,
  { select, from, where = [], ...source }: SelectSource,
): Keyset<Row> {
  const matching = (conditions: string[]): string =>
    conditions.length > 0 ? `FROM ${from} WHERE ${conditions.join(' AND ')}` : `FROM ${from}`;
  return sqlKeyset<Row>(database, {
    ...source,
    rows: ({ after, orderBy, limit }) =>
      `SELECT ${select} ${matching([...where, after])} ${orderBy} ${limit}`,
    matches: `SELECT 1 ${matching(where)}`,
  });
}

async function countRows(select: (sql: string) => Promise<object[]>, matches: string): Promise<number> {
  const [counted] = (await select(`SELECT COUNT(*) AS total FROM (${matches}) counted`)) as {
    total: number;
  }[];
  return Number(counted?.total ?? 0);
}

/**
 * The page that `query` asks for. What it holds besides `cursor`, `page` and `limit` are the filters of the list: a
 * cursor is good for the list, order and filters that it was given out for.
 *
 * @throws bad_cursor, invalid_request
 */
export async function readPage<Row extends object>(
  keyset: Keyset<Row>,
  { cursor, page, limit, ...filters }: PageQuery & Record<string, unknown>,
): Promise<Page<Row>> {
  if (page === undefined) return readByCursor(keyset, cursor, limit, filters);
  if (cursor !== undefined) throw refusePage('Send a page or a cursor, not both.');
  return readByNumber(keyset, page, limit);
}

const refusePage = (message: string) =>
  invalidRequest(message, { errors: [{ field: 'page', code: 'invalid', message }] });

async function readByCursor<Row extends object>(
  keyset: Keyset<Row>,
  cursor: string | undefined,
  limit: number,
  filters: object,
): Promise<Page<Row>> {
  const mark = markOf(keyset, filters);
  const after = cursor === undefined ? null : decodeCursor(cursor, mark, keyset.order);
  // One row more than is shown says whether there is a next page.
  const rows = await keyset.read({ after, offset: 0, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasNext = rows.length > limit && last !== undefined;
  const nextCursor = hasNext ? encodeCursor(mark, keyOf(keyset.order, last)) : null;
  return { items, pagination: { by: 'cursor', limit, hasNext, nextCursor } };
}

async function readByNumber<Row extends object>(
  keyset: Keyset<Row>,
  page: number,
  limit: number,
): Promise<Page<Row>> {
  const offset = (page - 1) * limit;
  if (offset >= COUNTED_ROWS_MAX) {
    throw refusePage(
      `Pages by number end at row ${COUNTED_ROWS_MAX}, page ${Math.ceil(COUNTED_ROWS_MAX / limit)}. Read on by cursor, or narrow the filters.`,
    );
  }
  const rows = await keyset.read({ after: null, offset, limit: limit + 1 });
  // The end of the list is in sight on its last page: no need to count it.
  const isLast = rows.length <= limit && (rows.length > 0 || page === 1);
  const matches = isLast ? offset + rows.length : await keyset.count(COUNTED_ROWS_MAX + 1);
  const total = Math.min(matches, COUNTED_ROWS_MAX);
  const totalPages = Math.ceil(total / limit);
  return {
    items: rows.slice(0, limit),
    pagination: {
      by: 'page',
      page,
      limit,
      total,
      totalCapped: matches > COUNTED_ROWS_MAX,
      totalPages,
      hasNext: page < totalPages,
      hasPrev: page > 1,
    },
  };
}

const MARK_LENGTH = 8;

/** Short, since it guards against mix-ups and not against forgery: whoever forges a cursor reads the same list. */
function markOf({ name, order }: Pick<Keyset<object>, 'name' | 'order'>, filters: object): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return (
    // Searches make no difference between upper and lower case.
    hash('sha256', JSON.stringify([name, order, given.sort()]).toLowerCase(), 'base64url').slice(
      0,
      MARK_LENGTH,
    )
  );
}

const encodeCursor = (mark: string, key: Key): string =>
  Buffer.from(JSON.stringify([mark, ...key])).toString('base64url');

function decodeCursor(cursor: string, mark: string, order: Order): Key {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parts) && parts[0] === mark) {
      const key = parts.slice(1);
      if (key.length === order.length && key.every(isKeyPart)) return key;
    }
  } catch {
    // Falls through to the same refusal: what is wrong with a forged cursor helps nobody.
  }
  throw badCursor('Leave the cursor out to start at the first page.');
}

/** Ids, codes and numbers; the databases refuse to compare columns of ids with anything beyond ASCII. */
const isKeyPart = (part: unknown): part is string | number =>
  typeof part === 'string' ? /^[\x20-\x7e]{0,200}$/.test(part) : Number.isFinite(part);
