/** What a side answers by telephone: whether it could answer so now, and the answer as a move of its own. Never a sum. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { counted } from '../../../platform/kernel/in-words';
import { actingAs, type LockedTransaction, type OnTransaction } from '../make-move';
import type { MoveRequest } from '../process/facts';
import { isOpenItem } from '../process/guards/checklist.rules';
import { PARTIES, type Party } from '../process/process';
import { isClockStopped } from '../process/processes';
import { refusals, toProblem } from '../transactions.problems';

/** What needs no paper and no signature, and agrees to no money. */
export type TelephoneAnswer =
  { kind: 'AGREE_EXTENSION'; proposalId: string } | { kind: 'SETTLE_ITEM'; itemId: string };

/** What the answer means, as its side reads it. */
export interface AnswerMeant {
  title: string;
  buyerId: string;
  sellerId: string;
  says: string;
  /** When silence speaks instead; null where no time runs. */
  deadlineAt: number | null;
}

const BY_TELEPHONE = 'Answered by telephone; an administrator wrote it down.';

export function createAnswerByTelephone(onTransaction: OnTransaction) {
  const requestOf = (
    answer: TelephoneAnswer,
    side: Party,
    actor: UserActor,
  ): MoveRequest & { reason: string } => {
    const by = { mover: side, actor, reason: BY_TELEPHONE };
    if (answer.kind === 'AGREE_EXTENSION') {
      return { ...by, move: 'AGREE_EXTENSION', input: { proposalId: answer.proposalId } };
    }
    const item = { itemId: answer.itemId, status: 'DONE', documentIds: [], evidence: null } as const;
    return { ...by, move: 'UPDATE_CHECKLIST', input: { item: { ...item, note: BY_TELEPHONE } } };
  };

  /** @throws not_found, move_not_open */
  async function say({ facts }: LockedTransaction, answer: TelephoneAnswer): Promise<string> {
    const { proposals, items } = await facts();
    if (answer.kind === 'AGREE_EXTENSION') {
      const days = proposals.find(({ id }) => id === answer.proposalId)?.days;
      if (!days) throw notFound('The deal has no such proposal that is open.');
      return `You agree to ${counted(days, 'more day')} for the review.`;
    }
    const item = items.find(({ id }) => id === answer.itemId);
    if (!item) throw notFound('The checklist has no such item.');
    if (!isOpenItem(item)) throw refusals.move_not_open('The item is settled already.');
    return `You confirm that this is done: ${item.title}.`;
  }

  return {
    /** Locks the deal in the caller's unit. Throws what the move would be refused for now. */
    meant: (actor: UserActor, id: string, answer: TelephoneAnswer): Promise<AnswerMeant> =>
      onTransaction(id, async (locked) => {
        const { row } = locked;
        const side = actingAs(row, actor, PARTIES) as Party;
        const says = await say(locked, answer);
        const refusal = await locked.refusal(requestOf(answer, side, actor));
        if (refusal) throw toProblem(refusal);
        return {
          ...{ title: row.listingTitle, buyerId: row.buyerId, sellerId: row.sellerId, says },
          deadlineAt: isClockStopped(row) ? null : row.deadlineAt,
        };
      }),

    /** In the caller's unit. Throws as the move itself. */
    make: (actor: UserActor, id: string, answer: TelephoneAnswer): Promise<void> =>
      onTransaction(id, async (locked) => {
        const side = actingAs(locked.row, actor, PARTIES) as Party;
        await say(locked, answer);
        await locked.make(requestOf(answer, side, actor));
      }),
  };
}
