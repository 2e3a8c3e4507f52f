/** The states of a card dispute and of its money, and what a word from the gateway does to them. */
import type { GatewayDispute } from './gateway';

export type DisputeStatus = 'OPEN' | 'WON' | 'LOST';
/** Withdrawn: the gateway has taken it from us until the bank has decided. */
export type DisputedMoney = 'WITH_US' | 'WITHDRAWN' | 'REINSTATED' | 'LOST';

/** News comes in any order, so the higher rank stands. An appeal may turn a loss into a win, never the other way. */
const STATUS_RANK: Record<DisputeStatus, number> = { OPEN: 0, LOST: 1, WON: 2 };

const STATUS_OF: Partial<Record<GatewayDispute['status'], DisputeStatus>> = {
  won: 'WON',
  prevented: 'WON',
  warning_closed: 'WON',
  lost: 'LOST',
};

export const statusOf = ({ status }: GatewayDispute): DisputeStatus => STATUS_OF[status] ?? 'OPEN';

export const laterStatus = (present: DisputeStatus, told: DisputeStatus): DisputeStatus =>
  STATUS_RANK[told] > STATUS_RANK[present] ? told : present;

/**
 * The steps that the money has still to go. What was reinstated or lost must have been withdrawn before, even if that
 * was not told yet.
 */
export function moneySteps(
  present: DisputedMoney,
  told: { withdrawn: boolean; reinstated: boolean; status: DisputeStatus },
): Exclude<DisputedMoney, 'WITH_US'>[] {
  const steps: Exclude<DisputedMoney, 'WITH_US'>[] = [];
  const lost = told.status === 'LOST' && !told.reinstated;
  if (present === 'WITH_US' && (told.withdrawn || told.reinstated || lost)) steps.push('WITHDRAWN');
  const isOut = present === 'WITHDRAWN' || steps.length > 0;
  if (told.reinstated && (isOut || present === 'LOST')) steps.push('REINSTATED');
  else if (lost && isOut) steps.push('LOST');
  return steps;
}
