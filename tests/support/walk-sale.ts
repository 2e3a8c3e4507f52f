/** A whole sale by three people in browsers, from registration to payout and reviews, by nothing but the pages and the outbox. */
import type { Page } from 'playwright-core';
import { DAY_MS, HOUR_MS } from '../../src/platform/kernel/clock';
import type { TestApp } from './app';
import { smallPdf } from './make-documents';

export interface Actor {
  page: Page;
  firstName: string;
  email: string;
  password: string;
}

export interface Sale {
  app: TestApp;
  seller: Actor;
  buyer: Actor;
  admin: Actor;
  dealStructure: 'EQUITY_SALE' | 'FAMILY_OR_PARTNER_CHANGE';
  /** Told at each stop of the way what is on the page. */
  see(name: string, page: Page): Promise<void>;
}

/** The one with an email address on its federal record. */
const USDOT = 9_900_001;
const MAILBOX = 'dispatch@prairie-lantern.example.com';
export const TITLE = 'Twelve-truck dry van carrier with a clean record';
const IDENTITY = 'Driver license and EIN letter';
const PAPER = { mimeType: 'application/pdf', buffer: smallPdf() };

const fullName = ({ firstName }: Actor): string => `${firstName} Sample`;
const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

export async function walkSale(sale: Sale): Promise<void> {
  const { app, seller, buyer, admin, see } = sale;
  for (const { page, password } of [seller, buyer, admin]) await proveWhenAsked(page, password);
  await signIn(admin);
  await register(sale, seller, 'I want to sell a company');
  await register(sale, buyer, 'I want to buy a company');
  const id = await listCompany(sale);
  await approveListing(sale, id);
  await unlock(sale);
  const path = await bargain(sale);
  await openPayoutAccount(sale);

  await signTerms(seller, path);
  await signTerms(buyer, path);
  await payDeposit(sale, path);
  // Sessions of administrators end when nobody uses them.
  await signIn(admin);
  for (const actor of [seller, buyer, admin])
    await settleItems(actor, path, 'Due diligence', 'Before closing');
  await see('due-diligence', seller.page);
  for (const { page } of [buyer, seller]) await make(page, path, 'Approve');
  await make(admin.page, path, 'Clear for closing');
  await see('cleared', admin.page);
  await payRest(sale, path);
  await signIn(admin);
  for (const actor of [seller, buyer, admin]) await settleItems(actor, path, 'Closing');
  await make(seller.page, path, 'Declare the company handed over');
  await accept(sale, path);

  await payOut(sale);
  await review(seller, path, 'Paid on the day, as agreed.');
  await review(buyer, path, 'The trucks were as described, and the handover took a day.');
  await app.settle();
  await seller.page.goto('/account/reviews');
  await seller.page.getByText('The trucks were as described').waitFor();
  await see('reviews', seller.page);
}

/** Days pass on the way: where an act asks again who it is, they say it. */
const proveWhenAsked = (page: Page, password: string): Promise<void> =>
  page.addLocatorHandler(dialogOf(page, 'Confirm that it is you'), async (dialog) => {
    await dialog.getByRole('textbox', { name: 'Password' }).fill(password);
    await dialog.getByRole('button', { name: 'Confirm' }).click();
  });

async function signIn({ page, email, password }: Actor): Promise<void> {
  await page.goto('/sign-in?next=%2Fpricing');
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/pricing');
}

/** The newest letter to an address, as the outbox shows it. */
async function openLetter({ app }: Sale, page: Page, to: string): Promise<void> {
  await app.settle();
  await page.goto('/outbox');
  await page.getByRole('row').filter({ hasText: to }).first().getByRole('link').click();
}

