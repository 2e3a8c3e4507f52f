/** The carrier of a deal ran into a hard stop: the deal is held until an administrator has looked at it. */
import { Op } from 'sequelize';
import { systemActor } from '../../../platform/kernel/actor';
import type { OnDeal } from '../make-move';
import { OUTCOMES } from '../process/process';
import type { TransactionsContext } from '../transactions.context';

const watch = systemActor('transactions.watch');

export const createStopDeal =
  ({ models }: TransactionsContext, onDeal: OnDeal) =>
  /** In the unit of the news, which may be late or come twice. */
  async ({ listingId, hardStops }: { listingId: string; hardStops: string[] }): Promise<void> => {
    const open = await models.transactions.findOne({
      where: { listingId, state: { [Op.notIn]: [...OUTCOMES] } },
    });
    if (!open) return;
    await onDeal(open.id, async (deal) => {
      const order = {
        move: 'HOLD' as const,
        mover: 'WATCH' as const,
        actor: watch,
        reason: `The FMCSA record of the carrier shows what stops a sale: ${hardStops.join(', ')}.`,
      };
      if (!(await deal.refusal(order))) await deal.make(order);
    });
  };
