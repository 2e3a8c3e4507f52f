/** Stands between the product and its gateway, and lets it say in its answers what no gateway should. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Leak {
  status: number;
  message: string;
}

const HANDED_ON = ['content-type', 'idempotency-key', 'stripe-version'];

export async function startLeakingProxy(target: string) {
  let leak: Leak | null = null;

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (leak) {
      const { status, message } = leak;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { type: 'invalid_request_error', code: 'leak', message } }));
      return;
    }
    const { method = 'GET', url = '/', headers } = request;
    const said = HANDED_ON.flatMap((name): [string, string][] => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    });
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: { 'content-type': 'text/plain', ...Object.fromEntries(said) },
      ...(method === 'POST' ? { body: Buffer.concat(parts) } : {}),
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(await answer.text());
  }

  const server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Every answer from now on; null: what the gateway says. */
    say: (next: Leak | null) => {
      leak = next;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
