/** The moves by which the two sides bring a deal to its end: sign, approve, ask for time, hand over, accept. */
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { PARTIES, type Party, READERS } from '../process/process';
import { termsDiffer } from '../transactions.problems';
import type { ChecklistItemView, ItemUpdate, NewExtension } from '../transactions.schema';
import type { ReadDeal } from './read-deal';
import type { TakeStep } from './step';

export const createGoForward = (step: TakeStep, { listChecklist }: Pick<ReadDeal, 'listChecklist'>) => ({
  /** `termsHash`: of the terms that the signer has read. Throws `terms_differ` when the deal has others. */
  acceptTerms: (actor: UserActor, id: string, side: Party, termsHash?: string) =>
    step(actor, id, [side], ({ row }) => {
      if (termsHash !== undefined && termsHash !== row.termsHash) {
        throw termsDiffer('Read the terms of the deal again: their hash is another one.');
      }
      return { move: 'ACCEPT_TERMS' };
    }),

  approve: (actor: UserActor, id: string, side: Party) => step(actor, id, [side], { move: 'APPROVE' }),

  proposeExtension: (actor: UserActor, id: string, { days, reason }: NewExtension) =>
    step(actor, id, PARTIES, { move: 'PROPOSE_EXTENSION', input: { days }, reason }),

  agreeExtension: (actor: UserActor, id: string, proposalId: string) =>
    step(actor, id, PARTIES, { move: 'AGREE_EXTENSION', input: { proposalId } }),

  markTransferred: (actor: UserActor, id: string) =>
    step(actor, id, ['SELLER'], { move: 'MARK_TRANSFERRED' }),

  acceptCompany: (actor: UserActor, id: string) => step(actor, id, ['BUYER'], { move: 'ACCEPT' }),

  /** Settles or reopens an item: the sides their own, an admin those of the platform. */
  async updateItem(
    actor: UserActor,
    id: string,
    itemId: string,
    update: ItemUpdate,
  ): Promise<ChecklistItemView> {
    await step(actor, id, READERS, async (deal) => {
      const { items } = await deal.facts();
      if (!items.some((item) => item.id === itemId)) throw notFound('The checklist has no such item.');
      return { move: 'UPDATE_CHECKLIST', input: { item: { itemId, ...update } } };
    });
    const items = await listChecklist(actor, id);
    const changed = items.find((item) => item.id === itemId);
    if (!changed) throw notFound('The checklist has no such item.');
    return changed;
  },
});
