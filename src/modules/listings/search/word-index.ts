/**
 * Which listing has which word, in tables of our own: the same words find the same companies on every database, and a
 * word that nobody has is known at once.
 */
import type { Database, Values } from '../../../platform/db/database';
import { findsBeginnings, isForgiven, isOneSlipAway, soughtWords, variantsOf } from './words.rules';

const ROWS_AT_ONCE = 500;
/** A word that more listings have is looked for in each listing in turn, a rarer one by its own index. */
const MOST_BY_INDEX = 1_000;

/** No word has it, and all letters come before it. */
const LAST_LETTER = '\u{10ffff}';

/** Conditions on `listing_cards`; null where nothing can match. */
export type TextConditions = { parts: string[]; values: Values } | null;

export function createWordIndex({ select, change, dialect }: Database) {
  const insertNew = dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  async function insertRows(into: string, rows: readonly (readonly [string, string])[]): Promise<void> {
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      const part = rows.slice(from, from + ROWS_AT_ONCE);
      const values = Object.fromEntries(
        part.flatMap(([a, b], row) => [
          [`a${row}`, a],
          [`b${row}`, b],
        ]),
      );
      const places = part.map((_, row) => `(:a${row}, :b${row})`);
      await change(`${insertNew} INTO ${into} VALUES ${places.join(', ')}`, values);
    }
  }

  /** Sorted, so that two who learn the same words at once wait for each other in one order. */
  async function learn(words: readonly string[]): Promise<void> {
    const forgiven = words.filter(isForgiven);
    if (forgiven.length === 0) return;
    const known = await select<{ word: string }>(
      'SELECT word FROM word_variants WHERE variant IN (:forgiven) AND word = variant',
      { forgiven },
    );
    const old = new Set(known.map(({ word }) => word));
    const fresh = forgiven.filter((word) => !old.has(word));
    const rows = fresh.flatMap((word) =>
      variantsOf(word).map((variant): [string, string] => [variant, word]),
    );
    await insertRows('word_variants (variant, word)', rows.sort());
  }

  /** Known words that one slip parts from these. */
  async function slipsOf(words: readonly string[]): Promise<Map<string, string[]>> {
    if (words.length === 0) return new Map();
    const found = await select<{ word: string }>(
      'SELECT DISTINCT word FROM word_variants WHERE variant IN (:variants)',
      { variants: words.flatMap(variantsOf) },
    );
    const known = found.map(({ word }) => word).sort();
    return new Map(words.map((word) => [word, known.filter((other) => isOneSlipAway(word, other))]));
  }

  const has = (word: string, place: number): string =>
    findsBeginnings(word) ? `word >= :word${place} AND word < :word${place}End` : `word = :word${place}`;

  /**
   * SQLite (3.53) makes a join of a bare EXISTS, and passes over a listing once for each of its words that match: a page
   * behind an OFFSET began too early.
   */
  function inEach(condition: string): string {
    const exists = `EXISTS (SELECT 1 FROM listing_words w WHERE w.listingId = listing_cards.listingId AND ${condition})`;
    return dialect === 'mysql' ? exists : `${exists} = 1`;
  }

  /** How many listings have each of the words, as far as it matters. */
  async function countOf(words: readonly string[], values: Values): Promise<number[]> {
    const counts = words.map(
      (word, place) =>
        `(SELECT COUNT(*) FROM (SELECT 1 FROM listing_words WHERE ${has(word, place)}
          LIMIT ${MOST_BY_INDEX + 1}) found${place}) AS count${place}`,
    );
    const [row] = await select<Record<string, number>>(`SELECT ${counts.join(', ')}`, values);
    return words.map((_, place) => Number(row?.[`count${place}`] ?? 0));
  }

  return {
    /** In the unit that changes the listing. */
    async write(listingId: string, words: readonly string[]): Promise<void> {
      await change('DELETE FROM listing_words WHERE listingId = :listingId', { listingId });
      await insertRows(
        'listing_words (word, listingId)',
        [...words].sort().map((word) => [word, listingId] as const),
      );
      await learn(words);
    },

    async remove(listingId: string): Promise<void> {
      await change('DELETE FROM listing_words WHERE listingId = :listingId', { listingId });
    },

    /** A word that no listing has is taken for those that one slip of the finger makes of it. */
    async conditionsOf(search: string): Promise<TextConditions> {
      const words = soughtWords(search);
      if (words.length === 0) return { parts: [], values: {} };
      const values: Values = {};
      for (const [place, word] of words.entries()) {
        values[`word${place}`] = word;
        if (findsBeginnings(word)) values[`word${place}End`] = `${word}${LAST_LETTER}`;
      }
      const counts = await countOf(words, values);
      const unknown = words.filter((_, place) => counts[place] === 0);
      if (unknown.some((word) => !isForgiven(word))) return null;
      const slips = await slipsOf(unknown);
      const parts: string[] = [];
      for (const [place, word] of words.entries()) {
        const meant = slips.get(word);
        if (meant?.length === 0) return null;
        if (meant) values[`meant${place}`] = meant;
        const condition = meant ? `word IN (:meant${place})` : has(word, place);
        parts.push(
          meant || Number(counts[place]) <= MOST_BY_INDEX
            ? `listingId IN (SELECT listingId FROM listing_words WHERE ${condition})`
            : inEach(condition),
        );
      }
      return { parts, values };
    },
  };
}
