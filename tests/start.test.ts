/** What a start loads: libraries that are large and that few requests need come when they are first used. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeDatabase } from './support/database';
import { startServerProcess } from './support/server-process';
import { makeTemporaryFolder } from './support/temporary-folder';

const HEAVY =
  /^(pdfkit|fontkit|sharp|stripe|qrcode|@aws-sdk\/.*|@smithy\/.*|@opentelemetry\/.*|@sentry\/.*)$/;

/** The packages that a server has loaded by the time it has started, answered that it is ready, and stopped. */
async function loadedByStart(environment: Record<string, string> = {}): Promise<string[]> {
  const home = await makeDatabase({ migrated: true });
  const folder = makeTemporaryFolder('test');
  try {
    const server = await startServerProcess({
      ...{ ...home.environment, NODE_ENV: 'test' },
      ...{ NODE_OPTIONS: `--require ${join(__dirname, 'support/tell-loaded.cjs')}` },
      ...{ LOADED_FILE: join(folder, 'loaded.json'), ...environment },
    });
    expect((await fetch(`${server.url}/api/health/ready`)).status).toBe(200);
    expect((await fetch(`${server.url}/api/listings`)).status).toBe(200);
    await server.stop();
    return JSON.parse(readFileSync(join(folder, 'loaded.json'), 'utf8')) as string[];
  } finally {
    rmSync(folder, { recursive: true });
    await home.remove();
  }
}

it('loads no heavy library, and what is configured', async () => {
  const usual = await loadedByStart();
  expect(usual).toEqual(expect.arrayContaining(['sequelize', 'zod']));
  expect(usual.filter((name) => HEAVY.test(name))).toEqual([]);
  const asked = await loadedByStart({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    SENTRY_DSN: 'http://key@127.0.0.1:1/1',
  });
  expect(asked).toEqual(expect.arrayContaining(['@opentelemetry/api', '@sentry/node']));
});
