/** Brings the schema forward: plain SQL that MySQL 8, MariaDB 10.11 and the embedded database all take. */
import { QueryTypes } from 'sequelize';
import type { Logger } from '../kernel/logger';
import type { Database } from './database';
import { withPatience } from './deadline';
import { createStepsTable, forgetSteps, resumeSteps } from './migration-steps';
import { createMigrationTools, type MigrationTools } from './migration-tools';

export type { MigrationTools } from './migration-tools';

export interface Migration {
  name: string;
  up(tools: MigrationTools): Promise<void>;
}

/** Where it is written down which have run. */
const RAN_TABLE = 'schema_migrations';

/**
 * Runs what has not run yet, in order; one runner at a time (others wait). Cut short at any moment, it goes on the next
 * time. Answers the names that it ran.
 */
export async function migrate(database: Database, migrations: Migration[], log: Logger): Promise<string[]> {
  if (await hasRun(database, migrations)) return [];
  const ran = await withPatience(() =>
    database.dialect === 'mysql'
      ? migrateOnMysql(database, migrations)
      : migrateEmbedded(database, migrations),
  );
  if (ran.length > 0) log.info('schema migrated', { migrations: ran });
  return ran;
}

/** Looked up first: a start that finds nothing to do takes no lock, and need not load the library. */
async function hasRun({ sequelize, select }: Database, migrations: Migration[]): Promise<boolean> {
  if (!(await sequelize.getQueryInterface().tableExists(RAN_TABLE))) return false;
  const ran = new Set(
    (await select<{ name: string }>(`SELECT name FROM ${RAN_TABLE}`)).map(({ name }) => name),
  );
  return migrations.every(({ name }) => ran.has(name));
}

/** All that is due is one unit of work, as the embedded database takes changes of the schema into its units. */
function migrateEmbedded(database: Database, migrations: Migration[]): Promise<string[]> {
  const run: MigrationTools['run'] = async (sql, values = {}) => {
    await database.sequelize.query(sql, { raw: true, replacements: values });
  };
  return database.atomically(() => runPending(database, migrations, () => Promise.resolve(run)));
}

function migrateOnMysql(database: Database, migrations: Migration[]): Promise<string[]> {
  const { sequelize } = database;
  return withMigrationLock(database, async () => {
    await createStepsTable(sequelize);
    const ran = await runPending(database, migrations, (name) => resumeSteps(sequelize, name));
    if (ran.length > 0) await forgetSteps(sequelize);
    return ran;
  });
}

async function runPending(
  database: Database,
  migrations: Migration[],
  runnerOf: (name: string) => Promise<MigrationTools['run']>,
): Promise<string[]> {
  const { SequelizeStorage, Umzug } = await import('umzug');
  const umzug = new Umzug({
    migrations: migrations.map(({ name, up }) => ({
      name,
      up: async () => up(createMigrationTools(database, await runnerOf(name))),
    })),
    storage: new SequelizeStorage({ sequelize: database.sequelize, tableName: RAN_TABLE }),
    logger: undefined,
  });
  return (await umzug.up()).map(({ name }) => name);
}

const LOCK_WAIT_SECONDS = 60;

/**
 * Two instances that start together must not both create a table. The server's lock belongs to a connection, and a
 * transaction pins one: the work inside runs on that same connection, so whoever loses the lock cannot go on, and the
 * lock is free only when the last statement has ended. (The first change of the schema ends the transaction itself.)
 */
function withMigrationLock<Result>({ sequelize }: Database, work: () => Promise<Result>): Promise<Result> {
  const ask = async (sql: string) => {
    const [row] = await sequelize.query<{ answer: number | null }>(sql, {
      type: QueryTypes.SELECT,
      replacements: { seconds: LOCK_WAIT_SECONDS },
    });
    return row?.answer ?? null;
  };
  // The lock's name is the server's; the schema's name in it lets other installations there migrate meanwhile.
  const name = `CONCAT('migrate:', LEFT(SHA2(DATABASE(), 256), 40))`;
  return sequelize.transaction(async () => {
    const answer = await ask(`SELECT GET_LOCK(${name}, :seconds) AS answer`);
    if (answer === 0) {
      throw new Error(
        `Another instance has been migrating this schema for ${LOCK_WAIT_SECONDS} seconds. Start again once it is done.`,
      );
    }
    if (answer !== 1) throw new Error('The database gave no lock for the migration. Start again.');
    try {
      return await work();
    } finally {
      // A connection that is lost has given its lock back, and must not hide why the work failed.
      await ask(`SELECT RELEASE_LOCK(${name}) AS answer`).catch(() => null);
      // For whoever has the connection next, where a migration failed with this switched off.
      await sequelize.query('SET foreign_key_checks = 1').catch(() => null);
    }
  });
}
