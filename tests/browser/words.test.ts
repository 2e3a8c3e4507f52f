/** The app in brackets, as another language would stand there: what a page shows without them is not from `words/`. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page, Response } from 'playwright-core';
import type { TestUser } from '../support/app';
import {
  type BrowserWorld,
  browseWorld,
  closeAll,
  hasBrowser,
  inWindows,
  openPage,
  signInAll,
} from '../support/browser';
import { settled } from '../support/settled';
import { uploadDocument } from '../support/make-documents';
import { makeListings } from '../support/make-listings';
import { type DealWorld, type MadeDeal, startDealWorld, succeed } from '../support/make-transactions';
import { madeOnce } from '../support/once-a-run';
import { hasItsTurn } from '../support/size';
import { LOOKED_AT } from './looked-at';

const WEB = join(__dirname, '../../web');

const buildInBrackets = (outDir: string): void => {
  const vite = join(WEB, '../node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error', '--outDir', outDir], {
    cwd: WEB,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      WORDS: 'bracketed',
      VITE_CONFIG_NATIVE_IGNORE_WARNING: '1',
    },
  });
};

/**
 * The same in every language, or written by `Intl` in the language of the brackets: postal codes, days, moments, distances,
 * sums, addresses, names of time zones and browsers, accounts of the ledger as they are typed in.
 */
const NO_WORDS = new RegExp(
  [
    String.raw`\b(Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez)\b\.?`,
    String.raw`\b(Januar|Februar|April|August|September|Oktober|November|Dezember)\b`,
    String.raw`\b(Mon|Diens|Mitt|Donners|Frei|Sams|Sonn)(tag|woch)\b`,
    String.raw`\bhttps?://\S+`,
    String.raw`\b(UTC|um|Koordinierte Weltzeit)\b`,
    String.raw`\b(in|vor) [\d.]+ (Jahr|Tag|Stunde|Minute)(en|e|n)?\b`,
    String.raw`\b(heute|morgen|übermorgen|gestern|vorgestern|dieses Jahr|in dieser (Minute|Stunde))\b`,
    String.raw`\b(Byte|kB|MB)\b`,
    String.raw`\b[A-Z]\w+(/[\w+-]+)+`,
    String.raw`\b(Chrome|Linux)\b`,
    String.raw`\b(bank|revenue|expense|credits|payable|deal):[a-z_]+\b`,
    String.raw`\b[A-Z]{2}\b`,
  ].join('|'),
  'g',
);

/** All that a reader sees or hears, piece by piece. */
const READ_PAGE = `(() => {
  const found = [document.title];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.parentElement.closest('script,style,noscript')) found.push(texts.currentNode.data);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll('[' + name + ']')) found.push(element.getAttribute(name));
  }
  return found;
})()`;

function outsideOfBrackets(text: string): string {
  let depth = 0;
  let outside = '';
  for (const letter of text) {
    if (letter === '⟧') depth -= 1;
    else if (letter === '⟦') depth += 1;
    else if (depth === 0) outside += letter;
  }
  return outside;
}

/** Days in sentences are written anew, in the language of the reader. */
const DAY = /\b\d{4}-\d{2}(?:-\d{2})?\b/;

function collectStrings(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    // What is kept in cents is read as money: `Cents a month`.
    for (const part of [value, ...value.split(DAY), value.replace(/^Cents /, '')]) found.add(part);
  } else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) collectStrings(each, found);
}

