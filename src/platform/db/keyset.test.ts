/** Pages, walks and sweeps over a table that is longer than totals are counted. */
import { rmSync } from 'node:fs';
import { type InferAttributes, type InferCreationAttributes, Model } from 'sequelize';
import { makeDatabase } from '../../../tests/support/database';
import { createLogger } from '../kernel/logger';
import { COUNTED_ROWS_MAX, nextCursorOf, type Page } from '../kernel/page';
import { integerColumn, textColumn } from './columns';
import { type Database, openDatabase } from './database';
import { type Keyset, modelKeyset, type Order, readPage, selectKeyset, sqlKeyset } from './keyset';
import { recordClauses } from './records';
import { collect, collectPages, sweep, walk } from './walk';

class EntryRow extends Model<InferAttributes<EntryRow>, InferCreationAttributes<EntryRow>> {
  declare id: number;
  declare happenedAt: number;
  declare kind: string;
}
type Entry = Pick<EntryRow, 'id' | 'happenedAt' | 'kind'>;

const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });

/** Four rows a moment, so that only ids tell them apart. */
const LATEST_FIRST: Order = [
  ['happenedAt', 'DESC'],
  ['id', 'ASC'],
];
const BY_NUMBER: Order = [['id', 'ASC']];
const DOUBLINGS = 10;
const ROWS = 16 * 2 ** DOUBLINGS;

let home: Awaited<ReturnType<typeof makeDatabase>>;
let database: Database;
let entries: typeof EntryRow;

beforeAll(async () => {
  home = await makeDatabase();
  database = openDatabase({
    url: home.environment.DATABASE_URL,
    embeddedFile: `${home.environment.DATA_FOLDER}/keyset.db`,
    poolSize: 2,
    log,
  });
  entries = database.bind(EntryRow, 'entries', {
    id: { ...integerColumn(), primaryKey: true },
    happenedAt: integerColumn(),
    kind: textColumn(10),
  });
  await database.change(
    'CREATE TABLE entries (id INTEGER PRIMARY KEY, happenedAt BIGINT NOT NULL, kind VARCHAR(10) NOT NULL)',
  );
  const first = Array.from({ length: 16 }, (_, id) => ({
    id,
    happenedAt: Math.floor(id / 4),
    kind: id % 2 === 0 ? 'even' : 'odd',
  }));
  await entries.bulkCreate(first);
  for (let rows = first.length; rows < ROWS; rows *= 2) {
    await database.change(
      'INSERT INTO entries (id, happenedAt, kind) SELECT id + :rows, happenedAt + :rows, kind FROM entries',
      { rows },
    );
  }
});

afterAll(async () => {
  await database.close();
  await home.remove();
  rmSync(`${home.environment.DATA_FOLDER}`, { recursive: true, force: true });
});

type Filters = { kind?: string; most?: number };

/** One list, said in the three ways in which lists are said. */
const WAYS: Record<string, (order: Order, filters?: Filters) => Keyset<Entry>> = {
  select: (order, { kind, most = ROWS } = {}) =>
    selectKeyset<Entry>(database, {
      name: 'entries',
      order: order.map(([column, direction]) => [`e.${column}`, direction]),
      select: 'e.*',
      from: 'entries e',
      where: ['e.id < :most', ...(kind ? ['e.kind = :kind'] : [])],
      values: { most, kind: kind ?? null },
    }),
  statement: (order, { kind, most = ROWS } = {}) => {
    const parts = (kind ? [kind] : ['even', 'odd']).map(
      (each) => `entries WHERE id < :most AND kind = '${each}'`,
    );
    return sqlKeyset<Entry>(database, {
      name: 'entries',
      order,
      values: { most },
      rows: ({ after, orderBy, limit, limitOfPart }) =>
        `${parts
          .map(
            (part, at) =>
              `SELECT * FROM (SELECT * FROM ${part} AND ${after} ${orderBy} ${limitOfPart}) p${at}`,
          )
          .join(' UNION ALL ')} ${orderBy} ${limit}`,
      matches: parts.map((part) => `SELECT 1 FROM ${part}`).join(' UNION ALL '),
    });
  },
};

const modelWay = (order: Order, kind?: string): Keyset<EntryRow> =>
  modelKeyset(entries, { name: 'entries', order, where: kind ? { kind } : {} });

const idsOf = ({ items }: Page<Entry>): number[] => items.map(({ id }) => id);

