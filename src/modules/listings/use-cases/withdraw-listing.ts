/** A seller takes a listing off the market for good. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { ListingRow } from '../listing.model';
import { refuseMove } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { listingWithdrawn } from '../listings.events';
import { throwIfRefused } from '../listings.problems';
import { createClosePremium } from '../premium/use-cases/close-premium';
import { returnCreditIfUnused } from '../publication-credit';

/** In the ambient unit. A listing that never went live on its credit gives it back. */
export function createWithdrawListing(context: ListingsContext) {
  const { store, platform, audit } = context;
  const closePremium = createClosePremium(context);

  return async (actor: UserActor, id: string): Promise<ListingRow> => {
    const listing = await store.lockAsSeller(id, actor);
    const former = listing.status;
    throwIfRefused(refuseMove(former, 'withdraw'));
    await store.advance(listing, 'withdraw', {
      ...(await closePremium(id, 'The listing was withdrawn.', actor)),
      ...(await returnCreditIfUnused(context, listing)),
    });
    const { sellerId, title } = listing;
    await platform.events.emit(listingWithdrawn, { listingId: id, sellerId, title });
    await audit.record({
      actor,
      action: 'listing.withdrawn',
      subject: { type: 'listing', id },
      detail: { former },
    });
    return listing;
  };
}
