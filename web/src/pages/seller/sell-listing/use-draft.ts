/** The draft of a page: what is typed goes to the server by itself while it is one; what is live waits for its seller. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Listing, listingQuery } from '../../../api/queries';
import { changeListing } from '../../../api/seller-moves';
import { saidOf } from '../../../app/use-move';
import { createDraftStore, type DraftState, type DraftStore } from './draft-store';
import { type Content, type Edits, sendable } from './draft.rules';

/** Typing has paused. */
const PAUSE_MS = 1_000;

export interface Draft extends DraftState {
  store: DraftStore;
  content: Content;
  change(edits: Edits): void;
  errorOf(field: string): string | undefined;
  problem: string | null;
  unsaved: boolean;
}

export function useDraft(listing: Listing, content: Content): Draft {
  const client = useQueryClient();
  const [store] = useState(() =>
    createDraftStore(listing, content, {
      async send(changes) {
        const answer = await changeListing(listing.id, changes);
        client.setQueryData(listingQuery(listing.id).queryKey, answer);
        void client.invalidateQueries({ queryKey: ['my-listings'] });
        return answer.data;
      },
      read: async () => (await client.fetchQuery({ ...listingQuery(listing.id), staleTime: 0 })).data,
    }),
  );
  const state = useSyncExternalStore(store.watch, store.current);
  const { edits, saving, conflict, refused } = state;

  useEffect(() => store.see(listing), [store, listing]);

  const byItself = state.listing.status === 'DRAFT';
  useEffect(() => {
    if (!byItself || saving || conflict || sendable(edits) === null) return undefined;
    const timer = setTimeout(() => void store.save(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [store, edits, byItself, saving, conflict]);

  const unsaved = Object.keys(edits).length > 0;
  useEffect(() => {
    if (!unsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [unsaved]);

  return {
    ...state,
    store,
    content: { ...state.base, ...edits },
    change: store.change,
    errorOf: (field) => refused?.errors.find((each) => each.field === field)?.message,
    problem: refused && refused.errors.length === 0 ? saidOf(refused) : null,
    unsaved,
  };
}
