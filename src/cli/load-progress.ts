/** Shows on a terminal how far the loading of an open file has come. */
import type { LoadProgress } from '../modules/carriers';

const MEGABYTE = 1_000_000;

export function progressLine({ kind, rows, skipped, bytes, totalBytes, resumed }: LoadProgress): string {
  const share = totalBytes === 0 ? 100 : Math.floor((bytes * 100) / totalBytes);
  const left = skipped === 0 ? '' : `, ${skipped} without a USDOT number left out`;
  const size = `${(bytes / MEGABYTE).toFixed(1)} of ${(totalBytes / MEGABYTE).toFixed(1)} MB`;
  return `${kind.toLowerCase()}: ${rows.toLocaleString('en-US')} rows, ${size} (${share}%)${left}${resumed ? ', resumed' : ''}`;
}
