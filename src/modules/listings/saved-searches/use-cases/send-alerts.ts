/** Looks through what came to the market for whoever keeps searches or has said what they look for, and tells each person once of all of it. */
import { oldestFirst, selectKeyset } from '../../../../platform/db/keyset';
import { lockRows } from '../../../../platform/db/lock-rows';
import { sweep } from '../../../../platform/db/walk';
import { DAY_MS } from '../../../../platform/kernel/clock';
import { crashPoint } from '../../../../platform/kernel/crash';
import { readEach } from '../../../../platform/kernel/unreadable';
import { cardOfRow } from '../../card-row';
import type { CardRow } from '../../listing.model';
import type { ListingCard } from '../../listing-views.schema';
import type { LookedFor } from '../../listings.schema';
import { matchOf } from '../../requirements/match.rules';
import { type BuyerRequirements, defineRequirements } from '../../requirements/requirements.model';
import { createConditions } from '../../search/conditions';
import type { SavedSearch } from '../saved-search.model';
import { nextLookAt, readQuery } from '../saved-search.rules';
import type { SavedSearchesContext } from '../saved-searches';
import { type FoundListing, savedSearchesMatched } from '../saved-searches.events';

/** Of one search with one look; the rest comes with the next. */
const LOOKED_AT_ONCE = 200;
/** So many are named of each search; the search itself shows the others. */
const NAMED = 5;

interface Found extends CardRow {
  position: number;
}

interface FoundCard {
  listingId: string;
  card: ListingCard;
}

