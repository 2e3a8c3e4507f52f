/** The app in brackets, as another language would stand there: what a page shows without them is not from `words/`. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page, Response } from 'playwright-core';
import type { TestUser } from '../support/app';
import {
  type BrowserWorld,
  closeAll,
  hasBrowser,
  inWindows,
  openPage,
  signInAll,
  startBrowserWorld,
} from '../support/browser';
import { settled } from '../support/settled';
import { makeListings } from '../support/make-listings';
import { madeOnce } from '../support/once-a-run';
import { hasItsTurn } from '../support/size';
import { PAGES_WITHOUT_IDS } from './looked-at';

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
 * The same in every language, or written by `Intl`: postal codes, days, moments, distances, sums, names of time zones and
 * browsers, accounts of the ledger as they are typed in.
 */
const NO_WORDS = new RegExp(
  [
    String.raw`\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b`,
    String.raw`\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b`,
    String.raw`\b(AM|PM|UTC|Coordinated Universal Time|at)\b`,
    String.raw`\b(in )?[\d,]+ (day|hour|minute)s?( ago)?\b`,
    String.raw`\b(today|tomorrow|yesterday|this minute|this hour)\b`,
    String.raw`[\d.][KM]\b`,
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

/** `listing.approved`, as the action log names acts and things; the pages write blanks for its points. */
const CODE = /^[a-z]+([._][a-z]+)*$/;

function collectStrings(value: unknown, found: Set<string>): void {
  if (typeof value === 'string') {
    found.add(value);
    if (CODE.test(value)) found.add(value.charAt(0).toUpperCase() + value.slice(1).replaceAll(/[._]/g, ' '));
  } else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) collectStrings(each, found);
}

(hasBrowser ? describe : describe.skip)('the words of the browser app', () => {
  let world: BrowserWorld;
  let people: Record<'buyer' | 'seller' | 'admin', TestUser>;

  beforeAll(async () => {
    const folder = await madeOnce('web-in-brackets', buildInBrackets);
    world = await startBrowserWorld({ WEB_FOLDER: folder });
    const { make } = world.app;
    people = { buyer: await make.buyer(), seller: await make.seller(), admin: await make.admin() };
    await makeListings(world.app).active();
  });
  afterAll(() => world?.close());

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

  const TURNS = 3;

  it('has no text on any page but from its words', async () => {
    const windows = await signInAll(world, people);
    const pages = PAGES_WITHOUT_IDS.filter((_, place) => hasItsTurn(place, TURNS));
    await inWindows(windows, async (context, reader) => {
      const { page } = await openPage(context);
      for (const { path } of pages.filter(({ person }) => person === reader))
        expect({ path, foreign: await findForeignTexts(page, path) }).toEqual({ path, foreign: [] });
    });
    await closeAll(windows);
  });
});
