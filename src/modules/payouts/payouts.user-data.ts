/** What payouts add to a person's export of their data, what keeps an account from being deleted, and what goes with it. */
import { Op } from 'sequelize';
import { userDeleted } from '../identity';
import { iso } from '../../platform/kernel/clock';
import { MAY_COME_BACK_MS } from './payout.rules';
import type { PayoutPresenter } from './payout.view';
import type { PayoutsContext } from './payouts.context';
import type { SaveBankAccount } from './use-cases/save-bank-account';

export function registerUserData(
  { platform, identity, models }: PayoutsContext,
  { readBankAccount }: Pick<SaveBankAccount, 'readBankAccount'>,
  present: PayoutPresenter,
): void {
  const { clock, events } = platform;

  identity.contributesToExport(
    'bankAccount',
    async (person) => [present.bankAccount(await readBankAccount(person))],
    { closedToKeys: true },
  );

  identity.preventsDeletion('payouts', async (userId) => {
    const open = await models.payouts.count({ where: { userId, status: ['REQUESTED', 'AWAITING_WIRE'] } });
    if (open > 0) return 'A payout to you is under way.';
    const sent = await models.payouts.findOne({
      where: { userId, status: 'PAID', endedAt: { [Op.gt]: clock.now() - MAY_COME_BACK_MS } },
      order: [['endedAt', 'DESC']],
    });
    if (!sent?.endedAt) return null;
    const safeFrom = iso(sent.endedAt + MAY_COME_BACK_MS);
    return `A payout was sent to you, and banks can still send it back. You can delete your account from ${safeFrom} on.`;
  });

  events.on(userDeleted, 'payments', { runs: 'unit' }, async ({ userId }) => {
    const nothing = { sealedAccount: null, lastDigits: null, usableFrom: null, updatedAt: clock.now() };
    await models.bankAccounts.update(nothing, { where: { userId } });
  });
}