export function createSendAlerts({ platform, identity, store, searches, arrivals }: SavedSearchesContext) {
  const { database, clock, config, events, log } = platform;
  const { select, change } = database;
  const { conditionsOf } = createConditions(store);
  const requirements = defineRequirements(database);

  /** What the person was not told of yet, and is not their own, in the order in which it came. */
  const find = async (search: SavedSearch, lookedFor: LookedFor, upTo: number): Promise<Found[]> => {
    const { where, values } = await conditionsOf(lookedFor);
    return select<Found>(
      `SELECT c.listingId, c.status, c.publishedAt, c.premium, c.priceBand, c.card, a.position
       FROM listing_arrivals a
       JOIN (SELECT listingId, status, publishedAt, premium, priceBand, card FROM listing_cards
             WHERE ${where} AND listingId IN (
               SELECT listingId FROM listing_arrivals
               WHERE position > :seenUpTo AND position <= :upTo AND sellerId <> :userId)) c
         ON c.listingId = a.listingId
       WHERE NOT EXISTS (SELECT 1 FROM saved_search_finds f
                         WHERE f.userId = :userId AND f.listingId = a.listingId)
       ORDER BY a.position LIMIT ${LOOKED_AT_ONCE}`,
      { ...values, seenUpTo: search.seenUpTo, upTo, userId: search.userId },
    );
  };

  /** Without those that cannot be read: what came beside them is told all the same. */
  const cardsOf = (found: readonly Found[]): FoundCard[] =>
    readEach(found, (row) => ({ listingId: row.listingId, card: cardOfRow(row) }));

  async function noteTold(userId: string, found: readonly FoundCard[]): Promise<void> {
    for (const { listingId } of found) {
      await change(
        'INSERT INTO saved_search_finds (userId, listingId, toldAt) VALUES (:userId, :listingId, :now)',
        { userId, listingId, now: clock.now() },
      );
    }
  }

  /** Looks through it, moves its mark, and answers what it found. */
  async function lookThrough(search: SavedSearch, upTo: number): Promise<FoundCard[]> {
    const now = clock.now();
    const dueAt = nextLookAt(search.alerts, now, config.PAPER_TIME_ZONE);
    const read = readQuery(search.query);
    if (!read.success) {
      log.warn('a saved search looks for what there is no more', { savedSearchId: search.id });
      await search.update({ paused: true, updatedAt: now });
      return [];
    }
    const came = await find(search, read.data, upTo);
    const found = cardsOf(came);
    await noteTold(search.userId, found);
    const seen = came.length === LOOKED_AT_ONCE ? (came.at(-1)?.position ?? upTo) : upTo;
    // Whoever waited for another instance may have read the log before it did.
    const seenUpTo = Math.max(Number(search.seenUpTo), seen);
    await search.update({ seenUpTo, dueAt, ...(found.length > 0 ? { lastToldAt: now } : {}) });
    return found;
  }

  /** The same for what a buyer looks for: every arrival is scored by its card. */
  async function lookThroughFor(wishes: BuyerRequirements, upTo: number): Promise<FoundCard[]> {
    const { userId, leastScore } = wishes;
    const came = await select<Found>(
      `SELECT c.listingId, c.status, c.publishedAt, c.premium, c.priceBand, c.card, a.position
       FROM listing_arrivals a JOIN listing_cards c ON c.listingId = a.listingId
       WHERE a.position > :seenUpTo AND a.position <= :upTo AND a.sellerId <> :userId AND c.status = 'ACTIVE'
         AND NOT EXISTS (SELECT 1 FROM saved_search_finds f
                         WHERE f.userId = :userId AND f.listingId = a.listingId)
       ORDER BY a.position LIMIT ${LOOKED_AT_ONCE}`,
      { seenUpTo: wishes.seenUpTo, upTo, userId },
    );
    const fitting = cardsOf(came).filter(({ card }) => {
      const { score } = matchOf(wishes.wishes, card);
      return score !== null && score >= leastScore;
    });
    await noteTold(userId, fitting);
    const seen = came.length === LOOKED_AT_ONCE ? (came.at(-1)?.position ?? upTo) : upTo;
    await wishes.update({ seenUpTo: Math.max(Number(wishes.seenUpTo), seen) });
    return fitting;
  }

  /** With whatever is due comes what is to be told at once: a person gets one letter. */
  const isDue = ({ paused, alerts, dueAt }: SavedSearch): boolean =>
    !paused && (alerts === 'AT_ONCE' || dueAt <= clock.now());

  const tell = (userId: string): Promise<void> =>
    database.atomically(async () => {
      const due = (await lockRows(searches, { userId })).filter(isDue);
      const wishes = await requirements.findByPk(userId, { lock: true });
      if (due.length === 0 && !wishes?.tell) return;
      const person = (await identity.findUsers([userId])).get(userId);
      if (person?.status !== 'ACTIVE' || person.deletedAt !== null) {
        // Who may not come in is told once they may again, of all that came.
        for (const search of due) await search.update({ dueAt: clock.now() + DAY_MS });
        return;
      }
      const upTo = await arrivals.upTo();
      const matched = [];
      for (const search of due) {
        const found = await lookThrough(search, upTo);
        if (found.length === 0) continue;
        const { id: searchId, name: searchName } = search;
        const listings = found.slice(0, NAMED).map(asNews);
        matched.push({ of: 'SEARCH' as const, searchId, searchName, count: found.length, listings });
      }
      const fitting = wishes?.tell ? await lookThroughFor(wishes, upTo) : [];
      if (fitting.length > 0) {
        const named = { searchId: userId, searchName: 'What you look for' };
        const listings = fitting.slice(0, NAMED).map(asNews);
        matched.push({ of: 'REQUIREMENTS' as const, ...named, count: fitting.length, listings });
      }
      if (matched.length > 0) await events.emit(savedSearchesMatched, { userId, searches: matched });
      crashPoint('listings.finds_told');
    });

  return async (signal: AbortSignal): Promise<void> => {
    const due = selectKeyset<{ id: string; dueAt: number }>(database, {
      name: 'listings.saved-searches',
      order: oldestFirst('dueAt'),
      select: 'id, dueAt',
      from: `(SELECT id, MIN(dueAt) AS dueAt FROM (
                SELECT userId AS id, dueAt FROM saved_searches
                WHERE paused = 0 AND dueAt <= :now AND (alerts <> 'AT_ONCE' OR seenUpTo < :newest)
                UNION ALL
                SELECT userId AS id, 0 AS dueAt FROM buyer_requirements WHERE tell = 1 AND seenUpTo < :newest
              ) either GROUP BY id) due`,
      where: [],
      values: { now: clock.now(), newest: await arrivals.newest() },
    });
    await sweep(log, due, ({ id }) => tell(id), signal);
  };
}

/** Nothing but what the card shows to anyone. */
function asNews({ listingId, card }: FoundCard): FoundListing {
  const { title, state, priceBand, fleetBand } = card;
  return {
    ...{ listingId, title, usState: state, priceBand },
    fleetBand: fleetBand && { fromTrucks: fleetBand.from, belowTrucks: fleetBand.below },
  };
}
