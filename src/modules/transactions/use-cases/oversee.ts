/** The moves of administrators: clear a deal, hold it, decide a dispute, bring it to a state that the process has. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Deal } from '../make-move';
import { hasEnded } from '../process/process';
import { refusals, splitNeeded } from '../transactions.problems';
import type { Decision, NewStatus, TransactionView } from '../transactions.schema';
import type { CheckCarrier } from './check-carrier';
import { adminCancel } from './part-ways';
import type { TakeStep, Wish } from './step';

/** The move by which the process lets an admin bring the deal to a status; refused where it has none. */
async function wishFor(deal: Deal, { status, reason, split }: NewStatus): Promise<Wish> {
  const { state } = deal.row;
  const way = deal.process.moves.find(
    ({ by, from, to }) => by.includes('ADMIN') && from.includes(state) && to === status,
  );
  if (way?.name === 'ADMIN_APPROVE') return { move: 'ADMIN_APPROVE', reason };
  if (way?.name === 'ADMIN_CANCEL') return adminCancel(deal, reason, split);
  if (way?.name === 'RESOLVE' && hasEnded(status)) {
    if (!split) throw splitNeeded('A dispute is decided with a split of what is held.');
    return { move: 'RESOLVE', reason, input: { outcome: status, split } };
  }
  throw refusals.move_not_open(`The process has no move of an administrator from ${state} to ${status}.`);
}

export const createOversee = (step: TakeStep, checkCarrier: CheckCarrier) => ({
  /** FMCSA is asked before the unit where its last answer is too old. */
  async approve(actor: UserActor, id: string, reason?: string): Promise<TransactionView> {
    await checkCarrier.forRelease(id);
    return step(actor, id, ['ADMIN'], { move: 'ADMIN_APPROVE', reason });
  },

  hold: (actor: UserActor, id: string, reason: string) =>
    step(actor, id, ['ADMIN'], { move: 'HOLD', reason }),

  releaseHold: (actor: UserActor, id: string, reason: string) =>
    step(actor, id, ['ADMIN'], { move: 'RELEASE_HOLD', reason }),

  /** Above the two-admin limit the first decision is kept until another admin decides the same. */
  resolve: (actor: UserActor, id: string, { outcome, split, reason }: Decision) =>
    step(actor, id, ['ADMIN'], { move: 'RESOLVE', reason, input: { outcome, split } }),

  async changeStatus(actor: UserActor, id: string, wanted: NewStatus): Promise<TransactionView> {
    await checkCarrier.forRelease(id);
    return step(actor, id, ['ADMIN'], (deal) => wishFor(deal, wanted));
  },
});
