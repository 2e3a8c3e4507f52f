/** What a seller does in the browser app: lists a company from its number, and answers for it until it is on the market. */
import {
  accessibilityProblems,
  type BrowserWorld,
  hasBrowser,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
import { LOOKING_MS, lookAtPages } from '../support/look-at-pages';
import { HOUR_MS } from '../../src/platform/kernel/clock';
import { smallPdf } from '../support/make-documents';
import { addListings, listingRow } from '../support/listing-rows';
import { makeListings } from '../support/make-listings';
import { LOOKED_AT } from './looked-at';

/** The one with an email address on its federal record. */
const USDOT = 9_900_001;
const MAILBOX = 'dispatch@prairie-lantern.example.com';

(hasBrowser ? describe : describe.skip)('the pages of a seller in a browser', () => {
  let world: BrowserWorld;
  let app: BrowserWorld['app'];
  let visit: BrowserWorld['visit'];
  let make: ReturnType<typeof makeListings>;

  beforeAll(async () => {
    world = await startBrowserWorld();
    ({ app, visit } = world);
    make = makeListings(app);
  });
  afterAll(() => world?.close());

  const earn = (sellerId: string, cents: number) =>
    app.modules.ledger.post([
      {
        id: `test:${sellerId}:earned`,
        debit: 'bank:wire',
        credit: `payable:${sellerId}`,
        amount: cents,
        unit: 'USD',
        reason: 'Earned',
        subject: { type: 'test', id: sellerId },
      },
    ]);

  it('asks for no paper of an identity where a page checks it, and for one of funds', async () => {
    const { context, page, complaints } = await visit();
    await signInTo(page, await app.make.seller(), '/account/verification');
    const cardOf = (title: string) =>
      page.locator('section', { has: page.getByRole('heading', { name: title }) });
    for (const [title, files] of [
      ['What you can pay', 1],
      ['Who you are', 0],
    ] as const) {
      await cardOf(title).getByRole('button', { name: 'Have it verified' }).click();
      const dialog = page.getByRole('dialog', { name: title });
      await dialog.waitFor();
      expect([title, await dialog.locator('input[type=file]').count()]).toEqual([title, files]);
      if (files === 1) await page.keyboard.press('Escape');
    }
    await page.getByText('Upload nothing here.').waitFor();
    await page.getByLabel('Your name, as it stands on the paper').fill('Test Person');
    const goesOn = page.waitForRequest(/\/verification\/[\w-]+\/continue$/);
    await page.getByRole('button', { name: 'Go on to the check' }).click();
    await goesOn;
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('lists a company from its number: a draft that outlives a reload, a refusal, a correction, the market', async () => {
    const seller = await app.make.seller();
    await make.giveCredits(seller.id, 1);
    const admin = await app.make.admin();
    const alike = Array.from({ length: 5 }, (_, n) => listingRow(app.clock.now(), { usdot: 72_000_000 + n }));
    await addListings(app, alike);
    const { context, page, complaints } = await visit([404, 422]);
    await signInTo(page, seller, '/sell');

    await page.getByLabel('USDOT number, MC number or name').fill('99999998');
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.getByText('FMCSA has no carrier by this number or name.').waitFor();
    await page.getByLabel('USDOT number, MC number or name').fill(`USDOT ${USDOT}`);
    await page.getByRole('button', { name: 'Look it up' }).click();
    await page.getByRole('heading', { name: 'Is this your company?' }).waitFor();
    await page.getByRole('heading', { name: /Prairie Lantern/i }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Yes, go on' }).click();

    await page.getByRole('heading', { name: 'What do you sell, and at what price?' }).waitFor();
    const id = /\/sell\/([\w-]+)/.exec(page.url())?.[1] ?? '';
    await page.getByLabel('What changes hands').selectOption('EQUITY_SALE');
    await page.getByLabel('Legal form of the company').selectOption('LLC');
    await page.getByLabel('Phone lines and email addresses').selectOption('NOT_INCLUDED');
    await page.getByLabel('Asking price').fill('420,000');
    await page.getByText('so you get $407,400.00').waitFor();
    // What those alike are offered for, once the draft says what it is like.
    await page.getByRole('heading', { name: 'What comparable companies cost' }).waitFor();
    await page.getByText(/From 5 on the market/).waitFor();
    // Nobody presses anything: it goes to the server by itself.
    const draft = async () => (await seller.get(`/listings/${id}`)).body.data;
    await page.getByText(/^Saved /).waitFor();
    await page.waitForFunction('!document.body.innerText.includes("Not saved yet")');
    expect((await draft()).confidential.deal).toMatchObject({ askingPriceCents: 42_000_000 });
    await page.reload();
    await page.getByRole('heading', { name: 'What do you sell, and at what price?' }).waitFor();
    expect(await page.getByLabel('Asking price').inputValue()).toBe('420,000');

    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByRole('heading', { name: 'How does it run?' }).waitFor();
    await page.getByLabel('General freight').click();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByRole('heading', { name: 'Money matters and platforms' }).waitFor();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByLabel('Title').fill('Prairie Lantern Freight of Nebraska');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    // The rule stands under the field that breaks it.
    await page.locator('#content').getByText(/name/i).first().waitFor();
    await page.getByText('Could not be saved').waitFor();
    await page.getByLabel('Title').fill('Twelve-truck dry van carrier with a clean record');
    await page
      .getByLabel('Summary')
      .fill('Well-kept trucks, drivers who stay, and shippers under contract for two years.');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await page.getByRole('heading', { name: 'How buyers see it' }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();

    await page.getByRole('button', { name: 'Send the code' }).click();
    await page.getByText('Sent to d***@p***.com.').waitFor();
    const [letter] = await app.mail.sentTo(MAILBOX);
    await page.getByLabel('Six digits').fill(/\b\d{6}\b/.exec(letter?.text ?? '')?.[0] ?? '');
    await page.getByRole('button', { name: 'Confirm the code' }).click();
    await page.getByText('Level 1: Code to the federal record', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();

    await page.getByRole('heading', { name: 'Ready to sell' }).waitFor();
    await page.getByText('Name the assets that are included.').waitFor();
    expect(await page.getByRole('button', { name: 'Submit for 1 credit' }).isDisabled()).toBe(true);
    await page.getByRole('link', { name: 'Put it right' }).click();
    await page.getByRole('checkbox', { name: 'Trucks' }).click();
    for (const next of [
      'How does it run?',
      'Money matters and platforms',
      'Describe it',
      'How buyers see it',
    ]) {
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.getByRole('heading', { name: next }).waitFor();
    }
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('heading', { name: 'Proof', exact: true }).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Submit for 1 credit' }).click();
    await page.getByRole('heading', { name: 'Your listing is in review' }).waitFor();

    const reason = 'Say in the summary what the trucks haul.';
    const rejected = await admin.post(`/admin/listings/${id}/reject`, {
      reason,
      ...(await make.readVersion(id)),
    });
    expect(rejected.status).toBe(200);
    await page.goto('/my-listings');
    await page.getByText('Rejected').waitFor();
    await page.getByRole('link', { name: 'Correct it' }).click();
    await page.getByText(`It was rejected: ${reason}`).waitFor();
    await page.goto(`/sell/${id}?step=text`);
    await page
      .getByLabel('Summary')
      .fill('General freight in the plains: well-kept trucks, and drivers who stay.');
    await page.getByRole('button', { name: 'Save the change' }).click();
    await page.getByRole('heading', { name: 'How buyers see it' }).waitFor();
    await page.goto(`/sell/${id}?step=submit`);
    await page.getByRole('button', { name: 'Submit for 1 credit' }).click();
    await page.getByRole('heading', { name: 'Your listing is in review' }).waitFor();
    await make.proveControl({ id, seller, usdot: USDOT, askingPriceCents: 42_000_000 });
    const approved = await admin.post(`/admin/listings/${id}/approve`, await make.readVersion(id));
    expect(approved.status).toBe(200);
    await page.goto(`/my-listings/${id}`);
    await page.getByRole('main').getByText('For sale', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('keeps both versions where two tabs write the same, until one is chosen', async () => {
    const { id, seller } = await make.draft();
    const { context, page } = await visit([409]);
    await signInTo(page, seller, `/sell/${id}?step=text`);
    await page.getByLabel('Title').waitFor();
    const other = await context.newPage();
    await other.goto(`/sell/${id}?step=text`);
    await other.getByLabel('Title').fill('Written in the other tab');
    await other.getByRole('button', { name: 'Save and go on' }).click();
    await other.getByRole('heading', { name: 'How buyers see it' }).waitFor();
    await page.getByLabel('Title').fill('Written in this tab here');
    const panel = page.getByRole('alert').filter({ hasText: 'This listing was changed elsewhere' });
    await panel.getByRole('cell', { name: 'Written in the other tab' }).waitFor();
    await panel.getByRole('cell', { name: 'Written in this tab here' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await panel.getByRole('button', { name: 'Keep what I have here' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByText(/^Saved /).waitFor();
    expect((await seller.get(`/listings/${id}`)).body.data.title).toBe('Written in this tab here');
    await context.close();
  });

  it('gives the focus back to what opened a dialog, from the first time on', async () => {
    const { id, seller } = await make.active();
    const { context, page, complaints } = await visit();
    await signInTo(page, seller, `/my-listings/${id}`);
    const opener = page.getByRole('button', { name: 'Change the price' });
    const dialog = page.getByRole('dialog', { name: 'Change the price' });
    const isFocused = (selector: string) =>
      page.waitForFunction(`document.activeElement.closest('${selector}') !== null`);
    for (const time of ['first', 'second']) {
      await opener.click();
      await dialog.waitFor();
      await isFocused('[role=dialog]');
      for (let press = 0; press < 8; press += 1) await page.keyboard.press('Tab');
      await isFocused('[role=dialog]');
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      const focused = await page.evaluate<string>('document.activeElement.textContent.slice(0, 50)');
      expect([time, focused]).toEqual([time, 'Change the price']);
    }
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says of a dialog whose file does not come that it does not, and loads the page again when asked to', async () => {
    const { id, seller } = await make.active();
    const { context, page } = await visit();
    const file = '**/assets/modal-*.js';
    await page.route(file, (route) => route.abort());
    await signInTo(page, seller, `/my-listings/${id}`);
    const opener = page.getByRole('button', { name: 'Change the price' });
    await opener.click();
    await page.getByText('The server did not answer.').waitFor();
    // All else of the page stands.
    await page.getByRole('heading', { level: 2, name: 'What you can do' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.unroute(file);
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('main').getByRole('button', { name: 'Try again' }).click(),
    ]);
    await opener.click();
    await page.getByRole('dialog', { name: 'Change the price' }).waitFor();
    await context.close();
  });

  it('lists a truck, puts right what was mistyped, and takes it off again', async () => {
    const { id, seller } = await make.active();
    const { context, page, complaints } = await visit([400]);
    await signInTo(page, seller, `/my-listings/${id}/equipment`);
    await page.getByText('No truck or trailer is listed yet.').waitFor();
    await page.getByLabel('Make').fill('Freightliner');
    await page.getByLabel('Model', { exact: true }).fill('Cascadia');
    await page.getByLabel('Model year').fill('2012');
    await page.getByLabel('Miles').fill('412,000');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('2012 Freightliner Cascadia, sleeper').waitFor();
    // Empty again for the next one.
    expect(await page.getByLabel('Make').inputValue()).toBe('');
    await page.getByRole('button', { name: 'Change 2012 Freightliner Cascadia' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change 2012 Freightliner Cascadia' });
    expect(await dialog.getByLabel('Miles').inputValue()).toBe('412000');
    await dialog.getByLabel('Vehicle identification number').fill('1M8GDM9AXKP042789');
    await dialog.getByLabel('Model year').fill('2021');
    await dialog.getByRole('button', { name: 'Save the change' }).click();
    // Its last figure is wrong: what was typed stays.
    await dialog.getByText(/is no vehicle identification number/).waitFor();
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await dialog.getByLabel('Vehicle identification number').fill('1M8GDM9AXKP042788');
    await dialog.getByRole('button', { name: 'Save the change' }).click();
    await page.getByText('2021 Freightliner Cascadia, sleeper').waitFor();
    const [truck] = (await seller.get(`/listings/${id}/equipment`)).body.data;
    expect(truck).toMatchObject({ year: 2021, mileage: 412_000, vin: '1M8GDM9AXKP042788' });
    await page.getByRole('button', { name: 'Remove 2021 Freightliner Cascadia' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No truck or trailer is listed yet.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('hands a document in, sees who read it, and takes it back', async () => {
    const { id, seller } = await make.active();
    const buyer = await make.buyerOf(id);
    const { context, page, complaints } = await visit();
    await signInTo(page, seller, `/my-listings/${id}/documents`);
    await page.getByText('No document yet.').waitFor();
    await page.getByLabel('What it is').selectOption('LOSS_RUNS');
    await page.getByLabel('What to call it (optional)').fill('Loss runs of five years');
    await page
      .getByLabel('File')
      .setInputFiles({ name: 'runs.pdf', mimeType: 'application/pdf', buffer: smallPdf() });
    await page.getByRole('button', { name: 'Upload', exact: true }).click();
    await page.getByText('The document is uploaded.').waitFor();
    const row = page.getByRole('row').filter({ hasText: 'Loss runs of five years' });
    await row.waitFor();
    const [paper] = (await buyer.get(`/documents/listing/${id}`)).body.data;
    await buyer.get(`/documents/${paper.id}`);
    await row.getByRole('button', { name: 'Who read it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Who read it' });
    await dialog.getByRole('cell', { name: 'Looked it up' }).waitFor();
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
    const wanted = { listingId: id, type: 'LOSS_RUNS', why: 'Our lender wants to see five years.' };
    expect((await buyer.post('/document-requests', wanted)).status).toBe(201);
    await page.reload();
    const request = page.getByRole('row').filter({ hasText: wanted.why });
    await request.getByRole('button', { name: 'Hand it in' }).click();
    const answer = page.getByRole('dialog', { name: 'Hand it in' });
    await answer.getByLabel('Which document').selectOption('Loss runs of five years');
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await answer.getByRole('button', { name: 'Hand it in' }).click();
    await request.getByText('Handed in').waitFor();
    await row.getByRole('button', { name: 'Upload a new version' }).click();
    const newer = page.getByRole('dialog', { name: 'Upload a new version' });
    await newer
      .getByLabel('File')
      .setInputFiles({ name: 'runs of June.pdf', mimeType: 'application/pdf', buffer: smallPdf('% June') });
    expect(await accessibilityProblems(page, '[role=dialog]')).toEqual([]);
    await newer.getByRole('button', { name: 'Upload it' }).click();
    await row.getByText('Version 2').waitFor();
    await row.getByRole('link', { name: 'Loss runs of five years' }).click();
    for (const file of ['runs of June.pdf', 'runs.pdf'])
      await page.getByRole('button', { name: `Open ${file}` }).waitFor();
    await page.goBack();
    await row.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByText('No document yet.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('pays out what was earned, to an account that has waited 48 hours', async () => {
    const seller = await app.make.seller();
    await earn(seller.id, 1_000_000);
    const { context, page } = await visit([401, 403]);
    // The pages of the sandbox stand where the site says it is, which is not where a test finds it.
    await context.route(/\/sandbox\/accounts\//, async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      if (origin === app.url) await route.continue();
      else await route.fulfill({ status: 302, headers: { location: app.url + pathname } });
    });
    await signInTo(page, seller, '/earnings');
    await page.getByText('$10,000.00').waitFor();
    expect(await page.getByRole('button', { name: 'Pay out' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Open a payout account' }).click();
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await page.getByRole('button', { name: 'Complete the account' }).click();
    await answered;
    await app.settle();
    await page.goto('/seller/payout-account');
    await page.getByText('New: waits').waitFor();
    await page.getByText(/New accounts wait 48 hours/).waitFor();
    await app.later(48 * HOUR_MS);
    await page.goto('/earnings');
    await page.getByText('Ready', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Pay out' }).click();
    await page.getByLabel('Amount').fill('4,000');
    await page.getByRole('button', { name: 'Pay out $4,000.00' }).click();
    const proof = page.getByRole('dialog', { name: 'Confirm that it is you' });
    await proof.getByRole('textbox', { name: 'Password' }).fill(seller.password);
    await proof.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('cell', { name: '$4,000.00' }).waitFor();
    await page.getByText('$6,000.00').waitFor();
    await app.settle();
    await page.reload();
    await page.getByText('Paid', { exact: true }).waitFor();
    await context.close();
  });

  it(
    'shows every page well made',
    async () => {
      const { id, seller } = await make.active({ approvalRequired: true });
      await make.buyerOf(id);
      const addresses = Object.fromEntries(
        [...LOOKED_AT.seller, ...LOOKED_AT.demo].map((path) => [path, path.replace(':id', id)]),
      );
      await lookAtPages(world, { addresses, person: seller, reader: 'seller' });
    },
    LOOKING_MS,
  );
});
