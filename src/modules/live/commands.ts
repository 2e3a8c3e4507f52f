/** What a client may ask over its socket: each event held against its schema, allowed, done and acknowledged. */
import { withinRequestDeadline } from '../../platform/db/deadline';
import { problemBody, toProblem } from '../../platform/http/error-answer';
import { fieldErrorsOf } from '../../platform/http/field-errors';
import type { Counter } from '../../platform/http/rate-limit';
import { invalidRequest, notFound, type Problem, tooManyRequests } from '../../platform/http/problem';
import { type Clock, iso, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { describeError, type Logger, withLogContext } from '../../platform/kernel/logger';
import { EVENTS_A_MINUTE, FLOOD_A_MINUTE, ROOMS_OF_A_SOCKET_MAX } from './live.limits';
import { notInRoom, unknownLiveEvent } from './live.problems';
import {
  type Acknowledgement,
  type CommandData,
  type CommandName,
  COMMANDS,
  type Refusal,
} from './live.schema';
import type { LiveSocket } from './people';
import { type Room, type RoomKind, roomOf, type RoomSources } from './rooms';

export interface CommandsDeps {
  clock: Clock;
  log: Logger;
  rooms: RoomSources;
  /** Counts the events of a person; null where nobody counts. */
  count: Counter | null;
  /** Up to where the sockets of this process were told. */
  cursor(): number;
  /** Tells the people of a room, on every instance. */
  tellTyping(event: 'typing:start' | 'typing:stop', room: Room, userId: string, to: readonly string[]): void;
}

type Handlers = {
  [Name in CommandName]: (
    socket: LiveSocket,
    payload: CommandData<Name>,
  ) => Promise<Record<string, unknown>> | Record<string, unknown>;
};

/** Also for what went wrong before there was a socket. */
export const refusalOf = (problem: Problem): Refusal => problemBody(problem, newId());

const isCommand = (event: string): event is CommandName => Object.hasOwn(COMMANDS, event);

const placeOf = (payload: CommandData<'typing:start'>): { kind: RoomKind; id: string } =>
  'transactionId' in payload
    ? { kind: 'transaction', id: payload.transactionId }
    : { kind: 'conversation', id: payload.conversationId };

export type Commands = ReturnType<typeof createCommands>;

export function createCommands({ clock, log, rooms, count, cursor, tellTyping }: CommandsDeps) {
  async function join(socket: LiveSocket, kind: RoomKind, id: string): Promise<Record<string, unknown>> {
    const { actor, rooms: entered } = socket.data;
    const room = roomOf(kind, id);
    const members = await rooms[kind].findMembers(actor, id);
    // They are somebody else by now: an administrator no more, perhaps.
    if (socket.data.actor !== actor) return join(socket, kind, id);
    if (!members) throw notFound(`There is no such ${kind}, or it is not yours.`);
    if (entered.size >= ROOMS_OF_A_SOCKET_MAX && !entered.has(room)) {
      throw tooManyRequests(`A connection is in at most ${ROOMS_OF_A_SOCKET_MAX} rooms. Leave one first.`);
    }
    if (!socket.connected) return {};
    entered.set(room, members);
    await socket.join(room);
    return {};
  }

  async function leave(socket: LiveSocket, room: Room) {
    stopTyping(socket, room);
    socket.data.rooms.delete(room);
    await socket.leave(room);
    return {};
  }

  /** To the others who belong to the room. Whoever is in it without belonging to it is told nothing and tells nothing. */
  function sayTyping(socket: LiveSocket, event: 'typing:start' | 'typing:stop', room: Room): void {
    const { actor, rooms: entered } = socket.data;
    const members = entered.get(room) ?? [];
    if (!members.includes(actor.userId)) return;
    tellTyping(
      event,
      room,
      actor.userId,
      members.filter((userId) => userId !== actor.userId),
    );
  }

  function stopTyping(socket: LiveSocket, room: Room): void {
    if (socket.data.typing.delete(room)) sayTyping(socket, 'typing:stop', room);
  }

  async function startTyping(socket: LiveSocket, kind: RoomKind, id: string): Promise<void> {
    const room = roomOf(kind, id);
    if (!socket.data.rooms.has(room)) throw notInRoom(`Send join:${kind} first.`);
    // Somebody may have been shut out since they entered.
    const members = await rooms[kind].findMembers(socket.data.actor, id);
    if (!members) {
      await leave(socket, room);
      throw notFound(`There is no such ${kind}, or it is not yours.`);
    }
    socket.data.rooms.set(room, members);
    socket.data.typing.add(room);
    sayTyping(socket, 'typing:start', room);
  }

  const handlers: Handlers = {
    'join:transaction': (socket, { transactionId }) => join(socket, 'transaction', transactionId),
    'leave:transaction': (socket, { transactionId }) => leave(socket, roomOf('transaction', transactionId)),
    'join:conversation': (socket, { conversationId }) => join(socket, 'conversation', conversationId),
    'leave:conversation': (socket, { conversationId }) =>
      leave(socket, roomOf('conversation', conversationId)),
    async 'typing:start'(socket, payload) {
      const { kind, id } = placeOf(payload);
      await startTyping(socket, kind, id);
      return {};
    },
    'typing:stop'(socket, payload) {
      const { kind, id } = placeOf(payload);
      if (!socket.data.rooms.has(roomOf(kind, id))) throw notInRoom(`Send join:${kind} first.`);
      stopTyping(socket, roomOf(kind, id));
      return {};
    },
    ping: () => ({ now: iso(clock.now()), cursor: String(cursor()) }),
  };

  /** One that goes far beyond the limit is ended, since even refusals cost. */
  async function countOne(socket: LiveSocket): Promise<void> {
    if (!count) return;
    const { sent, actor } = socket.data;
    const now = clock.now();
    if (now - sent.since >= MINUTE_MS) Object.assign(sent, { since: now, events: 0 });
    sent.events += 1;
    if (sent.events > FLOOD_A_MINUTE) socket.disconnect(true);
    if (sent.events > EVENTS_A_MINUTE) {
      throw tooManyRequests(`A connection sends at most ${EVENTS_A_MINUTE} events a minute.`);
    }
    const tooMany = await count(actor.userId, actor.limitFactor);
    if (tooMany) throw tooMany;
  }

  async function perform(socket: LiveSocket, event: string, sent: unknown[]): Promise<Acknowledgement> {
    try {
      await countOne(socket);
      if (!isCommand(event)) throw unknownLiveEvent('See docs/events.md for the events that a client sends.');
      if (sent.length > 1) throw invalidRequest('Send one object, and a function for the acknowledgement.');
      const parsed = COMMANDS[event].data.safeParse(sent.length === 0 ? {} : sent[0]);
      if (!parsed.success) {
        throw invalidRequest('The event is not valid.', { errors: fieldErrorsOf('body', parsed.error) });
      }
      const handle = handlers[event] as (
        socket: LiveSocket,
        payload: unknown,
      ) => Promise<Record<string, unknown>>;
      return { success: true, data: await handle(socket, parsed.data) };
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status >= 500)
        log.error('a live event failed', { event: event.slice(0, 40), error: describeError(error) });
      return refusalOf(problem);
    }
  }

  return {
    /** Answers by the acknowledgement that was asked for; a refusal is told without one too. */
    async take(socket: LiveSocket, event: string, args: unknown[]): Promise<void> {
      const last = args.at(-1);
      const acknowledge = typeof last === 'function' ? (last as (answer: Acknowledgement) => void) : null;
      const sent = acknowledge ? args.slice(0, -1) : args;
      const answer = await withLogContext({ userId: socket.data.actor.userId }, () =>
        withinRequestDeadline(() => perform(socket, event, sent)),
      );
      if (acknowledge) acknowledge(answer);
      else if (!answer.success) socket.emit('refused', { ...answer, event: event.slice(0, 40) });
    },

    /** Lets a socket go out of rooms that its person may not be in any more. */
    async lookAgain(socket: LiveSocket): Promise<void> {
      for (const room of socket.data.rooms.keys()) {
        const [kind, id = ''] = room.split(':') as [RoomKind, string];
        if (!(await rooms[kind].findMembers(socket.data.actor, id))) await leave(socket, room);
      }
    },

    /** The socket is gone. */
    gone(socket: LiveSocket): void {
      for (const room of socket.data.typing) stopTyping(socket, room);
    },
  };
}
