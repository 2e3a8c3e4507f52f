/** What is sent to the database and what it answers is swallowed for a while, without a reset, as in a failover. */
import { startFaultProxy } from '../support/fault-proxy';
import { watchDatabaseOutage } from '../support/watch-outage';
import type { Storm } from './storm';

export const storm: Storm = {
  fault: 'a proxy before the database swallows all bytes and resets nothing; then it passes them again',
  needsServer: true,
  async run({ small, write }) {
    const server = new URL(String(process.env.DATABASE_URL));
    const proxy = await startFaultProxy(Number(server.port || 3306));
    try {
      return await watchDatabaseOutage({
        databasePort: proxy.port,
        lastsMs: small ? 6_000 : 10_000,
        slack: small ? 10 : 1,
        begin: () => proxy.set('blackhole'),
        end: () => proxy.set('ok'),
        write,
      });
    } finally {
      proxy.close();
    }
  },
};
