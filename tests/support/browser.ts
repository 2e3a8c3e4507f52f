/** A browser for tests: the one that CHROMIUM names, else the one that an npm package carries for x64 Linux. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startTestApp, type TestApp } from './app';
import { carriedBrowser } from './carried-browser';
import { doneOnce } from './once-a-run';
import { hasItsTurn } from './size';

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

export async function launchBrowser(): Promise<Browser> {
  const { chromium } = await import('playwright-core');
  const executablePath = process.env.CHROMIUM ?? carriedBrowser();
  // Without a language of its own, a browser takes that of the machine, which may be none.
  const env = { ...process.env, LANG: 'en_US.UTF-8' };
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], env });
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

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

/** Each day every page is seen in one of them, the next day in the next; in all of them with THOROUGH=1 or PICTURES. */
export const LOOKS = [
  { look: 'on a desk, light', viewport: DESK, colorScheme: 'light' },
  { look: 'on a phone, dark', viewport: PHONE, colorScheme: 'dark' },
  { look: 'on a desk, dark', viewport: DESK, colorScheme: 'dark' },
  { look: 'on a phone, light', viewport: PHONE, colorScheme: 'light' },
] as const;

/** Pages that are read side by side: each waits for its own network. */
const PAGES_AT_ONCE = 3;

export const sideBySide = <Item>(items: readonly Item[], work: (item: Item) => Promise<void>) => {
  const atOnce = pLimit(PAGES_AT_ONCE);
  return Promise.all(items.map((item) => atOnce(() => work(item))));
};

export interface BrowserWorld {
  app: TestApp;
  browser: Browser;
  /** A window of somebody who has never been here. */
  visit(expected?: readonly number[], phone?: boolean): Promise<WatchedPage & { context: BrowserContext }>;
  close(): Promise<void>;
}

/** The product with the built app, and a browser before it. */
export async function startBrowserWorld(environment: Record<string, string> = {}): Promise<BrowserWorld> {
  const { browser } = await browseWorld(async (needed) => {
    const app = await startTestApp({ environment: { ...needed, ...environment } });
    return { app, close: () => app.close() };
  });
  return browser;
}

interface OwnWorld {
  app: TestApp;
  close(): Promise<void>;
}

/** A world of the test's own, with the built app and a browser before it. `start` is told what its environment needs. */
export async function browseWorld<World extends OwnWorld>(
  start: (environment: Record<string, string>) => Promise<World>,
): Promise<{ world: World; browser: BrowserWorld }> {
  await buildWeb();
  const [world, browser] = await Promise.all([start({ WEB_FOLDER: BUILT_WEB }), launchBrowser()]);
  const { app } = world;
  return {
    world,
    browser: {
      app,
      browser,
      async visit(expected = [], phone = false) {
        const context = await browser.newContext({ viewport: phone ? PHONE : DESK, baseURL: app.url });
        return { context, ...(await openPage(context, expected)) };
      },
      async close() {
        await browser.close();
        await world.close();
      },
    },
  };
}

/** Every part of the page has come: nothing stands in for it any more. */
export const expectNothingLoads = (page: Page): Promise<void> =>
  page.locator('main [role=status][aria-label]').first().waitFor({ state: 'detached' });

/** Signs in by the form, and goes to `next`. */
export async function signInTo(
  page: Page,
  { email, password }: { email: string; password: string },
  next = '/',
): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname + url.search === next);
}

/** A window of somebody who has signed in before; faster than by the form, which has tests of its own. */
export async function signedInContext(
  { app, browser }: BrowserWorld,
  { email, password }: { email: string; password: string },
  options: BrowserContextOptions = { viewport: DESK },
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...options, baseURL: app.url });
  const answer = await context.request.post('/api/auth/login', {
    data: { email, password },
    headers: { 'X-Session': 'cookie', Origin: app.url },
  });
  if (answer.status() !== 200) throw new Error(`Answered ${answer.status()}: ${await answer.text()}`);
  await context.addInitScript("localStorage.setItem('mcx-signed-in', '1')");
  return context;
}

/** A window of each of them. */
export async function signInAll<Name extends string>(
  world: BrowserWorld,
  people: Readonly<Record<Name, { email: string; password: string }>>,
): Promise<Record<Name, BrowserContext>> {
  const names = Object.keys(people) as Name[];
  const windows = await Promise.all(
    names.map(async (name) => [name, await signedInContext(world, people[name])]),
  );
  return Object.fromEntries(windows) as Record<Name, BrowserContext>;
}

export const closeAll = async (windows: Readonly<Record<string, BrowserContext>>): Promise<void> => {
  for (const window of Object.values(windows)) await window.close();
};

