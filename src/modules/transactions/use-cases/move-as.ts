/** One move of one person, answered with the transaction as it stands afterwards. */
import type { UserActor } from '../../../platform/kernel/actor';
import { actingAs, type LockedTransaction, type OnTransaction } from '../make-move';
import type { MoveRequest, ProposalKind } from '../process/facts';
import { contentOf, findProposal } from '../process/guards/proposals.rules';
import type { Reader } from '../process/process';
import type { Transaction } from '../transaction.model';
import { transactionChanged } from '../transactions.problems';
import type { MayBeMade } from './may-be-made';
import type { ReadTransaction, TransactionFile } from './read-transaction';

/** @throws transaction_changed where it is not as it was read */
export function demandVersion({ version }: Transaction, read: number): void {
  if (read !== version)
    throw transactionChanged(`The transaction is at version ${version} now. Read it again first.`);
}

/** Before a proposal takes the place of the open one: what the other side has proposed since the deal was read, is told. */
export async function demandVersionFor(
  kind: ProposalKind,
  locked: LockedTransaction,
  mover: Reader,
  read: number | undefined,
): Promise<void> {
  if (read === undefined || read === locked.row.version) return;
  const open = findProposal(await locked.facts(), kind);
  if (!open || open.by === mover) return demandVersion(locked.row, read);
  throw transactionChanged(
    `The other side has proposed ${contentOf(open)}; the transaction is at version ${locked.row.version} now. Read it again first.`,
  );
}

/** What a person asks for; as whom follows from the side on which they stand. */
export type WantedMove = Omit<MoveRequest, 'mover' | 'actor' | 'reason'> & { reason?: string | undefined };

/** The move, or how it follows from the locked transaction and the side on which the actor stands. */
type WantedMoveOf =
  WantedMove | ((locked: LockedTransaction, reader: Reader) => WantedMove | Promise<WantedMove>);

export type MoveAs = ReturnType<typeof createMoveAs>;

export const createMoveAs =
  (onTransaction: OnTransaction, { readFile }: Pick<ReadTransaction, 'readFile'>, mayBeMade: MayBeMade) =>
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
      if (read !== undefined) demandVersion(locked.row, read);
      const { reason = null, ...move } = typeof wanted === 'function' ? await wanted(locked, mover) : wanted;
      const request = { ...move, mover, actor, reason };
      if (await mayBeMade(locked, request)) await locked.make(request);
      return readFile(locked.row, actor, locked.known());
    });
