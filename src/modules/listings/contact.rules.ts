/** Finds what tells how to reach somebody in a text, however it is written, and hides it from a reader. */
import { isEnglishWord } from '../../platform/kernel/english-words';
import { CONTACT_PATTERNS, type ContactPattern, ENDING, isAddress, LABEL } from './contact-patterns.rules';
import { NETWORK_NAMES } from './network-names.rules';
import { foldMapped, type MappedText, replaceMapped } from './mapped-text';
import { READINGS } from './plain-reading.rules';

export const HIDDEN = '[contact hidden]';

/*
 * Every expression below runs in linear time: bounded repetition only, on folded text with numbers in words read as
 * digits.
 */
const AT = String.raw`(?:\s?@\s?|\s?[([{<]\s?(?:at|arroba|@)\s?[)\]}>]\s?|\sarroba\s)`;
const DOT = String.raw`(?:\s?\.\s?|\s?[([{<]\s?(?:dot|period|punto|\.)\s?[)\]}>]\s?|\s(?:dot|period|punto)\s)`;
const MAILBOXES = '(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|proton|protonmail)';
/** Whatever stands between the parts of a number, but what parts the numbers of a list or ends a sentence. */
const BETWEEN = String.raw`[^\p{L}\p{N},;?!$%]{0,8}`;
/** What parts a list as well: of a number whose end begins with a zero, and no list has that. */
const BETWEEN_LISTED = String.raw`(?:\s?,\s?|\s(?:and|then)\s)`;
const ANNOUNCED = String.raw`\b(?:(?:call|text|ring|dial|phone)(?:\s(?:me|us))?(?:\s(?:at|on))?|(?:phone|tel|cell|mobile)(?:\s(?:number|no))?\.?\s?(?:is|:)?)\s?`;
const STREET =
  '(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Highway|Hwy|Parkway|Pkwy|Suite|Ste)';

/** Addresses; whether one is meant, their last words tell. */
const ADDRESSES: readonly RegExp[] = [
  // With blanks, in several labels.
  new RegExp(String.raw`[\w.+-]{1,64}${AT}${LABEL}(?:${DOT}${LABEL}){0,2}${DOT}${ENDING}\b`, 'i'),
  new RegExp(String.raw`[\w.+-]{1,64}\sat\s${LABEL}\.${ENDING}\b`, 'i'),
  // A link, which its path gives away.
  new RegExp(String.raw`\b(?:[\w-]{1,63}\.){1,3}${ENDING}\/[\w%~./?=&#-]{1,200}`, 'i'),
];

