/** Spends one credit, and returns it when what it paid for did not happen. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { LedgerRefusal } from '../../ledger';
import type { BillingContext } from '../billing.context';
import { creditReturned, creditsLow } from '../billing.events';
import { creditAlreadyReturned, creditsOnHold, outOfCredits } from '../billing.problems';
import type { CreditReturn } from '../billing.schema';
import type { CreditSpending } from '../credit-spending.model';
import { creditsOf, movement, priceOf, type SpendingReason } from '../credit.rules';
import type { TakeCreditsBack } from '../take-credits-back';

export interface CreditMove {
  userId: string;
  /** Deterministic, at most 150 ASCII characters; the same key moves one credit once. */
  key: string;
  reason: SpendingReason;
  subject: { type: string; id: string };
}

export function createSpendCredit(
  { platform, spendings, disputes, ledger, audit, approvals }: BillingContext,
  { payOwed }: Pick<TakeCreditsBack, 'payOwed'>,
) {
  const { clock, config, database, events } = platform;

  /** In a unit. @throws out_of_credits, credits_on_hold */
  const spendCredit = ({ userId, key, reason, subject }: CreditMove): Promise<void> =>
    database.atomically(async () => {
      await requireNoOpenDispute(userId);
      await takeOne(movement('SPENDING', key, userId, 1, reason, subject));
      await tellIfLow(userId, key);
      // After the posting, which holds the lock that puts the repeats of one key in a row.
      const spending = {
        spendingKey: key,
        userId,
        reason,
        subjectType: subject.type,
        subjectId: subject.id,
        spentAt: clock.now(),
        returnKey: null,
        returnedAt: null,
      };
      await spendings.bulkCreate([spending], { ignoreDuplicates: true });
    });

  /** Only the one spending tells that crosses the line, and not its repeats. */
  async function tellIfLow(userId: string, key: string): Promise<void> {
    const left = await ledger.balance(creditsOf(userId));
    if (left !== config.CREDITS_LOW_BELOW - 1) return;
    if ((await spendings.findByPk(key, { lock: true })) === null)
      await events.emit(creditsLow, { userId, left });
  }

  async function requireNoOpenDispute(userId: string): Promise<void> {
    if ((await disputes.count({ where: { userId, status: 'OPEN' } })) === 0) return;
    throw creditsOnHold(
      'A payment for your credits is disputed. You can spend credits again once the bank decides.',
    );
  }

  async function takeOne(spending: ReturnType<typeof movement>): Promise<void> {
    try {
      await ledger.post([spending]);
    } catch (error) {
      if (error instanceof LedgerRefusal) throw outOfCredits('This costs one credit. Buy credits first.');
      throw error;
    }
  }

  /**
   * In a unit. Returns the credit that the user spent under this key, and no other; true if it did. Does nothing where
   * there is none or an admin has returned it, so that no credit is returned twice.
   */
  const returnCredit = ({ userId, key, reason }: CreditMove): Promise<boolean> =>
    database.atomically(async () => {
      const spending = await spendings.findOne({ where: { spendingKey: key, userId }, lock: true });
      if (spending?.returnedAt !== null) return false;
      await returnSpent(spending, `${key}:returned`, reason);
      return true;
    });

  async function returnSpent(spending: CreditSpending, returnKey: string, reason: string): Promise<void> {
    const { spendingKey, userId, subjectType, subjectId } = spending;
    await spending.update({ returnKey, returnedAt: clock.now() });
    await ledger.post([
      movement('RETURN', spendingKey, userId, 1, reason, { type: subjectType, id: subjectId }),
    ]);
    await events.emit(creditReturned, { userId, reason, subjectType, subjectId });
    await payOwed(userId, 1);
  }

  /** An admin returns one spent credit. @throws not_found, credit_already_returned, second_admin_needed */
  const returnCreditAsAdmin = (
    actor: UserActor,
    { userId, spendingKey, reason }: CreditReturn,
  ): Promise<void> =>
    database.atomically(async () => {
      refuseOwnThing(actor, userId);
      const spending = await spendings.findByPk(spendingKey, { lock: true });
      if (spending?.userId !== userId) throw notFound('This user has not spent such a credit.');
      if (spending.returnedAt !== null) throw creditAlreadyReturned('A credit is returned once.');
      const mayBeDone = await approvals.mayBeDone(actor, {
        act: 'credits.return',
        subject: { type: 'user', id: userId },
        amountCents: priceOf(1, config.SINGLE_CREDIT_PRICE_CENTS),
        ...{ asked: { spendingKey }, concerns: [userId] },
      });
      if (!mayBeDone) return;
      await returnSpent(spending, `admin:${spendingKey}`, reason);
      await audit.record({
        actor,
        action: 'credits.returned',
        subject: { type: 'user', id: userId },
        reason,
        detail: { spendingKey },
      });
    });

  return { spendCredit, returnCredit, returnCreditAsAdmin };
}
