/** Whether the other side of a conversation writes. */
import { useEffect, useState } from 'react';
import { live } from '../../../api/live';

/** Should the end of it be lost: nobody writes for so long without a letter. */
const FORGET_AFTER_MS = 20_000;

export function useTyping(conversationId: string | null): boolean {
  const [writes, setWrites] = useState(false);
  useEffect(
    () => (conversationId === null ? undefined : live.watchTyping(conversationId, setWrites)),
    [conversationId],
  );
  useEffect(() => {
    if (!writes) return;
    const timer = setTimeout(() => setWrites(false), FORGET_AFTER_MS);
    return () => clearTimeout(timer);
  }, [writes]);
  return writes;
}
