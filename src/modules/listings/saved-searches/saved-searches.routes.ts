/** The endpoints of saved searches. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../../platform/http/endpoint';
import { byId, Done, done } from '../../../platform/http/wire';
import { SEARCHES_MAX } from './saved-search.rules';
import { presentSavedSearch } from './saved-search.view';
import { searchSavedAlready, tooManySavedSearches } from './saved-searches.problems';
import { NewSavedSearch, SavedSearchChange, SavedSearchView } from './saved-searches.schema';
import type { createKeepSearches } from './use-cases/keep-searches';

const PATH = '/listings/saved-searches';

export const savedSearchRoutes = (use: ReturnType<typeof createKeepSearches>): Endpoint[] => [
  endpoint({
    operationId: 'listSavedSearches',
    method: 'get',
    path: PATH,
    summary: 'List your saved searches, newest first.',
    access: 'user',
    scope: 'listings:read',
    response: z.array(SavedSearchView),
  }).handledBy(async ({ actor }) => (await use.listSearches(actor)).map(presentSavedSearch)),

  endpoint({
    operationId: 'saveSearch',
    method: 'post',
    path: PATH,
    summary: 'Save a search, and be told of what comes to match it.',
    description: `You are told of each listing once, of all your searches together, and only what its card shows. You can keep ${SEARCHES_MAX} searches.`,
    access: 'user',
    scope: 'listings:write',
    idempotent: 'unit',
    body: NewSavedSearch,
    status: 201,
    response: SavedSearchView,
    problems: [tooManySavedSearches, searchSavedAlready],
  }).handledBy(async ({ actor, body }) => presentSavedSearch(await use.saveSearch(actor, body))),

  endpoint({
    operationId: 'changeSavedSearch',
    method: 'put',
    path: `${PATH}/{id}`,
    summary: 'Change, pause or resume a saved search.',
    description: 'One that looks for something else, or is resumed, tells of what comes from then on.',
    access: 'user',
    scope: 'listings:write',
    params: byId,
    body: SavedSearchChange,
    response: SavedSearchView,
    problems: [searchSavedAlready],
  }).handledBy(async ({ actor, params, body }) =>
    presentSavedSearch(await use.changeSearch(actor, params.id, body)),
  ),

  endpoint({
    operationId: 'deleteSavedSearch',
    method: 'delete',
    path: `${PATH}/{id}`,
    summary: 'Delete a saved search.',
    access: 'user',
    scope: 'listings:write',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await use.deleteSearch(actor, params.id);
    return done;
  }),
];
