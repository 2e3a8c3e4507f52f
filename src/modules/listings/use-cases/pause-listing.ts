/** A seller hides a live listing for a while, and shows it again. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Move } from '../listing.rules';
import type { ListingsContext } from '../listings.context';

export function createPauseListing({ platform, store, audit }: ListingsContext) {
  const makeMove = (move: Move, action: string) => (actor: UserActor, id: string) =>
    platform.database.atomically(async () => {
      const listing = await store.lockAsSeller(id, actor);
      await store.advance(listing, move);
      await audit.record({ actor, action, subject: { type: 'listing', id } });
      return listing;
    });

  return {
    pauseListing: makeMove('pause', 'listing.paused'),
    resumeListing: makeMove('resume', 'listing.resumed'),
  };
}
