/** Opens, withdraws and decides contests of control. A contest stops nothing by itself: an admin's decision does. */
import { createHash } from 'node:crypto';
import { Op } from 'sequelize';
import { modelKeyset, newestFirst, oldestFirst, readPage } from '../../../platform/db/keyset';
import { notFound } from '../../../platform/http/problem';
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import { waitingIn } from '../../../platform/db/waiting';
import type { Platform } from '../../../platform/platform';
import type { Audit, AuditAction } from '../../audit';
import type { Documents } from '../../documents';
import type { Identity, User } from '../../identity';
import type { CarriersConfig } from '../carriers.config';
import { controlContestClosed, controlContested } from '../carriers.events';
import type { EndProofs } from '../proof-of-control/end-proofs';
import type { ControlProof } from '../proof-of-control/proof-of-control.model';
import type { CompanyParties } from '../company-parties';
import type { Proofs } from '../proof-of-control/proofs';
import type { LookUps } from '../use-cases/look-up';
import type { Snapshots } from '../use-cases/save-snapshot';
import type { Contest, Decision, defineContests } from './contest.model';
import { contestClosed, contestOpen, holdersChanged } from './contest.problems';
import type { ContestQuery, DecideContest, NewContest } from './contest.schema';
import { lowerCase } from '../../../platform/kernel/lower-case';

/** A contest as an admin looks at it: with those whose control it contests. */
export interface ContestWithHolders {
  contest: Contest;
  holders: ControlProof[];
  /** Of all of them. */
  people: Map<string, User>;
  /** Of the company, in the federal record. */
  legalName: string | null;
}

/** What an admin has read of them: a proof is another one as soon as its level is of another moment. */
export const hashOfHolders = (holders: ControlProof[]): string => {
  const read = holders.map(({ userId, level, levelSince }) => [userId, level, levelSince]);
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
};

export type Contests = ReturnType<typeof createContests>;

interface ContestDeps {
  Contests: ReturnType<typeof defineContests>;
  audit: Audit;
  documents: Documents;
  identity: Identity;
  proofs: Proofs;
  parties: CompanyParties;
  endProofs: EndProofs;
  lookUps: LookUps;
  snapshots: Snapshots;
}

