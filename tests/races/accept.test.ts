/** Many accepts at once on one listing, through the front door: one wins, every time. */
import { startTestApp, type TestApp, type TestUser } from '../support/app';
import { makeListings, type MadeListing } from '../support/make-listings';
import { FIRST_VERSION, makeOffers } from '../support/make-offers';

/** How many accept at once, in turn: mostly the few that meet in practice, now and then a crowd. */
const RIVALS = [2, 2, 3, 2, 4, 2, 3, 6, 2, 10];
/** Listings that are raced for side by side. */
const LISTINGS = 4;
const TIME_OUT_MS = 300_000;

let app: TestApp;
let listings: MadeListing[];
let buyers: TestUser[];

beforeAll(async () => {
  app = await startTestApp({ environment: { FMCSA_REQUESTS_PER_SECOND: '1000' } });
  const make = makeListings(app);
  listings = await Promise.all(Array.from({ length: LISTINGS }, () => make.active()));
  buyers = await Promise.all(Array.from({ length: Math.max(...RIVALS) }, () => app.make.buyer()));
  for (const { id } of listings) for (const buyer of buyers) await make.unlock(buyer, id);
}, TIME_OUT_MS);
afterAll(() => app.close());

/** Everything that a race over the listing may have left behind. */
async function stateOf(listingId: string) {
  const select = <Row extends object>(sql: string) => app.platform.database.select<Row>(sql, { listingId });
  const countOf = async (sql: string) => {
    const [row] = await select<{ count: number }>(`SELECT COUNT(*) AS count FROM ${sql}`);
    return Number(row?.count);
  };
  const [listing] = await select<{ status: string; buyerId: string | null }>(
    'SELECT status, buyerId FROM listings WHERE id = :listingId',
  );
  const accepted = await select<{ buyerId: string }>(
    `SELECT buyerId FROM offers WHERE listingId = :listingId AND status = 'ACCEPTED'`,
  );
  const backups = await select<{ backupRank: number }>(
    `SELECT backupRank FROM offers WHERE listingId = :listingId AND status = 'SUPERSEDED' ORDER BY backupRank`,
  );
  return {
    listing,
    accepted: accepted.map(({ buyerId }) => buyerId),
    pending: await countOf(`offers WHERE listingId = :listingId AND status = 'PENDING'`),
    backups: backups.map(({ backupRank }) => backupRank),
    openDeals: await countOf('transactions WHERE listingId = :listingId AND endedAt IS NULL'),
    deals: await countOf('transactions WHERE listingId = :listingId'),
    reservations: await countOf(
      `audit_entries WHERE action = 'listing.reserved' AND subjectType = 'listing' AND subjectId = :listingId`,
    ),
  };
}

/** The `nth` race over a listing. Leaves it on offer, with no offer unfinished. */
async function race({ id: listingId, seller }: MadeListing, nth: number): Promise<void> {
  const rivals = buyers.slice(0, RIVALS[nth % RIVALS.length]);
  const offers = await Promise.all(
    rivals.map(async (buyer) => ({ buyer, id: await makeOffers(app).offer(buyer, listingId) })),
  );

  const answers = await Promise.all(
    offers.map(({ id }) => seller.post(`/offers/${id}/accept`, FIRST_VERSION)),
  );
  const winner = answers.findIndex(({ status }) => status === 201);
  const lost = answers
    .filter((_, index) => index !== winner)
    .map(({ status, body }) => `${status} ${body.code}`);
  expect(lost).toEqual(
    rivals.slice(1).map(() => expect.stringMatching(/^409 (offer_not_open|listing_closed)$/)),
  );

  const winningBuyer = rivals[winner]?.id;
  expect(await stateOf(listingId)).toEqual({
    listing: { status: 'RESERVED', buyerId: winningBuyer },
    accepted: [winningBuyer],
    pending: 0,
    backups: rivals.slice(1).map((_, index) => index + 1),
    openDeals: 1,
    deals: nth,
    reservations: nth,
  });

  const deal = String(answers[winner]?.body.data.transactionId);
  const parted = await seller.post(`/transactions/${deal}/cancel`, { reason: 'Over again.' });
  const backups = offers.filter((_, index) => index !== winner);
  const gone = await Promise.all(backups.map(({ buyer, id }) => buyer.post(`/offers/${id}/withdraw`)));
  expect([parted, ...gone].map(({ status }) => status)).toEqual(rivals.map(() => 200));
}

test(
  'of two to ten accepts at once exactly one opens a deal and reserves the listing',
  async () => {
    const trials = app.platform.database.dialect === 'mysql' ? 200 : 40;
    await Promise.all(
      listings.map(async (listing) => {
        for (let nth = 1; nth <= trials / LISTINGS; nth += 1) await race(listing, nth);
      }),
    );
  },
  TIME_OUT_MS,
);
