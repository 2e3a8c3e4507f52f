/** A text as a person reads it: whatever letters, digits and words it is written with. */
import unhomoglyph from 'unhomoglyph';
import { asciiDigits } from '../../platform/kernel/digits';

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
  // Many who sell and buy carriers speak Spanish.
  ...'cero uno dos tres cuatro cinco seis siete ocho nueve'
    .split(' ')
    .map((word, value): [string, number] => [word, value]),
]);
const MAGNITUDE = '(?:hundred|thousand|million)';
const TIMES: Record<string, number> = { double: 2, triple: 3, quadruple: 4 };
const NUMBER_WORD = String.raw`(?:${[...NUMBER_WORDS.keys(), MAGNITUDE, ...Object.keys(TIMES)].join('|')}|\d{1,3}(?=\s${MAGNITUDE}\b)|\d)`;
/** Between words of one number, some of which may be digits: blanks, hyphens, commas, `and`. */
const SPELLED_NUMBER = new RegExp(
  `\\b${NUMBER_WORD}\\b(?:[\\s,./|*-]{1,3}(?:and\\s{1,2})?${NUMBER_WORD}\\b)*`,
  'gi',
);

/** `two one four dash five five five`. */
const SPELLED_DASH = new RegExp(
  `(?<=\\b(?:${NUMBER_WORD}|\\d{1,4}))\\s{1,2}(?:dash|hyphen|minus)\\s{1,2}(?=(?:${NUMBER_WORD}|\\d{1,4})\\b)`,
  'gi',
);

/** `four zeros`, `2 nines`. */
const PLURALS = 'zeros ones twos threes fours fives sixes sevens eights nines'.split(' ');
const SPELLED_PLURAL = new RegExp(
  `\\b(two|three|four|five|six|[2-6])\\s(${PLURALS.join('|')}|zeroes)\\b`,
  'gi',
);

/** Letters of an alphabet in another dress that Unicode does not fold by itself, by the first of each row, which is an A. */
const DRESSED_AS = [0x1f150, 0x1f170, 0x1f1e6];
const DRESSED = /[\u{1f150}-\u{1f169}\u{1f170}-\u{1f189}\u{1f1e6}-\u{1f1ff}]/gu;
/** Small capitals and Han digits, sign by sign. */
const OTHERS = new Map(
  [
    ['ᴀʙᴄᴅᴇꜰғɢʜɪᴊᴋʟᴍɴᴏᴘǫʀꜱᴛᴜᴠᴡʏᴢ', 'abcdeffghijklmnopqrstuvwyz'],
    ['〇零一二三四五六七八九', '00123456789'],
  ].flatMap(([signs = '', letters = '']) => [...signs].map((sign, place) => [sign, letters.charAt(place)])),
);
const OTHER = new RegExp(`[${[...OTHERS.keys()].join('')}]`, 'gu');

/** Circled digits that Unicode does not fold by itself, by the first of each row, which is a one. */
const CIRCLED_ONES = [0x24f5, 0x2776, 0x2780, 0x278a];
const CIRCLED_ZEROS = /[\u{24ff}\u{1f10b}\u{1f10c}]/gu;

/**
 * Look-alikes of other scripts become Latin, any script's digits 0 to 9; what cannot be seen is left out, accents too.
 * Upper and lower case stay.
 */
export const foldLetters = (text: string): string =>
  asciiDigits(text.normalize('NFKD').replaceAll(/[\p{Cf}\p{Default_Ignorable_Code_Point}\p{M}]/gu, ''))
    .replaceAll(/[\u{24f5}-\u{24fe}\u{2776}-\u{2793}]/gu, circledDigitOf)
    .replaceAll(CIRCLED_ZEROS, '0')
    .replaceAll(DRESSED, undressed)
    .replaceAll(OTHER, (sign) => OTHERS.get(sign) ?? sign)
    .replaceAll(/[。·•]/gu, '.')
    .replaceAll(/[‐-―−]/gu, '-')
    .replaceAll(/[^\0-\u{7f}]/gu, (character) => unhomoglyph(character));

/** `I58I2IO`: letters that look like digits, among digits. */
const LETTERS_AS_DIGITS = /(?:\b|(?<=\b(?:MC|FF|MX|DOT)))(?=(?:[OoIlBSZ]{0,9}\d){2})[\dOoIlBSZ]{5,40}\b/g;
const DIGIT_OF: Record<string, string> = { O: '0', o: '0', I: '1', l: '1', B: '8', S: '5', Z: '2' };

/** `15812 then 10`: the rest of a number, after a word that says so. */
const CONTINUED_NUMBER =
  /(?<=\d)[\s,.;:-]{1,3}(?:and\s{1,2})?(?:then|next|plus|followed\s{1,2}by|after\s{1,2}that|(?:ends?|ending)\s{1,2}(?:in|with)|finally|lastly)[\s,.;:-]{1,3}(?=\d)/gi;

/** `6 7 1 3 8` is a number as well. */
export const BETWEEN_DIGITS = /(?<=\b\d)[\s._,/-]{1,2}(?=\d\b)/g;

/** `prairielantern . c o m`. */
const SPACED_ENDING = /(?<=\.\s?)\p{L}(?:\s\p{L}\b){1,4}/gu;

