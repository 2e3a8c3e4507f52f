/** A seller hides a live listing for a while, and shows it again. */
import type { UserActor } from '../../../platform/kernel/actor';
import { refuseControlLevel, refuseHardStops } from '../carrier-check.rules';
import type { ListingRow } from '../listing.model';
import { type Move, refuseMove } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { throwIfRefused } from '../listings.problems';
import { refuseSoldCarrier } from '../sold-companies';
import type { AuditAction } from '../../audit';

export function createPauseListing(context: ListingsContext) {
  const { platform, store, audit, carriers } = context;

  /** What the watch takes off the market does not come back before it has heard. */
  async function throwIfNotToBeShown({ sellerId, usdot }: ListingRow): Promise<void> {
    const report = await carriers.currentCheck(usdot);
    throwIfRefused(
      refuseControlLevel(await carriers.proofOfControlLevel(sellerId, usdot)),
      report && refuseHardStops(report),
    );
    await refuseSoldCarrier(context, sellerId, usdot);
  }

  const makeMove = (move: Move, action: AuditAction) => (actor: UserActor, id: string) =>
    platform.database.atomically(async () => {
      const listing = await store.lockAsSeller(id, actor);
      throwIfRefused(refuseMove(listing.status, move));
      if (move === 'resume') await throwIfNotToBeShown(listing);
      await store.advance(listing, move);
      await audit.record({ actor, action, subject: { type: 'listing', id } });
      return listing;
    });

  return {
    pauseListing: makeMove('pause', 'listing.paused'),
    resumeListing: makeMove('resume', 'listing.resumed'),
  };
}
