/** Finds what reveals the carrier in the public text of a listing. */
import { isEnglishWord, isEverydayWord } from '../../platform/kernel/english-words';
import { redactText } from '../../platform/kernel/redact';
import { companyName } from '../carriers';
import {
  ANNOUNCED_PHONE,
  EMAIL,
  findContact,
  FOREIGN_PHONE,
  HANDLE,
  PHONE,
  WEB_ADDRESS,
  type ContactPattern,
} from './contact-patterns.rules';
import type { ListedCarrier } from './listed-carrier.rules';
import { findContacts } from './contact.rules';
import { BETWEEN_DIGITS, readPlainly } from './plain-reading.rules';
import type { Finding } from './trade-words.rules';

type NamedCarrier = Pick<ListedCarrier, 'usdot' | 'legalName' | 'dbaName' | 'dockets' | 'city'>;

/** Words in a name that state only the form of the company. */
const FORM_WORDS = new Set(
  'llc inc incorporated corp corporation co company ltd limited lp llp pllc pc dba the'.split(' '),
);
/** A name made of these alone is a description as well: only the whole name is refused. */
const TRADE_WORDS = new Set(
  (
    'a and of express freight trucking truck trucks transport transportation transports logistics carrier carriers ' +
    'cargo hauling haulers lines line motor service services delivery national american america us usa united ' +
    'southern northern eastern western midwest south north east west global group systems solutions enterprises ' +
    'brothers family first best quality fast reliable dedicated regional local long haul heavy auto moving movers'
  ).split(' '),
);

