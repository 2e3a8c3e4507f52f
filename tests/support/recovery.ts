/** A page that is read while its server fails. */
import type { BrowserContext } from 'playwright-core';
import { openPage } from './browser';
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
      body: JSON.stringify({ title: 'Not now', status, code: 'unavailable', requestId: 'req-1' }),
    });
  });
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settled(page);
  await page.unroute(READS);
  const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
  const told = (await again.count()) > 0;
  while ((await again.count()) > 0) {
    // All that are there at once: one that is read again may bring others back with it.
    await again.evaluateAll((buttons) =>
      buttons.forEach((button) => (button as unknown as { click(): void }).click()),
    );
    await settled(page);
  }
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Pages whose own text needs nothing of the server have nothing to tell.
  const silent = failed > 0 && !told && !NEEDS_NOTHING.includes(path);
  expect({ path, status, silent, complaints }).toEqual({ path, status, silent: false, complaints: [] });
  await page.close();
}

/** What a page does well without: who reads it, how the platform is, and what only names or counts what it shows. */
const DISPENSABLE = /\/api\/(auth\/|config$|clock$|notifications\/unread-count$|users\/|processes\/)/;
/**
 * Beside the parts of a deal: how much of the checklist is settled. Beside those of the office: what waits there, filters, second
 * words; beside a listing in review, which comes before and after it.
 */
const isCount = (path: string, read: string): boolean =>
  (path.startsWith('/deals/:id/') && read.endsWith('/checklist')) ||
  (path.startsWith('/admin/') && /\/admin\/(queues|filters|approvals)$/.test(read)) ||
  (path === '/admin/listings/:id' && /\/admin\/listings(\/pending)?$/.test(read));
/** For a part that shows nothing while it comes: longer than a read that fails is tried again. */
const TOLD_WITHIN_MS = 10_000;

/** Each of the reads of a page fails alone: its part says so, and what needs nothing of it stands. */
export async function expectToStandWithoutEach(context: BrowserContext, path: string, address: string) {
  const reads = new Set<string>();
  const { page: whole } = await openPage(context);
  whole.on('response', (response) => {
    const { pathname } = new URL(response.url());
    const isRead = response.request().method() === 'GET' && response.status() === 200;
    if (!isRead || !pathname.startsWith('/api/')) return;
    if (!DISPENSABLE.test(pathname) && !isCount(path, pathname)) reads.add(pathname);
  });
  await whole.goto(address);
  await whole.getByRole('heading', { level: 1 }).waitFor();
  await settled(whole);
  const title = await whole.title();
  await whole.close();
  const without = async (read: string, place: number) => {
    const status = place % 2 === 0 ? 500 : 503;
    const { page, complaints } = await openPage(context, [status]);
    await page.route(
      (url) => url.pathname === read,
      (route) =>
        route.fulfill({
          status,
          contentType: 'application/problem+json',
          body: JSON.stringify({ title: 'Not now', status, code: 'unavailable', requestId: 'req-1' }),
        }),
    );
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
    const told = await again
      .first()
      .waitFor({ timeout: TOLD_WITHIN_MS })
      .then(
        () => true,
        () => false,
      );
    const stands = (await page.title()) === title;
    await page.close();
    return { read, told, stands, complaints };
  };
  const found = await Promise.all([...reads].map(without));
  const wrong = found.filter(({ told, complaints }) => !told || complaints.length > 0);
  // What the page is about may take all of it along; nothing else does.
  const fatal = found.filter(({ stands }) => !stands);
  expect({ path, wrong, fatal: fatal.slice(1) }).toEqual({ path, wrong: [], fatal: [] });
}