const OTHERS: readonly RegExp[] = [
  // At a well-known mail service, with its ending or without.
  new RegExp(String.raw`[\w.+-]{2,64}(?:${AT}|\sat\s)${MAILBOXES}\b(?:${DOT}com\b|\scom\b)?`, 'i'),
  new RegExp(String.raw`[\w.+-]{2,64}[\s,(]{1,3}${MAILBOXES}[\s,]{0,2}(?:${DOT}|\s)com\b`, 'i'),
  new RegExp(String.raw`\b${MAILBOXES}\s?[:=]\s?[\w.+-]{3,64}`, 'i'),
  // A telephone number with its parts further apart.
  new RegExp(String.raw`(?<!\d)(?:\+?1${BETWEEN})?[2-9]\d{2}${BETWEEN}[2-9]\d{2}${BETWEEN}\d{4}(?!\d)`, 'u'),
  new RegExp(String.raw`(?<!\d)[2-9]\d{2}${BETWEEN_LISTED}[2-9]\d{2}${BETWEEN_LISTED}0\d{3}(?!\d)`, 'i'),
  // Without its area code, or with that elsewhere.
  new RegExp(String.raw`${ANNOUNCED}[2-9]\d{2}[\s.-]\d{4}(?!\d)`, 'i'),
  /\barea\scode\b\D{0,15}\d{3}\b(?:\D{0,25}\b\d{3}[\s.-]?\d{4}\b)?/i,
  /(?<!\d)\d{3}[\s.-]\d{4}\D{0,20}\barea\scode\b\D{0,10}\d{3}\b/i,
  // With a word on the keys: `1-800-FLOWERS`.
  /(?:\b1[\s.-]{1,2}\(?|\()8(?:00|33|44|55|66|77|88)\)?[\s.-]{1,2}(?=(?:[\s.-]?[A-Z\d]){7})(?=[\d\s.-]{0,8}[A-Z])(?:[\s.-]?[A-Z\d]){7,10}(?![a-z\d])/,
  /(?<!\d)\d{2}([\s.-])\d{2}\1\d{2}\1\d{2}\1\d{2}(?!\d)/,
  /(?<!\d)[2-9]\d{2}([\s.-])[2-9]\d{2}\1\d{2}\1\d{2}(?!\d)/,
  // As it is dialled to another country.
  /(?<![\d.,])(?:00|011)[\s.-]?[1-9]\d{0,2}(?:[\s().-]{0,2}\d){7,12}(?!\d)/,
  // With its signs written, or another one in the place of the dot.
  /\b[a-z0-9.]{1,40}[-_]at[-_][a-z0-9]{1,40}[-_]dot[-_][a-z]{2,10}\b/i,
  /\b[a-z0-9.]{1,40}AT[a-z0-9]{1,40}DOT[a-z]{2,10}\b/,
  /[\w.+-]{1,64}@[\w-]{1,63},\s?(?:com|net|org|biz|info)\b/i,
  new RegExp(String.raw`[\w.+-]{1,64}(?:${AT}|\sat\s)${LABEL}\spoint\s(?:com|net|org)\b`, 'i'),
  new RegExp(String.raw`\b${LABEL}\s(?:period|punto|point)\s(?:com|net|org)\b`, 'i'),
  /\b[\w-]{3,63}(?:,|\s\.\s)(?:com|org)\b/,
  /\b[\w-]{2,63}\s?\.\s?(?:c0m|0rg|n3t)\b/i,
  /\b(?:www|w\sw\sw)[\s.]{1,3}[\w-]{2,63}[\s.]{1,3}(?:com|net|org|us|biz|info)\b/i,
  /\bhttps?\b.{0,24}\bslash\s?slash\s[\w.-]{2,63}/i,
  /\bP\.?\s?O\.?\s?Box\s(?:(?:is|no\.?|number)\s)?#?\d{1,6}\b/i,
  // A street, by its capital letters or its ZIP code.
  new RegExp(
    String.raw`\b\d{1,6}\s(?:[NSEW]\.?\s)?(?:[A-Z][a-z]{1,30}\s|\d{1,3}(?:st|nd|rd|th)\s){1,3}${STREET}\b`,
  ),
  new RegExp(String.raw`\b\d{1,6}\s(?:[\w.]{1,30}\s){1,4}${STREET}\b[\w\s.,#]{0,60}\b\d{5}\b`, 'i'),
];

/** The word at one end of what was found is no word of English: a name that somebody chose. */
const ofChosenName =
  (at: 0 | -1) =>
  (found: string): boolean =>
    !isEnglishWord((found.match(/[\w'+-]+/g) ?? []).at(at)?.toLowerCase() ?? '');

const NAMED: readonly ContactPattern[] = [
  { pattern: /\b(?:www|w\sw\sw)[\s.]{1,3}[\w-]{2,63}/i, isMeant: ofChosenName(-1) },
  { pattern: /\b[\w-]{3,63}\sdot(?:com|net|org)\b/i, isMeant: ofChosenName(0) },
  {
    pattern: new RegExp(
      String.raw`\b(?:my|our)\s${MAILBOXES}\s(?:(?:address|id|name)\s)?is\s[\w.+-]{3,64}`,
      'i',
    ),
    isMeant: ofChosenName(-1),
  },
  {
    pattern:
      /\b[\w.+-]{3,64}\s(?:on|at\sthe|in)\s(?:gmail|google\s?mail|yahoo|hotmail|icloud|aol|protonmail)\b/i,
    isMeant: ofChosenName(0),
  },
];

const PATTERNS: readonly ContactPattern[] = [
  ...CONTACT_PATTERNS,
  ...NETWORK_NAMES,
  ...NAMED,
  ...ADDRESSES.map((pattern) => ({ pattern, isMeant: isAddress })),
  ...OTHERS.map((pattern) => ({ pattern })),
].map(({ pattern, ...rest }) => ({
  pattern: pattern.global ? pattern : new RegExp(pattern, `${pattern.flags}g`),
  ...rest,
}));

/** Where a letter stands among digits for the one that it looks like. */
const LETTER_AMONG_DIGITS = /(?<=\d[\s().-]{0,2})[oil|](?=[\s().-]{0,2}[\doil|])/gi;
/** In the shape of a telephone number letters stand for digits that are letters elsewhere. */
const SHAPED = /(?<!\w)(?:[\doilsbz|]{3}[\s().-]{1,3}){2}[\doilsbz|]{4}(?!\w)|(?<!\w)[\doilsbz|]{10}(?!\w)/gi;
const LEAST_DIGITS = 4;
const DIGIT_LIKE: Record<string, string> = { o: '0', i: '1', l: '1', '|': '1', s: '5', b: '8', z: '2' };
const digitLike = (text: string): string =>
  text.replaceAll(/[oilsbz|]/gi, (sign) => DIGIT_LIKE[sign.toLowerCase()] ?? sign);
/** `300 400 lbs.` and the like stay words. */
const asNumber = (shaped: string): string =>
  shaped.replaceAll(/\D/g, '').length < LEAST_DIGITS ||
  shaped.split(/[\s().-]+/).some((word) => /^[a-z]+$/i.test(word) && isEnglishWord(word.toLowerCase()))
    ? shaped
    : digitLike(shaped);

/** `john *at* prairielantern *dot* com`, `john (a) prairielantern [.] com`: what stands for a sign, and shows that it does. */
const DRESSED_SIGN = new RegExp(
  [
    String.raw`\s?["'*~|/<«“-](?:at|dot)["'*~|/>»”-]\s?`,
    String.raw`\s?[([{<]\s?(?:at|\.|d[o0]t)\s?[)\]}>]\s?`,
    // `(a)` begins the items of lists, too: here an address goes on.
    String.raw`(?<=\w)\s?\(a\)\s?(?=[\w-]{2,63}(?:\s?[([{<]\s?(?:\.|dot)|\.[a-z]|\sdot\s))`,
    String.raw`(?<=\w{3})\sd0t\s(?=[a-z]{2,3}\b)`,
  ].join('|'),
  'gi',
);
const signOf = (dressed: string): string => (/a/i.test(dressed) ? '@' : '.');

/** Digits that stand alone, as keys and lists show them. */
const BETWEEN_ALONE = /(?<=\b\d)(?:\)\(|\]\[|[\s._,/-]{1,2})(?=\d\b)/g;

type Range = readonly [from: number, to: number];

/** In the order of the text, none touching another. */
export function findContacts(typed: string): Range[] {
  const folded = foldMapped(typed);
  const plain = READINGS.reduce((so, [pattern, read]) => replaceMapped(so, pattern, read), folded);
  const digits = replaceMapped(replaceMapped(plain, SHAPED, asNumber), LETTER_AMONG_DIGITS, digitLike);
  const joined = replaceMapped(digits, BETWEEN_ALONE, () => '');
  const signed = replaceMapped(folded, DRESSED_SIGN, signOf);
  // Most texts read the same each way.
  const readings = new Map([joined, digits, plain, signed, folded].map((reading) => [reading.text, reading]));
  const found = [...readings.values()].flatMap((reading) =>
    PATTERNS.flatMap((pattern) => rangesOf(reading, pattern)),
  );
  return merge(found);
}

function rangesOf(
  { text, from, to }: MappedText,
  { pattern, isMeant = () => true }: ContactPattern,
): Range[] {
  return [...text.matchAll(pattern)]
    .filter(([found]) => found !== '' && isMeant(found))
    .map(({ 0: found, index }) => [from[index] ?? 0, to[index + found.length - 1] ?? 0]);
}

function merge(ranges: Range[]): Range[] {
  const merged: [number, number][] = [];
  for (const [from, to] of ranges.toSorted(([one], [other]) => one - other)) {
    const last = merged.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

/** Of an earlier message so much can begin what the next one ends. */
const BEGINNING_LENGTH = 80;
/** A sentence that has ended goes on in no address. */
const GOES_ON = /[^\s.!?;:]$/;

/**
 * What of each message is part of a contact that goes over into the last of them: the ranges in each of the earlier ones,
 * then those in the last.
 */
function findSplit(typed: string, earlier: readonly string[]): Range[][] {
  const found: Range[][] = [...earlier, typed].map(() => []);
  if (earlier.length === 0) return found;
  const beginnings = earlier.map((text) => text.slice(-BEGINNING_LENGTH));
  const goesOn = GOES_ON.test(beginnings.join('')) && /^[^\s]/.test(typed);
  for (const between of goesOn ? [' ', ''] : [' ']) {
    const pieces = [...beginnings, typed];
    const all = pieces.join(between);
    const starts = pieces.map(
      (_, place) => pieces.slice(0, place).join(between).length + (place > 0 ? between.length : 0),
    );
    const last = starts.at(-1) ?? 0;
    for (const [from, to] of findContacts(all).filter((range) => range[0] < last && range[1] > last)) {
      for (const [place, piece] of pieces.entries()) {
        const start = starts[place] ?? 0;
        const [first, end] = [Math.max(from - start, 0), Math.min(to - start, piece.length)];
        const cut = (earlier[place] ?? typed).length - piece.length;
        if (first < end) found[place]?.push([first + cut, end + cut]);
      }
    }
  }
  return found;
}

/** The text with a mark in the place of each contact. */
export const hideContacts = (typed: string): string => hide(typed, findContacts(typed));

function hide(typed: string, ranges: Range[]): string {
  let shown = '';
  let place = 0;
  for (const [from, to] of merge(ranges)) {
    shown += typed.slice(place, from) + HIDDEN;
    place = to;
  }
  return shown + typed.slice(place);
}

/**
 * The same with what its author wrote right before, the oldest first: of a contact that is split over messages each part is
 * hidden. `earlier`: those of them that hide more from now on, by their place.
 */
export function hideSplitContacts(
  typed: string,
  earlier: readonly string[],
): { shown: string; earlier: Map<number, string> } {
  const split = findSplit(typed, earlier);
  const hidden = new Map<number, string>();
  for (const [place, text] of earlier.entries()) {
    const parts = split[place] ?? [];
    if (parts.length > 0) hidden.set(place, hide(text, [...findContacts(text), ...parts]));
  }
  return { shown: hide(typed, [...findContacts(typed), ...(split.at(-1) ?? [])]), earlier: hidden };
}
