/** What the log says of requests and of a start that fails, to whoever reads it by machine. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { problemsOf } from '../src/platform/http/contract';
import { redact } from '../src/platform/kernel/redact';
import { SERVICE } from '../src/platform/telemetry/service';
import { startTestApp, type TestApp } from './support/app';
import { startServerProcess } from './support/server-process';

type Line = Record<string, unknown>;

const readLines = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Line);

describe('the log of requests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-requests-'));
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp({ environment: { LOG_FOLDER: folder, LOG_LEVEL: 'http' } });
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  /** The lines of one request, once they are on the disk. */
  async function linesOf(send: (id: string) => Promise<Response>, message = 'request'): Promise<Line[]> {
    const id = `asked-${Math.random().toString(36).slice(2, 12)}`;
    await (await send(id)).arrayBuffer();
    // One that is written after it: what is not before this line was not written.
    const last = `last-${id}`;
    await (await fetch(`${app.url}/api/config`, { headers: { 'x-request-id': last } })).arrayBuffer();
    for (;;) {
      const lines = readLines(readFileSync(join(folder, 'combined.log'), 'utf8'));
      if (lines.some(({ requestId }) => requestId === last)) {
        return lines.filter((line) => line.requestId === id && line.message === message);
      }
      await new Promise(setImmediate);
    }
  }

  const ask = (path: string, init: RequestInit = {}) =>
    linesOf((id) =>
      fetch(`${app.url}${path}`, { ...init, headers: { ...init.headers, 'x-request-id': id } }),
    );

  it('has one line a request: method, route, status, duration, who, and which process of which release', async () => {
    const buyer = await app.make.buyer();
    const [line, ...more] = await ask('/api/v1/users/me', {
      headers: { authorization: `Bearer ${buyer.token}` },
    });
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      ...{ level: 'http', method: 'GET', route: '/users/me', status: 200, userId: buyer.id },
      ...{ service: SERVICE, version, pid: process.pid },
    });
    expect(line).toHaveProperty('durationMs', expect.any(Number));
    expect(line).not.toHaveProperty('path');
  });

  it('says of a refusal where it was asked and why, without its query', async () => {
    expect(await ask('/api/offers?token=hush', { method: 'POST' })).toMatchObject([
      { path: '/api/offers', route: '/offers', status: 401, code: 'unauthorized' },
    ]);
    expect(await ask('/nowhere/at/all')).toMatchObject([
      { path: '/nowhere/at/all', route: '(none)', status: 404, code: 'not_found' },
    ]);
  });

  it('keeps back the part of an address that opens something', async () => {
    const lines = await ask('/api/documents/links/abcdefghijklmnopqrstuvwxyz');
    expect(lines).toMatchObject([{ status: expect.any(Number), path: '/documents/links/{token}' }]);
  });

  it.each(['/api/health', '/api/health/live', '/api/v1/health/ready?x=1'])('passes over %s', async (path) => {
    expect(await ask(path)).toEqual([]);
  });

  it('shows every code that a refusal can have', () => {
    const codes = new Set(
      app.app.endpoints.flatMap(({ contract }) => problemsOf(contract).map(({ code }) => code)),
    );
    expect(codes.size).toBeGreaterThan(100);
    for (const code of codes) expect(redact({ code })).toEqual({ code });
    for (const code of ['ER_DUP_ENTRY', 'ERR_HTTP2_GOAWAY', 'SELF_SIGNED_CERT_IN_CHAIN'])
      expect(redact({ code })).toEqual({ code });
    for (const code of ['123456', 'abcd-ef23', 'h4k2m9'])
      expect(redact({ code })).toEqual({ code: '[redacted]' });
  });
});

describe('a start that fails', () => {
  const failure = (environment: Record<string, string>) =>
    startServerProcess(environment).then(
      (server) => server.kill().then(() => 'It started.'),
      (error: Error) => error.message,
    );

  it('is a line of the log in production, with all that is wrong', async () => {
    const text = await failure({
      NODE_ENV: 'production',
      DATABASE_URL: '',
      PORT: 'front',
      JWT_ACCESS_SECRET: '',
    });
    expect(text).toContain('ended with 1');
    expect(readLines(text)).toMatchObject([
      { level: 'error', message: 'could not start', service: SERVICE, version },
    ]);
    const [{ problems } = {}] = readLines(text);
    for (const name of ['DATABASE_URL', 'PORT', 'JWT_ACCESS_SECRET'])
      expect(problems).toContainEqual(expect.stringContaining(`${name}:`));
    // What is wrong with a secret is none.
    expect(problems).toContainEqual(expect.stringMatching(/^JWT_ACCESS_SECRET: is required in production;/));
    expect(redact({ text: 'JWT_ACCESS_SECRET: is4required password: mustard8' })).toEqual({
      text: 'JWT_ACCESS_SECRET: [redacted] password: [redacted]',
    });
  });

  it('says so where the database is not there', async () => {
    const text = await failure({ NODE_ENV: 'test', DATABASE_URL: 'mysql://nobody@127.0.0.1:1/none' });
    expect(text).toMatch(/ended with 1[^]*could not start/);
    expect(text).toContain('correct host and port in DATABASE_URL');
  });
});

describe('where the lines stand', () => {
  /** What a process that logs a sentence and a request writes on standard error. */
  function saidBy(folder: string | undefined): string {
    const options = JSON.stringify({ level: 'http', pretty: false, folder });
    const script = `const { createLogger } = require('./src/platform/kernel/logger.ts');
      const log = createLogger(${options});
      log.info('a sentence');
      log.request({ route: '/things' });
      log.close();`;
    const { stderr } = spawnSync(
      process.execPath,
      ['-r', './tests/support/run-typescript.cjs', '-e', script],
      {
        encoding: 'utf8',
      },
    );
    return stderr;
  }

  it('is the folder alone for those of requests, and standard error where there is no folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mc-exchange-lines-'));
    expect([saidBy(folder), saidBy(undefined)]).toEqual([
      expect.not.stringContaining('/things'),
      expect.stringContaining('/things'),
    ]);
    expect(saidBy(folder)).toContain('a sentence');
    expect(readFileSync(join(folder, 'combined.log'), 'utf8')).toContain('/things');
    rmSync(folder, { recursive: true });
  });
});
