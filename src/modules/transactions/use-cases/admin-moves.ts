/** The moves of administrators: clear a deal, hold it, decide a dispute, bring it to a state that the process has. */
import { inWords } from '../../../platform/kernel/in-words';
import type { UserActor } from '../../../platform/kernel/actor';
import type { LockedTransaction } from '../make-move';
import { hasEnded } from '../process/process';
import { refusals, splitNeeded } from '../transactions.problems';
import type { AdminExtension, Clearance, Decision, NewStatus } from '../transactions.schema';
import type { CheckCarrier } from './check-carrier';
import { adminCancel } from './cancel-or-dispute';
import type { MoveAs, WantedMove } from './move-as';
import type { TransactionFile } from './read-transaction';

/** The move by which the process lets an admin bring the deal to a status; refused where it has none. */
async function moveTo(locked: LockedTransaction, { status, reason, split }: NewStatus): Promise<WantedMove> {
  const { state } = locked.row;
  // Several may lead there: a booked refund makes a dispute as well.
  const ways = locked.process.transitions
    .filter(({ by, from, to }) => by.includes('ADMIN') && from.includes(state) && to === status)
    .map(({ name }) => name);
  if (ways.includes('ADMIN_APPROVE')) return { move: 'ADMIN_APPROVE', reason };
  if (ways.includes('ADMIN_CANCEL')) return adminCancel(locked, reason, split);
  if (ways.includes('DISPUTE')) return { move: 'DISPUTE', reason };
  if (ways.includes('RESOLVE') && hasEnded(status)) {
    if (!split) throw splitNeeded('A dispute is decided with a split of what is held.');
    return { move: 'RESOLVE', reason, input: { outcome: status, split } };
  }
  throw refusals.move_not_open(
    `No move of an administrator leads from “${inWords(state)}” to “${inWords(status)}”. The transaction shows the moves that are open.`,
  );
}

export const createAdminMoves = (moveAs: MoveAs, checkCarrier: CheckCarrier) => ({
  approve: (actor: UserActor, id: string, { version, reason }: Clearance) =>
    moveAs(actor, id, ['ADMIN'], { move: 'ADMIN_APPROVE', reason }, version),

  hold: (actor: UserActor, id: string, reason: string) =>
    moveAs(actor, id, ['ADMIN'], { move: 'HOLD', reason }),

  extend: (actor: UserActor, id: string, { version, days, reason }: AdminExtension) =>
    moveAs(actor, id, ['ADMIN'], { move: 'ADMIN_EXTEND', reason, input: { days } }, version),

  /** Above the two-admin limit the first decision is kept until another admin decides the same. */
  resolve: (actor: UserActor, id: string, { version, outcome, split, reason }: Decision) =>
    moveAs(actor, id, ['ADMIN'], { move: 'RESOLVE', reason, input: { outcome, split } }, version),

  /** Before the unit of the change: FMCSA is asked where its last answer is too old. */
  checkBefore: (id: string, { split }: NewStatus): Promise<void> =>
    split ? checkCarrier.forSplit(id, 'RESOLVE', split) : checkCarrier.forRelease(id),

  changeStatus: (actor: UserActor, id: string, wanted: NewStatus): Promise<TransactionFile> =>
    moveAs(actor, id, ['ADMIN'], (locked) => moveTo(locked, wanted), wanted.version),
});
