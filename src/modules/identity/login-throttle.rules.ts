/** How fast one account may be tried, from wherever the tries come. */
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';

export const THROTTLE_WINDOW_MS = 15 * MINUTE_MS;

/** Within one window: so many that are under way at once are judged, and as many are worth a mail to the owner. */
export const MAX_FAILURES = 10;

/** People mistype a few times; from then on each failure costs a wait that doubles. */
const UNDELAYED_FAILURES = 5;

/** No longer, so that strangers cannot shut the owner out for good. */
const LONGEST_DELAY_MS = 5 * MINUTE_MS;

/**
 * Milliseconds until the account may be tried again; 0 means now.
 * @param failures instants of the failures within the window, oldest first
 */
export function retryDelayMs(failures: readonly number[], now: number): number {
  const last = failures.at(-1);
  if (last === undefined || failures.length < UNDELAYED_FAILURES) return 0;
  const delayMs = Math.min(SECOND_MS * 2 ** (failures.length - UNDELAYED_FAILURES), LONGEST_DELAY_MS);
  return Math.max(0, last + delayMs - now);
}
