/** Files of people, under keys that the server makes: nobody guesses one, and none leads out of the store. */
import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { UnreadableStored } from '../kernel/unreadable';

/** What can be stored: bytes at hand, a file on this machine, or a stream. */
export type Content = Buffer | Readable | { path: string };

/** The first byte and the last one, counted from 0. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface StoredFile {
  key: string;
  /** By the clock of the machine that keeps it. */
  storedAt: number;
}

export interface Storage {
  /** A new key, 256 bits from chance. `shelf` says what kind of thing it is: lower-case letters, as `avatars`. */
  newKey(shelf: string): string;
  /** Stores all of the content or nothing of it. Answers its length in bytes. */
  put(key: string, content: Content): Promise<number>;
  /** All of it, or a part. Null where nothing is stored under the key. */
  open(key: string, range?: ByteRange): Promise<Readable | null>;
  exists(key: string): Promise<boolean>;
  /** What is not there is deleted already. */
  delete(key: string): Promise<void>;
  /** An address that opens the file for a while, whoever asks; null where files have none. */
  signedUrl(key: string, validSeconds: number): Promise<string | null>;
  /** The shelves that there are, in order. */
  shelves(): Promise<string[]>;
  /** What is stored on a shelf, in whatever order. */
  list(shelf: string): AsyncIterable<StoredFile>;
  /** Removes what a crash left half-written; says how many there were. */
  deleteAbandoned(): Promise<number>;
  /** Throws where nothing could be stored. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const KEY = /^([a-z]{1,30})\/([0-9a-f]{64})$/;

const SHELF = /^[a-z]{1,30}$/;
const NAME = /^[0-9a-f]{64}$/;

/** Null where a file of that name on that shelf is none of ours. */
export const keyOf = (shelf: string, name: string): string | null =>
  SHELF.test(shelf) && NAME.test(name) ? `${shelf}/${name}` : null;

export const isShelf = (name: string): boolean => SHELF.test(name);

export function newStorageKey(shelf: string): string {
  const key = `${shelf}/${randomBytes(32).toString('hex')}`;
  readKey(key);
  return key;
}

/** The parts of a key of ours. A key of any other form is a fault of the program, never a path to try. */
export function readKey(key: string): { shelf: string; name: string } {
  const [, shelf, name] = KEY.exec(key) ?? [];
  if (!shelf || !name) throw new UnreadableStored('This is not a key of the file store.');
  return { shelf, name };
}
