/** Who is signed in, for parts of the page. */
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { type Me, meQuery } from '../api/queries';
import { type Prompt, sessionStore, type SessionState } from '../api/session-store';

export const useSession = (): { state: SessionState; prompt: Prompt | null } =>
  useSyncExternalStore(sessionStore.watch, sessionStore.current);

/** Null for a visitor, and while it is being found out. */
export function useMe(): Me | null {
  const { state } = useSession();
  const me = useQuery({ ...meQuery, enabled: state === 'in' });
  return state === 'in' ? (me.data ?? null) : null;
}
