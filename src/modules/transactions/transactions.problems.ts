/** The ways in which a deal refuses, and which of them each move can answer. */
import { secondAdminNeeded } from '../approvals';
import { forbidden, type Problem, type ProblemKind, problemKind } from '../../platform/http/problem';
import type { RefusalCode } from './process/guards/guard';
import { guards } from './process/guards/guards';
import { isParty, type MoveName } from './process/process';
import { currentProcess } from './process/processes';
import type { MoveRefusal } from './transaction.rules';

export const carrierHardStop = problemKind(
  'carrier_hard_stop',
  409,
  "The carrier's federal record rules this out",
  'Read the checks of the carrier; what they report must be cleared up with FMCSA first.',
);
export const carrierUnchecked = problemKind(
  'carrier_unchecked',
  503,
  'The carrier could not be checked',
  'FMCSA does not answer and its last answer is too old. Try again after the time in `Retry-After`.',
);
export const termsDiffer = problemKind(
  'terms_differ',
  409,
  'These are not the terms of the transaction',
  'Read the transaction again, review its terms, and sign their current hash.',
);
export const transactionChanged = problemKind(
  'transaction_changed',
  409,
  'The transaction has changed in the meantime',
  'Read the transaction again and decide again.',
);
export const remindedAlready = problemKind(
  'reminded_already',
  409,
  'They were reminded a short while ago',
  'Wait until the time in `detail`, or call them.',
);
export const nobodyToRemind = problemKind(
  'nobody_to_remind',
  409,
  'No side of the transaction has to act',
  'Read the transaction: it shows whose move it is.',
);
export const walkAwayCostDiffers = problemKind(
  'walk_away_cost_differs',
  409,
  'Walking away costs another sum',
  'Read the transaction again, and send the sum in `detail`.',
);
export const notThisPayment = problemKind(
  'not_this_payment',
  409,
  'This is not the payment in question',
  "Check the payment's id, purpose and amount.",
);
export const agreementNotYet = problemKind(
  'agreement_not_yet',
  409,
  'There is no purchase agreement yet',
  'Bring the deposit first: the transaction shows whose move it is.',
);
export const agreementDiffers = problemKind(
  'agreement_differs',
  409,
  'This is not the purchase agreement as it stands',
  'Read the agreement again, and sign its current hash.',
);
export const packetNotYet = problemKind(
  'packet_not_yet',
  409,
  'There is no transfer packet at this stage',
  'It exists once the platform has cleared the deal.',
);
export const dealNotEnded = problemKind(
  'deal_not_ended',
  409,
  'The transaction has not ended yet',
  'The closing statement exists once the transaction is completed or canceled.',
);
export const splitNeeded = problemKind(
  'split_needed',
  422,
  'Say how to divide the money held',
  'Send `split` with an amount for each side.',
  { field: 'split' },
);

