/** Reads what of people is verified: for themselves, for admins, for those who deal with them, for everybody. */
import { readPage } from '../../../platform/db/keyset';
import { recordKeyset } from '../../../platform/db/records';
import type { UserActor } from '../../../platform/kernel/actor';
import { iso } from '../../../platform/kernel/clock';
import type { Page } from '../../../platform/kernel/page';
import { readEach } from '../../../platform/kernel/unreadable';
import { selectControllerIds } from '../../carriers';
import { selectUserIds, type User, type VerifiedFact } from '../../identity';
import type { DocumentTitle } from '../../documents';
import { type Fact, FACTS } from '../facts';
import type { Verification } from '../verification.model';
import { sayFindings, sayVerified, WHAT, WHERE_TO } from '../verification.rules';
import type { VerificationContext } from '../verification.context';
import { verificationNeeded } from '../verification.problems';
import type { VerificationQuery } from '../verification.schema';

export type Moment = 'UNLOCK' | 'OFFER';

/** Ids of those who have shown who they are, at the moment that the place `now` has. */
export const selectIdentifiedIds =
  "SELECT v.userId FROM verifications v WHERE v.fact = 'IDENTITY' AND v.state = 'VERIFIED' AND (v.validUntil IS NULL OR v.validUntil > :now)";

/** One claim that is no JSON would end the statement for all. */
const claimed = (field: 'companyName' | 'usdot'): string =>
  `CASE WHEN JSON_VALID(claim) THEN JSON_EXTRACT(claim, '$.${field}') END`;

export interface OwnFacts {
  /** Newest first. */
  rows: Verification[];
  missing: Record<Moment, Fact[]>;
}

export interface ReviewedRows {
  page: Page<Verification>;
  people: Map<string, User>;
  titles: Map<string, DocumentTitle>;
  /** What the federal record shows of the carriers of each. */
  carriers: Map<string, string[]>;
}

export type ReadVerification = ReturnType<typeof createReadVerification>;

export function createReadVerification({
  platform,
  verifications,
  carriers,
  identity,
  documents,
}: VerificationContext) {
  const { clock, config, database } = platform;
  const askedAt = (moment: Moment): readonly Fact[] =>
    moment === 'UNLOCK' ? config.VERIFICATION_AT_UNLOCK : config.VERIFICATION_AT_OFFER;

  /** Also between two sweeps nothing holds that has ended. */
  const holds = ({ state, validUntil }: Verification): boolean =>
    state === 'VERIFIED' && (validUntil === null || validUntil > clock.now());

  async function findHolding(userIds: readonly string[], facts: readonly Fact[] = FACTS) {
    if (userIds.length === 0 || facts.length === 0) return [];
    const rows = await verifications.findAll({
      where: { userId: [...userIds], fact: [...facts], state: 'VERIFIED' },
      order: [['fact', 'ASC']],
    });
    return rows.filter(holds);
  }

  const missingOf = (moment: Moment, holding: readonly Verification[]): Fact[] =>
    askedAt(moment).filter((fact) => !holding.some((row) => row.fact === fact));

  const titlesOf = (rows: readonly Verification[]) =>
    documents.titlesOf([...new Set(readEach(rows, ({ documentIds }) => documentIds).flat())]);

  /** Those of the people of whom all of these hold now. */
  async function findVerified(userIds: readonly string[], facts: readonly Fact[]): Promise<Set<string>> {
    const holding = new Set(
      (await findHolding(userIds, facts)).map(({ userId, fact }) => `${userId} ${fact}`),
    );
    return new Set(userIds.filter((userId) => facts.every((fact) => holding.has(`${userId} ${fact}`))));
  }

  return {
    titlesOf,
    findVerified,

    async readOwn({ userId }: UserActor): Promise<OwnFacts> {
      const rows = await verifications.findAll({ where: { userId }, order: [['id', 'DESC']], limit: 100 });
      const holding = rows.filter(holds);
      return {
        rows,
        missing: { UNLOCK: missingOf('UNLOCK', holding), OFFER: missingOf('OFFER', holding) },
      };
    },

    async listVerifications(query: VerificationQuery): Promise<ReviewedRows> {
      const { state, fact, userId } = query;
      const source = {
        ...{ name: 'verification.admin', at: 'submittedAt' },
        equal: { state: state === 'ALL' ? undefined : state, fact, userId },
        searchedIn: {
          texts: [claimed('companyName'), claimed('usdot')],
          ids: ['id'],
          through: [
            { columns: ['userId'], select: selectUserIds },
            { columns: ['userId'], select: selectControllerIds },
          ],
        },
      };
      const page = await readPage(recordKeyset(database, verifications, source, query), query);
      return {
        page,
        people: await identity.findUsers([
          ...new Set(page.items.flatMap((row) => [row.userId, row.decidedBy ?? []].flat())),
        ]),
        titles: await titlesOf(page.items),
        carriers: await this.tellCarriers([...new Set(page.items.map((row) => row.userId))], 'COUNTERPART'),
      };
    },

    async tellVerified(
      userIds: readonly string[],
      seenBy: 'ANYBODY' | 'COUNTERPART',
    ): Promise<Map<string, VerifiedFact[]>> {
      const told = new Map<string, VerifiedFact[]>();
      const holding = await findHolding(userIds);
      const read = readEach(holding, ({ userId, fact, claim, carrierFindings, verifiedAt, validUntil }) => ({
        ...{ userId, fact, claim, carrierFindings, verifiedAt, validUntil },
      }));
      for (const { userId, fact, claim, carrierFindings, verifiedAt, validUntil } of read) {
        if (claim === null || verifiedAt === null) continue;
        const says = sayVerified({ claim, carrierFindings, verifiedAt, validUntil }, seenBy);
        const line = { fact, says, verifiedAt: iso(verifiedAt), validUntil: iso(validUntil) };
        told.set(userId, [...(told.get(userId) ?? []), line]);
      }
      return told;
    },

    /** A carrier names whoever controls it, so everybody else is told nothing. */
    async tellCarriers(
      userIds: readonly string[],
      seenBy: 'ANYBODY' | 'COUNTERPART',
    ): Promise<Map<string, string[]>> {
      if (seenBy === 'ANYBODY') return new Map();
      const records = await carriers.readOwnRecords(userIds);
      return new Map([...records].map(([userId, own]) => [userId, own.map(sayFindings)]));
    },

    isVerified: async (userId: string, facts: readonly Fact[]): Promise<boolean> =>
      (await findVerified([userId], facts)).has(userId),

    /** @throws verification_needed: names what is missing, and where to verify it */
    async refuseUnverified(userId: string, moment: Moment): Promise<void> {
      if (askedAt(moment).length === 0) return;
      const missing = missingOf(moment, await findHolding([userId], askedAt(moment)));
      if (missing.length === 0) return;
      const act = moment === 'UNLOCK' ? 'you unlock a listing' : 'you make an offer';
      throw verificationNeeded(
        `Before ${act}, have verified: ${missing.map((fact) => `${WHAT[fact]} (${WHERE_TO[fact]})`).join(', ')}.`,
        {
          errors: missing.map((fact) => ({
            field: fact.toLowerCase(),
            code: 'verification_needed',
            message: `Have ${WHAT[fact]} verified: ${WHERE_TO[fact]}.`,
          })),
        },
      );
    },
  };
}
