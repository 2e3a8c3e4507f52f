/**
 * News over a socket, for whoever is signed in: what changed, never what it is now, which is asked for as always. Its
 * code is loaded with the first sign-in; where no socket comes about, pages look anew by themselves.
 */
import type { Socket } from 'socket.io-client';
import { bearerForNews } from './session';

/** What of the news pages go by; the whole of it stands in `docs/events.md`. */
export interface News {
  notification: { notificationId: string };
  'offer:new': { offerId: string; listingId: string };
  'offer:updated': { offerId: string; listingId: string };
  'transaction:updated': { transactionId: string; listingId: string };
  'listing:updated': { listingId: string };
  'message:new': { conversationId: string; transactionId: string | null };
  'message:read': { conversationId: string };
}

export type NewsName = keyof News;
const NAMES: readonly NewsName[] = [
  'notification',
  'offer:new',
  'offer:updated',
  'transaction:updated',
  'listing:updated',
  'message:new',
  'message:read',
];

interface Typing {
  conversationId: string | null;
}

/** After a refusal a socket comes back by itself no more: with a new token it is let in. */
const AGAIN_AFTER_MS = 5_000;

let socket: Socket | null = null;
let wanted = false;
/** The conversations that are open, entered with each socket anew. */
const rooms = new Map<string, (writes: boolean) => void>();

export interface Hearer {
  /** A socket is there: what was missed before it is read anew. */
  onReady(): void;
  onNews<Name extends NewsName>(name: Name, data: News[Name]): void;
}

export const live = {
  async start({ onReady, onNews }: Hearer): Promise<void> {
    if (wanted) return;
    wanted = true;
    const { io } = await import('socket.io-client');
    if (!wanted) return;
    const opened = io({
      transports: ['websocket'],
      auth: (send) => void bearerForNews().then((token) => send({ token })),
    });
    socket = opened;
    opened.on('ready', () => {
      for (const conversationId of rooms.keys()) opened.emit('join:conversation', { conversationId });
      onReady();
    });
    opened.on('typing:start', ({ conversationId }: Typing) => rooms.get(conversationId ?? '')?.(true));
    opened.on('typing:stop', ({ conversationId }: Typing) => rooms.get(conversationId ?? '')?.(false));
    const tell = (name: NewsName) => opened.on(name, ({ data }: { data: never }) => onNews(name, data));
    for (const name of NAMES) tell(name);
    const again = () => {
      if (socket === opened && !opened.active) setTimeout(() => wanted && opened.connect(), AGAIN_AFTER_MS);
    };
    opened.on('disconnect', again);
    opened.on('connect_error', again);
  },

  stop(): void {
    wanted = false;
    socket?.disconnect();
    socket = null;
  },

  /** Whether the other side of a conversation writes, for as long as one watches. */
  watchTyping(conversationId: string, changed: (writes: boolean) => void): () => void {
    rooms.set(conversationId, changed);
    if (socket?.connected) socket.emit('join:conversation', { conversationId });
    return () => {
      rooms.delete(conversationId);
      if (socket?.connected) socket.emit('leave:conversation', { conversationId });
    };
  },

  sayTyping(conversationId: string, writes: boolean): void {
    if (socket?.connected) socket.emit(writes ? 'typing:start' : 'typing:stop', { conversationId });
  },
};
