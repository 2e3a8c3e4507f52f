/** Opens the database: MySQL or MariaDB where DATABASE_URL names one, else the embedded file. */
import { AsyncResource } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  DatabaseError,
  type Model,
  type ModelAttributes,
  type ModelStatic,
  Sequelize,
  Transaction,
} from 'sequelize';
import { createAmbient } from '../kernel/ambient';
import type { Logger } from '../kernel/logger';
import { type Measures, noMeasures } from '../metrics/measures';
import { createKeptColumns, type KeptColumns } from './kept-columns';
import { withoutRequestDeadline } from './deadline';
import { createLastRows, type PlainRow } from './last-rows';
import { createDirectStatements } from './direct-statements';
import { mysqlDriver } from './mysql-driver';
import { sendStatements } from './model-statements';
import { openMysql } from './open-mysql';
import { createStatementWatch, measurePools, type WatchStatement } from './statement-times';
import { embeddedDialect } from './embedded/adapter';
import { createEmbeddedDriver } from './embedded/driver';
import { useEmbeddedQuery } from './embedded/query';

export type Dialect = 'mysql' | 'sqlite';

export interface DatabaseOptions {
  /** `mysql://user:password@host:port/name`; absent means the embedded file. */
  url: string | undefined;
  embeddedFile: string;
  poolSize: number;
  /** Whether the server has to show a certificate that is good for its name. */
  tls?: boolean;
  log: Logger;
  measures?: Measures;
}

/** Values for the `:name` places of a statement. Lists become `IN (…)` lists. */
export type Values = Record<string, string | number | null | (string | number)[]>;

export interface Database extends Omit<KeptColumns, 'bound'> {
  readonly sequelize: Sequelize;
  readonly dialect: Dialect;
  /**
   * Runs `work` as one unit: all of it happens or none. A unit inside a unit joins it. Nothing is passed by hand:
   * every statement inside finds the ambient unit. Repeated at most three times on a dead-lock, outermost only; a lock
   * that is not given in time is not waited for again.
   */
  atomically<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Reads one state of the database, whatever is committed meanwhile. Nothing may be written in it, and it waits for no
   * writer; on the embedded file it queues with them.
   */
  snapshot<Result>(read: () => Promise<Result>): Promise<Result>;
  /** Runs `react` once the ambient unit is committed, or at once outside of one. */
  afterCommit(react: () => void): void;
  insideUnit(): boolean;
  /** Rows of a SELECT as plain objects. Write `col < :x` with blanks: Sequelize reads `<:x` wrongly. */
  select<Row extends object>(sql: string, values?: Values): Promise<Row[]>;
  /** Runs an UPDATE, DELETE or INSERT and says how many rows it touched. */
  change(sql: string, values?: Values): Promise<number>;
  /**
   * Adds rows that nothing in the unit reads: those of a unit go in when it ends, with one statement a table; outside of
   * one, at once. `ignore`: what is there already stays.
   */
  insertLast(table: string, rows: PlainRow[], way?: 'ignore'): Promise<void>;
  /** Adds rows with one statement and leaves what is there already; answers the ids of those that were added. */
  insertNew(table: string, rows: (PlainRow & { id: string })[]): Promise<Set<string>>;
  /** Takes the row locks of a SELECT that ends in this; empty on the embedded file, where writers queue anyway. */
  readonly forUpdate: '' | 'FOR UPDATE';
  /** The same, passing over rows that another worker has locked. */
  readonly forUpdateSkipLocked: '' | 'FOR UPDATE SKIP LOCKED';
  /** Binds a model class to this database; a process may hold several. */
  bind<M extends ModelStatic<Model>>(model: M, tableName: string, attributes: ModelAttributes): M;
  ping(): Promise<void>;
  close(): Promise<void>;
}

const UNIT_TRIES = 3;
const units = createAmbient<Map<string, unknown>>();

/** Sequelize asks for a cls-hooked namespace; this gives the same without the package. */
const namespace = {
  get: (key: string) => units.get()?.get(key),
  set: (key: string, value: unknown) => units.get()?.set(key, value),
  run: <Result>(work: () => Result) => units.run(new Map(units.get()), work),
  bind: <Args extends unknown[], Result>(work: (...args: Args) => Result) => AsyncResource.bind(work),
};
Sequelize.useCLS(namespace);

