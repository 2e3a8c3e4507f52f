/** Clients who hold their connections: heads and bodies that trickle or stop, and readers who do not read. */
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { CLIENT_TIMEOUTS, createServer } from '../../src/platform/http/node-server';
import { startTestApp } from '../support/app';
import type { Figure, Storm } from './storm';

const CLIENTS_EACH = 5;
const TRICKLE_EVERY_MS = 100;
const SENDERS_CUT_WITHIN_MS = 20_000;
const READERS_CUT_WITHIN_MS = 60_000;
/** The limits as parts of those in force, while the figures stay: small, it shows that there is an end. */
const SMALL_PART = 1 / 20;

const HEAD =
  'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n';
/** Enough answers to fill the buffers of both ends. */
const MANY_REQUESTS = 'GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(40);

interface Client {
  name: string;
  sends: string;
  /** Goes on with a byte at a time. */
  trickles: boolean;
  reads: boolean;
  cutWithinMs: number;
}

const sender = { reads: true, cutWithinMs: SENDERS_CUT_WITHIN_MS };
const CLIENTS: Client[] = [
  { name: 'a head that stops', sends: HEAD, trickles: false, ...sender },
  { name: 'a head that trickles', sends: `${HEAD}X-Long: `, trickles: true, ...sender },
  { name: 'a body that stops', sends: `${HEAD}\r\n{"email"`, trickles: false, ...sender },
  { name: 'a body that trickles', sends: `${HEAD}\r\n{"email":"`, trickles: true, ...sender },
  {
    ...{ name: 'a reader who does not read', sends: MANY_REQUESTS, trickles: false, reads: false },
    cutWithinMs: READERS_CUT_WITHIN_MS,
  },
];

export const storm: Storm = {
  fault: 'clients who send their head or body slowly or never end it, and clients who do not read the answer',
  needsServer: false,
  async run({ small }) {
    const app = await startTestApp();
    const part = small ? SMALL_PART : 1;
    const { server, drain } = createServer(app.app.http, {
      headersTimeoutMs: part * CLIENT_TIMEOUTS.headersTimeoutMs,
      requestTimeoutMs: part * CLIENT_TIMEOUTS.requestTimeoutMs,
      idleTimeoutMs: part * CLIENT_TIMEOUTS.idleTimeoutMs,
      checkEveryMs: part * CLIENT_TIMEOUTS.checkEveryMs,
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;

    /** Answers, once it is connected, how long the server will have held it. */
    async function connectClient({ sends, trickles, reads }: Client): Promise<{ heldMs: Promise<number> }> {
      const arrival = once(server, 'connection');
      const socket = connect(port, '127.0.0.1').on('error', () => undefined);
      if (reads) socket.resume();
      socket.write(sends);
      const trickling = setInterval(() => trickles && socket.writable && socket.write('x'), TRICKLE_EVERY_MS);
      const [connection] = (await arrival) as [Socket];
      const startedAt = performance.now();
      // The server's end, as who does not read does not see either that the connection is closed.
      const closed = once(connection, 'close').then(() => {
        clearInterval(trickling);
        socket.destroy();
        return performance.now() - startedAt;
      });
      return { heldMs: closed };
    }

    try {
      const held = new Map<Client, Promise<number>[]>();
      for (const client of CLIENTS) {
        held.set(client, []);
        for (let n = 0; n < CLIENTS_EACH; n += 1)
          held.get(client)?.push((await connectClient(client)).heldMs);
      }
      const figures: Figure[] = [];
      for (const [{ name, cutWithinMs }, all] of held) {
        const slowest = Math.max(...(await Promise.all(all)));
        figures.push({ name, value: slowest, unit: 'ms held', atMost: cutWithinMs });
      }
      return figures;
    } finally {
      await drain(0);
      await app.close();
    }
  },
};
