/** Everything that can be asked of listings, gathered for the routes. */
import type { UserActor } from '../../platform/kernel/actor';
import type { ListingsContext } from './listings.context';
import { createRequirements } from './requirements/requirements';
import { createDecideAccess } from './use-cases/decide-access';
import { createWithdrawUnlock } from './use-cases/end-waiting';
import { createDraftListing } from './use-cases/draft-listing';
import { createListListings } from './use-cases/list-listings';
import { createPauseListing } from './use-cases/pause-listing';
import { createPayListingFee } from './use-cases/pay-listing-fee';
import { createReadListing } from './use-cases/read-listing';
import { createReviewListing } from './use-cases/review-listing';
import { createSaveListing } from './use-cases/save-listing';
import { createSearchListings } from './use-cases/search-listings';
import { createSuspendListing } from './use-cases/suspend-listing';
import { createUnlockListing } from './use-cases/unlock-listing';
import { createWithdrawListing } from './use-cases/withdraw-listing';

export function createUseCases(context: ListingsContext) {
  const { database } = context.platform;
  const suspend = createSuspendListing(context);
  const withdraw = createWithdrawListing(context);
  return {
    ...createSearchListings(context),
    ...createReadListing(context),
    ...createRequirements(context),
    ...createListListings(context),
    ...createDraftListing(context),
    ...createReviewListing(context),
    ...createPauseListing(context),
    ...createSaveListing(context),
    ...createDecideAccess(context),
    unlockListing: createUnlockListing(context),
    withdrawUnlock: createWithdrawUnlock(context),
    payListingFee: createPayListingFee(context),
    withdrawListing: (actor: UserActor, id: string) => database.atomically(() => withdraw(actor, id)),
    suspendListing: (
      actor: UserActor,
      id: string,
      { reason, version }: { reason: string; version?: number | undefined },
    ) => database.atomically(() => suspend(id, reason, actor, version)),
  };
}

export type ListingUseCases = ReturnType<typeof createUseCases>;
