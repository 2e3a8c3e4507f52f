/** The first-in-first-out queue of writers within one process, which SQLite's single writer needs to be fair. */
import { clearTimeout, setTimeout } from 'node:timers';
import { SqliteError } from './errors';

export type Release = () => void;

/**
 * Long enough for an honest queue. A caller that holds the lock and awaits a second writer never gets there, and
 * an error then says so instead of a process that hangs.
 */
const queueTimeoutMs = 30_000;

export class WriteLock {
  #held = false;
  readonly #waiters = new Set<() => void>();

  /** Resolves when the caller is the only writer; the result gives the lock back and is harmless to call twice. */
  acquire(timeoutMs = queueTimeoutMs): Promise<Release> {
    if (!this.#held) {
      this.#held = true;
      return Promise.resolve(this.#releaser());
    }
    return new Promise((resolve, reject) => {
      const proceed = (): void => {
        clearTimeout(timer);
        resolve(this.#releaser());
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(proceed);
        reject(
          new SqliteError('SQLITE_BUSY', `Waited ${timeoutMs} ms for the writers ahead in this process`),
        );
      }, timeoutMs);
      this.#waiters.add(proceed);
    });
  }

  /** The lock stays held while it passes from one writer to the next, so a newcomer cannot jump the queue. */
  #releaser(): Release {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const [next] = this.#waiters;
      if (next === undefined) {
        this.#held = false;
        return;
      }
      this.#waiters.delete(next);
      next();
    };
  }
}
