/** Lets granted credits expire, where the configuration says after how many days. */
import type { Platform } from '../../../platform/platform';
import { workThrough } from '../../../platform/jobs/work-through';
import { DAY_MS } from '../../../platform/kernel/clock';
import type { Ledger } from '../../ledger';
import { creditsExpired } from '../billing.events';
import { type CreditGrant, creditsOf, lapsedCredits, movement, readMovement } from '../credit.rules';
import type { CreditSpendings } from '../credit-spending.model';

export function scheduleExpiry(
  { clock, config, database, log, outbox, scheduler }: Platform,
  { spendings, ledger }: { spendings: CreditSpendings; ledger: Ledger },
): void {
  const days = config.CREDIT_EXPIRY_DAYS;
  if (days === undefined) return;
  const lifeMs = days * DAY_MS;

  scheduler.every('billing.expire-credits', DAY_MS, () =>
    workThrough(log, {
      find: (last, limit) =>
        database.select<{ userId: string }>(
          `SELECT DISTINCT userId FROM subscription_periods WHERE grantedAt <= :before AND userId > :last
           ORDER BY userId LIMIT ${limit}`,
          { before: clock.now() - lifeMs, last },
        ),
      keyOf: ({ userId }) => userId,
      work: ({ userId }) => database.atomically(() => expire(userId)),
    }),
  );

  /** The key tells how much had expired before, so that two runs at once take the same credits, once. */
  async function expire(userId: string): Promise<void> {
    const grants = await database.select<CreditGrant>(
      'SELECT credits, grantedAt FROM subscription_periods WHERE userId = :userId',
      { userId },
    );
    const spent = await spendings.findAll({
      attributes: ['spentAt'],
      where: { userId, returnedAt: null },
    });
    const spentAt = spent.map((spending) => spending.spentAt);
    const lapsed = lapsedCredits({ grants, spentAt, lifeMs }, clock.now());
    const transfers = await ledger.listTransfers({ account: creditsOf(userId) });
    const expired = transfers
      .filter(({ id }) => readMovement(id)?.kind === 'EXPIRY')
      .reduce((sum, { amount }) => sum + amount, 0);
    const balance = await ledger.balance(creditsOf(userId));
    const credits = Math.min(balance, lapsed - expired);
    if (credits <= 0) return;
    const subject = { type: 'user', id: userId };
    await ledger.post([
      movement('EXPIRY', `${userId}:${expired}`, userId, credits, `Not spent within ${days} days`, subject),
    ]);
    await outbox.emit(creditsExpired, { userId, credits });
  }
}
