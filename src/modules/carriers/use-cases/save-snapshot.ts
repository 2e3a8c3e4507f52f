/** Keeps each state that a carrier's record was in, and tells when one differs from the one before. */
import { createHash } from 'node:crypto';
import { col, fn, Op, UniqueConstraintError } from 'sequelize';
import { modelKeyset, readPage } from '../../../platform/db/keyset';
import { newId } from '../../../platform/kernel/ids';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { Platform } from '../../../platform/platform';
import { readEach } from '../../../platform/kernel/unreadable';
import { type CarrierProfile, type CarrierRecord, everyGap } from '../carrier-profile';
import { carrierChanged } from '../carriers.events';
import { type Change, differenceBetween, factsOf } from '../difference.rules';
import { foundNames } from '../found-names';
import type { defineSnapshots, Snapshot } from '../snapshot.model';

const TRIES = 3;

const contentHash = (profile: CarrierProfile): string =>
  createHash('sha256')
    .update(JSON.stringify(factsOf(profile)))
    .digest('hex');

/** The last time that FMCSA said so is what counts for its age. */
export const confirmedProfile = ({ profile, lastSeenAt }: Snapshot): CarrierProfile =>
  profile.source === 'FMCSA' ? { ...profile, retrievedAt: lastSeenAt } : profile;

export function createSnapshots(platform: Platform, Snapshots: ReturnType<typeof defineSnapshots>) {
  const { database, events } = platform;

  const findLatest = (usdot: number): Promise<Snapshot | null> =>
    Snapshots.findOne({ where: { usdot }, order: [['number', 'DESC']] });

  const findById = (id: string): Promise<Snapshot | null> => Snapshots.findByPk(id);

  async function add(record: CarrierRecord, before: Snapshot | null, changes: Change[]): Promise<string> {
    const { profile, einHash, fetchedAt } = record;
    const id = newId();
    await Snapshots.create({
      id,
      usdot: profile.usdot,
      number: (before?.number ?? 0) + 1,
      contentHash: contentHash(profile),
      source: profile.source,
      profile,
      names: foundNames(profile),
      einHash,
      firstSeenAt: fetchedAt,
      lastSeenAt: fetchedAt,
    });
    if (changes.length > 0) {
      const material = changes.some((change) => change.material);
      await events.emit(carrierChanged, { usdot: profile.usdot, snapshotId: id, material, changes });
    }
    return id;
  }

  /** Adds a row if the reading says something that the last one did not; else notes that it still holds. */
  async function keepInUnit(record: CarrierRecord): Promise<string> {
    const { profile, einHash, fetchedAt } = record;
    const latest = await Snapshots.findOne({
      where: { usdot: profile.usdot },
      order: [['number', 'DESC']],
      lock: true,
    });
    if (!latest) return add(record, null, []);
    const same = latest.contentHash === contentHash(profile);
    const changes = same ? [] : differenceBetween(latest.profile, profile);
    const tellsMore = everyGap(profile).length < everyGap(latest.profile).length;
    const moved = latest.source !== profile.source;
    if (changes.length > 0 || tellsMore || moved) return add(record, latest, changes);
    await latest.update({ lastSeenAt: Math.max(latest.lastSeenAt, fetchedAt), einHash });
    return latest.id;
  }

  /** The last reading of each, by its number; in two statements, however many are asked for. */
  async function latestOf(usdots: readonly number[]): Promise<Map<number, Snapshot>> {
    const asked = [...new Set(usdots)];
    if (asked.length === 0) return new Map();
    const latest = await Snapshots.findAll({
      attributes: ['usdot', [fn('MAX', col('number')), 'number']],
      where: { usdot: asked },
      group: ['usdot'],
    });
    if (latest.length === 0) return new Map();
    const rows = await Snapshots.findAll({
      where: { [Op.or]: latest.map(({ usdot, number }) => ({ usdot, number })) },
    });
    return new Map(rows.map((row) => [row.usdot, row]));
  }

  return {
    findLatest,
    findById,
    /** The id of the snapshot that holds this reading. Two first readings at once meet at the unique number. */
    async keep(record: CarrierRecord): Promise<string> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await database.atomically(() => keepInUnit(record));
        } catch (error) {
          if (attempt >= TRIES || !(error instanceof UniqueConstraintError)) throw error;
        }
      }
    },
    latestOf,
    /** The legal names by which the record knows carriers now; null where it names none. */
    namesOf: async (usdots: readonly number[]): Promise<Map<number, string | null>> =>
      new Map(
        readEach(
          [...(await latestOf(usdots))],
          ([usdot, { profile }]) => [usdot, profile.identity.legalName] as const,
        ),
      ),
    listLatest: (usdot: number, limit: number): Promise<Snapshot[]> =>
      Snapshots.findAll({ where: { usdot }, order: [['number', 'DESC']], limit }),
    /** Newest first. */
    page: (usdot: number, query: PageQuery): Promise<Page<Snapshot>> =>
      readPage(
        modelKeyset(Snapshots, { name: 'carriers.history', order: [['number', 'DESC']], where: { usdot } }),
        { ...query, usdot },
      ),
    findBefore: async ({ usdot, number }: Snapshot): Promise<Snapshot | undefined> =>
      (await Snapshots.findOne({
        where: { usdot, number: { [Op.lt]: number } },
        order: [['number', 'DESC']],
      })) ?? undefined,
  };
}

export type Snapshots = ReturnType<typeof createSnapshots>;
