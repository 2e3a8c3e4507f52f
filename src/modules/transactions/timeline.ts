/** Writes down and tells what happened to a deal: the timeline, the audit trail, the events. */
import { type Actor, userIdOf } from '../../platform/kernel/actor';
import { newId } from '../../platform/kernel/ids';
import type { Transition, Mover, State } from './process/process';
import { isClockStopped } from './process/processes';
import type { MoveDetail, Transaction } from './transaction.model';
import type { TransactionsContext } from './transactions.context';
import {
  transactionCancelled,
  transactionCompleted,
  transactionDisputed,
  transactionMoved,
} from './transactions.events';
import { lowerCase } from '../../platform/kernel/lower-case';

/** A move that has been made. */
export interface MadeMove {
  transition: Transition;
  mover: Mover;
  actor: Actor;
  /** Null for the move that opened the deal. */
  from: State | null;
  reason: string | null;
  detail: MoveDetail;
  /** What was handed in with it. */
  documentIds?: readonly string[];
  /** What the effects found, beside what the process says of the move. */
  adds?: readonly string[];
}

const SAYS_LENGTH = 300;
const saysOf = ({ transition, adds = [] }: Pick<MadeMove, 'transition' | 'adds'>): string =>
  [transition.says, ...adds].join(' ').slice(0, SAYS_LENGTH);

/** What every event says of the deal. */
export const newsAbout = ({ id, listingId, listingTitle, buyerId, sellerId, priceCents }: Transaction) => ({
  transactionId: id,
  listingId,
  listingTitle,
  buyerId,
  sellerId,
  priceCents,
});

export function createTimeline({ platform, models, audit }: TransactionsContext) {
  const { clock, events } = platform;

  /** `row` is the deal after the move. */
  async function write(
    row: Transaction,
    { transition, mover, actor, from, reason, detail, documentIds = [], adds }: MadeMove,
  ): Promise<void> {
    await models.moves.create({
      id: newId(),
      transactionId: row.id,
      seq: row.version,
      move: transition.name,
      fromState: from,
      toState: row.state,
      mover,
      userId: mover === 'PAYMENT' ? null : userIdOf(actor),
      says: saysOf({ transition, adds }),
      inHouse: transition.inHouse ?? false,
      reason,
      detail,
      documentIds: documentIds.length > 0 ? [...documentIds] : null,
      createdAt: clock.now(),
    });
    await audit.record({
      actor,
      action: `transaction.${lowerCase(transition.name)}`,
      subject: { type: 'transaction', id: row.id },
      ...(reason === null ? {} : { reason }),
      detail: { ...detail, from, to: row.state },
    });
  }

  async function tell(row: Transaction, made: MadeMove): Promise<void> {
    const { transition, mover, from, reason } = made;
    if (from === null) return;
    const says = saysOf(made);
    const news = newsAbout(row);
    await events.emit(transactionMoved, {
      ...news,
      seq: row.version,
      move: transition.name,
      from,
      to: row.state,
      by: mover,
      says,
      reason,
      tells: [...transition.tells],
      inHouse: transition.inHouse ?? false,
      deadlineAt: isClockStopped(row) ? null : row.deadlineAt,
    });
    if (from === row.state) return;
    const ended = { ...news, says, reason };
    if (row.state === 'COMPLETED') await events.emit(transactionCompleted, { ...ended, outcome: row.state });
    if (row.state === 'CANCELLED') await events.emit(transactionCancelled, { ...ended, outcome: row.state });
    if (row.state === 'DISPUTED') await events.emit(transactionDisputed, { ...news, by: mover, reason });
  }

  return async (row: Transaction, made: MadeMove): Promise<void> => {
    await write(row, made);
    await tell(row, made);
  };
}
