/** Why nothing can be changed in this window now: there is no network, or its reader looks as somebody else. */
import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../api/problem';
import { type SessionSnapshot, sessionStore } from '../api/session-store';
import { words } from '../words';
import { useSession } from './use-session';

const { failures } = words;

const watchNetwork = (changed: () => void) => {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
};

export const useOnline = (): boolean => useSyncExternalStore(watchNetwork, () => navigator.onLine);

const onlyLooks = ({ looksAsOther, actsForOther }: SessionSnapshot): boolean => looksAsOther && !actsForOther;

/** For people; null where things can be changed. */
export function useClosedBecause(): string | null {
  const online = useOnline();
  const session = useSession();
  if (onlyLooks(session)) return failures.onlyLooking;
  return online ? null : failures.offline;
}

/** What refuses an act before it is sent, which a server would refuse or never see; null where it can be sent. */
export function closedNow(): ApiProblem | null {
  if (onlyLooks(sessionStore.current()))
    return new ApiProblem(403, { code: 'not_while_impersonating', detail: failures.onlyLooking });
  return navigator.onLine ? null : new ApiProblem(0, { code: 'unanswered', detail: failures.offline });
}
