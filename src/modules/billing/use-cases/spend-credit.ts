/** Takes one credit for a thing, and gives it back when the thing was not had. */
import type { Platform } from '../../../platform/platform';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Audit } from '../../audit';
import { type Ledger, LedgerRefusal } from '../../ledger';
import { creditReturned } from '../billing.events';
import { creditReturnedBefore, creditsOnHold, outOfCredits } from '../billing.problems';
import type { CreditReturn } from '../billing.schema';
import type { CreditDisputes } from '../credit-dispute.model';
import type { CreditSpending, CreditSpendings } from '../credit-spending.model';
import { movement, type SpendingReason } from '../credit.rules';

export interface CreditMove {
  userId: string;
  /** Deterministic, at most 150 ASCII characters; the same key moves one credit once. */
  key: string;
  reason: SpendingReason;
  subject: { type: string; id: string };
}

interface Deps {
  spendings: CreditSpendings;
  disputes: CreditDisputes;
  ledger: Ledger;
  audit: Audit;
}

export function createSpendCredit(
  { clock, database, outbox }: Platform,
  { spendings, disputes, ledger, audit }: Deps,
) {
  /** In a unit. @throws out_of_credits, credits_on_hold */
  const spendCredit = ({ userId, key, reason, subject }: CreditMove): Promise<void> =>
    database.atomically(async () => {
      await demandFree(userId);
      await takeOne(movement('SPENDING', key, userId, 1, reason, subject));
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

  async function demandFree(userId: string): Promise<void> {
    if ((await disputes.count({ where: { userId, status: 'OPEN' } })) === 0) return;
    throw creditsOnHold(
      'Your bank takes back what you paid for credits. They can be spent once it has decided.',
    );
  }

  async function takeOne(spending: ReturnType<typeof movement>): Promise<void> {
    try {
      await ledger.post([spending]);
    } catch (error) {
      if (error instanceof LedgerRefusal) throw outOfCredits('This costs one credit; buy credits first.');
      throw error;
    }
  }

  /**
   * In a unit. Gives back the credit that the user spent under this key, and no other; does nothing where there is none
   * or an admin gave it back, so that a credit is never given back twice, by whichever way.
   */
  const returnCredit = ({ userId, key, reason }: CreditMove): Promise<void> =>
    database.atomically(async () => {
      const spending = await spendings.findOne({ where: { spendingKey: key, userId }, lock: true });
      if (spending?.returnedAt === null) await giveBack(spending, `${key}:returned`, reason);
    });

  async function giveBack(spending: CreditSpending, returnKey: string, reason: string): Promise<void> {
    const { spendingKey, userId, subjectType, subjectId } = spending;
    await spending.update({ returnKey, returnedAt: clock.now() });
    await ledger.post([
      movement('RETURN', spendingKey, userId, 1, reason, { type: subjectType, id: subjectId }),
    ]);
    await outbox.emit(creditReturned, { userId, reason, subjectType, subjectId });
  }

  /** An admin gives one spent credit back. @throws not_found, credit_returned_before */
  const refundCredit = (actor: UserActor, { userId, spendingKey, reason }: CreditReturn): Promise<void> =>
    database.atomically(async () => {
      const spending = await spendings.findByPk(spendingKey, { lock: true });
      if (spending?.userId !== userId) throw notFound('This user has no such spending.');
      if (spending.returnedAt !== null) throw creditReturnedBefore('A credit is given back once.');
      await giveBack(spending, `admin:${spendingKey}`, reason);
      await audit.record({
        actor,
        action: 'credits.returned',
        subject: { type: 'user', id: userId },
        reason,
        detail: { spendingKey },
      });
    });

  return { spendCredit, returnCredit, refundCredit };
}
