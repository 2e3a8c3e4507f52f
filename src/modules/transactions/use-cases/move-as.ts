/** One move of one person, answered with the transaction as it stands afterwards. */
import type { UserActor } from '../../../platform/kernel/actor';
import { actingAs, type LockedTransaction, type OnTransaction } from '../make-move';
import type { MoveRequest } from '../process/facts';
import type { Reader } from '../process/process';
import { transactionChanged } from '../transactions.problems';
import type { ReadTransaction, TransactionFile } from './read-transaction';

/** What a person asks for; as whom follows from the side on which they stand. */
export type WantedMove = Omit<MoveRequest, 'mover' | 'actor' | 'reason'> & { reason?: string | undefined };

/** The move, or how it follows from the locked transaction and the side on which the actor stands. */
type WantedMoveOf =
  WantedMove | ((locked: LockedTransaction, reader: Reader) => WantedMove | Promise<WantedMove>);

export type MoveAs = ReturnType<typeof createMoveAs>;

export const createMoveAs =
  (onTransaction: OnTransaction, { readFile }: Pick<ReadTransaction, 'readFile'>) =>
  /**
   * `allowed`: those for whom this is. `read`: the version that the actor has read, where they say it; another may have
   * changed the deal since. Throws `not_found` to strangers, `forbidden` to the others, `transaction_changed`.
   */
  (
    actor: UserActor,
    id: string,
    allowed: readonly Reader[],
    wanted: WantedMoveOf,
    read?: number,
  ): Promise<TransactionFile> =>
    onTransaction(id, async (locked) => {
      const mover = actingAs(locked.row, actor, allowed);
      if (read !== undefined && read !== locked.row.version) {
        throw transactionChanged(
          `The transaction is at version ${locked.row.version} now. Read it again first.`,
        );
      }
      const { reason = null, ...move } = typeof wanted === 'function' ? await wanted(locked, mover) : wanted;
      await locked.make({ ...move, mover, actor, reason });
      return readFile(locked.row, actor, locked.known());
    });
