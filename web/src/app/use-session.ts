/** Who is signed in, for parts of the page. */
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { type Me, meQuery, unreadQuery } from '../api/queries';
import { type SessionSnapshot, sessionStore } from '../api/session-store';

export const useSession = (): SessionSnapshot =>
  useSyncExternalStore(sessionStore.watch, sessionStore.current);

/** Null for a visitor, and while it is being found out. */
export function useMe(): Me | null {
  const { state } = useSession();
  const me = useQuery({ ...meQuery, enabled: state === 'in' });
  return state === 'in' ? (me.data ?? null) : null;
}

/** How much waits to be read; nothing until it is known. News asks anew; a minute's look is for when there is none. */
export function useUnread(): { unread: number; unreadMessages: number } {
  const { state, actsForOther } = useSession();
  // What a client was told is the client's own.
  const enabled = state === 'in' && !actsForOther;
  const { data } = useQuery({ ...unreadQuery, enabled, refetchInterval: 60_000 });
  return enabled && data ? data : { unread: 0, unreadMessages: 0 };
}
