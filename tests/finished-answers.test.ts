/** Answers that are kept as finished bytes are those that the endpoint would give: to whom, how often, in which form. */
import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { createFinishedAnswers } from '../src/platform/http/finished-answers';
import type { Endpoint } from '../src/platform/http/endpoint';
import { MovableClock } from '../src/platform/kernel/clock';
import { startTestApp, type TestApp } from './support/app';
import { type MadeListing, makeListings } from './support/make-listings';
import { sized } from './support/size';

interface Given {
  status: number;
  headers: http.IncomingHttpHeaders;
  bytes: Buffer;
}

const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<Given>((resolve, reject) => {
    const request = http.request(url, { headers, method }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes: Buffer.concat(parts) }),
      );
    });
    request.on('error', reject).end();
  });

/** But for what is another each time. */
const lasting = ({ date: _, ...headers }: http.IncomingHttpHeaders) => ({
  ...headers,
  'x-request-id': typeof headers['x-request-id'],
  ratelimit: String(headers.ratelimit).replace(/[rt]=\d+/g, ''),
  'ratelimit-policy': String(headers['ratelimit-policy']).replace(/pk=.*/, ''),
});

/** Whose pages may read our answers. */
const FRIEND = 'https://friend.example';

let one: TestApp;
let other: TestApp;
let limited: TestApp;
let listings: ReturnType<typeof makeListings>;
let listing: MadeListing;

beforeAll(async () => {
  // A token of one is good with the other.
  const environment = { JWT_ACCESS_SECRET: 'the secret of all instances of these tests' };
  one = await startTestApp({ environment });
  other = await startTestApp({ environment, home: one.home });
  limited = await startTestApp({
    environment: { RATE_LIMIT_PROFILE: 'standard', TRUST_PROXY_HOPS: '1', CORS_ORIGINS: FRIEND },
    home: one.home,
  });
  for (const { platform } of [one, other, limited]) platform.events.start();
  listings = makeListings(one);
  listing = await listings.active();
});
afterAll(async () => {
  await limited.close();
  await other.close();
  await one.close();
});

/** Each from an address of its own. */
let callers = 0;
const stranger = () => ({ 'x-forwarded-for': `10.1.${Math.floor((callers += 1) / 250)}.${callers % 250}` });

const bearer = () => ({ authorization: `Bearer ${String(listing.seller.token)}` });

const teaserOf = ({ url }: TestApp, id = listing.id) => `${url}/api/listings/${id}`;

async function creditsShown(app: TestApp): Promise<number> {
  const { bytes } = await ask(teaserOf(app), stranger());
  return (JSON.parse(bytes.toString()) as { data: { unlockCredits: number } }).data.unlockCredits;
}

async function soon(holds: () => Promise<boolean>): Promise<boolean> {
  const until = performance.now() + 1_000;
  while (performance.now() < until) if (await holds()) return true;
  return holds();
}

