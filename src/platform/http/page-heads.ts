/** What readers without scripts are told of the app: the head of each page, `robots.txt` and `sitemap.xml`. */
import type { ServerResponse } from 'node:http';
import { HOUR_MS, iso } from '../kernel/clock';
import { describeError, type Logger } from '../kernel/logger';
import type { Cached } from './endpoint';
import type { FinishedAnswers } from './finished-answers';
import { escapeHtml } from './html-page';
import { notFound, Problem } from './problem';
import { sayCounted } from './limit-headers';
import type { Limiter } from './rate-limit';

/** As long as what search engines show of a page. */
const LONGEST_DESCRIPTION = 300;
/** Of a site map: what is newer is found first, what is older is found by links. */
const MOST_THINGS = 10_000;
const PLAIN_ID = /^[\w-]{1,64}$/;

export interface Description {
  title: string;
  description: string;
}

/** Pages that are each about one thing, of which anyone may read something. */
export interface ThingPages {
  /** As the build calls it: `/things/:id`. */
  path: string;
  cached: Pick<Cached, 'until' | 'forMs'>;
  /** What anyone may read. Throws `not_found` alike for what is not there and for what not everybody finds. */
  describe(id: string): Promise<Description>;
  /** What everybody finds, the newest first; `changedAt` is 0 where nobody knows. */
  list(most: number): Promise<readonly { id: string; changedAt: number }[]>;
}

export interface HeadPage extends Description {
  path: string;
  /** Search engines may show it: it is for everybody, and the same for everybody. */
  indexed: boolean;
}

export interface Head {
  status: number;
  markup: string;
}

export interface HeadOptions {
  siteUrl: string;
  things: readonly ThingPages[];
  finished: FinishedAnswers;
  /** How often may be asked for what has to be read first. */
  limiter: Limiter | null;
  log: Logger;
}

const NO_PAGE: Head = {
  status: 404,
  markup: '<title>There is no such page · MC Exchange</title><meta name="robots" content="noindex">',
};

const isMissing = (error: unknown): boolean => error instanceof Problem && error.kind === notFound;

export function createPageHeads({ siteUrl, things, finished, limiter, log }: HeadOptions) {
  const addressOf = (path: string): string => siteUrl + (path.replace(/\/$/, '') || '/');

  const keptBy = new Map(
    things.map((thing) => [
      thing.path,
      { thing, kept: keptAnswers(finished, `head of ${thing.path}`, thing.cached) },
    ]),
  );
  const maps = keptAnswers(finished, 'sitemap', {
    until: things.flatMap(({ cached }) => cached.until),
    forMs: HOUR_MS,
  });

  /** Null where the caller may read on. */
  async function refusalOf(res: ServerResponse): Promise<Problem | null> {
    return limiter ? sayCounted(res, await limiter(res)) : null;
  }

  /** Of a page at an address of it. */
  async function headOf(page: HeadPage, path: string, res: ServerResponse): Promise<Head> {
    const general = {
      status: 200,
      markup: page.indexed ? shownHead(page, addressOf(path)) : hiddenHead(page),
    };
    const of = keptBy.get(page.path);
    if (!of) return general;
    const id = path.replace(/\/$/, '').split('/').at(-1) ?? '';
    // Its owner and parties read it by the app: for everybody else there is nothing to find.
    const unlisted = { status: 200, markup: hiddenHead(page) };
    if (!PLAIN_ID.test(id)) return unlisted;
    const address = { path: `head ${path}`, search: '' };
    const kept = of.kept.find(address.path, address.search);
    if (kept) return { status: 200, markup: kept.bytes.toString() };
    const refusal = await refusalOf(res);
    if (refusal) {
      res.setHeader('Retry-After', String(refusal.extras.retryAfterSeconds ?? 60));
      return { ...general, status: refusal.status };
    }
    try {
      const { answer } = await of.kept.get(address, id, async () =>
        shownHead(await of.thing.describe(id), addressOf(path)),
      );
      return { status: 200, markup: answer.bytes.toString() };
    } catch (error) {
      if (isMissing(error)) return unlisted;
      // The app says itself what cannot be read.
      log.warn('the head of a page could not be made', { path: page.path, error: describeError(error) });
      return general;
    }
  }

  /** Pages that are for everybody, and the newest of the things that everybody finds. Throws where it is asked too often. */
  async function siteMap(pages: readonly HeadPage[], version: number, res: ServerResponse): Promise<string> {
    const address = { path: 'sitemap', search: String(version) };
    const kept = maps.find(address.path, address.search);
    if (kept) return kept.bytes.toString();
    const refusal = await refusalOf(res);
    if (refusal) throw refusal;
    const { answer } = await maps.get(address, version, async () => {
      const plain = pages.filter(({ path, indexed }) => indexed && !path.includes(':'));
      const rows = plain.map(({ path }) => rowOf(addressOf(path), 0));
      for (const { path, list } of things)
        for (const { id, changedAt } of await list(MOST_THINGS))
          rows.push(rowOf(addressOf(path.replace(/:\w+/, id)), changedAt));
      return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${rows.join('\n')}\n</urlset>\n`;
    });
    return answer.bytes.toString();
  }

  return {
    headOf,
    noPage: NO_PAGE,
    siteMap,
    robots: (pages: readonly HeadPage[]) => robotsOf(pages, addressOf('/sitemap.xml')),
  };
}

function keptAnswers(finished: FinishedAnswers, path: string, cached: ThingPages['cached']) {
  const kept = finished.of({ method: 'get', path, cached });
  if (!kept) throw new Error(`Nothing is kept of ${path}.`);
  return kept;
}

const rowOf = (address: string, changedAt: number): string => {
  const changed = changedAt > 0 ? `<lastmod>${iso(changedAt)}</lastmod>` : '';
  return `<url><loc>${escapeHtml(address)}</loc>${changed}</url>`;
};

/** What is not for search engines; `/things` stands for all that begins so. */
function robotsOf(pages: readonly HeadPage[], siteMapAddress: string): string {
  const closed = pages
    .filter(({ indexed }) => !indexed)
    .map(({ path }) => path.replaceAll(/:\w+/g, '*').replace(/\*$/, ''));
  const first = closed.filter(
    (path) => !closed.some((other) => other !== path && path.startsWith(`${other}/`)),
  );
  const lines = [...new Set(first)].toSorted().map((path) => `Disallow: ${path}`);
  return `User-agent: *\n${lines.join('\n')}\n\nSitemap: ${siteMapAddress}\n`;
}

const titleOf = (title: string): string => `<title>${escapeHtml(title)} · MC Exchange</title>`;

const meta = (kind: 'name' | 'property', name: string, content: string): string =>
  content === '' ? '' : `<meta ${kind}="${name}" content="${escapeHtml(content)}">`;

const hiddenHead = ({ title, description }: Description): string =>
  titleOf(title) + meta('name', 'description', description) + meta('name', 'robots', 'noindex');

function shownHead({ title, description }: Description, address: string): string {
  const short = shortened(description);
  return [
    titleOf(title),
    meta('name', 'description', short),
    `<link rel="canonical" href="${escapeHtml(address)}">`,
    meta('property', 'og:site_name', 'MC Exchange'),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:title', title),
    meta('property', 'og:description', short),
    meta('property', 'og:url', address),
  ].join('');
}

/** On one line, cut between two words. */
function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= LONGEST_DESCRIPTION) return line;
  return `${line.slice(0, LONGEST_DESCRIPTION).replace(/\s\S*$/, '')} …`;
}
