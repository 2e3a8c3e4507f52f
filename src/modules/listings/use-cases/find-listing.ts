/** A listing for one reader, with what they have of it. */
import type { UserActor } from '../../../platform/kernel/actor';
import { type AccessState, accessState } from '../access.rules';
import type { AccessRow, ListingRow } from '../listing.model';
import { noSuchListing } from '../listing.store';
import type { ListingsContext } from '../listings.context';
import { mayFind } from '../readers.rules';

export interface Found {
  listing: ListingRow;
  access: AccessState;
  /** Null where the reader has not unlocked it. */
  opened: AccessRow | null;
}

export const createFindListing =
  ({ store, access }: Pick<ListingsContext, 'store' | 'access'>) =>
  /** Throws `not_found` alike for what does not exist and for what the reader may not find. */
  async (actor: UserActor | null, id: string): Promise<Found> => {
    const listing = await store.find(id);
    const opened = actor && (await access.find(id, actor.userId));
    const state = listing && actor ? accessState(listing, opened, actor.userId) : 'NONE';
    if (!listing || !mayFind(actor, listing, state)) throw noSuchListing();
    return { listing, access: state, opened };
  };
