/** Gives the engine's failures the error codes Sequelize reads, and waits out those that mean "another process is writing". */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const busyTimeoutMs = 10_000;
const firstRetryMs = 1;
const longestRetryMs = 50;

/**
 * The engine drops SQLite's numeric code when a statement that returns rows fails, so the message, which SQLite
 * keeps stable, decides. What is listed as neither a uniqueness nor a foreign-key failure carries a code that
 * Sequelize turns into a plain DatabaseError: SQLite's own code for RAISE would make it a UniqueConstraintError.
 */
const codesByMessage: readonly (readonly [RegExp, string])[] = [
  [/^UNIQUE constraint failed/, 'SQLITE_CONSTRAINT_UNIQUE'],
  [/^FOREIGN KEY constraint failed/, 'SQLITE_CONSTRAINT_FOREIGNKEY'],
  [/^CHECK constraint failed/, 'SQLITE_CONSTRAINT_CHECK'],
  [/^NOT NULL constraint failed/, 'SQLITE_CONSTRAINT_NOTNULL'],
  [/^(?:database|database schema) is locked|^locking protocol$/, 'SQLITE_BUSY'],
];

/** A failure reported in the shape of the sqlite3 package: the message is SQLite's, the code is its name. */
export class SqliteError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SqliteError';
    this.code = code;
  }
}

/** Errors the engine raised about its own use, such as a value it cannot bind, pass through as they are. */
export function toSqliteError(error: unknown): unknown {
  if (!isEngineError(error)) return error;
  const known = codesByMessage.find(([pattern]) => pattern.test(error.message));
  return new SqliteError(known?.[1] ?? 'SQLITE_ERROR', error.message, { cause: error });
}

/** Looks at the shape alone: a native module's errors come from the main realm, which need not be the caller's. */
function isEngineError(error: unknown): error is { readonly message: string } {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

/**
 * Repeats the attempt while another process holds the file. The engine's own waiting would block the event loop,
 * hence its busy time-out of zero and this asynchronous one.
 */
export async function retryWhileBusy<T>(attempt: () => T, timeoutMs = busyTimeoutMs): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (let delayMs = firstRetryMs; ; delayMs = Math.min(delayMs * 2, longestRetryMs)) {
    try {
      return attempt();
    } catch (error) {
      const isBusy = error instanceof SqliteError && error.code === 'SQLITE_BUSY';
      if (!isBusy || performance.now() >= deadlineMs) throw error;
    }
    await sleep(delayMs);
  }
}
