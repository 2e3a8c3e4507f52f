/** Opens the pools of connections to MySQL or MariaDB, with what is said to each connection. */
import { Sequelize } from 'sequelize';
import type { Connection } from 'mysql2';
import { SECOND_MS } from '../kernel/clock';
import type { DatabaseOptions } from './database';
import { mysqlWithDeadline, refusePastDeadline } from './deadline';
import type { WatchStatement } from './statement-times';

/** A row that somebody holds for longer is not waited for: the caller hears that it may try again. */
const LOCK_WAIT_SECONDS = 3;
/**
 * The server ends a connection that says nothing for so long, and with it the locks of a unit whose process was paused
 * or cut off. Longer than a connection rests in the pool.
 */
const SILENCE_SECONDS = 20;
const IDLE_IN_POOL_MS = 10 * SECOND_MS;
/** Of a connection, said once: before each unit it would be a statement more. */
const SETTINGS = [
  `SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}, wait_timeout = ${SILENCE_SECONDS}`,
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
];
/** Of each connection; the server keeps them for all. */
const PREPARED_STATEMENTS = 250;
const CONNECT_TIMEOUT_MS = 3 * SECOND_MS;
const ACQUIRE_TIMEOUT_MS = 3 * SECOND_MS;

export function openMysql(
  url: string,
  { poolSize, tls = false }: Pick<DatabaseOptions, 'poolSize' | 'tls'>,
  watch: WatchStatement,
): Sequelize {
  const sequelize = new Sequelize(url, {
    dialect: 'mysql',
    dialectModule: mysqlWithDeadline(watch),
    // Sequelize would open a connection of its own to ask, and treats all that we support alike. It has no type for this.
    ...{ databaseVersion: '8.0.0' },
    logging: false,
    // Two pools to one server: units that wait for a lock take no connection from those who only read.
    replication: { read: [{}], write: {} },
    pool: { max: Math.ceil(poolSize / 2), min: 0, acquire: ACQUIRE_TIMEOUT_MS, idle: IDLE_IN_POOL_MS },
    dialectOptions: {
      ...{ charset: 'utf8mb4', connectTimeout: CONNECT_TIMEOUT_MS, decimalNumbers: true },
      maxPreparedStatements: PREPARED_STATEMENTS,
      // Sequelize would look at each value, for types that no table here has. Said of a single statement, beside what
      // Sequelize says of the connection, it makes mysql2 compile the reader of its rows anew each time, and keep it.
      typeCast: true,
      ...(tls ? { ssl: { rejectUnauthorized: true, verifyIdentity: true } } : {}),
    },
    define: { timestamps: false },
    retry: { max: 1 },
  });
  sequelize.addHook('afterConnect', async (connection) => {
    for (const setting of SETTINGS) {
      await new Promise<void>((resolve, reject) => {
        (connection as Connection).query(setting, (error) => (error ? reject(error) : resolve()));
      });
    }
  });
  sequelize.addHook('beforePoolAcquire', refusePastDeadline);
  sequelize.addHook('beforeQuery', (options) => {
    if (!('completesTransaction' in options)) refusePastDeadline();
  });
  return sequelize;
}
