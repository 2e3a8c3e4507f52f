/** Rows in an order of keys, from a model or from SQL; `readPage` reads a page of them. */
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
import type { PageQuery } from '../kernel/page';
import type { Database, Values } from './database';
import { BY_ID, type Key, type Keyset, type Order } from './key-order';

export {
  BY_ID,
  type Key,
  type Keyset,
  keyOf,
  NEWEST_ID_FIRST,
  newestFirst,
  oldestFirst,
  type Order,
  type Slice,
} from './key-order';
export { readPage } from './read-page';

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
