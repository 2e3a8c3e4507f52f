/** A TCP proxy on this machine that can be told to fail, to stand between the app and its Redis or database. */
import net from 'node:net';

type Mode = 'ok' | 'blackhole' | 'refuse';

export interface FaultProxy {
  port: number;
  /** `blackhole` swallows what is sent; `refuse` cuts new and present connections. */
  set(mode: Mode): void;
  close(): void;
}

export async function startFaultProxy(targetPort: number): Promise<FaultProxy> {
  let mode: Mode = 'ok';
  const clients = new Set<net.Socket>();
  const server = net.createServer((client) => {
    if (mode === 'refuse') {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect(targetPort, '127.0.0.1');
    clients.add(client);
    client.on('close', () => {
      clients.delete(client);
      upstream.destroy();
    });
    upstream.on('close', () => client.destroy());
    for (const socket of [client, upstream]) socket.on('error', () => undefined);
    client.on('data', (chunk) => mode === 'ok' && upstream.write(chunk));
    upstream.on('data', (chunk) => mode === 'ok' && client.write(chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    set(next) {
      mode = next;
      if (mode === 'refuse') for (const client of clients) client.resetAndDestroy();
    },
    close() {
      for (const client of clients) client.destroy();
      server.close();
    },
  };
}
