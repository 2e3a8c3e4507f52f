/** How often somebody may look things up in the federal record, whose patience with one caller is short. */
import type { RateLimit } from '../../platform/http/limits';
import { MINUTE_MS } from '../../platform/kernel/clock';

export const FMCSA_LIMIT: RateLimit = { name: 'fmcsa', requests: 30, windowMs: MINUTE_MS };
