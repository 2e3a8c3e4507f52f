/** What an effect is given: the deal before the move, and what the move will write when all effects are done. */
import type { Actor } from '../../../platform/kernel/actor';
import type { Waiting } from '../process/deadline.rules';
import type { MoveInput, SaleFacts } from '../process/facts';
import type { Move, MoveName, Mover, Process } from '../process/process';
import type { MoveDetail, Transaction } from '../transaction.model';

/** Somebody's wish that a move be made. */
export interface MoveOrder {
  move: MoveName;
  mover: Mover;
  actor: Actor;
  input?: MoveInput;
  reason?: string | null;
}

export interface Doing {
  /** Locked, and as it was before the move. */
  readonly row: Transaction;
  readonly process: Process;
  readonly facts: SaleFacts;
  /** The row of the table that was found open. */
  readonly move: Move;
  readonly order: MoveOrder;
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
      | 'heldSince'
      | 'holdReason'
    >
  >;
  /** What the timeline will tell. */
  readonly detail: MoveDetail;
  /** The time that is running, which an effect may extend. */
  waiting: Waiting;
}

export type Effect = (doing: Doing) => Promise<void> | void;

/** The reason as the move's neighbours are told it: what was given, else what happened. */
export const reasonOf = ({ order, move }: Doing): string => order.reason ?? move.says;

/** A part of the input that the guards have made sure of. */
export function given<Part>(part: Part | undefined): Part {
  if (part === undefined) throw new Error('A move was made without the input that its effect needs.');
  return part;
}
