/** How long statements take, and how many connections are taken: counted, and the slow ones are said in the log. */
import type { Sequelize } from 'sequelize';
import { SECOND_MS } from '../kernel/clock';
import type { Logger } from '../kernel/logger';
import type { Measures, Sample } from '../metrics/measures';

const SLOW_MS = SECOND_MS;
const BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 1, 4];
const KINDS = ['select', 'insert', 'update', 'delete', 'other'] as const;
const POOLS = ['read', 'write'] as const;
const LONGEST_SHAPE = 300;

/** The insides of Sequelize's pools, of which the embedded database has none. */
interface Pool {
  size: number;
  available: number;
  using: number;
  waiting: number;
}

/** Is told each statement when it has been answered, whatever the answer, and how long that took. */
export type WatchStatement = (sql: string, tookMs: number) => void;

export function createStatementWatch(log: Logger, measures: Measures): WatchStatement {
  const count = measures.durations(
    'mcx_database_statement_seconds',
    'How long statements took, with the wait for locks.',
    { kind: KINDS },
    BUCKETS,
  );
  const countSlow = measures.counter(
    'mcx_database_slow_statements_total',
    `Statements that took longer than ${SLOW_MS / SECOND_MS} s; each has a line in the log.`,
    {},
  );
  return (sql, tookMs) => {
    count({ kind: kindOf(sql) }, tookMs / SECOND_MS);
    if (tookMs <= SLOW_MS) return;
    countSlow({});
    log.warn('slow statement', { durationMs: Math.round(tookMs), statement: shapeOf(sql) });
  };
}

export function measurePools(sequelize: Sequelize, measures: Measures): void {
  const poolOf = (name: (typeof POOLS)[number]): Pool | undefined =>
    (sequelize.connectionManager as unknown as { pool?: Partial<Record<string, Pool>> }).pool?.[name];
  measures.gauge(
    'mcx_database_pool_connections',
    'Connections to the database, by pool.',
    { pool: POOLS, state: ['used', 'idle'] },
    () =>
      POOLS.flatMap((pool) => {
        const found = poolOf(pool);
        return found
          ? [
              { labels: { pool, state: 'used' }, value: found.using },
              { labels: { pool, state: 'idle' }, value: found.available },
            ]
          : [];
      }),
  );
  measures.gauge('mcx_database_pool_waiting', 'Who waits for a connection, by pool.', { pool: POOLS }, () =>
    POOLS.flatMap((pool): Sample<{ pool: typeof POOLS }>[] => {
      const found = poolOf(pool);
      return found ? [{ labels: { pool }, value: found.waiting }] : [];
    }),
  );
}

const kindOf = (sql: string): string =>
  /^\s*(select|insert|update|delete)\b/i.exec(sql)?.[1]?.toLowerCase() ?? 'other';

/** A statement without what stood in it: values are written into statements before they are sent. */
export const shapeOf = (sql: string): string =>
  sql
    .replaceAll(/'(?:[^'\\]|\\.|'')*'/g, '?')
    .replaceAll(/\b\d+(?:\.\d+)?\b/g, '?')
    .replaceAll(/\s+/g, ' ')
    .slice(0, LONGEST_SHAPE);
