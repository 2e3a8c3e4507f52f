/** Whether a secret could be guessed: words, repetitions and rows of the alphabet or the keyboard count for nothing. */
import { isEnglishWord, isEverydayWord } from './english-words';

/** Of three letters only what everybody says: random text has many of the others. */
const SHORTEST_WORD = 3;
const LONGEST_WORD = 16;
/** A random secret of 32 hexadecimal digits has some 20. */
const LEAST_UNFORESEEN = 10;

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '0123456789',
  '1234567890',
  '!@#$%^&*()',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
];

const NEIGHBORS = new Set(
  ROWS.flatMap((row) => [...row].slice(1).flatMap((each, place) => [row[place] + each, each + row[place]])),
);

const LOOK_ALIKES: Record<string, string> = { '@': 'a', $: 's', '0': 'o' };

export const isGuessable = (secret: string): boolean =>
  [secret, ...writtenInBase64(secret)].some(
    (text) => countUnforeseen(withoutWords(text.toLowerCase())) < LEAST_UNFORESEEN,
  );

/** The text that a secret is the base64 of; of random bytes nobody reads all. */
function writtenInBase64(secret: string): string[] {
  const text = Buffer.from(secret, 'base64').toString('latin1');
  return /^[\x20-\x7e]{8,}$/.test(text) ? [text] : [];
}

function withoutWords(text: string): string {
  const read = text.replace(/[@$0]/g, (sign) => LOOK_ALIKES[sign] ?? sign);
  let rest = '';
  let place = 0;
  while (place < text.length) {
    const length = wordLengthAt(read, place);
    if (length === 0) rest += text[place];
    place += Math.max(length, 1);
  }
  return rest;
}

function wordLengthAt(text: string, place: number): number {
  for (let length = LONGEST_WORD; length >= SHORTEST_WORD; length -= 1) {
    const word = text.slice(place, place + length);
    const isWord = length > SHORTEST_WORD ? isEnglishWord : isEverydayWord;
    if (word.length === length && isWord(word)) return length;
  }
  return 0;
}

/** Characters that neither of the two before them gives away. */
function countUnforeseen(text: string): number {
  const seen = new Set<string>();
  const isForeseen = (before: string | undefined, each: string) =>
    before === each || NEIGHBORS.has(`${before}${each}`);
  return [...text].filter((each, place) => {
    const pair = `${text[place - 1]}${each}`;
    const foreseen = seen.has(pair) || isForeseen(text[place - 1], each) || isForeseen(text[place - 2], each);
    seen.add(pair);
    return !foreseen;
  }).length;
}
