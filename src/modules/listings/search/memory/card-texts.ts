/** The cards of what is found as JSON: those that are shown most stay in memory. */
import type { Database } from '../../../../platform/db/database';
import { readEach } from '../../../../platform/kernel/unreadable';
import { cardJson, type MadeCardRow } from '../../card-row';
import type { Found, MemoryIndex } from './memory-index';

/** Some ten thousand cards. */
const MOST_CHARACTERS = 8_000_000;

export const CARD_ROW = 'listingId, status, publishedAt, premium, card, madeBy, priceBand, ageBand, riskBand';

export function createCardTexts({ select }: Pick<Database, 'select'>) {
  /** By their places, the last used last: a place is of one version of a card, in one index. */
  let texts = new Map<number, string>();
  let placesOf: MemoryIndex | null = null;
  let characters = 0;

  function keep(place: number, text: string): void {
    texts.set(place, text);
    characters += text.length;
    for (const [oldest, { length }] of texts) {
      if (characters <= MOST_CHARACTERS) return;
      texts.delete(oldest);
      characters -= length;
    }
  }

  function use(place: number): string | undefined {
    const text = texts.get(place);
    if (text === undefined) return undefined;
    texts.delete(place);
    texts.set(place, text);
    return text;
  }

  return {
    /** Without those that cannot be read. Null where one of them is on the market no more. */
    async cardsOf(index: MemoryIndex, found: readonly Found[]): Promise<string[] | null> {
      if (placesOf !== index) {
        placesOf = index;
        texts = new Map();
        characters = 0;
      }
      const known = found.map(({ place }) => use(place));
      const missing = found.filter((_, n) => known[n] === undefined);
      if (missing.length === 0) return known as string[];
      const rows = await select<MadeCardRow>(
        `SELECT ${CARD_ROW} FROM listing_cards WHERE status = 'ACTIVE' AND listingId IN (:ids)`,
        { ids: missing.map(({ listingId }) => listingId) },
      );
      if (rows.length < missing.length) return null;
      const read = new Map(readEach(rows, (row) => [row.listingId, cardJson(row)] as const));
      if (placesOf === index) {
        for (const { place, listingId } of missing) {
          const text = read.get(listingId);
          if (text !== undefined && !texts.has(place)) keep(place, text);
        }
      }
      return found.flatMap(({ listingId }, n) => known[n] ?? read.get(listingId) ?? []);
    },
  };
}
