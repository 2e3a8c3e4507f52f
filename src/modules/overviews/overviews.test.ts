/** Dashboards, earnings and figures of a sale that went through, and the doors to what is served elsewhere. */
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import type { TestUser } from '../../../tests/support/app';
import { ALIASES } from './aliases';

let world: DealWorld;
let deal: MadeDeal;
/** A listing that is still on the market. */
let live: string;
beforeAll(async () => {
  world = await startDealWorld();
  deal = await world.at('COMPLETED');
});
afterAll(() => world.close());

const PRICE = 20_000_000;
const FEE = 600_000;

test('a seller sees what their sale came to, the fee and the net adding up to the gross', async () => {
  const { seller } = deal;
  const { body: earnings } = await succeed(seller.get('/seller/earnings'));
  expect(earnings.data).toMatchObject([
    { transactionId: deal.id, grossCents: PRICE, feeCents: FEE, netCents: PRICE - FEE },
  ]);
  const totals = { grossCents: PRICE, feeCents: FEE, netCents: PRICE - FEE, payableCents: PRICE - FEE };
  expect(earnings.totals).toEqual(totals);

  // As a file that no spreadsheet runs: titles are what people have typed.
  const retitle = (title: string) =>
    world.app.platform.database.change('UPDATE transactions SET listingTitle = :title WHERE id = :id', {
      ...{ id: deal.id, title },
    });
  await retitle('=HYPERLINK("http://x"), cheap');
  const file = await seller.get('/seller/earnings/export');
  expect([file.status, file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
    200,
    expect.stringContaining('text/csv'),
    expect.stringContaining('earnings.csv'),
  ]);
  expect(file.bytes.toString().split('\r\n')).toEqual([
    'Deal,Company,Ended (UTC),Brought (US cents),Our fee (US cents),Yours (US cents)',
    `${deal.id},"'=HYPERLINK(""http://x""), cheap",${earnings.data[0].endedAt},${PRICE},${FEE},${PRICE - FEE}`,
    '',
  ]);
  await retitle(earnings.data[0].listingTitle);

  const { body: dashboard } = await succeed(seller.get('/seller/dashboard'));
  expect(dashboard.data).toMatchObject({
    listings: { unlocks: 1 },
    offers: { open: 0, accepted: 1, total: 1 },
    deals: { open: 0, completed: 1, cancelled: 0, completedCents: PRICE },
    payableCents: PRICE - FEE,
  });
  expect(dashboard.data.listings.byStatus).toContainEqual({ status: 'SOLD', listings: 1 });

  const { body: figures } = await succeed(seller.get('/seller/analytics?days=366'));
  expect(figures.data.zone).toBe('America/New_York');
  expect(figures.data.days).toHaveLength(366);
  const sum = (name: string) =>
    (figures.data.days as Record<string, number>[]).reduce((total, day) => total + Number(day[name]), 0);
  expect([sum('unlocks'), sum('offers'), sum('deals')]).toEqual([1, 1, 1]);
  expect(figures.data.listings).toMatchObject([
    { listingId: deal.listingId, status: 'SOLD', offers: 1, deals: 1 },
  ]);
});

test('a seller’s days are those of the reports of administrators: late in the evening it is not tomorrow yet', async () => {
  const { seller, buyer, listingId } = deal;
  const now = world.app.clock.now();
  // Three in the morning in London.
  await world.app.later(DAY_MS - (now % DAY_MS) + 3 * HOUR_MS);
  await world.app.platform.database.change(
    'UPDATE listing_access SET unlockedAt = :now WHERE listingId = :listingId AND buyerId = :buyerId',
    { now: world.app.clock.now(), listingId, buyerId: buyer.id },
  );
  const { days } = (await succeed(seller.get('/seller/analytics?days=2'))).body.data;
  const today = new Date(world.app.clock.now() - DAY_MS).toISOString().slice(0, 10);
  expect(days).toMatchObject([{ unlocks: 0 }, { day: today, unlocks: 1 }]);
});

test('to a key they are open with the scope of each of their parts, and so are the dealings on a listing', async () => {
  const keyOf = async (user: TestUser, scopes: readonly string[]) =>
    world.app.withToken(
      (await succeed(user.post('/users/me/api-keys', { name: 'Figures', scopes }))).body.data.key as string,
    );
  const parts: [user: TestUser, path: string, scopes: string[]][] = [
    [deal.seller, '/seller/dashboard', ['account:read', 'listings:read', 'offers:read', 'transactions:read']],
    [deal.seller, '/seller/analytics', ['listings:read', 'offers:read', 'transactions:read']],
    [deal.seller, '/seller/earnings', ['account:read', 'transactions:read']],
    [deal.seller, '/seller/earnings/export', ['account:read', 'transactions:read']],
    [deal.buyer, '/buyer/dashboard', ['credits:read', 'listings:read', 'offers:read', 'transactions:read']],
  ];
  for (const [user, path, scopes] of parts) {
    expect([path, (await (await keyOf(user, scopes)).get(path)).status]).toEqual([path, 200]);
    for (const missing of scopes) {
      const program = await keyOf(
        user,
        scopes.filter((scope) => scope !== missing),
      );
      expect([path, missing, (await program.get(path)).body.code]).toEqual([path, missing, 'scope_missing']);
    }
  }
  const dealingsBy = async (...scopes: string[]) => {
    const { body } = await (await keyOf(deal.buyer, scopes)).get(`/listings/${deal.listingId}`);
    return [body.data.offer?.id ?? null, body.data.transactionId];
  };
  expect(await dealingsBy('listings:read')).toEqual([null, null]);
  expect(await dealingsBy('listings:read', 'offers:read')).toEqual([deal.offerId, null]);
  expect(await dealingsBy('listings:read', 'transactions:read')).toEqual([null, deal.id]);
});

