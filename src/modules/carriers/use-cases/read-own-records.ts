/** What the federal record shows of the carriers that people control: as it was last read, so that a list asks nobody. */
import type { CarriersContext } from '../carriers.context';
import { adverseLines } from '../history.rules';

export interface OwnRecord {
  usdot: number;
  legalName: string | null;
  /** What speaks against it, now or before, each in words. */
  shows: string[];
  readAt: number;
}

export const createReadOwnRecords =
  ({ proofs, snapshots, findLinks }: CarriersContext) =>
  async (userIds: readonly string[]): Promise<Map<string, OwnRecord[]>> => {
    const own = await proofs.listHeldBy(userIds);
    const usdots = own.map(({ usdot }) => usdot);
    const latest = await snapshots.latestOf(usdots);
    const filed = await findLinks.filedAgainst(usdots);
    const records = new Map<string, OwnRecord[]>();
    for (const { userId, usdot } of own) {
      const snapshot = latest.get(usdot);
      if (!snapshot) continue;
      const { profile, lastSeenAt } = snapshot;
      const shows = adverseLines(profile, filed.get(usdot));
      const record = { usdot, legalName: profile.identity.legalName, shows, readAt: lastSeenAt };
      records.set(userId, [...(records.get(userId) ?? []), record]);
    }
    return records;
  };