it('looks for a text in the latest rows alone, and further back between dates', async () => {
  const found = async (search: string, to?: string) => {
    const clauses = recordClauses(
      {
        ...{ name: 'entries', from: 'entries', at: 'happenedAt', id: 'id' },
        ...{ searchedIn: { texts: ['kind'], numbers: ['id'] }, searchedRows: 100 },
      },
      { search, to, order: 'newest' },
    );
    return (await readPage(selectKeyset<Entry>(database, { ...clauses, select: '*' }), { page: 1, limit: 1 }))
      .pagination;
  };
  // Rows of one moment stand or fall together.
  expect(await found('ODD')).toMatchObject({ total: 52, totalCapped: false });
  expect(await found('o d')).toMatchObject({ total: 52 });
  expect(await found('odd even')).toMatchObject({ total: 0 });
  expect(await found('%')).toMatchObject({ total: 0 });
  expect(await found('5')).toMatchObject({ total: 0 });
  expect(await found('5', new Date(8).toISOString())).toMatchObject({ total: 1 });
});

describe.each(['select', 'statement', 'model'])('a list from a %s', (way) => {
  const listOf = (order: Order, filters: Filters = {}): Keyset<Entry> =>
    WAYS[way]?.(order, filters) ?? modelWay(order, filters.kind);

  it('has the same rows by cursor and by number, each once, in its order', async () => {
    const list = listOf(LATEST_FIRST);
    const seen: number[] = [];
    let cursor: string | undefined;
    for (let page = 1; page <= 5; page += 1) {
      const byNumber = await readPage(list, { page, limit: 7 });
      const byCursor = await readPage(list, { cursor, limit: 7 });
      expect(idsOf(byCursor)).toEqual(idsOf(byNumber));
      seen.push(...idsOf(byCursor));
      cursor = nextCursorOf(byCursor) ?? undefined;
    }
    const moments = Array.from({ length: 9 }, (_, back) => ROWS - 4 * (back + 1));
    const expected = moments.flatMap((first) => [first, first + 1, first + 2, first + 3]);
    expect(seen).toEqual(expected.slice(0, 35));
  });

  it('counts what its filters leave, and marks a total that goes on', async () => {
    const all = await readPage(listOf(LATEST_FIRST), { page: 1, limit: 20 });
    expect(all.pagination).toEqual({
      by: 'page',
      page: 1,
      limit: 20,
      total: COUNTED_ROWS_MAX,
      totalCapped: true,
      totalPages: 500,
      hasNext: true,
      hasPrev: false,
    });
    const even = await readPage(listOf(LATEST_FIRST, { kind: 'even' }), { page: 2, limit: 20 });
    expect(even.pagination).toMatchObject({ total: ROWS / 2, totalCapped: false, hasPrev: true });
    const none = await readPage(listOf(LATEST_FIRST, { kind: 'none' }), { page: 1, limit: 20 });
    expect(none).toEqual({
      items: [],
      pagination: {
        ...{ by: 'page', page: 1, limit: 20, total: 0, totalCapped: false, totalPages: 0 },
        ...{ hasNext: false, hasPrev: false },
      },
    });
  });

  it('shows its last page by number, and refuses the one behind it', async () => {
    const list = listOf(BY_NUMBER);
    const last = await readPage(list, { page: 334, limit: 30 });
    expect(last.pagination).toMatchObject({ totalPages: 334, hasNext: false, totalCapped: true });
    expect(last.items[0]?.id).toBe(9_990);
    await expect(readPage(list, { page: 335, limit: 30 })).rejects.toMatchObject({
      code: 'invalid_request',
      extras: { errors: [expect.objectContaining({ field: 'page' })] },
    });
  });

  it('is walked whole, each row once', async () => {
    const all = await collect(walk(listOf(BY_NUMBER)));
    expect(all.map(({ id }) => id)).toEqual(Array.from({ length: ROWS }, (_, id) => id));
  });
});

describe('a total', () => {
  const short = (most: number) => WAYS.select?.(BY_NUMBER, { most }) as Keyset<Entry>;

  it('is exact up to the last row that is counted', async () => {
    const exact = await readPage(short(COUNTED_ROWS_MAX), { page: 1, limit: 20 });
    expect(exact.pagination).toMatchObject({ total: COUNTED_ROWS_MAX, totalCapped: false });
    const capped = await readPage(short(COUNTED_ROWS_MAX + 1), { page: 1, limit: 20 });
    expect(capped.pagination).toMatchObject({ total: COUNTED_ROWS_MAX, totalCapped: true });
  });

  it('is known on the last page, and asked for behind it', async () => {
    const last = await readPage(short(45), { page: 3, limit: 20 });
    expect(last.pagination).toMatchObject({ total: 45, totalPages: 3, hasNext: false });
    const behind = await readPage(short(45), { page: 4, limit: 20 });
    expect(behind.items).toEqual([]);
    expect(behind.pagination).toMatchObject({ total: 45, totalPages: 3, hasNext: false, hasPrev: true });
  });
});

