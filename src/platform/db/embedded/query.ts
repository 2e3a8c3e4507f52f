/**
 * Runs statements for Sequelize on the embedded engine. Sequelize's own way asks SQLite for the table's columns before
 * each SELECT and writes a stack trace after every statement, which together cost more than the statements.
 */
import type { AbstractDataType, AbstractDataTypeConstructor, Model, ModelStatic, Sequelize } from 'sequelize';
import type { WatchStatement } from '../statement-times';
import type { Parameters, Row } from './handle';

/** The types of a table's columns by name. */
type ColumnTypes = Record<string, string>;

/** The insides of Sequelize's sqlite dialect that are used here. */
interface SqliteQuery {
  sql: string;
  readonly model: ModelStatic<Model> | undefined;
  readonly options: { include?: unknown };
  readonly connection: Record<string, (sql: string, parameters: Parameters, done: Done) => void>;
  getDatabaseMethod(): 'all' | 'run' | 'exec';
  _logQuery(sql: string, debug: () => void, parameters: Parameters | undefined): () => void;
  _collectModels(include: unknown): Record<string, ModelStatic<Model>>;
  _handleQueryResponse(
    statement: unknown,
    columnTypes: Record<string, ColumnTypes>,
    error: unknown,
    rows: Row[] | undefined,
    stack: string | undefined,
  ): unknown;
}

type Done = (this: unknown, error: unknown, rows?: Row[]) => void;

interface SqliteOptions {
  foreignKeys?: boolean;
}

interface SqliteDialect {
  Query: new (...args: never[]) => SqliteQuery;
}

const typesOf = new WeakMap<ModelStatic<Model>, ColumnTypes>();

/** As Sequelize's sqlite dialect knows the type when it reads a value. */
function nameOf(type: AbstractDataType | AbstractDataTypeConstructor): string {
  const { types } = type.constructor as { types?: { sqlite?: string[] } };
  return types?.sqlite?.[0] ?? type.key;
}

function columnTypes(model: ModelStatic<Model>): ColumnTypes {
  const known = typesOf.get(model);
  if (known) return known;
  const types = Object.fromEntries(
    Object.entries(model.getAttributes()).map(([name, { field, type }]) => [
      field ?? name,
      typeof type === 'string' ? type : nameOf(type),
    ]),
  );
  typesOf.set(model, types);
  return types;
}

/** From now on the statements of this Sequelize run as described above. */
export function useEmbeddedQuery(sequelize: Sequelize, watch: WatchStatement): void {
  const { dialect, options } = sequelize as unknown as { dialect: SqliteDialect; options: SqliteOptions };
  // The engine keeps foreign keys from its opening on. Asked again at each unit, SQLite prepares every statement anew.
  options.foreignKeys = false;
  const Query = dialect.Query;
  dialect.Query = class EmbeddedQuery extends Query {
    async run(sql: string, parameters: Parameters | undefined): Promise<unknown> {
      this.sql = sql;
      const finished = this._logQuery(sql, () => undefined, parameters);
      const sentAt = performance.now();
      const method = this.getDatabaseMethod();
      const { statement, error, rows } = await new Promise<{
        statement: unknown;
        error: unknown;
        rows?: Row[];
      }>((resolve) => {
        this.connection[method]?.(sql, parameters ?? [], function (error, rows) {
          resolve({ statement: this, error, rows });
        });
      });
      finished();
      watch(sql, performance.now() - sentAt);
      const stack = error ? new Error().stack : undefined;
      return this._handleQueryResponse(statement, this.#columnTypes(), error, rows, stack);
    }

    /** The tables whose rows may be in the answer. */
    #columnTypes(): Record<string, ColumnTypes> {
      if (!this.model) return {};
      const models = [this.model, ...Object.values(this._collectModels(this.options.include))];
      return Object.fromEntries(models.map((model) => [model.tableName, columnTypes(model)]));
    }
  };
}
