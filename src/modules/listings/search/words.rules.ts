/** The words of a text as search keeps them, and which words are one slip of the finger apart. */

const LONGEST_WORD = 40;
const MOST_SOUGHT = 8;
/** A part of a word this long finds the words that begin with it. */
const SHORTEST_BEGINNING = 3;
/** In a shorter word one letter is too much of it: `cat` is not `car`. */
const SHORTEST_FORGIVEN = 4;

/** Words without which a text says the same: neither kept nor sought. */
const STOP_WORDS = new Set(
  'a an and are as at be by for from has have in is it its of on or our the their this to was we with you'.split(
    ' ',
  ),
);

/** The words of a text, each once, in lower case and without accents. */
export function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '');
  const found = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  const words = found.map((word) => [...word].slice(0, LONGEST_WORD).join(''));
  return [...new Set(words)].filter((word) => !STOP_WORDS.has(word));
}

/** What somebody looks for: all of these words. Empty where nothing is asked for but stop words and signs. */
export const soughtWords = (search: string): string[] => wordsOf(search).slice(0, MOST_SOUGHT);

export const findsBeginnings = (word: string): boolean => [...word].length >= SHORTEST_BEGINNING;

/** Numbers mean what they say: 2018 is no misspelled 2019. */
export const isForgiven = (word: string): boolean =>
  [...word].length >= SHORTEST_FORGIVEN && /^\p{L}+$/u.test(word);

/**
 * The word itself, and what is left of it without one of its letters. Two words that one slip parts have a variant in
 * common, so an index of variants finds the one by the other.
 */
export function variantsOf(word: string): string[] {
  const letters = [...word];
  return [...new Set([word, ...letters.map((_, place) => letters.toSpliced(place, 1).join(''))])];
}

/** One letter is missing, too many, another, or has changed places with its neighbor. */
export function isOneSlipAway(one: string, other: string): boolean {
  const [short, long] = [[...one], [...other]].sort((a, b) => a.length - b.length) as [string[], string[]];
  const from = short.findIndex((letter, place) => letter !== long[place]);
  if (from < 0) return long.length - short.length === 1;
  const rest = (letters: string[], place: number) => letters.slice(place).join('');
  if (long.length > short.length) return rest(short, from) === rest(long, from + 1);
  if (rest(short, from + 1) === rest(long, from + 1)) return true;
  const swapped = short[from] === long[from + 1] && short[from + 1] === long[from];
  return swapped && rest(short, from + 2) === rest(long, from + 2);
}
