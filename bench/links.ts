/**
 * How long the linked carriers of one take to find in a census of 100,000: `npm run bench:links`. How much memory a load takes:
 * `npm run bench:links -- 2000000`, of so many rows, by the command itself in a process of its own (`npm run build` first).
 * What misses a limit is said, and ends it with 1.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CarrierRecord } from '../src/modules/carriers/carrier-profile';
import { createFindLinks } from '../src/modules/carriers/links/find-links';
import { createLinkHasher } from '../src/modules/carriers/links/link-hash';
import { createLoadFile } from '../src/modules/carriers/links/load-file';
import { startTestApp } from '../tests/support/app';
import { missedOfLoad, missedOfLookUps } from './links-limits';

const ROWS = 100_000;
const LOOK_UPS = 2_000;
/** Every so many rows begin a chain of three: by telephone to one that is inactive, by address and e-mail to one behind it. */
const CHAIN_EVERY = 50;
const COLUMNS =
  'DOT_NUMBER,LEGAL_NAME,STATUS_CODE,ADD_DATE,PHONE,EMAIL_ADDRESS,COMPANY_OFFICER_1,PHY_STREET,PHY_STATE,PHY_ZIP';

function row(index: number): string {
  const place = index % CHAIN_EVERY;
  const first = index - place;
  const phone = 2_002_000_000 + (place === 1 ? first : index) * 37;
  const street = place === 2 ? first + 1 : index;
  const status = place === 1 || place === 2 ? 'I' : 'A';
  // A crowd at one address and behind one agent, as the real census has them.
  const home =
    place > 40 ? '30 N GOULD ST STE R,WY,82801' : `${street + 1} LONELY RD,KS,${60_000 + (street % 9_000)}`;
  return `${1_000_000 + index},CARRIER ${index} LLC,${status},20150102,${phone},OFFICE@CARRIER-${street}.EXAMPLE,NAME${index} SURNAME${index},${home}\n`;
}

async function writeCensus(path: string, rows: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(`${COLUMNS}\n`);
  for (let index = 0; index < rows; index += 1) {
    if (!file.write(row(index))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

const recordOf = (usdot: number): CarrierRecord =>
  ({
    profile: {
      usdot,
      identity: { legalName: null, address: { street: null, zip: null, state: 'KS' } },
      registration: { addedOn: null },
      safety: { outOfService: { inForce: false, since: null } },
    },
    contact: null,
    einHash: null,
  }) as unknown as CarrierRecord;

async function lookUp(folder: string): Promise<string[]> {
  const app = await startTestApp();
  const hasher = createLinkHasher('bench');
  const path = join(folder, 'census.csv');
  await writeCensus(path, ROWS);
  await createLoadFile(app.platform, hasher)(path);
  const findLinks = createFindLinks(app.platform, hasher);
  const waits: { ms: number; cpuMs: number; turn: number }[] = [];
  let [chains, found] = [0, 0];
  for (let turn = 0; turn < LOOK_UPS; turn += 1) {
    // Chains and strangers in turns.
    const index = turn % 2 === 0 ? (turn * CHAIN_EVERY) % ROWS : (turn * 7_919) % ROWS;
    const [startedAt, cpu] = [performance.now(), process.cpuUsage()];
    const links = await findLinks.of(recordOf(1_000_000 + index));
    const { user, system } = process.cpuUsage(cpu);
    waits.push({ ms: performance.now() - startedAt, cpuMs: (user + system) / 1_000, turn });
    if (index % CHAIN_EVERY !== 0) continue;
    chains += 1;
    if (links?.links.length === 2) found += 1;
  }
  await app.close();
  type Of = (wait: (typeof waits)[number]) => number;
  const at = (share: number, of: Of): number => {
    const sorted = waits.map(of).toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  };
  const shown = (of: Of): string =>
    `half within ${at(0.5, of).toFixed(1)} ms, p99 ${at(0.99, of).toFixed(1)} ms, at most ${at(1, of).toFixed(1)} ms`;
  const slowest = waits.toSorted((a, b) => b.ms - a.ms).slice(0, 5);
  process.stdout.write(
    `links of a carrier among ${ROWS.toLocaleString('en-US')}: ${shown(({ ms }) => ms)}; of the processor ${shown(({ cpuMs }) => cpuMs)}\n` +
      `chains found to their end: ${found} of ${chains}; the slowest: ${slowest.map(({ ms, cpuMs, turn }) => `the ${turn + 1}th ${ms.toFixed(1)} ms (${cpuMs.toFixed(1)} of the processor)`).join(', ')}\n`,
  );
  return missedOfLookUps({ p99Ms: at(0.99, ({ ms }) => ms), chains, chainsFound: found });
}

/** The most that the process has held, as the kernel counts it. */
const peakOf = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function load(folder: string, rows: number): Promise<string[]> {
  const path = join(folder, 'census.csv');
  await writeCensus(path, rows);
  const env = {
    ...process.env,
    NODE_ENV: 'development',
    DATA_FOLDER: join(folder, 'data'),
    LOG_LEVEL: 'error',
  };
  const cli = join(__dirname, '../dist/src/cli.js');
  const mcx = (...args: string[]) =>
    spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(mcx('migrate'), 'exit');
  const startedAt = performance.now();
  const child = mcx('fmcsa', 'load', path);
  let peak = 0;
  const watch = setInterval(() => {
    try {
      peak = Math.max(peak, peakOf(child.pid ?? 0));
    } catch {
      // It has just ended.
    }
  }, 200);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(watch);
  const seconds = (performance.now() - startedAt) / 1_000;
  process.stdout.write(
    `mcx fmcsa load of ${rows.toLocaleString('en-US')} rows: exit ${code}, ${seconds.toFixed(0)} s, at most ${peak.toFixed(0)} MB\n`,
  );
  return missedOfLoad({ code, peakMb: peak });
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mcx-bench-'));
  const rows = Number(process.argv[2] ?? 0);
  const missed = await (rows > 0 ? load(folder, rows) : lookUp(folder));
  rmSync(folder, { recursive: true });
  for (const words of missed) process.stderr.write(`missed: ${words}\n`);
  if (missed.length > 0) process.exitCode = 1;
}

void main();
