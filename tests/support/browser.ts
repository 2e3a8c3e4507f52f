/** A browser for tests: the one that CHROMIUM names, else the one that an npm package carries for x64 Linux. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startTestApp, type TestApp } from './app';
import { carriedBrowser } from './carried-browser';
import { doneOnce } from './once-a-run';
import { PATIENCE_MS, watchTraffic } from './settled';
import { changeKept, keepWindows, takeIdlePage, type Windows } from './windows';

const PROJECT = join(__dirname, '../..');
export const BUILT_WEB = join(PROJECT, 'web/dist');

/** The addresses that the build has told the server. */
export const builtPages = (): { path: string; title: string }[] =>
  JSON.parse(readFileSync(join(BUILT_WEB, 'pages.json'), 'utf8')) as { path: string; title: string }[];

/** Test files run side by side, and build into one folder. */
const buildWeb = (): Promise<void> =>
  doneOnce('build-web', () => {
    execFileSync(process.execPath, ['tools/build.mjs', '--web'], { cwd: PROJECT, stdio: 'ignore' });
  });

/** Whether there may be one: known before anything is loaded, so that tests without one count as skipped. */
export const hasBrowser =
  process.env.CHROMIUM !== undefined || (process.platform === 'linux' && process.arch === 'x64');

if (!hasBrowser) {
  process.stdout.write(
    'No browser runs here: the browser tests are skipped. CHROMIUM=/path/to/chromium names one.\n',
  );
}

/**
 * Few pages of a test live long enough for their scripts to be worth optimizing, and tabs of one window are one site: it
 * saves a sixth of the CPU. Who measures leaves it out.
 */
const SPARING = ['--process-per-site', '--js-flags=--max-optimized-bytecode-size=0 --single-threaded-gc'];

export async function launchBrowser(args: readonly string[] = SPARING): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const executablePath = process.env.CHROMIUM ?? carriedBrowser();
  // Without a language of its own, a browser takes that of the machine, which may be none.
  const env = { ...process.env, LANG: 'en_US.UTF-8' };
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...args], env });
}

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
  const page = takeIdlePage(context) ?? (await context.newPage());
  page.setDefaultTimeout(PATIENCE_MS);
  watchTraffic(page);
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

/** What fades in has less contrast until it is there. What turns for ever is not waited for. */
const MOVED = `Promise.all(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect.getComputedTiming().endTime))
  .map(({ finished }) => finished.catch(() => undefined))).then(() => undefined)`;

/**
 * What axe finds wrong, as one line each. Its source is evaluated, once in each document, so that the policy of the page
 * stays as it is.
 */
export async function accessibilityProblems(
  page: Page,
  within = 'html',
  /** What was looked at already; the rules about the page as a whole know of it all the same. */
  except: readonly string[] = [],
): Promise<string[]> {
  if (await page.evaluate<boolean>("typeof axe === 'undefined'")) await page.evaluate(AXE);
  await page.evaluate(MOVED);
  const context = { include: [[within]], exclude: except.map((part) => [part]) };
  return page.evaluate(async (part) => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(
          part: object,
          options: object,
        ): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }>;
      };
    };
    // What it finds well is not counted up, and no page plays anything.
    const { violations } = await axe.run(part, {
      ...{ resultTypes: ['violations'], preload: false },
      // Off by itself: what is pressed is 24 px high and wide, or has as much room around it (WCAG 2.5.8).
      rules: { 'target-size': { enabled: true } },
    });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`);
  }, context);
}

export const DESK = { width: 1280, height: 900 };
export const PHONE = { width: 360, height: 740 };

export interface BrowserWorld {
  app: TestApp;
  browser: Browser;
  windows: Windows;
  /** A window of somebody who has never been here. */
  visit(expected?: readonly number[], phone?: boolean): Promise<WatchedPage & { context: BrowserContext }>;
  close(): Promise<void>;
}

interface Credentials {
  email: string;
  password: string;
}

/** The product with the built app, and a browser before it. */
export async function startBrowserWorld(
  environment: Record<string, string> = {},
  args?: readonly string[],
): Promise<BrowserWorld> {
  const { browser } = await browseWorld(async (needed) => {
    const app = await startTestApp({ environment: { ...needed, ...environment } });
    return { app, close: () => app.close() };
  }, args);
  return browser;
}

interface OwnWorld {
  app: TestApp;
  close(): Promise<void>;
}

/** A world of the test's own, with the built app and a browser before it. `start` is told what its environment needs. */
export async function browseWorld<World extends OwnWorld>(
  start: (environment: Record<string, string>) => Promise<World>,
  args?: readonly string[],
): Promise<{ world: World; browser: BrowserWorld }> {
  await buildWeb();
  const [world, browser] = await Promise.all([start({ WEB_FOLDER: BUILT_WEB }), launchBrowser(args)]);
  const { app } = world;
  const windows = keepWindows(browser, { baseURL: app.url });
  return {
    world,
    browser: {
      app,
      browser,
      windows,
      async visit(expected = [], phone = false) {
        const context = await windows.take(phone ? PHONE : DESK);
        return { context, ...(await openPage(context, expected)) };
      },
      async close() {
        await browser.close();
        await world.close();
      },
    },
  };
}

/** Signs in by the form, and goes to `next`. */
export async function signInByForm(
  page: Page,
  { email, password }: Credentials,
  next: string,
): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname + url.search === next);
}

/** As by the form, which has tests of its own, without its page. */
async function signIn(page: Page, { email, password }: Credentials): Promise<void> {
  await changeKept(page, "localStorage.setItem('mcx-signed-in', '1')");
  const answer = await page.context().request.post('/api/auth/login', {
    data: { email, password },
    headers: { 'X-Session': 'cookie', Origin: new URL(page.url()).origin },
  });
  if (answer.status() !== 200) throw new Error(`Answered ${answer.status()}: ${await answer.text()}`);
}

/** Opens an address as somebody who has signed in before. */
export async function signInTo(page: Page, person: Credentials, address: string): Promise<void> {
  await signIn(page, person);
  await page.goto(address);
}

/** A window of somebody who has signed in before. */
export async function signedInContext(
  { windows }: Pick<BrowserWorld, 'windows'>,
  person: Credentials,
): Promise<BrowserContext> {
  const context = await windows.take(DESK);
  const page = context.pages()[0];
  if (!page) throw new Error('A window has a page.');
  await signIn(page, person);
  return context;
}

/** A window of each of them. */
export async function signInAll<Name extends string>(
  world: BrowserWorld,
  people: Readonly<Record<Name, Credentials>>,
): Promise<Record<Name, BrowserContext>> {
  const names = Object.keys(people) as Name[];
  const windows = await Promise.all(
    names.map(async (name) => [name, await signedInContext(world, people[name])]),
  );
  return Object.fromEntries(windows) as Record<Name, BrowserContext>;
}

/** In the windows side by side. */
export const inWindows = async <Name extends string>(
  windows: Readonly<Record<Name, BrowserContext>>,
  work: (context: BrowserContext, name: Name) => Promise<void>,
): Promise<void> => {
  const names = Object.keys(windows) as Name[];
  await Promise.all(names.map((name) => work(windows[name], name)));
};

export const closeAll = async (windows: Readonly<Record<string, BrowserContext>>): Promise<void> => {
  for (const window of Object.values(windows)) await window.close();
};
