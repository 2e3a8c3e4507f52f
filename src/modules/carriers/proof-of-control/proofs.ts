/** Finds and locks the row of a person and a carrier. */
import { ForeignKeyConstraintError, Op } from 'sequelize';
import { DAY_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { Platform } from '../../../platform/platform';
import type { ControlProof, defineControlProofs } from './proof-of-control.model';
import { unknownUser } from './proof-of-control.problems';

export function createProofs({ clock, database }: Platform, Proofs: ReturnType<typeof defineControlProofs>) {
  const find = (userId: string, usdot: number): Promise<ControlProof | null> =>
    Proofs.findOne({ where: { userId, usdot } });

  /** Where two do it at once the second one's row is ignored. An unknown user is, or is refused, by the database. */
  async function addEmpty(userId: string, usdot: number): Promise<void> {
    const now = clock.now();
    const row = { id: newId(), userId, usdot, level: 0 as const, codeTriesLeft: 0, sends: 0 };
    try {
      await Proofs.bulkCreate([{ ...row, createdAt: now, updatedAt: now }], { ignoreDuplicates: true });
    } catch (error) {
      if (!(error instanceof ForeignKeyConstraintError)) throw error;
    }
  }

  return {
    find,

    /** The locked row, in a unit; made if there is none. Throws `unknown_user`. */
    async lock(userId: string, usdot: number): Promise<ControlProof> {
      if (!(await find(userId, usdot))) await addEmpty(userId, usdot);
      const row = await Proofs.findOne({ where: { userId, usdot }, lock: true });
      if (!row) throw unknownUser(`There is no user ${userId}.`);
      return row;
    },

    listOf: (userId: string): Promise<ControlProof[]> =>
      Proofs.findAll({ where: { userId }, order: [['usdot', 'ASC']] }),

    /** Codes sent to the carrier's mailbox within a day, whoever asked for them. */
    async countSends(usdot: number): Promise<number> {
      const [row] = await database.select<{ total: number | string | null }>(
        'SELECT SUM(sends) AS total FROM control_proofs WHERE usdot = :usdot AND sendsSince > :since',
        { usdot, since: clock.now() - DAY_MS },
      );
      return Number(row?.total ?? 0);
    },

    countOtherHolders: (row: ControlProof): Promise<number> =>
      Proofs.count({ where: { usdot: row.usdot, level: { [Op.gt]: 0 }, id: { [Op.ne]: row.id } } }),

    /** Oldest request first, those behind the given one. */
    listPending: (requestedAt: number, id: string, limit: number): Promise<ControlProof[]> =>
      Proofs.findAll({
        where: {
          reviewState: 'PENDING',
          [Op.or]: [
            { reviewRequestedAt: { [Op.gt]: requestedAt } },
            { reviewRequestedAt: requestedAt, id: { [Op.gt]: id } },
          ],
        },
        order: [
          ['reviewRequestedAt', 'ASC'],
          ['id', 'ASC'],
        ],
        limit,
      }),
  };
}

export type Proofs = ReturnType<typeof createProofs>;
