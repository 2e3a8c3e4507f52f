/** How to reach somebody, in text as `readPlainly` answers it: addresses by the endings that exist, telephone numbers. */
import endings from 'tlds';
import { isEnglishWord } from '../../platform/kernel/english-words';

export interface ContactPattern {
  pattern: RegExp;
  /** Whether what was found is meant so; unless said, it is. */
  isMeant?: (found: string) => boolean;
}

export const LABEL = String.raw`[\w-]{1,63}`;
const ENDINGS = endings.filter((ending) => /^[a-z]+$/.test(ending)).concat('trucking', 'llc');
/**
 * A whole word that is one. It is looked at before it is read: with the list in the place of the word, V8 takes a second to
 * compile what stands before it.
 */
export const ENDING = String.raw`(?=(?:${ENDINGS.join('|')})\b)[a-z]{2,24}`;

const AT = String.raw`(?:\s?@\s?|\s?[([{]\s?at\s?[)\]}]\s?|\sat\s)`;
const DOT = String.raw`(?:\s?\.\s?|\s?[([{]\s?dot\s?[)\]}]\s?|\sdot\s)`;
export const EMAIL: ContactPattern = {
  pattern: new RegExp(
    String.raw`[\w.+-]{1,64}(?:@|\s?[([{]\s?at\s?[)\]}]\s?)[\w-]{1,63}${DOT}[a-z]{2,20}|` +
      String.raw`[\w.+-]{1,64}${AT}(?=[\w-]{0,62}[a-z])[\w-]{1,63}\sdot\s${ENDING}\b`,
    'i',
  ),
};

/** With these a pair of words is an address, whatever the words. */
const PLAIN_ENDINGS = new Set('com net org us biz info io co app online trucking llc'.split(' '));
/** Endings of countries that begin a sentence, too. */
const SHORT_WORDS = new Set('ad am as at be by do id in is it me ms my no pm so to us'.split(' '));
const FILE_ENDINGS = new Set('md mov ps py rs sh zip'.split(' '));
const STATES = new Set(
  (
    'AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK ' +
    'OR PA RI SC SD TN TX UT VA VT WA WI WV WY'
  ).split(' '),
);

const isWord = (ending: string): boolean =>
  ending.length === 2 ? SHORT_WORDS.has(ending) : isEnglishWord(ending);

/**
 * `St.Louis` and `node.js` have no ending that exists; of the others, what two words make where a blank was forgotten is
 * no address: `by owner.Info on request`, `the price is firm.no offers`, `Gary.IN`, `photos.zip`.
 */
export function isAddress(found: string): boolean {
  const parts = /([\w-]+)(\W{0,3}(?:dot|period)?\W{0,3}?)\b([a-z]{2,24})(\/.*)?$/is.exec(found);
  if (!parts || /^(?:https?:|www\.)/i.test(found)) return true;
  const [, label = '', between = '', written = '', path] = parts;
  const labels = found.slice(0, found.length - (path ?? '').length - written.length).match(/[\w-]+/g) ?? [];
  const ending = written.toLowerCase();
  const beginsSentence = between.includes('.') && /^[A-Z][a-z]+$/.test(written) && /[a-z\d]$/.test(label);
  if (beginsSentence && isWord(ending) && !['com', 'net', 'org'].includes(ending)) return false;
  if (PLAIN_ENDINGS.has(ending)) return !(STATES.has(written) && /^[A-Z][a-z]+$/.test(label));
  if (labels.every((each) => each.length === 1)) return path !== undefined;
  if (FILE_ENDINGS.has(ending)) return false;
  if (STATES.has(written) && /[a-z]$/.test(label)) return false;
  // `dot` as a word is the Department of Transportation as well.
  if (/^\s(?:dot|period)\s$/i.test(between)) return ending.length === 2 && !SHORT_WORDS.has(ending);
  return !(isWord(ending) && labels.every((each) => each.length > 1 && isEnglishWord(each.toLowerCase())));
}

/** The label before the ending has a letter: `2.5 in` is a measure. */
export const WEB_ADDRESS: ContactPattern = {
  pattern: new RegExp(
    String.raw`\b(?:https?:\/\/|www\.)[\w.-]{0,80}|` +
      String.raw`\b(?=[\w-]{0,62}[a-z])(?:${LABEL}\.){0,3}${LABEL}(?:\.|\s?[([]dot[)\]]\s?|\sdot\s)${ENDING}(?![\w-])`,
    'gi',
  ),
  isMeant: isAddress,
};

/** As the North American plan has them: neither area nor exchange begins with 0 or 1. */
export const PHONE: ContactPattern = {
  pattern: /(?:\+?1[\s.-]{0,2})?\(?\b[2-9][0-8]\d\)?[\s./-]{0,2}[2-9]\d{2}[\s.-]{0,2}\d{4}\b/,
};
/** With commas only where a word says what it is: sums and lists have commas, too. */
export const ANNOUNCED_PHONE: ContactPattern = {
  pattern:
    /\b(?:call|text|phone|tel|cell|mobile|reach|ring|dial|number)\b[^.\n]{0,30}?(?<!\d)[2-9]\d{2}\s?,\s?[2-9]\d{2}\s?,\s?\d{4}(?!\d)/i,
};
export const FOREIGN_PHONE: ContactPattern = { pattern: /\+\d{1,3}(?:[\s().-]{0,2}\d){7,12}\b/ };

/** Where somebody is found on another platform: `t.me/…`, `@prairie`, `Telegram: prairie`. */
export const HANDLE: ContactPattern = {
  pattern:
    /\b(?:t|wa|fb|ig|m|signal|linktr)\.(?:me|ee)\/[\w.+-]{2,64}|(?<![\w.@])@[a-z][\w.]{2,40}|\b(?:whats\s?app|telegram|wechat|skype|viber|signal|instagram|snapchat|facebook|messenger|discord)(?:\s(?:id|me|us|at|is))?(?:\s?[:@=]\s?(?:live:)?[\w.+-]{3,40}|\sid\s[\w.+-]{3,40})|\bdiscord\s[\w.]{2,32}#\d{4}\b/i,
};

export const CONTACT_PATTERNS = [EMAIL, WEB_ADDRESS, HANDLE, PHONE, ANNOUNCED_PHONE, FOREIGN_PHONE];

/** The first that is meant. */
export function findContact(
  text: string,
  { pattern, isMeant = () => true }: ContactPattern,
): string | undefined {
  const all = pattern.global ? pattern : new RegExp(pattern, `${pattern.flags}g`);
  return [...text.matchAll(all)].map(([found]) => found).find((found) => found !== '' && isMeant(found));
}
