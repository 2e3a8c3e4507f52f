/**
 * The index of this instance: made in the background when it is first asked for, and kept in step by the log. What this
 * instance changes is in it before the next answer, what another changes within a moment; else it gives no answer, and the
 * database does.
 */
import { outsideUnit } from '../../../../platform/db/database';
import { describeError } from '../../../../platform/kernel/logger';
import type { Platform } from '../../../../platform/platform';
import type { ListingsConfig } from '../../listings.config';
import { listingCardChanged, listingShown } from '../../listings.events';
import { createMemoryIndex, type MemoryIndex } from './memory-index';
import { createReadVersions } from './read-versions';

/** So many changes are read with one statement; more of them are taken in while the database answers. */
const MOST_AT_ONCE = 500;
/** A making that failed is tried again after so long. */
const TRIED_AGAIN_AFTER_MS = 30_000;
/** Places of former versions, beside a quarter of the listings: with more it is made anew. */
const FORMER_VERSIONS_ALLOWED = 1_000;

interface Kept {
  index: MemoryIndex;
  /** Listings that have changed since it has read them. */
  changed: Set<string>;
  taking: Promise<void> | null;
}

export function createFollowedIndex({ config, database, events, log }: Platform<ListingsConfig>) {
  const versions = createReadVersions(database);
  let kept: Kept | null = null;
  let coming: Kept | null = null;
  let tryAgainAt = 0;

  function note({ name, subject }: { name: string; subject: string }): void {
    if (name !== listingShown.name && name !== listingCardChanged.name) return;
    kept?.changed.add(subject);
    coming?.changed.add(subject);
  }
  const following = events.follow('listings.search', { cursor: 'memory', early: note }, (event) =>
    Promise.resolve(note(event)),
  );

  /** Takes in what has changed, and what changes meanwhile. */
  async function takeIn(into: Kept): Promise<void> {
    const { index, changed } = into;
    try {
      while (changed.size > 0) {
        const ids = [...changed].slice(0, MOST_AT_ONCE);
        for (const id of ids) changed.delete(id);
        index.put(await versions.now(ids));
      }
    } finally {
      // With the last look at what has changed: whatever comes now is taken in by another.
      into.taking = null;
    }
  }

  /** One after another: an older reading never comes after a newer one. */
  async function catchUp(of: Kept): Promise<void> {
    if (of.changed.size > 0) of.taking ??= outsideUnit(() => takeIn(of));
    await of.taking;
  }

  async function make(): Promise<void> {
    const began = performance.now();
    const made: Kept = { index: createMemoryIndex(), changed: new Set(), taking: null };
    coming = made;
    try {
      // What comes behind this position is handed to the index.
      await following.position();
      for await (const some of versions.all()) {
        made.index.put(some);
        await new Promise(setImmediate);
      }
      await catchUp(made);
      kept = made;
      const { listings } = made.index.size();
      const took = Math.round(performance.now() - began);
      log.info('search is kept in memory', { listings, bytes: made.index.bytes(), tookMs: took });
    } catch (error) {
      tryAgainAt = performance.now() + TRIED_AGAIN_AFTER_MS;
      log.error('search cannot be kept in memory', { error: describeError(error) });
    } finally {
      coming = null;
    }
  }

  function makeUnlessMade(): void {
    if (coming || performance.now() < tryAgainAt) return;
    void outsideUnit(make);
  }

  function giveUp(failed: Kept, error: unknown): void {
    if (kept !== failed) return;
    kept = null;
    tryAgainAt = performance.now() + TRIED_AGAIN_AFTER_MS;
    log.error('search in memory fails', { error: describeError(error) });
  }

  return {
    /** What `ask` makes of the index; null where the index cannot say, and the database has to. */
    async ask<Answer>(ask: (index: MemoryIndex) => Answer): Promise<Answer | null> {
      if (!config.SEARCH_IN_MEMORY || !following.isWithin(config.SEARCH_BEHIND_AT_MOST_MS)) return null;
      const asked = kept;
      if (!asked || hasGrownOld(asked.index)) makeUnlessMade();
      if (!asked) return null;
      try {
        const isFarBehind = asked.changed.size > MOST_AT_ONCE;
        const caughtUp = catchUp(asked);
        if (isFarBehind) {
          caughtUp.catch((error: unknown) => giveUp(asked, error));
          return null;
        }
        await caughtUp;
        return ask(asked.index);
      } catch (error) {
        giveUp(asked, error);
        return null;
      }
    },
  };
}

function hasGrownOld(index: MemoryIndex): boolean {
  const { listings, formerVersions } = index.size();
  return formerVersions > listings / 4 + FORMER_VERSIONS_ALLOWED;
}
