/** What admins did alone within the window: small acts add up, by the admin and by whose money it was. */
import { Op } from 'sequelize';
import { HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { defineLoneActs } from './lone-act.model';
import type { ApprovalsContext } from './approvals.context';

export interface LoneAct {
  adminId: string;
  /** Whose money it is. */
  concerns: readonly string[];
}

export function createLoneActs({ platform: { config, clock, database, scheduler } }: ApprovalsContext) {
  const { acts, sums } = defineLoneActs(database);
  const begin = () => clock.now() - config.TWO_ADMIN_WINDOW_HOURS * HOUR_MS;

  scheduler.every('approvals.forget-lone-acts', HOUR_MS, async () => {
    await acts.destroy({ where: { doneAt: { [Op.lte]: begin() } } });
  });

  const countedFor = ({ adminId, concerns }: LoneAct): string[] =>
    [`admin:${adminId}`, ...new Set(concerns.map((userId) => `about:${userId}`))].toSorted();

  return {
    /** In a unit. The greatest sum of any of them within the window, whose rows stay locked: of two acts at once the second sees the first. */
    async sumOf(act: LoneAct): Promise<number> {
      let most = 0;
      for (const who of countedFor(act)) {
        await sums.upsert({ who, askedAt: clock.now() });
        const sum = await acts.sum('amountCents', { where: { who, doneAt: { [Op.gt]: begin() } } });
        most = Math.max(most, Number(sum ?? 0));
      }
      return most;
    },

    /** In the unit of the act. */
    async add(act: LoneAct, name: string, amountCents: number): Promise<void> {
      const doneAt = clock.now();
      await acts.bulkCreate(
        countedFor(act).map((who) => ({ id: newId(), who, act: name, amountCents, doneAt })),
      );
    },
  };
}
