/** How long anybody waits for the database, and the driver that ends a connection whose answer does not come in time. */
import type { Duplex } from 'node:stream';
import mysql, { type Connection, type ConnectionOptions } from 'mysql2';
import { createAmbient } from '../kernel/ambient';
import { MINUTE_MS, SECOND_MS } from '../kernel/clock';
import type { WatchStatement } from './statement-times';

/** Longer than a statement waits for a row lock, so that a lock that is held answers as such. */
export const STATEMENT_TIMEOUT_MS = 4 * SECOND_MS;
/** All that one request waits for the database, whatever the number of its statements. */
const REQUEST_TIMEOUT_MS = 8 * SECOND_MS;
/** A migration may rewrite a large table; reconcile reads all of them. */
const PATIENT_TIMEOUT_MS = 10 * MINUTE_MS;
/** Silence after which the operating system asks whether the other side is still there. */
const KEEP_ALIVE_AFTER_MS = 10 * SECOND_MS;

interface Patience {
  statementMs: number;
  /** Milliseconds of this process's own time; Infinity where nothing but the single statement has an end. */
  until: number;
}

const DEFAULT: Patience = { statementMs: STATEMENT_TIMEOUT_MS, until: Infinity };
const patience = createAmbient<Patience>();

/** The codes of lost connections are what the drivers give theirs; this one is of their kind. */
export class DatabaseSilent extends Error {
  readonly code = 'ETIMEDOUT';
}

/** Everything that `work` asks of the database has one end together: for a request. */
export const withinRequestDeadline = <Result>(work: () => Result, withinMs = REQUEST_TIMEOUT_MS): Result =>
  patience.run({ statementMs: STATEMENT_TIMEOUT_MS, until: performance.now() + withinMs }, work);

/** For work that reads or rewrites whole tables, where an operator waits and no request does. */
export const withPatience = <Result>(work: () => Result): Result =>
  patience.run({ statementMs: PATIENT_TIMEOUT_MS, until: Infinity }, work);

/** For what a request sets off and does not wait for: the request's deadline is not that of the work. */
export const withoutRequestDeadline = <Result>(work: () => Result): Result => patience.run(DEFAULT, work);

/** @throws DatabaseSilent when the deadline around the caller is over. */
export function refusePastDeadline(): void {
  const { until } = patience.get() ?? DEFAULT;
  if (performance.now() >= until) {
    throw new DatabaseSilent('The database took longer than a request waits for it.');
  }
}

/**
 * mysql2, whose own time-out gives the statement up and keeps the connection, where the late answer would then be taken
 * for that of the next statement. Here the connection goes with it.
 */
export const mysqlWithDeadline = (watch: WatchStatement) => ({
  ...mysql,
  createConnection(options: ConnectionOptions): Connection {
    const connection = mysql.createConnection({
      ...options,
      enableKeepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_AFTER_MS,
    }) as Connection & { stream: Duplex };
    for (const method of ['query', 'execute'] as const) {
      const send = connection[method].bind(connection) as (...args: unknown[]) => unknown;
      const sendWithDeadline = (...args: unknown[]) => {
        const answered = args.pop() as (...answer: unknown[]) => void;
        const sentAt = performance.now();
        const { statementMs } = patience.get() ?? DEFAULT;
        const timer = setTimeout(() => {
          connection.stream.destroy(new DatabaseSilent(`The database gave no answer for ${statementMs} ms.`));
        }, statementMs);
        return send(...args, (...answer: unknown[]) => {
          clearTimeout(timer);
          watch(sqlOf(args[0]), performance.now() - sentAt);
          answered(...answer);
        });
      };
      Object.assign(connection, { [method]: sendWithDeadline });
    }
    // Sequelize looks for the pool of a connection that is lost, also of one that is not in a pool yet.
    return Object.assign(connection, { queryType: 'write' });
  },
});

/** mysql2 takes a statement as a text or within its options. */
const sqlOf = (given: unknown): string =>
  typeof given === 'string' ? given : ((given as { sql?: string }).sql ?? '');
