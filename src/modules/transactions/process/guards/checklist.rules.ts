/** Guards over the checklist: which items a move waits for, and who may change which. */
import type { MoveRequest, ItemFact, Phase, SaleFacts } from '../facts';
import { FEDERAL_DEADLINES } from '../checklists';
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

const itemOf = (facts: SaleFacts, { input }: MoveRequest): ItemFact | undefined =>
  facts.items.find(({ id }) => id === input?.item?.itemId);

const statusAsked = ({ input }: MoveRequest) => input?.item?.status;

/** Post-closing items for which the law gives a time and which are not settled yet. */
export const openFederalItems = ({ items }: SaleFacts): ItemFact[] =>
  items.filter(({ code, status }) => status === 'OPEN' && FEDERAL_DEADLINES.includes(code));

export const checklistGuards = defineGuards({
  federalItemsOpen: {
    code: 'move_not_open',
    holds: (facts) => openFederalItems(facts).length > 0,
    because: () => 'No item with a federal deadline is open.',
  },
  dueDiligenceDone: phaseDone('DUE_DILIGENCE', 'due-diligence'),
  preClosingDone: phaseDone('PRE_CLOSING', 'pre-closing'),
  closingDone: phaseDone('CLOSING', 'closing'),
  itemIsYours: {
    code: 'not_your_item',
    asksForInput: true,
    holds: (facts, request) =>
      itemOf(facts, request)?.owner === (request.mover === 'ADMIN' ? 'PLATFORM' : request.mover),
    because: (facts, request) =>
      `This item is for the ${itemOf(facts, request)?.owner.toLowerCase() ?? 'other side'} to settle.`,
  },
  itemNotSignedOff: {
    code: 'item_signed_off',
    asksForInput: true,
    holds: (facts, request) => {
      const item = itemOf(facts, request);
      return item !== undefined && !isSignedOff(facts, item.phase);
    },
    because: () => 'This part of the checklist has been signed off; its items stand.',
  },
  itemMayBeLeftOut: {
    code: 'item_not_conditional',
    asksForInput: true,
    holds: (facts, request) =>
      statusAsked(request) !== 'NOT_APPLICABLE' || itemOf(facts, request)?.conditional === true,
    because: () => 'Every deal of this kind has this item; it cannot be left out.',
  },
  evidenceGiven: {
    code: 'evidence_required',
    asksForInput: true,
    holds: (facts, request) =>
      statusAsked(request) !== 'DONE' ||
      itemOf(facts, request)?.evidenceRequired === false ||
      request.input?.item?.documentIds.length !== 0,
    because: () =>
      'This item is done only with a document that shows it: upload it, and name it in `documentIds`.',
  },
  noteGiven: {
    code: 'note_required',
    asksForInput: true,
    holds: (_, request) => statusAsked(request) !== 'NOT_APPLICABLE' || request.input?.item?.note !== null,
    because: () => 'Say in a note why the item does not apply.',
  },
});
