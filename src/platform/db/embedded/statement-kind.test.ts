/** Checks the reading of statement texts on which the queue of writers depends. */
import { kindOf } from './statement-kind';

it.each([
  ['SELECT 1', 'read'],
  ['  -- a note\n/* another */ select 1', 'read'],
  ['EXPLAIN QUERY PLAN DELETE FROM t', 'read'],
  ['WITH a AS (SELECT deleted_at FROM t) SELECT * FROM a', 'read'],
  ['WITH a AS (SELECT 1) DELETE FROM t', 'write'],
  ['PRAGMA table_info(`t`)', 'read'],
  ['PRAGMA FOREIGN_KEYS=ON', 'write'],
  ['INSERT INTO t VALUES (1) RETURNING id', 'write'],
  ['BEGIN IMMEDIATE TRANSACTION;', 'write'],
  ['SAVEPOINT `a`;', 'write'],
  ['CREATE TABLE t (id)', 'schema'],
  ['COMMIT;', 'commit'],
  ['END', 'commit'],
  ['ROLLBACK;', 'rollback'],
  ['ROLLBACK TO SAVEPOINT `a`;', 'write'],
  ['', 'write'],
])('reads %j as a %s', (sql, kind) => {
  expect(kindOf(sql)).toBe(kind);
});
