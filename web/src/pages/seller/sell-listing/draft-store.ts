/**
 * A listing as it is being written. Where somebody else has changed the same field meanwhile, nothing is overwritten: both
 * versions are kept until the seller has chosen. What only one of them has changed goes together by itself.
 */
import { type ApiProblem, asProblem } from '../../../api/problem';
import type { Listing } from '../../../api/queries';
import type { ListingChanges } from '../../../api/seller';
import { type Content, contentOf, type Edits, overlaps, sendable, withoutSame } from './draft.rules';

export interface DraftState {
  /** As the server last said. */
  listing: Listing;
  /** What the edits are based on. */
  base: Content;
  edits: Edits;
  saving: boolean;
  refused: ApiProblem | null;
  /** What stands on the server, where it stands against what is written here. */
  conflict: Listing | null;
  /** Counts what was taken over from the server: fields begin anew. */
  taken: number;
}

interface Server {
  send(changes: ListingChanges): Promise<Listing>;
  read(): Promise<Listing>;
}

export type DraftStore = ReturnType<typeof createDraftStore>;

/** An answer to a seller's own listing always has its content. */
const ownContent = (listing: Listing, before: Content): Content => contentOf(listing) ?? before;

const versionOf = ({ management }: Listing): number => management?.version ?? 1;

/** What was typed after `sent` went out, and what could not be sent. */
function stillToSend(now: Edits, sent: Edits, stands: Content): Edits {
  const went = sendable(sent) ?? {};
  const later = Object.entries(now).filter(
    ([key, value]) => !(key in went) || value !== sent[key as keyof Content],
  );
  return withoutSame(Object.fromEntries(later), stands);
}

export function createDraftStore(listing: Listing, content: Content, { send, read }: Server) {
  let state: DraftState = {
    ...{ listing, base: content, edits: {}, saving: false },
    ...{ refused: null, conflict: null, taken: 0 },
  };
  let running: Promise<boolean> | null = null;
  const watchers = new Set<() => void>();

  const set = (changes: Partial<DraftState>) => {
    state = { ...state, ...changes };
    for (const tell of watchers) tell();
  };

  async function sendOnce(): Promise<boolean> {
    const written = state.edits;
    const body = sendable(written);
    if (body === null) return true;
    set({ saving: true, refused: null });
    try {
      const answer = await send({ ...body, version: versionOf(state.listing) });
      const base = ownContent(answer, state.base);
      set({ listing: answer, base, edits: stillToSend(state.edits, written, base), saving: false });
      return true;
    } catch (error) {
      const problem = asProblem(error);
      set({ saving: false });
      if (problem.code === 'listing_changed') return meet();
      set({ refused: problem });
      return false;
    }
  }

  async function meet(): Promise<boolean> {
    const now = await read();
    const there = ownContent(now, state.base);
    if (overlaps(state.edits, state.base, there)) {
      set({ conflict: now });
      return false;
    }
    set({ listing: now, base: there });
    return sendOnce();
  }

  /** True once all that can be sent stands on the server. */
  async function save(): Promise<boolean> {
    while (running) await running;
    if (state.conflict) return false;
    running = sendOnce().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    current: () => state,
    watch(tell: () => void) {
      watchers.add(tell);
      return () => watchers.delete(tell);
    },

    change(edits: Edits) {
      set({ edits: withoutSame({ ...state.edits, ...edits }, state.base), refused: null });
    },

    save,

    /** The listing was read anew. */
    see(now: Listing) {
      if (now === state.listing || state.conflict || state.saving) return;
      const there = ownContent(now, state.base);
      if (versionOf(now) < versionOf(state.listing) || overlaps(state.edits, state.base, there)) return;
      const changed = Object.keys(withoutSame(there, state.base)).length > 0;
      set({ listing: now, base: there, taken: state.taken + Number(changed) });
    },

    keepHere() {
      if (!state.conflict) return Promise.resolve(false);
      set({ listing: state.conflict, base: ownContent(state.conflict, state.base), conflict: null });
      return save();
    },

    takeThere() {
      if (!state.conflict) return;
      const base = ownContent(state.conflict, state.base);
      set({
        listing: state.conflict,
        base,
        edits: {},
        conflict: null,
        refused: null,
        taken: state.taken + 1,
      });
    },
  };
}
