/** A client of live events that remembers what it was told. */
import { io, type Socket } from 'socket.io-client';
import type { ServerToClientEvents } from '../../src/modules/live';

type Told = [name: string, payload: Record<string, unknown>];

/** On a machine with a dozen others at work, too. */
const PATIENCE_MS = 60_000;

export interface LiveClientOptions {
  origin?: string;
  /** What stands in `auth`, unless it is the token. */
  auth?: Record<string, unknown>;
}

export type LiveClient = Awaited<ReturnType<typeof connectLive>>;

/** Connects, and fails with the code of the refusal where it is not let in. */
export async function connectLive(url: string, token: string, { origin, auth }: LiveClientOptions = {}) {
  const socket: Socket<ServerToClientEvents> = io(url, {
    auth: auth ?? { token },
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    ...(origin ? { extraHeaders: { origin } } : {}),
  });
  const told: Told[] = [];
  const waiting: (() => void)[] = [];
  const wake = () => waiting.splice(0).forEach((again) => again());
  socket.onAny((name: string, payload: Told[1]) => {
    told.push([name, payload]);
    wake();
  });
  let ended: string | null = null;
  socket.on('disconnect', (reason) => {
    ended = reason;
    wake();
  });
  async function until<Result>(look: () => Result | undefined | null): Promise<Result> {
    for (;;) {
      const found = look();
      if (found !== undefined && found !== null) return found;
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
  }
  /** Fails by what it waited for, long before its test is given up. */
  async function soon<Result>(what: string, looking: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`A live client waited in vain: ${what}.`)), PATIENCE_MS);
    });
    return Promise.race([looking, tooLate]).finally(() => clearTimeout(timer));
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('ready', () => resolve());
    socket.once('connect_error', (error: Error & { data?: { code?: string } }) => {
      socket.close();
      reject(new Error(error.data?.code ?? error.message));
    });
  });
  const ask = (event: string, ...args: unknown[]): Promise<Record<string, unknown>> =>
    Promise.race([
      (socket as unknown as Socket).emitWithAck(event, ...args) as Promise<Record<string, unknown>>,
      until(() => ended).then((reason) => ({ success: false, code: `ended: ${reason}` })),
    ]);

  return {
    socket: socket as unknown as Socket,
    told,
    /** What it was told by this name. */
    named: (name: string) => told.filter(([each]) => each === name).map(([, payload]) => payload),
    /** All that has a place in the log, in the order in which it came. */
    placed: () => told.map(([, payload]) => payload).filter(({ cursor, id }) => cursor && id),
    ask,
    /** The acknowledgement, or the code of the refusal. */
    codeOf: async (event: string, ...args: unknown[]): Promise<string> => {
      const answer = await ask(event, ...args);
      return answer.success === true ? 'ok' : String(answer.code);
    },
    /** All that was sent to it before now has come. */
    caughtUp: () => ask('ping', {}),
    /** The next one by this name, or one that has come already. */
    hears: (name: string, n = 1) =>
      soon(
        `for ${n} of ${name}`,
        until(() => told.filter(([each]) => each === name).map(([, payload]) => payload)[n - 1]),
      ),
    /** Why it ended, once it has. */
    ended: () =>
      soon(
        'for its end',
        until(() => ended),
      ),
    isOpen: () => socket.connected,
    close: () => void socket.close(),
  };
}
