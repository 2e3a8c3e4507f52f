/** The ways in which a deal refuses, and which of them each move can answer. */
import { forbidden, type Problem, type ProblemKind, problemKind } from '../../platform/http/problem';
import type { RefusalCode } from './process/guards/guard';
import { guards } from './process/guards/guards';
import { isParty, type MoveName } from './process/process';
import { currentProcess } from './process/processes';
import type { Refusal } from './transaction.rules';

export const carrierHardStop = problemKind(
  'carrier_hard_stop',
  409,
  'The federal record of the carrier forbids it',
);
export const carrierUnchecked = problemKind(
  'carrier_unchecked',
  503,
  'FMCSA does not answer, and what it last said is too old',
);
export const termsDiffer = problemKind('terms_differ', 409, 'These are not the terms of the deal');
export const notThisPayment = problemKind(
  'not_this_payment',
  409,
  'The payment is not what is asked for here',
);
export const dealNotEnded = problemKind('deal_not_ended', 409, 'The deal has not ended yet');
export const splitNeeded = problemKind('split_needed', 422, 'Say how what is held is divided');

export const refusals: Readonly<Record<RefusalCode, ProblemKind>> = {
  move_not_open: problemKind('move_not_open', 409, 'The deal is not at this point'),
  deadline_passed: problemKind('deadline_passed', 409, 'The time for this has run out'),
  terms_already_accepted: problemKind('terms_already_accepted', 409, 'You have accepted the terms already'),
  terms_not_accepted: problemKind('terms_not_accepted', 409, 'Both sides accept the terms first'),
  payment_mismatch: problemKind('payment_mismatch', 409, 'The amount is not the one that is due'),
  price_not_paid: problemKind('price_not_paid', 409, 'The price is not paid in full'),
  checklist_open: problemKind('checklist_open', 409, 'The checklist comes first'),
  carrier_check_stale: problemKind('carrier_check_stale', 409, 'The carrier has to be checked again'),
  carrier_hard_stop: carrierHardStop,
  control_not_proven: problemKind('control_not_proven', 409, 'The seller has to prove control first'),
  deal_on_hold: problemKind('deal_on_hold', 409, 'The deal is on hold'),
  card_dispute_open: problemKind(
    'card_dispute_open',
    409,
    'A payment is disputed with the bank of the payer',
  ),
  deal_not_on_hold: problemKind('deal_not_on_hold', 409, 'The deal is not on hold'),
  nothing_held: problemKind('nothing_held', 409, 'Nothing is held for this deal'),
  already_proposed: problemKind('already_proposed', 409, 'This has been proposed already'),
  no_such_proposal: problemKind('no_such_proposal', 409, 'The other side has no such proposal open'),
  split_mismatch: problemKind('split_mismatch', 422, 'The parts do not make up what is held'),
  second_admin_needed: problemKind(
    'second_admin_needed',
    409,
    'Another administrator has to decide the same',
  ),
  not_your_item: problemKind('not_your_item', 403, 'The item is somebody else’s'),
  item_signed_off: problemKind('item_signed_off', 409, 'The item has been signed off'),
  item_not_conditional: problemKind('item_not_conditional', 409, 'The item cannot be left out'),
  evidence_required: problemKind('evidence_required', 422, 'The item asks for evidence'),
  note_required: problemKind('note_required', 422, 'The item asks for a note'),
};

export const toProblem = ({ code, because }: Refusal): Problem =>
  code === 'not_yours' ? forbidden(because) : refusals[code](because);

/** Every kind of refusal that the process has for these moves, for the contracts of their endpoints. */
export function refusalsOf(...moves: MoveName[]): ProblemKind[] {
  const rows = currentProcess.moves.filter(({ name }) => moves.includes(name));
  const codes = new Set<RefusalCode>(['move_not_open']);
  if (rows.some(({ by }) => by.some(isParty))) codes.add('deadline_passed');
  for (const name of rows.flatMap((row) => row.guards)) codes.add(guards[name].code);
  return [...codes].map((code) => refusals[code]);
}
