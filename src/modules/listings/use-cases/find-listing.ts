/** A listing for one reader, with what they have of it. */
import type { UserActor } from '../../../platform/kernel/actor';
import { type AccessState, accessState } from '../access.rules';
import type { ListingPage } from '../listing-page';
import { noSuchListing } from '../listing.store';
import type { ListingsContext } from '../listings.context';
import { mayFind } from '../readers.rules';

export interface Found extends ListingPage {
  access: AccessState;
}

export const createFindListing =
  ({ store }: Pick<ListingsContext, 'store'>) =>
  /** Throws `not_found` alike for what does not exist and for what the reader may not find. */
  async (actor: UserActor | null, id: string): Promise<Found> => {
    const page = await store.readPage(id, actor?.userId ?? null);
    const state = page && actor ? accessState(page.listing, page.opened, actor.userId) : 'NONE';
    if (!page || !mayFind(actor, page.listing, state)) throw noSuchListing();
    return { ...page, access: state };
  };
