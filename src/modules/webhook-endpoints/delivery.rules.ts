/** How often a delivery is tried, how long an endpoint that fails is left alone, and when it is switched off. */
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../platform/kernel/clock';

export const ENDPOINT_STATUSES = ['ACTIVE', 'PAUSED', 'OFF'] as const;
/** PAUSED: by its owner; what comes meanwhile waits. OFF: by us; what comes meanwhile is missed, and can be replayed. */
export type EndpointStatus = (typeof ENDPOINT_STATUSES)[number];

export const OFF_REASONS = ['GONE', 'FAILING', 'ACCESS_VOIDED', 'SECRET_LOST'] as const;
export type OffReason = (typeof OFF_REASONS)[number];

/** After a recovery both; each is confirmed by setting it anew, the address also by the same one. */
export const UNCONFIRMED = ['URL', 'SECRET'] as const;
export type Unconfirmed = (typeof UNCONFIRMED)[number];
export const NOTHING_CONFIRMED = UNCONFIRMED.join(' ');

export const unconfirmedOf = ({ unconfirmed }: { unconfirmed?: string | null }): Unconfirmed[] =>
  UNCONFIRMED.filter((part) => (unconfirmed ?? '').split(' ').includes(part));

export const confirming = (endpoint: { unconfirmed?: string | null }, part: Unconfirmed): string | null =>
  unconfirmedOf(endpoint)
    .filter((each) => each !== part)
    .join(' ') || null;

export const DELIVERY_STATUSES = ['WAITING', 'TAKEN', 'FAILED', 'MISSED'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

export const ENDPOINTS_MAX = 10;
/** So long the secret before the last one is good as well. */
export const FORMER_SECRET_LIVES_MS = DAY_MS;
/** Deliveries are kept, and can be replayed, for so long. */
export const DELIVERIES_KEPT_MS = 30 * DAY_MS;
export const REPLAYED_AT_ONCE = 1_000;
/** Within an hour, whoever asks for them: nobody has shown that a host is theirs. */
export const TESTS_OF_A_HOST = 30;

/** Until the second try, the third, and so on: three days in all. */
const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** Up or down by so much, so that what failed together is not tried again together. */
const JITTER = 0.1;

/** For so many tries a later event about the same thing waits behind an earlier one: a little over half an hour. */
export const TRIES_IN_ORDER = 4;

const spread = (delayMs: number, chance: number): number =>
  Math.round(delayMs * (1 - JITTER + 2 * JITTER * chance));

/** Milliseconds until the next try after so many; null after the last. @param chance from 0 to 1 */
export function retryAfterMs(attempts: number, chance: number): number | null {
  const delayMs = RETRY_AFTER_MS[attempts - 1];
  return delayMs === undefined ? null : spread(delayMs, chance);
}

const LONGEST_QUIET_MS = 5 * MINUTE_MS;

/** For how long nothing is posted to an endpoint that failed so often in a row: it costs each try's whole patience. */
export const quietMs = (failures: number, chance: number): number =>
  spread(Math.min(5 * SECOND_MS * 4 ** (failures - 1), LONGEST_QUIET_MS), chance);

/** The shortest that all tries of one delivery can take, with some room. */
const FAILING_FOR_MS = 2.5 * DAY_MS;

/** Whether a delivery that was given up ends more than itself: nothing was taken for days. */
export const hasFailedForDays = (failingSince: number | null, now: number): boolean =>
  failingSince !== null && failingSince <= now - FAILING_FOR_MS;

export type Outcome = 'taken' | 'failed' | 'gone';

/** What an answer means; null where none came. Redirects are not followed: whoever moved says so to its owner. */
export function outcomeOf(status: number | null): Outcome {
  if (status === 410) return 'gone';
  return status !== null && status >= 200 && status < 300 ? 'taken' : 'failed';
}
