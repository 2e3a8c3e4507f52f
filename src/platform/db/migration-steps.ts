/**
 * Lets a migration that was cut short on MySQL or MariaDB go on where it stopped. These databases commit every change of
 * the schema by itself, so each statement is written down before it runs. When the migration runs again, those written
 * down are left out, and the last of them, of which nobody knows whether it took effect, is run once more and may then
 * find what it has made. Changes of rows are committed together with their mark, so they are never in doubt.
 */
import { createHash } from 'node:crypto';
import { DatabaseError, QueryTypes, type Sequelize } from 'sequelize';
import type { Values } from './database';
import type { MigrationTools } from './migration-tools';

const TABLE = 'schema_steps';
/** Of the connection alone, so it is said again each time. */
const CHANGES_SESSION = /^\s*SET\b/i;
const CHANGES_ROWS = /^\s*(INSERT|UPDATE|DELETE|REPLACE)\b/i;

/** What the databases answer to a change of the schema that is already there. */
const ALREADY_EFFECTIVE = new Set([
  1050, // table exists
  1051, // unknown table: dropped
  1054, // unknown column: renamed
  1060, // duplicate column
  1061, // duplicate index
  1091, // nothing to drop
  1146, // no such table: renamed
  1359, // trigger exists
  1826, // duplicate constraint (MariaDB), duplicate foreign key (MySQL)
  3822, // duplicate CHECK (MySQL)
  3821, // no such CHECK (MySQL)
  3940, // no such constraint (MySQL)
]);

interface Step {
  position: number;
  statement: string;
  atomic: number;
}

export async function createStepsTable(sequelize: Sequelize): Promise<void> {
  await sequelize.query(`CREATE TABLE IF NOT EXISTS ${TABLE} (
    migration VARCHAR(190) NOT NULL,
    position INT NOT NULL,
    statement CHAR(64) NOT NULL,
    atomic TINYINT NOT NULL,
    PRIMARY KEY (migration, position)
  ) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin`);
}

/** How the statements of a migration are run. All go to the one connection that the caller holds. */
export async function resumeSteps(sequelize: Sequelize, migration: string): Promise<MigrationTools['run']> {
  const written = await sequelize.query<Step>(
    `SELECT position, statement, atomic FROM ${TABLE} WHERE migration = :migration ORDER BY position`,
    { type: QueryTypes.SELECT, replacements: { migration } },
  );
  let position = written.at(-1)?.position ?? 0;
  /** By its text, as a statement that depends on rows may come in another place the second time. */
  const leftOver = [...written];

  const execute = (sql: string, values: Values = {}) =>
    sequelize.query(sql, { raw: true, replacements: values });

  async function writeDown(statement: string, atomic: boolean): Promise<void> {
    position += 1;
    await execute(
      `INSERT INTO ${TABLE} (migration, position, statement, atomic) VALUES (:migration, :position, :statement, :atomic)`,
      { migration, position, statement, atomic: atomic ? 1 : 0 },
    );
  }

  async function changeRows(sql: string, values: Values | undefined, statement: string): Promise<void> {
    await execute('START TRANSACTION');
    try {
      await writeDown(statement, true);
      await execute(sql, values);
      await execute('COMMIT');
    } catch (error) {
      position -= 1;
      await execute('ROLLBACK');
      throw error;
    }
  }

  async function changeSchema(sql: string, values: Values | undefined, statement: string): Promise<void> {
    await writeDown(statement, false);
    try {
      await execute(sql, values);
    } catch (error) {
      // Answered, so not in doubt: the next time it must not find by chance what another has made.
      await execute(`DELETE FROM ${TABLE} WHERE migration = :migration AND position = :position`, {
        migration,
        position,
      });
      position -= 1;
      throw error;
    }
  }

  async function changeSchemaUnlessThere(sql: string, values: Values | undefined): Promise<void> {
    try {
      await execute(sql, values);
    } catch (error) {
      if (!isAlreadyEffective(error)) throw error;
    }
  }

  return async (sql, values) => {
    if (CHANGES_SESSION.test(sql)) {
      await execute(sql, values);
      return;
    }
    const statement = createHash('sha256')
      .update(JSON.stringify([sql, values ?? {}]))
      .digest('hex');
    const place = leftOver.findIndex((step) => step.statement === statement);
    const [earlier] = place < 0 ? [] : leftOver.splice(place, 1);
    if (earlier) {
      const inDoubt = earlier.position === written.at(-1)?.position && earlier.atomic === 0;
      if (inDoubt) await changeSchemaUnlessThere(sql, values);
    } else if (CHANGES_ROWS.test(sql)) {
      await changeRows(sql, values, statement);
    } else {
      await changeSchema(sql, values, statement);
    }
  };
}

export async function forgetSteps(sequelize: Sequelize): Promise<void> {
  await sequelize.query(`DELETE FROM ${TABLE}`);
}

const isAlreadyEffective = (error: unknown): boolean =>
  error instanceof DatabaseError &&
  ALREADY_EFFECTIVE.has((error.original as Error & { errno?: number }).errno ?? 0);