/** `two14`, `five5five`: number words and digits without anything between them. */
const DIGIT_WORDS = UNITS.slice(0, 10);
const GLUED = new RegExp(`\\b(?=\\d*[a-z])(?:${DIGIT_WORDS.join('|')}|\\d){2,16}\\b`, 'gi');
const unglued = (glued: string): string =>
  glued.replaceAll(new RegExp(DIGIT_WORDS.join('|'), 'gi'), (word) =>
    String(DIGIT_WORDS.indexOf(word.toLowerCase())),
  );

/** `too one for five five five oh one for too`: as many as a telephone number has. */
const SOUNDS: Record<string, string> = { to: '2', too: '2', for: '4', fore: '4', ate: '8', won: '1' };
const SOUND = `(?:${[...DIGIT_WORDS, 'oh', ...Object.keys(SOUNDS)].join('|')}|\\d)`;
const SOUNDED = new RegExp(`\\b${SOUND}(?:[\\s,.-]{1,2}${SOUND}){6,14}\\b`, 'gi');
const heard = (sounded: string): string =>
  sounded.replaceAll(/\b(?:to|too|for|fore|ate|won)\b/gi, (word) => SOUNDS[word.toLowerCase()] ?? word);

/** What a reader does with folded letters, in order: joins letters that stand alone, reads numbers in words as digits. */
export const READINGS: readonly (readonly [pattern: RegExp, read: (found: string) => string])[] = [
  [/\b\p{L}(?:[\s.-]\p{L}\b){3,}/gu, (spaced) => spaced.replaceAll(/[^\p{L}]/gu, '')],
  [SPACED_ENDING, (spaced) => spaced.replaceAll(/\s/g, '')],
  [GLUED, unglued],
  [SOUNDED, heard],
  [SPELLED_DASH, () => '-'],
  [LETTERS_AS_DIGITS, (written) => written.replaceAll(/[OoIlBSZ]/g, (letter) => DIGIT_OF[letter] ?? letter)],
  [SPELLED_PLURAL, (said) => repeated(said)],
  [SPELLED_NUMBER, digitsOf],
  [CONTINUED_NUMBER, () => ' '],
];

export const readPlainly = (text: string): string =>
  READINGS.reduce((so, [pattern, read]) => so.replaceAll(pattern, read), foldLetters(text));

function undressed(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const first = DRESSED_AS.findLast((each) => each <= code) ?? code;
  return String.fromCodePoint(0x41 + code - first);
}

function repeated(said: string): string {
  const [times = '', of = ''] = said.toLowerCase().split(/\s/);
  const digit = of === 'zeroes' ? 0 : PLURALS.indexOf(of);
  return Array<number>(NUMBER_WORDS.get(times) ?? Number(times))
    .fill(digit)
    .join(' ');
}

function circledDigitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const one = CIRCLED_ONES.findLast((first) => first <= code) ?? code;
  return String(code - one + 1);
}

/**
 * Words that stand for one digit or pair after another are written so (`six seven one thirty eight`: 67138), and numbers
 * with hundreds and thousands as what they are (`three hundred twelve five five`: 31255). A single word is left as it
 * is (`one of our trucks`), and so are digits alone.
 */
function digitsOf(spelled: string): string {
  const numbers = (spelled.toLowerCase().match(/[a-z]+|\d+/g) ?? []).filter((word) => word !== 'and');
  const words = numbers.filter((word) => !/\d/.test(word));
  if (numbers.length < 2 || words.length === 0) return spelled;
  let row = '';
  let group: Group | null = null;
  let times = 1;
  for (const word of numbers) {
    if (word in TIMES) {
      times = TIMES[word] ?? 1;
      continue;
    }
    const grown: Group | null = times === 1 && group ? grow(group, word) : null;
    if (!grown && group) row += String(group.value);
    group = grown ?? begin(word);
    for (; times > 1; times -= 1) row += String(group.value);
  }
  return row + String(group?.value ?? '');
}

/** A number that is being spelled; what may follow has to be below `room`. */
interface Group {
  value: number;
  room: number;
}

function begin(word: string): Group {
  if (word === 'hundred') return { value: 100, room: 100 };
  if (word === 'thousand') return { value: 1_000, room: 1_000 };
  if (word === 'million') return { value: 1_000_000, room: 1_000_000 };
  const value = NUMBER_WORDS.get(word) ?? Number(word);
  return { value, room: value >= 20 ? 10 : 0 };
}

/** Null where the word begins another number. */
function grow({ value, room }: Group, word: string): Group | null {
  if (word === 'hundred') {
    const [rest, last] = [value - (value % 1_000), value % 1_000];
    return last > 0 && last < 100 ? { value: rest + last * 100, room: 100 } : null;
  }
  if (word === 'thousand') {
    const last = value % 1_000_000;
    return last > 0 && last < 1_000 ? { value: value - last + last * 1_000, room: 1_000 } : null;
  }
  if (word === 'million')
    return value > 0 && value < 1_000 ? { value: value * 1_000_000, room: 1_000_000 } : null;
  const added = NUMBER_WORDS.get(word) ?? Number(word);
  if (added === 0 || added >= room || (/\d/.test(word) && room < 1_000)) return null;
  return { value: value + added, room: added >= 20 ? 10 : 0 };
}
