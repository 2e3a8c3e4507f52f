/** What can go wrong when a carrier's record is asked for. */
import { MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';
import { type Problem, problemKind } from '../../platform/http/problem';
import type { UnavailableReason } from './fmcsa/transport';

export const carrierNotFound = problemKind(
  'carrier_not_found',
  404,
  'No such carrier on record',
  'Check the number. A new registration can take days to appear at FMCSA.',
);
export const fmcsaUnavailable = problemKind(
  'fmcsa_unavailable',
  503,
  'FMCSA does not answer right now',
  'Try again after the time in `Retry-After`.',
);

const OUTAGES: Record<
  Exclude<UnavailableReason, 'refused' | 'slow'>,
  { words: string; retryAfterMs: number }
> = {
  auth: { words: 'it does not accept our key', retryAfterMs: 10 * MINUTE_MS },
  blocked: { words: 'it turns our network away', retryAfterMs: 60 * MINUTE_MS },
  maintenance: { words: 'it is down for maintenance', retryAfterMs: 10 * MINUTE_MS },
  timeout: { words: 'it does not answer in time', retryAfterMs: MINUTE_MS },
  http: { words: 'it does not answer', retryAfterMs: MINUTE_MS },
  parse: { words: 'it answers what we cannot read', retryAfterMs: 5 * MINUTE_MS },
};

const BEING_FETCHED_RETRY_MS = 10 * SECOND_MS;

/** With the reason, and when it is worth asking again. Says nothing about whether the carrier exists. */
export function outageProblem(reason: UnavailableReason): Problem {
  if (reason === 'refused') return carrierNotFound('FMCSA does not take this number. Check it.');
  if (reason === 'slow') {
    return fmcsaUnavailable(
      'FMCSA has not answered yet. The record is being fetched: ask again in a few seconds.',
      {
        retryAfterSeconds: BEING_FETCHED_RETRY_MS / SECOND_MS,
      },
    );
  }
  const { words, retryAfterMs } = OUTAGES[reason];
  return fmcsaUnavailable(
    `FMCSA is not available (${reason}): ${words}. No copy of this record is kept here.`,
    {
      retryAfterSeconds: retryAfterMs / SECOND_MS,
    },
  );
}
