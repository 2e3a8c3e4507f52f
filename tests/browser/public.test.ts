/** The browser app in a browser, on the real product: what anyone may read, and how one signs in and out. */
import { setTimeout as wait } from 'node:timers/promises';
import {
  accessibilityProblems,
  type BrowserWorld,
  builtPages,
  hasBrowser,
  signInByForm,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
import { LOOKING_MS, lookAtPages } from '../support/look-at-pages';
import { makeListings } from '../support/make-listings';
import { todaysPart } from '../support/size';
import { previewKinds, previewPage } from '../../src/cli/mail-preview';
import { newId } from '../../src/platform/kernel/ids';
import { LOOKED_AT } from './looked-at';

/** Long enough for three tabs to meet. */
const ANSWER_MS = 300;

(hasBrowser ? describe : describe.skip)('the public pages in a browser', () => {
  let world: BrowserWorld;
  let app: BrowserWorld['app'];
  let visit: BrowserWorld['visit'];
  let listingId: string;
  let sellerId: string;

  beforeAll(async () => {
    world = await startBrowserWorld();
    ({ app, visit } = world);
    const listing = await makeListings(app).active();
    [listingId, sellerId] = [listing.id, listing.seller.id];
  });
  afterAll(() => world?.close());

  it('has no page that no test looks at', () => {
    const looked = Object.values(LOOKED_AT).flat();
    expect(looked.toSorted()).toEqual(
      builtPages()
        .map(({ path }) => path)
        .toSorted(),
    );
  });

  it(
    'shows every page well made',
    async () => {
      const addresses = Object.fromEntries(
        LOOKED_AT.public.map((path) => [
          path,
          path.replace(':id', path.startsWith('/users') ? sellerId : listingId),
        ]),
      );
      addresses['/carrier-check: found'] = '/carrier-check?usdot=9900001';
      addresses['/carrier-check: a choice'] = '/carrier-check?name=prairie';
      await lookAtPages(world, { addresses, reader: 'visitor' });
    },
    LOOKING_MS,
  );

  it('checks any carrier by its record, tells one that is none from one that cannot be asked, and its own limit', async () => {
    const { context, page, complaints } = await visit([404, 429]);
    await page.goto('/');
    await page.getByRole('link', { name: 'Carrier check' }).first().click();
    const field = page.getByLabel('USDOT number, MC number or name');
    const check = async (typed: string) => {
      await field.fill(typed);
      await page.getByRole('button', { name: 'Check', exact: true }).click();
    };
    await check('prairie');
    await page.getByRole('link', { name: /Prairie Lantern/i }).click();
    await page.waitForURL('**/carrier-check?usdot=9900001');
    await page.getByRole('heading', { level: 2, name: /Prairie Lantern/i }).waitFor();
    await page.getByText('FMCSA record as of').waitFor();
    const atFmcsa = page.getByRole('link', { name: 'Read it at FMCSA (SAFER)' });
    expect(await atFmcsa.getAttribute('href')).toContain('query_string=9900001');
    await page.getByRole('link', { name: 'Open an account' }).first().waitFor();
    await check('USDOT 99999998');
    await page.getByRole('heading', { name: 'FMCSA has no such carrier' }).waitFor();
    // Limits are off in tests: what the product answers beyond this one.
    await page.route(/\/api\/fmcsa\/check/, (route) =>
      route.fulfill({
        ...{ status: 429, contentType: 'application/problem+json', headers: { 'Retry-After': '41' } },
        body: JSON.stringify({
          success: false,
          status: 429,
          code: 'rate_limited',
          title: 'Too many requests',
        }),
      }),
    );
    await check('9900003');
    await page.getByText(/^Each check reads a federal record, .* again in \d+ s\.$/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('opens the page of the interface with every section shut, finds operations, and fits a phone', async () => {
    const { context, page, complaints } = await visit([], true);
    await page.goto('/api/docs/');
    await page.locator('.opblock-tag').first().waitFor();
    const operations = page.locator('.opblock');
    expect(await operations.count()).toBe(0);
    await page.locator('[data-tag=Offers]').click();
    await operations.first().waitFor();
    await page.getByPlaceholder('Filter operations').fill('makeOffer');
    await page.locator('[data-tag=Listings]').waitFor({ state: 'detached' });
    expect(await operations.count()).toBe(1);
    await page.getByPlaceholder('Filter operations').fill('/credits/purchase');
    await operations.getByText('/credits/purchase').click();
    await page.getByText('Responses', { exact: true }).first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    // A column beside another would leave neither the room to be read.
    const topOf = async (part: string) => (await operations.locator(part).first().boundingBox())?.y ?? 0;
    expect(await topOf('tbody td.response-col_description')).toBeGreaterThan(
      await topOf('tbody td.response-col_status'),
    );
    expect(complaints).toEqual([]);
    await context.close();
  });

  it(
    'shows the small pages of the server as its own, without a script',
    async () => {
      const email = `person-${app.clock.now()}@example.com`;
      const person = {
        email,
        password: 'green lantern over the canal',
        firstName: 'Test',
        lastName: 'Person',
      };
      expect((await app.anonymous.post('/auth/register', { ...person, role: 'BUYER' })).status).toBe(201);
      const [letter] = await app.mail.sentTo(email);
      const buyer = await app.make.user({ roles: ['buyer', 'seller'] });
      const asks3ds = { credits: 1, method: 'CARD', paymentMethodId: 'pm_card_authenticationRequired' };
      const sandbox = [
        await buyer.post('/credits/purchase', asks3ds, { 'Idempotency-Key': newId() }),
        await buyer.post(
          '/credits/subscribe',
          { plan: 'STARTER', interval: 'MONTH' },
          { 'Idempotency-Key': newId() },
        ),
        await buyer.post('/seller/payout-account', {}),
        await buyer.post('/verification/identity', { legalName: buyer.name }),
      ].map(({ body }) => /\/sandbox\/\w+\/[\w-]+/.exec(JSON.stringify(body))?.[0] ?? 'none');
      const token = 'token=looked-at-only';
      const pages = [
        ...['/resend-verification', '/forgot-password', `/verify-email?${token}`, `/reset-password?${token}`],
        ...[`/confirm-email-change?${token}`, `/unsubscribe?${token}`, '/outbox'],
        ...sandbox,
      ];
      // Their titles are their own, and not of the app.
      await lookAtPages(world, {
        addresses: Object.fromEntries(pages.map((page) => [`${page}:`, page])),
        served: true,
      });
      for (const page of [...pages, `/outbox/${letter?.id}`, `/outbox/${letter?.id}/letter`]) {
        const answer = await fetch(app.url + page, { headers: { accept: 'text/html' } });
        expect([page, answer.status, /<script/i.test(await answer.text())]).toEqual([page, 200, false]);
      }
    },
    LOOKING_MS,
  );

  it.each(['light', 'dark'] as const)(
    'sets each kind of letter well in a narrow window, %s',
    async (colorScheme) => {
      const letters = [...(await previewKinds(app.config, app.clock.now()))];
      const context = await world.browser.newContext({ colorScheme, viewport: { width: 320, height: 700 } });
      const page = await context.newPage();
      const [, digest] = letters.find(([kind]) => kind === 'DIGEST') ?? [];
      if (!digest) throw new Error('There is no letter of several notices.');
      // As people write, and as a link with a token is.
      const endless = ['', `See it:\n${app.config.siteUrl}/?token=`].map(
        (before) => ['without a blank', { ...digest, text: before + 'x'.repeat(120) }] as const,
      );
      const tooWide: string[] = [];
      for (const [kind, letter] of [...todaysPart(letters, 4), ...endless]) {
        await page.setContent(previewPage(app.config, letter));
        const beyond = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';
        if (Number(await page.evaluate(beyond)) > 0) tooWide.push(kind);
      }
      expect(tooWide).toEqual([]);
      // One that has all there is: headings, links, a button, small print.
      await page.setContent(previewPage(app.config, digest));
      expect(await accessibilityProblems(page, 'table.ground')).toEqual([]);
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
    // The count says what the choice would find.
    await page.getByLabel('Sale of the entity (1)').click();
    await page.waitForURL('**/search?deal=EQUITY_SALE');
    await rows.first().click();
    await page.getByText('What opens when you unlock it').waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('H1');
    await page.goBack();
    await page.waitForURL('**/search?deal=EQUITY_SALE');
    expect(await page.getByLabel('Sale of the entity (1)').isChecked()).toBe(true);
    await rows.first().waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('lets fingers choose states on a phone: from a list, in rows of 44 px', async () => {
    const { context, page, complaints } = await world.visit([], true);
    await page.goto('/search');
    await page.getByRole('contentinfo').getByRole('link', { name: 'Try it out' }).waitFor();
    await page.getByRole('button', { name: /^Filters/ }).click();
    const sheet = page.getByRole('dialog');
    const states = sheet.getByRole('group', { name: 'State' }).getByRole('checkbox');
    await states.first().waitFor();
    expect(await sheet.locator('[data-state]').count()).toBe(0);
    const low = await page.evaluate<string[]>(`[...document.querySelectorAll(
      '[role=dialog] :is(button, summary, label)')].filter((each) => {
        const { height } = each.getBoundingClientRect();
        return height > 0 && height < 43.5;
      }).map((each) => each.outerHTML.slice(0, 120))`);
    expect(low).toEqual([]);
    await states.first().click();
    await page.waitForURL('**/search?state=*');
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
    // The menu comes after it was pressed, and opens all the same.
    let letItCome = (): void => undefined;
    const pressed = new Promise<void>((resolve) => (letItCome = resolve));
    await page.route(/\/assets\/person-menu/, (route) => pressed.then(() => route.continue()));
    await signInByForm(page, { email, password: 'green lantern over the canal' }, '/pricing');
    expect(new URL(page.url()).pathname).toBe('/pricing');
    expect(
      await page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie])'),
    ).not.toMatch(/eyJ|session=/);
    await page.getByRole('button', { name: 'Test P.' }).click();
    letItCome();
    const ended = page.waitForResponse('**/api/auth/logout');
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Register' }).waitFor();
    await ended;
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps three tabs signed in that wake up at once, and signs all of them out', async () => {
    const { context, page } = await visit();
    const person = await app.make.buyer();
    await signInTo(page, person, '/');
    const tabs = [page, await context.newPage(), await context.newPage()];
    // One at a time asks for a token: two at once would spend the same one.
    let asking = 0;
    let askedAtOnce = 0;
    await context.route('**/api/auth/refresh', async (route) => {
      asking += 1;
      askedAtOnce = Math.max(askedAtOnce, asking);
      await wait(ANSWER_MS);
      const response = await route.fetch();
      asking -= 1;
      await route.fulfill({ response });
    });
    for (const _round of [1, 2]) {
      await Promise.all(tabs.map((tab) => tab.goto('/pricing')));
      await Promise.all(tabs.map((tab) => tab.getByRole('button', { name: 'Test P.' }).waitFor()));
    }
    await context.unrouteAll({ behavior: 'wait' });
    expect(askedAtOnce).toBe(1);
    await page.getByRole('button', { name: 'Test P.' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await Promise.all(tabs.map((tab) => tab.getByRole('link', { name: 'Register' }).waitFor()));
    await context.close();
  });

  it('asks over the page to sign in again when the session has ended, and goes on where it was', async () => {
    const { context, page } = await visit([401]);
    const person = await app.make.buyer();
    await signInTo(page, person, '/search');
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