interface LookedAt {
  /** By the pattern of its address: an address of it. */
  addresses: Readonly<Record<string, string>>;
  /** Nobody: a visitor. */
  person?: { email: string; password: string };
  look: (typeof LOOKS)[number];
  /** Each is a list, and has something in it. */
  withRows?: true;
}

/**
 * What is for programs, and stands on no page: values that are none, codes, requests, days as they are stored. Accounts of
 * the ledger are typed in as they are called; the terms are called by their month.
 */
const RAW =
  /\bundefined\b|\bNaN\b|Invalid Date|\[object|\b(?:GET|POST|PUT|DELETE) \/|\b[A-Z]+(?:_[A-Z]+)+\b|(?<!:)\b[a-z]+(?:_[a-z]+)+\b|(?<!terms |[vV]ersion )\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])\b/g;

export const findRawTexts = async (page: Page): Promise<string[]> => [
  ...new Set((await page.locator('body').innerText()).match(RAW) ?? []),
];

/** Of a page that is looked at today, one in so many is also read from a server that fails. */
const RECOVERIES = 24;
/** Who is signed in is known; all else fails. */
const READS = /\/api\/(?!auth\/(me|refresh|login))/;
/** Their text and forms stand by themselves; what comes beside them does where it can. */
const NEEDS_NOTHING = [
  ...['/how-it-works', '/carrier-check', '/sign-in', '/register'],
  ...['/account', '/account/security', '/account/privacy', '/sell'],
  // Asks for an account or a subject first.
  '/admin/money/transfers',
];

/** The page stands, says what failed, and needs nothing but a press once the server is back. */
async function expectToRecover(context: BrowserContext, path: string, address: string, status: number) {
  const { page, complaints } = await openPage(context, [status]);
  let failed = 0;
  await page.route(READS, (route) => {
    failed += 1;
    return route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: JSON.stringify({ title: 'Not now', status, code: 'unavailable', requestId: 'req-1' }),
    });
  });
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  await expectNothingLoads(page);
  await page.unroute(READS);
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
  const told = (await again.count()) > 0;
  while ((await again.count()) > 0) {
    // All that are there at once: one that is read again may bring others back with it.
    await again.evaluateAll((buttons) =>
      buttons.forEach((button) => (button as unknown as { click(): void }).click()),
    );
    await page.waitForLoadState('networkidle');
    await expectNothingLoads(page);
  }
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Pages whose own text needs nothing of the server have nothing to tell.
  const silent = failed > 0 && !told && !NEEDS_NOTHING.includes(path);
  expect({ path, status, silent, complaints }).toEqual({ path, status, silent: false, complaints: [] });
  await page.close();
}

/** What has to hold on every page: no complaint, one heading, its title, no sideways scroll, nothing that axe finds. */
export async function lookAtPages(
  world: BrowserWorld,
  { addresses, person, look, withRows }: LookedAt,
): Promise<void> {
  const turn = LOOKS.indexOf(look);
  const pages = Object.entries(addresses).filter(
    (_, place) => process.env.PICTURES !== undefined || hasItsTurn(place + turn, LOOKS.length),
  );
  if (pages.length === 0) return;
  const { viewport, colorScheme } = look;
  const options = { viewport, colorScheme };
  const context = person
    ? await signedInContext(world, person, options)
    : await world.browser.newContext({ ...options, baseURL: world.app.url });
  const titles = new Map(builtPages().map(({ path, title }) => [path, title]));
  await sideBySide(pages, async ([path, address]) => {
    const { page, complaints } = await openPage(context);
    await page.goto(address, { waitUntil: 'networkidle' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectNothingLoads(page);
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    const shown = {
      path,
      headings: await page.getByRole('heading', { level: 1 }).count(),
      titled: (await page.title()).endsWith(' · MC Exchange'),
      wide: Math.max(0, wide),
      problems: await accessibilityProblems(page),
      raw: await findRawTexts(page),
      complaints: complaints.splice(0),
      empty: withRows === true && (await page.locator('main tbody tr').count()) === 0,
    };
    expect(shown).toEqual({
      ...{ path, headings: 1, titled: true, wide: 0, problems: [], raw: [], complaints: [], empty: false },
    });
    if (!path.includes(':')) expect(await page.title()).toBe(`${titles.get(path)} · MC Exchange`);
    const folder = process.env.PICTURES;
    if (folder) {
      const name = `${path.slice(1).replace(/\W+/g, '-') || 'home'}-${viewport.width}-${colorScheme}`;
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    }
    await page.close();
    const place = Object.keys(addresses).indexOf(path);
    if (!folder && hasItsTurn(place + turn, RECOVERIES))
      await expectToRecover(context, path, address, turn % 2 === 0 ? 500 : 503).catch((error: unknown) => {
        throw new Error(`${path} does not recover from a server that fails`, { cause: error });
      });
  });
  await context.close();
}
