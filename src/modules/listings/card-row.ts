/** The card that a row of `listing_cards` holds. */
import { readStored } from '../../platform/db/stored-json';
import { iso } from '../../platform/kernel/clock';
import { bandAt, PRICE_EDGES_CENTS } from './bands.rules';
import { centsBand } from './card.rules';
import { type ListingCard, StoredCard } from './listing-views.schema';
import type { CardRow } from './listing.model';

export const cardOfRow = (row: CardRow): ListingCard => ({
  id: row.listingId,
  status: row.status,
  publishedAt: iso(row.publishedAt || null),
  isPremium: Boolean(row.premium),
  ...readStored(StoredCard, row.card, 'listing_cards.card'),
  // What a card of former rules has stored is a range that is no more.
  priceBand: centsBand(bandAt(PRICE_EDGES_CENTS, row.priceBand)),
});
