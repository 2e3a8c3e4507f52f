/** The database takes connections and statements and answers none, as a process that stands still or a stuck disk. */
import net from 'node:net';
import { watchDatabaseOutage } from '../support/watch-outage';
import type { Storm } from './storm';

/** Passes bytes on, and stops reading on both sides while frozen: nothing is lost, all of it comes late. */
async function startFreezer(targetPort: number) {
  const sockets = new Set<net.Socket>();
  let frozen = false;
  const server = net.createServer((client) => {
    const upstream = net.connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      if (frozen) from.pause();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    freeze(on: boolean) {
      frozen = on;
      for (const socket of sockets) {
        if (on) socket.pause();
        else socket.resume();
      }
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export const storm: Storm = {
  fault: 'the database stands still: it takes what is sent and answers late, all at once',
  needsServer: true,
  async run({ small, write }) {
    const server = new URL(String(process.env.DATABASE_URL));
    const freezer = await startFreezer(Number(server.port || 3306));
    try {
      return await watchDatabaseOutage({
        databasePort: freezer.port,
        lastsMs: small ? 6_000 : 15_000,
        slack: small ? 10 : 1,
        begin: () => freezer.freeze(true),
        end: () => freezer.freeze(false),
        write,
      });
    } finally {
      freezer.close();
    }
  },
};
