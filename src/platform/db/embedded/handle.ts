/** One connection of the SQLite engine: its settings, its prepared statements and the values that pass through it. */
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { LRUCache } from 'lru-cache';
import { takesOddNumbers } from '../odd-numbers';
import { SqliteError, toSqliteError } from './errors';

export type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>;
export type Row = Record<string, unknown>;
export interface Change {
  readonly lastID: number;
  readonly changes: number;
}

const settings = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;';
/** With 200, `transactions.test` prepared 10,000 statements, with this 4,500; each costs some 0.2 ms. */
const cachedStatements = 1_000;

/** A longer text is a bulk insert with its values written out, which will not come again. */
const longestCachedSql = 8_000;

export class Handle {
  readonly #engine: InstanceType<typeof DatabaseSync>;
  readonly #statements = new LRUCache<string, StatementSyncInstance>({ max: cachedStatements });

  constructor(path: string) {
    this.#engine = translated(
      () =>
        new DatabaseSync(path, {
          readBigInts: true,
          enableForeignKeyConstraints: true,
          allowUnknownNamedParameters: true,
          timeout: 0,
        }),
    );
    try {
      this.exec(settings);
    } catch (error) {
      this.#engine.close();
      throw error;
    }
  }

  get inTransaction(): boolean {
    return this.#engine.isOpen && this.#engine.isTransaction;
  }

  run(sql: string, parameters: Parameters): Change {
    const { changes, lastInsertRowid } = translated(() => this.#prepare(sql).run(...toBindings(parameters)));
    return { changes: Number(changes), lastID: toSafeNumber(BigInt(lastInsertRowid), 'the last row id') };
  }

  all(sql: string, parameters: Parameters): Row[] {
    const rows = translated(() => this.#prepare(sql).all(...toBindings(parameters)) as Row[]);
    return rows.map(toPlainRow);
  }

  exec(sql: string): void {
    translated(() => this.#engine.exec(sql));
  }

  rollback(): void {
    if (this.inTransaction) this.exec('ROLLBACK');
  }

  forgetStatements(): void {
    this.#statements.clear();
  }

  /**
   * The engine frees a statement only when it is garbage collected, and until then SQLite keeps the connection and
   * any open transaction of it alive; hence the roll-back first.
   */
  close(): void {
    this.rollback();
    this.forgetStatements();
    this.#engine.close();
  }

  #prepare(sql: string): StatementSyncInstance {
    const cached = this.#statements.get(sql);
    if (cached !== undefined) return cached;
    const statement = this.#engine.prepare(sql);
    if (sql.length <= longestCachedSql) this.#statements.set(sql, statement);
    return statement;
  }
}

function translated<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toSqliteError(error);
  }
}

function toBindings(parameters: Parameters): unknown[] {
  if (isList(parameters)) return parameters.map(toBindable);
  const named = Object.entries(parameters).map(([name, value]) => [name, toBindable(value)]);
  return [Object.fromEntries(named)];
}

function isList(parameters: Parameters): parameters is readonly unknown[] {
  return Array.isArray(parameters);
}

/** Dates reach the driver only from hand-written SQL; they take the form in which Sequelize stores its own. */
function toBindable(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString().replace('T', ' ').replace('Z', ' +00:00');
  return value;
}

function toPlainRow(row: Row): Row {
  const plain: Row = {};
  for (const column of Object.keys(row)) {
    const value = row[column];
    if (typeof value === 'bigint') plain[column] = toSafeNumber(value, `column "${column}"`);
    else if (value instanceof Uint8Array) {
      plain[column] = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    } else plain[column] = value;
  }
  return plain;
}

/** Rounding a 64-bit integer in silence would corrupt an identifier or an amount. */
function toSafeNumber(value: bigint, source: string): number {
  const number = Number(value);
  if (Number.isSafeInteger(number) || takesOddNumbers()) return number;
  throw new SqliteError('SQLITE_RANGE', `The integer ${value} in ${source} does not fit a JavaScript number`);
}
