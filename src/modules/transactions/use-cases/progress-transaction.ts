/** The moves by which the two sides bring a deal to its end: sign, approve, ask for time, hand over, accept. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { dollars } from '../../../platform/kernel/money';
import { PARTIES, type Party, READERS } from '../process/process';
import { termsDiffer } from '../transactions.problems';
import type { ItemUpdate, NewExtension, NewPrice, QuestionUpdate } from '../transactions.schema';
import { demandVersionFor, type MoveAs, type WantedMove } from './move-as';
import type { ChecklistEntry, ReadTransaction } from './read-transaction';

export function createProgressTransaction(
  moveAs: MoveAs,
  { listChecklist }: Pick<ReadTransaction, 'listChecklist'>,
) {
  /** A move about an item, answered with the item. @throws not_found */
  async function changeItem(
    actor: UserActor,
    id: string,
    itemId: string,
    move: WantedMove,
  ): Promise<ChecklistEntry> {
    await moveAs(actor, id, READERS, async (locked) => {
      const { items } = await locked.facts();
      if (!items.some((item) => item.id === itemId)) throw notFound('The checklist has no such item.');
      return move;
    });
    const entries = await listChecklist(actor, id);
    const changed = entries.find(({ item }) => item.id === itemId);
    if (!changed) throw notFound('The checklist has no such item.');
    return changed;
  }

  return {
    /** `termsHash`: of the terms that the signer has read. Throws `terms_differ` when the deal has others. */
    acceptTerms: (actor: UserActor, id: string, side: Party, termsHash: string) =>
      moveAs(actor, id, [side], ({ row }) => {
        if (termsHash !== row.termsHash) {
          throw termsDiffer('Read the terms of the deal again: their hash is another one.');
        }
        return { move: 'ACCEPT_TERMS' };
      }),

    /** `version`: evidence may have been replaced since the deal was read, here and below. */
    approve: (actor: UserActor, id: string, side: Party, version?: number) =>
      moveAs(actor, id, [side], { move: 'APPROVE' }, version),

    proposeExtension: (actor: UserActor, id: string, { version, days, reason }: NewExtension) =>
      moveAs(actor, id, PARTIES, async (locked, mover) => {
        await demandVersionFor('EXTENSION', locked, mover, version);
        return { move: 'PROPOSE_EXTENSION', input: { days }, reason };
      }),

    agreeExtension: (actor: UserActor, id: string, proposalId: string) =>
      moveAs(actor, id, PARTIES, { move: 'AGREE_EXTENSION', input: { proposalId } }),

    /** Of whatever kind it is: the very one that is named, by the side that made it. */
    withdrawProposal: (actor: UserActor, id: string, proposalId: string, version: number) =>
      moveAs(actor, id, PARTIES, { move: 'WITHDRAW_PROPOSAL', input: { proposalId } }, version),

    /** The reason tells both prices, so that the notice of it does. */
    proposePrice: (actor: UserActor, id: string, { version, priceCents, reason }: NewPrice) =>
      moveAs(actor, id, PARTIES, async (locked, mover) => {
        await demandVersionFor('PRICE', locked, mover, version);
        const change = `${dollars(priceCents)} instead of ${dollars(locked.row.priceCents)}.`;
        return {
          ...{ move: 'PROPOSE_PRICE', input: { priceCents } },
          reason: [change, reason ?? ''].join(' ').trim(),
        };
      }),

    agreePrice: (actor: UserActor, id: string, proposalId: string) =>
      moveAs(actor, id, PARTIES, { move: 'AGREE_PRICE', input: { proposalId } }),

    markTransferred: (actor: UserActor, id: string, version?: number) =>
      moveAs(actor, id, ['SELLER'], { move: 'MARK_TRANSFERRED' }, version),

    acceptCompany: (actor: UserActor, id: string, version?: number) =>
      moveAs(actor, id, ['BUYER'], { move: 'ACCEPT' }, version),

    /** Settles or reopens an item: the sides their own, an admin those of the platform. */
    updateItem: (actor: UserActor, id: string, itemId: string, update: ItemUpdate) =>
      changeItem(actor, id, itemId, { move: 'UPDATE_CHECKLIST', input: { item: { itemId, ...update } } }),

    /** Raises a doubt about a settled item of somebody else, or withdraws it. */
    questionItem: (actor: UserActor, id: string, itemId: string, { status, reason }: QuestionUpdate) =>
      changeItem(actor, id, itemId, {
        move: status === 'OPEN' ? 'QUESTION_ITEM' : 'WITHDRAW_QUESTION',
        input: { question: { itemId, reason } },
        reason,
      }),
  };
}
