/** Checks a carrier against its federal record and keeps the report. */
import { col, fn, Op } from 'sequelize';
import { MINUTE_MS } from '../../../platform/kernel/clock';
import { readEach } from '../../../platform/kernel/unreadable';
import { newId } from '../../../platform/kernel/ids';
import type { Platform } from '../../../platform/platform';
import type { CheckPurpose, CheckRow, defineChecks } from '../check-report.model';
import { outageProblem } from '../carriers.problems';
import type { CarrierProfile } from '../carrier-profile';
import { checkCarrier, checkVanished } from '../checks/check.rules';
import type { CheckVerdict, Declared } from '../checks/check-terms';
import { differenceBetween } from '../difference.rules';
import type { EinHasher } from '../ein';
import { scoreRisk } from '../risk/risk.rules';
import type { RiskScore } from '../risk/risk-terms';
import type { FindLinks } from '../links/find-links';
import { sourceWords } from '../sources.rules';
import type { Waivers } from '../waivers/waivers';
import { confirmedProfile, type Snapshots } from './save-snapshot';
import type { KeptRecord, LookUps } from './look-up';

/** A check reads anew; two that follow at once (a draft is checked, then submitted) share a reading. */
const CHECK_READING_LIFE_MS = 10 * MINUTE_MS;

export interface CheckReport extends CheckVerdict {
  id: string;
  usdot: number;
  purpose: CheckPurpose;
  checkedAt: number;
  risk: RiskScore;
  /** The waiver of an out-of-service order that counted then. */
  waiverId: string | null;
  snapshotId: string;
}

interface CheckDeps {
  Checks: ReturnType<typeof defineChecks>;
  lookUps: LookUps;
  snapshots: Snapshots;
  waivers: Pick<Waivers, 'inForce'>;
  findLinks: Pick<FindLinks, 'of'>;
  einHasher: EinHasher;
}

export function createChecking(
  { clock }: Platform,
  { Checks, lookUps, snapshots, waivers, findLinks, einHasher }: CheckDeps,
) {
  const findLatestRow = (usdot: number): Promise<CheckRow | null> =>
    Checks.findOne({
      where: { usdot },
      order: [
        ['checkedAt', 'DESC'],
        ['id', 'DESC'],
      ],
    });

  async function changesSinceLastCheck({ record }: KeptRecord) {
    const before = await findLatestRow(record.profile.usdot);
    const snapshot = before && (await snapshots.findById(before.snapshotId));
    return snapshot ? differenceBetween(snapshot.profile, record.profile) : null;
  }

  /** The verdict on a record that is at hand; stores nothing. */
  async function assess(kept: KeptRecord & { outdated: boolean }, declared: Declared) {
    const { profile, einHash } = kept.record;
    const now = clock.now();
    const waiver = await waivers.inForce(profile.usdot);
    const verdict = checkCarrier(
      {
        profile,
        declared,
        einMatches: declared.ein === undefined ? null : einHasher.matches(einHash, declared.ein),
        changes: await changesSinceLastCheck(kept),
        outdated: kept.outdated,
        waiver,
        now,
      },
      sourceWords(profile),
    );
    const links = await findLinks.of(kept.record);
    return {
      ...verdict,
      risk: scoreRisk(profile, now, sourceWords(profile), links),
      waiverId: waiver?.id ?? null,
    };
  }

  /** FMCSA does not know the number; if it once did, that is a finding and not a missing page. */
  async function assessVanished(usdot: number) {
    const kept = await lookUps.lastCopy(usdot);
    if (!kept) throw lookUps.unknownCarrier(usdot);
    const source = sourceWords(kept.record.profile);
    const risk = scoreRisk(kept.record.profile, clock.now(), source);
    const waiverId = (await waivers.inForce(usdot))?.id ?? null;
    return { ...checkVanished(source('carrier')), risk, waiverId, snapshotId: kept.snapshotId };
  }

  return {
    assess,

    /**
     * Reads the record anew, checks it and stores the report. Where FMCSA is not available a kept copy is checked:
     * it can fail, and cannot pass. Throws `carrier_not_found` or `fmcsa_unavailable` where there is none. Speaks to
     * FMCSA, so never inside a unit. A request waits as a page does; a job, which gives its `signal`, until it has an answer.
     */
    async check(
      usdot: number,
      declared: Declared,
      purpose: CheckPurpose,
      signal?: AbortSignal,
    ): Promise<CheckReport> {
      const found = signal
        ? await lookUps.findRecord(usdot, CHECK_READING_LIFE_MS, signal)
        : await lookUps.findForPage(usdot, CHECK_READING_LIFE_MS);
      if (found.status === 'unavailable') throw outageProblem(found.reason);
      const { outcome, snapshotId, ...findings } =
        found.status === 'found'
          ? { ...(await assess(found, declared)), snapshotId: found.snapshotId }
          : await assessVanished(usdot);
      const row = await Checks.create({
        id: newId(),
        usdot,
        purpose,
        checkedAt: clock.now(),
        outcome,
        snapshotId,
        findings,
      });
      return reportOf(row);
    },

    async latest(usdot: number): Promise<CheckReport | null> {
      const row = await findLatestRow(usdot);
      return row && reportOf(row);
    },

    /** The latest, unless what admins have recorded of an order has changed since: then it decides nothing. */
    async current(usdot: number): Promise<CheckReport | null> {
      const row = await findLatestRow(usdot);
      const waiverId = row && ((await waivers.inForce(usdot))?.id ?? null);
      return row && row.findings.waiverId === waiverId ? reportOf(row) : null;
    },

    /** The record that a report is about, as it was when it was last confirmed. */
    async profileOf({ snapshotId }: CheckReport): Promise<CarrierProfile> {
      const snapshot = await snapshots.findById(snapshotId);
      if (!snapshot) throw new Error(`Snapshot ${snapshotId} is gone.`);
      return confirmedProfile(snapshot);
    },

    /** The latest report of each carrier that was ever checked. */
    async latestOf(usdots: number[]): Promise<Map<number, CheckReport>> {
      if (usdots.length === 0) return new Map();
      const newest = await Checks.findAll({
        attributes: ['usdot', [fn('MAX', col('checkedAt')), 'checkedAt']],
        where: { usdot: usdots },
        group: ['usdot'],
      });
      const rows = await Checks.findAll({
        where: { [Op.or]: newest.map(({ usdot, checkedAt }) => ({ usdot, checkedAt })) },
        order: [['id', 'ASC']],
      });
      return new Map(readEach(rows, (row) => [row.usdot, reportOf(row)] as const));
    },

    /** Throws an `Error` for an id that no report bears: ids come from our own rows. */
    async getReport(id: string): Promise<CheckReport> {
      const row = await Checks.findByPk(id);
      if (!row) throw new Error(`There is no carrier check ${id}.`);
      return reportOf(row);
    },
  };
}

export type Checking = ReturnType<typeof createChecking>;

const reportOf = ({
  id,
  usdot,
  purpose,
  checkedAt,
  outcome,
  snapshotId,
  findings,
}: CheckRow): CheckReport => ({
  id,
  usdot,
  purpose,
  checkedAt,
  outcome,
  snapshotId,
  ...findings,
});
