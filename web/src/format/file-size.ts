/** The size of a file for people, in units of 1,000 as systems show it: `120 kB`. */
import { language } from '../words/language';

const sizes = (unit: string, unitDisplay: 'short' | 'long', maximumFractionDigits: number) =>
  new Intl.NumberFormat(language.locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits });

const bytesOf = sizes('byte', 'long', 0);
const kilobytes = sizes('kilobyte', 'short', 0);
const megabytes = sizes('megabyte', 'short', 1);

export function fileSize(bytes: number): string {
  if (bytes < 1_000) return bytesOf.format(bytes);
  if (bytes < 1_000_000) return kilobytes.format(bytes / 1_000);
  return megabytes.format(bytes / 1_000_000);
}
