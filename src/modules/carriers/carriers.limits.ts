/** How often somebody may look things up in the federal record, whose patience with one caller is short. */
import type { RateLimit } from '../../platform/http/limits';
import { MINUTE_MS } from '../../platform/kernel/clock';

/** Of the short check, which is open to everybody: each name or number may cost FMCSA a whole record. */
export const CHECK_LIMIT: RateLimit = { name: 'carrierCheck', requests: 10, windowMs: MINUTE_MS };

export const FMCSA_LIMIT: RateLimit = {
  name: 'fmcsa',
  setting: 'LIMIT_FMCSA',
  requests: 30,
  windowMs: MINUTE_MS,
};
