/** What somebody who was refused a move can do instead, in words. */
import { inWords } from '../../platform/kernel/in-words';
import type { MoveRequest, SaleFacts } from './process/facts';
import { hasEnded, type MoveName, type Process, type Reader, READERS } from './process/process';
import { type MoveRefusal, movesOf, previewMove, whoIsNext } from './transaction.rules';

/** Refusals that do not say themselves what comes first. */
const UNADVISED: readonly MoveRefusal['code'][] = [
  'move_not_open',
  'not_yours',
  'no_such_proposal',
  'already_proposed',
];

const WORDS: Partial<Record<MoveName, string>> = {
  ACCEPT_TERMS: 'accept the terms',
  PAY_DEPOSIT: 'pay the deposit',
  PROPOSE_PRICE: 'propose another price',
  USE_OWN_AGREEMENT: 'bring a purchase agreement of your own',
  DRAW_UP_AGREEMENT: 'go back to the agreement drawn up here',
  AGREE_PRICE: 'agree to the price that was proposed',
  APPROVE: 'approve',
  PROPOSE_EXTENSION: 'ask for more days',
  AGREE_EXTENSION: 'agree to more days',
  WITHDRAW_PROPOSAL: 'withdraw a proposal of yours',
  ADMIN_APPROVE: 'clear the deal for closing',
  PAY_BALANCE: 'pay the rest of the price',
  MARK_TRANSFERRED: 'declare the company handed over',
  ACCEPT: 'accept the company',
  UPDATE_CHECKLIST: 'settle items of the checklist',
  QUESTION_ITEM: 'question a settled item of the checklist',
  WITHDRAW_QUESTION: 'withdraw a question about an item',
  CANCEL: 'cancel the deal',
  PROPOSE_CANCEL: 'propose to cancel',
  AGREE_CANCEL: 'agree to cancel',
  WALK_AWAY: 'walk away',
  ADMIN_CANCEL: 'cancel the deal and divide what is held',
  ADMIN_EXTEND: 'give more days',
  DISPUTE: 'open a dispute',
  ADD_EVIDENCE: 'add a statement to the dispute',
  PROPOSE_SETTLEMENT: 'propose a settlement',
  SETTLE: 'accept the settlement',
  RESOLVE: 'decide how the money is divided',
  HOLD: 'put the deal on hold',
  RELEASE_HOLD: 'lift the hold',
  OBJECT_TO_RELEASE: 'object to the release of the hold-back',
  BOOK_REFUND: 'book the refund',
};

const isReader = (mover: MoveRequest['mover']): mover is Reader =>
  (READERS as readonly MoveRequest['mover'][]).includes(mover);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** Null where the refusal says enough, or no person was refused. */
export function sayWaysOut(
  process: Process,
  facts: SaleFacts,
  { move: refused, mover, actor }: MoveRequest,
  { code }: Pick<MoveRefusal, 'code'>,
): string | null {
  if (!isReader(mover) || !UNADVISED.includes(code)) return null;
  const open = movesOf(process, mover).filter(
    (move) => move !== refused && previewMove(process, facts, move, mover, actor).open,
  );
  if (open.length > 0) return `You can ${listed(open.map((move) => WORDS[move] ?? inWords(move)))} instead.`;
  if (hasEnded(facts.state)) return 'The deal has ended; nothing is left to be done here.';
  const next = whoIsNext(process, facts).filter((reader) => reader !== mover);
  return next.length > 0 ? `Wait for the ${listed(next.map(inWords))}.` : null;
}
