/**
 * Sends the statements of `select` and `change`, and what opens and closes a unit, straight to the driver. What Sequelize
 * does around a statement costs more than the statement.
 */
import { ConnectionAcquireTimeoutError, type Sequelize, type Transaction } from 'sequelize';
import type { Values } from './database';
import { type Placed, placeValues } from './place-values';

export interface Statements {
  select<Row extends object>(sql: string, values: Values): Promise<Row[]>;
  /** Answers how many rows it touched. */
  change(sql: string, values: Values): Promise<number>;
}

type Ask<Connection, Answer> = (connection: Connection, statement: Placed) => Promise<Answer>;

/** One database's way to take a statement; its errors are the driver's own. */
export interface Driver<Connection> {
  select: Ask<Connection, object[]>;
  change: Ask<Connection, number>;
  /** Throws where nobody waits any more for what would be asked. */
  beforeEach: () => void;
  /** Its connections are of a pool; the embedded file has one, which Sequelize hands out. */
  isPooled: boolean;
  /** Opens a unit. */
  begin: string;
  /** The database has ended the unit by itself. */
  endsUnit: (error: unknown) => boolean;
}

type Unit<Connection> = Transaction & {
  id: string;
  connection: Connection;
  finished?: string;
};

/** The insides of Sequelize that are used here. */
interface Insides<Connection> {
  connectionManager: {
    getConnection(options: { type?: 'SELECT' }): Promise<Connection>;
    releaseConnection(connection: Connection): void;
    pool: { acquire: (type: 'SELECT' | undefined) => Promise<Connection> };
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

export function createDirectStatements<Connection>(
  sequelize: Sequelize,
  ambient: () => Transaction | undefined,
  driver: Driver<Connection>,
): Statements {
  const { connectionManager: connections, dialect, options } = sequelize as unknown as Insides<Connection>;

  const asSequelizeSays = (connection: Connection, error: Error, sql: string): Error =>
    new dialect.Query(connection, sequelize, {}).formatError(
      Object.assign(error, { sql }),
      new Error(error.message).stack,
    );

  const write = (unit: Unit<Connection> | undefined, sql: string) => {
    if (options.logging) options.logging(`Executing (${unit?.id ?? 'default'}): ${sql}`);
  };

  async function askOf<Answer>(
    ask: Ask<Connection, Answer>,
    connection: Connection,
    unit: Unit<Connection> | undefined,
    statement: Placed,
  ): Promise<Answer> {
    write(unit, statement.sql);
    try {
      return await ask(connection, statement);
    } catch (error) {
      if (unit && driver.endsUnit(error)) {
        // Sequelize has to hear of it.
        await unit.rollback().catch(() => undefined);
        unit.finished = 'rollback';
      }
      throw asSequelizeSays(connection, error as Error, statement.sql);
    }
  }

  /** From the pool itself, as Sequelize does between two rounds of hooks. */
  function take(type?: 'SELECT'): Promise<Connection> {
    driver.beforeEach();
    if (!driver.isPooled) return connections.getConnection(type ? { type } : {});
    return connections.pool.acquire(type).catch((error: Error) => {
      throw error.constructor.name === 'TimeoutError' ? new ConnectionAcquireTimeoutError(error) : error;
    });
  }

  /** On a connection of its own. */
  async function askAlone<Answer>(
    ask: Ask<Connection, Answer>,
    statement: Placed,
    type?: 'SELECT',
  ): Promise<Answer> {
    const connection = await take(type);
    let isSent = false;
    try {
      driver.beforeEach();
      write(undefined, statement.sql);
      isSent = true;
      return await ask(connection, statement);
    } catch (error) {
      throw isSent ? asSequelizeSays(connection, error as Error, statement.sql) : error;
    } finally {
      connections.releaseConnection(connection);
    }
  }

  /** Each promise around a statement costs as much as its row: so there are few. */
  function send<Answer>(
    ask: Ask<Connection, Answer>,
    sql: string,
    values: Values,
    type?: 'SELECT',
  ): Promise<Answer> {
    try {
      const unit = ambient() as Unit<Connection> | undefined;
      if (unit?.finished)
        throw new Error(`The unit is over (${unit.finished}); it takes no statement: ${sql}`);
      const statement = placeValues(sql, values);
      if (!unit) return askAlone(ask, statement, type);
      driver.beforeEach();
      return askOf(ask, unit.connection, unit, statement);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  const frame = async (unit: Unit<Connection>, sql: string): Promise<void> => {
    await askOf(driver.change, unit.connection, unit, { sql, values: [], again: false });
  };

  Object.assign(sequelize.getQueryInterface(), {
    startTransaction: (unit: Unit<Connection>) => frame(unit, driver.begin),
    commitTransaction: (unit: Unit<Connection>) => {
      unit.finished = 'commit';
      return frame(unit, 'COMMIT');
    },
    rollbackTransaction: (unit: Unit<Connection>) => {
      unit.finished = 'rollback';
      return frame(unit, 'ROLLBACK');
    },
  });

  return {
    select: <Row extends object>(sql: string, values: Values) =>
      send(driver.select, sql, values, 'SELECT') as Promise<Row[]>,
    change: (sql, values) => send(driver.change, sql, values),
  };
}
