/** What a guard is: a question to the facts, with the answer for whoever is refused. */
import type { MoveRequest, SaleFacts } from '../facts';
import type { Reader } from '../process';

/** The codes by which a caller is told which guard did not hold. */
export type RefusalCode =
  | 'move_not_open'
  | 'deadline_passed'
  | 'agreement_signed'
  | 'agreement_binding'
  | 'terms_already_accepted'
  | 'terms_not_accepted'
  | 'payment_mismatch'
  | 'price_not_paid'
  | 'checklist_open'
  | 'carrier_check_stale'
  | 'carrier_hard_stop'
  | 'control_not_proven'
  | 'deal_on_hold'
  | 'deal_not_on_hold'
  | 'side_locked_out'
  | 'card_dispute_open'
  | 'refund_unbooked'
  | 'nothing_held'
  | 'not_a_cause'
  | 'price_not_possible'
  | 'already_proposed'
  | 'no_such_proposal'
  | 'split_mismatch'
  | 'second_admin_needed'
  | 'not_your_item'
  | 'item_signed_off'
  | 'item_not_conditional'
  | 'item_not_questionable'
  | 'questions_used_up'
  | 'no_such_question'
  | 'evidence_required'
  | 'note_required';

export interface Guard {
  readonly code: RefusalCode;
  holds(facts: SaleFacts, request: MoveRequest): boolean;
  /** Why it does not hold, in a sentence. */
  because(facts: SaleFacts, request: MoveRequest): string;
  /** Who can make it hold. */
  liftedBy?(facts: SaleFacts): readonly Reader[];
  /** It asks for what only the move itself brings, so it does not say whether the move is open. */
  readonly asksForInput?: true;
}

export const defineGuards = <Name extends string>(
  guards: Record<Name, Guard>,
): Readonly<Record<Name, Guard>> => guards;
