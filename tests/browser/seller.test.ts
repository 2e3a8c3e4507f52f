/** What a seller does in the browser app: lists a company from its number, and answers for it until it is on the market. */
import {
  accessibilityProblems,
  type BrowserWorld,
  hasBrowser,
  LOOKS,
  lookAtPages,
  signInTo,
  startBrowserWorld,
} from '../support/browser';
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

  it('lists a company from its number: a draft that outlives a reload, a refusal, a correction, the market', async () => {
    const seller = await app.make.seller();
    await make.giveCredits(seller.id, 1);
    const admin = await app.make.admin();
    const { context, page, complaints } = await visit([404]);
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
    for (const step of ['Save and go on', 'Save and go on', 'Save and go on', 'Save and go on']) {
      await page.getByRole('button', { name: step }).click();
    }
    await page.getByRole('button', { name: 'Go on' }).click();
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
    await page.getByRole('link', { name: 'See the listing' }).click();
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

  it.each(LOOKS)('shows every page well made $look', async (look) => {
    const { id, seller } = await make.active({ approvalRequired: true });
    await make.buyerOf(id);
    const addresses = Object.fromEntries(LOOKED_AT.seller.map((path) => [path, path.replace(':id', id)]));
    await lookAtPages(world, { addresses, person: seller, look });
  });
});
