/** The browser app on hard days: a release under an open tab, no network, two presses at once. */
import type { Page } from 'playwright-core';
import { MINUTE_MS } from '../../src/platform/kernel/clock';
import { endMaintenance } from '../../src/platform/http/maintenance';
import type { TestUser } from '../support/app';
import {
  accessibilityProblems,
  type BrowserWorld,
  hasBrowser,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
import { settled } from '../support/settled';
import { makeListings } from '../support/make-listings';
import { succeed } from '../support/make-transactions';

(hasBrowser ? describe : describe.skip)('the browser app on hard days', () => {
  let world: BrowserWorld;
  let people: Record<'buyer' | 'seller' | 'admin', TestUser>;

  beforeAll(async () => {
    world = await startBrowserWorld();
    const { make } = world.app;
    people = { buyer: await make.buyer(), seller: await make.seller(), admin: await make.admin() };
    await makeListings(world.app).active();
  });
  afterAll(() => world?.close());

  /** From now on, until a page is loaded, the files of it that were not asked for yet are gone. */
  async function replaceRelease(page: Page): Promise<{ loads: number }> {
    const seen = { loads: 0 };
    await page.route(/\/assets\/(page|session-dialogs)-.*\.js/, (route) =>
      seen.loads === 0 ? route.fulfill({ status: 404, body: '' }) : route.continue(),
    );
    page.on('domcontentloaded', () => (seen.loads += 1));
    return seen;
  }

  it('loads a page again, once, whose files a release has replaced', async () => {
    const { context, page } = await world.visit([404]);
    await page.goto('/');
    const seen = await replaceRelease(page);
    await page.getByRole('link', { name: 'Pricing' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Plans and fees' }).waitFor();
    expect(seen.loads).toBe(1);
    await context.close();
  });

  it('says that a release has replaced the files of a tab, and loads it with all that was typed when asked to', async () => {
    const { context, page } = await world.visit([404]);
    const { make } = world.app;
    await signInTo(page, await make.buyer(), '/account');
    const typed = page.getByLabel('Company (optional)');
    await typed.fill('Heron Transport');
    const seen = await replaceRelease(page);
    // A link that is only pointed at asks for its page beforehand.
    await page.getByRole('link', { name: 'Pricing' }).first().hover();
    const bar = page.getByRole('region', { name: 'New version' });
    await bar.getByText('MC Exchange has a new version.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect([seen.loads, await typed.inputValue()]).toEqual([0, 'Heron Transport']);
    await bar.getByRole('button', { name: 'Load it now' }).click();
    await bar.waitFor({ state: 'detached' });
    await settled(page);
    expect([seen.loads, await typed.inputValue()]).toEqual([1, 'Heron Transport']);
    // It is what the form knows, too.
    await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved.').waitFor();
    await page.reload();
    expect(await typed.inputValue()).toBe('Heron Transport');
    await context.close();
  });

  it('says that there is no network, keeps what was typed, and goes on', async () => {
    const { context, page } = await world.visit([0]);
    await signInTo(page, people.buyer, '/search');
    const field = page.getByRole('textbox', { name: 'Search' });
    await field.waitFor();
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await field.fill('reefer');
    await context.setOffline(false);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('reefer');
    await context.close();
  });

  it('puts off what changes something while there is no network, says why, and sends it after all', async () => {
    const { context, page } = await world.visit([0]);
    await signInTo(page, people.buyer, '/account');
    await page.getByLabel('First name').fill('Casey');
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'PUT') sent += 1;
    });
    const save = page.getByRole('main').getByRole('button', { name: 'Save' }).first();
    await context.setOffline(true);
    await page.getByText('You are offline. What you see').waitFor();
    await save.click();
    await page.getByText('You are offline: nothing can be changed until you are back.').waitFor();
    expect(sent).toBe(0);
    await context.setOffline(false);
    await page.getByText('You are offline. What you see').waitFor({ state: 'detached' });
    await save.click();
    await page.getByText('Saved.').waitFor();
    expect(sent).toBe(1);
    await page.goto('/account/security');
    const own = page.locator('main fieldset');
    await own.first().waitFor();
    expect(await own.first().isDisabled()).toBe(false);
    await context.setOffline(true);
    await page.locator('main fieldset:disabled').first().waitFor();
    await page.getByText('You are offline: nothing can be changed until you are back.').first().waitFor();
    await context.close();
  });

  it('counts down in a form how long a limit lasts, and says nothing of it once it is over', async () => {
    const { context, page } = await world.visit([429]);
    await signInTo(page, people.buyer, '/account');
    await page.getByLabel('First name').waitFor();
    await page.route('**/api/users/me', (route) =>
      route.request().method() === 'PUT'
        ? route.fulfill({
            status: 429,
            headers: { 'retry-after': '3' },
            contentType: 'application/problem+json',
            body: JSON.stringify({ title: 'Too many requests', status: 429, code: 'rate_limited' }),
          })
        : route.continue(),
    );
    await page.getByLabel('First name').fill('Dana');
    await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click();
    const told = page.getByText(/Try again in \d s\./);
    await told.waitFor();
    await told.waitFor({ state: 'detached' });
    await context.close();
  });

  it('counts down how long a limit lasts, and reads what was refused once it is over', async () => {
    const { context, page } = await world.visit([429]);
    await page.route('**/api/credits/plans', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'retry-after': '3' },
        contentType: 'application/problem+json',
        body: JSON.stringify({ title: 'Too many requests', status: 429, code: 'rate_limited' }),
      }),
    );
    await page.goto('/pricing');
    await page.getByText(/Too many requests came from your address\. Try again in \d s\./).waitFor();
    const again = page.getByRole('main').getByRole('button', { name: 'Try again' });
    expect(await again.isDisabled()).toBe(true);
    await page.unroute('**/api/credits/plans');
    await page.getByRole('main').getByRole('button', { name: 'Try again', disabled: false }).click();
    await page.getByText('Professional', { exact: true }).waitFor();
    await context.close();
  });

  it('sends a form whose token is over as if it were not, with what was typed', async () => {
    const { app } = world;
    const { context, page, complaints } = await world.visit([401]);
    await signInTo(page, people.seller, '/account');
    await page.getByLabel('First name').fill('Alex');
    const refused: string[] = [];
    page.on('response', (response) => {
      if (response.status() === 401) refused.push(new URL(response.url()).pathname);
    });
    // The bell reads by itself at times, and would renew the token before the form is sent.
    await page.route('**/api/notifications/**', () => undefined);
    app.clock.advance(16 * MINUTE_MS);
    await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved.').waitFor();
    expect(refused).toContain('/api/users/me');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says to whoever was blocked in the middle of a form that they are, and changes nothing', async () => {
    const { make } = world.app;
    const [person, admin] = [await make.buyer(), await make.admin()];
    const { context, page, complaints } = await world.visit([401, 403]);
    await signInTo(page, person, '/account');
    await page.getByLabel('First name').fill('Blake');
    await succeed(admin.post(`/admin/users/${person.id}/block`, { reason: 'They paid outside of escrow.' }));
    await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Sign in again' });
    await dialog.getByRole('textbox', { name: 'Password' }).fill(person.password);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await dialog.getByText('The account is suspended or blocked').waitFor();
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    expect(await page.getByLabel('First name').inputValue()).toBe('Blake');
    const { body } = await succeed(admin.get(`/admin/users/${person.id}`));
    expect(body.data.firstName).not.toBe('Blake');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says above every page why nothing can be changed, in the words of the platform, until it is open again', async () => {
    const { app } = world;
    const { database, clock, uptime } = app.platform;
    const { maintenance } = app.app;
    const { context, page, complaints } = await world.visit([503]);
    await signInTo(page, people.buyer, '/account');
    await page.getByLabel('First name').fill('Robin');
    await database.atomically(() => maintenance.begin('We move to a new server.'));
    await maintenance.load();
    await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('We move to a new server. Nothing was changed; try again later.').waitFor();
    const bar = page.getByRole('region', { name: 'Maintenance' });
    await bar.getByText('We move to a new server. Nothing can be changed right now.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await page.getByLabel('First name').inputValue()).toBe('Robin');
    // Longer than an access token lasts: who was signed in is still, and others come in.
    app.clock.advance(16 * MINUTE_MS);
    await page.reload();
    await bar.waitFor();
    const other = await world.visit();
    await signInTo(other.page, people.admin, '/account');
    await other.page.getByRole('region', { name: 'Maintenance' }).waitFor();
    await other.context.close();
    await page.getByLabel('First name').fill('Robin');
    await endMaintenance(database, clock, maintenance, uptime);
    await maintenance.load();
    await page.getByRole('main').getByRole('button', { name: 'Save' }).first().click();
    await page.getByText('Saved').first().waitFor();
    await page.reload();
    await page.getByLabel('First name').waitFor();
    expect(await bar.count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('shows an announcement on every page until its reader has put it away, and the next one again', async () => {
    const { context, page, complaints } = await world.visit();
    const announce = async (value: string | null) => {
      const { body } = await succeed(people.admin.get('/admin/settings'));
      const values = [{ name: 'ANNOUNCEMENT', value }];
      await succeed(
        people.admin.put('/admin/settings', {
          version: body.data.version,
          reason: 'The bank said so.',
          values,
        }),
      );
    };
    await announce('Wires rest on Friday.');
    await page.goto('/pricing');
    const bar = page.getByRole('region', { name: 'Announcement' });
    await bar.getByText('Wires rest on Friday.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await bar.getByRole('button', { name: 'Hide the announcement' }).click();
    await bar.waitFor({ state: 'detached' });
    await page.goto('/how-it-works');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    expect(await bar.count()).toBe(0);
    await announce('Cards rest on Sunday.');
    await page.reload();
    await bar.getByText('Cards rest on Sunday.').waitFor();
    await announce(null);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('offers nothing that is switched off, says so in its place, and offers it again', async () => {
    const turn = async (value: string | null) => {
      const { version } = (await succeed(people.admin.get('/admin/settings'))).body.data;
      const values = ['REGISTRATION', 'NEW_LISTINGS', 'CREDIT_SALES'].map((name) => ({
        ...{ name: `FEATURE_${name}`, value },
      }));
      await succeed(people.admin.put('/admin/settings', { version, values, reason: 'A rehearsal.' }));
    };
    const { context, page, complaints } = await world.visit();
    const submit = page.getByRole('button', { name: 'Open the account' });
    await page.goto('/register');
    await submit.waitFor();
    await turn('false');
    await page.reload();
    await page.getByText('No new accounts can be opened at the moment.').waitFor();
    expect(await submit.count()).toBe(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto('/sign-in');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    expect(await page.locator('a[href="/register"]').count()).toBe(0);
    await turn(null);
    await page.goto('/register');
    await submit.waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('sends one form once, however often it is pressed', async () => {
    const { context, page } = await world.visit([401]);
    await page.goto('/sign-in');
    let sent = 0;
    await page.route(/\/api\/auth\/login/, async (route) => {
      sent += 1;
      await route.continue();
    });
    await page.getByLabel('Email address').fill(people.seller.email);
    await page.getByRole('textbox', { name: 'Password' }).fill(people.seller.password);
    await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).dblclick();
    await page.waitForURL('/home');
    expect(sent).toBe(1);
    await context.close();
  });
});
