/** A saved search on the wire. */
import type { z } from 'zod';
import { iso } from '../../../platform/kernel/clock';
import type { SavedSearch } from './saved-search.model';
import type { SavedSearchView } from './saved-searches.schema';

export const presentSavedSearch = (search: SavedSearch): z.input<typeof SavedSearchView> => ({
  id: search.id,
  name: search.name,
  query: search.query,
  alerts: search.alerts,
  paused: search.paused,
  lastToldAt: iso(search.lastToldAt),
  createdAt: iso(search.createdAt),
});
