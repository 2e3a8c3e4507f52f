/** How fast anybody may guess at the password of one account, from wherever the guesses come. */
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';

export const GUESSING_WINDOW_MS = 15 * MINUTE_MS;

/** In one window, whoever makes them. */
export const MOST_GUESSES = 10;

/** A person mistypes a few times; from then on every guess costs a wait that doubles. */
const FREE_GUESSES = 5;

/**
 * Milliseconds until the account may be tried again; 0 means now.
 * @param failures instants of the failed log-ins within the window, oldest first
 */
export function waitBeforeGuessMs(failures: readonly number[], now: number): number {
  const last = failures.at(-1);
  if (last === undefined || failures.length < FREE_GUESSES) return 0;
  const freesAPlace = failures.at(-MOST_GUESSES);
  const opensAt =
    freesAPlace === undefined
      ? last + SECOND_MS * 2 ** (failures.length - FREE_GUESSES)
      : freesAPlace + GUESSING_WINDOW_MS;
  return Math.max(0, opensAt - now);
}
