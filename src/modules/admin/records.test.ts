/** Every list of administrators is searched, dated, put in order, paged and counted in the same way. */
import type { TestUser } from '../../../tests/support/app';
import { uploadDocument } from '../../../tests/support/make-documents';
import { makeListings } from '../../../tests/support/make-listings';
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { DAY_MS, iso } from '../../platform/kernel/clock';

let world: DealWorld;

type Made = Record<string, string>;
interface Half {
  deal: MadeDeal;
  /** The record of each list, by its path. */
  made: Made;
  premiumUsdot: number;
}
let [early, late]: Half[] = [];
let between = '';

const SELLERS = ['Aurelia', 'Balthasar'];
const BUYERS = ['Cornelius', 'Dorothea'];
const CARRIERS = [
  { legalName: 'QUIVERING ASPEN HAULING LLC', dbaName: 'ASPENGLOW EXPRESS' },
  { legalName: 'TUMBLEWEED RIDGE LINES INC', dbaName: 'RIDGELINE COURIERS' },
];

const idOf = async (answer: ReturnType<TestUser['post']>): Promise<string> =>
  String((await succeed(answer)).body.data.id);
const firstOf = async (path: string): Promise<string> =>
  String((await succeed(world.admin.get(path))).body.data[0].id);

async function makeHalf(half: number): Promise<Half> {
  const { app, admin } = world;
  const seller = await app.make.user({ firstName: SELLERS[half], roles: ['seller'] });
  const buyer = await app.make.user({ firstName: BUYERS[half], roles: ['buyer'] });
  const names = CARRIERS[half] ?? CARRIERS[0]!;
  const deal = await world.at('IN_REVIEW', { seller, buyer, names });
  const { id, listingId, offerId } = deal;
  const document = await uploadDocument(seller, { listingId });
  const paper = await uploadDocument(seller);
  const company = {
    ...{ companyName: 'Sandhill Freight LLC', role: 'Managing member', usdot: null, documentIds: [paper] },
    authority: 'Named in the operating agreement.',
  };
  const verification = await idOf(seller.post('/verification/company', company));
  const premium = await makeListings(app).active({ seller, usdot: world.newCarrier(names) });
  const premiumRequest = await idOf(seller.post(`/listings/${premium.id}/premium-request`, {}));
  const report = await idOf(
    buyer.post('/reports', {
      ...{ subject: { type: 'LISTING', id: listingId }, category: 'FRAUD' },
      description: 'The trucks on the pictures are others.',
    }),
  );
  const money = await idOf(
    admin.post('/admin/unassigned-money', {
      ...{
        method: 'WIRE',
        amountCents: 123_400,
        reference: `STRAY ${half}`,
        sender: `${SELLERS[half]} Freight`,
      },
    }),
  );
  await succeed(buyer.post(`/transactions/${id}/dispute`, { reason: 'The authority is revoked.' }));
  const { version: termsVersion } = (await succeed(admin.get('/brokers/terms'))).body.data;
  const featured = await idOf(
    admin.put(`/admin/listings/${premium.id}/featured`, {
      until: iso(app.clock.now() + 90 * DAY_MS),
      reason: `${SELLERS[half]} is well kept by a Person.`,
    }),
  );
  const mandate = await idOf(
    seller.post('/brokers', {
      ...{ side: 'SELLER', email: `broker-${half}@example.com`, endsAt: iso(app.clock.now() + 90 * DAY_MS) },
      ...{ termsVersion, typedName: seller.name, accepted: true },
    }),
  );
  const subscription = await idOf(buyer.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' }));
  return {
    deal,
    premiumUsdot: premium.usdot,
    made: {
      '/admin/users': seller.id,
      '/admin/listings': listingId,
      '/admin/offers': offerId,
      '/admin/transactions': id,
      '/admin/disputes': id,
      '/admin/payments': await firstOf(`/admin/payments?subjectId=${id}`),
      '/admin/documents': document,
      '/admin/verifications?state=ALL': verification,
      '/admin/premium-requests': premiumRequest,
      '/admin/reports?state=ALL': report,
      '/admin/unassigned-money': money,
      '/admin/brokers': mandate,
      '/admin/featured': featured,
      '/admin/subscriptions': subscription,
    },
  };
}

beforeAll(async () => {
  world = await startDealWorld();
  early = await makeHalf(0);
  world.app.clock.advance(DAY_MS);
  between = iso(world.app.clock.now());
  world.app.clock.advance(DAY_MS);
  late = await makeHalf(1);
});
afterAll(() => world.close());

/** Whose first name stands in the record of the early half; the other half has the other. */
const LISTS: [path: string, names: string[]][] = [
  ['/admin/users', SELLERS],
  ['/admin/listings', SELLERS],
  ['/admin/offers', BUYERS],
  ['/admin/transactions', BUYERS],
  ['/admin/disputes', SELLERS],
  ['/admin/payments', BUYERS],
  ['/admin/documents', SELLERS],
  ['/admin/verifications?state=ALL', SELLERS],
  ['/admin/premium-requests', SELLERS],
  ['/admin/reports?state=ALL', BUYERS],
  ['/admin/unassigned-money', SELLERS],
  ['/admin/brokers', SELLERS],
  ['/admin/featured', SELLERS],
  ['/admin/subscriptions', BUYERS],
];

type Listed = { id: string } | { document: { id: string } };
const idOfListed = (row: Listed): string => ('document' in row ? row.document.id : row.id);
const listed = async (path: string, query: string): Promise<string[]> => {
  const { body } = await succeed(
    world.admin.get(`${path}${path.includes('?') ? '&' : '?'}limit=100&${query}`),
  );
  return (body.data as Listed[]).map(idOfListed);
};

describe.each(LISTS)('%s', (path, names) => {
  const both = () => [early?.made[path] ?? '', late?.made[path] ?? ''];
  const ofBoth = (ids: string[]) => ids.filter((id) => both().includes(id));

  it('finds by a part of a name, by several words, and by an id', async () => {
    const [first, second] = both();
    const found = async (text: string) => ofBoth(await listed(path, `search=${encodeURIComponent(text)}`));
    expect(await found(String(names[0]).slice(1).toUpperCase())).toEqual([first]);
    expect(await found(String(names[1]))).toEqual([second]);
    expect(await found(String(first))).toEqual([first]);
    // Both words, wherever each stands.
    expect(await found(`${names[0]} ${names[1]}`)).toEqual([]);
    const last = path === '/admin/unassigned-money' ? 'Freight' : 'Person';
    expect(await found(`${last} ${names[1]}`)).toEqual([second]);
    expect(await found('%')).toEqual([]);
    expect(await found('Größe 東')).toEqual([]);
  });

  it('shows what is dated from a time and before one, in either order', async () => {
    const [first, second] = both();
    expect(ofBoth(await listed(path, `from=${between}`))).toEqual([second]);
    expect(ofBoth(await listed(path, `to=${between}`))).toEqual([first]);
    expect(ofBoth(await listed(path, 'order=oldest'))).toEqual([first, second]);
    expect(ofBoth(await listed(path, 'order=newest'))).toEqual([second, first]);
  });

  it('counts its pages, and goes on by a cursor with the same search', async () => {
    const query = `search=${names[0]}&order=oldest`;
    const all = await listed(path, query);
    const start = `${path}${path.includes('?') ? '&' : '?'}${query}&limit=1`;
    const { body } = await succeed(world.admin.get(`${start}&page=1`));
    expect(body.pagination).toMatchObject({ total: all.length, totalPages: all.length, totalCapped: false });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await succeed(world.admin.get(`${start}${cursor ? `&cursor=${cursor}` : ''}`));
      seen.push(idOfListed(page.body.data[0]));
      cursor = page.body.pagination.nextCursor;
    }
    expect(seen).toEqual(all);
  });
});

