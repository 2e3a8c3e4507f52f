/** What an effect is given: the deal before the move, and what the move will write when all effects are done. */
import type { Waiting } from '../process/deadline.rules';
import type { MoveInput, MoveRequest, SaleFacts } from '../process/facts';
import type { Process, Transition } from '../process/process';
import type { MoveDetail, Transaction } from '../transaction.model';

/** A move while it is made. */
export interface MoveExecution {
  /** Locked, and as it was before the move. */
  readonly row: Transaction;
  readonly process: Process;
  readonly facts: SaleFacts;
  /** The row of the table that was found open. */
  readonly transition: Transition;
  readonly request: MoveRequest;
  readonly input: MoveInput;
  /** Columns that change besides state and deadlines. */
  readonly changes: Partial<
    Pick<
      Transaction,
      | 'buyerAcceptedTermsAt'
      | 'sellerAcceptedTermsAt'
      | 'depositReceivedAt'
      | 'buyerApprovedAt'
      | 'sellerApprovedAt'
      | 'agreementVersion'
      | 'agreementDocumentId'
      | 'agreementReplacedBy'
      | 'agreementReplacedAt'
      | 'buyerSignedAgreementAt'
      | 'sellerSignedAgreementAt'
      | 'heldSince'
      | 'terms'
      | 'termsHash'
      | 'priceCents'
      | 'feeCents'
      | 'holdbackCents'
      | 'holdReason'
      | 'deadlineWas'
      | 'deadlineBecause'
      | 'awayMs'
    >
  >;
  /** What the timeline will tell. */
  readonly detail: MoveDetail;
  /** Sentences that it tells beside what the process says of the move. */
  readonly adds: string[];
  /** The time that is running, which an effect may extend. */
  waiting: Waiting;
}

export type Effect = (execution: MoveExecution) => Promise<void> | void;

/** The reason as the move's neighbors are told it: what was given, else what happened. */
export const reasonOf = ({ request, transition }: MoveExecution): string => request.reason ?? transition.says;

/** A part of the input that the guards have made sure of. */
export function given<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('A move was made without the input that its effect needs.');
  return part;
}
