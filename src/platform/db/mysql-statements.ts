/**
 * Sends the statements of `select` and `change`, and what opens and closes a unit, straight to MySQL or MariaDB: prepared
 * where they come again. What Sequelize does around a statement costs more than the statement.
 */
import type { Connection, ResultSetHeader, RowDataPacket } from 'mysql2';
import type { Sequelize, Transaction } from 'sequelize';
import type { Values } from './database';
import { refusePastDeadline } from './deadline';
import { placeValues } from './place-values';

/** A statement with more is seldom sent twice with as many. */
const MOST_PREPARED_VALUES = 64;
const PREPARABLE = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/i;
const DEAD_LOCK = 1213;
/** The server keeps no more prepared statements, or does not prepare this one. */
const NOT_PREPARED = [1461, 1295];

type Answer = RowDataPacket[] | ResultSetHeader;
type Unit = Transaction & {
  id: string;
  connection: Connection;
  finished?: string;
};
type Failure = Error & { errno?: number; sql?: string };

/** The insides of Sequelize that are used here. */
interface Insides {
  connectionManager: {
    getConnection(options: { type?: 'SELECT' }): Promise<Connection>;
    releaseConnection(connection: Connection): void;
  };
  dialect: {
    Query: new (
      connection: Connection,
      sequelize: Sequelize,
      options: object,
    ) => { formatError(error: Error, stack: string | undefined): Error };
  };
  options: { logging: false | ((line: string) => void) };
}

export interface Statements {
  select<Row extends object>(sql: string, values: Values): Promise<Row[]>;
  /** Answers how many rows it touched. */
  change(sql: string, values: Values): Promise<number>;
}

export function createMysqlStatements(
  sequelize: Sequelize,
  ambient: () => Transaction | undefined,
): Statements {
  const { connectionManager: connections, dialect, options } = sequelize as unknown as Insides;

  function ask(connection: Connection, sql: string, values: unknown[], prepared: boolean): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const answered = (error: Failure | null, answer: Answer) => {
        if (!error) resolve(answer);
        else if (prepared && NOT_PREPARED.includes(error.errno ?? 0)) {
          ask(connection, sql, values, false).then(resolve, reject);
        } else reject(Object.assign(error, { sql }));
      };
      const statement = { sql, values };
      if (prepared) connection.execute(statement, answered);
      else connection.query(statement, answered);
    });
  }

  const asSequelizeSays = (connection: Connection, error: Error): Error =>
    new dialect.Query(connection, sequelize, {}).formatError(error, new Error(error.message).stack);

  const write = (unit: Unit | undefined, sql: string) => {
    if (options.logging) options.logging(`Executing (${unit?.id ?? 'default'}): ${sql}`);
  };

  async function askOf(connection: Connection, unit: Unit | undefined, sql: string, given: Values) {
    const { sql: text, values, again } = placeValues(sql, given);
    write(unit, text);
    try {
      const prepared = again && values.length <= MOST_PREPARED_VALUES && PREPARABLE.test(text);
      return await ask(connection, text, values, prepared);
    } catch (error) {
      // The server has ended the unit already; Sequelize has to hear of it.
      if (unit && (error as Failure).errno === DEAD_LOCK) {
        await unit.rollback().catch(() => undefined);
        unit.finished = 'rollback';
      }
      throw asSequelizeSays(connection, error as Error);
    }
  }

  async function send(sql: string, values: Values, type?: 'SELECT'): Promise<Answer> {
    const unit = ambient() as Unit | undefined;
    if (unit?.finished) throw new Error(`The unit is over (${unit.finished}); it takes no statement: ${sql}`);
    if (unit) {
      refusePastDeadline();
      return askOf(unit.connection, unit, sql, values);
    }
    const connection = await connections.getConnection(type ? { type } : {});
    try {
      refusePastDeadline();
      return await askOf(connection, unit, sql, values);
    } finally {
      connections.releaseConnection(connection);
    }
  }

  async function frame(unit: Unit, sql: string): Promise<void> {
    write(unit, sql);
    await ask(unit.connection, sql, [], false).catch((error: unknown) => {
      throw asSequelizeSays(unit.connection, error as Error);
    });
  }

  Object.assign(sequelize.getQueryInterface(), {
    startTransaction: (unit: Unit) => frame(unit, 'START TRANSACTION'),
    commitTransaction: (unit: Unit) => {
      unit.finished = 'commit';
      return frame(unit, 'COMMIT');
    },
    rollbackTransaction: (unit: Unit) => {
      unit.finished = 'rollback';
      return frame(unit, 'ROLLBACK');
    },
  });

  return {
    select: async <Row extends object>(sql: string, values: Values) =>
      (await send(sql, values, 'SELECT')) as Row[],
    change: async (sql, values) => ((await send(sql, values)) as ResultSetHeader).affectedRows,
  };
}
