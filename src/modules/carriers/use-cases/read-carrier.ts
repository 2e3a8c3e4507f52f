/** Answers what readers ask of FMCSA's record. */
import { mapPage, type Page, type PageQuery } from '../../../platform/kernel/page';
import type { CarrierProfile } from '../carrier-profile';
import type { CarriersContext } from '../carriers.context';
import type { CheckVerdict } from '../checks/check-terms';
import { docketNumberOf } from '../docket.rules';
import type { CarrierSummary } from '../fmcsa/client';
import type { RiskScore } from '../risk/risk-terms';
import type { ShortCheckQuery } from '../short-check.schema';
import type { Snapshot } from '../snapshot.model';
import type { KeptRecord } from './look-up';

/** How fresh the copy is that is shown. */
export interface Freshness {
  ageMs: number;
  /** FMCSA does not answer, and the copy is older than 24 hours. */
  stale: boolean;
}

export interface ReadCarrier {
  profile: CarrierProfile;
  freshness: Freshness;
}

export interface AssessedCarrier extends ReadCarrier {
  assessment: CheckVerdict & { risk: RiskScore };
}

export interface HoldersOfDocket<Holder> {
  docketNumber: string;
  carriers: Holder[];
}

/** `checked`: the one carrier that was asked for; null where there is a choice. */
export interface ShortCheck {
  checked: AssessedCarrier | null;
  choices: CarrierSummary[];
}

const MOST_CHOICES = 10;

/** A snapshot and the one before it, where there is one. */
export interface SnapshotHistory {
  snapshot: Snapshot;
  before: Snapshot | undefined;
}

export function createReadCarrier({ lookUps, search, checking, snapshots }: CarriersContext) {
  const read = (kept: KeptRecord & { outdated: boolean }): ReadCarrier => ({
    profile: kept.record.profile,
    freshness: { ageMs: lookUps.ageOf(kept), stale: kept.outdated },
  });

  return {
    readCarrier: async (usdot: number): Promise<ReadCarrier> => read(await lookUps.getRecord(usdot)),

    async findByDocket(written: string): Promise<HoldersOfDocket<ReadCarrier>> {
      const docketNumber = docketNumberOf(written);
      return { docketNumber, carriers: (await search.byDocket(docketNumber)).map(read) };
    },

    findByName: (name: string): Promise<CarrierSummary[]> => search.byName(name),

    /** The checks and the risk score of whoever holds the docket number; nothing is stored. */
    async verify(written: string): Promise<HoldersOfDocket<AssessedCarrier>> {
      const docketNumber = docketNumberOf(written);
      const carriers: AssessedCarrier[] = [];
      for (const kept of await search.byDocket(docketNumber)) {
        carriers.push({ ...read(kept), assessment: await checking.assess(kept, { docketNumber }) });
      }
      return { docketNumber, carriers };
    },

    /** The same for one carrier, whatever its dockets. */
    async verifyUsdot(usdot: number): Promise<AssessedCarrier> {
      const kept = await lookUps.getRecord(usdot);
      return { ...read(kept), assessment: await checking.assess(kept, {}) };
    },

    /** One carrier is checked; of several, or of a name, those are told that fit. */
    async checkInShort({ usdot, mc, name }: ShortCheckQuery): Promise<ShortCheck> {
      if (name !== undefined)
        return { checked: null, choices: (await search.byName(name)).slice(0, MOST_CHOICES) };
      const kept =
        usdot === undefined
          ? await search.byDocket(docketNumberOf(mc ?? ''))
          : [await lookUps.getRecord(usdot)];
      const [only] = kept;
      if (!only || kept.length > 1) return { checked: null, choices: kept.map(summaryOf) };
      const docketNumber = mc === undefined ? undefined : docketNumberOf(mc);
      return {
        checked: { ...read(only), assessment: await checking.assess(only, { docketNumber }) },
        choices: [],
      };
    },

    /** Reads the carrier first, so that there is a snapshot and it is of today. */
    async readSnapshot(usdot: number): Promise<SnapshotHistory> {
      const kept = await lookUps.getRecord(usdot);
      const [snapshot, before] = await snapshots.listLatest(usdot, 2);
      if (!snapshot) throw new Error(`Snapshot ${kept.snapshotId} is gone.`);
      return { snapshot, before };
    },

    /** Newest first. Answers from what is kept here, so it works while FMCSA does not. */
    async listSnapshots(usdot: number, query: PageQuery): Promise<Page<SnapshotHistory>> {
      const page = await snapshots.page(usdot, query);
      const last = page.items.at(-1);
      // Each is compared with the one before it, which for the last of them stands on the next page.
      const older = last && page.pagination.hasNext ? await snapshots.findBefore(last) : undefined;
      const beforeOf = new Map(page.items.map((row, index) => [row, page.items[index + 1] ?? older]));
      return mapPage(page, (snapshot) => ({ snapshot, before: beforeOf.get(snapshot) }));
    },
  };
}

const summaryOf = ({ record: { profile } }: KeptRecord): CarrierSummary => {
  const { usdot, identity, source, retrievedAt } = profile;
  const { legalName, dbaName, allowedToOperate, address } = identity;
  const { city, state } = address;
  return { usdot, legalName, dbaName, city, state, allowedToOperate, source, retrievedAt };
};

export type ReadCarriers = ReturnType<typeof createReadCarrier>;
