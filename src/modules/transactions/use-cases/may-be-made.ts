/** What an administrator does to the time or the fate of a deal: above the limit, by what it holds, it takes another one. */
import { iso } from '../../../platform/kernel/clock';
import type { ActName } from '../../approvals';
import { escrowOf } from '../books.rules';
import type { LockedTransaction } from '../make-move';
import type { MoveRequest } from '../process/facts';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';

/** In all; the first extension below it is one administrator's. */
const DAYS_GIVEN_ALONE = 30;

/** On the locked deal: whether it may be made now. False: it is a first word, which is kept. */
export type MayBeMade = (locked: LockedTransaction, request: MoveRequest) => Promise<boolean>;

interface Asked {
  act: ActName;
  asked: Record<string, string | number>;
}

export function createMayBeMade({ approvals, ledger, models }: TransactionsContext): MayBeMade {
  async function isGivenAgain({ id }: Transaction, days: number): Promise<boolean> {
    const before = await models.moves.findAll({ where: { transactionId: id, move: 'ADMIN_EXTEND' } });
    return before.length > 0 || days >= DAYS_GIVEN_ALONE;
  }

  /** Null where one is enough. */
  async function askedOf(row: Transaction, { move, mover, input }: MoveRequest): Promise<Asked | null> {
    if (mover !== 'ADMIN') return null;
    if (move === 'DISPUTE') return { act: 'transaction.dispute', asked: { state: row.state } };
    const days = input?.days ?? 0;
    if (move !== 'ADMIN_EXTEND' || !(await isGivenAgain(row, days))) return null;
    // Of this deadline: once it has moved it is another act.
    return { act: 'transaction.extend', asked: { days, deadlineAt: iso(row.deadlineAt ?? 0) } };
  }

  return async ({ row, refusal }, request) => {
    const asked = await askedOf(row, request);
    if (asked === null || (await refusal(request)) !== null) return true;
    return approvals.mayBeDone(request.actor, {
      ...asked,
      subject: { type: 'transaction', id: row.id },
      amountCents: await ledger.balance(escrowOf(row.id)),
      // It sends nothing anywhere.
      movesCents: 0,
      concerns: [row.buyerId, row.sellerId],
    });
  };
}
