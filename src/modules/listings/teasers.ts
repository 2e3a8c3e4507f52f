/** What search engines and previews of links are told of listings: what anyone may read of each, and which there are. */
import type { ThingPages } from '../../platform/http/page-heads';
import { SECOND_MS } from '../../platform/kernel/clock';
import { cardOfRow } from './card-row';
import type { ListingsContext } from './listings.context';
import { MARKET_NEWS } from './market-news';
import { createFindListing } from './use-cases/find-listing';

export function createTeasers(context: Pick<ListingsContext, 'store' | 'platform'>): ThingPages {
  const find = createFindListing(context);
  const { database } = context.platform;
  return {
    path: '/listings/:id',
    cached: { until: MARKET_NEWS, forMs: 10 * SECOND_MS },
    /** Is no view: whoever runs the page reads the listing then. */
    async describe(id) {
      const { card, listing } = await find(null, id);
      return { title: cardOfRow(card).title, description: listing.summary };
    },
    list: (most) =>
      database.select<{ id: string; changedAt: number }>(
        `SELECT listingId AS id, changedAt FROM listing_cards WHERE status = 'ACTIVE'
         ORDER BY publishedAt DESC, listingId DESC LIMIT ${most}`,
      ),
  };
}