describe('a cursor', () => {
  const list = (name = 'entries', order = LATEST_FIRST) =>
    selectKeyset<Entry>(database, { name, order, select: '*', from: 'entries' });
  const cursorFor = async (filters: Record<string, unknown> = {}) =>
    nextCursorOf(await readPage(list(), { limit: 2, ...filters })) ?? '';
  const badCursor = expect.objectContaining({ code: 'bad_cursor' });

  it('is good for its own list, order and filters, with another limit too', async () => {
    const cursor = await cursorFor({ kind: 'even' });
    expect(idsOf(await readPage(list(), { cursor, limit: 3, kind: 'even' }))).toHaveLength(3);
    await expect(readPage(list(), { cursor, limit: 2, kind: 'odd' })).rejects.toEqual(badCursor);
    await expect(readPage(list(), { cursor, limit: 2 })).rejects.toEqual(badCursor);
    await expect(readPage(list('others'), { cursor, limit: 2, kind: 'even' })).rejects.toEqual(badCursor);
    await expect(readPage(list('entries', BY_NUMBER), { cursor, limit: 2, kind: 'even' })).rejects.toEqual(
      badCursor,
    );
  });

  it('is refused where it was made up', async () => {
    const parts = JSON.parse(Buffer.from(await cursorFor(), 'base64url').toString()) as unknown[];
    const forged = [
      [],
      [parts[0]],
      [parts[0], 1],
      [parts[0], 1, null],
      [parts[0], { a: 1 }, 1],
      [parts[0], 1, 'é'],
    ];
    for (const each of [...forged.map((key) => JSON.stringify(key)), 'null', '{', '']) {
      const cursor = Buffer.from(each).toString('base64url');
      await expect(readPage(list(), { cursor, limit: 2 })).rejects.toEqual(badCursor);
    }
  });

  it('and a page number cannot be asked for together', async () => {
    const asked = readPage(list(), { cursor: await cursorFor(), page: 1, limit: 2 });
    await expect(asked).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('cannot be made for a row that has no place in the order', async () => {
    const nulls = selectKeyset<Entry>(database, {
      ...{ name: 'nulls', order: [['happenedAt', 'ASC']] as const },
      ...{ select: 'NULL AS happenedAt', from: 'entries' },
    });
    await expect(readPage(nulls, { limit: 2 })).rejects.toThrow('happenedAt is null');
  });
});

describe('a sweep', () => {
  it('works on everything that is due once, and lets one that fails hold up no other', async () => {
    const failures: unknown[] = [];
    const listening = { ...log, error: (_: string, fields: unknown) => failures.push(fields) } as typeof log;
    const due = selectKeyset<Entry>(database, {
      ...{ name: 'entries.sweep', order: LATEST_FIRST, select: '*', from: 'entries' },
      where: ['id < 1200'],
    });
    const done: number[] = [];
    const work = ({ id }: Entry) => {
      if (id % 500 === 0) return Promise.reject(new Error(`no ${id}`));
      done.push(id);
      return Promise.resolve();
    };
    await sweep(listening, due, work, new AbortController().signal);
    expect(new Set(done).size).toBe(1_197);
    expect(done).toHaveLength(1_197);
    expect(failures).toEqual(
      [1_000, 500, 0].map((id) =>
        expect.objectContaining({ sweep: 'entries.sweep', about: [expect.any(Number), id] }),
      ),
    );
  });

  it('stops between two rows when it is told to', async () => {
    const telling = new AbortController();
    const all = selectKeyset<Entry>(database, {
      ...{ name: 'entries.sweep', order: BY_NUMBER, select: '*', from: 'entries' },
    });
    const done: number[] = [];
    const work = ({ id }: Entry) => {
      done.push(id);
      if (id === 700) telling.abort(new Error('out of time'));
      return Promise.resolve();
    };
    await expect(sweep(log, all, work, telling.signal)).rejects.toThrow('out of time');
    expect(done).toHaveLength(701);
  });
});

it('an export collects every page of a list', async () => {
  const even = WAYS.select?.(BY_NUMBER, { kind: 'even', most: 450 }) as Keyset<Entry>;
  const all = await collectPages((query) => readPage(even, query));
  expect(all.map(({ id }) => id)).toEqual(Array.from({ length: 225 }, (_, at) => at * 2));
});
