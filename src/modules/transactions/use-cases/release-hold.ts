/** An admin lifts the hold of a deal: what it holds may leave again, so above the limit it takes two. */
import { iso } from '../../../platform/kernel/clock';
import type { UserActor } from '../../../platform/kernel/actor';
import { escrowOf } from '../books.rules';
import { actingAs, type OnTransaction } from '../make-move';
import type { TransactionsContext } from '../transactions.context';
import type { HoldRelease } from '../transactions.schema';
import { demandVersion } from './move-as';
import type { ReadTransaction, TransactionFile } from './read-transaction';

/** Of the reasons of a hold the latest stand last; so much of them has room in a first word. */
const REASON_ASKED = 500;

export type ReleaseHold = ReturnType<typeof createReleaseHold>;

export const createReleaseHold =
  (
    { approvals, ledger }: TransactionsContext,
    onTransaction: OnTransaction,
    { readFile }: Pick<ReadTransaction, 'readFile'>,
  ) =>
  (actor: UserActor, id: string, { version, reason }: HoldRelease): Promise<TransactionFile> =>
    onTransaction(id, async (locked) => {
      const { row } = locked;
      actingAs(row, actor, ['ADMIN']);
      if (version !== undefined) demandVersion(row, version);
      const request = { move: 'RELEASE_HOLD', mover: 'ADMIN', actor, reason } as const;
      const mayBeDone =
        (await locked.refusal(request)) !== null ||
        (await approvals.mayBeDone(actor, {
          ...{ act: 'transaction.release_hold', subject: { type: 'transaction', id } },
          amountCents: await ledger.balance(escrowOf(id)),
          // Of this hold, for what it stands now: more may have come since the first word.
          asked: { heldSince: iso(row.heldSince ?? 0), heldFor: row.holdReason?.slice(-REASON_ASKED) ?? '' },
          concerns: [row.buyerId, row.sellerId],
        }));
      if (mayBeDone) await locked.make(request);
      return readFile(row, actor);
    });
