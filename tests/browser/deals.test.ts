/** The pages of deals in a browser, on the real product: a sale to its end, a dispute, a hold, a deposit that never came. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { DAY_MS, HOUR_MS } from '../../src/platform/kernel/clock';
import {
  accessibilityProblems,
  type BrowserWorld,
  browseWorld,
  hasBrowser,
  signInTo,
} from '../support/browser';
import { LOOKING_MS, lookAtPages } from '../support/look-at-pages';
import { todaysPart } from '../support/size';
import type { TestUser } from '../support/app';
import { smallPdf, uploadDocument } from '../support/make-documents';
import { type DealWorld, type MadeDeal, startDealWorld, succeed } from '../support/make-transactions';
import { LOOKED_AT } from './looked-at';

/** A whole sale in two windows takes minutes where a machine is busy with other tests. */
jest.setTimeout(480_000);

(hasBrowser ? describe : describe.skip)('the pages of deals in a browser', () => {
  let world: DealWorld;
  let browser: BrowserWorld;

  beforeAll(async () => {
    ({ world, browser } = await browseWorld(startDealWorld));
  });
  afterAll(() => browser?.close());

  /** A window of somebody who is signed in. */
  async function windowOf(person: TestUser, path: string) {
    const window = await browser.visit();
    await signInTo(window.page, person, path);
    return window;
  }

  describe('each page', () => {
    let addresses: Record<string, string>;
    /** A deal has other moves, words and parts for each of them: a day is one's. */
    let readers: TestUser[];

    beforeAll(async () => {
      const buyer = await world.app.make.buyer();
      const seller = await world.app.make.seller();
      readers = [buyer, seller, world.admin];
      const opened = await world.at('SIGNED', {
        buyer,
        seller,
        terms: { holdbackPct: 10, holdbackDays: 90 },
      });
      const running = await world.at('IN_REVIEW', { buyer, seller, dealStructure: 'EQUITY_SALE' });
      await uploadDocument(buyer, {
        transactionId: running.id,
        type: 'UCC_SEARCH',
        title: 'Search of liens',
      });
      await succeed(
        running.seller.post(`/transactions/${running.id}/price/proposals`, { priceCents: 21_000_000 }),
      );
      await succeed(
        running.seller.post(`/transactions/${running.id}/messages`, { content: 'Good morning.' }),
      );
      await succeed(buyer.post(`/transactions/${running.id}/messages`, { content: 'Thank you.' }));
      const wired = await succeed(buyer.post(`/transactions/${opened.id}/deposit`, { method: 'WIRE' }));
      const disputed = await world.at('IN_REVIEW', { buyer, seller });
      await dispute(disputed);
      const ended = await world.at('COMPLETED', { buyer, seller });
      const held = await world.at('IN_REVIEW', { buyer, seller });
      await succeed(
        world.admin.post(`/transactions/${held.id}/admin/hold`, { reason: 'The insurance has a gap.' }),
      );
      const addressOf: Record<string, string> = {
        '/deals/:id/pay': opened.id,
        '/deals/:id/statement': ended.id,
        '/deals/:id/dispute': disputed.id,
        '/deals/:id/timeline': held.id,
        '/payments/:id': String(wired.body.data.payment.id),
      };
      addresses = Object.fromEntries(
        LOOKED_AT.deals.map((path) => [path, path.replace(':id', addressOf[path] ?? running.id)]),
      );
    });

    async function dispute({ id, buyer, seller }: MadeDeal) {
      await succeed(buyer.post(`/transactions/${id}/dispute`, { reason: 'Two trucks are missing.' }));
      await succeed(
        seller.post(`/transactions/${id}/dispute/evidence`, {
          statement: 'They stand in the yard.',
          documentIds: [await uploadDocument(seller, { title: 'Photo of the yard' })],
        }),
      );
      await succeed(
        seller.post(`/transactions/${id}/dispute/proposals`, {
          outcome: 'CANCELLED',
          split: { buyerCents: 700_000, sellerCents: 300_000 },
          reason: 'The yard was rented for a month.',
        }),
      );
    }

    it(
      'is well made',
      async () => {
        // A payment is its payer's and the office's.
        const { '/payments/:id': _, ...ofSeller } = addresses;
        for (const person of todaysPart(readers, readers.length))
          await lookAtPages(browser, {
            addresses: person === readers[1] ? ofSeller : addresses,
            person,
            reader: `deals: ${['buyer', 'seller', 'administrator'][readers.indexOf(person)]}`,
          });
      },
      LOOKING_MS,
    );
  });

  it('shows both sides of a deal who acts for one of them, as a broker', async () => {
    const { id, buyer, seller } = await world.at('IN_REVIEW');
    const broker = await world.app.make.seller();
    const { version: termsVersion } = (await succeed(seller.get('/brokers/terms'))).body.data;
    const signature = { termsVersion, accepted: true };
    const endsAt = new Date(world.app.clock.now() + 90 * DAY_MS).toISOString();
    const given = { side: 'SELLER', email: broker.email, endsAt, typedName: seller.name, ...signature };
    const { id: mandateId } = (await succeed(seller.post('/brokers', given))).body.data;
    const accept = { typedName: broker.name, ...signature };
    await succeed(broker.post(`/brokers/clients/${mandateId}/accept`, accept));
    for (const reader of [buyer, seller]) {
      const { context, page, complaints } = await windowOf(reader, `/deals/${id}`);
      const row = page
        .getByRole('table', { name: 'Who acts for the sides of this deal' })
        .getByRole('row')
        .nth(1);
      await row.getByText('the seller').waitFor();
      expect(await row.getByRole('link').getAttribute('href')).toBe(`/users/${broker.id}`);
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it('keeps the move of the reader in reach of the thumb on a phone, and each part on its first screen', async () => {
    const { id, buyer } = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
    const { context, page, complaints } = await browser.visit([], true);
    await signInTo(page, buyer, `/deals/${id}/review`);
    await page.getByText('Both sides can review each other once the deal is completed.').waitFor();
    const move = page.getByRole('link', { name: 'Sign the purchase agreement' });
    const bottomOf = async () => {
      const box = await move.boundingBox();
      return box && box.y + box.height;
    };
    const { height } = page.viewportSize() ?? { height: 0 };
    for (const place of ['0', 'document.body.scrollHeight']) {
      await page.evaluate(`scrollTo(0, ${place})`);
      expect(Math.abs((await bottomOf())! - height)).toBeLessThan(16);
    }
    expect(await accessibilityProblems(page)).toEqual([]);
    await move.click();
    await page.waitForURL(`**/deals/${id}/terms`);
    // What a part is opened for stands on its first screen, whatever the deal has to say above it.
    const part = await page.getByRole('heading', { name: 'What both sides sign' }).boundingBox();
    expect(part!.y).toBeLessThan(height);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('leads each side from the overview to what waits for them, with their figures beside it', async () => {
    const { id, buyer, seller } = await world.at('IN_REVIEW');
    await world.app.settle();
    const bought = await windowOf(buyer, '/home');
    await bought.page.getByRole('cell', { name: 'Settle the open items, then approve' }).waitFor();
    await bought.page.getByText('1 under way, 1 of them your move; 0 completed').waitFor();
    await bought.page.getByRole('table').getByRole('link').first().click();
    await bought.page.waitForURL(`**/deals/${id}`);
    const sold = await windowOf(seller, '/home');
    await sold.page.getByRole('cell', { name: 'Settle the open items, then approve' }).waitFor();
    await sold.page.getByText('1 reserved').waitFor();
    await sold.page.getByRole('img', { name: /^Deals opened by day\. 1 in 30 days\./ }).waitFor();
    await sold.page
      .getByRole('table', { name: 'How each listing does' })
      .getByRole('cell', { name: 'Reserved' })
      .waitFor();
    for (const { page, complaints } of [bought, sold]) {
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(complaints).toEqual([]);
    }
    const { page, context } = await browser.visit();
    const newcomer = await world.app.make.seller();
    await signInTo(page, newcomer, '/home');
    await page.getByText('Nothing waits for you right now.').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'List a company' }).waitFor();
    for (const window of [bought.context, sold.context, context]) await window.close();
  });

  const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name });

  /** Signs the terms as people do: by having read them, and with their name. */
  async function signTerms(page: Page, { name }: TestUser) {
    await page.getByRole('link', { name: 'Read and sign the terms' }).click();
    await page.getByRole('button', { name: 'Sign the terms' }).click();
    const dialog = dialogOf(page, 'Sign the terms of the deal');
    await dialog.getByLabel('I have read these terms.').check();
    await dialog.getByLabel('Your full name').fill(name);
    await dialog.getByRole('button', { name: 'Sign the terms' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async function make(page: Page, move: string) {
    await page.getByRole('button', { name: move, exact: true }).first().click();
    const dialog = dialogOf(page, move);
    await dialog.getByRole('button', { name: move, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  const paymentOf = async ({ id }: MadeDeal, purpose: string) => {
    const { body } = await succeed(world.admin.get(`/transactions/${id}/payments`));
    return (body.data as { id: string; purpose: string; amountCents: number }[]).find(
      (payment) => payment.purpose === purpose,
    );
  };

  it('sells a company by card and wire, and shows both sides where every cent went', async () => {
    const deal = await world.open();
    const path = `/deals/${deal.id}`;
    const buyer = await windowOf(deal.buyer, '/deals');
    const seller = await windowOf(deal.seller, path);
    await signTerms(seller.page, deal.seller);
    await seller.page.getByText('Waiting for the buyer').waitFor();
    await buyer.page.getByRole('cell', { name: 'Your move' }).waitFor();
    await buyer.page.getByRole('link', { name: 'Regional carrier with steady shippers' }).click();
    await signTerms(buyer.page, deal.buyer);

    await buyer.page.getByRole('link', { name: 'Pay the deposit' }).click();
    await buyer.page.getByLabel('Pay with').selectOption('pm_card_visa');
    await buyer.page.getByRole('button', { name: 'Pay $10,000.00' }).click();
    await buyer.page.waitForURL('**/payments/*');
    await world.app.settle();
    await buyer.page.getByText('Paid', { exact: true }).waitFor();
    await buyer.page.getByRole('link', { name: 'Open the deal' }).click();
    await buyer.page.getByText('$10,000.00 of $200,000.00 in escrow').waitFor();

    // The checklist of this deal leaves the seller everything before closing: one item by hand, the others by request.
    await seller.page.goto(path);
    await seller.page.getByRole('button', { name: /^Add evidence: Articles/ }).click();
    const dialog = dialogOf(seller.page, 'Articles and operating agreement or by-laws');
    await dialog
      .getByLabel('Document')
      .setInputFiles({ name: 'articles.pdf', mimeType: 'application/pdf', buffer: smallPdf() });
    await dialog.getByRole('button', { name: 'Mark as done' }).click();
    await seller.page.getByRole('button', { name: 'Open articles.pdf' }).waitFor();
    await world.settleItems(deal, 'DUE_DILIGENCE');
    await world.settleItems(deal, 'PRE_CLOSING');
    for (const { page } of [buyer, seller]) {
      await page.goto(path);
      await make(page, 'Approve');
    }
    await succeed(world.admin.post(`/transactions/${deal.id}/admin/approve`, await world.versionOf(deal)));

    await buyer.page.goto(`${path}/pay`);
    await buyer.page.getByRole('radio', { name: 'Wire' }).check();
    await buyer.page.getByRole('button', { name: 'Show the wire instructions' }).click();
    await buyer.page.getByText('We never send other ones').waitFor();
    const wire = await paymentOf(deal, 'FINAL_PAYMENT');
    await world.askBothAdmins(`/transactions/${deal.id}/admin/verify-payment/${wire?.id}`, {
      amountCents: wire?.amountCents,
      reference: 'FT 4711',
    });
    await world.app.settle();
    await buyer.page.getByText('Paid', { exact: true }).waitFor();

    await world.settleItems(deal, 'CLOSING');
    await seller.page.goto(path);
    await make(seller.page, 'Declare the company handed over');
    await buyer.page.goto(path);
    await buyer.page.getByRole('button', { name: 'Accept the company' }).click();
    const accepting = dialogOf(buyer.page, 'Accept the company');
    expect(await accepting.getByLabel('What is released').innerText()).toMatch(
      /\$200,000\.00[^]*− \$6,000\.00[^]*\$194,000\.00/,
    );
    await accepting.getByRole('button', { name: 'Accept the company' }).click();
    await accepting.waitFor({ state: 'detached' });
    await world.app.settle();

    for (const { page } of [buyer, seller]) {
      await page.goto(`${path}/money`);
      const lines = page.getByRole('table', { name: 'Escrow account of this deal' });
      await lines.getByText('To the seller').waitFor();
      expect(await lines.innerText()).toMatch(
        /\$10,000\.00[^]*\$190,000\.00[^]*Fee of MC Exchange[^]*\$6,000\.00[^]*To the seller[^]*\$194,000\.00[^]*\$0\.00/,
      );
      await page.getByRole('link', { name: 'Closing statement' }).click();
      await page.getByRole('table', { name: 'What went out' }).waitFor();
      expect(await page.getByLabel('Where all of it is').innerText()).toMatch(
        /\$6,000\.00[^]*To the seller[^]*\$194,000\.00[^]*All that came in[^]*\$200,000\.00/,
      );
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Save as PDF' }).click(),
      ]);
      expect(file.suggestedFilename()).toBe('closing-statement.pdf');
    }
    await seller.page.goto(`${path}/review`);
    await seller.page.getByLabel('5 stars').check();
    await seller.page.getByLabel('What others should know').fill('Paid on the day, as agreed.');
    await seller.page.getByRole('button', { name: 'Publish the review' }).click();
    await seller.page.getByText('Only you see it').waitFor();
    for (const { context, complaints } of [buyer, seller]) {
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it('settles a dispute by a proposal, a counter and a split that adds up', async () => {
    const deal = await world.at('INSPECTION');
    const path = `/deals/${deal.id}`;
    const buyer = await windowOf(deal.buyer, path);
    await buyer.page.getByRole('button', { name: 'More' }).click();
    await buyer.page.getByRole('menuitem', { name: 'Open a dispute' }).click();
    const opening = dialogOf(buyer.page, 'Open a dispute');
    await opening.getByLabel('Reason').fill('Two trucks are missing.');
    await opening.getByRole('button', { name: 'Open a dispute' }).click();
    await buyer.page.getByRole('link', { name: 'Propose a settlement' }).click();
    await buyer.page.getByRole('heading', { name: '$200,000.00 is frozen' }).waitFor();
    await propose(buyer.page, '150,000');
    const seller = await windowOf(deal.seller, `${path}/dispute`);
    await seller.page.getByText('Two trucks are missing.').first().waitFor();
    await seller.page
      .getByRole('img', { name: '$50,000.00 to the buyer, $150,000.00 to the seller' })
      .waitFor();
    await seller.page.getByRole('link', { name: 'Answer the settlement proposed' }).waitFor();
    await propose(seller.page, '180,000.50');
    await buyer.page.reload();
    await buyer.page
      .getByRole('img', { name: '$19,999.50 to the buyer, $180,000.50 to the seller' })
      .first()
      .waitFor();
    await make(buyer.page, 'Accept the settlement');
    await world.app.settle();
    expect(await world.read(deal)).toMatchObject({ status: 'COMPLETED', heldCents: 0 });
    for (const { page, context, complaints } of [buyer, seller]) {
      await page.goto(`${path}/money`);
      const lines = page.getByRole('table', { name: 'Escrow account of this deal' });
      await lines.getByText('Back to the buyer').waitFor();
      if (page === seller.page) await page.getByRole('link', { name: 'Your earnings' }).waitFor();
      // The fee comes out of the part of the seller: 3 % of it.
      expect(await lines.innerText()).toMatch(/\$5,400\.02/);
      expect(await lines.innerText()).toMatch(/\$174,600\.48/);
      expect(await lines.innerText()).toMatch(/\$19,999\.50/);
      if (page === seller.page) {
        await page.getByRole('link', { name: 'Your earnings' }).click();
        const sales = page.getByRole('table', { name: 'Your sales' });
        await sales.getByRole('cell', { name: '$174,600.48' }).waitFor();
        await sales.getByRole('cell', { name: '$5,400.02' }).waitFor();
        const saved = page.waitForEvent('download');
        await page.getByRole('button', { name: 'Save as CSV' }).click();
        expect(readFileSync(await (await saved).path(), 'utf8')).toContain(',18000050,540002,17460048');
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  async function propose(page: Page, sellerPart: string) {
    await page.getByRole('button', { name: 'Propose a settlement' }).click();
    const dialog = dialogOf(page, 'Propose a settlement');
    await dialog.getByLabel('The sale stands').check();
    const field = dialog.getByLabel('Of $200,000.00, to the seller');
    await field.fill('200,000.01');
    await dialog.getByText('That is more than is held.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Propose a settlement' }).isDisabled()).toBe(true);
    await field.fill(sellerPart);
    await dialog.getByRole('button', { name: 'Propose a settlement' }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  it('takes an agreement of one’s own, and goes back to the one drawn up', async () => {
    const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
    const { context, page, complaints } = await windowOf(deal.buyer, `/deals/${deal.id}/terms`);
    await page.getByRole('button', { name: 'Bring your own agreement' }).click();
    const dialog = dialogOf(page, 'Bring your own agreement');
    const file = { name: 'contract.pdf', mimeType: 'application/pdf', buffer: smallPdf() };
    await dialog.getByLabel('The agreement as a PDF').setInputFiles(file);
    await dialog.getByRole('button', { name: 'Bring your own agreement' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Brought by the buyer').waitFor();
    await page.getByRole('button', { name: 'The agreement (PDF)' }).waitFor();
    await make(page, 'Go back to the one drawn up here');
    await page.getByRole('region', { name: 'Equity purchase agreement' }).waitFor();
    await page.getByText('Version 3', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('takes the buttons that move money off a deal whose carrier FMCSA took out of service, and says why', async () => {
    const deal = await world.at('INSPECTION');
    const { context, page, complaints } = await windowOf(deal.buyer, `/deals/${deal.id}`);
    const accept = page.getByRole('button', { name: 'Accept the company' });
    await accept.waitFor();
    const record = await world.fmcsa.content('/carriers/9900001');
    const carrier = { ...record.carrier, dotNumber: deal.usdot, oosDate: '2026-03-03' };
    world.fmcsa.change(`/carriers/${deal.usdot}`, { carrier });
    // A page that is open while a day goes by meets the end of its access, and complains before it renews it.
    await page.goto('about:blank');
    await world.later(DAY_MS + HOUR_MS);
    await page.goto(`/deals/${deal.id}`);
    await page.getByRole('region', { name: 'On hold' }).waitFor();
    await page.getByText('The clock has stopped.').waitFor();
    expect(await accept.count()).toBe(0);
    expect(await page.getByRole('list').filter({ hasText: 'Accept the company: ' }).count()).toBe(1);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('pays once where the answer to the press was lost, and is pressed again', async () => {
    const deal = await world.at('SIGNED');
    const { context, page } = await windowOf(deal.buyer, `/deals/${deal.id}/pay`);
    await page.getByLabel('Pay with').selectOption('pm_card_visa');
    const keys: (string | undefined)[] = [];
    await page.route('**/api/transactions/*/deposit', async (route) => {
      keys.push(route.request().headers()['idempotency-key']);
      if (keys.length > 1) return route.continue();
      // It has reached the server, and what the server says does not come back.
      await route.fetch();
      await route.abort();
    });
    const press = page.getByRole('button', { name: 'Pay $10,000.00' });
    await press.click();
    await page.getByText('The server did not answer. Check your connection, then try again.').waitFor();
    await press.click();
    await page.waitForURL('**/payments/*');
    await world.app.settle();
    await page.getByText('Paid', { exact: true }).waitFor();
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    const { body } = await succeed(world.admin.get(`/transactions/${deal.id}/payments`));
    expect(body.data).toHaveLength(1);
    expect(await world.held(deal)).toBe(1_000_000);
    await context.close();
  });

  it('lets two administrators decide a dispute over more than one may, each in a window of their own', async () => {
    const deal = await world.at('INSPECTION', { amountCents: 30_000_000 });
    await succeed(deal.buyer.post(`/transactions/${deal.id}/dispute`, { reason: 'Two trucks are missing.' }));
    const decide = async (admin: TestUser, look: (page: Page) => Promise<void>) => {
      const { context, page, complaints } = await windowOf(admin, `/deals/${deal.id}/dispute`);
      await page.getByRole('button', { name: 'Decide the dispute' }).click();
      const dialog = dialogOf(page, 'Decide the dispute');
      await dialog.getByLabel('The sale stands').check();
      await dialog.getByLabel('Of $300,000.00, to the seller').fill('280,000');
      await dialog.getByLabel('Reason').fill('The trucks were worth so much.');
      await dialog.getByRole('button', { name: 'Decide the dispute' }).click();
      await dialog.waitFor({ state: 'detached' });
      await look(page);
      expect(complaints).toEqual([]);
      await context.close();
    };
    await decide(world.admin, async (page) => {
      await page.getByText('It waits for a second administrator to decide the same.').waitFor();
      await page.getByRole('img', { name: '$20,000.00 to the buyer, $280,000.00 to the seller' }).waitFor();
    });
    expect(await world.statusOf(deal)).toBe('DISPUTED');
    await decide(world.secondAdmin, (page) => page.getByText(/There is no dispute in this deal/).waitFor());
    await world.app.settle();
    expect(await world.read(deal)).toMatchObject({ status: 'COMPLETED', heldCents: 0 });
  });

  it('says of a deposit that never came what silence did', async () => {
    const deal = await world.at('SIGNED');
    const path = `/deals/${deal.id}`;
    await world.later(8 * DAY_MS);
    const { context, page, complaints } = await windowOf(deal.buyer, path);
    await page.getByRole('heading', { name: 'Canceled' }).waitFor();
    await page.getByRole('link', { name: 'Timeline' }).click();
    await page.getByText('Deadline', { exact: true }).waitFor();
    await page.goto(`${path}/pay`);
    await page.getByText('Nothing is due in this deal now.').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('says of a review that nobody ended what silence did, and gives the deposit back', async () => {
    const deal = await world.at('IN_REVIEW');
    await world.later(31 * DAY_MS);
    const { context, page, complaints } = await windowOf(deal.buyer, `/deals/${deal.id}`);
    await page.getByRole('heading', { name: 'Canceled' }).waitFor();
    await page.getByRole('link', { name: 'Money', exact: true }).click();
    const lines = page.getByRole('table', { name: 'Escrow account of this deal' });
    await lines.getByText('Back to the buyer').waitFor();
    expect(await lines.innerText()).toMatch(/\$10,000\.00[^]*\$10,000\.00[^]*\$0\.00/);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
