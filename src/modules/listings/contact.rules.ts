/** Finds what tells how to reach somebody in a text, however it is written, and hides it from a reader. */
import { BETWEEN_DIGITS, CONTACT_PATTERNS, SENTENCE_END } from './identity-leak.rules';
import { foldMapped, type MappedText, replaceMapped } from './mapped-text';
import { READINGS } from './plain-reading.rules';

export const HIDDEN = '[contact hidden]';

/*
 * Every expression below runs in linear time: bounded repetition only, on folded text with numbers in words read as
 * digits.
 */
const AT = String.raw`(?:\s?@\s?|\s?[([{]\s?at\s?[)\]}]\s?)`;
const DOT = String.raw`(?:\s?\.\s?|\s?[([{]\s?(?:dot|period)\s?[)\]}]\s?|\s(?:dot|period)\s)`;
const ENDING = String.raw`(?:com|net|org|us|biz|info|io|co|me|app|online|trucking|llc)`;
const LABEL = String.raw`[\w-]{1,63}`;
const MAILBOXES = '(?:gmail|googlemail|yahoo|hotmail|outlook|icloud|aol|proton|protonmail)';
const BETWEEN = String.raw`[\s().\-/_*|~]{0,4}`;
const NETWORKS =
  '(?:telegram|whats\\s?app|signal|instagram|insta|facebook|messenger|skype|we\\s?chat|viber|linked\\s?in|snapchat|discord)';
const STREET =
  '(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Highway|Hwy|Parkway|Pkwy|Suite|Ste)';

const PATTERNS: readonly RegExp[] = [
  ...CONTACT_PATTERNS,
  // An address with blanks, in several labels.
  new RegExp(String.raw`[\w.+-]{1,64}${AT}${LABEL}(?:${DOT}${LABEL}){0,2}${DOT}${ENDING}\b`, 'i'),
  new RegExp(String.raw`[\w.+-]{1,64}\sat\s${LABEL}\.${ENDING}\b`, 'i'),
  // At a well-known mail service, with its ending or without.
  new RegExp(String.raw`[\w.+-]{2,64}(?:${AT}|\sat\s)${MAILBOXES}\b(?:${DOT}com\b|\scom\b)?`, 'i'),
  new RegExp(String.raw`[\w.+-]{2,64}\s${MAILBOXES}(?:${DOT}|\s)com\b`, 'i'),
  // A link of a shortener or a chat, which its path gives away.
  /\b(?:[\w-]{1,63}\.){1,3}(?:me|ly|gl|gg|app|link|site|online|xyz|club|page|to)\/[\w%~./?=&#-]{1,200}/i,
  // A telephone number with its parts further apart.
  new RegExp(String.raw`(?<!\d)(?:\+?1${BETWEEN})?[2-9]\d{2}${BETWEEN}[2-9]\d{2}${BETWEEN}\d{4}(?!\d)`),
  /(?<!\d)\d{2}([\s.-])\d{2}\1\d{2}\1\d{2}\1\d{2}(?!\d)/,
  // A name in another network.
  new RegExp(String.raw`\b${NETWORKS}\s?(?:id|handle|name|user(?:name)?)?\s?[:=@]\s?@?[\w.-]{3,64}`, 'i'),
  new RegExp(
    String.raw`\b(?:my|our)\s${NETWORKS}\s(?:(?:id|handle|name|user(?:name)?)\s)?is\s@?[\w.-]{3,64}`,
    'i',
  ),
  /(?<![\w.])@[a-z][\w.]{2,63}/i,
  // A street, by its capital letters or its ZIP code.
  new RegExp(
    String.raw`\b\d{1,6}\s(?:[NSEW]\.?\s)?(?:[A-Z][a-z]{1,30}\s|\d{1,3}(?:st|nd|rd|th)\s){1,3}${STREET}\b`,
  ),
  new RegExp(String.raw`\b\d{1,6}\s(?:[\w.]{1,30}\s){1,4}${STREET}\b[\w\s.,#]{0,60}\b\d{5}\b`, 'i'),
];

/** Where a letter stands among digits for the one that it looks like. */
const LETTER_AMONG_DIGITS = /(?<=\d[\s().-]{0,2})[oil](?=[\s().-]{0,2}[\doil])/gi;

type Range = readonly [from: number, to: number];

/** In the order of the text, none touching another. */
export function findContacts(typed: string): Range[] {
  const folded = foldMapped(typed);
  const plain = READINGS.reduce((so, [pattern, read]) => replaceMapped(so, pattern, read), folded);
  const digits = replaceMapped(plain, LETTER_AMONG_DIGITS, (letter) => (/o/i.test(letter) ? '0' : '1'));
  const joined = replaceMapped(digits, BETWEEN_DIGITS, () => '');
  const found = [folded, plain, digits, joined].flatMap((reading) =>
    PATTERNS.flatMap((pattern) => rangesOf(reading, pattern)),
  );
  return merge(found);
}

function rangesOf({ text, from, to }: MappedText, pattern: RegExp): Range[] {
  const all = pattern.global ? pattern : new RegExp(pattern, `${pattern.flags}g`);
  return [...text.matchAll(all)]
    .filter(([found]) => found !== '' && !SENTENCE_END.test(found))
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

/** The text with a mark in the place of each contact. */
export function hideContacts(typed: string): string {
  let shown = '';
  let place = 0;
  for (const [from, to] of findContacts(typed)) {
    shown += typed.slice(place, from) + HIDDEN;
    place = to;
  }
  return shown + typed.slice(place);
}
