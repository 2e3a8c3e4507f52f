/** What is shown in a window that is looked at counts as read. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { messages } from '../../../api/inbox';
import { useMayChange } from '../../../ui/may-change';

const CHANGES = ['unread', 'conversations', 'conversation'];

export function useReading(partnerId: string, unread: number): void {
  const client = useQueryClient();
  const mayChange = useMayChange();
  useEffect(() => {
    if (unread === 0 || !mayChange) return;
    const read = () => {
      if (document.visibilityState !== 'visible') return;
      document.removeEventListener('visibilitychange', read);
      messages
        .markRead(partnerId)
        .then(() => Promise.all(CHANGES.map((thing) => client.invalidateQueries({ queryKey: [thing] }))))
        // It stays unread, and is tried again when the page is opened again.
        .catch(() => undefined);
    };
    document.addEventListener('visibilitychange', read);
    read();
    return () => document.removeEventListener('visibilitychange', read);
  }, [client, mayChange, partnerId, unread]);
}
