/** The moves by which a deal is called off or fought over: cancel, dispute, prove, settle. */
import type { UserActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import type { LockedTransaction } from '../make-move';
import type { Split } from '../process/facts';
import { findProposal } from '../process/guards/proposals.rules';
import { type MoveName, PARTIES, type Reader, READERS } from '../process/process';
import { refusals, walkAwayCostDiffers } from '../transactions.problems';
import type { Cancellation, Evidence, NewDispute, NewSettlement, WalkingAway } from '../transactions.schema';
import { demandVersionFor, type MoveAs, type WantedMove } from './move-as';

/** Before money came in either side cancels alone; afterwards one proposes and the other agrees. */
async function cancelOf(locked: LockedTransaction, side: Reader): Promise<MoveName> {
  if (locked.row.state === 'AWAITING_DEPOSIT') return 'CANCEL';
  const proposal = findProposal(await locked.facts(), 'CANCELLATION');
  return proposal && proposal.by !== side ? 'AGREE_CANCEL' : 'PROPOSE_CANCEL';
}

/** An admin's cancellation: all that is held goes back to the buyer unless a split says otherwise. */
export async function adminCancel(
  locked: LockedTransaction,
  reason: string,
  split?: Split,
): Promise<WantedMove> {
  const { heldCents } = await locked.facts();
  return {
    move: 'ADMIN_CANCEL',
    reason,
    input: { outcome: 'CANCELLED', split: split ?? { buyerCents: heldCents, sellerCents: 0 } },
  };
}

export const createCancelOrDispute = (moveAs: MoveAs) => ({
  /** A side cancels, proposes to, or agrees to; an admin cancels and may say how what is held is divided. */
  cancel: (actor: UserActor, id: string, { version, reason, split }: Cancellation) =>
    moveAs(
      actor,
      id,
      READERS,
      async (locked, mover) =>
        mover === 'ADMIN'
          ? adminCancel(locked, reason, split)
          : { move: await cancelOf(locked, mover), reason },
      version,
    ),

  /** The buyer leaves alone. The sum that it costs is named, as another price may have changed it. */
  walkAway: (actor: UserActor, id: string, { cause, costCents, reason }: WalkingAway) =>
    moveAs(actor, id, ['BUYER'], async (locked) => {
      const due = cause === undefined ? (await locked.facts()).walkAwayCents : 0;
      if (costCents !== due) throw walkAwayCostDiffers(`It costs ${dollars(due)}.`);
      return { move: 'WALK_AWAY', reason, input: cause === undefined ? {} : { cause } };
    }),

  objectToRelease: (actor: UserActor, id: string, reason: string) =>
    moveAs(actor, id, ['BUYER'], { move: 'OBJECT_TO_RELEASE', reason }),

  dispute: (actor: UserActor, id: string, { reason, documentIds }: NewDispute) =>
    moveAs(actor, id, READERS, { move: 'DISPUTE', input: { documentIds }, reason }),

  addEvidence: (actor: UserActor, id: string, { statement, documentIds }: Evidence) =>
    moveAs(actor, id, PARTIES, { move: 'ADD_EVIDENCE', input: { documentIds }, reason: statement }),

  /** Makes a proposal; with `answers`, counters that one, which has to be the other side's and open. */
  proposeSettlement: (
    actor: UserActor,
    id: string,
    { version, outcome, split, reason }: NewSettlement,
    answers?: string,
  ) =>
    moveAs(actor, id, PARTIES, async (locked, mover) => {
      await demandVersionFor('SETTLEMENT', locked, mover, version);
      const open = findProposal(await locked.facts(), 'SETTLEMENT');
      if (answers !== undefined && (open?.id !== answers || open.by === mover)) {
        throw refusals.no_such_proposal('The other side has no such settlement open.');
      }
      return { move: 'PROPOSE_SETTLEMENT', input: { outcome, split }, reason };
    }),

  /** Agrees to the very proposal that is named. */
  settle: (actor: UserActor, id: string, proposalId: string) =>
    moveAs(actor, id, PARTIES, async (locked) => {
      const open = findProposal(await locked.facts(), 'SETTLEMENT');
      const agreed =
        open?.id === proposalId && open.outcome && open.split
          ? { outcome: open.outcome, split: open.split }
          : {};
      return { move: 'SETTLE', input: { proposalId, ...agreed } };
    }),
});
