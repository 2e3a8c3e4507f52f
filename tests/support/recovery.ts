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
