/** Waits for work no longer than whoever asked would; the work goes on. */
import { setTimeout as wait } from 'node:timers/promises';

/** Null where it takes longer. */
export async function inTime<Result extends object>(
  work: Promise<Result>,
  patienceMs: number,
): Promise<Result | null> {
  const patience = new AbortController();
  try {
    return await Promise.race([work, wait(patienceMs, null, { signal: patience.signal }).catch(() => null)]);
  } finally {
    patience.abort();
  }
}