async function register(sale: Sale, actor: Actor, wish: string): Promise<void> {
  const { page } = actor;
  await page.goto('/register');
  await page.getByLabel(wish).check();
  await page.getByLabel('First name').fill(actor.firstName);
  await page.getByLabel('Last name').fill('Sample');
  await page.getByLabel('Email address').fill(actor.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(actor.password);
  await press(page, 'Open the account');
  await page.getByRole('heading', { name: 'Check your email' }).waitFor();
  await openLetter(sale, page, actor.email);
  const letter = page.frameLocator('iframe');
  const link = letter.locator('a[href*="/verify-email?"]').first();
  const { pathname, search } = new URL((await link.getAttribute('href')) ?? '');
  await page.goto(pathname + search);
  await press(page, 'Confirm this address');
  await page.getByText('Your address is confirmed').waitFor();
  await signIn(actor);
}

async function listCompany(sale: Sale): Promise<string> {
  const { page } = sale.seller;
  await page.goto('/account/billing');
  await page.getByLabel('This installation moves no money').selectOption('pm_card_visa');
  await press(page, 'Save it');
  await page.getByLabel('How many').fill('1');
  await page.getByRole('button', { name: /^Buy 1 credit for/ }).click();
  await sale.app.settle();
  await page.goto('/sell');
  await page.getByLabel('USDOT number, MC number or name').fill(`USDOT ${USDOT}`);
  await press(page, 'Look it up');
  await page.getByRole('heading', { name: 'Is this your company?' }).waitFor();
  await sale.see('record', page);
  await press(page, 'Yes, go on');
  await page.getByRole('heading', { name: 'What do you sell, and at what price?' }).waitFor();
  const id = /\/sell\/([\w-]+)/.exec(page.url())?.[1] ?? '';
  await page.getByLabel('What changes hands').selectOption(sale.dealStructure);
  await page.getByLabel('Legal form of the company').selectOption('LLC');
  await page.getByLabel('Phone lines and email addresses').selectOption('NOT_INCLUDED');
  await page.getByLabel('Asking price').fill('420,000');
  await page.getByRole('checkbox', { name: 'Trucks' }).click();
  await press(page, 'Save and go on');
  await page.getByLabel('General freight').click();
  await press(page, 'Save and go on');
  await page.getByRole('heading', { name: 'Money matters and platforms' }).waitFor();
  await press(page, 'Save and go on');
  await page.getByLabel('Title').fill(TITLE);
  await page
    .getByLabel('Summary')
    .fill('Well-kept trucks, drivers who stay, and shippers under contract for two years.');
  await press(page, 'Save and go on');
  await page.getByRole('heading', { name: 'How buyers see it' }).waitFor();
  await press(page, 'Go on');
  await press(page, 'Send the code');
  await page.getByText('Sent to d***@p***.com.').waitFor();
  const outbox = await page.context().newPage();
  await openLetter(sale, outbox, MAILBOX);
  const code = /\b\d{6}\b/.exec((await outbox.locator('pre').textContent()) ?? '')?.[0] ?? '';
  await outbox.close();
  await page.getByLabel('Six digits').fill(code);
  await press(page, 'Confirm the code');
  await page.getByText('Level 1: Code to the federal record', { exact: true }).waitFor();
  await page.getByLabel('Which papers show it').fill('State registration, EIN letter, and a live session.');
  const review = page.locator('form', { has: page.getByLabel('Which papers show it') });
  await review.locator('input[name=papers]').setInputFiles({ ...PAPER, name: `${IDENTITY}.pdf` });
  await press(page, 'Ask for a review');
  await page.getByText('An administrator has been asked').waitFor();
  await press(page, 'Go on');
  await page.getByRole('heading', { name: 'Ready to sell' }).waitFor();
  await sale.see('ready-to-sell', page);
  await press(page, 'Submit for 1 credit');
  await page.getByRole('heading', { name: 'Your listing is in review' }).waitFor();
  return id;
}

async function approveListing({ app, admin: { page }, see }: Sale, id: string): Promise<void> {
  await page.goto('/admin/documents');
  const row = page.getByRole('row').filter({ hasText: IDENTITY });
  await row.getByRole('button', { name: 'Verify', exact: true }).click();
  const verdict = dialogOf(page, 'Verify');
  await verdict.getByRole('button', { name: 'Verify', exact: true }).click();
  await verdict.waitFor({ state: 'detached' });
  await page.goto('/admin/control');
  await press(page, 'Record a session');
  const level = dialogOf(page, 'Record a session');
  // A day ago, wherever the browser is.
  const heldAt = new Date(app.clock.now() - DAY_MS).toISOString().slice(0, 16);
  await level.getByLabel('When it was held').fill(heldAt);
  await level.getByLabel('Who was there').fill('The owner, The administrator');
  await level.getByLabel('Identity paper that was shown').selectOption({ label: `${IDENTITY}.pdf` });
  await level.getByLabel('Where the recording is').fill('Session 12 in the vault');
  await level.getByLabel('Evidence that you saw').fill('Live session with the owner, papers in hand.');
  await level.getByRole('button', { name: 'Record a session' }).click();
  await level.waitFor({ state: 'detached' });
  await page.goto(`/admin/listings/${id}`);
  await page.getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await see('review', page);
  await press(page, 'Approve');
  const approval = dialogOf(page, 'Approve');
  await approval.getByRole('button', { name: 'Approve', exact: true }).click();
  await approval.waitFor({ state: 'detached' });
  await app.settle();
}

async function unlock({ buyer, see }: Sale): Promise<void> {
  const { page } = buyer;
  await page.goto('/search');
  const row = page.getByRole('heading', { name: TITLE });
  await row.waitFor();
  await see('search', page);
  await row.click();
  await page.getByRole('button', { name: 'Unlock for 1 credit' }).waitFor();
  await see('teaser', page);
  await press(page, 'Unlock for 1 credit');
  const dialog = dialogOf(page, 'Unlock this company');
  await dialog.getByRole('radio', { name: 'A card that pays' }).click();
  await dialog.getByRole('button', { name: /^Buy 1 credit for/ }).click();
  await dialog.getByRole('textbox', { name: 'Your full name, as your signature' }).fill(fullName(buyer));
  await dialog.getByRole('checkbox').click();
  await dialog.getByRole('button', { name: 'Agree and unlock for 1 credit' }).click();
  await page.getByRole('heading', { level: 1, name: /Prairie Lantern/i }).waitFor();
  await see('unlocked', page);
}

/** Answers the path of the deal. */
async function bargain({ app, buyer, seller, see }: Sale): Promise<string> {
  await buyer.page.getByRole('link', { name: 'Make an offer' }).first().click();
  await buyer.page.getByLabel('Your price').fill('400,000');
  await press(buyer.page, 'Make the offer of $400,000.00');
  await buyer.page.getByRole('heading', { level: 1, name: 'Offer of $400,000.00' }).waitFor();
  await app.settle();
  const { page } = seller;
  await page.goto('/offers?side=received&show=mine');
  await page.getByRole('link', { name: TITLE }).first().click();
  await page.getByRole('button', { name: 'Accept', exact: true }).waitFor();
  await see('offer', page);
  await press(page, 'Accept');
  const dialog = dialogOf(page, 'Accept this offer');
  await dialog.getByLabel('Type the price again to accept').fill('400,000');
  await dialog.getByRole('button', { name: 'Accept $400,000.00' }).click();
  await page.waitForURL('**/deals/*');
  return new URL(page.url()).pathname;
}

/** New accounts wait 48 hours: it is opened while the deal begins. */
async function openPayoutAccount({ app, seller: { page } }: Sale): Promise<void> {
  await page.goto('/earnings');
  await press(page, 'Open a payout account');
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  await press(page, 'Complete the account');
  await answered;
  await app.later(49 * HOUR_MS);
}

async function signTerms(actor: Actor, path: string): Promise<void> {
  const { page } = actor;
  await page.goto(path);
  await page.getByRole('link', { name: 'Read and sign the terms' }).click();
  await press(page, 'Sign the terms');
  const dialog = dialogOf(page, 'Sign the terms of the deal');
  await dialog.getByLabel('I have read these terms.').check();
  await dialog.getByLabel('Your full name').fill(fullName(actor));
  await dialog.getByRole('button', { name: 'Sign the terms' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function payDeposit({ app, buyer: { page }, see }: Sale, path: string): Promise<void> {
  await page.goto(`${path}/pay`);
  await page.getByLabel('Pay with').selectOption('pm_card_visa');
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  await page.waitForURL('**/payments/*');
  await app.settle();
  await page.getByText('Paid', { exact: true }).waitFor();
  await page.goto(path);
  await page.getByText(/ of \$400,000\.00 in escrow/).waitFor();
  await see('deal', page);
}

/** By whoever owns them, one after another, each with a paper where one is asked for. */
async function settleItems({ page }: Actor, path: string, ...phases: string[]): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { name: phases[0], exact: true }).waitFor();
  for (const phase of phases) {
    const part = page.locator('section').filter({
      has: page.getByRole('heading', { name: phase, exact: true, level: 2 }),
    });
    const acts = part.last().getByRole('button', { name: /^(Add evidence|Mark as done): / });
    for (let left = await acts.count(); left > 0; left -= 1) {
      const name = (await acts.first().getAttribute('aria-label')) ?? '';
      await acts.first().click();
      const dialog = page.getByRole('dialog');
      if (name.startsWith('Add evidence'))
        await dialog.getByLabel('Document').setInputFiles({ ...PAPER, name: 'paper.pdf' });
      await dialog.getByRole('button', { name: 'Mark as done' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('button', { name, exact: true }).waitFor({ state: 'detached' });
    }
  }
}

async function make(page: Page, path: string, move: string): Promise<void> {
  await page.goto(path);
  await press(page, move);
  const dialog = dialogOf(page, move);
  await dialog.getByRole('button', { name: move, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** By bank debit, which takes days. */
async function payRest({ app, buyer: { page }, see }: Sale, path: string): Promise<void> {
  await page.goto(`${path}/pay`);
  await page.getByRole('radio', { name: 'Bank debit' }).check();
  await page.getByLabel('Pay with').selectOption('pm_usBankAccount_success');
  await see('pay', page);
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  await page.waitForURL('**/payments/*');
  await app.later(5 * DAY_MS);
  await page.reload();
  await page.getByText('Paid', { exact: true }).waitFor();
}

async function accept({ app, buyer: { page }, see }: Sale, path: string): Promise<void> {
  await page.goto(path);
  await press(page, 'Accept the company');
  const dialog = dialogOf(page, 'Accept the company');
  await dialog.getByLabel('What is released').waitFor();
  await see('accept', page);
  await dialog.getByRole('button', { name: 'Accept the company' }).click();
  await dialog.waitFor({ state: 'detached' });
  await app.settle();
  await page.goto(`${path}/money`);
  await page.getByRole('table', { name: 'Escrow account of this deal' }).getByText('To the seller').waitFor();
  await see('money', page);
}

async function payOut({ app, seller: { page }, see }: Sale): Promise<void> {
  await page.goto('/earnings');
  await press(page, 'Pay out');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Pay out \$/ }).click();
  await dialog.waitFor({ state: 'detached' });
  await app.settle();
  await page.reload();
  await page.getByText('Paid', { exact: true }).waitFor();
  await see('paid-out', page);
}

async function review({ page }: Actor, path: string, content: string): Promise<void> {
  await page.goto(`${path}/review`);
  await page.getByLabel('5 stars').check();
  await page.getByLabel('What others should know').fill(content);
  await press(page, 'Publish the review');
  await page.getByRole('heading', { name: 'Your review' }).waitFor();
}
