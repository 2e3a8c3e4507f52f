/** The states of a payout, and when money may go to an account. */
import { createHash } from 'node:crypto';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { refusal, type Refusal } from '../../platform/kernel/refusal';

export const PAYOUT_METHODS = ['GATEWAY', 'WIRE'] as const;
export type PayoutMethod = (typeof PAYOUT_METHODS)[number];
/** FAILED never left; RETURNED left and came back. Either way the money is payable again. */
export const PAYOUT_STATUSES = ['REQUESTED', 'AWAITING_WIRE', 'PAID', 'FAILED', 'RETURNED'] as const;
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number];

/** So that a stolen login cannot name another account and empty the balance before it is noticed. */
export const NEW_DESTINATION_WAITS_MS = 48 * HOUR_MS;

/** Banks send wires back, and gateways call transfers back, within days: until then their owner has to be here. */
export const MAY_COME_BACK_MS = 14 * DAY_MS;

/** How long after its last news an unfinished payout is asked about. */
export const PAYOUT_CHECK_AFTER_MS = HOUR_MS;

export interface PayoutAccountState {
  payoutsEnabled: boolean;
  usableFrom: number | null;
}

/** WAITING: a new one is used after its wait. */
export const DESTINATIONS = ['NONE', 'INCOMPLETE', 'WAITING', 'READY'] as const;
export type Destination = (typeof DESTINATIONS)[number];

/** Of the account at the gateway and the bank account for wires, the one that can be used first. */
export function whereMoneyGoes(
  account: PayoutAccountState | null,
  bankUsableFrom: number | null,
  now: number,
): { destination: Destination; usableFrom: number | null } {
  const complete = account?.payoutsEnabled ? account.usableFrom : null;
  const known = [complete, bankUsableFrom].filter((from) => from !== null);
  if (known.length === 0) return { destination: account ? 'INCOMPLETE' : 'NONE', usableFrom: null };
  const usableFrom = Math.min(...known);
  return { destination: usableFrom <= now ? 'READY' : 'WAITING', usableFrom };
}

/** What is kept of an account at the gateway once nothing goes there any more: another one can be opened. */
export const noAccount = (newKey: string) => ({
  ...{ gatewayAccountId: null, gatewayKey: `account-${newKey}`, detailsSubmitted: false },
  ...{ payoutsEnabled: false, usableFrom: null, destinationPrint: null },
});

/** Null when money can go there now. */
export function refusePayoutTo(
  destination: PayoutAccountState | null,
  now: number,
): Refusal<'payout_account_not_ready'> | null {
  if (!destination) {
    return refusal('payout_account_not_ready', 'You have no payout account yet. Open one first.');
  }
  const { payoutsEnabled, usableFrom } = destination;
  if (!payoutsEnabled || usableFrom === null) {
    const because = 'Your payout account is not complete yet. Follow its link and finish it.';
    return refusal('payout_account_not_ready', because);
  }
  if (usableFrom <= now) return null;
  return refusal(
    'payout_account_not_ready',
    `A new payout account waits 48 hours, for your safety: until ${new Date(usableFrom).toISOString()}.`,
  );
}

/** Why nobody draws what is payable to a user; null where they can. */
export function whyCannotDraw(
  user: { status: string; deletedAt: number | null; roles: readonly string[] } | null,
): string | null {
  if (!user || user.deletedAt !== null) return 'They have deleted their account.';
  if (user.status !== 'ACTIVE') return `Their account is ${user.status.toLowerCase()}.`;
  return user.roles.includes('seller') ? null : 'They are no seller any more.';
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
  reported: { payoutsEnabled: boolean; destinationPrint: string | null },
  now: number,
): number | null {
  const [before, after] = [known.destinationPrint, reported.destinationPrint];
  const isElsewhere = before !== null && after !== null && before !== after;
  if (known.usableFrom !== null && !isElsewhere) return known.usableFrom;
  return reported.payoutsEnabled ? now + NEW_DESTINATION_WAITS_MS : null;
}
