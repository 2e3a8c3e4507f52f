/** A page that is read while its server fails. */
import type { BrowserContext, Page } from 'playwright-core';
import { openPage, type WatchedPage } from './browser';
import type { Ends } from './page-reads';
import { settled } from './settled';

/** Who is signed in is known; all else fails. */
const READS = /\/api\/(?!auth\/(me|refresh|login))/;
/** Their text and forms stand by themselves; what comes beside them does where it can. */
const NEEDS_NOTHING = [
  ...['/how-it-works', '/carrier-check', '/sign-in', '/register'],
  ...['/account', '/account/security', '/account/privacy', '/sell'],
  // Asks for an account or a subject first.
  '/admin/money/transfers',
];

const tryAgain = (page: Page) => page.getByRole('main').getByRole('button', { name: 'Try again' });

/** More than once, as one that is read again may bring others with it. */
const MOST_PRESSES = 4;

async function pressAll(page: Page): Promise<void> {
  for (let press = 0; press < MOST_PRESSES && (await tryAgain(page).count()) > 0; press += 1) {
    await tryAgain(page).evaluateAll((buttons) =>
      buttons.forEach((button) => (button as unknown as { click(): void }).click()),
    );
    await settled(page);
  }
}

const problemOf = (status: number): string =>
  JSON.stringify({ title: 'Not now', status, code: 'unavailable', requestId: 'req-1' });

/** The page stands, says what failed, and needs nothing but a press once the server is back. */
export async function expectToRecover(
  context: BrowserContext,
  path: string,
  address: string,
  status: number,
) {
  const { page, complaints } = await openPage(context, [status]);
  let failed = 0;
  await page.route(READS, (route) => {
    failed += 1;
    return route.fulfill({
      status,
      contentType: 'application/problem+json',
      body: problemOf(status),
    });
  });
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
  await page.unroute(READS);
  const told = (await tryAgain(page).count()) > 0;
  await pressAll(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Pages whose own text needs nothing of the server have nothing to tell.
  const silent = failed > 0 && !told && !NEEDS_NOTHING.includes(path);
  expect({ path, status, silent, complaints }).toEqual({ path, status, silent: false, complaints: [] });
  await page.close();
}

/** For a part that shows nothing while it comes: longer than a read that fails is tried again. */
const TOLD_WITHIN_MS = 10_000;

const TITLE_AND_HEADING = `[document.title, document.querySelector('h1')?.innerText]`;
const readHead = (page: Page): Promise<string[]> => page.evaluate<string[]>(TITLE_AND_HEADING);

export interface FailingRead {
  /** As the document calls it. */
  read: string;
  /** What becomes of the page; nothing where it is to be seen. */
  ends?: Ends;
  statuses: readonly number[];
}

/** Windows beside the one that a reader looks at pages in, in which one read fails at a time. */
export function keepFailing(context: BrowserContext, nameOf: (url: string) => string | undefined) {
  // One of many windows at once is drawn late, and then the browser wonders what its font was for.
  const isOfPage = (complaint: string) =>
    !complaint.includes('was preloaded using link preload but not used');
  type Failing = WatchedPage & { fail(read: string | null, status: number): void; failed(): number };
  const free: Failing[] = [];

  /** By the protocol of the browser and not by a route, so that it keeps its files. */
  async function open(): Promise<Failing> {
    const watched = await openPage(context, [500, 503]);
    const session = await context.newCDPSession(watched.page);
    let failing = { read: null as string | null, status: 0, count: 0 };
    session.on('Fetch.requestPaused', ({ requestId, request }) => {
      const isIt = request.method === 'GET' && failing.read !== null && nameOf(request.url) === failing.read;
      if (isIt) failing.count += 1;
      const go = isIt
        ? session.send('Fetch.fulfillRequest', {
            ...{ requestId, responseCode: failing.status },
            responseHeaders: [{ name: 'content-type', value: 'application/problem+json' }],
            body: Buffer.from(problemOf(failing.status)).toString('base64'),
          })
        : session.send('Fetch.continueRequest', { requestId });
      // The page may have left meanwhile.
      go.catch(() => undefined);
    });
    await session.send('Fetch.enable', { patterns: [{ urlPattern: '*/api/*' }] });
    return {
      ...watched,
      fail: (read, status) => (failing = { read, status, count: 0 }),
      failed: () => failing.count,
    };
  }

  /**
   * Opened while one of its reads fails, a page says so where that is, or stands without it; its title and its heading stay,
   * but where it is what the page is about; and with a press it is as it should be.
   */
  return async function failEach(address: string, { read, ends, statuses }: FailingRead) {
    const window = free.pop() ?? (await open());
    const { page, complaints, fail, failed } = window;
    const wrong: object[] = [];
    let found: Ends | undefined;
    // As it should be: what it says at the end.
    const heads: string[][] = [];
    for (const status of statuses) {
      fail(read, status);
      if (heads.length === 0 || found === 'beside') await page.goto(address);
      else await page.reload();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      // Some are made once, or not after what other tests have done.
      if (failed() === 0) {
        free.push(window);
        return { found, made: false, wrong: ends === undefined ? [{ read, status, notRead: true }] : [] };
      }
      const told =
        ends === 'beside'
          ? (await tryAgain(page).count()) > 0
          : await tryAgain(page)
              .first()
              .waitFor({ timeout: TOLD_WITHIN_MS })
              .then(
                () => true,
                () => false,
              );
      const during = await readHead(page);
      fail(null, 0);
      await pressAll(page);
      const after = await readHead(page);
      heads.push(during, after);
      const stays = during.join() === after.join();
      found = stays ? (told ? 'part' : 'beside') : 'page';
      if (ends !== undefined && found !== ends) wrong.push({ read, status, ends, found, during, after });
      if (!told && !stays) wrong.push({ read, status, silent: true, during, after });
      if ((await tryAgain(page).count()) > 0) wrong.push({ read, status, staysFailed: true });
      if ((await page.getByRole('heading', { level: 1 }).count()) !== 1)
        wrong.push({ read, status, headings: true });
      const said = complaints.splice(0).filter(isOfPage);
      if (said.length > 0) wrong.push({ read, status, complaints: said });
    }
    free.push(window);
    return { found, made: true, wrong };
  };
}

/** Reads that a page does well without: who reads it, how the platform is, and what only names or counts what it shows. */
const DISPENSABLE = /^\/(auth\/.*|config|clock|notifications\/unread-count|users\/.*|processes\/.*)$/;
/**
 * Beside the parts of a deal: how much of the checklist is settled. Beside those of the office: what waits there, filters, second
 * words; beside a listing in review, which comes before and after it.
 */
export const isDispensable = (page: string, read: string): boolean =>
  DISPENSABLE.test(read) ||
  (page.startsWith('/deals/:id/') && read.endsWith('/checklist')) ||
  (page.startsWith('/admin') && /^\/admin\/(queues|filters|approvals)$/.test(read)) ||
  (page === '/admin/listings/:id' && /^\/admin\/listings(\/pending)?$/.test(read));
