/** The moves by which a deal is called off or fought over: cancel, dispute, prove, settle. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Deal } from '../make-move';
import type { Split } from '../process/facts';
import { findProposal } from '../process/guards/proposals.rules';
import { type MoveName, PARTIES, type Reader, READERS } from '../process/process';
import { refusals } from '../transactions.problems';
import type { NewSettlement } from '../transactions.schema';
import type { TakeStep, Wish } from './step';

/** Before money came in either side cancels alone; afterwards one proposes and the other agrees. */
async function cancelOf(deal: Deal, side: Reader): Promise<MoveName> {
  if (deal.row.state === 'AWAITING_DEPOSIT') return 'CANCEL';
  const proposal = findProposal(await deal.facts(), 'CANCELLATION');
  return proposal && proposal.by !== side ? 'AGREE_CANCEL' : 'PROPOSE_CANCEL';
}

/** An admin's cancellation: all that is held goes back to the buyer unless a split says otherwise. */
export async function adminCancel(deal: Deal, reason: string, split?: Split): Promise<Wish> {
  const { heldCents } = await deal.facts();
  return {
    move: 'ADMIN_CANCEL',
    reason,
    input: { outcome: 'CANCELLED', split: split ?? { buyerCents: heldCents, sellerCents: 0 } },
  };
}

export const createPartWays = (step: TakeStep) => ({
  /** A side cancels, proposes to, or agrees to; an admin cancels and may say how what is held is divided. */
  cancel: (actor: UserActor, id: string, reason: string, split?: Split) =>
    step(actor, id, READERS, async (deal, mover) =>
      mover === 'ADMIN' ? adminCancel(deal, reason, split) : { move: await cancelOf(deal, mover), reason },
    ),

  dispute: (actor: UserActor, id: string, reason: string) =>
    step(actor, id, PARTIES, { move: 'DISPUTE', reason }),

  addEvidence: (actor: UserActor, id: string, statement: string) =>
    step(actor, id, PARTIES, { move: 'ADD_EVIDENCE', reason: statement }),

  /** Makes a proposal; with `answers`, counters that one, which has to be the other side's and open. */
  proposeSettlement: (
    actor: UserActor,
    id: string,
    { outcome, split, reason }: NewSettlement,
    answers?: string,
  ) =>
    step(actor, id, PARTIES, async (deal, mover) => {
      const open = findProposal(await deal.facts(), 'SETTLEMENT');
      if (answers !== undefined && (open?.id !== answers || open.by === mover)) {
        throw refusals.no_such_proposal('The other side has no such settlement open.');
      }
      return { move: 'PROPOSE_SETTLEMENT', input: { outcome, split }, reason };
    }),

  /** Agrees to the very proposal that is named. */
  settle: (actor: UserActor, id: string, proposalId: string) =>
    step(actor, id, PARTIES, async (deal) => {
      const open = findProposal(await deal.facts(), 'SETTLEMENT');
      const agreed =
        open?.id === proposalId && open.outcome && open.split
          ? { outcome: open.outcome, split: open.split }
          : {};
      return { move: 'SETTLE', input: { proposalId, ...agreed } };
    }),
});
