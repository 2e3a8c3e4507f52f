/** Three people sell and buy a company, from registration to payout and reviews, by the pages and the outbox alone. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type BrowserWorld, hasBrowser, startBrowserWorld } from '../support/browser';
import { settled } from '../support/settled';
import { hasItsTurn } from '../support/size';
import { walkSale } from '../support/walk-sale';

/** On a busy machine some hundred pages take their time. */
jest.setTimeout(600_000);

/** Where the pictures of the way go; none are made without it. */
const TOUR = process.env.TOUR;
const WINDOWS = ['desk', 'phone'] as const;
const isDue = (place: number) => (TOUR ? place === 0 : hasItsTurn(place, WINDOWS.length));

(hasBrowser ? describe : describe.skip)('a whole sale in browsers', () => {
  let world: BrowserWorld;

  beforeAll(async () => {
    world = await startBrowserWorld({ FEATURE_EMAIL_VERIFICATION_REQUIRED: 'true' });
  });
  afterAll(() => world?.close());

  const turns = WINDOWS.filter((_, place) => isDue(place));
  it.each(turns)('leads three people from registration to payout and reviews, on a %s', async (window) => {
    const { app } = world;
    const visits = await Promise.all([1, 2, 3].map(() => world.visit([401, 403], window === 'phone')));
    // Pages of the sandbox stand where the site says it is, which is not where a test finds it.
    for (const { context } of visits) {
      await context.route(/\/sandbox\/accounts\//, async (route) => {
        const { origin, pathname } = new URL(route.request().url());
        if (origin === app.url) await route.continue();
        else await route.fulfill({ status: 302, headers: { location: app.url + pathname } });
      });
    }
    const [seller, buyer, admin] = visits.map(({ page }) => page) as [Page, Page, Page];
    const operator = await app.make.admin();
    const account = (page: Page, firstName: string) => ({
      ...{ page, firstName, password: 'green lantern over the canal' },
      email: `${firstName.toLowerCase()}@example.com`,
    });
    let stops = 0;
    await walkSale({
      app,
      seller: account(seller, 'Seller'),
      buyer: account(buyer, 'Buyer'),
      admin: { ...account(admin, 'Operator'), email: operator.email, password: operator.password },
      dealStructure: (TOUR ?? process.env.THOROUGH) ? 'EQUITY_SALE' : 'FAMILY_OR_PARTNER_CHANGE',
      async see(name, page) {
        stops += 1;
        if (!TOUR) return;
        await settled(page);
        const { default: sharp } = await import('sharp');
        const shot = await page.screenshot();
        const file = `${String(stops).padStart(2, '0')}-${name}.webp`;
        writeFileSync(join(TOUR, file), await sharp(shot).webp({ quality: 80 }).toBuffer());
      },
    });
    expect(stops).toBeGreaterThan(12);
    expect(visits.flatMap(({ complaints }) => complaints)).toEqual([]);
    expect(await app.violations()).toEqual([]);
    for (const { context } of visits) await context.close();
  });
});
