/** What was read as one reader is read anew as another. */
import { sessionStore } from '../api/session-store';
import { session } from '../api/session';
import { queries } from './queries';

/** Nobody's but theirs: gone with them, and asked for by whoever comes next. */
const OWN = ['me'];

export function watchSession(): void {
  let { state: before, looksAsOther: lookedAsOther } = sessionStore.current();
  sessionStore.watch(() => {
    const { state, looksAsOther } = sessionStore.current();
    if (looksAsOther !== lookedAsOther) {
      lookedAsOther = looksAsOther;
      void queries.resetQueries();
    }
    if (state === 'out') {
      // What was asked for in their name is not waited for.
      void queries.cancelQueries();
      queries.removeQueries({ queryKey: OWN });
    }
    if (state !== before && before !== 'starting') {
      void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== OWN[0] });
    }
    before = state;
  });
  void session.start();
}
