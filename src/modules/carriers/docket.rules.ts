/** Docket numbers as people write them: `mc-123456`, `MC123456`, `123456`. */

/** Eight digits are more than FMCSA has given out. */
export const DOCKET_PATTERN = /^(?:(?:MC|FF|MX)[- ]?)?\d{1,8}$/i;

/** `MC123456`; without a prefix it is taken for an MC number. Takes what `DOCKET_PATTERN` lets through. */
export function docketNumberOf(written: string): string {
  const prefix = /^[A-Z]{2}/i.exec(written)?.[0].toUpperCase() ?? 'MC';
  return `${prefix}${Number(written.replace(/\D/g, ''))}`;
}
