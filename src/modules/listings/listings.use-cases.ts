/** Everything that can be asked of listings, gathered for the routes. */
import type { UserActor } from '../../platform/kernel/actor';
import type { ListingsContext } from './listings.context';
import { createAccessDecisions } from './use-cases/decide-access';
import { createDrafting } from './use-cases/draft-listing';
import { createLists } from './use-cases/list-listings';
import { createPayListingFee } from './use-cases/pay-listing-fee';
import { createReading } from './use-cases/read-listing';
import { createReview } from './use-cases/review-listing';
import { createRunning } from './use-cases/run-listing';
import { createSaving } from './use-cases/save-listing';
import { createSearch } from './use-cases/search-listings';
import { createSuspension } from './use-cases/suspend-listing';
import { createUnlocking } from './use-cases/unlock-listing';

export function createUseCases(context: ListingsContext) {
  const { platform } = context;
  const suspend = createSuspension(context);
  return {
    ...createSearch(platform),
    ...createReading(context),
    ...createLists(context),
    ...createDrafting(context),
    ...createReview(context),
    ...createRunning(context),
    ...createSaving(context),
    ...createAccessDecisions(context),
    unlock: createUnlocking(context),
    payListingFee: createPayListingFee(context),
    suspendByAdmin: (actor: UserActor, id: string, reason: string) =>
      platform.database.atomically(() => suspend(id, reason, actor)),
  };
}

export type ListingUseCases = ReturnType<typeof createUseCases>;
