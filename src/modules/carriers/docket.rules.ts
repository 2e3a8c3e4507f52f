/** Numbers of the federal record as people write them: `MC# 67138`, `mc-123456`, `USDOT 158121`. */

const SIGNS = String.raw`[\s#:.–-]*(?:(?:NUMBER|NUM|NO|NR)[\s#:.–-]*)?`;

/** Eight digits are more than FMCSA has given out. */
export const DOCKET_PATTERN = new RegExp(String.raw`^\s*(?:(?:MC|FF|MX)${SIGNS}|#\s*)?\d{1,8}\s*$`, 'i');
const USDOT_PATTERN = new RegExp(String.raw`^\s*(?:(?:US\s?|U\.S\.\s?)?DOT${SIGNS}|#\s*)(\d{1,8})\s*$`, 'i');

/** `MC123456`; without a prefix it is taken for an MC number. Takes what `DOCKET_PATTERN` lets through. */
export function docketNumberOf(written: string): string {
  const prefix = /^\s*([A-Z]{2})/i.exec(written)?.[1]?.toUpperCase() ?? 'MC';
  return `${prefix}${Number(written.replace(/\D/g, ''))}`;
}

/** The digits of `USDOT 158121`; whatever else is written stays as it is. */
export const usdotDigits = (written: unknown): unknown =>
  typeof written === 'string' ? (USDOT_PATTERN.exec(written)?.[1] ?? written) : written;

/** What is wrong with a text that is no docket number, and where it may belong. */
export function docketHint(written: unknown): string {
  if (typeof written === 'string' && USDOT_PATTERN.test(written)) {
    return 'must be a docket number, as MC123456; this is a USDOT number: look it up as one';
  }
  return 'must be a docket number: MC, FF or MX and up to eight digits, as MC123456';
}

/** The same for a text that is no USDOT number. */
export function usdotHint(written: unknown): string {
  if (typeof written === 'string' && /^\s*(?:MC|FF|MX)/i.test(written) && DOCKET_PATTERN.test(written)) {
    return 'must be a USDOT number; this is a docket number: look it up as one';
  }
  return 'must be a USDOT number: one to eight digits, as 158121';
}
