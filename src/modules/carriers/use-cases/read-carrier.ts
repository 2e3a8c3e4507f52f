/** Answers what readers ask of FMCSA's record, ready for the wire. */
import { decodeCursor, pageOf, type PageQuery } from '../../../platform/kernel/page';
import type { CarrierProfile } from '../carrier-profile';
import {
  type Freshness,
  viewAuthorities,
  viewCarrier,
  viewChecks,
  viewHistory,
  viewInsuranceOf,
  viewSnapshot,
  viewSummary,
  viewVerification,
} from '../carriers.view';
import { docketNumberOf } from '../docket.rules';
import type { Checking } from './check-carrier';
import type { Snapshots } from './keep-snapshot';
import type { KeptRecord, LookUps } from './look-up';
import type { Search } from './search';

/** Greater than any number that a snapshot bears: the newest comes first. */
const NEWEST = 2_147_483_647;

interface ReadingDeps {
  lookUps: LookUps;
  search: Search;
  checking: Checking;
  snapshots: Snapshots;
}

export function createReading({ lookUps, search, checking, snapshots }: ReadingDeps) {
  type Kept = KeptRecord & { outdated: boolean };
  const freshnessOf = (kept: Kept): Freshness => ({ ageMs: lookUps.ageOf(kept), stale: kept.outdated });

  /** A reader that asks for one carrier's page, in the shape of `view`. */
  const page =
    <View>(view: (profile: CarrierProfile, freshness: Freshness) => View) =>
    async (usdot: number): Promise<View> => {
      const kept = await lookUps.getRecord(usdot);
      return view(kept.record.profile, freshnessOf(kept));
    };

  return {
    carrier: page(viewCarrier),
    authority: page(viewAuthorities),
    insurance: page(viewInsuranceOf),

    async byDocket(written: string) {
      const docketNumber = docketNumberOf(written);
      const holders = await search.byDocket(docketNumber);
      return {
        docketNumber,
        carriers: holders.map((kept) => viewCarrier(kept.record.profile, freshnessOf(kept))),
      };
    },

    byName: async (name: string) => (await search.byName(name)).map(viewSummary),

    /** The checks and the risk score of whoever holds the docket number; nothing is stored. */
    async verify(written: string) {
      const docketNumber = docketNumberOf(written);
      const holders = await search.byDocket(docketNumber);
      const carriers = [];
      for (const kept of holders) {
        const checks = viewChecks(await checking.assess(kept, { docketNumber }));
        carriers.push(viewVerification(kept.record.profile, checks, freshnessOf(kept)));
      }
      return { docketNumber, carriers };
    },

    /** Reads the carrier first, so that there is a snapshot and it is of today. */
    async snapshot(usdot: number, type: 'latest' | 'difference') {
      const kept = await lookUps.getRecord(usdot);
      const [latest, before] = await snapshots.list(usdot, NEWEST, 2);
      if (!latest) throw new Error(`Snapshot ${kept.snapshotId} is gone.`);
      return viewSnapshot(latest, before, type === 'latest');
    },

    /** Newest first. Answers from what is kept here, so it works while FMCSA does not. */
    async history(usdot: number, { cursor, limit }: PageQuery) {
      const below = cursor === undefined ? NEWEST : Number(decodeCursor(cursor, ['number'])[0]);
      // One row more than `pageOf` asks for: the last row shown is compared with the one before it.
      const rows = await snapshots.list(usdot, below, limit + 1);
      const shown = rows.map((row, index) => ({ row, before: rows[index + 1] }));
      return pageOf(
        shown,
        limit,
        ({ row }) => [row.number],
        ({ row, before }) => viewHistory(row, before),
      );
    },
  };
}

export type Reading = ReturnType<typeof createReading>;
