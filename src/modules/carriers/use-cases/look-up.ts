/** Finds a carrier's record: the copy of the last 24 hours, else FMCSA's, else the last copy with its age. */
import { DAY_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import type { Platform } from '../../../platform/platform';
import type { CarrierProfile, CarrierRecord } from '../carrier-profile';
import { carrierFetched } from '../carriers.events';
import { carrierNotFound, outageProblem } from '../carriers.problems';
import type { FmcsaClient } from '../fmcsa/client';
import type { UnavailableReason } from '../fmcsa/transport';
import { inTime } from './patience';
import { confirmedProfile, type Snapshots } from './save-snapshot';

export const RECORD_LIFE_MS = DAY_MS;
/** A record that lacks a part which only failed to answer is completed soon. */
const INCOMPLETE_LIFE_MS = 5 * MINUTE_MS;

export interface KeptRecord {
  record: CarrierRecord;
  snapshotId: string;
}

export type RecordLookUp =
  | ({
      status: 'found';
      /** FMCSA could not be asked, and the copy is older than was allowed. */ outdated: boolean;
    } & KeptRecord)
  | { status: 'not_found' }
  | { status: 'unavailable'; reason: UnavailableReason };

type NoRecord = Exclude<RecordLookUp, { status: 'found' }>;

/** Keeps answers that are no record out of the cache, which keeps whatever its loader returns. */
class NothingToKeep extends Error {
  readonly answer: NoRecord;

  constructor(answer: NoRecord) {
    super('FMCSA gave no record');
    this.answer = answer;
  }
}

interface LookUpDeps {
  client: FmcsaClient;
  snapshots: Snapshots;
  /** With each reading, before it is shown. */
  heard?: (record: CarrierRecord) => Promise<void>;
  /** What a page waits for FMCSA in all. */
  patienceMs: number;
}

export function createLookUp(platform: Platform, { client, snapshots, heard, patienceMs }: LookUpDeps) {
  const { cache, clock, database, events, log } = platform;
  /** The number changes with the shape of a record: what an earlier release cached is read anew. */
  const keyOf = (usdot: number) => `carriers:record:3:${client.sources[0]}:${usdot}`;
  const askedAgo = ({ record }: KeptRecord) => clock.now() - record.fetchedAt;
  /** A recording was asked for just now, and is as old as what it recorded. */
  const ageOf = ({ record }: KeptRecord) => clock.now() - record.profile.retrievedAt;

  async function ask(usdot: number, signal?: AbortSignal): Promise<KeptRecord> {
    const reading = await client.readCarrier(usdot, signal);
    if (reading.status !== 'found') throw new NothingToKeep(reading);
    const snapshotId = await snapshots.keep(reading.record);
    await heard?.(reading.record);
    return { record: reading.record, snapshotId };
  }

  const fromCacheOrSource = (usdot: number, signal?: AbortSignal) =>
    cache.getOrLoad(keyOf(usdot), RECORD_LIFE_MS, () => ask(usdot, signal));

  async function read(usdot: number, maxAgeMs: number, signal?: AbortSignal): Promise<KeptRecord> {
    const kept = await fromCacheOrSource(usdot, signal);
    const lifeMs = kept.record.incomplete ? Math.min(maxAgeMs, INCOMPLETE_LIFE_MS) : maxAgeMs;
    if (askedAgo(kept) <= lifeMs) return kept;
    await cache.delete(keyOf(usdot));
    return fromCacheOrSource(usdot, signal);
  }

  async function lastCopy(usdot: number): Promise<KeptRecord | null> {
    const snapshot = await snapshots.findLatest(usdot);
    if (!snapshot || !client.sources.includes(snapshot.profile.source)) return null;
    const { einHash, lastSeenAt } = snapshot;
    return {
      record: {
        profile: confirmedProfile(snapshot),
        einHash,
        contact: null,
        fetchedAt: lastSeenAt,
        incomplete: false,
      },
      snapshotId: snapshot.id,
    };
  }

  /**
   * For jobs: waits for as long as FMCSA takes, or until `signal`. Speaks to FMCSA, so never inside a unit. `maxAgeMs`: how
   * old a copy may be without being asked for anew.
   */
  async function findRecord(
    usdot: number,
    maxAgeMs = RECORD_LIFE_MS,
    signal?: AbortSignal,
  ): Promise<RecordLookUp> {
    if (database.insideUnit()) throw new Error('A carrier is looked up outside of units of work.');
    try {
      return { status: 'found', outdated: false, ...(await read(usdot, maxAgeMs, signal)) };
    } catch (error) {
      if (!(error instanceof NothingToKeep)) throw error;
      const { answer } = error;
      if (answer.status === 'not_found') return answer;
      const serious = answer.reason === 'auth' || answer.reason === 'blocked';
      log[serious ? 'error' : 'warn']('FMCSA is not available', { reason: answer.reason, usdot });
      const copy = await lastCopy(usdot);
      return copy ? { status: 'found', outdated: askedAgo(copy) > maxAgeMs, ...copy } : answer;
    }
  }

  /** Where the page did not wait for it. */
  async function tellFetched(usdot: number, { status }: RecordLookUp): Promise<void> {
    await database.atomically(() => events.emit(carrierFetched, { usdot, status }));
  }

  /** No page waits longer than its patience: without a copy it is told that the record is being fetched. */
  async function findForPage(usdot: number, maxAgeMs = RECORD_LIFE_MS): Promise<RecordLookUp> {
    const asked = findRecord(usdot, maxAgeMs);
    const answer = await inTime(asked, patienceMs);
    if (answer) return answer;
    asked
      .then((late) => tellFetched(usdot, late))
      .catch((error: unknown) => log.warn('a late reading of a carrier failed', { usdot, error }));
    const copy = await lastCopy(usdot);
    if (!copy) return { status: 'unavailable', reason: 'slow' };
    return { status: 'found', outdated: askedAgo(copy) > maxAgeMs, ...copy };
  }

  /** Throws `carrier_not_found` or `fmcsa_unavailable`. */
  async function getRecord(usdot: number): Promise<KeptRecord & { outdated: boolean }> {
    const found = await findForPage(usdot);
    if (found.status === 'unavailable') throw outageProblem(found.reason);
    if (found.status === 'not_found') throw unknownCarrier(usdot);
    return found;
  }

  const unknownCarrier = (usdot: number) =>
    carrierNotFound(`No carrier with USDOT number ${usdot} is on record. ${client.scope}`.trim());

  return {
    findRecord,
    findForPage,
    getRecord,
    unknownCarrier,
    /** The copy that is kept, however old; null where the carrier was never read. */
    lastCopy,
    getProfile: async (usdot: number): Promise<CarrierProfile> => (await getRecord(usdot)).record.profile,
    ageOf,
  };
}

export type LookUps = ReturnType<typeof createLookUp>;
