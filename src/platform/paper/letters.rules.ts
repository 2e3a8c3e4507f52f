/** Which letters a paper can show: those of the font in `assets/fonts`. */

/** Latin, Greek, Cyrillic, punctuation, currencies; no character that only turns, joins or hides others. */
const LETTERS =
  ' -~\u00a0-\u00ac\u00ae-\u034e\u0350-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u052f' +
  '\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u214f\u2212';

const OTHERS = new RegExp(`[^${LETTERS}]`, 'gu');

/** Composed first, as the font has `ễ` and not every pile of marks; a letter that it lacks shows as `?`. */
export const printable = (text: string): string => text.normalize('NFC').replaceAll(OTHERS, '?');
