/** Finds and locks the row of a person and a carrier. */
import { ForeignKeyConstraintError, Op } from 'sequelize';
import { DAY_MS } from '../../../platform/kernel/clock';
import { modelKeyset, oldestFirst, readPage } from '../../../platform/db/keyset';
import { waitingIn } from '../../../platform/db/waiting';
import { newId } from '../../../platform/kernel/ids';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import type { Platform } from '../../../platform/platform';
import type { ControlProof, defineControlProofs } from './proof-of-control.model';
import { unknownUser } from './proof-of-control.problems';
import { type CarrierSends, PROOF_LIFE_MS } from './proof-of-control.rules';
import type { CarriersConfig } from '../carriers.config';

export function createProofs(
  { clock, database }: Platform<CarriersConfig>,
  Proofs: ReturnType<typeof defineControlProofs>,
) {
  const find = (userId: string, usdot: number): Promise<ControlProof | null> =>
    Proofs.findOne({ where: { userId, usdot } });

  /** A proof that has lapsed counts no more, also where the sweep has not met it yet. */
  const held = () => ({ level: { [Op.gt]: 0 }, levelSince: { [Op.gt]: clock.now() - PROOF_LIFE_MS } });

  const begun = (usdot: number) => ({
    usdot,
    [Op.or]: [
      { level: { [Op.gt]: 0 } },
      { codeHash: { [Op.ne]: null } },
      { reviewState: 'PENDING' as const },
    ],
  });

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

  const lockOwn = (userId: string): Promise<ControlProof[]> =>
    Proofs.findAll({ where: { userId }, order: [['id', 'ASC']], lock: true });

  return {
    find,

    /** The locked row, in a unit; made if there is none. Throws `unknown_user`. */
    async lock(userId: string, usdot: number): Promise<ControlProof> {
      if (!(await find(userId, usdot))) await addEmpty(userId, usdot);
      const row = await Proofs.findOne({ where: { userId, usdot }, lock: true });
      if (!row) throw unknownUser(`There is no user ${userId}.`);
      return row;
    },

    /** The same, with all that the person has proved or begun to prove, locked in one order: what two acts about their papers see is the same. */
    async lockAmongOwn(userId: string, usdot: number): Promise<ControlProof> {
      if (!(await find(userId, usdot))) await addEmpty(userId, usdot);
      const rows = await lockOwn(userId);
      const row = rows.find((own) => own.usdot === usdot);
      if (!row) throw unknownUser(`There is no user ${userId}.`);
      return row;
    },

    /** The locked rows of a person, in a unit. */
    lockOwn,

    listBegun: (usdot: number): Promise<ControlProof[]> => Proofs.findAll({ where: begun(usdot) }),

    /** The locked rows of everybody who has proved control of the carrier or is about to, in a unit. */
    lockBegun: (usdot: number): Promise<ControlProof[]> =>
      Proofs.findAll({ where: begun(usdot), order: [['id', 'ASC']], lock: true }),

    lockById: (id: string): Promise<ControlProof | null> => Proofs.findByPk(id, { lock: true }),

    /** The locked rows of those who hold a proof beside `userId`, in a unit. */
    lockOtherHolders: (usdot: number, userId: string): Promise<ControlProof[]> =>
      Proofs.findAll({
        where: { usdot, userId: { [Op.ne]: userId }, ...held() },
        order: [['id', 'ASC']],
        lock: true,
      }),

    listHolders: (usdots: number[]): Promise<ControlProof[]> =>
      Proofs.findAll({ where: { usdot: usdots, ...held() }, order: [['id', 'ASC']] }),

    /** Of these people, whatever they have proved control of and hold. */
    listHeldBy: (userIds: readonly string[]): Promise<ControlProof[]> =>
      Proofs.findAll({ where: { userId: [...userIds], ...held() }, order: [['usdot', 'ASC']] }),

    listOf: (userId: string): Promise<ControlProof[]> =>
      Proofs.findAll({ where: { userId }, order: [['usdot', 'ASC']] }),

    /**
     * In a unit, before one's own row is locked: whoever asks for a code of the same carrier waits, so that each sees what the
     * one before was sent.
     */
    async lockCarrier(userId: string, usdot: number): Promise<void> {
      if (!(await find(userId, usdot))) await addEmpty(userId, usdot);
      const first = await Proofs.findOne({ where: { usdot }, order: [['id', 'ASC']], attributes: ['id'] });
      if (first) await Proofs.findByPk(first.id, { lock: true });
    },

    /** Codes sent to the carrier's mailbox within a day, whoever asked for them. */
    async countSends(usdot: number): Promise<CarrierSends> {
      const [row] = await database.select<{ total: number | string | null; since: number | null }>(
        `SELECT SUM(sends) AS total, MIN(sendsSince) AS since FROM control_proofs
         WHERE usdot = :usdot AND sendsSince > :since AND sends > 0`,
        { usdot, since: clock.now() - DAY_MS },
      );
      const since = row?.since ?? null;
      return { total: Number(row?.total ?? 0), until: since === null ? null : Number(since) + DAY_MS };
    },

    countOtherHolders: (row: ControlProof): Promise<number> =>
      Proofs.count({ where: { usdot: row.usdot, id: { [Op.ne]: row.id }, ...held() } }),

    /** What these people have proved, or begun to prove, of these carriers. */
    listHeld: async (userIds: string[], usdots: number[]): Promise<ControlProof[]> =>
      userIds.length === 0 ? [] : Proofs.findAll({ where: { userId: userIds, usdot: usdots } }),

    listWaiting: (): Promise<WaitingQueue[]> =>
      Promise.all([
        waitingIn(Proofs, {
          kind: 'PROOF_OF_CONTROL',
          task: 'Review the papers and record the level, or decline.',
          path: '/admin/proof-of-control',
          where: { reviewState: 'PENDING' },
          since: 'reviewRequestedAt',
          items: (rows) =>
            rows.map(({ id, userId, usdot, reviewRequestedAt, updatedAt }) => ({
              ...{ id, userId, about: `USDOT ${usdot}`, amountCents: null },
              since: reviewRequestedAt ?? updatedAt,
            })),
        }),
      ]),

    /** The longest wait first. */
    pagePending: (query: PageQuery): Promise<Page<ControlProof>> =>
      readPage(
        modelKeyset(Proofs, {
          name: 'proofs.pending',
          order: oldestFirst('reviewRequestedAt'),
          where: { reviewState: 'PENDING' },
        }),
        query,
      ),
  };
}

export type Proofs = ReturnType<typeof createProofs>;
