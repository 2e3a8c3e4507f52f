/** A partner's server in the tests: it keeps what is posted to it and answers as it is told, path by path. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface Post {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export type Answering = (response: ServerResponse, post: Post) => void | Promise<void>;

const taken: Answering = (response) => void response.writeHead(204).end();

export type WebhookReceiver = Awaited<ReturnType<typeof startWebhookReceiver>>;

export async function startWebhookReceiver() {
  const posts: Post[] = [];
  const answering = new Map<string, Answering>();
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const headers = request.headers as Record<string, string>;
      const post = { path, headers, body: Buffer.concat(chunks).toString('utf8') };
      posts.push(post);
      void (answering.get(path) ?? taken)(response, post);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    addressOf: (path: string) => `http://127.0.0.1:${port}${path}`,
    /** From now on. */
    answer: (path: string, how: Answering) => void answering.set(path, how),
    postedTo: (path: string): Post[] => posts.filter((post) => post.path === path),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As a partner does it: throws unless it is signed by the secret, and new. */
export const verify = (secret: string, { body, headers }: Post): unknown =>
  new Webhook(secret).verify(body, headers);

/** Those of the secrets that a post is signed by, however long ago. */
export const signersOf = (post: Post, secrets: readonly string[]): string[] => {
  const { 'webhook-id': id = '', 'webhook-timestamp': at = '', 'webhook-signature': all = '' } = post.headers;
  return secrets.filter((secret) =>
    all.split(' ').includes(new Webhook(secret).sign(id, new Date(Number(at) * 1_000), post.body)),
  );
};
