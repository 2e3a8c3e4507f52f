/** What was proposed or decided in the name of somebody whose access was stolen or taken away binds nobody. */
import { Op } from 'sequelize';
import { userAccessVoided, userBlocked, userDeleted, userRolesChanged, userSuspended } from '../../identity';
import type { TransactionsContext } from '../transactions.context';

const HEARER = 'transactions.proposals';

export function lapseProposals({ models, platform: { clock, events } }: TransactionsContext): void {
  /** Whoever is in again proposes anew; the first word of an administrator needs another. */
  async function lapse(userId: string, until: number, decisionsOnly = false): Promise<void> {
    await models.proposals.update(
      { status: 'LAPSED', closedAt: clock.now() },
      {
        where: {
          ...{ userId, status: 'OPEN', createdAt: { [Op.lte]: until } },
          ...(decisionsOnly ? { kind: 'DECISION' as const } : {}),
        },
      },
    );
  }

  events.on(userAccessVoided, HEARER, { runs: 'unit' }, ({ userId, at }) => lapse(userId, at));
  for (const event of [userSuspended, userBlocked])
    events.on(event, HEARER, { runs: 'unit' }, ({ userId }, { occurredAt }) => lapse(userId, occurredAt));
  events.on(userDeleted, HEARER, { runs: 'unit' }, ({ userId }, { occurredAt }) => lapse(userId, occurredAt));
  events.on(userRolesChanged, HEARER, { runs: 'unit' }, async ({ userId, taken }, { occurredAt }) => {
    if (taken.includes('admin')) await lapse(userId, occurredAt, true);
  });
}
