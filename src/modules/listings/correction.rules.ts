/** Tells the correction of a slip from a change of what a text says. */

const LEAST_CORRECTED_LENGTH = 4;
const MOST_EDITS = 2;

/** Letters and digits alone: case, blanks and punctuation between words carry nothing to review. A `.` or `,` in a figure does. */
const wordsOf = (text: string): string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}\p{M}]+(?:[.,]\p{N}+)*|[$%€+\-<>]/gu) ?? [];

/**
 * Whether every word stands where it stood, and those that differ are the same but for a slip of the pen: longer words
 * without digits, two letters apart at most. Words that come or go, short ones such as `no`, and figures are a change.
 */
export function isCorrection(before: string, after: string): boolean {
  const [former, present] = [wordsOf(before), wordsOf(after)];
  return (
    former.length === present.length && former.every((word, place) => isSlip(word, present[place] ?? ''))
  );
}

function isSlip(before: string, after: string): boolean {
  if (before === after) return true;
  if (/\p{N}/u.test(before + after)) return false;
  return (
    Math.min(before.length, after.length) >= LEAST_CORRECTED_LENGTH && edits(before, after) <= MOST_EDITS
  );
}

/** Levenshtein's distance. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let place = 0; place < other.length; place += 1) {
      const replaced = (row[place] ?? 0) + (other[place] === letter ? 0 : 1);
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
