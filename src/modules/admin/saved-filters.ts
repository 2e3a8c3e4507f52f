/** Administrators keep the filters of their lists under names, for themselves or for all; each is one that its list takes. */
import { Op, UniqueConstraintError } from 'sequelize';
import { modelKeyset, readPage } from '../../platform/db/keyset';
import type { Endpoint } from '../../platform/http/endpoint';
import { fieldErrorsOf } from '../../platform/http/field-errors';
import { invalidRequest, notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import { newId } from '../../platform/kernel/ids';
import type { Page } from '../../platform/kernel/page';
import type { AdminContext } from './admin.context';
import { filterExists, tooManyFilters } from './admin.problems';
import type { ChangedFilter, FiltersQuery, NewFilter } from './admin.schema';
import { defineSavedFilters, type SavedFilterRow } from './saved-filter.model';

const MOST_OF_ONE = 100;

/** Where a page begins is no filter. */
const OF_PAGES = ['page', 'limit', 'cursor'];

export type SavedFilters = ReturnType<typeof createSavedFilters>;

export function createSavedFilters({ platform, audit, identity }: AdminContext) {
  const { clock, database, endpoints } = platform;
  const filters = defineSavedFilters(database);

  const findList = (path: string): Endpoint['contract'] | undefined =>
    endpoints.find(
      ({ contract: { method, access, paged, path: of } }) =>
        method === 'get' && access === 'admin' && paged === true && of === path,
    )?.contract;

  /** By the contract of the list as it is now; null where it takes the filter. */
  function wrongWith(list: string, query: Record<string, string>) {
    const contract = findList(list);
    if (!contract) {
      return [{ field: 'list', code: 'not_an_option', message: 'is not a list of administrators' }];
    }
    const place = OF_PAGES.find((name) => name in query);
    if (place)
      return [{ field: `query.${place}`, code: 'unknown_field', message: 'is of pages, not of filters' }];
    const parsed = contract.query?.safeParse(query);
    if (!parsed || parsed.success) return null;
    return fieldErrorsOf('query', parsed.error).map((error) => ({ ...error, field: `query.${error.field}` }));
  }

  const record = (
    actor: UserActor,
    act: 'made' | 'changed' | 'removed',
    { id, list, name, shared }: SavedFilterRow,
  ) =>
    audit.record({
      actor,
      action: `saved_filter.${act}`,
      subject: { type: 'saved_filter', id },
      detail: { list, name, shared },
    });

  /** Of several with one name at once, one. */
  const named = <Result>(work: () => Promise<Result>): Promise<Result> =>
    database.atomically(work).catch((error: unknown) => {
      if (!(error instanceof UniqueConstraintError)) throw error;
      throw filterExists('You have a filter of this name for this list.');
    });

  /** The owner's alone: to others one that is not shared does not exist. @throws not_found */
  async function lockOwn({ userId }: UserActor, id: string): Promise<SavedFilterRow> {
    const filter = await filters.findByPk(id, { lock: true });
    if (filter?.ownerId !== userId) throw notFound('You have no such filter.');
    return filter;
  }

  return {
    /** Whether its list still takes it. */
    isGood: ({ list, query }: SavedFilterRow): boolean => wrongWith(list, query) === null,

    /** The admin's own and those that are shared, by name. */
    list({ userId }: UserActor, { list, ...query }: FiltersQuery): Promise<Page<SavedFilterRow>> {
      const seen = modelKeyset(filters, {
        name: 'admin.filters',
        order: [
          ['name', 'ASC'],
          ['id', 'ASC'],
        ],
        where: { ...(list === undefined ? {} : { list }), [Op.or]: [{ ownerId: userId }, { shared: true }] },
      });
      return readPage(seen, { ...query, list });
    },

    /** Throws `invalid_request` where the list does not take it, `filter_exists`, `too_many_filters`. */
    save: (actor: UserActor, { list, name, query, shared }: NewFilter): Promise<SavedFilterRow> =>
      named(async () => {
        const errors = wrongWith(list, query);
        if (errors) throw invalidRequest('The list does not take this filter.', { errors });
        const { userId: ownerId } = actor;
        // Of many at once each counts the ones before it.
        await identity.lockUser(ownerId);
        if ((await filters.count({ where: { ownerId } })) >= MOST_OF_ONE) {
          throw tooManyFilters(`You have ${MOST_OF_ONE} filters.`);
        }
        const now = clock.now();
        const times = { createdAt: now, updatedAt: now };
        const filter = await filters.create({ id: newId(), ownerId, list, name, query, shared, ...times });
        await record(actor, 'made', filter);
        return filter;
      }),

    change: (actor: UserActor, id: string, { name, query, shared }: ChangedFilter): Promise<SavedFilterRow> =>
      named(async () => {
        const filter = await lockOwn(actor, id);
        const errors = query && wrongWith(filter.list, query);
        if (errors) throw invalidRequest('The list does not take this filter.', { errors });
        await filter.update({
          name: name ?? filter.name,
          query: query ?? filter.query,
          shared: shared ?? filter.shared,
          updatedAt: clock.now(),
        });
        await record(actor, 'changed', filter);
        return filter;
      }),

    remove: (actor: UserActor, id: string): Promise<void> =>
      database.atomically(async () => {
        const filter = await lockOwn(actor, id);
        await filter.destroy();
        await record(actor, 'removed', filter);
      }),
  };
}
