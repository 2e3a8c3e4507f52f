/** The sockets of this process: who is let in, what they are told, and when they end. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { z } from 'zod';
import type { LoggedEvent } from '../../platform/events/events';
import { admit } from '../../platform/http/admission';
import { toProblem } from '../../platform/http/error-answer';
import { BARE_HEADERS, corsOriginOf } from '../../platform/http/headers';
import { type Problem, unauthorized } from '../../platform/http/problem';
import type { RateLimits } from '../../platform/http/rate-limit';
import type { UserActor } from '../../platform/kernel/actor';
import { iso, SECOND_MS } from '../../platform/kernel/clock';
import { describeError } from '../../platform/kernel/logger';
import type { Platform } from '../../platform/platform';
import { type Identity, SESSION_NEWS } from '../identity';
import { conversationBlocked, conversationUnblocked, type MessageNews, messageSent } from '../messages';
import { transactionOpened } from '../transactions';
import { createCommands, refusalOf } from './commands';
import {
  CONNECT_LIMIT,
  FRAME_MAX_BYTES,
  LIVE_LIMIT,
  SOCKETS_MAX,
  SOCKETS_OF_A_PERSON_MAX,
  UNREAD_PACKETS_MAX,
} from './live.limits';
import { liveEventOf } from './live-events';
import { liveFull, tooManySockets } from './live.problems';
import type { PassingData, PassingName } from './live.schema';
import type { OwnEvent } from './own-events';
import { isOriginAllowed } from './origin.rules';
import { type LiveSocket, People, type SocketData } from './people';
import { createPresence } from './presence';
import { type Room, roomOfPerson, type RoomSources, transactionRoom } from './rooms';

/** Shorter than a connection may be silent (node-server), so that a long poll is answered in time. */
const PING_EVERY_MS = 15 * SECOND_MS;
const PING_TIMEOUT_MS = 10 * SECOND_MS;
/** Who does not show a token so soon is not waited for. */
const CONNECT_WITHIN_MS = 5 * SECOND_MS;

/** A socket opens to whom a change of their own would: to a person, not to a key, nor in another's name. */
const DOOR = {
  operationId: 'live',
  method: 'post',
  path: '/live',
  summary: '',
  access: 'user',
  response: z.null(),
} as const;

const Auth = z.looseObject({ token: z.string().min(1).max(4_000) });

const TYPING = 'live.typing';
const TypingWord = z.strictObject({
  event: z.enum(['typing:start', 'typing:stop']),
  room: z.templateLiteral([z.enum(['transaction', 'conversation']), ':', z.string().max(40)]),
  userId: z.string().max(40),
  to: z.array(z.string().max(40)).max(10),
});
type TypingWord = z.output<typeof TypingWord>;

const SESSION_KINDS = new Set<string>(SESSION_NEWS.map(({ name }) => name));

export interface SocketsDeps {
  identity: Identity;
  rooms: RoomSources;
  limits: RateLimits;
  /** How an event of the log is shown. */
  present(own: OwnEvent): object;
}

