/** A Redis of its own, which a storm can end and start anew under the product. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface RedisProcess {
  url: string;
  kill(): Promise<void>;
  /** Anew, at the same address, with nothing in it. */
  start(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

export async function startRedisProcess(): Promise<RedisProcess> {
  const port = await freePort();
  let child: ChildProcess | null = null;
  const redis: RedisProcess = {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      if (!child) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      child = null;
    },
    async start() {
      child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '']);
      const { stdout } = child;
      if (!stdout) throw new Error('Redis writes nothing.');
      for await (const text of stdout.setEncoding('utf8')) {
        if (String(text).includes('Ready to accept connections')) break;
      }
    },
  };
  await redis.start();
  return redis;
}
