/** The states of a payout, and when money may go to an account. */
import { createHash } from 'node:crypto';
import { HOUR_MS } from '../../platform/kernel/clock';

export type PayoutMethod = 'GATEWAY' | 'WIRE';
/** FAILED never left; RETURNED left and came back. Either way the money is payable again. */
export type PayoutStatus = 'REQUESTED' | 'AWAITING_WIRE' | 'PAID' | 'FAILED' | 'RETURNED';

/** So that whoever has stolen a log-in cannot name his own account and empty the balance before it is noticed. */
export const NEW_DESTINATION_WAITS_MS = 48 * HOUR_MS;

/** How long after its last news an unfinished payout is asked about. */
export const PAYOUT_CHECK_AFTER_MS = HOUR_MS;

export interface Destination {
  payoutsEnabled: boolean;
  usableFrom: number | null;
}

/** Why money cannot go there now; null when it can. */
export function findObstacle(destination: Destination | null, now: number): string | null {
  if (!destination) return 'You have no payout account yet. Open one first.';
  if (!destination.payoutsEnabled || destination.usableFrom === null) {
    return 'Your payout account is not complete yet. Follow its link and finish it.';
  }
  if (now < destination.usableFrom) {
    return `A new payout account waits 48 hours, for your safety: until ${new Date(destination.usableFrom).toISOString()}.`;
  }
  return null;
}

/** Where money goes from an account, as one short text; null where the gateway does not say. */
export function destinationPrint(
  goesTo: { id: string; fingerprint?: string | null | undefined }[],
): string | null {
  if (goesTo.length === 0) return null;
  const prints = goesTo.map(({ id, fingerprint }) => fingerprint ?? id).toSorted();
  return createHash('sha256').update(JSON.stringify(prints)).digest('hex');
}

/** The wait begins when the gateway first lets money go there, and anew when money would go elsewhere than before. */
export function findUsableFrom(
  known: { usableFrom: number | null; destinationPrint: string | null },
  told: { payoutsEnabled: boolean; destinationPrint: string | null },
  now: number,
): number | null {
  const [before, after] = [known.destinationPrint, told.destinationPrint];
  const isElsewhere = before !== null && after !== null && before !== after;
  if (known.usableFrom !== null && !isElsewhere) return known.usableFrom;
  return told.payoutsEnabled ? now + NEW_DESTINATION_WAITS_MS : null;
}