describe('an answer that is kept', () => {
  const paths = () => [
    '/listings',
    '/listings?facets=true',
    '/listings/recently-sold',
    '/listings/nda',
    `/listings/${listing.id}`,
    `/listings/${listing.id}/similar`,
    '/config',
    '/credits/plans',
    '/processes/current',
  ];

  it('has the bytes and all the headers of the one that was made', async () => {
    for (const path of paths()) {
      const url = `${limited.url}/api${path}`;
      const [made, kept] = [await ask(url, stranger()), await ask(url, stranger())];
      expect([path, made.status, kept.status]).toEqual([path, 200, 200]);
      expect(lasting(made.headers)).toMatchObject({
        ratelimit: '"publicReading"; ; ',
        vary: expect.anything(),
      });
      expect(lasting(kept.headers)).toEqual(lasting(made.headers));
      expect(kept.bytes.equals(made.bytes)).toBe(true);
      expect(Number(kept.headers['content-length'])).toBe(kept.bytes.length);
    }
  });

  it('has the same head each time it is sent, in every form and to every origin', async () => {
    const etag = String((await ask(`${limited.url}/api/processes/current`, stranger())).headers.etag);
    const forms: Record<string, string>[] = [
      {},
      { 'accept-encoding': 'br' },
      { 'accept-encoding': 'gzip' },
      { 'if-none-match': etag },
    ];
    const origins: Record<string, string>[] = [
      {},
      { origin: FRIEND },
      { origin: 'https://stranger.example' },
    ];
    const heads = new Set<string>();
    for (const form of forms)
      for (const origin of origins)
        for (const method of ['GET', 'HEAD']) {
          const answers: object[] = [];
          // The head of the first of a form is noted.
          for (let time = 0; time < 4; time += 1) {
            const asked = { ...stranger(), ...form, ...origin };
            const { status, headers } = await ask(`${limited.url}/api/processes/current`, asked, method);
            answers.push({ status, ...lasting(headers) });
          }
          for (const answer of answers) expect(answer).toEqual(answers[0]);
          heads.add(JSON.stringify(answers[0]));
        }
    // A HEAD has that of the GET, and an origin that we do not know that of no origin.
    expect(heads.size).toBe(forms.length * 2);
  });

  it('is whole also where the first of its kind calls itself by the name of a header', async () => {
    const url = `${limited.url}/api/listings?limit=7`;
    for (const name of ['X-Frame-Options', 'Content-Security-Policy'])
      for (let time = 0; time < 2; time += 1) await ask(url, { ...stranger(), 'x-request-id': name });
    const { headers } = await ask(url, stranger());
    expect(headers['x-frame-options']).toBe('SAMEORIGIN');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  });

  it('is not made again', async () => {
    // By another way than any of ours, so that nobody hears of it.
    const write = (credits: number) =>
      one.platform.database.change('UPDATE listings SET unlockCredits = :credits WHERE id = :id', {
        credits,
        id: listing.id,
      });
    const first = await creditsShown(one);
    // Its second may be over in between, or news of the listing come late: one try of ten has to show it.
    let again = false;
    for (let time = 0; time < 10 && !again; time += 1) {
      const shown = await creditsShown(one);
      await write(1 - shown);
      again = (await creditsShown(one)) === shown;
    }
    expect(again).toBe(true);
    await write(first);
  });

  it('comes packed as the caller takes it, without a body to a HEAD, and not again to who has it', async () => {
    const url = `${one.url}/api/processes/current`;
    const plain = await ask(url, stranger());
    for (let time = 0; time < 2; time += 1) {
      const br = await ask(url, { ...stranger(), 'accept-encoding': 'gzip, deflate, br' });
      const gzip = await ask(url, { ...stranger(), 'accept-encoding': 'br;q=0, gzip' });
      expect([br.headers['content-encoding'], gzip.headers['content-encoding']]).toEqual(['br', 'gzip']);
      expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true);
      expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true);
      expect(br.headers.vary).toContain('Accept-Encoding');
    }
    const head = await ask(url, stranger(), 'HEAD');
    expect([head.bytes.length, lasting(head.headers).etag]).toEqual([0, plain.headers.etag]);
    expect(head.headers['content-length']).toBe(plain.headers['content-length']);
    const known = { 'if-none-match': String(plain.headers.etag) };
    const unchanged = await ask(url, { ...stranger(), ...known });
    expect([unchanged.status, unchanged.bytes.length]).toEqual([304, 0]);
    expect(unchanged.headers.etag).toBe(plain.headers.etag);
    expect((await ask(url, { ...stranger(), 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is nobody’s who is signed in, and theirs is no stranger’s', async () => {
    await ask(teaserOf(one), stranger());
    const own = await listing.seller.get(`/listings/${listing.id}`);
    expect(own.body.data.confidential).not.toBeNull();
    expect(own.headers.get('cache-control')).toBe('no-store');
    const after = await ask(teaserOf(one), stranger());
    expect(after.bytes.toString()).toContain('"confidential":null');
    expect(after.headers['cache-control']).toBeUndefined();
    expect((await ask(teaserOf(one), { ...stranger(), authorization: 'Bearer nonsense' })).status).toBe(401);
  });

  it('is counted against the limit like any other', async () => {
    const caller = stranger();
    const statuses: number[] = [];
    for (let count = 0; count < 302; count += 1) statuses.push((await ask(teaserOf(limited), caller)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    const refused = await ask(teaserOf(limited), caller);
    expect([refused.status, refused.headers['content-type']]).toEqual([
      429,
      'application/problem+json; charset=utf-8',
    ]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers).toMatchObject({
      'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
      'x-frame-options': 'SAMEORIGIN',
      'access-control-expose-headers': expect.stringContaining('RateLimit'),
      ratelimit: expect.stringContaining('r=0'),
    });
  });

  it('is a view of the listing each time', async () => {
    const viewsOf = async () =>
      Number((await listing.seller.get(`/listings/${listing.id}`)).body.data.management.views);
    const before = await viewsOf();
    for (let count = 0; count < 20; count += 1) await ask(teaserOf(one));
    expect((await viewsOf()) - before).toBe(20);
  });
});

describe('a change', () => {
  it('is seen at once where it was made, and within a second by the other, while both are read', async () => {
    const changes = sized(1_000, 40);
    let isOver = false;
    const readers = [one, other].map(async (app) => {
      while (!isOver) await creditsShown(app);
    });
    const unseen: string[] = [];
    for (let nth = 0; nth < changes; nth += 1) {
      const [maker, reader] = nth % 4 < 2 ? [one, other] : [other, one];
      const unlockCredits = nth % 2;
      const { status } = await fetch(teaserOf(maker), {
        method: 'PUT',
        headers: { ...bearer(), 'content-type': 'application/json' },
        body: JSON.stringify({ unlockCredits, ...(await listings.readVersion(listing.id)) }),
      });
      expect(status).toBe(200);
      if ((await creditsShown(maker)) !== unlockCredits) unseen.push(`${nth} where it was made`);
      if (!(await soon(async () => (await creditsShown(reader)) === unlockCredits)))
        unseen.push(`${nth} by the other`);
    }
    isOver = true;
    await Promise.all(readers);
    expect(unseen).toEqual([]);
  });

  it('that takes a listing down takes it from every page', async () => {
    const { id } = await listings.active();
    const isListed = async (app: TestApp) =>
      (await ask(`${app.url}/api/listings`, stranger())).bytes.toString().includes(id);
    for (const app of [one, other]) {
      expect(await soon(async () => (await ask(teaserOf(app, id), stranger())).status === 200)).toBe(true);
      expect(await soon(() => isListed(app))).toBe(true);
    }
    const admin = await one.make.admin();
    const reasoned = { reason: 'A test of it.', ...(await listings.readVersion(id)) };
    expect((await admin.post(`/admin/listings/${id}/suspend`, reasoned)).status).toBe(200);
    expect([(await ask(teaserOf(one, id), stranger())).status, await isListed(one)]).toEqual([404, false]);
    expect(await soon(async () => (await ask(teaserOf(other, id), stranger())).status === 404)).toBe(true);
    expect(await soon(async () => !(await isListed(other)))).toBe(true);
  });
});

describe('what is kept', () => {
  const news = { name: 'thing.changed' } as never;
  const cached = { until: [news], forMs: 60_000 };
  const contract = { method: 'get', path: '/things', cached } as unknown as Endpoint['contract'];
  let clock: MovableClock;
  let set: object;
  const kept = (mostBytes?: number) => {
    clock = new MovableClock();
    set = {};
    const events = { follow: () => ({ position: () => Promise.resolve(0), isWithin: () => true }) };
    const all = createFinishedAnswers({
      clock,
      events,
      conditions: [() => set],
      ...(mostBytes ? { mostBytes } : {}),
    });
    const of = all.of(contract);
    if (!of) throw new Error('Nothing is kept.');
    return { all, of };
  };
  const at = (search: string) => ({ path: '/things', search });

  it('is bounded by its bytes, packed forms with them', async () => {
    const { all, of } = kept(100_000);
    for (let nth = 0; nth < 200; nth += 1) {
      const { answer } = await of.get(at(`n=${nth}`), nth, () =>
        Promise.resolve(`"${'x'.repeat(3_000)}${nth}"`),
      );
      await answer.as('br');
    }
    expect(all.bytes).toBeGreaterThan(50_000);
    expect(all.bytes).toBeLessThanOrEqual(100_000);
    expect(of.find('/things', 'n=199')).toBeDefined();
    expect(of.find('/things', 'n=0')).toBeUndefined();
  });

  it('is made once for all who ask together, however they spell it', async () => {
    const { of } = kept();
    let makings = 0;
    const make = async () => {
      makings += 1;
      await new Promise(setImmediate);
      return '{}';
    };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => of.get(at(`a=1&x=${nth}`), { a: 1 }, make)),
    );
    expect([makings, answers.filter(({ made }) => made).length]).toEqual([1, 1]);
    expect(of.find('/things', 'a=1&x=7')).toBeDefined();
  });

  it('is nothing that was begun before a change, nor what failed; nobody who comes after it gets that', async () => {
    const { all, of } = kept();
    let finish: (text: string) => void = () => undefined;
    const before = of.get(at(''), null, () => new Promise((resolve) => (finish = resolve)));
    all.outdate('thing.changed');
    const after = of.get(at(''), null, () => Promise.resolve('"new"'));
    finish('"old"');
    expect((await before).answer.bytes.toString()).toBe('"old"');
    expect((await after).answer.bytes.toString()).toBe('"new"');
    expect(of.find('/things', '')?.bytes.toString()).toBe('"new"');
    all.outdate('thing.changed');
    await expect(of.get(at(''), null, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(of.find('/things', '')).toBeUndefined();
  });

  it.each([
    ['its time is over', () => clock.advance(60_000)],
    ['a setting is changed', () => (set = {})],
  ])('is good until %s', async (_, change) => {
    const { of } = kept();
    await of.get(at(''), null, () => Promise.resolve('{}'));
    expect(of.find('/things', '')).toBeDefined();
    change();
    expect(of.find('/things', '')).toBeUndefined();
  });
});
