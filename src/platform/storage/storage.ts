/** Files of people, under keys that the server makes: nobody guesses one, and none leads out of the store. */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';

/** What can be stored: bytes at hand, a file on this machine, or a stream. */
export type Content = Buffer | Readable | { path: string };

export interface Storage {
  /** A new key, 256 bits from chance. `shelf` says what kind of thing it is: lower-case letters, as `avatars`. */
  newKey(shelf: string): string;
  /** Stores all of the content or nothing of it. Answers its length in bytes. */
  put(key: string, content: Content): Promise<number>;
  /** Null where nothing is stored under the key. */
  open(key: string): Promise<Readable | null>;
  exists(key: string): Promise<boolean>;
  /** What is not there is deleted already. */
  delete(key: string): Promise<void>;
  /** Removes what a crash left half-written; says how many there were. */
  deleteAbandoned(): Promise<number>;
  /** Throws where nothing could be stored. */
  ping(): Promise<void>;
}

const KEY = /^([a-z]{1,30})\/([0-9a-f]{64})$/;

export function newStorageKey(shelf: string): string {
  const key = `${shelf}/${randomBytes(32).toString('hex')}`;
  readKey(key);
  return key;
}

/** The parts of a key of ours. A key of any other form is a fault of the program, never a path to try. */
export function readKey(key: string): { shelf: string; name: string } {
  const [, shelf, name] = KEY.exec(key) ?? [];
  if (!shelf || !name) throw new Error('This is not a key of the file store.');
  return { shelf, name };
}
