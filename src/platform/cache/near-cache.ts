/**
 * What was read from the database, kept in this process for a moment. Whoever hears that a subject has changed drops what
 * is kept of it; a reading that began before that is not kept, however late it ends.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../kernel/clock';

interface Entry<Value> {
  value: Value;
  subject: string;
  keptAt: number;
}

export interface NearCacheOptions {
  clock: Clock;
  /** So long at most, also where no word of a change comes. In ms. */
  keptMs: number;
  /** Entries. */
  most: number;
}

/** Keeps what a reading found under its key. `subject`: what a change would be a change of. */
export type Keep<Value> = (key: string, subject: string, value: Value) => void;

export class NearCache<Value> {
  readonly #clock: Clock;
  readonly #keptMs: number;
  readonly #entries: LRUCache<string, Entry<Value>>;
  readonly #keysOf = new Map<string, Set<string>>();
  /** How often anything was dropped. */
  #drops = 0;

  constructor({ clock, keptMs, most }: NearCacheOptions) {
    this.#clock = clock;
    this.#keptMs = keptMs;
    this.#entries = new LRUCache({ max: most, dispose: ({ subject }, key) => this.#forgetKey(subject, key) });
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    const age = this.#clock.now() - entry.keptAt;
    // A clock that was set back makes nothing younger.
    if (age >= 0 && age < this.#keptMs) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  /** Called before a reading begins; what it answers keeps the outcome, unless something was dropped meanwhile. */
  beginReading(): Keep<Value> {
    const dropsBefore = this.#drops;
    const keptAt = this.#clock.now();
    return (key, subject, value) => {
      if (this.#drops !== dropsBefore) return;
      this.#entries.set(key, { value, subject, keptAt }, { noDisposeOnSet: true });
      const keys = this.#keysOf.get(subject);
      if (keys) keys.add(key);
      else this.#keysOf.set(subject, new Set([key]));
    };
  }

  drop(subject: string): void {
    this.#drops += 1;
    for (const key of [...(this.#keysOf.get(subject) ?? [])]) this.#entries.delete(key);
  }

  #forgetKey(subject: string, key: string): void {
    const keys = this.#keysOf.get(subject);
    if (keys?.delete(key) && keys.size === 0) this.#keysOf.delete(subject);
  }
}
