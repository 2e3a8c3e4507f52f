/** How often a letter is tried, and when it is given up. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../kernel/clock';

/**
 * KEPT: no provider is set. WAITING: for its first or next try. ACCEPTED: by the provider, who then tells DELIVERED,
 * BOUNCED or COMPLAINED. REFUSED: the provider will never take it. SUPPRESSED: nothing goes to this address. FAILED: given
 * up, an admin can send it again.
 */
export const DELIVERY_STATES = [
  'KEPT',
  'WAITING',
  'ACCEPTED',
  'DELIVERED',
  'BOUNCED',
  'COMPLAINED',
  'REFUSED',
  'SUPPRESSED',
  'FAILED',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Those that an admin can send again: nothing arrived. */
export const RESENDABLE: readonly DeliveryState[] = ['REFUSED', 'SUPPRESSED', 'FAILED', 'BOUNCED'];

/** An outage delays letters; after so long they would surprise more than they tell, and an admin decides. */
export const GIVE_UP_AFTER_MS = 30 * DAY_MS;

/** Where no letter left for so long and one does, those that wait for a later try are tried at once. */
export const OUTAGE_MS = 15 * MINUTE_MS;

/** Before the provider forgets, so that a try under way is still known to it. */
const MEMORY_MARGIN_MS = HOUR_MS;

const FIRST_DELAY_MS = MINUTE_MS;
const LONGEST_DELAY_MS = HOUR_MS;

/** Milliseconds until the next try. @param chance from 0 to 1: letters that failed together do not come back together */
export function backOffMs(attempts: number, chance: number): number {
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (attempts - 1), LONGEST_DELAY_MS);
  return Math.round(delayMs * (0.75 + chance / 2));
}

interface OnItsWay {
  createdAt: number;
  /** When an admin sent it again. */
  sentAgainAt: number | null;
  /** Until when what it opens is good; null where it opens nothing. */
  secretUntil: number | null;
  /** Until when what it tells is worth reading; null where that does not end. */
  usefulUntil: number | null;
}

/** Why it is not tried any more; null where it is. */
export function reasonToGiveUp(
  { createdAt, sentAgainAt, secretUntil, usefulUntil }: OnItsWay,
  now: number,
): string | null {
  if (secretUntil !== null && secretUntil <= now) return 'Its link or code ran out before it could leave.';
  if (usefulUntil !== null && usefulUntil <= now) return 'What it reminds of was over before it could leave.';
  return (sentAgainAt ?? createdAt) + GIVE_UP_AFTER_MS <= now
    ? 'The provider could not take it for thirty days.'
    : null;
}

/** Whether the provider forgets by now that it may have taken it. @param firstTriedAt of the try whose outcome is not known */
export const isForgotten = (firstTriedAt: number | null, remembersMs: number | null, now: number): boolean =>
  remembersMs !== null && firstTriedAt !== null && firstTriedAt + remembersMs - MEMORY_MARGIN_MS <= now;

/** What a provider's news may change: a letter that was complained about had been delivered before. */
const FOLLOWS: Partial<Record<DeliveryState, readonly DeliveryState[]>> = {
  DELIVERED: ['WAITING', 'ACCEPTED'],
  BOUNCED: ['WAITING', 'ACCEPTED', 'DELIVERED'],
  COMPLAINED: ['WAITING', 'ACCEPTED', 'DELIVERED'],
  SUPPRESSED: ['WAITING', 'ACCEPTED'],
  FAILED: ['WAITING', 'ACCEPTED'],
};

export const statesBefore = (state: DeliveryState): readonly DeliveryState[] => FOLLOWS[state] ?? [];
