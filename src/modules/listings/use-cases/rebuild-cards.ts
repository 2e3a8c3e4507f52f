/** Rebuilds the stored cards of all listings, after the rules for cards have changed. */
import { BY_ID, modelKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { Actor } from '../../../platform/kernel/actor';
import type { ListingsContext } from '../listings.context';

export const createRebuildCards =
  ({ platform, store, audit }: ListingsContext) =>
  /** Each card is made in a unit of its own, under its listing's lock, so it may be stopped and run again. */
  async (actor: Actor): Promise<number> => {
    const { database } = platform;
    const { listings } = store;
    const all = modelKeyset(listings, { name: 'listings.cards', order: BY_ID, attributes: ['id'] });
    let rebuilt = 0;
    for await (const rows of walk(all)) {
      for (const { id } of rows) rebuilt += await rebuild(id);
    }
    await audit.record({
      actor,
      action: 'listing.cards_rebuilt',
      subject: { type: 'listings', id: 'all' },
      detail: { rebuilt },
    });
    return rebuilt;

    /** A draft may be gone by the time that its turn comes. */
    function rebuild(id: string): Promise<number> {
      return database.atomically(async () => {
        const listing = await listings.findByPk(id, { lock: true });
        if (listing) await store.rebuildCard(listing);
        return listing ? 1 : 0;
      });
    }
  };
