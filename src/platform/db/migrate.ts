/** Brings the schema forward: plain SQL that MySQL 8, MariaDB 10.11 and the embedded database all take. */
import { SequelizeStorage, Umzug } from 'umzug';
import type { Logger } from '../kernel/logger';
import { type Database, type Dialect, outsideUnit } from './database';

/** The few words that the databases spell differently. */
export interface SchemaWords {
  /** UUID, compared byte by byte. */
  id: string;
  /** An ASCII key of at most `length` characters, compared byte by byte. */
  key(length: number): string;
  /** Text of at most `length` characters, compared byte by byte. */
  text(length: number): string;
  longText: string;
  integer: string;
  /** Instants (ms), cents and counters. */
  big: string;
  flag: string;
  real: string;
  /** Ends a CREATE TABLE. */
  tableEnd: string;
}

export interface MigrationTools {
  words: SchemaWords;
  dialect: Dialect;
  run(sql: string): Promise<void>;
  /** From now on rows of the table can be added, never changed or removed. */
  makeInsertOnly(table: string): Promise<void>;
}

export interface Migration {
  name: string;
  up(tools: MigrationTools): Promise<void>;
}

const ASCII_BIN = 'CHARACTER SET ascii COLLATE ascii_bin';

const mysqlWords: SchemaWords = {
  id: `CHAR(36) ${ASCII_BIN}`,
  key: (length) => `VARCHAR(${length}) ${ASCII_BIN}`,
  text: (length) => `VARCHAR(${length})`,
  longText: 'LONGTEXT',
  integer: 'INT',
  big: 'BIGINT',
  flag: 'TINYINT',
  real: 'DOUBLE',
  tableEnd: 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin',
};

const embeddedWords: SchemaWords = {
  id: 'TEXT',
  key: () => 'TEXT',
  text: () => 'TEXT',
  longText: 'TEXT',
  integer: 'INTEGER',
  big: 'INTEGER',
  flag: 'INTEGER',
  real: 'REAL',
  tableEnd: '',
};

function toolsFor(database: Database): MigrationTools {
  const { sequelize, dialect } = database;
  const run = async (sql: string) => {
    await sequelize.query(sql, { raw: true });
  };
  return {
    words: dialect === 'mysql' ? mysqlWords : embeddedWords,
    dialect,
    run,
    async makeInsertOnly(table) {
      const refusal = `${table} is insert-only`;
      for (const verb of ['UPDATE', 'DELETE']) {
        const head = `CREATE TRIGGER ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table} FOR EACH ROW`;
        await run(
          dialect === 'mysql'
            ? `${head} SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${refusal}'`
            : `${head} BEGIN SELECT RAISE(ABORT, '${refusal}'); END`,
        );
      }
    },
  };
}

/** Runs what has not run yet, in order; one runner at a time (others wait). Answers the names that it ran. */
export async function migrate(database: Database, migrations: Migration[], log: Logger): Promise<string[]> {
  const tools = toolsFor(database);
  const umzug = new Umzug({
    migrations: migrations.map(({ name, up }) => ({ name, up: () => up(tools) })),
    storage: new SequelizeStorage({ sequelize: database.sequelize, tableName: 'schema_migrations' }),
    logger: undefined,
  });
  const ran = await withMigrationLock(database, () => umzug.up());
  if (ran.length > 0) log.info('schema migrated', { migrations: ran.map(({ name }) => name) });
  return ran.map(({ name }) => name);
}

const LOCK_WAIT_SECONDS = 60;

/** Two instances that start together must not both create a table. The embedded file has one process's writers only. */
async function withMigrationLock<Result>(
  { dialect, sequelize }: Database,
  work: () => Promise<Result>,
): Promise<Result> {
  if (dialect !== 'mysql') return work();
  // The lock lives on one connection, so it is taken inside a transaction that pins one; the work uses others.
  return sequelize.transaction(async (transaction) => {
    const lockName = 'mc_exchange_migrate';
    await sequelize.query('SELECT GET_LOCK(:lockName, :seconds)', {
      replacements: { lockName, seconds: LOCK_WAIT_SECONDS },
      transaction,
    });
    try {
      return await outsideUnit(work);
    } finally {
      await sequelize.query('SELECT RELEASE_LOCK(:lockName)', { replacements: { lockName }, transaction });
    }
  });
}
