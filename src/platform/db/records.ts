/** Lists of administrators by text, dates and order, each in the same way and at a bounded cost. */
import type { Attributes, Model, ModelStatic } from 'sequelize';
import type { RecordQuery } from '../http/record-query';
import { containing, containsSql } from './contains';
import type { Database, Values } from './database';
import { type Keyset, omitUndefined, type Order, selectKeyset } from './keyset';

/** A text is looked for in so many rows, the latest that dates and filters leave: no index serves a part of a word. */
export const SEARCHED_ROWS_MAX = 50_000;
const WORDS_MAX = 5;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NUMBER = /^\d{1,9}$/;

type Asked = Pick<RecordQuery, 'search' | 'from' | 'to' | 'order'>;

/** Where a text may stand. */
export interface SearchedIn {
  /** Columns of prose: each word of the text in one of them, whatever its case. */
  texts?: readonly string[];
  /** The same for columns of ASCII alone, which the servers compare with nothing else. */
  codes?: readonly string[];
  /** Columns of ids, which name a record as a whole. */
  ids?: readonly string[];
  numbers?: readonly string[];
  /** Columns of ids of what other tables describe: `select` finds the ids by these words. */
  through?: readonly { columns: readonly string[]; select(words: Words): string }[];
}

export interface RecordSource {
  /** Names the list in its cursors. */
  name: string;
  /** The table, with its alias where it has one. */
  from: string;
  /** Columns of the order: the instant that the dates are about, and what breaks ties. */
  at: string;
  id: string;
  /** The columns that are as given, where they are given. */
  equal?: Record<string, string | number | boolean | undefined>;
  /** All of them hold. */
  where?: readonly string[];
  values?: Values;
  searchedIn: SearchedIn;
  searchedRows?: number;
}

/** Each word of a text with the place in the statement that has it. */
export type Words = readonly { place: string; isAscii: boolean }[];

/** Each word in one of the columns: `(… LIKE :word0) AND (… LIKE :word1)`. */
export const wordsSql = (
  { texts = [], codes = [] }: Pick<SearchedIn, 'texts' | 'codes'>,
  words: Words,
): string =>
  `(${words
    .map(({ place, isAscii }) => {
      const columns = isAscii ? [...texts, ...codes] : texts;
      return columns.length > 0 ? containsSql(columns, place) : '1 = 0';
    })
    .join(' AND ')})`;

/** What a list asks of its statement; with `selectKeyset` where rows are not instances of a model. */
export function recordClauses(
  source: RecordSource,
  { search, from: since, to, order }: Asked,
): { name: string; from: string; order: Order; where: string[]; values: Values } {
  const { name, from, at, id, equal = {}, where: own = [], values: ownValues = {} } = source;
  const equalities = Object.entries(omitUndefined(equal));
  const where = [
    ...own,
    ...equalities.map(([column], place) => `${column} = :equal${place}`),
    ...(since === undefined ? [] : [`${at} >= :since`]),
    ...(to === undefined ? [] : [`${at} < :before`]),
  ];
  const found = search === undefined ? null : searchClauses(source, where, search);
  const way = order === 'oldest' ? 'ASC' : 'DESC';
  return {
    ...{ name, from },
    order: [
      [at, way],
      [id, way],
    ],
    where: found ? [...where, found.sql] : where,
    values: {
      ...ownValues,
      ...Object.fromEntries(equalities.map(([, value], place) => [`equal${place}`, asStored(value)])),
      ...(since === undefined ? {} : { since: Date.parse(since) }),
      ...(to === undefined ? {} : { before: Date.parse(to) }),
      ...found?.values,
    },
  };
}

const asStored = (value: string | number | boolean) => (typeof value === 'boolean' ? Number(value) : value);

function searchClauses(
  { from, at, searchedIn, searchedRows = SEARCHED_ROWS_MAX }: RecordSource,
  where: readonly string[],
  search: string,
): { sql: string; values: Values } {
  const { ids = [], numbers = [], through = [] } = searchedIn;
  const latest = `SELECT ${at} FROM ${from}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''}
    ORDER BY ${at} DESC LIMIT 1 OFFSET ${searchedRows}`;
  const isLate = `${at} >= COALESCE((${latest}), 0)`;
  if (UUID.test(search)) {
    const columns = new Set([...ids, ...through.flatMap((other) => other.columns)]);
    const { codes = [] } = searchedIn;
    return {
      // An id may stand in a reference as well, where somebody wrote it there.
      sql: anyOf([
        ...[...columns].map((column) => `${column} = :named`),
        ...(codes.length > 0 ? [`(${containsSql(codes, 'word0')} AND ${isLate})`] : []),
      ]),
      values: { named: search.toLowerCase(), ...(codes.length > 0 ? { word0: containing(search) } : {}) },
    };
  }
  const words = search.split(/\s+/u).slice(0, WORDS_MAX);
  const placed = words.map((word, place) => ({ place: `word${place}`, isAscii: /^[ -~]*$/.test(word) }));
  const number = NUMBER.test(search) ? Number(search) : null;
  const choices = [
    wordsSql(searchedIn, placed),
    ...through.flatMap(({ columns, select }) => columns.map((column) => `${column} IN (${select(placed)})`)),
    ...(number === null ? [] : numbers.map((column) => `${column} = :number`)),
  ];
  return {
    sql: `${anyOf(choices)} AND ${isLate}`,
    values: {
      ...Object.fromEntries(words.map((word, place) => [`word${place}`, containing(word)])),
      ...(number === null ? {} : { number }),
    },
  };
}

/** Nothing is found where there is nothing to look in. */
const anyOf = (choices: readonly string[]): string =>
  choices.length > 0 ? `(${choices.join(' OR ')})` : '1 = 0';

/** Instances of a model, whose table `source` leaves out. */
export function recordKeyset<Row extends Model & { id: string }>(
  database: Pick<Database, 'select'>,
  model: ModelStatic<Row>,
  source: Omit<RecordSource, 'from' | 'id'>,
  asked: Asked,
): Keyset<Row> {
  const clauses = recordClauses({ ...source, from: model.getTableName() as string, id: 'id' }, asked);
  const places = selectKeyset<{ id: string }>(database, { ...clauses, select: `id, ${source.at}` });
  return {
    ...places,
    async read(slice) {
      const ids = (await places.read(slice)).map(({ id }) => id);
      if (ids.length === 0) return [];
      const rows = await model.findAll({ where: { id: ids } as Attributes<Row> });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return ids.flatMap((id) => byId.get(id) ?? []);
    },
  };
}