export function createContests(platform: Platform<CarriersConfig>, deps: ContestDeps) {
  const { clock, database, events } = platform;
  const { Contests, audit, documents, identity, proofs, parties, endProofs, lookUps, snapshots } = deps;

  const note = (
    actor: UserActor,
    action: AuditAction,
    { id, usdot, userId }: Contest,
    reason: string | null,
  ) =>
    audit.record({
      actor,
      action,
      subject: { type: 'control_contest', id },
      ...(reason === null ? {} : { reason }),
      detail: { usdot, userId },
    });

  const othersOf = async ({ usdot, userId }: Pick<Contest, 'usdot' | 'userId'>): Promise<ControlProof[]> =>
    (await proofs.listHolders([usdot])).filter((row) => row.userId !== userId);

  const withPeople = async (contest: Contest, holders: ControlProof[]): Promise<ContestWithHolders> => ({
    ...{ contest, holders },
    people: await identity.findUsers([contest.userId, ...holders.map(({ userId }) => userId)]),
    legalName: (await snapshots.namesOf([contest.usdot])).get(contest.usdot) ?? null,
  });

  async function lockOpen(id: string): Promise<Contest> {
    const contest = await Contests.findByPk(id, { lock: true });
    if (!contest) throw notFound('There is no such contest.');
    if (contest.state !== 'OPEN') throw contestClosed(`The contest is ${contest.state.toLowerCase()}.`);
    return contest;
  }

  async function close(contest: Contest, state: Decision | 'WITHDRAWN', holderIds: string[]): Promise<void> {
    await contest.update({ state, closedAt: clock.now() });
    const { id: contestId, usdot, userId, reason } = contest;
    await events.emit(controlContestClosed, { contestId, usdot, userId, holderIds, outcome: state, reason });
  }

  return {
    /** Reads FMCSA's record first, so never inside a unit. */
    async open(actor: UserActor, { usdot, statement, documentIds }: NewContest): Promise<Contest> {
      await lookUps.getProfile(usdot);
      const { userId } = actor;
      return database.atomically(async () => {
        // The lock of the pair: one open contest of a person and a company.
        await proofs.lock(userId, usdot);
        if (await Contests.count({ where: { userId, usdot, state: 'OPEN' } })) {
          throw contestOpen(`You contest the control of USDOT ${usdot} already.`);
        }
        const id = newId();
        const handedIn = await documents.handIn(actor, documentIds, { kind: 'contest', id });
        const contest = await Contests.create({
          id,
          usdot,
          userId,
          statement,
          documents: handedIn,
          state: 'OPEN',
          openedAt: clock.now(),
          closedAt: null,
          decidedBy: null,
          reason: null,
        });
        const holderIds = (await othersOf(contest)).map((row) => row.userId);
        await events.emit(controlContested, { contestId: contest.id, usdot, userId, holderIds });
        await note(actor, 'control_contest.opened', contest, statement);
        return contest;
      });
    },

    withdraw: (actor: UserActor, id: string): Promise<Contest> =>
      database.atomically(async () => {
        const own = await Contests.findOne({ where: { id, userId: actor.userId } });
        if (!own) throw notFound('There is no such contest.');
        const contest = await lockOpen(id);
        await close(
          contest,
          'WITHDRAWN',
          (await othersOf(contest)).map((row) => row.userId),
        );
        await note(actor, 'control_contest.withdrawn', contest, null);
        return contest;
      }),

    /** Upheld, the proofs of all others are revoked: each of them comes back by a review alone. */
    decide: (
      actor: UserActor,
      id: string,
      { decision, holdersHash, reason }: DecideContest,
    ): Promise<ContestWithHolders> =>
      database.atomically(async () => {
        const contest = await lockOpen(id);
        refuseOwnThing(actor, contest.userId);
        const { usdot, userId } = contest;
        const holders = await proofs.lockOtherHolders(usdot, userId);
        const holderIds = holders.map((row) => row.userId);
        await parties.refuseParty(actor, usdot);
        if (holdersHash !== undefined && hashOfHolders(holders) !== holdersHash)
          throw holdersChanged(`Those who hold a proof for USDOT ${usdot} are not those whom you have read.`);
        contest.set({ decidedBy: actor.userId, reason });
        await close(contest, decision, holderIds);
        await note(actor, `control_contest.${lowerCase(decision)}`, contest, reason);
        if (decision === 'UPHELD') await endProofs.ofOthers(usdot, userId, actor, reason);
        return withPeople(contest, await othersOf(contest));
      }),

    listOwn: (actor: UserActor, query: PageQuery): Promise<Page<Contest>> =>
      readPage(
        modelKeyset(Contests, {
          name: 'contests.own',
          order: newestFirst('openedAt'),
          where: { userId: actor.userId },
        }),
        query,
      ),

    /** The longest wait first. */
    async list(query: ContestQuery): Promise<Page<ContestWithHolders>> {
      const { items, pagination } = await readPage(
        modelKeyset(Contests, {
          name: 'contests.all',
          order: oldestFirst('openedAt'),
          where: { state: query.state },
        }),
        query,
      );
      const holders = items.length === 0 ? [] : await proofs.listHolders(items.map(({ usdot }) => usdot));
      const of = ({ usdot, userId }: Contest) =>
        holders.filter((row) => row.usdot === usdot && row.userId !== userId);
      const people = await identity.findUsers([
        ...new Set([...items, ...holders].map(({ userId }) => userId)),
      ]);
      const names = await snapshots.namesOf(items.map(({ usdot }) => usdot));
      const withHolders = (contest: Contest): ContestWithHolders => ({
        ...{ contest, holders: of(contest), people },
        legalName: names.get(contest.usdot) ?? null,
      });
      return { items: items.map(withHolders), pagination };
    },

    listWaiting: async (): Promise<WaitingQueue[]> => [
      await waitingIn(Contests, {
        kind: 'CONTROL_CONTEST',
        task: 'Look at what both sides show, and decide the contest.',
        path: '/admin/contests',
        where: { state: 'OPEN' },
        since: 'openedAt',
        items: async (rows) => {
          const holders = rows.length === 0 ? [] : await proofs.listHolders(rows.map(({ usdot }) => usdot));
          return rows.map(({ id, usdot, userId, openedAt }) => ({
            ...{ id, userId, about: `USDOT ${usdot}`, amountCents: null, since: openedAt },
            concerns: holders.filter((held) => held.usdot === usdot).map((held) => held.userId),
          }));
        },
      }),
    ],

    listOf: (userId: string): Promise<Contest[]> =>
      Contests.findAll({ where: { userId }, order: [['openedAt', 'ASC']] }),

    /** Whether an admin has found for this person since then. */
    wasUpheldSince: async (userId: string, usdot: number, since: number): Promise<boolean> =>
      (await Contests.count({
        where: { userId, usdot, state: 'UPHELD', closedAt: { [Op.gt]: since } },
      })) > 0,
  };
}
