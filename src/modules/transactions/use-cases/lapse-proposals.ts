/** What was proposed or decided in the name of somebody whose access was stolen or taken away binds nobody. */
import { z } from 'zod';
import { systemActor } from '../../../platform/kernel/actor';
import { userAccessVoided, userBlocked, userDeleted, userRolesChanged, userSuspended } from '../../identity';
import type { OnTransaction } from '../make-move';
import type { TransactionsContext } from '../transactions.context';

const HEARER = 'transactions.proposals';
const watch = systemActor('transactions.proposals');

/** A job for each, so that a unit locks one deal, its listing before it. */
const LAPSE = 'transactions.lapse-proposal';
const Lapse = z.object({ id: z.string(), transactionId: z.string() });

export function lapseProposals(
  { models, platform: { database, events, queue } }: TransactionsContext,
  onTransaction: OnTransaction,
): void {
  queue.handle(LAPSE, { lane: 'news', runs: 'unit' }, (payload) => {
    const { id, transactionId } = Lapse.parse(payload);
    return onTransaction(transactionId, async ({ make }) => {
      // On the locked deal: somebody may have agreed to it since.
      const open = await models.proposals.findOne({ where: { id, status: 'OPEN' } });
      if (!open) return;
      await make({
        move: open.kind === 'DECISION' ? 'DECISION_LAPSED' : 'PROPOSAL_LAPSED',
        ...{ mover: 'WATCH', actor: watch, input: { proposalId: id } },
      });
    });
  });

  /** Whoever is in again proposes anew; the first word of an administrator needs another. */
  async function lapse(userId: string, until: number, decisionsOnly = false): Promise<void> {
    const open = await database.select<{ id: string; transactionId: string }>(
      `SELECT id, transactionId FROM transaction_proposals
       WHERE userId = :userId AND isOpen = 1 AND createdAt <= :until
       ${decisionsOnly ? "AND kind = 'DECISION'" : ''}`,
      { userId, until },
    );
    for (const proposal of open) await queue.enqueue(LAPSE, proposal);
  }

  events.on(userAccessVoided, HEARER, { runs: 'unit' }, ({ userId, at, recovered }) =>
    lapse(userId, at, !recovered),
  );
  for (const event of [userSuspended, userBlocked])
    events.on(event, HEARER, { runs: 'unit' }, ({ userId }, { occurredAt }) => lapse(userId, occurredAt));
  events.on(userDeleted, HEARER, { runs: 'unit' }, ({ userId }, { occurredAt }) => lapse(userId, occurredAt));
  events.on(userRolesChanged, HEARER, { runs: 'unit' }, async ({ userId, taken }, { occurredAt }) => {
    if (taken.includes('admin')) await lapse(userId, occurredAt, true);
  });
}