/** Anything written as a docket or USDOT number, of whichever carrier. */
const WRITTEN_NUMBER =
  /\b(?:us\s?dot|dot|mc|m\.c\.|mx|ff|docket)[\s#:.-]{0,3}(?:(?:number|no|nr)[\s#:.-]{0,3})?\d{5,8}\b/i;
const LEAST_MIRRORED = 5;
/** Shorter numbers appear in texts for other reasons. */
const LEAST_DIGITS = 4;

/** What is found, in words of the text. */
interface Leak {
  what: string;
  words: string;
}

export function findIdentity(carrier: NamedCarrier, texts: Record<string, string | null>): Finding[] {
  return Object.entries(texts).flatMap(([field, text]) => {
    const leak = text && (findLeak(carrier, readPlainly(text)) ?? findContactIn(text));
    return leak ? [{ field, explanation: describeLeak(leak) }] : [];
  });
}

/** What is hidden in messages is no more for the public. */
function findContactIn(text: string): Leak | null {
  const [range] = findContacts(text);
  return range ? { what: 'a way to make contact', words: text.slice(...range) } : null;
}

function findLeak(carrier: NamedCarrier, text: string): Leak | null {
  const joined = joinDigits(text);
  const inText = (...patterns: ContactPattern[]): string | undefined =>
    patterns.flatMap((each) => findContact(text, each) ?? findContact(joined, each) ?? []).at(0);
  const names = [carrier.legalName, carrier.dbaName].filter((name) => name !== null);
  const found: [string, string | undefined][] = [
    ['an e-mail or web address', inText(EMAIL) ?? findContact(text, WEB_ADDRESS)],
    ['an account on another platform', findContact(text, HANDLE)],
    ['a USDOT or docket number', inText({ pattern: WRITTEN_NUMBER }) ?? findNumberOf(carrier, text)],
    ['a telephone number', inText(PHONE, ANNOUNCED_PHONE, FOREIGN_PHONE)],
    [
      "the carrier's name",
      names.map((name) => findName(name, text, carrier.city)).find((words) => words !== undefined),
    ],
  ];
  const [leak] = found.flatMap(([what, words]) => (words === undefined ? [] : [{ what, words }]));
  return leak ?? null;
}

const describeLeak = ({ what, words }: Leak): string =>
  `This text is public and contains ${what} (“${redactText(words.trim()).slice(0, 60)}”). Buyers see who the carrier is after they unlock the listing.`;

const joinDigits = (text: string): string => text.replaceAll(BETWEEN_DIGITS, '');

/** `99 00-001` and `9900001` are the same number to a reader: groups of digits that stand together are read as one. */
function findNumberOf({ usdot, dockets }: NamedCarrier, text: string): string | undefined {
  const sought = [String(usdot), ...dockets.map((docket) => docket.replaceAll(/\D/g, ''))].filter(
    (number) => number.length >= LEAST_DIGITS,
  );
  // Read backwards as well: a number of this length stands so nowhere by chance.
  sought.push(...sought.map(mirrored));
  const longest = Math.max(0, ...sought.map((number) => number.length));
  for (const [run] of text.matchAll(/\d{1,40}(?:[\s\p{P}\p{S}]{1,3}\d{1,40}){0,200}/gu)) {
    const groups = run.match(/\d+/g) ?? [];
    for (const first of groups.keys()) {
      let joined = '';
      for (let next = first; next < groups.length && joined.length < longest; next += 1) {
        joined += groups[next];
        if (sought.includes(joined)) return groups.slice(first, next + 1).join(' ');
      }
    }
  }
  return undefined;
}

function findName(name: string, text: string, city: string | null): string | undefined {
  const all = wordsOf(name).map(({ word }) => word);
  const core = wordsOf(companyName(name).core)
    .map(({ word }) => word)
    .filter((word) => !FORM_WORDS.has(word));
  const own = core.filter((word) => !TRADE_WORDS.has(word));
  const said = wordsOf(text);
  const whole = findWords(own.length === 0 ? all : core, said, (found) =>
    core.length > 1 && own.length > 0
      ? !isPhrase(found) || isWrittenAsName(found)
      : isMeantAsName(found, said),
  );
  const isSaid = (found: readonly Word[]) => !isPhrase(found) || isWrittenAsName(found);
  // `Prairie Lantern` is PRAIRIE LANTERN FREIGHT LLC to everybody who looks it up, and so is `Lantern Prairie`.
  const part = own.length > 1 && own.length < core.length ? findWords(own, said, isSaid) : undefined;
  const isMeantTurned = (found: readonly Word[]) =>
    isWrittenAsName(found) || !found.every(({ word }) => isEnglishWord(word));
  // `Sandhill` is SANDHILL TRUCKING LLC; a word of the language, or the place where it is, says nothing by itself.
  const isPlace = wordsOf(city ?? '').some(({ word }) => word === own[0]);
  const alone = own.length === 1 && core.length > 1 && !isPlace ? own : [];
  const single = findWords(alone, said, (found) => !found.every(({ word }) => isEnglishWord(unleet(word))));
  const turned = own.length > 1 ? findWords(own.toReversed(), said, isMeantTurned) : undefined;
  return whole ?? part ?? single ?? turned ?? findMirrored(own.length > 0 ? own : all, said);
}

/** `nretnaL eiriarP`: letter by letter from its end. Short words are others, read so. */
function findMirrored(words: readonly string[], said: readonly Word[]): string | undefined {
  if (words.join('').length < LEAST_MIRRORED) return undefined;
  const isMeant = (found: readonly Word[]) => !found.every(({ word }) => isEnglishWord(word));
  return (
    findWords([mirrored(words.join(''))], said, isMeant) ?? findWords(words.map(mirrored), said, isMeant)
  );
}

const mirrored = (text: string): string => [...text].toReversed().join('');

/** In one word or several, with or without the form of the company in between. */
function findWords(
  sought: readonly string[],
  said: readonly Word[],
  isMeant: (found: readonly Word[]) => boolean,
): string | undefined {
  if (sought.length === 0) return undefined;
  const plain = said.filter(({ word }) => !FORM_WORDS.has(word) || sought.includes(word));
  const target = inShape(sought.join(''));
  for (const first of plain.keys()) {
    let joined = '';
    for (let next = first; next < plain.length && joined.length < target.length; next += 1) {
      joined += inShape(plain[next]?.word ?? '');
      if (joined !== target) continue;
      const found = plain.slice(first, next + 1);
      if (isMeant(found)) return found.map(({ written }) => written).join(' ');
    }
  }
  return undefined;
}

/** `always on time`, where the company is ON TIME LLC: words that everybody says one after another. */
const isPhrase = (found: readonly Word[]): boolean =>
  found.length > 1 && found.every(({ word }) => isEverydayWord(word));

/** In one piece, or with a capital letter on every word. */
const isWrittenAsName = (found: readonly Word[]): boolean =>
  found.length === 1 || found.every(({ written }) => /^[\p{Lu}\p{N}]/u.test(written));

/**
 * A name that is a word of the language (PEAK LLC) is meant where it stands with the form of the company, or with a
 * capital letter that no beginning of a sentence asks for.
 */
function isMeantAsName([found, ...others]: readonly Word[], said: readonly Word[]): boolean {
  if (!found) return false;
  const name = unleet([found, ...others].map(({ word }) => word).join(''));
  if (!isEnglishWord(name)) return true;
  if (others.length > 0) return false;
  // Nobody writes a word with digits in it who means the word.
  if (found.word !== name) return true;
  const next = said[said.indexOf(found) + 1];
  if (next && FORM_WORDS.has(next.word) && next.word !== 'the') return true;
  const isCapital = (word: Word | undefined) => word !== undefined && /^\p{Lu}/u.test(word.written);
  return isCapital(found) && (!found.beginsSentence || isCapital(next));
}

interface Word {
  /** In lower case. */
  word: string;
  written: string;
  beginsSentence: boolean;
}

const wordsOf = (text: string): Word[] => {
  const plain = text.normalize('NFKD').replaceAll(/[\p{M}'’]/gu, '');
  let end = -1;
  return [...plain.matchAll(/[a-z0-9$@](?:[a-z0-9$@]|\.(?=[a-z]\b))*/gi)].map(({ 0: written, index }) => {
    const before = plain.slice(Math.max(0, end), index);
    const beginsSentence = end < 0 || /[.!?:;\n]/.test(before);
    end = index + written.length;
    return { word: written.toLowerCase().replaceAll('.', ''), written, beginsSentence };
  });
};

const LEET = new Map([...'0134578$@'].map((sign, place) => [sign, 'oleastbsa'[place] ?? sign]));
/** Digits and signs among letters, read as the letters that they look like. */
const unleet = (word: string): string =>
  /[a-z]/.test(word) ? word.replaceAll(/[0134578$@]/g, (sign) => LEET.get(sign) ?? sign) : word;
/** As the eye takes it: `PRAIR1E`, where a 1 may be an i as well. */
const inShape = (word: string): string => unleet(word).replaceAll('i', 'l');
