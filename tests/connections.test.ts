/** Connections at their end: a server that is asked to stop, and clients that are too slow. */
import { Agent, get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { createServer, type HttpServer } from '../src/platform/http/node-server';
import { startTestApp, type TestApp } from './support/app';
import { makeDatabase } from './support/database';
import { startServerProcess } from './support/server-process';

const QUICK_MS = 300;
/** Above the other limits, so that they are what cuts a slow sender. */
const IDLE_MS = 1_000;

function ask(url: string, agent: Agent): Promise<{ status: number; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer: IncomingMessage) => {
      answer.resume();
      answer.once('end', () =>
        resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection }),
      );
    }).once('error', reject);
  });
}

describe('a server that is asked to stop', () => {
  test('it serves through its grace while it says that it is not ready, closes kept connections, and ends with 0', async () => {
    const home = await makeDatabase({ migrated: true });
    const process = await startServerProcess({
      ...home.environment,
      CLOCK: 'system',
      SHUTDOWN_GRACE_MS: '1500',
    });
    const kept = new Agent({ keepAlive: true, maxSockets: 4 });
    const live = `${process.url}/api/health/live`;
    const before = await Promise.all([1, 2, 3, 4].map(() => ask(live, kept)));
    expect(before.map(({ connection }) => connection)).not.toContain('close');

    const code = process.stop();
    let ready = await ask(`${process.url}/api/health/ready`, kept);
    while (ready.status === 200) ready = await ask(`${process.url}/api/health/ready`, kept);
    const during = await Promise.all([1, 2, 3, 4].map(() => ask(live, kept)));

    expect(ready.status).toBe(503);
    expect(during).toEqual(Array.from({ length: 4 }, () => ({ status: 200, connection: 'close' })));
    expect(await code).toBe(0);
    kept.destroy();
    await home.remove();
  });
});

describe('clients that are too slow', () => {
  let app: TestApp;
  let door: HttpServer;

  beforeAll(async () => {
    app = await startTestApp();
    door = createServer(app.app.http, {
      headersTimeoutMs: QUICK_MS,
      requestTimeoutMs: QUICK_MS,
      idleTimeoutMs: IDLE_MS,
      checkEveryMs: 50,
    });
    door.server.listen(0, '127.0.0.1');
    await once(door.server, 'listening');
  });
  afterAll(async () => {
    await door.drain(0);
    await app.close();
  });

  /** What a client reads until its connection is closed. */
  async function readAll(socket: Socket): Promise<string> {
    let read = '';
    socket.setEncoding('utf8').on('data', (text: string) => (read += text));
    await once(socket, 'close');
    return read;
  }

  function dial(firstBytes: string): Socket {
    const socket = connect((door.server.address() as AddressInfo).port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(firstBytes);
    return socket;
  }

  test('a head that does not end is answered with 408 and cut', async () => {
    const answer = await readAll(dial('GET /api/health/live HTTP/1.1\r\nHost: x\r\n'));
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
  });

  test.each([
    ['an expectation that nobody knows', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: gold\r\n\r\n', 417],
    ['no host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a head that is none', 'nonsense\r\n\r\n', 400],
    ['a head that is too large', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('%s is answered with a problem and every header of safety, and closed', async (_, sent, status) => {
    const answer = await readAll(dial(sent));
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const header of [
      'application/problem+json',
      "default-src 'none'",
      'no-store',
      'nosniff',
      'max-age=31536000',
      'Connection: close',
    ])
      expect(head).toContain(header);
    const problem = JSON.parse(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1)) as {
      status: number;
    };
    expect(problem).toMatchObject({ status, success: false, requestId: expect.any(String) as string });
  });

  test('there is an end to how many connections it holds', () => {
    expect(door.server.maxConnections).toBeGreaterThan(0);
  });

  test('a body that does not come is cut', async () => {
    const head = 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
    const answer = await readAll(dial(`${head}Content-Length: 50\r\n\r\n{"email"`));
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('a reader who does not read is cut', async () => {
    const wanted = 'GET /api/openapi.json HTTP/1.1\r\nHost: x\r\n\r\n';
    // Enough answers to fill the buffers of both ends.
    const socket = dial(wanted.repeat(40));
    socket.pause();
    const [connection] = (await once(door.server, 'connection')) as [Socket];
    await once(connection, 'close');
    expect(connection.destroyed).toBe(true);
    socket.destroy();
  });
});
