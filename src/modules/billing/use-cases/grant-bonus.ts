/** An admin grants credits for nothing. */
import type { Actor } from '../../../platform/kernel/actor';
import type { MoneyAct } from '../../approvals';
import type { BillingContext } from '../billing.context';
import { creditsGranted } from '../billing.events';
import { movement, priceOf } from '../credit.rules';
import type { TakeCreditsBack } from '../take-credits-back';

export interface Bonus {
  userId: string;
  credits: number;
  reason: string;
  /** Deterministic, at most 150 ASCII characters: the same key grants once. */
  key: string;
}

/** The ledger keeps this much of a reason; the audit trail keeps all of it. */
const LEDGER_REASON_MAX = 500;

export function createGrantBonus(
  { platform, ledger, audit, approvals, identity }: BillingContext,
  { payOwed }: Pick<TakeCreditsBack, 'payOwed'>,
) {
  const { config, database, events } = platform;

  /** Joins the unit. @throws not_found for an unknown user */
  return (actor: Actor, { userId, credits, reason, key }: Bonus): Promise<void> =>
    database.atomically(async () => {
      const user = await identity.getUser(userId);
      const bonus = movement('BONUS', key, user.id, credits, reason.slice(0, LEDGER_REASON_MAX), {
        type: 'user',
        id: user.id,
      });
      const repeated = (await ledger.findTransfers([bonus.id])).has(bonus.id);
      if (repeated) return ledger.post([bonus]);
      const worth = priceOf(credits, config.SINGLE_CREDIT_PRICE_CENTS);
      const subject = { type: 'user', id: userId };
      const act: MoneyAct = {
        act: 'credits.bonus',
        subject,
        amountCents: worth,
        asked: { credits },
        concerns: [userId],
      };
      if (!(await approvals.mayBeDone(actor, act))) return;
      await ledger.post([bonus]);
      await events.emit(creditsGranted, { userId, credits, reason });
      await payOwed(userId, credits);
      await audit.record({
        actor,
        action: 'credits.granted',
        subject: { type: 'user', id: userId },
        reason,
        detail: { credits, key },
      });
    });
}
