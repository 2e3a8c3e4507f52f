/** Answers which carriers one is linked with. */
import type { CarriersContext } from '../carriers.context';
import type { Freshness } from '../use-cases/read-carrier';
import type { CarrierProfile } from '../carrier-profile';
import type { FoundLinks } from './find-links';

export interface LinkedCarrier {
  profile: CarrierProfile;
  freshness: Freshness;
  /** Null: no census is loaded, so nothing is known. */
  found: FoundLinks | null;
}

export const createReadLinks =
  ({ lookUps, findLinks }: CarriersContext) =>
  async (usdot: number): Promise<LinkedCarrier> => {
    const kept = await lookUps.getRecord(usdot);
    const freshness = { ageMs: lookUps.ageOf(kept), stale: kept.outdated };
    return { profile: kept.record.profile, freshness, found: await findLinks.of(kept.record) };
  };

export type ReadLinks = ReturnType<typeof createReadLinks>;
