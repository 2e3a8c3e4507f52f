/** Lets granted credits expire, where the configuration says after how many days. */
import type { Platform } from '../../../platform/platform';
import { workThrough } from '../../../platform/jobs/work-through';
import { DAY_MS } from '../../../platform/kernel/clock';
import type { Ledger } from '../../ledger';
import { creditsExpired } from '../billing.events';
import { creditsOf, expiringCredits, movement, readMovement } from '../credit.rules';
import type { CreditSpendings } from '../credit-spending.model';

interface OldGrants {
  userId: string;
  granted: number;
}

export function scheduleExpiry(
  { clock, config, database, log, outbox, scheduler }: Platform,
  { spendings, ledger }: { spendings: CreditSpendings; ledger: Ledger },
): void {
  const days = config.CREDIT_EXPIRY_DAYS;
  if (days === undefined) return;

  scheduler.every('billing.expire-credits', DAY_MS, () =>
    workThrough(log, {
      find: (last, limit) =>
        database.select<OldGrants>(
          `SELECT userId, SUM(credits) AS granted FROM subscription_periods
           WHERE grantedAt <= :before AND userId > :last
           GROUP BY userId ORDER BY userId LIMIT ${limit}`,
          { before: clock.now() - days * DAY_MS, last },
        ),
      keyOf: ({ userId }) => userId,
      work: ({ userId, granted }) => database.atomically(() => expire({ userId, granted: Number(granted) })),
    }),
  );

  /** The key tells how much had expired before, so that two runs at once take the same credits, once. */
  async function expire({ userId, granted }: OldGrants): Promise<void> {
    const transfers = await ledger.listTransfers({ account: creditsOf(userId) });
    const expired = transfers
      .filter(({ id }) => readMovement(id)?.kind === 'EXPIRY')
      .reduce((sum, { amount }) => sum + amount, 0);
    const spent = await spendings.count({ where: { userId, returnedAt: null } });
    const balance = await ledger.balance(creditsOf(userId));
    const credits = expiringCredits({ granted, spent, expired, balance });
    if (credits === 0) return;
    const subject = { type: 'user', id: userId };
    await ledger.post([
      movement('EXPIRY', `${userId}:${expired}`, userId, credits, `Not spent within ${days} days`, subject),
    ]);
    await outbox.emit(creditsExpired, { userId, credits });
  }
}
