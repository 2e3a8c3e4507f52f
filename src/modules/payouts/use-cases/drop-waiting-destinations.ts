/** Takes back where a user's money would go from the day after tomorrow on: a thief may have named it. */
import { systemActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import { NEW_DESTINATION_WAITS_MS, noAccount } from '../payout.rules';
import { payoutDestinationDropped } from '../payouts.events';
import type { PayoutsContext } from '../payouts.context';

const recovery = systemActor('payouts.recovery');

export const createDropWaitingDestinations =
  ({ platform: { clock, events }, models: { accounts, bankAccounts }, audit }: PayoutsContext) =>
  /**
   * In a unit. What money could go to by then stays, as its owner had had two days to object, and so does what was named
   * since.
   */
  async (userId: string, recoveredAt: number): Promise<void> => {
    const now = clock.now();
    const waited = (usableFrom: number) =>
      usableFrom > recoveredAt && usableFrom - NEW_DESTINATION_WAITS_MS <= recoveredAt;
    const bank = await bankAccounts.findByPk(userId, { lock: true });
    if (bank?.usableFrom && waited(bank.usableFrom)) {
      const { lastDigits } = bank;
      await bank.update({ sealedAccount: null, lastDigits: null, usableFrom: null, updatedAt: now });
      await audit.record({
        actor: recovery,
        action: 'bank_account.removed',
        subject: { type: 'bank_account', id: userId },
        detail: { lastDigits },
      });
      await events.emit(payoutDestinationDropped, { userId, destination: 'BANK_ACCOUNT' });
    }
    for (const account of await accounts.findAll({ where: { userId }, lock: true })) {
      const { gatewayAccountId, usableFrom, createdAt } = account;
      const pending = usableFrom === null ? createdAt <= recoveredAt : waited(usableFrom);
      if (gatewayAccountId === null || !pending) continue;
      await account.update({ ...noAccount(newId()), updatedAt: now });
      await audit.record({
        actor: recovery,
        action: 'payout_account.removed',
        subject: { type: 'payout_account', id: account.id },
        detail: { gatewayAccountId },
      });
      await events.emit(payoutDestinationDropped, { userId, destination: 'PAYOUT_ACCOUNT' });
    }
  };
