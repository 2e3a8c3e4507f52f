/** Who may read the documents of a listing, and who may attach some: told to the module that keeps them. */
import { isAdmin, isInRole } from '../../platform/kernel/actor';
import type { SubjectRules } from '../documents';
import { accessState } from './access.rules';
import type { Status } from './listing.rules';
import type { ListingsContext } from './listings.context';
import { selectListingIds } from './listing.store';
import { isSeller, mayReadAsBuyer } from './readers.rules';

/** What a buyer reads before they pay is there when they look back. */
const KEPT_IN: readonly Status[] = ['RESERVED', 'SOLD'];
/** Nothing goes on with these until their seller takes them up again. */
const AT_REST: readonly Status[] = ['DRAFT', 'REJECTED', 'EXPIRED', 'WITHDRAWN'];

export const documentsOfListings = ({ store, access }: ListingsContext): SubjectRules => ({
  exists: async (listingId) => (await store.find(listingId)) !== null,

  async mayRead(actor, listingId) {
    const listing = await store.find(listingId);
    if (!listing) return false;
    if (isSeller(actor, listing)) return true;
    if (!isInRole(actor, 'buyer')) return false;
    const opened = await access.find(listingId, actor.userId);
    return mayReadAsBuyer(accessState(listing, opened, actor.userId), opened);
  },

  /** Its seller, and whoever is buying it: they see what a paper said when they made their offer. */
  async mayReadFormer(actor, listingId) {
    const listing = await store.find(listingId);
    if (!listing) return false;
    return (
      isSeller(actor, listing) || (listing.buyerId === actor.userId && (await this.mayRead(actor, listingId)))
    );
  },

  /** Its seller, by whoever has access, and by admins. */
  async mayAsk(actor, listingId) {
    const listing = await store.find(listingId);
    if (!listing || !(isAdmin(actor) || (await this.mayRead(actor, listingId)))) return null;
    return isSeller(actor, listing) || listing.status === 'SOLD' ? [] : [listing.sellerId];
  },

  async mayAttach(actor, listingId) {
    const found = await store.find(listingId);
    if (!found) return 'UNSEEN';
    if (!isSeller(actor, found)) return (await this.mayRead(actor, listingId)) ? 'NOT_YOURS' : 'UNSEEN';
    const { status } = await store.lock(listingId);
    return status === 'SOLD' ? 'CLOSED' : 'ALLOWED';
  },

  async over(listingId) {
    const listing = await store.find(listingId);
    if (listing?.status === 'SOLD') return { since: listing.soldAt ?? listing.updatedAt, as: 'RECORD' };
    return listing && AT_REST.includes(listing.status) ? { since: listing.updatedAt, as: 'DRAFT' } : null;
  },

  selectIds: selectListingIds,

  async keeps(listingId) {
    const listing = await store.find(listingId);
    return listing !== null && KEPT_IN.includes(listing.status);
  },
});
