/** A schema in words, so that two of them can be compared. */
import type { Database } from '../../src/platform/db/database';

/** Everything of the schema that has a name, with what it says. */
export async function describeSchema({ dialect, select }: Database): Promise<unknown[]> {
  if (dialect === 'sqlite') {
    return select(`SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name`);
  }
  const parts = await Promise.all([
    select(`SELECT TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, COLUMN_TYPE, IS_NULLABLE, COLUMN_DEFAULT, COLLATION_NAME
      FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1, 3`),
    select(`SELECT TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, NON_UNIQUE
      FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1, 2, 3`),
    select(`SELECT TABLE_NAME, CONSTRAINT_NAME, CONSTRAINT_TYPE
      FROM information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = DATABASE() ORDER BY 1, 2`),
    select(`SELECT TRIGGER_NAME, EVENT_MANIPULATION, EVENT_OBJECT_TABLE, ACTION_STATEMENT
      FROM information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() ORDER BY 1`),
  ]);
  return parts.flat();
}
