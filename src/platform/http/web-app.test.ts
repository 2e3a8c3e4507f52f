/** What of the browser app is served where, under which policy, and for how long it may be kept. */
import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { DAY_MS } from '../kernel/clock';
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { makeListings, type MadeListing } from '../../../tests/support/make-listings';

const PAGES = [
  { path: '/', title: 'Start', description: 'All of "it".', indexed: true },
  { path: '/things/:id', title: 'A thing', description: '' },
  { path: '/things', title: 'Things', description: '' },
  { path: '/account/:id/more', title: 'More', description: '' },
  { path: '/listings/:id', title: 'Company', description: 'One.', indexed: true },
];
const PAGE = `<html><head><title>MC Exchange</title><meta property="csp-nonce" nonce="__NONCE__"></head><script src="/a.js" nonce="__NONCE__"></script></html>`;

let folder: string;
let app: TestApp;

const open = (path: string, init: RequestInit = {}) =>
  fetch(`${app.url}${path}`, { ...init, headers: { accept: 'text/html', ...init.headers } });

/** Whether it is closed within a moment. */
const closes = async (content: Readable | null | undefined): Promise<boolean> => {
  for (const until = Date.now() + 2_000; content && !content.destroyed && Date.now() < until;) await wait(20);
  return content?.destroyed === true;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mcx-web-'));
  app = await startTestApp({ environment: { WEB_FOLDER: join(folder, 'dist') } });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

it('says so where the app is not built, and serves all else', async () => {
  const root = await open('/');
  expect(root.status).toBe(503);
  expect(await root.text()).toContain('npm run build');
  expect((await open('/forgot-password')).status).toBe(200);
  // A link in a letter leads to what is not there yet.
  expect((await open('/offers/1')).status).toBe(503);
  expect((await fetch(`${app.url}/nothing`)).headers.get('content-type')).toContain('problem+json');
  expect((await fetch(`${app.url}/api/config`)).status).toBe(200);
});

describe('where it is built', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'dist/assets'), { recursive: true });
    writeFileSync(join(folder, 'dist/pages.json'), JSON.stringify(PAGES));
    writeFileSync(join(folder, 'dist/index.html'), PAGE);
    writeFileSync(join(folder, 'dist/icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(folder, 'dist/assets/index-1.js'), 'run()');
  });

  it('answers the addresses of the app with its page, each time under another nonce', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/things/7', '/things/7/', '/?x=1']) {
      const response = await open(path);
      const policy = response.headers.get('content-security-policy') ?? '';
      const nonce = /style-src 'self' 'nonce-([\w+/=]{20,})'/.exec(policy)?.[1] ?? '';
      const page = await response.text();
      expect([path, response.status, response.headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
      expect(page.split(`nonce="${nonce}"`)).toHaveLength(3);
      expect(page).not.toContain('__NONCE__');
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(4);
  });

  it('lets the page run nothing but our files, frame nothing and send its forms nowhere else', async () => {
    const policy = (await open('/')).headers.get('content-security-policy') ?? '';
    const rules = policy.split('; ').map((rule) => rule.replace(/'nonce-[^']+'/, "'nonce-…'"));
    expect(rules).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-…'",
      "img-src 'self' blob: data:",
      "font-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
    ]);
  });

  it('writes title and description into the head, for readers without scripts', async () => {
    const page = await (await open('/')).text();
    expect(page).toContain('<title>Start · MC Exchange</title>');
    expect(page).toContain('content="All of &#34;it&#34;."');
    expect(await (await open('/things/7')).text()).not.toContain('name="description"');
  });

  it('lets files be kept: those named by their content for a year, others for an hour', async () => {
    const kept = async (path: string) => (await open(path)).headers.get('cache-control');
    expect(await kept('/assets/index-1.js')).toBe('public, max-age=31536000, immutable');
    expect(await kept('/icon.svg')).toBe('public, max-age=3600');
  });

  it('never answers a file that is gone with a page', async () => {
    const gone = await open('/assets/index-0.js');
    expect([gone.status, gone.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('problem+json'),
    ]);
    expect(gone.headers.get('cache-control') ?? '').not.toContain('max-age');
  });

  it('keeps the files of a release for whoever opened a page of it, until a month after the last one served them', async () => {
    const file = join(folder, 'dist/assets/page-7f.js');
    writeFileSync(file, 'former()');
    await app.app.releaseFiles.keep();
    rmSync(file);
    const former = await open('/assets/page-7f.js');
    expect([former.status, await former.text()]).toEqual([200, 'former()']);
    expect(former.headers.get('content-type')).toContain('text/javascript');
    expect(former.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    for (const none of ['/assets/page-7f.css', '/assets/..%2fpage-7f.js', '/assets/a/page-7f.js'])
      expect((await open(none)).status).toBe(404);
    const statusAfter = async (days: number) => {
      await app.app.releaseFiles.keep(Date.now() + days * DAY_MS);
      return (await open('/assets/page-7f.js')).status;
    };
    expect([await statusAfter(29), await statusAfter(31)]).toEqual([200, 404]);
  });

  it('lets go of a former file when its reader does, and tells its head alone where that is asked for', async () => {
    const file = join(folder, 'dist/assets/page-8f.js');
    writeFileSync(file, Buffer.alloc(8 << 20));
    await app.app.releaseFiles.keep();
    rmSync(file);
    const opening = jest.spyOn(app.platform.storage, 'open');
    const opened = async () => await opening.mock.results.at(-1)?.value;
    const leave = new AbortController();
    const left = await open('/assets/page-8f.js', { signal: leave.signal });
    leave.abort();
    expect(left.status).toBe(200);
    expect(await closes(await opened())).toBe(true);
    const head = await open('/assets/page-8f.js', { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('javascript'),
    ]);
    expect(await closes(await opened())).toBe(true);
    opening.mockRestore();
  });

  it('says with the status that an address is none, to people with the page and to programs with a problem', async () => {
    for (const path of ['/nothing', '/account', '/things/7/8']) {
      const person = await open(path);
      expect([path, person.status, person.headers.get('content-type')]).toEqual([
        path,
        404,
        expect.stringContaining('text/html'),
      ]);
      expect(await person.text()).toContain('There is no such page');
    }
    const program = await fetch(`${app.url}/nothing`);
    expect([program.status, program.headers.get('content-type')]).toEqual([
      404,
      expect.stringContaining('problem+json'),
    ]);
  });

  it('leaves the interface and the pages of the server alone', async () => {
    for (const path of ['/api/nothing', '/api', '/api/listings/nothing'])
      expect((await open(path)).headers.get('content-type')).toContain('problem+json');
    for (const path of ['/forgot-password', '/outbox', '/api/docs/']) {
      const response = await open(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(await response.text()).not.toContain('csp-nonce');
    }
    expect((await open('/things/7', { method: 'POST' })).status).toBe(404);
  });

  it('answers HEAD as GET, without the page', async () => {
    const response = await open('/things/7', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
    expect(await response.text()).toBe('');
    expect((await open('/nothing', { method: 'HEAD' })).status).toBe(404);
  });

  describe('of a listing', () => {
    const TITLE = 'Family carrier & "steady" freight';
    const SUMMARY = `Sold <as is>, with its trucks. ${'Shippers pay in thirty days. '.repeat(20)}`;
    let make: ReturnType<typeof makeListings>;
    let listing: MadeListing;

    const headOf = async (id: string, from = app) => {
      const answer = await fetch(`${from.url}/listings/${id}`, { headers: { accept: 'text/html' } });
      return { status: answer.status, page: await answer.text() };
    };
    const siteMap = async () => (await fetch(`${app.url}/sitemap.xml`)).text();
    const reviewed = async (id: string) => ({ reason: 'A test of it.', ...(await make.readVersion(id)) });

    beforeAll(async () => {
      app.platform.events.start();
      make = makeListings(app);
      listing = await make.active({ title: TITLE, summary: SUMMARY });
    });

    it('says what anyone may read of it, and nothing that is confidential', async () => {
      const { status, page } = await headOf(listing.id);
      expect(status).toBe(200);
      expect(page).toContain('<title>Family carrier &#38; &#34;steady&#34; freight · MC Exchange</title>');
      expect(page).toContain('<meta name="description" content="Sold &#60;as is&#62;, with its trucks. ');
      const address = `${app.config.siteUrl}/listings/${listing.id}`;
      expect(page).toContain(`<link rel="canonical" href="${address}">`);
      expect(page).toContain(`<meta property="og:url" content="${address}">`);
      expect(page).toContain('<meta property="og:title" content="Family carrier &#38; ');
      const [, told = ''] = /property="og:description" content="([^"]+)"/.exec(page) ?? [];
      expect(told).toMatch(/pay … ?$|days\. …$|\S …$/);
      expect(told.length).toBeLessThan(330);
      const { carrier } = (await listing.seller.get(`/listings/${listing.id}`)).body.data.confidential;
      for (const secret of [
        carrier.legalName,
        String(listing.usdot),
        listing.seller.id,
        listing.seller.email,
      ])
        expect(page).not.toContain(secret);
    });

    it('is no view of it, and is not read again while nothing changes', async () => {
      const viewsOf = async () =>
        Number((await listing.seller.get(`/listings/${listing.id}`)).body.data.management.views);
      const before = await viewsOf();
      const select = jest.spyOn(app.platform.database, 'select');
      // Its seconds may be over in between, or news come late: one try of five has to show it.
      let kept = false;
      for (let time = 0; time < 5 && !kept; time += 1) {
        await headOf(listing.id);
        select.mockClear();
        await headOf(listing.id);
        kept = !select.mock.calls.some(([sql]) => sql.includes('FROM listings'));
      }
      select.mockRestore();
      expect(kept).toBe(true);
      expect(await viewsOf()).toBe(before);
    });

    it('sends one that is not there and one that not everybody finds alike, unlisted', async () => {
      const draft = await make.draft();
      const pages = [];
      for (const id of [draft.id, '00000000-0000-4000-8000-000000000000', "x'%20OR%201", '%00']) {
        const { status, page } = await headOf(id);
        expect([id, status]).toEqual([id, 200]);
        pages.push(page.replaceAll(/nonce="[^"]*"/g, ''));
      }
      expect(new Set(pages).size).toBe(1);
      expect(pages[0]).toContain('noindex');
      expect(pages[0]).not.toContain('canonical');
    });

    it('stands in the map of the site with the other pages for everybody, as long as it is on the market', async () => {
      const { id } = await make.active();
      const draft = await make.draft();
      const before = await siteMap();
      expect((await open('/sitemap.xml')).headers.get('content-type')).toContain('xml');
      expect(before).toContain(`<loc>${app.config.siteUrl}/</loc>`);
      expect(before).toContain(`<loc>${app.config.siteUrl}/listings/${id}</loc><lastmod>20`);
      expect(before).toContain(`/listings/${listing.id}</loc>`);
      for (const hidden of [draft.id, '/things', '/account', ':id']) expect(before).not.toContain(hidden);
      expect((await headOf(id)).status).toBe(200);
      const admin = await app.make.admin();
      expect((await admin.post(`/admin/listings/${id}/suspend`, await reviewed(id))).status).toBe(200);
      expect((await headOf(id)).page).toContain('noindex');
      const after = await siteMap();
      expect(after).not.toContain(id);
      expect(after).toContain(listing.id);
    });

    it('is read so often and no more by one address: then the page comes with 429 and its usual head', async () => {
      const limited = await startTestApp({
        environment: { WEB_FOLDER: join(folder, 'dist'), RATE_LIMIT_PROFILE: 'standard' },
        home: app.home,
      });
      const statuses = [];
      for (let nth = 0; nth <= 300; nth += 1) statuses.push((await headOf(`none-${nth}`, limited)).status);
      expect([statuses.filter((status) => status === 200).length, statuses.at(-1)]).toEqual([300, 429]);
      const refused = await fetch(`${limited.url}/listings/none`);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await refused.text()).toContain('<title>Company · MC Exchange</title>');
      expect((await fetch(`${limited.url}/things/7`)).status).toBe(200);
      await limited.close();
    });
  });

  it('tells search engines which pages are not for them, and where the map is', async () => {
    const robots = await open('/robots.txt');
    expect(robots.headers.get('content-type')).toContain('text/plain');
    expect(await robots.text()).toBe(
      `User-agent: *\nDisallow: /account/*/more\nDisallow: /things\n\nSitemap: ${app.config.siteUrl}/sitemap.xml\n`,
    );
    expect(await (await open('/things/7')).text()).toContain('<meta name="robots" content="noindex">');
    expect(await (await open('/')).text()).toContain(`<link rel="canonical" href="${app.config.siteUrl}/">`);
    expect(await (await open('/?x=1')).text()).not.toContain('noindex');
  });

  it('serves a newer build at once outside production', async () => {
    writeFileSync(join(folder, 'dist/index.html'), PAGE.replace('/a.js', '/b.js'));
    utimesSync(join(folder, 'dist/index.html'), new Date(), new Date(Date.now() + 60_000));
    expect(await (await open('/')).text()).toContain('/b.js');
  });
});
