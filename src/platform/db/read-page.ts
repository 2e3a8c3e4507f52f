/**
 * A page of a keyset: by cursor, which names the last row seen and costs the same however deep the page lies, or by number
 * within the first `COUNTED_ROWS_MAX` rows.
 */
import { hash } from 'node:crypto';
import { invalidRequest } from '../http/problem';
import { badCursor, COUNTED_ROWS_MAX, type Page, type PageQuery } from '../kernel/page';
import { type Key, type Keyset, keyOf, type Order } from './key-order';

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
