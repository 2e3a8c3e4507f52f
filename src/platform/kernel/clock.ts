/** The one source of time: an instant is an integer of milliseconds since 1970 UTC. */

import { UnreadableStored } from './unreadable';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that can be set forward, for demo and tests. It never goes back: deadlines that passed stay passed. */
export class MovableClock implements Clock {
  #offsetMs = 0;

  now(): number {
    return Date.now() + this.#offsetMs;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  advance(byMs: number): void {
    if (byMs < 0) throw new RangeError('A clock moves forward only.');
    this.#offsetMs += byMs;
  }

  /** Before anything is done by it: what is made up has happened before now. */
  setBack(byMs: number): void {
    this.#offsetMs -= byMs;
  }

  /** Follows an offset that another process has stored; a smaller one is ignored. */
  catchUpWith(offsetMs: number): void {
    this.#offsetMs = Math.max(this.#offsetMs, offsetMs);
  }
}

/** ISO 8601 in UTC, the form of every instant on the wire. */
export function iso(instant: number): string;
export function iso(instant: number | null): string | null;
export function iso(instant: number | null): string | null {
  if (instant === null) return null;
  const date = new Date(instant);
  // Servers hand on what no calendar has.
  if (Number.isNaN(date.getTime())) throw new UnreadableStored(`${instant} is no instant.`);
  return date.toISOString();
}
