/** Traces and faults leave where they are asked for, with as little of people as the log has. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { createLogger } from '../src/platform/kernel/logger';
import { reportFaults } from '../src/platform/telemetry/sentry';
import { startServerProcess } from './support/server-process';
import { makeDatabase } from './support/database';

/** Takes whatever is sent, and keeps it as text. */
async function startTaker(): Promise<{ url: string; port: number; taken: string[]; server: Server }> {
  const taken: string[] = [];
  const bodyOf = async (req: IncomingMessage) => {
    const parts: Buffer[] = [];
    for await (const part of req) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    return (req.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  };
  const server = createServer((req, res) => {
    void bodyOf(req).then((text) => {
      taken.push(text);
      res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, taken, server };
}

it('traces a request through its route, without what its address opens', async () => {
  const taker = await startTaker();
  const home = await makeDatabase({ migrated: true });
  const token = 'kq3vJ8zXw1LmT5yB7nRd2PcF';
  try {
    const server = await startServerProcess({
      ...home.environment,
      ...{ NODE_ENV: 'test', OTEL_EXPORTER_OTLP_ENDPOINT: taker.url, OTEL_SERVICE_NAME: 'exchange-of-tests' },
      ...{ OTEL_BSP_SCHEDULE_DELAY: '50', LOG_LEVEL: 'http' },
    });
    await (await fetch(`${server.url}/api/documents/links/${token}?token=${token}`)).arrayBuffer();
    await (await fetch(`${server.url}/api/health/live`)).arrayBuffer();
    expect(await server.stop()).toBe(0);
    const told = taker.taken.join('\n');
    expect(told).toContain('exchange-of-tests');
    expect(told).toContain('/documents/links/{token}');
    expect(told).not.toContain(token);
    expect(told).not.toContain('/health/live');
    const traceId = /traceId=([0-9a-f]{32})/.exec(server.written())?.[1];
    expect(told).toContain(String(traceId));
  } finally {
    taker.server.close();
    await home.remove();
  }
});

it('tells Sentry of an error of the log, as the log has it', async () => {
  const taker = await startTaker();
  const log = createLogger({ level: 'error', pretty: true, folder: undefined, silent: true });
  const SENTRY_DSN = `http://public@127.0.0.1:${taker.port}/1`;
  const faults = await reportFaults(
    { SENTRY_DSN, SENTRY_ENVIRONMENT: undefined, NODE_ENV: 'test' },
    log,
    '9.9.9',
  );
  const error = { name: 'TypeError', message: 'password: hunter22 is wrong', stack: new Error('x').stack };
  log.warn('not a fault', { requestId: 'request-2' });
  log.error('request failed', {
    requestId: 'request-1',
    code: 'internal_error',
    password: 'hunter22',
    error,
  });
  await faults?.stop();
  taker.server.close();
  const told = taker.taken.join('\n');
  expect(told).toContain('mc-exchange@9.9.9');
  expect(told).toContain('request-1');
  expect(told).toContain('telemetry.test.ts');
  expect(told).toContain('TypeError');
  expect(told).not.toContain('hunter22');
  expect(told).not.toContain('request-2');
});
