/** What saved searches add to a person's export of their data, and what becomes of them with the account. */
import { userDeleted } from '../../identity';
import { presentSavedSearch } from './saved-search.view';
import type { SavedSearchesContext } from './saved-searches';
import type { createKeepSearches } from './use-cases/keep-searches';

export function registerSavedSearches(
  { platform: { database, events }, identity }: SavedSearchesContext,
  { listSearches }: Pick<ReturnType<typeof createKeepSearches>, 'listSearches'>,
): void {
  identity.contributesToExport('savedSearches', async (person) =>
    (await listSearches(person)).map(presentSavedSearch),
  );
  events.on(userDeleted, 'saved-searches', { runs: 'unit' }, async ({ userId }) => {
    for (const table of ['saved_searches', 'saved_search_finds']) {
      await database.change(`DELETE FROM ${table} WHERE userId = :userId`, { userId });
    }
  });
}
