/** Guards over the checklist: which items a move waits for, and who may change which. */
import type { Attempt, ItemFact, Phase, SaleFacts } from '../facts';
import { defineGuards, type Guard } from './guard';

const openItems = (facts: SaleFacts, phase: Phase): ItemFact[] =>
  facts.items.filter((item) => item.phase === phase && item.status === 'OPEN');

const phaseDone = (phase: Phase, words: string): Guard => ({
  code: 'checklist_open',
  holds: (facts) => openItems(facts, phase).length === 0,
  because: (facts) =>
    `The ${words} items of the checklist come first. Open: ${openItems(facts, phase)
      .map(({ title, owner }) => `${title} (${owner.toLowerCase()})`)
      .join('; ')}.`,
  liftedBy: (facts) => openItems(facts, phase).map(({ owner }) => (owner === 'PLATFORM' ? 'ADMIN' : owner)),
});

/** A phase is signed off by the move that asks for it; from then on its items stand. */
function isSignedOff({ approved, state }: SaleFacts, phase: Phase): boolean {
  if (phase === 'DUE_DILIGENCE') return approved.BUYER;
  if (phase === 'PRE_CLOSING') return approved.SELLER;
  if (phase === 'CLOSING') return state === 'INSPECTION' || state === 'COMPLETED';
  return false;
}

const itemOf = (facts: SaleFacts, { input }: Attempt): ItemFact | undefined =>
  facts.items.find(({ id }) => id === input.item?.itemId);

const statusAsked = ({ input }: Attempt) => input.item?.status;

export const checklistGuards = defineGuards({
  dueDiligenceDone: phaseDone('DUE_DILIGENCE', 'due-diligence'),
  preClosingDone: phaseDone('PRE_CLOSING', 'pre-closing'),
  closingDone: phaseDone('CLOSING', 'closing'),
  itemIsYours: {
    code: 'not_your_item',
    asksForInput: true,
    holds: (facts, attempt) =>
      itemOf(facts, attempt)?.owner === (attempt.mover === 'ADMIN' ? 'PLATFORM' : attempt.mover),
    because: (facts, attempt) =>
      `This item is for the ${itemOf(facts, attempt)?.owner.toLowerCase() ?? 'other side'} to settle.`,
  },
  itemNotSignedOff: {
    code: 'item_signed_off',
    asksForInput: true,
    holds: (facts, attempt) => {
      const item = itemOf(facts, attempt);
      return item !== undefined && !isSignedOff(facts, item.phase);
    },
    because: () => 'This part of the checklist has been signed off; its items stand.',
  },
  itemMayBeLeftOut: {
    code: 'item_not_conditional',
    asksForInput: true,
    holds: (facts, attempt) =>
      statusAsked(attempt) !== 'NOT_APPLICABLE' || itemOf(facts, attempt)?.conditional === true,
    because: () => 'Every deal of this kind has this item; it cannot be left out.',
  },
  evidenceGiven: {
    code: 'evidence_required',
    asksForInput: true,
    holds: (facts, attempt) =>
      statusAsked(attempt) !== 'DONE' ||
      itemOf(facts, attempt)?.evidenceRequired === false ||
      attempt.input.item?.evidence !== null,
    because: () => 'This item is done only with its evidence: say where the document is found.',
  },
  noteGiven: {
    code: 'note_required',
    asksForInput: true,
    holds: (_, attempt) => statusAsked(attempt) !== 'NOT_APPLICABLE' || attempt.input.item?.note !== null,
    because: () => 'Say in a note why the item does not apply.',
  },
});