export function createSockets(platform: Platform, { identity, rooms, limits, present }: SocketsDeps) {
  const { clock, config, events, log, signals } = platform;
  const people = new People();
  const counts = { opened: 0, refused: 0, ended: 0, told: 0 };
  const countConnection = limits.counterOf(CONNECT_LIMIT);
  let io: Server | null = null;
  let closing = false;
  /** Up to where the sockets were told; null until the log is followed. */
  let told: number | null = null;
  /** How often sessions changed: one that did while a socket was let in is looked at again. */
  let sessionChanges = 0;

  const following = events.follow('live.sockets', { cursor: 'memory' }, async (event) => {
    await react(event);
    told = event.position;
  });

  const tell = <Name extends PassingName>(to: string | string[], event: Name, data: PassingData<Name>) =>
    io?.to(to).emit(event, data);

  const presence = createPresence({
    signals,
    clock,
    people,
    tell: (event, userId, to) => tell(to.map(roomOfPerson), event, { userId }),
  });

  /** Those of them who are in the room, on this instance. */
  function tellTypingHere({ event, room, userId, to }: TypingWord): void {
    const [kind, id = ''] = room.split(':');
    const data = {
      userId,
      transactionId: kind === 'transaction' ? id : null,
      conversationId: kind === 'conversation' ? id : null,
    };
    for (const member of to) {
      for (const socket of people.of(member)) {
        if (socket.data.rooms.has(room)) socket.emit(event, data);
      }
    }
  }

  const commands = createCommands({
    clock,
    log,
    rooms,
    count: limits.counterOf(LIVE_LIMIT),
    cursor: () => told ?? 0,
    tellTyping(event, room, userId, to) {
      const word = { event, room, userId, to: [...to] };
      tellTypingHere(word);
      signals.send(TYPING, word);
    },
  });

  /** Tells why, then ends it: the client does not come back by itself, since its token would be refused again. */
  function end(socket: LiveSocket, problem: Problem): void {
    counts.ended += 1;
    socket.emit('session:ended', refusalOf(problem));
    socket.disconnect(true);
  }

  async function authenticate(token: string): Promise<UserActor> {
    const actor = admit(DOOR, await identity.authenticate(token), true);
    if (!actor) throw unauthorized('Send an access token in `auth`: { token }.');
    return actor;
  }

  /** Something happened to the sessions or the roles of a person: each socket goes on as what they are now, or ends. */
  async function lookAgain(userId: string): Promise<void> {
    for (const socket of people.of(userId)) {
      try {
        socket.data.actor = await authenticate(socket.data.token);
      } catch (error) {
        const problem = toProblem(error);
        // Without an answer of the database nothing is known: the log is walked again from here.
        if (problem.status >= 500) throw error;
        end(socket, problem);
        continue;
      }
      await commands.lookAgain(socket);
    }
  }

  async function react(event: LoggedEvent): Promise<void> {
    const payload = event.payload as { userId?: string };
    if (SESSION_KINDS.has(event.name) && payload.userId) {
      sessionChanges += 1;
      await lookAgain(payload.userId);
    }
    if (event.name === transactionOpened.name) meet(event.payload as { buyerId: string; sellerId: string });
    if (event.name === conversationBlocked.name || event.name === conversationUnblocked.name) {
      const { byId, partnerId } = event.payload as { byId: string; partnerId: string };
      for (const member of [byId, partnerId]) {
        if (people.has(member)) presence.rewatch(member, await counterpartiesOf(member));
      }
    }
    if (event.name === messageSent.name) tellRoomOfDeal(event.payload as MessageNews);
    const live = liveEventOf(event);
    if (!live) return;
    const to = [...live.to.map(roomOfPerson), ...(live.room ? [live.room] : [])];
    if (to.length === 0) return;
    counts.told += 1;
    io?.to(to).emit(live.as, present({ event, live }));
  }

  function tellRoomOfDeal({ messageId, conversationId, transactionId }: MessageNews): void {
    if (transactionId === null) return;
    tell(transactionRoom(transactionId), 'transaction:message', { messageId, conversationId, transactionId });
  }

  /** They have something to do with each other from now on. */
  function meet({ buyerId, sellerId }: { buyerId: string; sellerId: string }): void {
    if (people.has(buyerId)) presence.watch(buyerId, [sellerId]);
    if (people.has(sellerId)) presence.watch(sellerId, [buyerId]);
  }

  const tooManyOf = (): Problem =>
    tooManySockets(`A person has at most ${SOCKETS_OF_A_PERSON_MAX} live connections.`);

  /** With whom they share a room. */
  const counterpartiesOf = async (userId: string): Promise<string[]> =>
    (await Promise.all(Object.values(rooms).map((room) => room.listCounterparties(userId)))).flat();

  /** Before there is a socket. Throws the problem that the client is told. */
  async function letIn(socket: LiveSocket): Promise<{ changesSeen: number; others: readonly string[] }> {
    const auth = Auth.safeParse(socket.handshake.auth);
    if (!auth.success) throw unauthorized('Send an access token in `auth`: { token }.');
    if (closing || people.all().length >= SOCKETS_MAX) throw liveFull('Connect again in a moment.');
    // What is told from here on comes to the socket.
    const begun = await following.position();
    told ??= begun;
    const changesSeen = sessionChanges;
    const { token } = auth.data;
    const actor = await authenticate(token);
    const { userId } = actor;
    const tooMany = await countConnection?.(userId, actor.limitFactor);
    if (tooMany) throw tooMany;
    if (people.of(userId).length >= SOCKETS_OF_A_PERSON_MAX) {
      throw tooManyOf();
    }
    const others = await counterpartiesOf(userId);
    const data: SocketData = {
      ...{ token, actor, rooms: new Map<Room, readonly string[]>(), typing: new Set<Room>() },
      sent: { since: clock.now(), events: 0 },
    };
    Object.assign(socket.data, data);
    return { changesSeen, others };
  }

  /** Nothing waits in here: from the first line on the socket is told everything. */
  function opened(socket: LiveSocket, changesSeen: number, others: readonly string[]): void {
    const { userId, validUntil } = socket.data.actor;
    // Others may have come while this one was let in.
    if (people.of(userId).length >= SOCKETS_OF_A_PERSON_MAX) return end(socket, tooManyOf());
    counts.opened += 1;
    void socket.join(roomOfPerson(userId));
    const hasCome = people.add(socket);
    presence.watch(userId, others);
    socket.emit('ready', {
      cursor: String(told ?? 0),
      expiresAt: iso(validUntil ?? null),
      online: [...new Set(others)].filter(presence.isOnline),
    } satisfies PassingData<'ready'>);
    socket.onAny((event: string, ...args: unknown[]) => {
      commands.take(socket, event, args).catch((error: unknown) => {
        log.error('a live event failed', { error: describeError(error) });
      });
    });
    socket.once('disconnect', () => {
      commands.gone(socket);
      socket.conn.close();
      if (people.remove(socket)) presence.went(userId);
    });
    if (hasCome) presence.came(userId);
    if (changesSeen !== sessionChanges) {
      lookAgain(userId).catch(() => end(socket, unauthorized('Connect again.')));
    }
  }

  function endExpired(): void {
    const now = clock.now();
    for (const socket of people.all()) {
      const { validUntil = Infinity } = socket.data.actor;
      if (validUntil <= now)
        end(socket, unauthorized('The access token has expired. Refresh it, then connect again.'));
      else if (unreadBy(socket) > UNREAD_PACKETS_MAX) socket.conn.close();
    }
  }

  return {
    attach(server: HttpServer): void {
      const { CORS_ORIGINS: corsOrigins, siteUrl, production } = config;
      const policy = { corsOrigins, siteUrl, production };
      io = new Server(server, {
        serveClient: false,
        maxHttpBufferSize: FRAME_MAX_BYTES,
        pingInterval: PING_EVERY_MS,
        pingTimeout: PING_TIMEOUT_MS,
        connectTimeout: CONNECT_WITHIN_MS,
        cors: { origin: corsOriginOf(corsOrigins) },
        allowRequest: (req, answer) => {
          const allowed = isOriginAllowed(req.headers.origin, req.headers.host, policy);
          if (!allowed) counts.refused += 1;
          // A browser that is sent away while we close comes back by itself, to another instance.
          answer(closing ? 'closing' : allowed ? null : 'origin not allowed', allowed && !closing);
        },
      });
      io.engine.use(
        (_req: IncomingMessage, res: { setHeader(name: string, value: string): void }, next: () => void) => {
          for (const [name, value] of Object.entries(BARE_HEADERS)) res.setHeader(name, value);
          next();
        },
      );
      const entering = new WeakMap<LiveSocket, { changesSeen: number; others: readonly string[] }>();
      // One person a connection, and one try: whoever is refused or leaves comes back with another.
      const used = new WeakSet<object>();
      io.use((socket: LiveSocket, next) => {
        if (used.has(socket.conn)) {
          socket.conn.close();
          return;
        }
        used.add(socket.conn);
        letIn(socket).then(
          (entry) => {
            entering.set(socket, entry);
            next();
          },
          (error: unknown) => {
            const problem = toProblem(error);
            if (problem.status >= 500)
              log.error('a socket cannot be let in', { error: describeError(error) });
            counts.refused += 1;
            next(Object.assign(new Error(problem.detail), { data: refusalOf(problem) }));
          },
        );
      });
      io.on('connection', (socket: LiveSocket) => {
        const { changesSeen, others } = entering.get(socket) ?? { changesSeen: -1, others: [] };
        opened(socket, changesSeen, others);
      });
    },

    listen(): void {
      presence.listen();
      signals.hear(TYPING, (message) => {
        const word = TypingWord.safeParse(message).data;
        if (word) tellTypingHere(word);
      });
    },

    /** Called often: ends what is over. */
    tick(): void {
      endExpired();
      presence.tick();
    },

    statistics: () => ({ sockets: people.all().length, people: people.size, ...counts }),

    /** Lets nobody in any more and ends every connection; clients come back by themselves, elsewhere. */
    close(): void {
      closing = true;
      for (const socket of people.all()) socket.conn.close();
      io?.engine.close();
    },
  };
}

/** What was written for a socket and not taken yet. */
const unreadBy = ({ conn }: LiveSocket): number =>
  (conn as unknown as { writeBuffer?: unknown[] }).writeBuffer?.length ?? 0;
