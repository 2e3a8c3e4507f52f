/** The rooms that a person can ask to enter: who belongs to each is for its module to say. */
import type { UserActor } from '../../platform/kernel/actor';

export type RoomKind = 'transaction' | 'conversation';

/** As `transaction:` and an id: made here alone, so that no client names a room. */
export type Room = `${RoomKind}:${string}`;

export const roomOf = (kind: RoomKind, id: string): Room => `${kind}:${id}`;
export const transactionRoom = (id: string): Room => roomOf('transaction', id);
export const roomOfPerson = (userId: string): string => `user:${userId}`;

export interface RoomSource {
  /** Who belongs to it, for somebody who may enter; null for everybody else, whether it exists or not. */
  findMembers(actor: UserActor, id: string): Promise<readonly string[] | null>;
  /** With whom a person shares such rooms. */
  listCounterparties(userId: string): Promise<readonly string[]>;
}

export type RoomSources = Record<RoomKind, RoomSource>;
