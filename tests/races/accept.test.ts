/** Many accepts at once on one listing, through the front door: one wins, every time. */
import { startTestApp, type TestApp, type TestUser } from '../support/app';
import { makeListings } from '../support/make-listings';
import { makeOffers } from '../support/make-offers';

const MOST_AT_ONCE = 10;

let app: TestApp;
let listingId: string;
let seller: TestUser;
let buyers: TestUser[];

beforeAll(async () => {
  app = await startTestApp({ environment: { FMCSA_REQUESTS_PER_SECOND: '1000' } });
  const listings = makeListings(app);
  const listing = await listings.active();
  listingId = listing.id;
  seller = listing.seller;
  buyers = await Promise.all(Array.from({ length: MOST_AT_ONCE }, () => listings.buyerOf(listingId)));
});
afterAll(() => app.close());

const select = <Row extends object>(sql: string) => app.platform.database.select<Row>(sql, { listingId });

async function countOf(sql: string): Promise<number> {
  const [row] = await select<{ count: number }>(`SELECT COUNT(*) AS count FROM ${sql}`);
  return Number(row?.count);
}

/** What must hold of the listing after a race in which `rivals` offers were accepted at once. */
async function state() {
  const [listing] = await select<{ status: string; buyerId: string | null }>(
    'SELECT status, buyerId FROM listings WHERE id = :listingId',
  );
  const accepted = await select<{ buyerId: string }>(
    `SELECT buyerId FROM offers WHERE listingId = :listingId AND status = 'ACCEPTED'`,
  );
  const ranks = await select<{ backupRank: number }>(
    `SELECT backupRank FROM offers WHERE listingId = :listingId AND status = 'SUPERSEDED' ORDER BY backupRank`,
  );
  return {
    listing,
    accepted: accepted.map(({ buyerId }) => buyerId),
    pending: await countOf(`offers WHERE listingId = :listingId AND status = 'PENDING'`),
    backups: ranks.map(({ backupRank }) => backupRank),
    openDeals: await countOf('transactions WHERE listingId = :listingId AND endedAt IS NULL'),
    deals: await countOf('transactions WHERE listingId = :listingId'),
    reservations: await countOf(
      `audit_entries WHERE action = 'listing.reserved' AND subjectType = 'listing' AND subjectId = :listingId`,
    ),
  };
}

test('of two to ten accepts at once exactly one opens a deal and reserves the listing', async () => {
  const make = makeOffers(app);
  const trials = app.platform.database.dialect === 'mysql' ? 200 : 40;
  for (let trial = 1; trial <= trials; trial += 1) {
    const rivals = buyers.slice(0, 2 + (trial % (MOST_AT_ONCE - 1)));
    const ids = await Promise.all(rivals.map((buyer) => make.offer(buyer, listingId)));

    const answers = await Promise.all(ids.map((id) => seller.post(`/offers/${id}/accept`)));
    const outcomes = answers.map(({ status, body }) =>
      status === 201 ? 'accepted' : `${status} ${body.code}`,
    );
    const winner = outcomes.indexOf('accepted');
    const losers = outcomes.filter((_, index) => index !== winner);
    expect(losers).toEqual(
      rivals.slice(1).map(() => expect.stringMatching(/^409 (offer_not_open|listing_closed)$/)),
    );

    const winningBuyer = rivals[winner]?.id;
    expect(await state()).toEqual({
      listing: { status: 'RESERVED', buyerId: winningBuyer },
      accepted: [winningBuyer],
      pending: 0,
      backups: rivals.slice(1).map((_, index) => index + 1),
      openDeals: 1,
      deals: trial,
      reservations: trial,
    });

    // The deal falls through and the others give up their places, so that the same people can race again.
    const dealId = String(answers[winner]?.body.data.transactionId);
    expect((await seller.post(`/transactions/${dealId}/cancel`, { reason: 'The next race.' })).status).toBe(
      200,
    );
    const waiting = ids
      .map((id, index) => ({ id, buyer: rivals[index] }))
      .filter((_, index) => index !== winner);
    const given = await Promise.all(waiting.map(({ id, buyer }) => buyer?.post(`/offers/${id}/withdraw`)));
    expect(given.every((answer) => answer?.status === 200)).toBe(true);
  }
});
