/** The sockets of this process by person, and what each may do in a minute. */
import type { Socket } from 'socket.io';
import type { UserActor } from '../../platform/kernel/actor';
import type { Room } from './rooms';

/** What the server keeps of a socket. */
export interface SocketData {
  token: string;
  actor: UserActor;
  /** The rooms that it was let into, with those who belong to each. */
  rooms: Map<Room, readonly string[]>;
  /** Where it said that its person writes. */
  typing: Set<Room>;
  /** What it sent within the minute that began at `since`. */
  sent: { since: number; events: number };
}

// What is sent and received is held against the schemas, not against the types of the library.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type LiveSocket = Socket<any, any, any, SocketData>;

export class People {
  readonly #sockets = new Map<string, Set<LiveSocket>>();

  /** Answers whether the person has just come. */
  add(socket: LiveSocket): boolean {
    const { userId } = socket.data.actor;
    const own = this.#sockets.get(userId) ?? new Set();
    this.#sockets.set(userId, own.add(socket));
    return own.size === 1;
  }

  /** Answers whether it was the last one of the person. */
  remove(socket: LiveSocket): boolean {
    const { userId } = socket.data.actor;
    const own = this.#sockets.get(userId);
    if (!own?.delete(socket) || own.size > 0) return false;
    return this.#sockets.delete(userId);
  }

  of(userId: string): LiveSocket[] {
    return [...(this.#sockets.get(userId) ?? [])];
  }

  has(userId: string): boolean {
    return this.#sockets.has(userId);
  }

  ids(): string[] {
    return [...this.#sockets.keys()];
  }

  all(): LiveSocket[] {
    return [...this.#sockets.values()].flatMap((own) => [...own]);
  }

  get size(): number {
    return this.#sockets.size;
  }
}
