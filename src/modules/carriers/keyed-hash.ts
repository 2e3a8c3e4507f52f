/** Keyed hashes of what may be compared and never kept: each names the secret that made it. */
import { createHmac } from 'node:crypto';

export interface KeyedHasher {
  hash(value: string): string;
  /** Null where the two cannot be compared: the hash was made with another secret. */
  matches(hash: string, value: string): boolean | null;
}

/** `about` keeps equal values of different kinds apart. A hash of a former secret is "not known" and not a mismatch. */
export function createKeyedHasher(secret: string, about: string): KeyedHasher {
  const keyed = (value: string) => createHmac('sha256', secret).update(`${about}\n${value}`).digest('hex');
  const keyName = keyed('which key').slice(0, 8);
  const hash = (value: string) => `${keyName}:${keyed(value)}`;
  return {
    hash,
    matches: (known, value) => (known.startsWith(`${keyName}:`) ? known === hash(value) : null),
  };
}
