/** Guards over the checklist: which items a move waits for, and who may change which. */
import type { ItemChange, ItemFact, MoveRequest, Phase, SaleFacts } from '../facts';
import { isParty, type Mover, type Party, type Reader } from '../process';
import { FEDERAL_DEADLINES } from '../checklists';
import { userIdOf } from '../../../../platform/kernel/actor';
import { QUESTIONS_MAX, settlersOf } from './answers.rules';
import { defineGuards, type Guard } from './guard';

/** What is questioned is not settled. */
export const isOpenItem = ({ status, questionedBy }: Pick<ItemFact, 'status' | 'questionedBy'>): boolean =>
  status === 'OPEN' || questionedBy !== null;

export const openItemsOf = (facts: SaleFacts, phase: Phase): ItemFact[] =>
  facts.items.filter((item) => item.phase === phase && isOpenItem(item));

const sayWho = (readers: readonly Reader[]): string =>
  readers.map((reader) => (reader === 'ADMIN' ? 'platform' : reader.toLowerCase())).join(' and ');

const phaseDone = (phase: Phase, words: string): Guard => ({
  code: 'checklist_open',
  holds: (facts) => openItemsOf(facts, phase).length === 0,
  because: (facts) =>
    `The ${words} items of the checklist come first. Open: ${openItemsOf(facts, phase)
      .map(
        (item) =>
          `${item.title} (${sayWho(settlersOf(facts, item))}${item.questionedBy === null ? '' : ', questioned'})`,
      )
      .join('; ')}.`,
  liftedBy: (facts) => openItemsOf(facts, phase).flatMap((item) => settlersOf(facts, item)),
});

/** A phase is signed off by the move that asks for it; from then on its items stand. */
function isSignedOff({ approved, state }: SaleFacts, phase: Phase): boolean {
  if (phase === 'DUE_DILIGENCE') return approved.BUYER;
  if (phase === 'PRE_CLOSING') return approved.SELLER;
  if (phase === 'CLOSING') return state === 'INSPECTION' || state === 'COMPLETED';
  return false;
}

const itemOf = (facts: SaleFacts, { input }: MoveRequest): ItemFact | undefined =>
  facts.items.find(({ id }) => id === (input?.item ?? input?.question)?.itemId);

const isTheirs = ({ owner }: ItemFact, mover: Mover): boolean =>
  owner === (mover === 'ADMIN' ? 'PLATFORM' : mover);

/** Settled, not questioned yet, and not by whoever asks. */
const isQuestionable = (item: ItemFact, { mover }: MoveRequest): boolean =>
  !isOpenItem(item) && !isTheirs(item, mover);

const COUNTED = { BUYER: 'buyerQuestions', SELLER: 'sellerQuestions' } as const satisfies Record<
  Party,
  string
>;

/** Of a side; an administrator asks as often as there is need. */
const hasQuestionsLeft = (item: ItemFact, { mover }: MoveRequest): boolean =>
  !isParty(mover) || (item[COUNTED[mover]] ?? 0) < QUESTIONS_MAX;

/** By whoever raised it, or set aside by an admin. */
const mayWithdraw = ({ questionedBy }: ItemFact, { mover, actor }: MoveRequest): boolean =>
  questionedBy !== null && (mover === 'ADMIN' || questionedBy === userIdOf(actor));

/** A question is answered by what was not shown before. */
function showsMore(item: ItemFact, { documentIds, evidence, note }: ItemChange): boolean {
  const shown = item.documentIds ?? [];
  if (documentIds.some((id) => !shown.includes(id))) return true;
  if (item.evidenceRequired) return false;
  return (
    (evidence !== null && evidence !== (item.evidence ?? null)) ||
    (note !== null && note !== (item.note ?? null))
  );
}

const statusAsked = ({ input }: MoveRequest) => input?.item?.status;

/** Post-closing items for which the law gives a time and which are not settled yet. */
export const openFederalItems = ({ items }: SaleFacts): ItemFact[] =>
  items.filter((item) => isOpenItem(item) && FEDERAL_DEADLINES.includes(item.code));

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
    holds: (facts, request) => {
      const item = itemOf(facts, request);
      return item !== undefined && isTheirs(item, request.mover);
    },
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
  questionAnswered: {
    code: 'evidence_required',
    asksForInput: true,
    holds: (facts, request) => {
      const item = itemOf(facts, request);
      const change = request.input?.item;
      if (!item || !change || item.questionedBy === null || change.status !== 'DONE') return true;
      return showsMore(item, change);
    },
    because: (facts, request) =>
      itemOf(facts, request)?.evidenceRequired
        ? 'The item is questioned: settle it with a document that was not shown before, or have the question withdrawn.'
        : 'The item is questioned: settle it with a document or with words that were not there before, or have the question withdrawn.',
  },
  itemIsPlatforms: {
    code: 'move_not_open',
    asksForInput: true,
    holds: (facts, request) => itemOf(facts, request)?.owner === 'PLATFORM',
    because: () => 'This item is not for the platform to settle.',
  },
  someItemSettled: {
    code: 'item_not_questionable',
    holds: (facts, request) =>
      facts.items.some((item) => isQuestionable(item, request) && !isSignedOff(facts, item.phase)),
    because: () => 'No item of anybody else is settled and not signed off yet.',
  },
  itemQuestionable: {
    code: 'item_not_questionable',
    asksForInput: true,
    holds: (facts, request) => {
      const item = itemOf(facts, request);
      return item !== undefined && isQuestionable(item, request);
    },
    because: (facts, request) => {
      const item = itemOf(facts, request);
      if (item && isTheirs(item, request.mover))
        return 'This item is yours: reopen it where it is not right.';
      return item?.status === 'OPEN' ? 'This item is not settled yet.' : 'This item is questioned already.';
    },
  },
  questionsLeft: {
    code: 'questions_used_up',
    holds: (facts, request) => {
      const item = itemOf(facts, request);
      if (item) return hasQuestionsLeft(item, request);
      return facts.items.some(
        (each) =>
          isQuestionable(each, request) && !isSignedOff(facts, each.phase) && hasQuestionsLeft(each, request),
      );
    },
    because: () =>
      `You have questioned this ${QUESTIONS_MAX} times, which is as often as a side can. Write to support: an administrator looks at it, and can question it further.`,
    liftedBy: () => ['ADMIN'],
  },
  someQuestionOpen: {
    code: 'no_such_question',
    holds: ({ items }, request) => items.some((item) => mayWithdraw(item, request)),
    because: () => 'You have questioned no item that waits for an answer.',
  },
  questionIsYours: {
    code: 'no_such_question',
    asksForInput: true,
    holds: (facts, request) => {
      const item = itemOf(facts, request);
      return item !== undefined && mayWithdraw(item, request);
    },
    because: () => 'You have not questioned this item, or it has been answered.',
  },
  noteGiven: {
    code: 'note_required',
    asksForInput: true,
    holds: (_, request) => statusAsked(request) !== 'NOT_APPLICABLE' || request.input?.item?.note !== null,
    because: () => 'Say in a note why the item does not apply.',
  },
});
