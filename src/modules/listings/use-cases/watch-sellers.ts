/** Takes down what is on offer by people who may no longer act here. */
import { systemActor } from '../../../platform/kernel/actor';
import { userBlocked, userSuspended } from '../../identity';
import type { ListingsContext } from '../listings.context';
import { createSuspension } from './suspend-listing';

export function watchSellers(context: ListingsContext): void {
  const { database, outbox } = context.platform;
  const actor = systemActor('listings.seller-watch');
  const suspend = createSuspension(context);

  const takeDown = async ({ userId }: { userId: string }): Promise<void> => {
    const shown = await database.select<{ id: string }>(
      "SELECT id FROM listings WHERE sellerId = :userId AND status IN ('ACTIVE', 'PAUSED') ORDER BY id",
      { userId },
    );
    for (const { id } of shown) await suspend(id, 'The account of the seller is closed.', actor);
  };

  for (const kind of [userSuspended, userBlocked]) {
    outbox.on<{ userId: string }>(kind, 'listings', { runs: 'unit' }, takeDown);
  }
}
