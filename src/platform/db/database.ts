/** Opens the database: MySQL or MariaDB where DATABASE_URL names one, else the embedded file. */
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  DatabaseError,
  type Model,
  type ModelAttributes,
  type ModelStatic,
  QueryTypes,
  Sequelize,
  Transaction,
} from 'sequelize';
import type { Logger } from '../kernel/logger';
import { embeddedDialect } from './embedded/adapter';

export type Dialect = 'mysql' | 'sqlite';

export interface DatabaseOptions {
  /** `mysql://user:password@host:port/name`; absent means the embedded file. */
  url: string | undefined;
  embeddedFile: string;
  poolSize: number;
  log: Logger;
}

/** Values for the `:name` places of a statement. Lists become `IN (…)` lists. */
export type Values = Record<string, string | number | null | (string | number)[]>;

export interface Database {
  readonly sequelize: Sequelize;
  readonly dialect: Dialect;
  /**
   * Runs `work` as one unit: all of it happens or none. A unit inside a unit joins it. Nothing is passed by hand:
   * every statement inside finds the ambient unit. Repeated at most three times on a dead-lock, outermost only.
   */
  atomically<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Runs `react` once the ambient unit is committed, or at once outside of one. */
  afterCommit(react: () => void): void;
  insideUnit(): boolean;
  /** Rows of a SELECT as plain objects. Write `col < :x` with blanks: Sequelize reads `<:x` wrongly. */
  select<Row extends object>(sql: string, values?: Values): Promise<Row[]>;
  /** Runs an UPDATE, DELETE or INSERT and says how many rows it touched. */
  change(sql: string, values?: Values): Promise<number>;
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
const units = new AsyncLocalStorage<Map<string, unknown>>();

/** Sequelize asks for a cls-hooked namespace; AsyncLocalStorage gives the same without the package. */
const namespace = {
  get: (key: string) => units.getStore()?.get(key),
  set: (key: string, value: unknown) => units.getStore()?.set(key, value),
  run: <Result>(work: () => Result) => units.run(new Map(units.getStore()), work),
  bind: <Args extends unknown[], Result>(work: (...args: Args) => Result) => AsyncResource.bind(work),
};
Sequelize.useCLS(namespace);

/** Runs `work` outside of any unit that happens to surround its caller: for timers and background loops. */
export const outsideUnit = <Result>(work: () => Result): Result => units.run(new Map(), work);

export function openDatabase(options: DatabaseOptions): Database {
  const sequelize = options.url ? openMysql(options.url, options) : openEmbedded(options);
  const dialect: Dialect = options.url ? 'mysql' : 'sqlite';
  const ambient = () => units.getStore()?.get('transaction') as Transaction | undefined;

  async function atomically<Result>(work: () => Promise<Result>): Promise<Result> {
    if (ambient()) return work();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await sequelize.transaction(() => work());
      } catch (error) {
        if (attempt >= UNIT_TRIES || !isPassingLockFailure(error)) throw error;
        options.log.warn('unit repeated after a lock failure', { attempt });
      }
    }
  }

  return {
    sequelize,
    dialect,
    atomically,
    afterCommit(react) {
      const unit = ambient();
      if (unit) unit.afterCommit(() => outsideUnit(react));
      else react();
    },
    insideUnit: () => ambient() !== undefined,
    select: <Row extends object>(sql: string, values?: Values) =>
      sequelize.query<Row>(sql, { type: QueryTypes.SELECT, replacements: values ?? {} }),
    // This type makes Sequelize answer the number of rows, whatever the statement and the database.
    change: (sql, values) =>
      sequelize.query(sql, { type: QueryTypes.BULKUPDATE, replacements: values ?? {} }),
    forUpdate: dialect === 'mysql' ? 'FOR UPDATE' : '',
    forUpdateSkipLocked: dialect === 'mysql' ? 'FOR UPDATE SKIP LOCKED' : '',
    bind(model, tableName, attributes) {
      // A subclass of its own per database: `init` on the shared class would re-point every other database's rows.
      const Bound = class extends (model as ModelStatic<Model>) {};
      Bound.init(attributes, { sequelize, tableName, modelName: model.name, timestamps: false });
      return Bound as typeof model;
    },
    ping: async () => {
      await sequelize.query('SELECT 1');
    },
    close: () => sequelize.close(),
  };
}

function openMysql(url: string, { poolSize }: DatabaseOptions): Sequelize {
  return new Sequelize(url, {
    dialect: 'mysql',
    logging: false,
    isolationLevel: Transaction.ISOLATION_LEVELS.READ_COMMITTED,
    pool: { max: poolSize, min: 0, acquire: 3_000, idle: 30_000 },
    dialectOptions: { charset: 'utf8mb4', connectTimeout: 3_000, decimalNumbers: true },
    define: { timestamps: false },
    retry: { max: 1 },
  });
}

function openEmbedded({ embeddedFile }: DatabaseOptions): Sequelize {
  mkdirSync(dirname(embeddedFile), { recursive: true });
  return new Sequelize({
    dialect: 'sqlite',
    dialectModule: embeddedDialect as unknown as object,
    storage: embeddedFile,
    logging: false,
    transactionType: Transaction.TYPES.IMMEDIATE,
    define: { timestamps: false },
    retry: { max: 1 },
  });
}

/** Dead-lock (1213), lock wait time-out (1205), or the embedded file's busy writer. */
export function isPassingLockFailure(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  const cause = error.original as Error & { errno?: number; code?: string };
  return cause.errno === 1213 || cause.errno === 1205 || cause.code === 'SQLITE_BUSY';
}
