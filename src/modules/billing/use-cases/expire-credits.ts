/** Expires granted credits after the number of days that the configuration sets, if it sets one. */
import { selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { DAY_MS } from '../../../platform/kernel/clock';
import type { BillingContext } from '../billing.context';
import { creditsExpired } from '../billing.events';
import { type CreditGrant, creditsOf, movement, readMovement, unspentCredits } from '../credit.rules';

export function scheduleCreditExpiry({ platform, spendings, ledger }: BillingContext): void {
  const { clock, config, database, log, events, scheduler } = platform;
  const days = config.CREDIT_EXPIRY_DAYS;
  if (days === undefined) return;
  const validForMs = days * DAY_MS;

  scheduler.every('billing.expire-credits', DAY_MS, (signal) =>
    sweep(log, findHolders(), ({ userId }) => database.atomically(() => expire(userId)), signal),
  );

  /** Those whose first grants are old enough to expire. */
  const findHolders = () =>
    selectKeyset<{ userId: string }>(database, {
      name: 'billing.expire-credits',
      order: [['userId', 'ASC']],
      select: 'DISTINCT userId',
      from: 'subscription_periods',
      where: ['grantedAt <= :before'],
      values: { before: clock.now() - validForMs },
    });

  /** The key says how much had expired before, so that two runs at once expire the same credits once. */
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
    const unspent = unspentCredits({ grants, spentAt, validForMs }, clock.now());
    const transfers = await ledger.listTransfers({ account: creditsOf(userId) });
    const expired = transfers
      .filter(({ id }) => readMovement(id)?.kind === 'EXPIRY')
      .reduce((sum, { amount }) => sum + amount, 0);
    const balance = await ledger.balance(creditsOf(userId));
    const credits = Math.min(balance, unspent - expired);
    if (credits <= 0) return;
    const subject = { type: 'user', id: userId };
    await ledger.post([
      movement('EXPIRY', `${userId}:${expired}`, userId, credits, `Not spent within ${days} days`, subject),
    ]);
    await events.emit(creditsExpired, { userId, credits });
  }
}
