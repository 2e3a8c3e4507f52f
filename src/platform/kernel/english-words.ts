/** Whether a word stands in a list of common English words, which is read when it is first asked. */
import { createRequire } from 'node:module';
import { once } from './once';

const words = once(() => {
  const load = createRequire(__filename);
  // Five megabytes, which few calls need.
  const { dictionary } = load('@zxcvbn-ts/language-en') as { dictionary: { 'commonWords-en': string[] } };
  return new Set(dictionary['commonWords-en']);
});

/** Asked in lower case. */
export const isEnglishWord = (word: string): boolean => words().has(word);
