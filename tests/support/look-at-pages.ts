/** What has to hold on every page, in every look: one window of each reader goes from page to page, as people do. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  accessibilityProblems,
  type BrowserWorld,
  builtPages,
  DESK,
  openPage,
  PHONE,
  signedInContext,
} from './browser';
import { watchReads } from './failing-reads';
import { writesReads } from './page-reads';
import { expectToRecover } from './recovery';
import { settled } from './settled';
import { hasItsTurn } from './size';

/** One of them has a turn on every page each other day; all of them have it with THOROUGH=1 or PICTURES. */
export const LOOKS = [
  { viewport: DESK, colorScheme: 'light' },
  { viewport: PHONE, colorScheme: 'dark' },
  { viewport: DESK, colorScheme: 'dark' },
  { viewport: PHONE, colorScheme: 'light' },
] as const;

/** A page is looked at once in so many days. */
const LOOKED_AT_EVERY = 2;

/** Of all pages in all looks, one in so many is also read from a server that fails; a multiple of those that are looked at. */
const RECOVERIES = 48;

/** What stands round every page, and was looked at on the one that was loaded: most of what axe would go through. */
const SHELL = ['#app > div > header', '#app > div > footer', 'main > div > nav'];

/** For all pages of a reader in all looks, on a busy machine. */
export const LOOKING_MS = 900_000;

interface LookedAt {
  /** By the pattern of its address: an address of it. */
  addresses: Readonly<Record<string, string>>;
  /** Who reads them, as `reads.json` calls them. Nobody's reads are looked at where it says none. */
  reader?: string;
  /** Nobody: a visitor. */
  person?: { email: string; password: string };
  /** Each is a list, and has something in it. */
  withRows?: true;
  /** Pages that are none of the app: each is loaded. */
  served?: true;
}

/**
 * What is for programs, and stands on no page: values that are none, codes, requests, days as they are stored. Accounts of
 * the ledger are typed in as they are called; the terms are called by their month.
 */
const RAW =
  /\bundefined\b|\bNaN\b|Invalid Date|\[object|\b(?:GET|POST|PUT|DELETE) \/|\b[A-Z]+(?:_[A-Z]+)+\b|(?<!:)\b[a-z]+(?:_[a-z]+)+\b|(?<!terms |[vV]ersion )\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])\b/g;

/** All that is looked at besides, in one question. */
const READ_PAGE = `({
  headings: document.querySelectorAll('h1').length,
  title: document.title,
  wide: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  text: document.body.innerText,
  rows: document.querySelectorAll('main tbody tr').length,
  moved: globalThis.movedWithin === true && document.querySelector('h1[data-left]') === null,
  focus: document.activeElement?.tagName,
  aside: [...document.querySelectorAll('nav [aria-current]')].filter((link) => {
    const { left, right } = link.getBoundingClientRect();
    return right > innerWidth || left < 0;
  }).length,
})`;

interface Read {
  headings: number;
  title: string;
  wide: number;
  text: string;
  rows: number;
  /** The heading is another one: the page was neither loaded anew, as some must, nor is it a part of the one before. */
  moved: boolean;
  focus: string;
  /** Links to the page itself in rows that are swiped, and were not brought into sight. */
  aside: number;
}

/** To its address within the app, as a link leads there. */
async function goWithin(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    const window = globalThis as unknown as {
      movedWithin: boolean;
      document: { querySelector(selector: string): { setAttribute(name: string, value: string): void } };
      history: { pushState(state: object, title: string, address: string): void };
    };
    window.movedWithin = true;
    window.document.querySelector('h1').setAttribute('data-left', '');
    window.history.pushState({}, '', to);
  }, address);
}

const pathOf = (address: string): string => address.replace(/[?#].*/, '');

/**
 * No complaint, one heading, its title, the focus on the heading after a change of page, no sideways scroll, nothing that
 * is for programs, nothing that axe finds. In each look the first page is loaded, to the others the window goes by itself.
 */
export async function lookAtPages(
  world: BrowserWorld,
  { addresses, person, reader, withRows, served }: LookedAt,
): Promise<void> {
  const context = person ? await signedInContext(world, person) : await world.windows.take(DESK);
  const titles = new Map(builtPages().map(({ path, title }) => [path, title]));
  const { page, complaints } = await openPage(context);
  const reads = reader === undefined ? undefined : await watchReads(world, context, reader, addresses);
  if (writesReads) {
    expect((await reads?.write()) ?? []).toEqual([]);
    return context.close();
  }
  reads?.listen(page);
  const wrong: object[] = [];
  for (const [turn, { viewport, colorScheme }] of LOOKS.entries()) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    const isIn = (place: number, parts: number) => hasItsTurn(place + turn * LOOKED_AT_EVERY, parts);
    const pages = Object.entries(addresses).filter(
      (_, place) => process.env.PICTURES !== undefined || isIn(place, LOOKS.length * LOOKED_AT_EVERY),
    );
    let before: string | undefined;
    for (const [path, address] of pages) {
      reads?.begin();
      if (!served && before !== undefined && pathOf(before) !== pathOf(address))
        await goWithin(page, address);
      else await page.goto(address);
      before = address;
      await page.locator('h1').first().waitFor();
      await settled(page);
      const { headings, title, wide, text, rows, moved, focus, aside } = await page.evaluate<Read>(READ_PAGE);
      const titled = path.includes(':')
        ? title.endsWith(' · MC Exchange')
        : title === `${titles.get(path)} · MC Exchange`;
      const found = {
        ...(headings === 1 ? {} : { headings }),
        ...(titled ? {} : { title }),
        ...(wide === 0 ? {} : { wide }),
        ...(aside === 0 ? {} : { aside }),
        ...(!moved || ['H1', 'INPUT'].includes(focus) ? {} : { focus }),
        ...(withRows && rows === 0 ? { rows } : {}),
        unlisted: reads?.unlisted(path) ?? [],
        raw: [...new Set(text.match(RAW) ?? [])],
        problems: await accessibilityProblems(page, 'html', moved ? SHELL : []),
        complaints: complaints.splice(0),
      };
      if (Object.values(found).some((each) => !Array.isArray(each) || each.length > 0))
        wrong.push({ path, look: `${viewport.width} ${colorScheme}`, ...found });
      await takePicture(page, `${path}-${viewport.width}-${colorScheme}`);
      const place = Object.keys(addresses).indexOf(path);
      const status = turn % 2 === 0 ? 500 : 503;
      if (process.env.PICTURES === undefined && isIn(place, RECOVERIES))
        await expectToRecover(context, path, address, status).catch((error: unknown) =>
          wrong.push({ path, doesNotRecoverFrom: status, error: String(error) }),
        );
    }
  }
  if (reads !== undefined && process.env.PICTURES === undefined)
    wrong.push(...(await reads.failThoseOfToday()));
  expect(wrong).toEqual([]);
  await context.close();
  expect(complaints).toEqual([]);
}

async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.PICTURES;
  if (!folder) return;
  const file = name.replace(/^\//, '').replace(/^-/, 'home-').replace(/\W+/g, '-');
  await page.screenshot({ path: join(folder, `${file}.png`), fullPage: true });
}
