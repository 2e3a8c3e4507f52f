/** The card that a row of `listing_cards` holds. */
import { readStored } from '../../platform/db/stored-json';
import { iso } from '../../platform/kernel/clock';
import { bandAt, PRICE_EDGES_CENTS } from './bands.rules';
import { CARD_RULES, centsBand } from './card.rules';
import { type ListingCard, StoredCard } from './listing-views.schema';
import type { CardRow } from './listing.model';

/** @throws UnreadableStored */
const storedCardOf = ({ listingId, card }: CardRow): StoredCard =>
  readStored(StoredCard, card, `listing_cards.card of ${listingId}`);

/** @throws UnreadableStored */
export const cardOfRow = (row: CardRow): ListingCard => ({
  id: row.listingId,
  status: row.status,
  publishedAt: iso(row.publishedAt || null),
  isPremium: Boolean(row.premium),
  ...storedCardOf(row),
  // What a card of former rules has stored is a range that is no more.
  priceBand: centsBand(bandAt(PRICE_EDGES_CENTS, row.priceBand)),
});

export interface MadeCardRow extends CardRow {
  madeBy: number;
}

/**
 * The same as JSON, for anybody: what the present rules have stored is written on as it is, once it is known to be a card.
 *
 * @throws UnreadableStored
 */
export function cardJson(row: MadeCardRow): string {
  if (row.madeBy !== CARD_RULES) return JSON.stringify(cardOfRow(row));
  storedCardOf(row);
  const { listingId: id, status, publishedAt, premium, card } = row;
  const columns = JSON.stringify({
    id,
    status,
    publishedAt: iso(publishedAt || null),
    isPremium: Boolean(premium),
  });
  return `${columns.slice(0, -1)},${card.slice(1)}`;
}
