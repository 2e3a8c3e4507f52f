/** Keyset pages: a cursor names the last row seen, so a page costs the same however deep it lies. */
import { z } from 'zod';
import { problemKind } from '../http/problem';

export const PAGE_LIMIT = 20;
export const PAGE_LIMIT_MAX = 100;

export const PageQuery = z.strictObject({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_LIMIT_MAX).default(PAGE_LIMIT),
});
export type PageQuery = z.output<typeof PageQuery>;

export const Pagination = z.strictObject({
  limit: z.int(),
  hasNext: z.boolean(),
  nextCursor: z.string().nullable(),
});

export interface Page<Item> {
  items: Item[];
  pagination: z.output<typeof Pagination>;
}

export const badCursor = problemKind('bad_cursor', 400, 'The cursor is not one of ours');

export type CursorKey = (string | number | null)[];

export const encodeCursor = (key: CursorKey): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key behind a cursor: as many parts as `shape` names types. Anything else is a `bad_cursor`. */
export function decodeCursor(cursor: string, shape: ('string' | 'number')[]): CursorKey {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const fits =
      Array.isArray(key) &&
      key.length === shape.length &&
      key.every((part, index) => part === null || (typeof part === shape[index] && isOurs(part)));
    if (fits) return key as CursorKey;
  } catch {
    // Falls through to the same refusal: what is wrong with a forged cursor helps nobody.
  }
  throw badCursor('Leave the cursor out to begin at the first page.');
}

/** Keys are ids, codes and numbers; the databases refuse to compare their columns with anything else. */
const isOurs = (part: unknown): boolean =>
  typeof part === 'string' ? /^[\x20-\x7e]{0,200}$/.test(part) : Number.isFinite(part);

/** Makes a page of rows that were asked for with one row more than `limit`. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => CursorKey,
  present: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const hasNext = rows.length > limit;
  const last = shown.at(-1);
  return {
    items: shown.map(present),
    pagination: { limit, hasNext, nextCursor: hasNext && last ? encodeCursor(keyOf(last)) : null },
  };
}

/** Every item of a list, page after page: for an export, which leaves nothing out. */
export async function collectPages<Item>(
  list: (query: { limit: number; cursor?: string | undefined }) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const page = await list({ limit: PAGE_LIMIT_MAX, cursor });
    items.push(...page.items);
    cursor = page.pagination.nextCursor ?? undefined;
    more = cursor !== undefined;
  }
  return items;
}
