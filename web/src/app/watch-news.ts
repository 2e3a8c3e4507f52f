/** Keeps a socket for whoever is signed in, and has read anew what news says is old. */
import { live } from '../api/live';
import { sessionStore } from '../api/session-store';
import { staleAfter } from './news.rules';
import { queries } from './queries';

/** What may have changed while no socket was there. */
const MISSED = [
  'unread',
  'overview',
  'notifications',
  'conversations',
  'conversation',
  'offers',
  'offer',
  'deals',
  'deal',
];

export function watchNews(): void {
  const hearer = {
    onReady: () => {
      for (const thing of MISSED) void queries.invalidateQueries({ queryKey: [thing] });
    },
    onNews: ((name, data) => {
      for (const queryKey of staleAfter(name, data)) void queries.invalidateQueries({ queryKey });
    }) satisfies Parameters<typeof live.start>[0]['onNews'],
  };
  const follow = () => {
    const { state, looksAsOther } = sessionStore.current();
    // No socket opens in another's name.
    if (state === 'in' && !looksAsOther) live.start(hearer).catch(live.stop);
    else live.stop();
  };
  sessionStore.watch(follow);
  follow();
}