test('a buyer sees theirs, and who is both sees both', async () => {
  const { body } = await succeed(deal.buyer.get('/buyer/dashboard'));
  expect(body.data).toMatchObject({
    listings: { unlocked: 1, waitingForSeller: 0 },
    offers: { total: 1 },
    deals: { completed: 1, completedCents: PRICE },
  });
  const { body: alone } = await succeed(deal.buyer.get('/users/dashboard'));
  expect(alone.data).toMatchObject({ waitingForMe: 0, seller: null, buyer: body.data });

  const offered = await world.offered({ seller: await world.app.make.user({ roles: ['buyer', 'seller'] }) });
  live = offered.listingId;
  const { body: both } = await succeed(offered.seller.get('/users/dashboard'));
  expect(both.data).toMatchObject({
    waitingForMe: 1,
    seller: { offers: { open: 1, waitingForMe: 1 } },
    buyer: { offers: { total: 0 } },
  });
  // Who sells is confidential until a buyer has unlocked the listing.
  const path = `/users/${offered.seller.id}/listings`;
  const shown = async (reader: typeof world.admin) => (await succeed(reader.get(path))).body.data.length;
  expect([await shown(offered.buyer), await shown(deal.buyer), await shown(offered.seller)]).toEqual([
    1, 0, 1,
  ]);
});

test('a door answers what the address that it leads to answers', async () => {
  const places: Record<string, [path: string, who: 'buyer' | 'seller' | 'admin']> = {
    listOwnListings: ['/listings/my-listings', 'seller'],
    listReceivedOffers: ['/offers/received', 'seller'],
    listDocuments: ['/documents', 'seller'],
    listMadeOffers: ['/offers/my-offers', 'buyer'],
    listTransactions: ['/transactions', 'buyer'],
    listSavedListings: ['/listings/saved', 'buyer'],
    listUnlockedListings: ['/listings/unlocked', 'buyer'],
    getSubscription: ['/credits/subscription', 'buyer'],
    listAllTransactions: ['/admin/transactions', 'admin'],
  };
  await succeed(deal.buyer.post(`/listings/${live}/save`));
  for (const { to, path, fixed = {} } of ALIASES) {
    const [original, who] = places[to] ?? ['', 'admin'];
    const reader = who === 'admin' ? world.admin : deal[who];
    const query = new URLSearchParams(fixed).toString();
    const { body } = await succeed(reader.get(query ? `${original}?${query}` : original));
    expect([path, (await succeed(reader.get(path))).body]).toEqual([path, body]);
  }
  expect((await deal.buyer.get('/buyer/purchases')).body.data).toHaveLength(1);
  const refused = await deal.buyer.get('/buyer/purchases?status=CANCELLED');
  expect(refused.status).toBe(400);
});

test('administrators read the ledger by account and by subject, all documents, and leave each other notes', async () => {
  const { admin, secondAdmin } = world;
  const { body: about } = await succeed(admin.get(`/admin/ledger?subject=transaction:${deal.id}&limit=100`));
  expect(about.data).toContainEqual(
    expect.objectContaining({ debit: `escrow:${deal.id}`, credit: 'revenue:fees', amount: FEE }),
  );
  const { body: on } = await succeed(admin.get(`/admin/ledger?account=escrow:${deal.id}`));
  expect(on.data.length).toBeGreaterThan(2);
  expect((await admin.get('/admin/ledger')).status).toBe(400);

  const { body: documents } = await succeed(
    admin.get(`/admin/documents?ownerId=${deal.seller.id}&search=.PDF`),
  );
  expect(documents.data.length).toBeGreaterThan(0);
  expect((await succeed(admin.get('/admin/documents?search=%25%25nothing'))).body.data).toEqual([]);

  const subject = { type: 'user', id: deal.seller.id };
  const content = 'Called on Monday; the wire comes from their broker.';
  const { body: note } = await succeed(admin.post('/admin/notes', { subject, content }));
  const list = async () =>
    (await succeed(secondAdmin.get(`/admin/notes?subject=user:${deal.seller.id}`))).body.data;
  expect(await list()).toMatchObject([{ subject, content, author: { id: admin.id, name: 'Test Person' } }]);
  expect((await secondAdmin.delete(`/admin/notes/${note.data.id}`)).status).toBe(403);
  await succeed(admin.delete(`/admin/notes/${note.data.id}`));
  expect(await list()).toEqual([]);
});
