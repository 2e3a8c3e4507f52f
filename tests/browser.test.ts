/** The browser app in a browser, on the real product: journeys, and what has to hold on every page. */
import type { Browser, Page } from 'playwright-core';
import { startTestApp, type TestApp } from './support/app';
import {
  accessibilityProblems,
  BUILT_WEB,
  builtPages,
  buildWeb,
  hasBrowser,
  launchBrowser,
  openPage,
} from './support/browser';
import { makeListings } from './support/make-listings';

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const LOOKS = [
  { look: 'on a desk, light', viewport: DESK, colorScheme: 'light' },
  { look: 'on a phone, dark', viewport: PHONE, colorScheme: 'dark' },
] as const;

(hasBrowser ? describe : describe.skip)('the browser app', () => {
  let app: TestApp;
  let browser: Browser;
  let listingId: string;

  beforeAll(async () => {
    buildWeb();
    [app, browser] = await Promise.all([
      startTestApp({ environment: { WEB_FOLDER: BUILT_WEB } }),
      launchBrowser(),
    ]);
    listingId = (await makeListings(app).active()).id;
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  const visit = async (expected: readonly number[] = []) => {
    const context = await browser.newContext({ viewport: DESK, baseURL: app.url });
    return { context, ...(await openPage(context, expected)) };
  };

  /** Every part of the page has come: nothing stands in for it any more. */
  const expectNothingLoads = (page: Page) =>
    page.locator('main [role=status][aria-label]').first().waitFor({ state: 'detached' });

  async function signIn(page: Page, email: string, password: string) {
    await page.getByLabel('Email address').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill(password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Test P.' }).waitFor();
  }

  it.each(LOOKS)(
    'shows every page $look: without a complaint, one heading, its title, no sideways scroll',
    async ({ viewport, colorScheme }) => {
      const context = await browser.newContext({ viewport, colorScheme, baseURL: app.url });
      const { page, complaints } = await openPage(context);
      for (const { path, title } of builtPages()) {
        await page.goto(path.replace(':id', listingId), { waitUntil: 'networkidle' });
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expectNothingLoads(page);
        const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        const shown = {
          path,
          headings: await page.getByRole('heading', { level: 1 }).count(),
          titled: (await page.title()).endsWith(' · MC Exchange'),
          wide: Math.max(0, wide),
          problems: await accessibilityProblems(page),
        };
        expect(shown).toEqual({ path, headings: 1, titled: true, wide: 0, problems: [] });
        if (!path.includes(':')) expect(await page.title()).toBe(`${title} · MC Exchange`);
      }
      expect(complaints).toEqual([]);
      await context.close();
    },
  );

  it('keeps the filters of a search in its address, over a listing and back', async () => {
    const { context, page, complaints } = await visit();
    await page.goto('/');
    await page.getByRole('link', { name: 'See all companies for sale' }).click();
    const rows = page.getByRole('article');
    await rows.first().waitFor();
    await page.getByLabel('Premium listings').click();
    await page.getByText('No company matches all of these filters').waitFor();
    expect(new URL(page.url()).search).toBe('?premium=true');
    await page.getByRole('link', { name: 'Remove the filter Premium listings' }).first().click();
    await rows.first().waitFor();
    await page.getByLabel('What is sold').selectOption('EQUITY_SALE');
    await page.waitForURL('**/search?deal=EQUITY_SALE');
    await rows.first().click();
    await page.getByText('What opens when you unlock it').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.goBack();
    await page.waitForURL('**/search?deal=EQUITY_SALE');
    expect(await page.getByLabel('What is sold').inputValue()).toBe('EQUITY_SALE');
    await rows.first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('opens an account, confirms it by the link in the mail, signs in and out', async () => {
    const { context, page, complaints } = await visit([400]);
    await page.goto('/register');
    const email = `person-${app.clock.now()}@example.com`;
    await page.getByLabel('First name').fill('Test');
    await page.getByLabel('Last name').fill('Person');
    await page.getByLabel('Email address').fill(email);
    const password = page.getByRole('textbox', { name: 'Password' });
    await password.fill('short');
    await page.getByRole('button', { name: 'Open the account' }).click();
    await page.getByText('It must have 12 to 128 characters.').waitFor();
    await password.fill('green lantern over the canal');
    await page.getByRole('button', { name: 'Open the account' }).click();
    await page.getByRole('heading', { name: 'Check your email' }).waitFor();
    await app.settle();
    const letters = await app.mail.sentTo(email);
    const link =
      /https?:\/\/\S+\/verify-email\?\S+/.exec(letters.map(({ text }) => text).join('\n'))?.[0] ?? '';
    const { pathname, search } = new URL(link);
    await page.goto(pathname + search);
    await page.getByRole('button', { name: 'Confirm this address' }).click();
    await page.getByText('Your address is confirmed').waitFor();
    await page.goto('/sign-in?next=/pricing');
    await signIn(page, email, 'green lantern over the canal');
    expect(new URL(page.url()).pathname).toBe('/pricing');
    expect(
      await page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie])'),
    ).not.toMatch(/eyJ|session=/);
    await page.getByRole('button', { name: 'Test P.' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Register' }).waitFor();
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps three tabs signed in that wake up at once, and signs all of them out', async () => {
    const { context, page } = await visit();
    const person = await app.make.buyer();
    await page.goto('/sign-in');
    await signIn(page, person.email, person.password);
    const tabs = [page, await context.newPage(), await context.newPage()];
    for (const _round of [1, 2]) {
      await Promise.all(tabs.map((tab) => tab.goto('/pricing')));
      await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Test P.' }).waitFor()));
    }
    await page.getByRole('button', { name: 'Test P.' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await Promise.all(tabs.map((tab) => tab.getByRole('link', { name: 'Register' }).waitFor()));
    await context.close();
  });

  it('asks over the page to sign in again when the session has ended, and goes on where it was', async () => {
    const { context, page } = await visit([401]);
    const person = await app.make.buyer();
    await page.goto('/sign-in?next=/search');
    await signIn(page, person.email, person.password);
    await page.getByRole('textbox', { name: 'Search' }).fill('typed before');
    const sessions = (await person.get('/auth/sessions')).body.data as { id: string; current: boolean }[];
    for (const { id, current } of sessions) if (!current) await person.delete(`/auth/sessions/${id}`);
    await page.getByLabel('Premium listings').click();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(person.password);
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No company matches all of these filters').waitFor();
    expect(await page.getByRole('textbox', { name: 'Search' }).inputValue()).toBe('typed before');
    await context.close();
  });

  it('says that an address is none, with the way on', async () => {
    const { context, page } = await visit([404]);
    const answer = await page.goto('/nothing/here');
    expect(answer?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto('/listings/00000000-0000-7000-8000-000000000000');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'See the companies for sale' }).click();
    await page.getByRole('article').first().waitFor();
    await context.close();
  });
});
