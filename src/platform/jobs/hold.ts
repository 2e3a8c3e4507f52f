/** Keeps a job in hand: renews its lease while its handler works, and gives the handler up when its time is over. */
import { createAmbient } from '../kernel/ambient';

export class GivenUp extends Error {
  constructor(because: string) {
    super(because);
    this.name = 'GivenUp';
  }
}

export interface HoldOrder {
  timeLimitMs: number;
  leaseMs: number;
  /** False where somebody else has the job by now. Null where the row lock of a unit is the lease. */
  renew: (() => Promise<boolean>) | null;
}

export interface Hold {
  /** Raised when the work is given up. */
  signal: AbortSignal;
  /** Ends as `work` does, or is rejected with `GivenUp` if the work is given up before. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>;
  giveUp(because: string): void;
  release(): void;
}

const signals = createAmbient<AbortSignal>();

/** For clients of the outside world: throws where the job that asks has been given up, so that it asks no more. */
export const throwIfGivenUp = (): void => signals.get()?.throwIfAborted();

/** So many times within a lease is it renewed: one lost renewal costs nothing. */
const RENEWALS_PER_LEASE = 3;

export function takeHold({ timeLimitMs, leaseMs, renew }: HoldOrder): Hold {
  const controller = new AbortController();
  const giveUp = (because: string) => controller.abort(new GivenUp(because));
  const limit = setTimeout(() => giveUp(`It took longer than ${timeLimitMs / 1_000} s.`), timeLimitMs);

  let heldUntil = performance.now() + leaseMs;
  const keep = async (): Promise<void> => {
    const askedAt = performance.now();
    const kept = await renew?.().catch(() => null);
    if (kept === true) heldUntil = askedAt + leaseMs;
    else if (kept === false) giveUp('Another worker has taken it over.');
    else if (performance.now() >= heldUntil) giveUp('Its lease could not be renewed.');
  };
  const heartbeat = renew && setInterval(() => void keep(), leaseMs / RENEWALS_PER_LEASE);

  return {
    signal: controller.signal,
    giveUp,
    async hold(work) {
      controller.signal.throwIfAborted();
      const givenUp = new Promise<never>((_, reject) => {
        const refuse = () => reject(controller.signal.reason as GivenUp);
        controller.signal.addEventListener('abort', refuse, { once: true });
      });
      return Promise.race([signals.run(controller.signal, work), givenUp]);
    },
    release() {
      clearTimeout(limit);
      if (heartbeat) clearInterval(heartbeat);
    },
  };
}
