/** What of the browser app is served where, under which policy, and for how long it may be kept. */
import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApp, type TestApp } from '../../../tests/support/app';

const PAGES = [
  { path: '/', title: 'Start', description: 'All of "it".' },
  { path: '/things/:id', title: 'A thing', description: '' },
];
const PAGE = `<html><head><title>MC Exchange</title><meta property="csp-nonce" nonce="__NONCE__"></head><script src="/a.js" nonce="__NONCE__"></script></html>`;

let folder: string;
let app: TestApp;

const open = (path: string, init: RequestInit = {}) =>
  fetch(`${app.url}${path}`, { ...init, headers: { accept: 'text/html', ...init.headers } });

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

  it('says with the status that an address is none, to people with the page and to programs with a problem', async () => {
    for (const path of ['/nothing', '/things', '/things/7/8']) {
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

  it('serves a newer build at once outside production', async () => {
    writeFileSync(join(folder, 'dist/index.html'), PAGE.replace('/a.js', '/b.js'));
    utimesSync(join(folder, 'dist/index.html'), new Date(), new Date(Date.now() + 60_000));
    expect(await (await open('/')).text()).toContain('/b.js');
  });
});
