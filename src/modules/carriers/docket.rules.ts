/** Numbers of the federal record as people write them: `MC# 67138`, `mc-123456`, `USDOT 158121`, `ＭＣ 67 138`. */
import { asciiDigits } from '../../platform/kernel/digits';

const SIGNS = String.raw`[\s#:./-]*(?:(?:NUMBER|NUM|NO|NR)[\s#:./-]*)?`;
/** Eight digits are more than FMCSA has given out; people part them with blanks and commas. */
const DIGITS = String.raw`\d(?:[\s,]?\d){0,7}`;

const DOCKET = new RegExp(
  String.raw`^(?:DOCKET${SIGNS})?(?:(M\.?\s?C|F\.?\s?F|M\.?\s?X)\.?${SIGNS}|#\s*)?(${DIGITS})$`,
  'i',
);
const USDOT = new RegExp(
  String.raw`^(?:(?:US\s?|U\.\s?S\.?\s?)?D\.?O\.?T\.?${SIGNS}|#\s*)?(${DIGITS})$`,
  'i',
);

/** In ASCII, with one kind of hyphen, and nothing that cannot be seen. */
const plainly = (written: string): string =>
  asciiDigits(written.normalize('NFKC'))
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .trim();

const digitsIn = (text: string): string => text.replaceAll(/\D/g, '');

export const isDocketNumber = (written: string): boolean => DOCKET.test(plainly(written));

/** `MC123456`; without a prefix it is taken for an MC number. Takes what `isDocketNumber` lets through. */
export function docketNumberOf(written: string): string {
  const [, prefix = 'MC', digits = ''] = DOCKET.exec(plainly(written)) ?? [];
  return `${prefix.toUpperCase().replaceAll(/[^A-Z]/g, '')}${Number(digitsIn(digits))}`;
}

/** The digits of `USDOT 158121`; whatever else is written stays as it is. */
export function usdotDigits(written: unknown): unknown {
  const digits = typeof written === 'string' ? USDOT.exec(plainly(written))?.[1] : undefined;
  return digits === undefined ? written : Number(digitsIn(digits));
}

/** What is wrong with a text that is no docket number, and where it may belong. */
export function docketHint(written: unknown): string {
  if (typeof usdotDigits(written) === 'number' && typeof written === 'string') {
    return 'must be a docket number, as MC123456; this is a USDOT number: look it up as one';
  }
  return 'must be a docket number: MC, FF or MX and up to eight digits, as MC123456';
}

/** The same for a text that is no USDOT number. */
export function usdotHint(written: unknown): string {
  if (typeof written === 'string' && isDocketNumber(written)) {
    return 'must be a USDOT number; this is a docket number: look it up as one';
  }
  return 'must be a USDOT number: one to eight digits, as 158121';
}
