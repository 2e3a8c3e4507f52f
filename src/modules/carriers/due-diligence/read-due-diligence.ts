/** Gathers all that is known of a carrier for whoever thinks of buying it. */
import type { CarriersContext } from '../carriers.context';
import type { Declared } from '../checks/check-terms';
import type { DocumentSeen } from '../../documents';
import type { FoundLinks } from '../links/find-links';
import type { ControlShown } from '../proof-of-control/proof-of-control.rules';
import type { AssessedCarrier, SnapshotHistory } from '../use-cases/read-carrier';

const MOST_CHANGES = 20;

export interface DueDiligence extends AssessedCarrier {
  /** Null: no census is loaded. */
  links: FoundLinks | null;
  /** The states that the record was in, newest first, each with the one before it. */
  history: SnapshotHistory[];
  /** What was handed in with the listing that it is about; null in a report of a carrier alone. */
  documents: readonly DocumentSeen[] | null;
  /** How whoever sells it has shown that they control the company; null as above. */
  control: ControlShown | null;
  preparedAt: number;
}

/** `declared`: what a listing says of the company. Speaks to FMCSA, so never inside a unit. Throws `carrier_not_found` or `fmcsa_unavailable`. */
export const createReadDueDiligence =
  ({ platform: { clock }, lookUps, checking, findLinks, snapshots }: CarriersContext) =>
  async (usdot: number, declared: Declared = {}): Promise<DueDiligence> => {
    const kept = await lookUps.getRecord(usdot);
    const rows = await snapshots.listLatest(usdot, MOST_CHANGES + 1);
    return {
      profile: kept.record.profile,
      freshness: { ageMs: lookUps.ageOf(kept), stale: kept.outdated },
      assessment: await checking.assess(kept, declared),
      links: await findLinks.of(kept.record),
      history: rows.slice(0, MOST_CHANGES).map((snapshot, index) => ({ snapshot, before: rows[index + 1] })),
      documents: null,
      control: null,
      preparedAt: clock.now(),
    };
  };

export type ReadDueDiligence = ReturnType<typeof createReadDueDiligence>;
