/** Finds carriers by docket number or by name. */
import { createHash } from 'node:crypto';
import type { Platform } from '../../../platform/platform';
import { carrierNotFound, outageProblem } from '../carriers.problems';
import type { CarrierSummary, FmcsaClient, SearchReading } from '../fmcsa/client';
import type { UnavailableReason } from '../fmcsa/transport';
import { inTime } from './patience';
import { type KeptRecord, type LookUps, RECORD_LIFE_MS } from './look-up';

/** More carriers than this never share the digits of a docket number. */
const MOST_HOLDERS = 5;

class SearchFailed extends Error {
  readonly reason: UnavailableReason;

  constructor(reason: UnavailableReason) {
    super('FMCSA could not be searched');
    this.reason = reason;
  }
}

export function createSearch(platform: Platform, client: FmcsaClient, lookUps: LookUps, patienceMs: number) {
  const { cache, log } = platform;

  /** Throws `fmcsa_unavailable`: a search keeps no copies to fall back on. */
  async function cached(key: string, search: () => Promise<SearchReading>): Promise<CarrierSummary[]> {
    const hash = createHash('sha256').update(key).digest('hex');
    try {
      return await cache.getOrLoad(
        `carriers:search:${client.sources[0]}:${hash}`,
        RECORD_LIFE_MS,
        async () => {
          const reading = await search();
          if (reading.status === 'unavailable') throw new SearchFailed(reading.reason);
          return reading.carriers;
        },
      );
    } catch (error) {
      if (!(error instanceof SearchFailed)) throw error;
      log.warn('FMCSA cannot be searched', { reason: error.reason });
      throw outageProblem(error.reason);
    }
  }

  async function holdersOf(docketNumber: string): Promise<(KeptRecord & { outdated: boolean })[]> {
    const digits = Number(docketNumber.slice(2));
    const candidates = await cached(`docket ${digits}`, () => client.findByDocket(digits));
    const holders: (KeptRecord & { outdated: boolean })[] = [];
    for (const { usdot } of candidates.slice(0, MOST_HOLDERS)) {
      const found = await lookUps.findRecord(usdot);
      if (found.status === 'unavailable') throw outageProblem(found.reason);
      if (found.status === 'not_found') continue;
      const { dockets } = found.record.profile;
      if (dockets === null || dockets.includes(docketNumber)) holders.push(found);
    }
    if (holders.length > 0) return holders;
    throw carrierNotFound(
      `No carrier with docket number ${docketNumber} is on record. ${client.scope}`.trim(),
    );
  }

  /** What is found late is in the cache when the page asks again. */
  async function forPage<Found extends object>(search: Promise<Found>): Promise<Found> {
    const found = await inTime(search, patienceMs);
    if (found) return found;
    search.catch((error: unknown) => log.warn('a late search of carriers failed', { error }));
    throw outageProblem('slow');
  }

  return {
    /** At most 50, as FMCSA orders them. */
    byName: (name: string): Promise<CarrierSummary[]> =>
      forPage(cached(`name ${name.toUpperCase()}`, () => client.searchByName(name.toUpperCase()))),

    /**
     * The carriers that hold `docketNumber` (`MC123456`). FMCSA searches by the digits alone, so those are left out
     * whose record shows other docket numbers only. Throws `carrier_not_found` where none is left.
     */
    byDocket: (docketNumber: string): Promise<(KeptRecord & { outdated: boolean })[]> =>
      forPage(holdersOf(docketNumber)),
  };
}

export type Search = ReturnType<typeof createSearch>;
