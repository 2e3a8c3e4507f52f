/** Asks for the document six times at once, and measures how long `/health/live` waits: `npm run bench:document`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServerProcess } from '../tests/support/server-process';

const AT_ONCE = 6;
const ROUNDS = 20;
/** With a longer wait, but for the first, it ends with 1. */
const MOST_MS = 50;

/** Takes the bytes as they come and throws them away: what unpacking costs is not the server's. */
const ask = (address: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(address, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      response.resume();
      response.once('end', resolve);
    }).once('error', reject);
  });

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mcx-bench-'));
  const server = await startServerProcess({ DATA_FOLDER: folder, RATE_LIMIT_PROFILE: 'off' });
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const documents = Array.from({ length: AT_ONCE }, (_, n) =>
      ask(`${server.url}/api/openapi.${n % 2 === 0 ? 'json' : 'yaml'}`),
    );
    const startedAt = performance.now();
    await ask(`${server.url}/api/health/live`);
    waits.push(performance.now() - startedAt);
    await Promise.all(documents);
  }
  await server.stop();
  rmSync(folder, { recursive: true });
  const [first = 0, ...later] = waits;
  if (Math.max(...later) >= MOST_MS) process.exitCode = 1;
  process.stdout.write(
    `/health/live beside ${AT_ONCE} documents: ${first.toFixed(1)} ms right after the start, then at most ${Math.max(...later).toFixed(1)} ms\n`,
  );
}

void main();
