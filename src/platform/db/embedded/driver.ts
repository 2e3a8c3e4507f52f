/** Sends statements to the embedded engine, which keeps each prepared for as long as it comes again. */
import type { Driver } from '../direct-statements';
import type { WatchStatement } from '../statement-times';
import type { Connection } from './adapter';

export function createEmbeddedDriver(watch: WatchStatement): Driver<Connection> {
  async function watched<Result>(sql: string, ask: () => Promise<Result>): Promise<Result> {
    const sentAt = performance.now();
    try {
      return await ask();
    } finally {
      watch(sql, performance.now() - sentAt);
    }
  }
  return {
    select: (connection, { sql, values }) => watched(sql, () => connection.select(sql, values)),
    change: (connection, { sql, values }) => watched(sql, () => connection.change(sql, values)),
    // The engine works in this process: it has answered before anybody could give it up.
    beforeEach: () => undefined,
    isPooled: false,
    begin: 'BEGIN IMMEDIATE',
    endsUnit: () => false,
  };
}
