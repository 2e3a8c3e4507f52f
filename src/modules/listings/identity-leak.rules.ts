/** Finds what would tell a reader of the public text which carrier it is. */
import type { ListedCarrier } from './carrier-part.rules';
import type { Finding } from './trade-words.rules';

type NamedCarrier = Pick<ListedCarrier, 'usdot' | 'legalName' | 'dbaName' | 'dockets'>;

/** Ends of names that say nothing but the form of the company. */
const FORM_WORDS = new Set(
  'llc inc incorporated corp corporation co company ltd limited lp llp pllc pc dba the'.split(' '),
);
/** Names made of these alone are descriptions as well: only the name as a whole is refused. */
const TRADE_WORDS = new Set(
  (
    'a and of express freight trucking truck trucks transport transportation transports logistics carrier carriers ' +
    'cargo hauling haulers lines line motor service services delivery national american america us usa united ' +
    'southern northern eastern western midwest south north east west global group systems solutions enterprises ' +
    'brothers family first best quality fast reliable dedicated regional local long haul heavy auto moving movers'
  ).split(' '),
);

const EMAIL =
  /[\w.+-]{1,64}(?:@|\s?\(at\)\s?|\s?\[at\]\s?)[\w-]{1,63}(?:\.|\s?\(dot\)\s?|\s?\[dot\]\s?)[a-z]{2,20}/i;
const WEB_ADDRESS =
  /\b(?:https?:\/\/|www\.)|\b[\w-]{1,63}\.(?:com|net|org|us|biz|info|io|co|trucking|llc)\b/i;
const PHONE = /(?:\+?1[\s.-]{0,2})?\(?\b[2-9]\d{2}\)?[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}\b/;
/** A docket or USDOT number written as one, whichever carrier's it is. */
const WRITTEN_NUMBER =
  /\b(?:us\s?dot|dot|mc|m\.c\.|mx|ff|docket)[\s#:.-]{0,3}(?:(?:number|no|nr)[\s#:.-]{0,3})?\d{5,8}\b/i;
/** Shorter numbers stand in texts for other reasons. */
const LEAST_DIGITS = 4;

export function findIdentity(carrier: NamedCarrier, texts: Record<string, string | null>): Finding[] {
  return Object.entries(texts).flatMap(([field, text]) => {
    const explanation = text && revelation(carrier, text);
    return explanation ? [{ field, explanation }] : [];
  });
}

function revelation(carrier: NamedCarrier, text: string): string | null {
  if (EMAIL.test(text) || WEB_ADDRESS.test(text)) return say('an e-mail or web address');
  if (WRITTEN_NUMBER.test(text) || holdsNumberOf(carrier, text)) return say('a USDOT or docket number');
  if (PHONE.test(text)) return say('a telephone number');
  const names = [carrier.legalName, carrier.dbaName].filter((name) => name !== null);
  return names.some((name) => holdsName(name, text)) ? say("the carrier's name") : null;
}

const say = (what: string): string =>
  `Anyone can read this text, and it holds ${what}. Buyers learn who the carrier is once they have unlocked the listing.`;

function holdsNumberOf({ usdot, dockets }: NamedCarrier, text: string): boolean {
  // `99 00-001` and `9900001` are the same number to a reader.
  const joined = text.replaceAll(/(?<=\d)[\s._/-]{1,2}(?=\d)/g, '');
  const runs = new Set(joined.match(/\d{1,40}/g) ?? []);
  const digits = [String(usdot), ...dockets.map((docket) => docket.replaceAll(/\D/g, ''))];
  return digits.some((number) => number.length >= LEAST_DIGITS && runs.has(number));
}

function holdsName(name: string, text: string): boolean {
  const all = words(name);
  const core = all.filter((word) => !FORM_WORDS.has(word));
  const sought = core.every((word) => TRADE_WORDS.has(word)) ? all : core;
  if (sought.length === 0) return false;
  const said = words(text);
  // Written apart or together, with the form of the company in between or without.
  const plain = ` ${said.filter((word) => !FORM_WORDS.has(word) || sought.includes(word)).join(' ')} `;
  return plain.includes(` ${sought.join(' ')} `) || said.includes(sought.join(''));
}

const words = (text: string): string[] =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{M}'’.]/gu, '')
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
