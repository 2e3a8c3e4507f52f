/** How often somebody may try to authenticate or to reset a password. */
import { GLOBAL_LIMIT, type RateLimit } from '../../platform/http/limits';
import { HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';

/** Wrong guesses: a whole office signs in from one address. */
export const AUTH_LIMIT: RateLimit = {
  name: 'auth',
  setting: 'LIMIT_AUTH',
  requests: 5,
  windowMs: 15 * MINUTE_MS,
  sameForAll: true,
  countsRefusalsOnly: [401, 403],
  also: GLOBAL_LIMIT,
};

/** For tokens of 256 bits, which nobody guesses: it only keeps a loop from running. */
export const LINK_LIMIT: RateLimit = {
  name: 'links',
  requests: 60,
  windowMs: 15 * MINUTE_MS,
  sameForAll: true,
  countsRefusalsOnly: true,
};

export const PASSWORD_RESET_LIMIT: RateLimit = {
  name: 'passwordReset',
  setting: 'LIMIT_PASSWORD_RESET',
  requests: 3,
  windowMs: HOUR_MS,
  sameForAll: true,
};
