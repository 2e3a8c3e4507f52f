/** Writes down and tells what happened to a deal: the timeline, the audit trail, the events. */
import type { Actor } from '../../platform/kernel/actor';
import { newId } from '../../platform/kernel/ids';
import type { Move, Mover, State } from './process/process';
import type { MoveDetail, Transaction } from './transaction.model';
import type { TransactionsContext } from './transactions.context';
import {
  transactionCancelled,
  transactionCompleted,
  transactionDisputed,
  transactionMoved,
} from './transactions.events';

export interface Happening {
  move: Move;
  mover: Mover;
  actor: Actor;
  /** Null for the move that opened the deal. */
  from: State | null;
  reason: string | null;
  detail: MoveDetail;
}

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
  const { clock, outbox } = platform;

  /** `row` is the deal after the move. */
  async function write(
    row: Transaction,
    { move, mover, actor, from, reason, detail }: Happening,
  ): Promise<void> {
    await models.moves.create({
      id: newId(),
      transactionId: row.id,
      seq: row.version,
      move: move.name,
      fromState: from,
      toState: row.state,
      mover,
      userId: actor.kind === 'user' && mover !== 'PAYMENT' ? actor.userId : null,
      says: move.says,
      inHouse: move.inHouse ?? false,
      reason,
      detail,
      createdAt: clock.now(),
    });
    await audit.record({
      actor,
      action: `transaction.${move.name.toLowerCase()}`,
      subject: { type: 'transaction', id: row.id },
      ...(reason === null ? {} : { reason }),
      detail: { ...detail, from, to: row.state },
    });
  }

  async function tell(row: Transaction, { move, mover, from, reason }: Happening): Promise<void> {
    if (from === null) return;
    const news = newsAbout(row);
    await outbox.emit(transactionMoved, {
      ...news,
      seq: row.version,
      move: move.name,
      from,
      to: row.state,
      by: mover,
      says: move.says,
      reason,
      tells: [...move.tells],
      deadlineAt: row.deadlineAt,
    });
    if (from === row.state) return;
    const ended = { ...news, says: move.says, reason };
    if (row.state === 'COMPLETED') await outbox.emit(transactionCompleted, { ...ended, outcome: row.state });
    if (row.state === 'CANCELLED') await outbox.emit(transactionCancelled, { ...ended, outcome: row.state });
    if (row.state === 'DISPUTED') await outbox.emit(transactionDisputed, { ...news, by: mover, reason });
  }

  return async (row: Transaction, happening: Happening): Promise<void> => {
    await write(row, happening);
    await tell(row, happening);
  };
}
