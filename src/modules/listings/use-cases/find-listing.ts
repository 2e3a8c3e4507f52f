/** A listing for one reader, with what they have of it. */
import { isInRole, type UserActor } from '../../../platform/kernel/actor';
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
    // Whoever acts for a seller has nothing of what the same person has opened as a buyer.
    const asBuyer = actor && isInRole(actor, 'buyer') ? actor : null;
    const state = page && asBuyer ? accessState(page.listing, page.opened, asBuyer.userId) : 'NONE';
    if (!page || !mayFind(actor, page.listing, state)) throw noSuchListing();
    return { ...page, ...(actor && !asBuyer ? { opened: null } : {}), access: state };
  };
