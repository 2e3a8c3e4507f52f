/** Tells of a person's own events: by socket, with what was missed while there was none, each once and in order. */
import type { Client } from 'openapi-fetch';
import { dataOf } from './answers';
import type { paths } from './schema';

type EventsAnswer = paths['/events']['get']['responses']['200']['content']['application/json'];
/** What happened: its name, where it stands in the log, and whom it is about. What it is now, ask for. */
export type OwnEvent = EventsAnswer['data']['events'][number];

/** What of a socket of socket.io-client is used here. */
export interface NewsSocket {
  readonly active: boolean;
  onAny(hear: (name: string, told: { cursor?: string } | undefined) => void): unknown;
  on(name: 'disconnect' | 'connect_error', hear: (reason: unknown) => void): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

export interface ListenOptions {
  /** `io` of socket.io-client, which is yours to install. */
  io(
    url: string,
    options: {
      transports: ['websocket'];
      auth(send: (auth: { token: string | null }) => void): void;
    },
  ): NewsSocket;
  /** The last cursor of an earlier run: what came since is told first. Without it, from now on. */
  after?: string;
  onEvent(event: OwnEvent): void | Promise<void>;
  /** Something failed, and is tried again. */
  onError?(error: unknown): void;
}

export interface Line {
  url: string;
  api: Client<paths, 'application/json'>;
  bearer(): string | null;
  renew(): Promise<void>;
}

const PAUSE_MS = 2_000;

export async function listen(
  { url, api, bearer, renew }: Line,
  { io, after, onEvent, onError = () => undefined }: ListenOptions,
): Promise<() => void> {
  let over = false;
  let cursor = after ?? (await dataOf(api.GET('/events', { params: { query: {} } }))).cursor;
  let reading: Promise<void> = Promise.resolve();

  /** The log is the truth; a socket only says that there is something to read. */
  async function readOn(): Promise<void> {
    for (let more = true; more && !over;) {
      const page = await dataOf(api.GET('/events', { params: { query: { cursor } } }));
      for (const event of page.events) {
        if (over) return;
        await onEvent(event);
        cursor = event.cursor;
      }
      cursor = page.cursor;
      more = page.hasMore;
    }
  }
  const wake = (): void => {
    reading = reading.then(readOn).catch((error: unknown) => {
      onError(error);
      if (!over) setTimeout(wake, PAUSE_MS);
    });
  };

  const socket = io(new URL(url).origin, {
    transports: ['websocket'],
    auth: (send) => send({ token: bearer() }),
  });
  // Who is there and who writes has no place in the log.
  socket.onAny((_name, told) => {
    if (told?.cursor !== undefined) wake();
  });
  const again = (): void => {
    if (over || socket.active) return;
    setTimeout(() => {
      if (!over) void renew().finally(() => socket.connect());
    }, PAUSE_MS);
  };
  socket.on('disconnect', again);
  socket.on('connect_error', (error) => {
    onError(error);
    again();
  });
  wake();
  return () => {
    over = true;
    socket.disconnect();
  };
}
