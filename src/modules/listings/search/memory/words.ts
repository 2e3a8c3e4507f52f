/** The words of the places and who has them: beginnings of words are found, and words that one slip parts from another. */
import { type Bits, countBits, keepOnly, noBits } from './bits';
import { findsBeginnings, isForgiven, isOneSlipAway, soughtWords } from '../words.rules';
import { createPostings } from './postings';

/** So many new words are looked through one by one before they are sorted in. */
const MOST_UNSORTED = 1_000;
/** A short text and an entry of a map. */
const BYTES_OF_A_WORD = 100;

export type Words = ReturnType<typeof createWords>;

export function createWords() {
  const postings = createPostings();
  const words: string[] = [];
  const numbers = new Map<string, number>();
  /** Of those that are forgiven: a bit for each kind of letter, by which most others are told apart at once. */
  const letters: number[] = [];
  let sorted: string[] = [];
  let unsorted: string[] = [];

  function numberOf(word: string): number {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    const number = postings.open();
    numbers.set(word, number);
    words.push(word);
    letters.push(isForgiven(word) ? lettersOf(word) : -1);
    unsorted.push(word);
    if (unsorted.length > MOST_UNSORTED) {
      sorted = [...sorted, ...unsorted].sort(byCode);
      unsorted = [];
    }
    return number;
  }

  function beginningWith(beginning: string): string[] {
    let low = 0;
    for (let high = sorted.length; low < high;) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle] as string) < beginning) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (sorted[end]?.startsWith(beginning)) end += 1;
    return [...sorted.slice(low, end), ...unsorted.filter((word) => word.startsWith(beginning))];
  }

  function slipsOf(word: string): string[] {
    const sought = lettersOf(word);
    const most = word.length + 2;
    return words.filter((other, number) => {
      const marks = letters[number] as number;
      return marks >= 0 && other.length <= most && mayBeOneSlip(sought, marks) && isOneSlipAway(word, other);
    });
  }

  /** Those of `kept` that have one of the words. */
  function having(either: readonly string[], kept: Bits): Bits {
    const found = noBits(kept.length * 32);
    for (const word of either) {
      const number = numbers.get(word);
      if (number !== undefined) postings.putInto(found, number);
    }
    keepOnly(found, kept);
    return found;
  }

  return {
    /** `place` is larger than any before. */
    add(place: number, ofPlace: readonly string[]): void {
      for (const word of ofPlace) postings.add(numberOf(word), place);
    },

    /**
     * Those of `kept` that have all words of what is sought; null where it names none. A word that none of them has is
     * taken for those that one slip of the finger makes of it.
     */
    find(search: string, kept: Bits): Bits | null {
      let all: Bits | null = null;
      for (const word of soughtWords(search)) {
        let found = having(findsBeginnings(word) ? beginningWith(word) : [word], kept);
        if (isForgiven(word) && countBits(found) === 0) found = having(slipsOf(word), kept);
        if (all) keepOnly(all, found);
        else all = found;
      }
      return all;
    },

    bytes: () => postings.bytes() + words.length * BYTES_OF_A_WORD,
  };
}

const byCode = (one: string, other: string): number => (one < other ? -1 : 1);

const LETTER_KINDS = 31;
function lettersOf(word: string): number {
  let marks = 0;
  for (const letter of word) marks |= 1 << ((letter.codePointAt(0) ?? 0) % LETTER_KINDS);
  return marks;
}

/** A slip takes one kind of letter away and brings another at the most. */
function mayBeOneSlip(marks: number, others: number): boolean {
  let differing = marks ^ others;
  differing &= differing - 1;
  return (differing & (differing - 1)) === 0;
}