(hasBrowser ? describe : describe.skip)('the words of the browser app', () => {
  let world: DealWorld;
  let browser: BrowserWorld;
  let people: Record<'buyer' | 'seller' | 'admin', TestUser>;
  /** An address of each page, and who reads it. */
  let pages: { path: string; address: string; reader: keyof typeof people }[];

  beforeAll(async () => {
    const folder = await madeOnce('web-in-brackets', buildInBrackets);
    ({ world, browser } = await browseWorld((needed) =>
      startDealWorld({ ...needed, WEB_FOLDER: folder, WEBHOOK_LOOPBACK: 'true' }),
    ));
    const deal = await world.at('SIGNED');
    people = { buyer: deal.buyer, seller: deal.seller, admin: world.admin };
    const ids = await oneOfEach(deal);
    const READERS: Record<string, keyof typeof people> = { admin: 'admin', seller: 'seller' };
    pages = Object.entries(LOOKED_AT).flatMap(([part, paths]) =>
      (paths as readonly string[]).map((path) => {
        const id = Object.entries(ids).find(([start]) => path.startsWith(start))?.[1] ?? '';
        if (path.includes(':') && id === '') throw new Error(`Nothing is made for ${path}.`);
        const reader = path.startsWith('/my-listings/') ? 'seller' : (READERS[part] ?? 'buyer');
        return { path, address: path.replace(/:\w+/, id), reader };
      }),
    );
  });
  afterAll(() => browser?.close());

  /** By the beginning of an address, the longest one first: what it is about. */
  async function oneOfEach(deal: MadeDeal): Promise<Record<string, string>> {
    const { id, offerId, listingId, buyer, seller } = deal;
    const { app, admin } = world;
    const listings = makeListings(app);
    const { listingId: other } = await world.offered({ seller });
    await listings.unlock(buyer, other);
    const draft = await listings.draft({ seller, usdot: world.newCarrier() });
    const documentId = await uploadDocument(buyer, { title: '1', transactionId: id });
    const paid = await succeed(buyer.post(`/transactions/${id}/deposit`, { method: 'WIRE' }));
    await succeed(buyer.post('/messages', { receiverId: seller.id, content: '1' }));
    await succeed(seller.post('/messages', { receiverId: buyer.id, content: '2' }));
    await succeed(buyer.post(`/messages/conversations/${seller.id}/report`, { reason: '3 4 5 6 7 8 9' }));
    await succeed(seller.post('/messages', { receiverId: 'support', content: '4' }));
    const reports = await succeed(admin.get('/admin/message-reports'));
    const hook = await succeed(
      buyer.post('/webhook-endpoints', { url: 'http://127.0.0.1:9999/1', name: '1' }),
    );
    const offer = { listingId: other, amountCents: 21_000_000 };
    const help = { for: { userId: buyer.id }, reason: 'They rang us.', offer };
    const prepared = await succeed(admin.post('/admin/prepared', help));
    return {
      '/listings/': listingId,
      '/users/': seller.id,
      '/prepared/': String(prepared.body.data.id),
      '/documents/': documentId,
      '/account/webhooks/': String(hook.body.data.id),
      '/messages/': seller.id,
      '/offers/': offerId,
      '/sell/': draft.id,
      '/my-listings/': other,
      '/deals/': id,
      '/payments/': String(paid.body.data.payment.id),
      '/admin/listings/': other,
      '/admin/message-reports/': String(reports.body.data[0].id),
      '/admin/support/': seller.id,
      '/admin/users/': seller.id,
    };
  }

  async function findForeignTexts(page: Page, path: string): Promise<string[]> {
    const served = new Set<string>();
    const bodies: Promise<void>[] = [];
    const read = (response: Response) => {
      if (!response.url().includes('/api/')) return;
      bodies.push(
        response.json().then(
          (body: unknown) => collectStrings(body, served),
          () => undefined,
        ),
      );
    };
    page.on('response', read);
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await settled(page);
    page.off('response', read);
    await Promise.all(bodies);
    const longestFirst = [...served]
      .filter((each) => each.length > 1)
      .toSorted((a, b) => b.length - a.length);
    const texts = await page.evaluate<string[]>(READ_PAGE);
    return texts.filter((text) => {
      let rest = outsideOfBrackets(text);
      // A paragraph of what was served.
      if (longestFirst.some((each) => each.replace(/\s+/g, ' ').includes(text.trim()))) return false;
      for (const each of longestFirst) rest = rest.replaceAll(each, '');
      return /\p{L}{2}/u.test(rest.replaceAll(NO_WORDS, ''));
    });
  }

  const TURNS = 4;

  it('has no text on any page but from its words', async () => {
    const windows = await signInAll(browser, people);
    const wrong: { path: string; foreign: string[] }[] = [];
    const today = pages.filter((_, place) => hasItsTurn(place, TURNS));
    await inWindows(windows, async (context, name) => {
      const { page } = await openPage(context);
      for (const { path, address } of today.filter(({ reader }) => reader === name)) {
        const foreign = await findForeignTexts(page, address);
        if (foreign.length > 0) wrong.push({ path, foreign });
      }
    });
    expect(wrong).toEqual([]);
    await closeAll(windows);
  });
});
