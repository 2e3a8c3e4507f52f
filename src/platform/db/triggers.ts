/** Triggers, in the words of each database. */
import type { Dialect } from './database';

/** The CREATE TRIGGER that refuses a verb on a table, saying why. */
export function refusingTrigger(
  dialect: Dialect,
  name: string,
  verb: string,
  table: string,
  why: string,
): string {
  const head = `CREATE TRIGGER ${name} BEFORE ${verb} ON ${table} FOR EACH ROW`;
  return dialect === 'mysql'
    ? `${head} SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} ${why}'`
    : `${head} BEGIN SELECT RAISE(ABORT, '${table} ${why}'); END`;
}
