/** Suspends the listings of sellers who are suspended or blocked. */
import { systemActor } from '../../../platform/kernel/actor';
import { userBlocked, userSuspended } from '../../identity';
import { SELLER_BARRED } from '../carrier-check';
import type { ListingsContext } from '../listings.context';
import { createSuspendListing } from './suspend-listing';

export function watchSellers(context: ListingsContext): void {
  const { database, events } = context.platform;
  const actor = systemActor('listings.seller-watch');
  const suspend = createSuspendListing(context);

  const suspendAll = async ({ userId }: { userId: string }): Promise<void> => {
    const live = await database.select<{ id: string }>(
      "SELECT id FROM listings WHERE sellerId = :userId AND status IN ('ACTIVE', 'PAUSED') ORDER BY id",
      { userId },
    );
    for (const { id } of live) await suspend(id, SELLER_BARRED, actor);
  };

  for (const kind of [userSuspended, userBlocked]) {
    events.on<{ userId: string }>(kind, 'listings', { runs: 'unit' }, suspendAll);
  }
}
