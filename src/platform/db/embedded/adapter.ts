/** Lets Sequelize's sqlite dialect run on the embedded engine, in the shape of the sqlite3 package it expects. */
import { setImmediate } from 'node:timers';
import { retryWhileBusy, SqliteError } from './errors';
import type { Change, Handle, Parameters, Row } from './handle';
import { joinFile, type SharedFile } from './shared-file';
import { kindOf, type StatementKind } from './statement-kind';
import type { Release } from './write-lock';

const OPEN_READWRITE = 2;
/** The engine makes its file by itself. With a bit of its own here, Sequelize would make the folder anew for each unit. */
const OPEN_CREATE = 0;

type Callback<T> = (this: Statement, error: unknown, result?: T) => void;
type CallArguments<T> =
  [callback?: Callback<T>] | [parameters: Parameters | undefined, callback?: Callback<T>];

/** What a callback finds as `this`; Sequelize recognizes the class by its name. */
class Statement {
  readonly lastID: number | undefined;
  readonly changes: number | undefined;

  constructor(change?: Change) {
    this.lastID = change?.lastID;
    this.changes = change?.changes;
  }
}

/** A connection: one for all work outside transactions, and one for each transaction. */
class Database {
  readonly filename: string;
  readonly #file: Promise<SharedFile>;
  #transaction: Release | undefined;
  #closing: Promise<void> | undefined;

  constructor(filename: string, mode: number, callback: (error: unknown) => void) {
    this.filename = filename;
    this.#file = openChecked(filename, mode);
    this.#file.then(
      () => setImmediate(callback, null),
      (error: unknown) => setImmediate(callback, error),
    );
  }

  run(sql: string, ...rest: CallArguments<never>): void {
    const [parameters, callback] = splitArguments(rest);
    const change = this.#perform(kindOf(sql), (handle) => handle.run(sql, parameters));
    deliver(change, callback, (statement) => [new Statement(statement)]);
  }

  all(sql: string, ...rest: CallArguments<Row[]>): void {
    const [parameters, callback] = splitArguments(rest);
    const rows = this.#perform(kindOf(sql), (handle) => handle.all(sql, parameters));
    deliver(rows, callback, (found = []) => [new Statement(), found]);
  }

  get(sql: string, ...rest: CallArguments<Row>): void {
    const [parameters, callback] = splitArguments(rest);
    const rows = this.#perform(kindOf(sql), (handle) => handle.all(sql, parameters));
    deliver(rows, callback, (found = []) => [new Statement(), found[0]]);
  }

  select(sql: string, parameters: Parameters): Promise<Row[]> {
    return later(this.#perform(kindOf(sql), (handle) => handle.all(sql, parameters))).then(
      (rows = []) => rows,
    );
  }

  /** Answers how many rows were touched; none where there was nothing to do. */
  change(sql: string, parameters: Parameters): Promise<number> {
    const change = this.#perform(kindOf(sql), (handle) => handle.run(sql, parameters));
    return later(change).then((made) => made?.changes ?? 0);
  }

  /** The text may hold any statements, whatever it begins with. */
  exec(sql: string, callback?: Callback<never>): void {
    const done = this.#perform('schema', (handle) => handle.exec(sql));
    deliver(done, callback, () => [new Statement()]);
  }

  /** Callers await each statement that another depends on, so the two modes of sqlite3 are one here. */
  serialize(callback?: () => void): void {
    callback?.();
  }

  parallelize(callback?: () => void): void {
    callback?.();
  }

  /** Rolls back what is open and lets the next writer in. Closing twice is harmless. */
  close(callback?: Callback<never>): void {
    this.#closing ??= this.#shutDown();
    deliver(this.#closing, callback, () => [new Statement()]);
  }

  /** Resolves with nothing when there was nothing to do: a roll-back after SQLite or `close` has rolled back. */
  async #perform<T>(kind: StatementKind, work: (handle: Handle) => T): Promise<T | undefined> {
    const file = await this.#file;
    if (this.#transaction !== undefined) return this.#continueTransaction(file, kind, work);
    if (kind === 'rollback') return undefined;
    if (kind === 'read') return retryWhileBusy(() => work(this.#whileOpen(file.reader)));
    const release = await file.writeLock.acquire();
    try {
      return await retryWhileBusy(() => work(this.#whileOpen(file.writer)));
    } finally {
      this.#transaction = release;
      this.#settle(file, kind);
    }
  }

  /** Nothing is retried here: a transaction begun as IMMEDIATE already has the file to itself. */
  #continueTransaction<T>(file: SharedFile, kind: StatementKind, work: (handle: Handle) => T): T {
    try {
      return work(this.#whileOpen(file.writer));
    } catch (error) {
      // Sequelize abandons a transaction whose COMMIT fails without rolling it back or closing its connection.
      if (kind === 'commit') file.writer.rollback();
      throw error;
    } finally {
      this.#settle(file, kind);
    }
  }

  /** Keeps the lock for as long as the transaction lasts. */
  #settle(file: SharedFile, kind: StatementKind): void {
    if (kind === 'schema') {
      file.reader.forgetStatements();
      file.writer.forgetStatements();
    }
    if (this.#closing !== undefined) file.writer.rollback();
    if (file.writer.inTransaction) return;
    this.#transaction?.();
    this.#transaction = undefined;
  }

  #whileOpen(handle: Handle): Handle {
    if (this.#closing !== undefined) throw new SqliteError('SQLITE_MISUSE', 'The connection is closed');
    return handle;
  }

  async #shutDown(): Promise<void> {
    const file = await this.#file.catch(() => undefined);
    if (file === undefined) return;
    if (this.#transaction !== undefined) {
      file.writer.rollback();
      this.#transaction();
      this.#transaction = undefined;
    }
    file.leave();
  }
}

async function openChecked(filename: string, mode: number): Promise<SharedFile> {
  if (filename === '' || filename === ':memory:') {
    throw new SqliteError('SQLITE_CANTOPEN', 'The embedded database is always a file; none was named');
  }
  if (mode !== (OPEN_READWRITE | OPEN_CREATE)) {
    throw new SqliteError(
      'SQLITE_CANTOPEN',
      'The embedded database is always opened for reading and writing',
    );
  }
  return joinFile(filename);
}

function splitArguments<T>(rest: CallArguments<T>): [Parameters, Callback<T> | undefined] {
  const [first, second] = rest;
  return typeof first === 'function' ? [[], first] : [first ?? [], second];
}

/**
 * Calls back on a later turn of the event loop, as sqlite3 does: a long chain of queries then leaves room for other
 * work. A caller who passes no callback has asked not to hear of the outcome.
 */
function deliver<T, R>(
  outcome: Promise<T>,
  callback: Callback<R> | undefined,
  report: (value: T) => [statement: Statement, result?: R | undefined],
): void {
  outcome.then(
    (value) => {
      const [statement, result] = report(value);
      setImmediate(() => callback?.call(statement, null, result));
    },
    (error: unknown) => setImmediate(() => callback?.call(new Statement(), error)),
  );
}

/** As `deliver` does, for those who wait for a promise. */
const later = <T>(outcome: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    outcome.then(
      (value) => setImmediate(resolve, value),
      (error: unknown) => setImmediate(reject, error),
    );
  });

export type Connection = Database;

export const embeddedDialect = { Database, OPEN_READWRITE, OPEN_CREATE };
