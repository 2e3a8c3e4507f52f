/** People keep searches: save, change, pause and delete them. */
import { notFound } from '../../../../platform/http/problem';
import type { UserActor } from '../../../../platform/kernel/actor';
import { newId } from '../../../../platform/kernel/ids';
import type { SavedSearch } from '../saved-search.model';
import { type Alerts, nextLookAt, SEARCHES_MAX } from '../saved-search.rules';
import type { SavedSearchesContext } from '../saved-searches';
import { searchSavedAlready, tooManySavedSearches } from '../saved-searches.problems';
import type { NewSavedSearch, SavedSearchChange } from '../saved-searches.schema';

export function createKeepSearches({ platform, identity, audit, searches, arrivals }: SavedSearchesContext) {
  const { database, clock, config } = platform;

  const ownOf = (userId: string): Promise<SavedSearch[]> =>
    searches.findAll({ where: { userId }, order: [['id', 'DESC']] });

  const lookNext = (alerts: Alerts): number => nextLookAt(alerts, clock.now(), config.PAPER_TIME_ZONE);

  /** The person's account is locked: no other change of theirs comes in between. */
  async function lockOwn(actor: UserActor, id: string): Promise<SavedSearch> {
    await identity.lockSignedIn(actor);
    const search = await searches.findOne({ where: { id, userId: actor.userId }, lock: true });
    if (!search) throw notFound('You have no such saved search.');
    return search;
  }

  function refuseTwin(own: readonly SavedSearch[], query: string, id?: string): void {
    const twin = own.find((search) => search.query === query && search.id !== id);
    if (twin) throw searchSavedAlready(`“${twin.name}” looks for the same.`);
  }

  const record = (
    actor: UserActor,
    act: 'created' | 'changed' | 'deleted',
    { id }: SavedSearch,
    detail: Record<string, unknown>,
  ) =>
    audit.record({
      actor,
      action: `saved_search.${act}`,
      subject: { type: 'saved_search', id },
      detail,
    });

  return {
    /** Newest first. */
    listSearches: ({ userId }: UserActor): Promise<SavedSearch[]> => ownOf(userId),

    /** Tells of what comes from now on. @throws too_many_saved_searches, search_saved_already */
    saveSearch: (actor: UserActor, { name, query, alerts }: NewSavedSearch): Promise<SavedSearch> =>
      database.atomically(async () => {
        await identity.lockSignedIn(actor);
        const { userId } = actor;
        const own = await ownOf(userId);
        refuseTwin(own, query);
        if (own.length >= SEARCHES_MAX) {
          throw tooManySavedSearches(
            `You can keep ${SEARCHES_MAX} searches. Delete one that you no longer need.`,
          );
        }
        const now = clock.now();
        const search = await searches.create({
          ...{ id: newId(), userId, name, query, alerts, paused: false },
          ...{ seenUpTo: await arrivals.upTo(), dueAt: lookNext(alerts), lastToldAt: null },
          ...{ createdAt: now, updatedAt: now },
        });
        await record(actor, 'created', search, { alerts });
        return search;
      }),

    /** What looks for something else, or goes on after a pause, tells of what comes from now on. @throws not_found, search_saved_already */
    changeSearch: (actor: UserActor, id: string, changes: SavedSearchChange): Promise<SavedSearch> =>
      database.atomically(async () => {
        const search = await lockOwn(actor, id);
        const { name = search.name, query = search.query, alerts = search.alerts } = changes;
        const { paused = search.paused } = changes;
        if (query !== search.query) refuseTwin(await ownOf(actor.userId), query, id);
        const begins = query !== search.query || (search.paused && !paused);
        const looksAnew = begins || alerts !== search.alerts;
        await search.update({
          ...{ name, query, alerts, paused, updatedAt: clock.now() },
          ...(begins ? { seenUpTo: await arrivals.upTo() } : {}),
          ...(looksAnew ? { dueAt: lookNext(alerts) } : {}),
        });
        await record(actor, 'changed', search, { fields: Object.keys(changes), alerts, paused });
        return search;
      }),

    /** @throws not_found */
    deleteSearch: (actor: UserActor, id: string): Promise<void> =>
      database.atomically(async () => {
        const search = await lockOwn(actor, id);
        await record(actor, 'deleted', search, {});
        await search.destroy();
      }),
  };
}