/** Those whose records are nobody's company. */
const OF_PEOPLE = ['/admin/users', '/admin/unassigned-money', '/admin/brokers', '/admin/subscriptions'];
const OF_CARRIERS = LISTS.map(([path]) => path).filter((path) => !OF_PEOPLE.includes(path));

it.each(OF_CARRIERS)('%s finds by the names and numbers of the carrier, now and before', async (path) => {
  const halves = [early, late].map((half) => half?.made[path] ?? '');
  const found = async (text: string) =>
    (await listed(path, `search=${encodeURIComponent(text)}`)).filter((id) => halves.includes(id));
  expect(await found('aspen hauling')).toEqual([halves[0]]);
  expect(await found('Tumbleweed')).toEqual([halves[1]]);
  expect(await found('ridgeline')).toEqual([halves[1]]);
  expect(await found('aspenglow')).toEqual([halves[0]]);
  expect(await found('aspe_')).toEqual([]);
  const isPremium = ['/admin/premium-requests', '/admin/featured'].includes(path);
  const usdot = isPremium ? early?.premiumUsdot : early?.deal.usdot;
  for (const written of [`MC${usdot}`, `MC-${usdot}`, `mc ${usdot}`, `USDOT ${usdot}`, String(usdot)])
    expect([written, await found(written)]).toEqual([written, [halves[0]]]);
});

