/** The cards and words that the index keeps, from their table. */
import type { Database } from '../../../../platform/db/database';
import { selectKeyset } from '../../../../platform/db/keyset';
import { walk } from '../../../../platform/db/walk';
import { isSought, type Status } from '../../listing.rules';
import { COLUMNS } from './card-columns';
import type { IndexedCard, Version } from './memory-index';

/** Cards of earlier rules have their words in the table of words alone. */
const WORDS_SINCE_RULES = 3;

type Row = IndexedCard & { madeBy: number; words: string | null };

const READ = `listingId, status, publishedAt, ${COLUMNS.join(', ')}, madeBy, words`;

export function createReadVersions(database: Pick<Database, 'select'>) {
  const { select } = database;

  async function wordsOf(ids: readonly string[]): Promise<Map<string, string[]>> {
    const found = new Map<string, string[]>(ids.map((id) => [id, []]));
    if (ids.length === 0) return found;
    const rows = await select<{ listingId: string; word: string }>(
      'SELECT listingId, word FROM listing_words WHERE listingId IN (:ids)',
      { ids: [...ids] },
    );
    for (const { listingId, word } of rows) found.get(listingId)?.push(word);
    return found;
  }

  async function versionsOf(rows: readonly Row[]): Promise<Version[]> {
    const sought = rows.filter(({ status }) => isSought(status as Status));
    const hasWords = ({ madeBy, words }: Row) => madeBy >= WORDS_SINCE_RULES && words !== null;
    const elsewhere = await wordsOf(sought.filter((row) => !hasWords(row)).map(({ listingId }) => listingId));
    return sought.map((card) => ({
      listingId: card.listingId,
      card,
      words: elsewhere.get(card.listingId) ?? (card.words === '' ? [] : (card.words ?? '').split(' ')),
    }));
  }

  return {
    /** All of them, portion by portion. */
    async *all(): AsyncGenerator<Version[]> {
      // By the primary key: whoever is not sought is passed over here, which costs less than another order.
      const rows = selectKeyset<Row>(database, {
        name: 'listings.index',
        order: [['listingId', 'ASC']],
        select: READ,
        from: 'listing_cards',
      });
      for await (const some of walk(rows)) yield versionsOf(some);
    },

    /** As they are now; without a card where there is none to be kept. */
    async now(ids: readonly string[]): Promise<Version[]> {
      const rows = await select<Row>(`SELECT ${READ} FROM listing_cards WHERE listingId IN (:ids)`, {
        ids: [...ids],
      });
      const versions = new Map((await versionsOf(rows)).map((version) => [version.listingId, version]));
      return ids.map((listingId) => versions.get(listingId) ?? { listingId, card: null, words: [] });
    },
  };
}
