/** What the federal record shows of the carriers that people control: as it was last read, so that a list asks nobody. */
import { readEach } from '../../../platform/kernel/unreadable';
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
    const read = readEach(own, ({ userId, usdot }) => {
      const snapshot = latest.get(usdot);
      if (!snapshot) return null;
      const { profile, lastSeenAt } = snapshot;
      const shows = adverseLines(profile, filed.get(usdot));
      return { userId, record: { usdot, legalName: profile.identity.legalName, shows, readAt: lastSeenAt } };
    });
    for (const each of read)
      if (each) records.set(each.userId, [...(records.get(each.userId) ?? []), each.record]);
    return records;
  };
