/** The pages of deals in a browser, on the real product: a sale to its end, a dispute, a hold, a deposit that never came. */
import { DAY_MS } from '../../src/platform/kernel/clock';
import { type BrowserWorld, browseWorld, hasBrowser, LOOKS, lookAtPages, signInTo } from '../support/browser';
import type { TestUser } from '../support/app';
import { uploadDocument } from '../support/make-documents';
import { type DealWorld, type MadeDeal, startDealWorld, succeed } from '../support/make-transactions';
import { LOOKED_AT } from './looked-at';

/** As cards are limited outside of tests: a deposit, and no price. */
const CARDS = { CARD_MOST_CENTS: '2500000', CARD_PURPOSES: 'DEPOSIT' };

(hasBrowser ? describe : describe.skip)('the pages of deals in a browser', () => {
  let world: DealWorld;
  let browser: BrowserWorld;

  beforeAll(async () => {
    ({ world, browser } = await browseWorld((environment) => startDealWorld({ ...environment, ...CARDS })));
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
    let person: TestUser;

    beforeAll(async () => {
      const buyer = (person = await world.app.make.buyer());
      const opened = await world.at('SIGNED', { buyer, terms: { holdbackPct: 10, holdbackDays: 90 } });
      const running = await world.at('IN_REVIEW', { buyer, dealStructure: 'EQUITY_SALE' });
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
      const disputed = await world.at('IN_REVIEW', { buyer });
      await dispute(disputed);
      const held = await world.at('IN_REVIEW', { buyer });
      await succeed(
        world.admin.post(`/transactions/${held.id}/admin/hold`, { reason: 'The insurance has a gap.' }),
      );
      const addressOf: Record<string, string> = {
        '/deals/:id/pay': opened.id,
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
        seller.post(`/transactions/${id}/dispute/evidence`, { statement: 'They stand in the yard.' }),
      );
      await succeed(
        seller.post(`/transactions/${id}/dispute/proposals`, {
          outcome: 'CANCELLED',
          split: { buyerCents: 700_000, sellerCents: 300_000 },
          reason: 'The yard was rented for a month.',
        }),
      );
    }

    it.each(LOOKS)('is well made $look', (look) => lookAtPages(browser, { addresses, person, look }));
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
});
