/** Ends proposals that nobody has answered, and tells both sides: a word from weeks ago binds nobody by surprise. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { systemActor } from '../../../platform/kernel/actor';
import type { OnTransaction } from '../make-move';
import { PROPOSAL_LIFE_MS } from '../process/guards/proposals.rules';
import type { TransactionsContext } from '../transactions.context';

const timer = systemActor('transactions.timer');

interface Due {
  id: string;
  transactionId: string;
}

export function createExpireProposals(
  { platform: { clock, database, log }, models }: TransactionsContext,
  onTransaction: OnTransaction,
) {
  const expire = ({ id, transactionId }: Due): Promise<void> =>
    onTransaction(transactionId, async ({ make }) => {
      // On the locked deal: somebody may have answered it since.
      if ((await models.proposals.count({ where: { id, status: 'OPEN' } })) === 0) return;
      await make({ move: 'PROPOSAL_EXPIRED', mover: 'TIMER', actor: timer, input: { proposalId: id } });
    });

  return function expireProposals(signal: AbortSignal): Promise<void> {
    const due = selectKeyset<Due>(database, {
      name: 'transactions.proposals',
      order: oldestFirst('createdAt'),
      select: 'id, transactionId, createdAt',
      from: 'transaction_proposals',
      where: ['isOpen = 1', "kind <> 'DECISION'", 'createdAt <= :until'],
      values: { until: clock.now() - PROPOSAL_LIFE_MS },
    });
    return sweep(log, due, expire, signal);
  };
}
