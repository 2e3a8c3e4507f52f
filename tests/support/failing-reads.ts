/** The reads of a reader's pages: which they are, and what becomes of a page where one of them fails. */
import type { BrowserContext, Page } from 'playwright-core';
import { type BrowserWorld, openPage } from './browser';
import { ANYWHERE, type Ends, nameReads, readsOfPages, writeReads } from './page-reads';
import { isDispensable, keepFailing } from './recovery';
import { settled } from './settled';
import { hasItsTurn, TEST_DAY } from './size';

/** Of all that pages read, one in so many fails each day by itself: no multiple of the days by which the readers of deals take turns. */
const EACH_READ = 23;
/** Windows side by side: most of the time a page waits before it tries again. */
const AT_ONCE = 6;

/** By one after the other, so many at once. */
async function sideBySide<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Both ways in which a server fails thoroughly; else the other one when it has its turn again. */
const statusesOf = (place: number): number[] => {
  if (process.env.THOROUGH) return [500, 503];
  return (Math.floor(TEST_DAY / EACH_READ) + place) % 2 === 0 ? [500] : [503];
};

const tryTo = (failing: ReturnType<ReturnType<typeof keepFailing>>, read: string) =>
  failing.catch((error: unknown) => ({
    found: undefined,
    made: true,
    wrong: [{ read, error: String(error) }],
  }));

export async function watchReads(
  { app }: BrowserWorld,
  context: BrowserContext,
  reader: string,
  addresses: Readonly<Record<string, string>>,
) {
  const nameOf = await nameReads(app.app);
  const failEach = keepFailing(context, nameOf);
  const all = readsOfPages();
  const known = all[reader] ?? {};
  /** Its place among all that anybody reads anywhere, by which it has its turn. */
  const places = new Map(
    Object.entries(all)
      .flatMap(([who, pages]) =>
        Object.entries(pages).flatMap(([path, reads]) =>
          Object.keys(reads).map((read) => `${who} ${path} ${read}`),
        ),
      )
      .map((name, place) => [name, place]),
  );
  const read = new Set<string>();

  const listen = (page: Page) =>
    page.on('request', (request) => {
      const name = request.method() === 'GET' ? nameOf(request.url()) : undefined;
      if (name !== undefined) read.add(name);
    });

  return {
    listen,
    /** Before another page is opened. */
    begin: () => read.clear(),

    /** What it has read though `reads.json` says nothing of it. */
    unlisted: (path: string): string[] =>
      [...read].filter((name) => !known[path]?.[name] && !known[ANYWHERE]?.[name]),

    /** What goes wrong on the pages where those of their reads fail that have their turn. */
    async failThoseOfToday(): Promise<object[]> {
      const [first = ''] = Object.keys(addresses);
      const listed = Object.entries(known).flatMap(([page, reads]) =>
        Object.entries(reads).map(([name, ends]) => ({
          ...{ path: page === ANYWHERE ? first : page, name, ends },
          place: places.get(`${reader} ${page} ${name}`) ?? 0,
        })),
      );
      const wrong: object[] = [];
      const today = listed.filter(({ place }) => hasItsTurn(place, EACH_READ));
      let made = 0;
      await sideBySide(today, async ({ path, name, ends, place }) => {
        const failing = { read: name, ends, statuses: statusesOf(place) };
        const failed = await tryTo(failEach(addresses[path] ?? path, failing), name);
        if (failed.made) made += 1;
        wrong.push(...failed.wrong.map((each) => ({ path, ...each })));
      });
      // A few may not be made; none at all means that none is recognized.
      return made === 0 && today.length > 2 ? [...wrong, { noneMade: today }] : wrong;
    },

    /** Writes down what each page reads and what becomes of it; answers what goes wrong. */
    async write(): Promise<object[]> {
      const { page } = await openPage(context);
      const seen: Record<string, string[]> = {};
      listen(page);
      for (const [path, address] of Object.entries(addresses)) {
        await page.goto('about:blank');
        read.clear();
        await page.goto(address);
        await page.locator('h1').first().waitFor();
        await settled(page);
        seen[path] = [...read];
      }
      const pages = Object.values(seen);
      const anywhere = (pages[0] ?? []).filter(
        (name) => pages.length > 2 && pages.every((reads) => reads.includes(name)),
      );
      const [first = ''] = Object.keys(addresses);
      const found: Record<string, Record<string, Ends>> = {};
      const wrong: object[] = [];
      const work = [
        ...anywhere.map((name) => ({ page: ANYWHERE, path: first, name })),
        ...Object.entries(seen).flatMap(([path, names]) =>
          names.filter((name) => !anywhere.includes(name)).map((name) => ({ page: path, path, name })),
        ),
      ];
      await sideBySide(work, async ({ page: where, path, name }) => {
        const failing = { read: name, statuses: statusesOf(0) };
        const failed = await tryTo(failEach(addresses[path] ?? path, failing), name);
        (found[where] ??= {})[name] = failed.found ?? 'part';
        wrong.push(...failed.wrong.map((each) => ({ path, ...each })));
        if (failed.found === 'beside' && !isDispensable(path.replace(/[:,?] .*|:$/, ''), name))
          wrong.push({ path, read: name, silent: true });
      });
      writeReads(reader, found);
      return wrong;
    },
  };
}