/** Runs `work` outside of any unit and request that happens to surround its caller: for timers and background loops. */
export const outsideUnit = <Result>(work: () => Result): Result =>
  withoutRequestDeadline(() => units.run(new Map(), work));

export function openDatabase(options: DatabaseOptions): Database {
  const { measures = noMeasures } = options;
  const watch = createStatementWatch(options.log, measures);
  const { url } = options;
  const sequelize = url ? openMysql(url, options, watch) : openEmbedded(options, watch);
  measurePools(sequelize, measures);
  const dialect: Dialect = url ? 'mysql' : 'sqlite';
  const { bound, ...kept } = createKeptColumns();
  const ambient = () => units.get()?.get('transaction') as Transaction | undefined;
  const statements = url
    ? createDirectStatements(sequelize, ambient, mysqlDriver)
    : createDirectStatements(sequelize, ambient, createEmbeddedDriver(watch));
  const select: Database['select'] = (sql, values = {}) => statements.select(sql, values);
  const change: Database['change'] = (sql, values = {}) => statements.change(sql, values);
  const lastRows = createLastRows({ select, change }, ambient);
  const forUpdate = url ? 'FOR UPDATE' : '';
  const ignoring = url ? 'INSERT IGNORE INTO' : 'INSERT OR IGNORE INTO';

  async function atomically<Result>(work: () => Promise<Result>): Promise<Result> {
    if (ambient()) return work();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await sequelize.transaction(async () => {
          const result = await work();
          await lastRows.flush();
          return result;
        });
      } catch (error) {
        if (attempt >= UNIT_TRIES || !isDeadLock(error)) throw error;
        options.log.warn('unit repeated after a dead-lock', { attempt });
      }
    }
  }

  return {
    sequelize,
    dialect,
    atomically,
    snapshot: (read) =>
      ambient()
        ? read()
        : sequelize.transaction(
            dialect === 'mysql'
              ? { readOnly: true, isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ }
              : {},
            read,
          ),
    afterCommit(react) {
      const unit = ambient();
      if (unit) unit.afterCommit(() => outsideUnit(react));
      else react();
    },
    insideUnit: () => ambient() !== undefined,
    select,
    change,
    insertNew: (table, rows) => lastRows.addNew(`${ignoring} ${table}`, table, rows),
    insertLast: (table, rows, way) => lastRows.add(`${way ? ignoring : 'INSERT INTO'} ${table}`, rows),
    forUpdate,
    forUpdateSkipLocked: dialect === 'mysql' ? 'FOR UPDATE SKIP LOCKED' : '',
    bind(model, tableName, attributes) {
      // A subclass of its own per database: `init` on the shared class would re-point every other database's rows.
      const Bound = class extends (model as ModelStatic<Model>) {};
      Bound.init(attributes, { sequelize, tableName, modelName: model.name, timestamps: false });
      sendStatements(Bound, tableName, { select, change, forUpdate });
      bound(Bound, tableName, attributes);
      return Bound as typeof model;
    },
    ...kept,
    ping: async () => {
      await sequelize.query('SELECT 1');
    },
    close: () => sequelize.close(),
  };
}

function openEmbedded({ embeddedFile }: DatabaseOptions, watch: WatchStatement): Sequelize {
  mkdirSync(dirname(embeddedFile), { recursive: true });
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    dialectModule: embeddedDialect as unknown as object,
    storage: embeddedFile,
    logging: false,
    transactionType: Transaction.TYPES.IMMEDIATE,
    define: { timestamps: false },
    retry: { max: 1 },
  });
  useEmbeddedQuery(sequelize, watch);
  return sequelize;
}

const DEAD_LOCK = 1213;
const LOCK_WAIT_OVER = 1205;

/** One of two units that wait for each other was ended, so that it may try again at once. */
const isDeadLock = (error: unknown): boolean =>
  error instanceof DatabaseError && codesOf(error).errno === DEAD_LOCK;

/** A dead-lock, a lock that somebody held for too long, or the embedded file's busy writer. */
export function isPassingLockFailure(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const { errno, code } = codesOf(error);
  return errno === DEAD_LOCK || errno === LOCK_WAIT_OVER || code === 'SQLITE_BUSY';
}

const codesOf = ({ original }: DatabaseError) => original as Error & { errno?: number; code?: string };
