/** The door of approvals: four eyes on every act of an admin that makes, releases or sends money above the limit. */
import { Op, type WhereOptions } from 'sequelize';
import { refuseOwnThing } from '../../platform/http/own-thing';
import { type Actor, systemActor } from '../../platform/kernel/actor';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { dollars } from '../../platform/kernel/money';
import type { WaitingSource } from '../../platform/kernel/waiting';
import { readStored } from '../../platform/db/stored-json';
import { readEach } from '../../platform/kernel/unreadable';
import { waitingIn } from '../../platform/db/waiting';
import type { Platform } from '../../platform/platform';
import { STUCK_LISTED_MAX, type StuckMoney } from '../ledger';
import { type ActName, sayAct } from './acts';
import { type ApprovalRow, Asked, defineApprovals } from './approval.model';
import type { ApprovalsConfig } from './approvals.config';
import type { ApprovalsDeps } from './approvals.context';
import { secondAdminNeeded } from './approvals.problems';
import { createLoneActs } from './lone-acts';
import type { AuditAction } from '../audit';
import { createStops, STOP } from './stops';

export type { ActName } from './acts';
export { secondAdminNeeded } from './approvals.problems';

/** A first word that nobody has repeated by then counts no more. */
export const FIRST_WORD_COUNTS_MS = 7 * DAY_MS;

const withdrawal = systemActor('approvals.withdrawal');

export interface MoneyAct {
  act: ActName;
  subject: { type: string; id: string };
  amountCents: number;
  /** What this act moves, where `amountCents` counts more than that; what is done alone adds up by it. */
  movesCents?: number;
  /** What is asked for: the second admin has to ask for just this. */
  asked: Asked;
  /** Whose money it is: they do not act on it, whatever their role. */
  concerns: readonly string[];
  /** Takes two whatever the sum. */
  always?: true;
}

/** `transaction.resolve`: of decisions that keep their first words themselves, too. */
export type LoneDecision = Pick<MoneyAct, 'amountCents' | 'concerns'> & { act: string };

/** A first word that waits for a second. */
export interface FirstWord {
  id: string;
  /** In words. */
  what: string;
  subject: { type: string; id: string };
  amountCents: number;
  asked: Asked;
  firstId: string;
  askedAt: number;
  /** Null where it is done already, and only waits to be confirmed. */
  lapsesAt: number | null;
}

export interface Approvals extends WaitingSource {
  /** Above it an act takes two admins. */
  readonly limitCents: number;
  /**
   * In the unit of the act, on the locked row that it changes. True where it may be done now: up to the limit, together
   * with what was done alone before, and above it where another admin has asked for just this. False where this is the first word, which is kept.
   *
   * @throws forbidden, second_admin_needed where the first admin says it again
   */
  mayBeDone(actor: Actor, act: MoneyAct): Promise<boolean>;
  /**
   * For decisions that keep their first words themselves. In a unit: what this admin did alone within the window, or was
   * done alone over the money of those whom it concerns, whichever is more; locked until the unit ends.
   */
  sumOfAlone(actor: Actor, concerns: readonly string[]): Promise<number>;
  /** In the unit of such an act, where one admin has done it alone: it counts from now on. */
  addAlone(actor: Actor, act: LoneDecision): Promise<void>;
  /**
   * In the unit in which somebody recovers their access, or is no administrator any more: what was asked in their name
   * waits for nobody.
   */
  withdrawFirstWordsOf(userId: string): Promise<void>;
  /**
   * In the unit in which an admin suspends another admin at once. From then on they agree to nothing, and nothing that they
   * asked for waits, until it is confirmed or ended. @throws second_admin_needed where an earlier one waits
   */
  stopAtOnce(actor: Actor, userId: string): Promise<void>;
  /** A second admin, or whoever runs the servers, says so too. False where nothing waits. @throws second_admin_needed, forbidden */
  confirmStop(actor: Actor, userId: string): Promise<boolean>;
  /** In the unit in which two, or whoever runs the servers, decided otherwise. False where nothing waits. */
  endStop(actor: Actor, userId: string): Promise<boolean>;
  /** @throws second_admin_needed for an admin who stopped another one, while it waits */
  refuseWhoStopped(actor: Actor): Promise<void>;
  /** Whether two have agreed on such an act since. */
  wasAgreedSince(act: ActName, since: number): Promise<boolean>;
  /** What waits for a second admin, the longest wait first; at most the 100 oldest. */
  listFirstWords(): Promise<FirstWord[]>;
  listStuckMoney(): Promise<StuckMoney[]>;
}

