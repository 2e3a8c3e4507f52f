/** A text as a person reads it: whatever letters, digits and words it is written with. */
import unhomoglyph from 'unhomoglyph';

const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NUMBER_WORDS = new Map<string, number>([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, place): [string, number] => [word, (place + 2) * 10]),
  ['oh', 0],
  ['o', 0],
  ['nought', 0],
  ['niner', 9],
]);
const NUMBER_WORD = [...NUMBER_WORDS.keys(), 'hundred', 'thousand', 'double', 'triple'].join('|');
/** Between words of one number: blanks, hyphens, commas, `and`. */
const SPELLED_NUMBER = new RegExp(
  `\\b(?:${NUMBER_WORD})\\b(?:[\\s,.-]{1,3}(?:and\\s{1,2})?(?:${NUMBER_WORD})\\b)*`,
  'gi',
);

/** `two one four dash five five five`. */
const SPELLED_DASH = new RegExp(
  `(?<=\\b(?:${NUMBER_WORD}|\\d{1,4}))\\s{1,2}(?:dash|hyphen|minus)\\s{1,2}(?=(?:${NUMBER_WORD}|\\d{1,4})\\b)`,
  'gi',
);

/** Circled digits that Unicode does not fold by itself, by the first of each row, which is a one. */
const CIRCLED_ONES = [0x24f5, 0x2776, 0x2780, 0x278a];
const CIRCLED_ZEROS = /[\u{24ff}\u{1f10b}\u{1f10c}]/gu;

/**
 * Look-alikes of other scripts become Latin, any script's digits 0 to 9; what cannot be seen is left out, accents too.
 * Upper and lower case stay.
 */
export const foldLetters = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{M}]/gu, '')
    .replaceAll(/\p{Nd}/gu, digitOf)
    .replaceAll(/[\u{24f5}-\u{24fe}\u{2776}-\u{2793}]/gu, circledDigitOf)
    .replaceAll(CIRCLED_ZEROS, '0')
    .replaceAll(/[。·•]/gu, '.')
    .replaceAll(/[‐-―−]/gu, '-')
    .replaceAll(/[^\0-\u{7f}]/gu, (character) => unhomoglyph(character));

/** What a reader does with folded letters, in order: joins letters that stand alone, reads numbers in words as digits. */
export const READINGS: readonly (readonly [pattern: RegExp, read: (found: string) => string])[] = [
  [/\b\p{L}(?:[\s.-]\p{L}\b){3,}/gu, (spaced) => spaced.replaceAll(/[^\p{L}]/gu, '')],
  [SPELLED_DASH, () => '-'],
  [SPELLED_NUMBER, digitsOf],
];

export const readPlainly = (text: string): string =>
  READINGS.reduce((so, [pattern, read]) => so.replaceAll(pattern, read), foldLetters(text));

/** Every script has its ten digits in a row. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}

function circledDigitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const one = CIRCLED_ONES.findLast((first) => first <= code) ?? code;
  return String(code - one + 1);
}

/**
 * Words that stand for one digit or pair after another are written so (`six seven one thirty eight`: 67138); with
 * hundreds and thousands they are one number. A single small word is left as it is: `one of our trucks`.
 */
function digitsOf(spelled: string): string {
  const words = spelled.toLowerCase().match(/[a-z]+/g) ?? [];
  const numbers = words.filter((word) => word !== 'and');
  if (numbers.length < 2) return spelled;
  return numbers.includes('thousand') || numbers.includes('hundred')
    ? String(sumOf(numbers))
    : rowOf(numbers);
}

function sumOf(words: readonly string[]): number {
  let thousands = 0;
  let rest = 0;
  for (const word of words) {
    if (word === 'hundred') rest = Math.max(1, rest) * 100;
    else if (word === 'thousand') {
      thousands += Math.max(1, rest) * 1000;
      rest = 0;
    } else rest += NUMBER_WORDS.get(word) ?? 0;
  }
  return thousands + rest;
}

function rowOf(words: readonly string[]): string {
  let row = '';
  let times = 1;
  for (const [place, word] of words.entries()) {
    if (word === 'double' || word === 'triple') {
      times = word === 'double' ? 2 : 3;
      continue;
    }
    const value = NUMBER_WORDS.get(word) ?? 0;
    const before = NUMBER_WORDS.get(words[place - 1] ?? '') ?? 0;
    const completesTens = before >= 20 && value > 0 && value < 10;
    row = completesTens ? `${row.slice(0, -1)}${value}` : row + String(value).repeat(times);
    times = 1;
  }
  return row;
}
