/** The states of a card dispute and of its money, and what a word from the gateway does to them. */
export const DISPUTE_STATUSES = ['OPEN', 'WON', 'LOST'] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];
/** Withdrawn: the gateway has taken it from us until the bank has decided. */
export const DISPUTED_MONEY = ['WITH_US', 'WITHDRAWN', 'REINSTATED', 'LOST'] as const;
export type DisputedMoney = (typeof DISPUTED_MONEY)[number];

/** News comes in any order, so the higher rank stands. An appeal may turn a loss into a win, never the other way. */
const STATUS_RANK: Record<DisputeStatus, number> = { OPEN: 0, LOST: 1, WON: 2 };

export const laterStatus = (present: DisputeStatus, reported: DisputeStatus): DisputeStatus =>
  STATUS_RANK[reported] > STATUS_RANK[present] ? reported : present;

/**
 * The steps that the money has still to go. What was reinstated or lost must have been withdrawn before, even if that
 * was not told yet.
 */
export function moneySteps(
  present: DisputedMoney,
  reported: { withdrawn: boolean; reinstated: boolean; status: DisputeStatus },
): Exclude<DisputedMoney, 'WITH_US'>[] {
  const steps: Exclude<DisputedMoney, 'WITH_US'>[] = [];
  const lost = reported.status === 'LOST' && !reported.reinstated;
  if (present === 'WITH_US' && (reported.withdrawn || reported.reinstated || lost)) steps.push('WITHDRAWN');
  const isOut = present === 'WITHDRAWN' || steps.length > 0;
  if (reported.reinstated && (isOut || present === 'LOST')) steps.push('REINSTATED');
  else if (lost && isOut) steps.push('LOST');
  return steps;
}
