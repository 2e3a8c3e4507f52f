/** The endpoints of administrators' saved filters. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId, Done, done } from '../../platform/http/wire';
import { mapPage } from '../../platform/kernel/page';
import { type Identity, personOf, type User } from '../identity';
import { filterExists, tooManyFilters } from './admin.problems';
import { ChangedFilter, FiltersQuery, NewFilter, SavedFilterView } from './admin.schema';
import type { SavedFilterRow } from './saved-filter.model';
import type { SavedFilters } from './saved-filters';

export function savedFilterRoutes(filters: SavedFilters, identity: Identity): Endpoint[] {
  const present =
    (readerId: string, people: Map<string, User>) =>
    (filter: SavedFilterRow): z.output<typeof SavedFilterView> => ({
      ...{ id: filter.id, list: filter.list, name: filter.name, query: filter.query },
      shared: filter.shared,
      owner: personOf(filter.ownerId, people),
      own: filter.ownerId === readerId,
      good: filters.isGood(filter),
    });
  const presentOwn = async (filter: SavedFilterRow) =>
    present(filter.ownerId, await identity.findUsers([filter.ownerId]))(filter);

  return [
    endpoint({
      operationId: 'listSavedFilters',
      method: 'get',
      path: '/admin/filters',
      summary: 'List your saved filters and those that others share, by name.',
      access: 'admin',
      query: FiltersQuery,
      paged: true,
      response: z.array(SavedFilterView),
    }).handledBy(async ({ actor, query }) => {
      const page = await filters.list(actor, query);
      const people = await identity.findUsers([...new Set(page.items.map(({ ownerId }) => ownerId))]);
      return mapPage(page, present(actor.userId, people));
    }),

    endpoint({
      operationId: 'saveFilter',
      method: 'post',
      path: '/admin/filters',
      summary: 'Save a filter of a list of administrators under a name.',
      description: 'It is checked against what the list takes.',
      access: 'admin',
      idempotent: 'unit',
      body: NewFilter,
      status: 201,
      response: SavedFilterView,
      problems: [filterExists, tooManyFilters],
    }).handledBy(async ({ actor, body }) => presentOwn(await filters.save(actor, body))),

    endpoint({
      operationId: 'changeFilter',
      method: 'put',
      path: '/admin/filters/{id}',
      summary: 'Rename a saved filter of yours, change what it asks for, or share it.',
      access: 'admin',
      params: byId,
      body: ChangedFilter,
      response: SavedFilterView,
      problems: [filterExists],
    }).handledBy(async ({ actor, params, body }) => presentOwn(await filters.change(actor, params.id, body))),

    endpoint({
      operationId: 'removeFilter',
      method: 'delete',
      path: '/admin/filters/{id}',
      summary: 'Remove a saved filter of yours.',
      access: 'admin',
      params: byId,
      response: Done,
    }).handledBy(async ({ actor, params }) => {
      await filters.remove(actor, params.id);
      return done;
    }),
  ];
}
