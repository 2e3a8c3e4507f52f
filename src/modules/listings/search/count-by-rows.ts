/** Counts by facet from the rows themselves: where no index in memory can tell. */
import type { Database } from '../../../platform/db/database';
import { sqlKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { ListingStore } from '../listing.store';
import type { LookedFor } from '../listings.schema';
import { createConditions } from './conditions';
import { marksOf, wantedOf } from './facets.rules';
import { COLUMNS, createCardColumns, type ShownValues } from './memory/card-columns';
import { type CountedFacets, TEXT_CAP } from './memory/memory-index';

type Row = ShownValues & { listingId: string; publishedAt: number };

export function createCountByRows({ database }: { database: Database }, store: Pick<ListingStore, 'words'>) {
  const { textOf } = createConditions(store);

  /** All on the market; the newest that have the words, where some are sought. */
  return async (query: LookedFor): Promise<CountedFacets> => {
    const text = await textOf(query);
    const seeksWords = text !== null && text.parts.length > 0;
    const rows = sqlKeyset<Row>(database, {
      name: 'listings.facets',
      order: [
        ['publishedAt', 'DESC'],
        ['listingId', 'DESC'],
      ],
      values: text?.values ?? {},
      rows: ({ after, orderBy, limit }) =>
        `SELECT listingId, publishedAt, ${COLUMNS.join(', ')} FROM listing_cards
         WHERE ${["status = 'ACTIVE'", ...(text?.parts ?? ['1 = 0']), after].join(' AND ')} ${orderBy} ${limit}`,
    });
    const columns = createCardColumns();
    let counted = 0;
    let capped = false;
    for await (const some of walk(rows)) {
      const room = seeksWords ? TEXT_CAP - counted : some.length;
      for (const row of some.slice(0, room)) columns.put(counted++, row);
      capped = some.length > room;
      if (capped) break;
    }
    return { ...columns.count({ wanted: wantedOf(query), marks: marksOf(query) }, null), capped };
  };
}