export const refusals: Readonly<Record<RefusalCode, ProblemKind>> = {
  move_not_open: problemKind(
    'move_not_open',
    409,
    'The transaction does not allow this now',
    'Read the transaction again: it shows the moves that are open and why others are closed.',
  ),
  deadline_passed: problemKind(
    'deadline_passed',
    409,
    'The deadline has passed',
    'Read the transaction again: it shows what followed from the silence.',
  ),
  agreement_signed: problemKind(
    'agreement_signed',
    409,
    'You have signed the purchase agreement',
    'Nothing is left to do.',
  ),
  agreement_binding: problemKind(
    'agreement_binding',
    409,
    'Both sides have signed the purchase agreement',
    'It is binding. Another price, which takes the consent of both, makes another one.',
  ),
  terms_already_accepted: problemKind(
    'terms_already_accepted',
    409,
    'You have already accepted the terms',
    'Wait for the other side.',
  ),
  terms_not_accepted: problemKind(
    'terms_not_accepted',
    409,
    'Both sides must accept the terms first',
    'Accept the terms, or wait for the other side.',
  ),
  payment_mismatch: problemKind(
    'payment_mismatch',
    409,
    'The amount is not the one that is due',
    'Pay the amount that the transaction shows.',
  ),
  price_not_paid: problemKind(
    'price_not_paid',
    409,
    'The price is not paid in full',
    'Wait until the final payment has arrived.',
  ),
  checklist_open: problemKind(
    'checklist_open',
    409,
    'The checklist comes first',
    'Settle the open items that `detail` names.',
  ),
  carrier_check_stale: problemKind(
    'carrier_check_stale',
    409,
    'The carrier must be checked again',
    'Have the carrier checked, then send the request again.',
  ),
  carrier_hard_stop: carrierHardStop,
  control_not_proven: problemKind(
    'control_not_proven',
    409,
    'The seller has not proved control of the carrier',
    'Prove control of the carrier first.',
  ),
  deal_on_hold: problemKind(
    'deal_on_hold',
    409,
    'The transaction is on hold',
    'Wait until an administrator lifts the hold; the transaction shows the reason.',
  ),
  card_dispute_open: problemKind(
    'card_dispute_open',
    409,
    'A card dispute is open',
    "Wait until the payer's bank has decided.",
  ),
  refund_unbooked: problemKind(
    'refund_unbooked',
    409,
    'A refund at the payment gateway is not booked yet',
    'Book it first: the list of stuck money shows how.',
  ),
  deal_not_on_hold: problemKind(
    'deal_not_on_hold',
    409,
    'The transaction is not on hold',
    'Nothing is left to do.',
  ),
  side_locked_out: problemKind(
    'side_locked_out',
    409,
    'A side of the transaction cannot sign in',
    'Wait until an administrator has looked; the transaction shows why it is on hold.',
  ),
  nothing_held: problemKind(
    'nothing_held',
    409,
    'No money is held for this transaction',
    'Cancel the transaction instead.',
  ),
  not_a_cause: problemKind(
    'not_a_cause',
    409,
    'This is no cause to leave with the whole deposit',
    'Name a contingency that `detail` names, or leave without cause: the transaction shows what that costs.',
  ),
  price_not_possible: problemKind(
    'price_not_possible',
    409,
    'The price is not possible',
    'Propose a price as `detail` says.',
  ),
  already_proposed: problemKind(
    'already_proposed',
    409,
    'This has already been proposed',
    "Wait for the other side's answer.",
  ),
  no_such_proposal: problemKind(
    'no_such_proposal',
    409,
    'There is no such open proposal',
    'Read the proposals again.',
  ),
  split_mismatch: problemKind(
    'split_mismatch',
    422,
    'The parts do not add up to the money held',
    'Divide exactly the amount in `detail`.',
    { field: 'split' },
  ),
  second_admin_needed: secondAdminNeeded,
  not_your_item: problemKind(
    'not_your_item',
    403,
    'The item belongs to the other side',
    'Settle the items that are yours.',
  ),
  item_signed_off: problemKind(
    'item_signed_off',
    409,
    'The item has been signed off',
    'Nothing is left to do.',
  ),
  item_not_conditional: problemKind(
    'item_not_conditional',
    409,
    'The item cannot be left out',
    'Settle the item.',
  ),
  item_not_questionable: problemKind(
    'item_not_questionable',
    409,
    'The item cannot be questioned',
    'Question items of the other side that are settled and not signed off yet.',
  ),
  questions_used_up: problemKind(
    'questions_used_up',
    409,
    'You have questioned this item as often as a side can',
    'Write to support: an administrator can look at it.',
  ),
  no_such_question: problemKind(
    'no_such_question',
    409,
    'You have no such open question',
    'Read the checklist again.',
  ),
  evidence_required: problemKind(
    'evidence_required',
    422,
    'The item requires evidence',
    'Upload the document with POST /documents, and send its id in `documentIds`.',
    { field: 'documentIds' },
  ),
  note_required: problemKind(
    'note_required',
    422,
    'The item requires a note',
    'Send `note` with the request.',
    { field: 'note' },
  ),
};

export function toProblem({ code, because, instead }: MoveRefusal): Problem {
  const detail = instead ? `${because} ${instead}` : because;
  return code === 'not_yours' ? forbidden(detail) : refusals[code](detail);
}

/** Every kind of refusal that the process has for these moves, for the contracts of their endpoints. */
export function refusalsOf(...moves: MoveName[]): ProblemKind[] {
  const rows = currentProcess.transitions.filter(({ name }) => moves.includes(name));
  const codes = new Set<RefusalCode>(['move_not_open']);
  if (rows.some(({ by }) => by.some(isParty))) codes.add('deadline_passed');
  for (const name of rows.flatMap((row) => row.guards)) codes.add(guards[name].code);
  return [...codes].map((code) => refusals[code]);
}