export function createApprovals(platform: Platform<ApprovalsConfig>, { audit }: ApprovalsDeps): Approvals {
  const { config, clock, database } = platform;
  const loneActs = createLoneActs({ platform, audit });
  const approvals = defineApprovals(database);
  const stops = createStops({ platform, audit }, approvals);
  const stillOpen = () => ({
    status: 'OPEN' as const,
    act: { [Op.ne]: STOP },
    openedAt: { [Op.gt]: clock.now() - FIRST_WORD_COUNTS_MS },
  });
  const waiting = () => ({ [Op.or]: [stillOpen(), { status: 'OPEN' as const, act: STOP }] });

  async function mayBeDone(actor: Actor, wanted: MoneyAct): Promise<boolean> {
    if (actor.kind !== 'user') return true;
    const { userId } = actor;
    const { act, subject, amountCents, concerns, always } = wanted;
    refuseOwnThing(actor, ...concerns);
    const asked = JSON.stringify(wanted.asked, Object.keys(wanted.asked).toSorted());
    const of = { act, subjectType: subject.type, subjectId: subject.id };
    const first = await approvals.findOne({ where: { ...stillOpen(), ...of }, lock: true });
    const now = clock.now();
    // Of the same sum, too: it may have become another one since, as of a refund that was parted.
    const isTheSame = first?.asked === asked && first.amountCents === amountCents;
    if (isTheSame && first.firstId !== userId) {
      await stops.refuseWhoStopped(actor);
      await first.update({ status: 'AGREED', secondId: userId, closedAt: now });
      await record('approval.agreed', first.id);
      return true;
    }
    if (!always && (await isSmall(wanted, userId))) {
      await first?.update({ status: 'REPLACED', closedAt: now });
      return true;
    }
    await stops.refuseWhoStopped(actor);
    if (isTheSame) {
      throw secondAdminNeeded(
        amountCents === 0
          ? 'This takes another administrator, who has to ask for the same.'
          : amountCents > config.TWO_ADMIN_LIMIT_CENTS || always
            ? `${dollars(amountCents)} takes another administrator, who has to ask for the same.`
            : `With what was done alone before, this is more than ${dollars(config.TWO_ADMIN_LIMIT_CENTS)}: it takes another administrator, who has to ask for the same.`,
      );
    }
    await first?.update({ status: 'REPLACED', closedAt: now });
    const id = newId();
    await approvals.create({ id, ...of, amountCents, asked, status: 'OPEN', firstId: userId, openedAt: now });
    await record('approval.asked', id);
    return false;

    function record(action: AuditAction, approvalId: string): Promise<void> {
      const detail = { act, amountCents, ...wanted.asked, approvalId };
      return audit.record({ actor, action, subject, detail });
    }
  }

  /** Up to the limit, together with what was done alone before; from now on it counts, too. */
  async function isSmall(
    { act, amountCents, movesCents = amountCents, concerns }: MoneyAct,
    adminId: string,
  ): Promise<boolean> {
    const limitCents = config.TWO_ADMIN_LIMIT_CENTS;
    if (amountCents > limitCents) return false;
    const alone = { adminId, concerns };
    if (movesCents + (await loneActs.sumOf(alone)) > limitCents) return false;
    await loneActs.add(alone, act, movesCents);
    return true;
  }

  async function withdrawFirstWordsOf(firstId: string): Promise<void> {
    for (const { id } of await approvals.findAll({ where: { ...stillOpen(), firstId } })) {
      const row = await approvals.findByPk(id, { lock: true });
      if (row?.status !== 'OPEN') continue;
      await row.update({ status: 'WITHDRAWN', closedAt: clock.now() });
      await audit.record({
        ...{ actor: withdrawal, action: 'approval.withdrawn' },
        subject: { type: row.subjectType, id: row.subjectId },
        detail: { act: row.act, amountCents: row.amountCents, approvalId: id, firstId },
      });
    }
  }

  const readOldest = (where: WhereOptions<ApprovalRow>): Promise<ApprovalRow[]> =>
    approvals.findAll({
      where,
      order: [
        ['openedAt', 'ASC'],
        ['id', 'ASC'],
      ],
      limit: STUCK_LISTED_MAX,
    });

  async function listFirstWords(): Promise<FirstWord[]> {
    return readEach(
      await readOldest(waiting()),
      ({ id, act, subjectType, subjectId, amountCents, asked, firstId, openedAt }) => ({
        ...{ id, what: sayAct(act), amountCents, firstId },
        subject: { type: subjectType, id: subjectId },
        asked: readStored(Asked, asked, `approvals.asked of ${id}`),
        askedAt: openedAt,
        lapsesAt: act === STOP ? null : openedAt + FIRST_WORD_COUNTS_MS,
      }),
    );
  }

  return {
    get limitCents() {
      return config.TWO_ADMIN_LIMIT_CENTS;
    },
    mayBeDone,

    async sumOfAlone(actor, concerns) {
      if (actor.kind !== 'user') return 0;
      await stops.refuseWhoStopped(actor);
      return loneActs.sumOf({ adminId: actor.userId, concerns });
    },

    async addAlone(actor, { act, amountCents, concerns }) {
      if (actor.kind === 'user') await loneActs.add({ adminId: actor.userId, concerns }, act, amountCents);
    },

    async stopAtOnce(actor, userId) {
      if (actor.kind === 'user') await withdrawFirstWordsOf(actor.userId);
      await stops.stopAtOnce(actor, userId);
    },
    confirmStop: stops.confirmStop,
    endStop: stops.endStop,
    refuseWhoStopped: stops.refuseWhoStopped,

    wasAgreedSince: async (act, since) =>
      (await approvals.count({ where: { act, status: 'AGREED', closedAt: { [Op.gt]: since } } })) > 0,

    withdrawFirstWordsOf,
    listWaiting: async () => [
      await waitingIn(approvals, {
        kind: 'SECOND_ADMIN',
        task: 'Check what the first administrator asked for, and ask for the same; or leave it to lapse. A suspension of an administrator does not lapse.',
        path: '/admin/approvals',
        where: waiting(),
        since: 'openedAt',
        items: (rows) =>
          rows.map(({ id, act, subjectType, subjectId, amountCents, firstId, openedAt }) => ({
            // A role or a block is no sum.
            ...{ id, userId: firstId, amountCents: amountCents || null, since: openedAt },
            about: `${sayAct(act)} (${subjectType} ${subjectId})`,
          })),
      }),
    ],

    listFirstWords,

    listStuckMoney: async () =>
      (await readOldest(stillOpen())).map(({ act, subjectType, subjectId, amountCents, openedAt }) => ({
        ...{ kind: 'SECOND_ADMIN_NEEDED', subject: `${subjectType} ${subjectId}`, amountCents },
        since: openedAt,
        whatToDo: `${sayAct(act)}: an administrator has asked for it. Check it, then ask for just the same; if it is wrong, leave it: it lapses after 7 days.`,
      })),
  };
}
