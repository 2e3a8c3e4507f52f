/** A page of a list, as it is asked for and as it is answered: by cursor, or by number for clients that count pages. */
import { z } from 'zod';
import { problemKind } from '../http/problem';
import { readEach, refuseUnreadable } from './unreadable';

export const PAGE_LIMIT = 20;
export const PAGE_LIMIT_MAX = 100;
/** Pages by number reach this far, and totals are counted up to here: both cost more with every row. */
export const COUNTED_ROWS_MAX = 10_000;

const CURSOR_LENGTH_MAX = 500;

export const PageQuery = z.strictObject({
  cursor: z
    .string()
    .min(1)
    .max(CURSOR_LENGTH_MAX)
    .optional()
    .meta({ description: 'The `nextCursor` of the page before, with the same filters. Not with `page`.' }),
  page: z.coerce
    .number()
    .int()
    .min(1)
    .max(COUNTED_ROWS_MAX)
    .optional()
    .meta({
      description: `The number of the page, from 1, within the first ${COUNTED_ROWS_MAX} rows. Without it, pages are by cursor.`,
    }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(PAGE_LIMIT_MAX)
    .default(PAGE_LIMIT)
    .meta({ description: 'The most rows on a page.' }),
});
export type PageQuery = z.output<typeof PageQuery>;

export const CursorPagination = z
  .strictObject({
    by: z.literal('cursor').describe('How the list is paged.'),
    limit: z.int().describe('The most rows on a page.'),
    hasNext: z.boolean().describe('There is a page after this one.'),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Send it as `cursor` to read on; null on the last page.' }),
  })
  .meta({ id: 'CursorPagination', description: 'A page by cursor: its cost does not grow with the list.' });

export const NumberedPagination = z
  .strictObject({
    by: z.literal('page').describe('How the list is paged.'),
    page: z.int().meta({ description: 'Counted from 1.' }),
    limit: z.int().describe('The most rows on a page.'),
    total: z.int().meta({ description: `Rows in the whole list; exact up to ${COUNTED_ROWS_MAX}.` }),
    totalCapped: z.boolean().meta({ description: 'The list is longer than `total` says.' }),
    totalPages: z.int().describe('How many pages there are within the counted rows.'),
    hasNext: z.boolean().describe('There is a page after this one.'),
    hasPrev: z.boolean().describe('There is a page before this one.'),
  })
  .meta({ id: 'NumberedPagination', description: 'A page by number, where `page` was given.' });

export const Pagination = z
  .discriminatedUnion('by', [CursorPagination, NumberedPagination])
  .meta({ id: 'Pagination' });
export type Pagination = z.output<typeof Pagination>;

export interface Page<Item> {
  items: Item[];
  pagination: Pagination;
}

export const badCursor = problemKind(
  'bad_cursor',
  400,
  'The cursor does not belong to this list',
  'Start without a cursor, and send only cursors that the same list returned.',
  { field: 'cursor' },
);

/** A row that cannot be read is left out, and operators hear of it: it must not keep the others from whoever asks. */
export const mapPage = <Row, Item>(page: Page<Row>, present: (row: Row) => Item): Page<Item> => ({
  items: readEach(page.items, present),
  pagination: page.pagination,
});

/** For lists that are added up, as of money, or in which each row counts: one that cannot be read is said, not hidden. */
export const mapWholePage = <Row, Item>(page: Page<Row>, present: (row: Row) => Item): Page<Item> => ({
  items: page.items.map((row) => {
    refuseUnreadable(row);
    return present(row);
  }),
  pagination: page.pagination,
});

/** Null on the last page, and on a page by number. */
export const nextCursorOf = ({ pagination }: Page<unknown>): string | null =>
  'nextCursor' in pagination ? pagination.nextCursor : null;
