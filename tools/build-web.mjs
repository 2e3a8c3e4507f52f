/** Builds the browser app, unless what is built is newer than all that it is made of. */
import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What the app is made of. The document is not among them: types leave no trace in what is built. */
const SOURCES = ['web/src', 'web/public', 'web/build'];
const FILES = ['web/index.html', 'web/vite.config.ts', 'package-lock.json'];
const BUILT = 'web/dist/index.html';

async function newestIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.ts$|\.d\.ts$/.test(entry.name));
  const times = files.map(
    async ({ parentPath, path, name }) => (await stat(join(parentPath ?? path, name))).mtimeMs,
  );
  return Math.max(...(await Promise.all(times)));
}

async function isBuilt() {
  const builtAt = (await stat(BUILT).catch(() => null))?.mtimeMs ?? 0;
  const changedAt = await Promise.all([
    ...SOURCES.map(newestIn),
    ...FILES.map(async (file) => (await stat(file)).mtimeMs),
  ]);
  return builtAt > Math.max(...changedAt);
}

/** A process of its own, so that both builds run side by side. */
export async function buildWeb(say) {
  if (await isBuilt()) return;
  say('Building the browser app …');
  const startedAt = performance.now();
  const vite = join(process.cwd(), 'node_modules/vite/bin/vite.js');
  // The config is bundled as ever; a later Vite would rather have it read by Node.
  const env = { ...process.env, NODE_ENV: 'production', VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true' };
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: 'web',
    stdio: 'inherit',
    env,
  });
  const code = await new Promise((resolve, reject) => child.on('exit', resolve).on('error', reject));
  if (code !== 0) throw new Error('The browser app could not be built: see above.');
  say(`The browser app is built (${((performance.now() - startedAt) / 1_000).toFixed(1)} s).`);
}
