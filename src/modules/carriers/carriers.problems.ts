/** What can go wrong when a carrier's record is asked for. */
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { type Problem, problemKind } from '../../platform/http/problem';
import type { UnavailableReason } from './fmcsa/transport';

export const carrierNotFound = problemKind('carrier_not_found', 404, 'No such carrier on record');
export const fmcsaUnavailable = problemKind('fmcsa_unavailable', 503, 'FMCSA cannot be asked right now');

const OUTAGES: Record<UnavailableReason, { words: string; retryAfterMs: number }> = {
  auth: { words: 'it does not accept our key', retryAfterMs: 10 * MINUTE_MS },
  blocked: { words: 'it turns our network away', retryAfterMs: 60 * MINUTE_MS },
  maintenance: { words: 'it is down for maintenance', retryAfterMs: 10 * MINUTE_MS },
  timeout: { words: 'it does not answer in time', retryAfterMs: MINUTE_MS },
  http: { words: 'it does not answer', retryAfterMs: MINUTE_MS },
  parse: { words: 'it answers what we cannot read', retryAfterMs: 5 * MINUTE_MS },
};

/** With the reason, and when it is worth asking again. Says nothing about whether the carrier exists. */
export function outageProblem(reason: UnavailableReason): Problem {
  const { words, retryAfterMs } = OUTAGES[reason];
  return fmcsaUnavailable(
    `FMCSA is not available (${reason}): ${words}. No copy of this record is kept here.`,
    {
      retryAfterSeconds: retryAfterMs / SECOND_MS,
    },
  );
}
