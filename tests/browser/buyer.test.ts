/** The pages of a buyer in a browser: the way to an unlocked company, what is kept, and bargaining in two windows. */
import type { Page } from 'playwright-core';
import {
  accessibilityProblems,
  type BrowserWorld,
  hasBrowser,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
import { LOOKING_MS, lookAtPages } from '../support/look-at-pages';
import { makeListings, type MadeListing } from '../support/make-listings';
import { makeOffers } from '../support/make-offers';
import type { TestUser } from '../support/app';
import { LOOKED_AT } from './looked-at';

(hasBrowser ? describe : describe.skip)('the pages of a buyer in a browser', () => {
  let world: BrowserWorld;
  let app: BrowserWorld['app'];
  let visit: BrowserWorld['visit'];
  let listing: MadeListing;
  let bargained: MadeListing;
  let buyer: TestUser;
  let offerId: string;

  beforeAll(async () => {
    world = await startBrowserWorld();
    ({ app, visit } = world);
    const make = makeListings(app);
    listing = await make.active({
      askingPriceCents: 42_000_000,
      deal: {
        holdbackPct: 5,
        sellerFinancing: { sharePct: 20, termMonths: 24 },
        contingencies: ['DUE_DILIGENCE'],
      },
    });
    buyer = await make.buyerOf(listing.id);
    await buyer.post(`/listings/${listing.id}/save`);
    for (const query of ['state=TX&state=OK&priceBand=20000000&verified=true', 'minPriceCents=100']) {
      await buyer.post('/listings/saved-searches', { name: 'Texas and Oklahoma, checked', query });
    }
    const asked = await make.active({
      approvalRequired: true,
      title: 'Reefer carrier that picks its buyers',
    });
    await make.unlock(buyer, asked.id);
    bargained = await make.active({
      askingPriceCents: 42_000_000,
      title: 'Flatbed carrier with a yard of its own',
    });
    await make.unlock(buyer, bargained.id);
    offerId = await makeOffers(app).offer(buyer, bargained.id, { amountCents: 38_000_000 });
    await bargained.seller.post(`/offers/${offerId}/counter`, {
      version: 1,
      amountCents: 41_000_000,
      terms: { holdbackPct: 5 },
      message: 'The trucks alone are worth the difference.',
    });
    const other = await make.buyerOf(bargained.id);
    const terms = { financing: 'BANK_LOAN', contingencies: ['DUE_DILIGENCE', 'BUYER_FINANCING'] };
    await makeOffers(app).offer(other, bargained.id, { amountCents: 41_500_000, terms });
  });
  afterAll(() => world?.close());

  it('shows buyer and seller which confidentiality terms were signed, with their proof', async () => {
    const places = [
      [buyer, '/account/privacy', 'Terms that you accepted, newest first', 3],
      [bargained.seller, `/my-listings/${bargained.id}`, 'Signatures for this listing, newest first', 2],
    ] as const;
    for (const [person, address, caption, count] of places) {
      const { context, page, complaints } = await visit();
      await signInTo(page, person, address);
      const table = page.getByRole('table', { name: caption });
      const proofs = table.getByRole('button', { name: /^Proof of .+ as PDF$/ });
      await proofs.first().waitFor();
      expect(await proofs.count()).toBe(count);
      expect(await accessibilityProblems(page)).toEqual([]);
      const saved = page.waitForEvent('download');
      await proofs.first().click();
      expect((await saved).suggestedFilename()).toMatch(/^nda-[\w-]+-[\da-f]{6}\.pdf$/);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it(
    'shows every page well made',
    async () => {
      const idOf = (path: string) => {
        if (path.startsWith('/offers/')) return offerId;
        return path.startsWith('/my-listings/') ? bargained.id : listing.id;
      };
      const addressesOf = (paths: readonly string[]) =>
        Object.fromEntries(paths.map((path) => [path, path.replace(':id', idOf(path))]));
      const [sellers, buyers] = [
        ['/my-listings/:id/offers'],
        LOOKED_AT.buyer.filter((path) => !path.startsWith('/my')),
      ];
      const unlocked = { '/listings/:id, unlocked': `/listings/${listing.id}` };
      await lookAtPages(world, {
        addresses: { ...addressesOf(buyers), ...unlocked },
        person: buyer,
        reader: 'buyer',
      });
      await lookAtPages(world, {
        addresses: addressesOf(sellers),
        person: bargained.seller,
        reader: 'bargaining seller',
      });
    },
    LOOKING_MS,
  );

  it('leads who has no credit over a purchase and the terms to the names', async () => {
    const person = await app.make.buyer();
    const { legalName } = (await buyer.get(`/listings/${listing.id}`)).body.data.confidential.carrier;
    const { context, page, complaints } = await visit([422]);
    await page.goto(`/listings/${listing.id}`);
    await page.getByRole('link', { name: 'Sign in to unlock' }).waitFor();
    await signInTo(page, person, `/listings/${listing.id}`);
    await page.getByRole('button', { name: 'Unlock for 1 credit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Unlock this company' });
    await dialog.getByRole('radio', { name: 'A card that is declined' }).click();
    await dialog.getByRole('button', { name: /^Buy 1 credit for/ }).click();
    await dialog.getByText('Your card was declined.').waitFor();
    await dialog.getByRole('radio', { name: 'A card that pays' }).click();
    await dialog.getByRole('button', { name: /^Buy 1 credit for/ }).click();
    const name = dialog.getByRole('textbox', { name: 'Your full name, as your signature' });
    await name.fill('Somebody Else');
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    const submit = dialog.getByRole('button', { name: 'Agree and unlock for 1 credit' });
    await submit.click();
    await dialog.getByText('Tick the box to agree to the terms.').waitFor();
    await dialog.getByRole('checkbox').click();
    await submit.click();
    await dialog.locator('input[aria-invalid=true]').waitFor();
    await name.fill(person.name);
    await submit.click();
    await page.getByRole('heading', { level: 1, name: legalName }).waitFor();
    await page.getByText(listing.seller.email).waitFor();
    expect((await person.get('/credits/balance')).body.data.credits).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says in a purchase that what is saved could not be read, and reads it when asked to', async () => {
    const person = await app.make.buyer();
    const { context, page, complaints } = await visit([503]);
    const saved = '**/api/payments/payment-methods';
    await page.route(saved, (route) => route.fulfill({ status: 503, body: '{}' }));
    await signInTo(page, person, `/listings/${listing.id}`);
    await page.getByRole('button', { name: 'Unlock for 1 credit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Unlock this company' });
    const again = dialog.getByRole('button', { name: 'Try again' });
    await again.waitFor();
    // The test cards are no answer to which cards are saved.
    await dialog.getByRole('radio', { name: 'A card that pays' }).waitFor();
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await page.unroute(saved);
    await again.click();
    await again.waitFor({ state: 'detached' });
    await dialog.getByRole('radio', { name: 'A card that pays' }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('prints a report as ink on white, with what is folded away, and without what can only be pressed', async () => {
    const { context, page } = await visit();
    await page.emulateMedia({ colorScheme: 'dark' });
    await signInTo(page, buyer, `/listings/${listing.id}/due-diligence`);
    const rules = page.getByText(/^All \d+ rules$/);
    await rules.waitFor();
    const shown = () =>
      page.evaluate<{ ground: string; folded: boolean }>(
        `({
          ground: getComputedStyle(document.body).backgroundColor,
          folded: !document.querySelector('main li details p').checkVisibility(),
        })`,
      );
    expect(await shown()).toEqual({ ground: 'rgb(15, 21, 28)', folded: true });
    await page.emulateMedia({ media: 'print' });
    expect(await shown()).toEqual({ ground: 'rgb(255, 255, 255)', folded: false });
    for (const role of ['banner', 'contentinfo', 'button'] as const)
      expect([role, await page.getByRole(role).count()]).toEqual([role, 0]);
    const folder = process.env.PICTURES;
    if (folder) await page.screenshot({ path: `${folder}/report-printed.png`, fullPage: true });
    await context.close();
  });

  it('compares the offers of a listing by one read, and accepts one from the table as it was read', async () => {
    const { context, page, complaints } = await visit();
    const read: string[] = [];
    page.on('request', (request) => read.push(new URL(request.url()).pathname));
    await signInTo(page, bargained.seller, `/my-listings/${bargained.id}/offers`);
    await page.getByRole('cell', { name: '$402,550.00' }).waitFor();
    expect(read.filter((path) => /^\/api\/offers\/[^/]+$/.test(path))).toEqual([]);
    // The one whose answer is the buyer's is not the seller's to accept.
    expect(await page.getByRole('button', { name: /^Accept: / }).count()).toBe(1);
    await page.getByRole('button', { name: /^Accept: / }).click();
    const dialog = page.getByRole('dialog', { name: 'Accept this offer' });
    await dialog.getByLabel('Type the price again to accept').fill('415,000');
    await dialog.getByRole('button', { name: 'Accept $415,000.00' }).click();
    await page.waitForURL('**/deals/*');
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps a search where it is made, and pauses, runs, renames and deletes it in the list', async () => {
    const person = await app.make.buyer();
    const { context, page, complaints } = await visit([409]);
    await page.goto('/search?premium=true');
    await page.getByRole('link', { name: 'Sign in to save this search' }).waitFor();
    await signInTo(page, person, '/search?premium=true');
    for (const refused of [false, true]) {
      await page.getByRole('button', { name: 'Save this search' }).click();
      const dialog = page.getByRole('dialog', { name: 'Save this search' });
      expect(await dialog.getByLabel('Name').inputValue()).toBe('Premium listings');
      await dialog.getByLabel('Tell me').selectOption('WEEKLY');
      expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
      await dialog.getByRole('button', { name: 'Save the search' }).click();
      if (refused) await dialog.getByText('“Premium listings” looks for the same.').waitFor();
      else await page.getByText('Saved.').waitFor();
      await page.goto(refused ? '/saved-searches' : '/search?premium=true');
    }
    await page.getByRole('button', { name: 'Pause “Premium listings”' }).click();
    await page.getByRole('button', { name: 'Resume “Premium listings”' }).waitFor();
    await page.getByLabel('When “Premium listings” tells you').selectOption('AT_ONCE');
    await page.getByRole('button', { name: 'Rename “Premium listings”' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('The marked ones');
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByRole('link', { name: 'Run “The marked ones”' }).waitFor();
    const kept = (await person.get('/listings/saved-searches')).body.data;
    expect(kept).toMatchObject([
      { name: 'The marked ones', query: 'premium=true', alerts: 'AT_ONCE', paused: true },
    ]);
    await page.getByRole('link', { name: 'Run “The marked ones”' }).click();
    await page.waitForURL('**/search?premium=true');
    await page.goBack();
    await page.getByRole('button', { name: 'Delete “The marked ones”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText('A search that you save looks on by itself').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('bargains in two windows, from an offer over a counter to the acceptance, each seeing at once what the other did', async () => {
    const make = makeListings(app);
    const { id, seller } = await make.active({ askingPriceCents: 30_000_000 });
    const person = await make.buyerOf(id);
    const [theirs, sellers] = [await visit([409]), await visit()];
    await app.settle();
    await seller.put('/notifications/read-all');
    const hears = async (page: Page) => {
      const socket = await page.waitForEvent('websocket');
      await socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"ready"'));
    };
    await Promise.all([
      hears(sellers.page),
      signInTo(sellers.page, seller, '/offers?side=received&show=mine'),
    ]);
    await sellers.page.getByText('No offer waits for you.').waitFor();
    await signInTo(theirs.page, person, `/listings/${id}/offer`);
    await theirs.page.getByLabel('Your price').fill('280,000');
    await theirs.page.getByLabel('Holdback, in percent of the price').fill('10');
    // What was typed outlives a reload.
    await Promise.all([hears(theirs.page), theirs.page.reload()]);
    await theirs.page.getByRole('button', { name: 'Make the offer of $280,000.00' }).click();
    await theirs.page.getByRole('heading', { level: 1, name: 'Offer of $280,000.00' }).waitFor();
    const address = new URL(theirs.page.url()).pathname;

    // From here on neither of them loads a page again.
    await app.settle();
    await sellers.page.getByRole('link', { name: 'Notifications, 1 unread' }).waitFor();
    await sellers.page.getByRole('link', { name: 'Regional carrier with steady shippers' }).click();
    await sellers.page.getByText('$271,600.00').first().waitFor();
    await sellers.page.getByRole('button', { name: 'Counter', exact: true }).click();
    const counter = sellers.page.getByRole('form', { name: 'Counter' });
    await counter.getByLabel('Your price').fill('290,000');
    await counter.getByRole('button', { name: 'Counter with $290,000.00' }).click();
    await sellers.page.getByRole('heading', { level: 1, name: 'Offer of $290,000.00' }).waitFor();

    await app.settle();
    await theirs.page.getByRole('button', { name: 'Accept', exact: true }).click();
    const dialog = theirs.page.getByRole('dialog', { name: 'Accept this offer' });
    await dialog.getByLabel('Type the price again to accept').fill('290,000');
    // The seller takes it back and says another price, while the buyer reads the former one.
    await seller.post(`${address}/withdraw`, {});
    await seller.post(`${address}/counter`, { version: 1, amountCents: 29_500_000 });
    await dialog.getByRole('button', { name: 'Accept $290,000.00' }).click();
    await dialog.getByText(/Version 3 stands now, at \$295,000\.00/).waitFor();
    expect(await accessibilityProblems(theirs.page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Accept $295,000.00' }).click();
    await dialog.getByText('The price that stands is $295,000.00.').waitFor();
    await dialog.getByLabel('Type the price again to accept').fill('295,000');
    await sellers.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Deals' }).click();
    await sellers.page.getByText('You have no deal yet.').waitFor();
    await dialog.getByRole('button', { name: 'Accept $295,000.00' }).click();
    await theirs.page.waitForURL('**/deals/*');
    const { body } = await person.get(address);
    expect(body.data).toMatchObject({ status: 'ACCEPTED', amountCents: 29_500_000 });
    expect(new URL(theirs.page.url()).pathname).toBe(`/deals/${body.data.transactionId}`);
    await app.settle();
    await sellers.page.locator(`main a[href="/deals/${body.data.transactionId}"]`).waitFor();
    expect([...theirs.complaints, ...sellers.complaints]).toEqual([]);
    await Promise.all([theirs.context.close(), sellers.context.close()]);
  });
});
