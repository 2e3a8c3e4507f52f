/** Saved searches, put together for the door of listings. */
import { MINUTE_MS } from '../../../platform/kernel/clock';
import type { Arrivals } from '../arrivals';
import type { ListingsContext } from '../listings.context';
import { defineSavedSearches, type SavedSearch } from './saved-search.model';
import { savedSearchRoutes } from './saved-searches.routes';
import { registerSavedSearches } from './saved-searches.user-data';
import { createKeepSearches } from './use-cases/keep-searches';
import { createSendAlerts } from './use-cases/send-alerts';

export interface SavedSearchesContext extends Pick<
  ListingsContext,
  'platform' | 'identity' | 'audit' | 'store'
> {
  searches: typeof SavedSearch;
  arrivals: Arrivals;
}

export function createSavedSearches({ platform, identity, audit, store, arrivals }: ListingsContext): void {
  const { database, scheduler } = platform;
  const searches = defineSavedSearches(database);
  const context = { platform, identity, audit, store, searches, arrivals };
  const keeping = createKeepSearches(context);
  platform.serve('Listings', savedSearchRoutes(keeping));
  scheduler.every('listings.saved-searches', MINUTE_MS, createSendAlerts(context));
  registerSavedSearches(context, keeping);
}