/** Lists that go another way, and why. */
const QUEUE = 'What waits, the longest wait first: to be worked off, not to be looked through.';
const OWN_FILTERS = 'Short, with filters of its own.';
const APART: Record<string, string> = {
  '/admin/action-log': 'Millions of rows: by actor, action, subject and dates, each by its index.',
  '/admin/broadcast': OWN_FILTERS,
  '/admin/closings': 'By the day that comes next.',
  '/admin/contests': OWN_FILTERS,
  '/admin/filters': 'An administrator’s own.',
  '/admin/ledger': 'By account and subject.',
  '/admin/listings/pending': QUEUE,
  '/admin/mail': 'By address and outcome.',
  '/admin/mail/suppressions': 'By address.',
  '/admin/message-reports': QUEUE,
  '/admin/message-reports/{id}/messages': 'One conversation.',
  '/admin/notes': 'Of one subject.',
  '/admin/out-of-service-waivers': OWN_FILTERS,
  '/admin/payments/parked': QUEUE,
  '/admin/payments/stuck': QUEUE,
  '/admin/prepared': OWN_FILTERS,
  '/admin/proof-of-control': QUEUE,
  '/admin/settings/history': 'Of one setting.',
  '/admin/support/conversations': QUEUE,
  '/admin/support/conversations/{userId}': 'One conversation.',
  '/admin/telephone-answers': OWN_FILTERS,
  '/admin/webhook-endpoints': OWN_FILTERS,
  '/admin/webhooks': 'By gateway, kind and state.',
  '/documents/admin/pending': QUEUE,
  '/documents/admin/quarantine': QUEUE,
};

it('shows administrators no page on which a subscriber pays', async () => {
  const { body } = await succeed(world.admin.get('/admin/subscriptions?plan=STARTER'));
  expect(body.data).toHaveLength(2);
  expect(JSON.stringify(body.data)).not.toMatch(/checkout/i);
  const userId = String(body.data[0].user.id);
  const waiting = await succeed(world.admin.get('/admin/subscriptions?status=AWAITING_PAYMENT'));
  expect(waiting.body.data).toMatchObject([{ user: { id: userId } }]);
  const own = await succeed(world.admin.get(`/admin/subscriptions?userId=${userId}`));
  expect(own.body.data).toMatchObject([{ user: { id: userId }, plan: 'STARTER', priceCents: 9_900 }]);
  expect((await succeed(world.admin.get('/admin/subscriptions?plan=ENTERPRISE'))).body.data).toEqual([]);
});

it('leaves out no list of administrators', async () => {
  const { body } = await world.app.anonymous.get('/openapi.json');
  const apart = Object.entries(body.paths as Record<string, { get?: Described }>).flatMap(
    ([path, { get }]) => {
      const takes = (get?.parameters ?? []).map(
        (each) => each.name ?? each.$ref?.split('/').at(-1)?.toLowerCase(),
      );
      const isPaged = path.includes('/admin/') && takes.includes('cursor');
      return isPaged && !['search', 'from', 'to', 'order'].every((name) => takes.includes(name))
        ? [path]
        : [];
    },
  );
  expect(apart).toEqual(Object.keys(APART));
});
interface Described {
  parameters?: { name?: string; $ref?: string }[];
}
