/** The name of somebody in another network, which is a way to reach them: `Telegram: johntrucks`, `johntrucks99 on insta`. */
import { isEnglishWord } from '../../platform/kernel/english-words';
import type { ContactPattern } from './contact-patterns.rules';

const NETWORKS = String.raw`(?:telegram|wh?[a4]t'?s\s?app?|signal|instagram|insta|facebook|messenger|skype|we\s?chat|viber|linked\s?in|snapchat|discord|tik\s?tok|threads)`;
/** As they are called by those who use them; short, so that only a sign behind them makes a name of what follows. */
const IN_SHORT = '(?:ig|fb|tg|snap|wapp|twitter)';
const ANY = `(?:${NETWORKS}|${IN_SHORT})`;
const NAME = String.raw`@?[\w.#-]{3,64}`;
const CALLED = String.raw`(?:(?:id|handle|name|number|contact|account|user(?:name)?)\s)?`;
/** No word of any language has these. */
const UNLIKE_A_WORD = /[a-z].*[\d_#]|[\d_#].*[a-z]/i;

const isKnown = (word: string): boolean => isEnglishWord(word) || isEnglishWord(word.replace(/s$/, ''));

const isChosen = (name: string): boolean =>
  UNLIKE_A_WORD.test(name) || (name === name.toLowerCase() && !(name.match(/[^.-]+/g) ?? []).every(isKnown));
const lastIsChosen = (found: string): boolean => isChosen(found.match(/[\w.#-]+$/)?.[0] ?? '');
const firstIsChosen = (found: string): boolean => isChosen(found.match(/^@?([\w.#-]+)/)?.[1] ?? '');

export const NETWORK_NAMES: readonly ContactPattern[] = [
  {
    pattern: new RegExp(
      String.raw`\b${NETWORKS}\s?(?:id|handle|name|user(?:name)?)?\s?[:=@]\s?@?(?:live:)?[\w.-]{3,64}`,
      'i',
    ),
  },
  { pattern: new RegExp(String.raw`\bskype\slive:[\w.-]{3,64}`, 'i') },
  { pattern: new RegExp(String.raw`\b${IN_SHORT}\s?[:=@]\s?@?[a-z][\w.-]{2,63}`, 'i') },
  { pattern: new RegExp(String.raw`\b(?:my|our)\s${ANY}\s${CALLED}is\s${NAME}`, 'i') },
  {
    pattern: new RegExp(String.raw`\b(?:on|at|via)\s${ANY}\s(?:as|under|by the name)\s(?:of\s)?${NAME}`, 'i'),
  },
  { pattern: /(?<![\w.])@[a-z][\w.]{2,63}/i },
  { pattern: /\b(?:t|wa|fb|ig|m)\s?\.\s?me\s?\/\s?[\w.+-]{2,64}/i },
  {
    pattern: new RegExp(String.raw`\b${NETWORKS}\s(?:id|handle|name|number|user(?:name)?)\sis\s${NAME}`, 'i'),
    isMeant: lastIsChosen,
  },
  { pattern: new RegExp(String.raw`\b${NETWORKS}\sis\s${NAME}`, 'i'), isMeant: lastIsChosen },
  {
    pattern: new RegExp(
      String.raw`\b(?:find|add|reach|hit|contact|message|text|ping|dm|catch)\s(?:me|us)\s(?:up\s)?(?:on|at|via|in|through)\s${ANY}[\s,-]{1,3}${NAME}`,
      'i',
    ),
    isMeant: lastIsChosen,
  },
  {
    pattern: new RegExp(
      String.raw`\b${ANY}[\s,-]{1,3}@?(?=[\w.#-]{0,40}[\d_#])(?=[\w.#-]{0,40}[a-z])[\w.#-]{5,40}`,
      'i',
    ),
    isMeant: lastIsChosen,
  },
  { pattern: new RegExp(String.raw`\b${NETWORKS}\s-\s${NAME}`, 'i'), isMeant: lastIsChosen },
  { pattern: new RegExp(String.raw`(?<![\w.])${NAME}\son\s${ANY}\b`, 'i'), isMeant: firstIsChosen },
];
