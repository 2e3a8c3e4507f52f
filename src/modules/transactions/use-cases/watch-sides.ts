/**
 * A side whose account an administrator has closed cannot act: its deals are held, so that nobody wins by its silence. Once
 * it can sign in again administrators are told, who lift the hold.
 */
import { z } from 'zod';
import { systemActor } from '../../../platform/kernel/actor';
import { userBlocked, userReinstated, userSuspended } from '../../identity';
import type { Engine, LockedTransaction } from '../make-move';
import { sayLockedOut, saysLockedOut } from '../process/guards/sides.rules';
import type { TransactionsContext } from '../transactions.context';

const HEARER = 'transactions.sides';
const watch = systemActor('transactions.sides');

/** A job for each deal, so that a unit locks one, its listing before it. */
const LOOK = 'transactions.look-at-sides';
const Look = z.object({ transactionId: z.string() });

export type WatchSides = ReturnType<typeof createWatchSides>;

export function createWatchSides(
  { models, platform: { database, events, queue } }: TransactionsContext,
  { onTransaction, lockedOutOf }: Pick<Engine, 'onTransaction' | 'lockedOutOf'>,
) {
  /** On the locked deal, as the accounts are now: the news may be late, or come twice. */
  async function holdForSides(locked: LockedTransaction): Promise<void> {
    for (const side of await lockedOutOf(locked.row)) {
      if (saysLockedOut(locked.row.holdReason, side)) continue;
      await locked.tryMake({
        ...{ move: 'SIDE_LOCKED_OUT', mover: 'WATCH', actor: watch, input: { side } },
        reason: sayLockedOut(null, side),
      });
    }
  }

  /** Of a hold for something else nothing is to be said. */
  async function wasHeldForSide({ id, heldSince }: LockedTransaction['row']): Promise<boolean> {
    if (heldSince === null) return false;
    const held = await models.moves.findOne({
      where: { transactionId: id, move: ['SIDE_LOCKED_OUT', 'SIDE_BACK_IN'] },
      order: [['seq', 'DESC']],
    });
    return held?.move === 'SIDE_LOCKED_OUT' && held.createdAt >= heldSince;
  }

  queue.handle(LOOK, { lane: 'news', runs: 'unit' }, (payload) =>
    onTransaction(Look.parse(payload).transactionId, async (locked) => {
      await holdForSides(locked);
      if (await wasHeldForSide(locked.row))
        await locked.tryMake({ move: 'SIDE_BACK_IN', mover: 'WATCH', actor: watch });
    }),
  );

  /** Those that are open, and those whose hold-back is; each side by its own index. */
  async function look(userId: string): Promise<void> {
    const deals = await database.select<{ id: string }>(
      `SELECT id FROM transactions WHERE buyerId = :userId AND (endedAt IS NULL OR wait = 'HOLDBACK')
       UNION SELECT id FROM transactions WHERE sellerId = :userId AND (endedAt IS NULL OR wait = 'HOLDBACK')`,
      { userId },
    );
    for (const { id } of deals) await queue.enqueue(LOOK, { transactionId: id });
  }

  for (const event of [userSuspended, userBlocked, userReinstated])
    events.on(event, HEARER, { runs: 'unit' }, ({ userId }) => look(userId));

  return { holdForSides };
}
