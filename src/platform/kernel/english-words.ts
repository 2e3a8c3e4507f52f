/** Whether a word stands in a list of common English words, the commonest first; it is read when it is first asked. */
import { createRequire } from 'node:module';
import { once } from './once';

const words = once(() => {
  const load = createRequire(__filename);
  // This list alone: with those of names and titles beside it, it takes ten megabytes more.
  const common = load('@zxcvbn-ts/language-en/dist/commonWords.json.cjs') as string[];
  return new Map(common.map((word, rank) => [word, rank]));
});

/** Of words that stand in everybody's mouth. */
const EVERYDAY_RANK = 2_000;

/** Asked in lower case. */
export const isEnglishWord = (word: string): boolean => words().has(word);

/** Asked in lower case. */
export const isEverydayWord = (word: string): boolean => (words().get(word) ?? Infinity) < EVERYDAY_RANK;
