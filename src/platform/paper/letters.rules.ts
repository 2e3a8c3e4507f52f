/** Which letters a paper can show: those of the font in `assets/fonts`; and what stands for the others. */

/** Latin, Greek and Cyrillic with all extensions, combining marks, punctuation, currencies. */
export const LETTERS = [
  ...[' -~', '\u00a0-\u00ac', '\u00ae-\u034e', '\u0350-\u0377', '\u037a-\u037f', '\u0384-\u038a', '\u038c'],
  ...['\u038e-\u03a1', '\u03a3-\u03e1', '\u03f0-\u052f', '\u1c80-\u1c88', '\u1d00-\u1df9', '\u1dfb-\u1f15'],
  ...['\u1f18-\u1f1d', '\u1f20-\u1f45', '\u1f48-\u1f4d', '\u1f50-\u1f57', '\u1f59', '\u1f5b', '\u1f5d'],
  ...['\u1f5f-\u1f7d', '\u1f80-\u1fb4', '\u1fb6-\u1fc4', '\u1fc6-\u1fd3', '\u1fd6-\u1fdb', '\u1fdd-\u1fef'],
  ...['\u1ff2-\u1ff4', '\u1ff6-\u1ffe', '\u2010-\u2027', '\u2030-\u205e', '\u2070\u2071', '\u2074-\u208e'],
  ...['\u2090-\u209c', '\u20a0-\u20c0', '\u2100-\u215f', '\u2183\u2184', '\u2189', '\u2212', '\u2c60-\u2c7f'],
  ...['\u2de0-\u2dff', '\ua640-\ua69f', '\ua720-\ua7ca', '\ua7d0\ua7d1', '\ua7d3', '\ua7d5-\ua7d9'],
  ...['\ua7f2-\ua7ff', '\uab30-\uab6b', '\ufb00-\ufb06', '\ufe20-\ufe2f'],
].join('');

const noneOf = (letters: string) => new RegExp(`[^${letters}\n]`, 'gu');
const OTHERS = noneOf(LETTERS);
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
/** Show nothing of their own: they turn, join or hide what stands beside them. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}]|(?![\t\n])\p{Cc}/gu;

/** What a paper says at its end where a letter stands as a number. */
export const STAND_IN_NOTE =
  'A character that the font of this paper does not have stands as its Unicode number in brackets, such as [U+674E].';

/** Composed first, as the font has `ễ` at its best as one letter; a character that it lacks shows as its number, `[U+674E]`. */
export const printable = (text: string): string =>
  prepared(text).replaceAll(OTHERS, (letter) => `[U+${hex(letter.codePointAt(0) ?? 0)}]`);

/** Whether a number stands for some letter of a text. */
export const needsStandIn = (text: string): boolean => prepared(text).search(OTHERS) >= 0;

const prepared = (text: string): string =>
  text.normalize('NFC').replaceAll(LINE_ENDS, '\n').replaceAll(UNSEEN, '').replaceAll('\t', ' ');

const hex = (code: number): string => code.toString(16).toUpperCase().padStart(4, '0');
