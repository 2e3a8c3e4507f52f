/** What every list of administrators takes besides its own filters: a text, dates and an order. */
import { z } from 'zod';
import { PageQuery } from '../kernel/page';
import { Instant, line } from './wire';

export type RecordOrder = 'newest' | 'oldest';

const fields = (order: RecordOrder) => ({
  search: line(100)
    .optional()
    .describe('Names, addresses or words that the record has, each of them in part; or an id, as a whole.'),
  from: Instant.optional().describe('Only what is dated at or after this time.'),
  to: Instant.optional().describe('Only what is dated before this time.'),
  order: z.enum(['newest', 'oldest']).default(order).describe('By date.'),
});

/** Pages and all of these. `order` is what stands first unless somebody asks. */
export const recordQuery = (order: RecordOrder = 'newest') => PageQuery.extend(fields(order));
export type RecordQuery = z.output<ReturnType<typeof recordQuery>>;

/** The same for a list whose query has more of its own. */
export const recordFields = fields;
