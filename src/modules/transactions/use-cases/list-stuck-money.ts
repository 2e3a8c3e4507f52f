/** Lists the money of ended deals that waits for an admin: what came back late, and hold-backs whose hold outlasts them. */
import { Op } from 'sequelize';
import { STUCK_LISTED_MAX, type StuckMoney } from '../../ledger';
import { escrowOf } from '../books.rules';
import { OUTCOMES } from '../process/process';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { createSumFrozen } from './sum-frozen';

export function createListStuckMoney(context: TransactionsContext) {
  const { platform, models, ledger } = context;
  const { clock } = platform;
  const sumFrozen = createSumFrozen(context);

  /** Whatever a deal that has ended holds, but for its hold-back, came back to it. */
  async function undivided(): Promise<Transaction[]> {
    const resting = await ledger.listIdleBalances('escrow');
    const ids = resting.map(({ code }) => code.slice(escrowOf('').length));
    return models.transactions.findAll({ where: { id: ids, state: [...OUTCOMES], wait: null } });
  }

  const heldTooLong = (): Promise<Transaction[]> =>
    models.transactions.findAll({
      where: { wait: 'HOLDBACK', heldSince: { [Op.ne]: null }, deadlineAt: { [Op.lte]: clock.now() } },
      order: [['deadlineAt', 'ASC']],
      limit: STUCK_LISTED_MAX,
    });

  return async function listStuckMoney(): Promise<StuckMoney[]> {
    const lists = await Promise.all([undivided(), heldTooLong()]);
    const held = await ledger.balances(lists.flat().map(({ id }) => escrowOf(id)));
    const frozen = await sumFrozen(lists.flat().map(({ id }) => id));
    return lists.flat().flatMap(({ id, wait, deadlineAt, endedAt, openedAt }) => {
      // What waits for a bank goes by itself once it has decided.
      const amountCents = (held.get(escrowOf(id)) ?? 0) - (frozen.get(id) ?? 0);
      if (amountCents === 0) return [];
      return {
        kind: wait === null ? 'DEAL_UNDIVIDED' : 'HOLDBACK_ON_HOLD',
        ...{ subject: `transaction ${id}`, amountCents, since: deadlineAt ?? endedAt ?? openedAt },
        whatToDo:
          wait === null
            ? `Divide what came back after the end: POST /transactions/${id}/admin/resolve with the outcome of the deal.`
            : `Look why it is on hold, then lift the hold (POST /transactions/${id}/admin/release-hold); or decide who gets the hold-back: POST /transactions/${id}/admin/resolve.`,
      };
    });
  };
}
