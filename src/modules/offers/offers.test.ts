/** Bargaining by the endpoints: what each side may do and see, what time does, what survives a race. */
import { makeListings } from '../../../tests/support/make-listings';
import { actorOf, FIRST_VERSION, makeOffers } from '../../../tests/support/make-offers';
import type { ApiAnswer, ApiClient } from '../../../tests/support/client';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { newId } from '../../platform/kernel/ids';
import { DAY_MS, HOUR_MS, iso } from '../../platform/kernel/clock';
import { Problem, problemKind } from '../../platform/http/problem';
import type { OfferNews } from '.';
import * as events from './offers.events';

let app: TestApp;
let make: ReturnType<typeof makeOffers>;
const heard: { name: string; news: OfferNews; eventId: string }[] = [];

beforeAll(async () => {
  app = await startTestApp({ environment: { FMCSA_REQUESTS_PER_SECOND: '1000' } });
  make = makeOffers(app);
  for (const kind of Object.values(events).filter((each) => 'name' in each && 'schema' in each)) {
    app.platform.events.on(kind, 'test', { runs: 'unit' }, (news, { eventId }) => {
      heard.push({ name: kind.name, news, eventId });
      return Promise.resolve();
    });
  }
});
afterAll(() => app.close());

/** A listing on offer, its seller, and buyers who have unlocked it. */
async function market(buyers = 1) {
  const listings = makeListings(app);
  const listing = await listings.active();
  const people = await Promise.all(Array.from({ length: buyers }, () => listings.buyerOf(listing.id)));
  return { listingId: listing.id, seller: listing.seller, buyers: people, buyer: people[0] as TestUser };
}

async function bargain() {
  const { listingId, seller, buyer } = await market();
  return { listingId, seller, buyer, offerId: await make.offer(buyer, listingId) };
}

const read = async (user: ApiClient, offerId: string) => (await user.get(`/offers/${offerId}`)).body.data;
const inHours = (hours: number) => iso(app.clock.now() + hours * HOUR_MS);

/** What was told, in the order in which it was told: deliveries may overtake each other, ids of events do not. */
async function hear(about: (news: OfferNews) => boolean) {
  await app.settle();
  const told = heard.filter(({ news }) => about(news));
  return told.toSorted((one, other) => one.eventId.localeCompare(other.eventId));
}

async function newsOf(offerId: string): Promise<string[]> {
  return (await hear((news) => news.offerId === offerId)).map(({ name }) => name);
}

/** Ends an offer in the way that its state allows, so that the same people can bargain again. */
async function clear(offerId: string, buyer: TestUser): Promise<void> {
  const { status, turn } = await app.modules.offers.getOffer(offerId);
  if (status === 'ACCEPTED') await app.modules.offers.saleFellThrough(offerId, 'Over again.');
  if (status === 'SUPERSEDED') await buyer.post(`/offers/${offerId}/withdraw`);
  if (status === 'PENDING' && turn === 'BUYER')
    await buyer.post(`/offers/${offerId}/reject`, await make.seen(offerId));
}

/** Turns a refusing answer into the rejection that a refused use case is. */
async function act(answer: Promise<ApiAnswer>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 400)
    throw problemKind(String(body.code), 409, 'refused', 'Ask the app.')(String(body.detail));
}

/** The outcome of one of several acts at once: `done`, or the code of the refusal. */
const codeOf = (outcome: PromiseSettledResult<unknown>): string => {
  if (outcome.status === 'fulfilled') return 'done';
  if (outcome.reason instanceof Problem) return outcome.reason.code;
  throw outcome.reason;
};

// Time goes first, while the platform has few listings to look after as the days go by.
describe('time', () => {
  test('the side to answer is reminded once with 24 hours left, then silence ends the offer', async () => {
    const { listingId, buyer } = await market();
    const offerId = await make.offer(buyer, listingId, { expiresAt: inHours(60) });
    app.clock.advance(35 * HOUR_MS);
    expect(await newsOf(offerId)).toEqual(['offer.made']);
    app.clock.advance(2 * HOUR_MS);
    expect(await newsOf(offerId)).toEqual(['offer.made', 'offer.reminder']);
    const [, reminder] = await hear((news) => news.offerId === offerId);
    expect(reminder?.news.turn).toBe('SELLER');
    app.clock.advance(22 * HOUR_MS);
    expect(await newsOf(offerId)).toEqual(['offer.made', 'offer.reminder']);
    app.clock.advance(HOUR_MS);
    expect(await newsOf(offerId)).toEqual(['offer.made', 'offer.reminder', 'offer.expired']);
    expect((await app.modules.offers.getOffer(offerId)).status).toBe('EXPIRED');
  });

  test('an offer that came to an end in time is neither reminded of nor expired', async () => {
    const { seller, offerId } = await bargain();
    await seller.post(`/offers/${offerId}/reject`, await make.seen(offerId));
    app.clock.advance(5 * DAY_MS);
    expect(await newsOf(offerId)).toEqual(['offer.made', 'offer.rejected']);
  });

  test('a former version never comes back past its own deadline', async () => {
    const { seller, offerId } = await bargain();
    await seller.post(`/offers/${offerId}/counter`, {
      version: 1,
      amountCents: 25_000_000,
      expiresAt: inHours(200),
    });
    app.clock.advance(73 * HOUR_MS);
    const back = await seller.post(`/offers/${offerId}/withdraw`);
    expect(back.body.data.status).toBe('EXPIRED');
    expect((await newsOf(offerId)).slice(-2)).toEqual(['offer.version_withdrawn', 'offer.expired']);
  });

  test('nobody accepts an offer whose time has passed, even before it is swept', async () => {
    const { seller, offerId } = await bargain();
    app.clock.advance(72 * HOUR_MS);
    await expect(make.accept(seller, offerId)).rejects.toMatchObject({ code: 'offer_expired' });
  });
});

describe('making an offer', () => {
  test('a buyer who has unlocked the listing makes one, with the usual terms and 72 hours', async () => {
    const { listingId, seller, buyer } = await market();
    const made = await buyer.post('/offers', { listingId, amountCents: 15_000_000, message: 'All cash.' });
    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      status: 'PENDING',
      turn: 'SELLER',
      yourSide: 'BUYER',
      amountCents: 15_000_000,
      message: 'All cash.',
      terms: { financing: 'CASH', holdbackPct: 0, exclusivityDays: 30, contingencies: [] },
      versions: [{ number: 1, side: 'BUYER', state: 'STANDING', answers: null }],
      history: [{ step: 'MADE', side: 'BUYER' }],
    });
    const lifeMs = Date.parse(made.body.data.expiresAt) - Date.parse(made.body.data.createdAt);
    expect(lifeMs).toBe(72 * HOUR_MS);
    expect(await newsOf(made.body.data.id)).toEqual(['offer.made']);
    expect((await read(seller, made.body.data.id)).yourSide).toBe('SELLER');
  });

  test('to buy now is an offer at the asking price that is marked, awaits the seller, and loses its mark with a counter', async () => {
    const { listingId, seller, buyer } = await market();
    const buyNow = (amountCents: number) => buyer.post('/offers', { listingId, amountCents, buyNow: true });
    const refused = await buyNow(24_999_999);
    expect([refused.status, refused.body.code]).toEqual([409, 'asking_price_differs']);
    const made = await buyNow(25_000_000);
    expect(made.body.data).toMatchObject({ buyNow: true, status: 'PENDING', turn: 'SELLER' });
    const { id } = made.body.data;
    const [received] = (await seller.get('/offers/received')).body.data;
    expect(received).toMatchObject({ id, buyNow: true });
    const [told] = await hear((news) => news.offerId === id);
    expect(told?.news.buyNow).toBe(true);
    await seller.post(`/offers/${id}/counter`, { ...(await make.seen(id)), amountCents: 26_000_000 });
    expect(await read(buyer, id)).toMatchObject({ buyNow: false, amountCents: 26_000_000 });
  });

  test('every step that a person takes stands in the action log', async () => {
    const { seller, buyer, offerId } = await bargain();
    await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 21_000_000 });
    await seller.post(`/offers/${offerId}/withdraw`);
    await seller.post(`/offers/${offerId}/reject`, FIRST_VERSION);
    const log = await app.platform.database.select<{ action: string; actorId: string }>(
      'SELECT action, actorId FROM audit_entries WHERE subjectId = :offerId ORDER BY id',
      { offerId },
    );
    expect(log.map(({ action, actorId }) => [action, actorId === buyer.id ? 'buyer' : 'seller'])).toEqual([
      ['offer.made', 'buyer'],
      ['offer.countered', 'seller'],
      ['offer.version_withdrawn', 'seller'],
      ['offer.rejected', 'seller'],
    ]);
  });

  test('terms that nobody names are those of the listing; a counter keeps what it leaves out', async () => {
    const listings = makeListings(app);
    const asked = {
      ...{ holdbackPct: 15, sellerFinancing: { sharePct: 20, termMonths: 12 }, transitionSupportDays: 200 },
      ...{ exclusivityDays: 10, contingencies: ['DUE_DILIGENCE'], closingDate: '2001-01-01' },
    };
    const listing = await listings.active({ deal: asked });
    const buyer = await listings.buyerOf(listing.id);
    const made = await buyer.post('/offers', {
      ...{ listingId: listing.id, amountCents: 15_000_000 },
      terms: { exclusivityDays: 5 },
    });
    expect(made.body.data).toMatchObject({
      // The day has passed.
      terms: {
        ...asked,
        exclusivityDays: 5,
        closingDate: null,
        depositIfBuyerWalks: 'HALF_COMPENSATES_SELLER',
      },
      ...{ paidNowCents: 12_000_000, owedLaterCents: 3_000_000 },
    });
    const counter = { version: 1, amountCents: 16_000_000, terms: { holdbackPct: 0, sellerFinancing: null } };
    const countered = await listing.seller.post(`/offers/${made.body.data.id}/counter`, counter);
    expect(countered.body.data).toMatchObject({
      terms: { ...asked, exclusivityDays: 5, closingDate: null, holdbackPct: 0, sellerFinancing: null },
      ...{ paidNowCents: 16_000_000, owedLaterCents: 0 },
    });
    // Who answers when that day has passed need not know of it.
    const dated = await listings.active();
    const bidder = await listings.buyerOf(dated.id);
    const closingDate = new Date(app.clock.now() + DAY_MS).toISOString().slice(0, 10);
    const bid = await bidder.post('/offers', {
      ...{ listingId: dated.id, amountCents: 15_000_000, terms: { closingDate } },
    });
    expect(bid.body.data).toMatchObject({ terms: { closingDate } });
    app.clock.advance(2.5 * DAY_MS);
    const late = { version: 1, amountCents: 16_000_000 };
    const answer = await dated.seller.post(`/offers/${bid.body.data.id}/counter`, late);
    expect(answer.body.data).toMatchObject({ terms: { closingDate: null } });
  });

  test('it is refused with its reason where something does not hold', async () => {
    const { listingId, seller, buyer } = await market();
    const stranger = await app.make.buyer();
    const overseer = await app.make.admin();
    const good = { listingId, amountCents: 15_000_000 };
    const answers: [TestUser, object, number, string][] = [
      [buyer, { ...good, amountCents: 99_999 }, 422, 'offer_too_low'],
      [buyer, { ...good, amountCents: 1_000.5 }, 400, 'invalid_request'],
      [buyer, { ...good, status: 'ACCEPTED' }, 400, 'invalid_request'],
      [buyer, { ...good, terms: { holdbackPct: 51 } }, 400, 'invalid_request'],
      [
        buyer,
        { ...good, terms: { contingencies: ['DUE_DILIGENCE', 'DUE_DILIGENCE'] } },
        400,
        'invalid_request',
      ],
      [buyer, { ...good, terms: { closingDate: '2020-01-01' } }, 422, 'closing_date_out_of_range'],
      [buyer, { ...good, terms: { depositCents: 49_999 } }, 422, 'deposit_out_of_range'],
      [buyer, { ...good, terms: { depositCents: 15_000_001 } }, 422, 'deposit_out_of_range'],
      [buyer, { ...good, expiresAt: inHours(23) }, 422, 'expiry_out_of_range'],
      [buyer, { ...good, expiresAt: inHours(15 * 24) }, 422, 'expiry_out_of_range'],
      [buyer, { ...good, listingId: newId() }, 404, 'not_found'],
      [stranger, good, 403, 'listing_not_unlocked'],
      [seller, good, 403, 'forbidden'],
      [overseer, good, 403, 'listing_not_unlocked'],
    ];
    for (const [user, body, status, code] of answers) {
      const answer = await user.post('/offers', body);
      expect([answer.status, answer.body.code]).toEqual([status, code]);
    }
    expect((await app.anonymous.post('/offers', good)).status).toBe(401);
    expect((await buyer.get('/offers/my-offers')).body.data).toEqual([]);
  });

  test('a buyer has one unfinished offer for a listing, however often it asks at once', async () => {
    const { listingId, buyer } = await market();
    const body = { listingId, amountCents: 15_000_000 };
    const answers = await Promise.all(Array.from({ length: 6 }, () => buyer.post('/offers', body)));
    const outcomes = answers.map(({ status, body: { code } }) => code ?? status).sort();
    expect(outcomes).toEqual([201, ...Array.from({ length: 5 }, () => 'offer_exists')]);
    const { id } = (await buyer.get('/offers/my-offers')).body.data[0];
    await buyer.post(`/offers/${id}/withdraw`);
    expect((await buyer.post('/offers', body)).status).toBe(201);
  });

  test('the same Idempotency-Key makes one offer', async () => {
    const { listingId, buyer } = await market();
    const body = { listingId, amountCents: 15_000_000 };
    const key = { 'idempotency-key': newId() };
    const [first, second] = [await buyer.post('/offers', body, key), await buyer.post('/offers', body, key)];
    expect(second.status).toBe(201);
    expect(second.body.data.id).toBe(first.body.data.id);
  });
});

describe('bargaining', () => {
  test('each side counters in turn, terms carry over, and the whole chain is kept', async () => {
    const { listingId, seller, buyer } = await market();
    const offerId = await make.offer(buyer, listingId, {
      terms: { holdbackPct: 10 },
      expiresAt: inHours(100),
    });
    const countered = await seller.post(`/offers/${offerId}/counter`, {
      version: 1,
      amountCents: 24_000_000,
      message: 'Higher.',
    });
    expect(countered.status).toBe(200);
    expect(countered.body.data).toMatchObject({
      turn: 'BUYER',
      amountCents: 24_000_000,
      terms: { holdbackPct: 10 },
      moves: { open: [{ move: 'WITHDRAW' }], next: { side: 'BUYER', onSilence: 'The offer expires.' } },
    });
    expect((await seller.post(`/offers/${offerId}/counter`, { version: 2, amountCents: 1 })).body.code).toBe(
      'not_your_turn',
    );
    const lower = { version: 2, amountCents: 22_000_000, terms: { holdbackPct: 5 } };
    const unread = await buyer.post(`/offers/${offerId}/counter`, { ...lower, readAmountCents: 23_000_000 });
    expect([unread.status, unread.body.code]).toEqual([409, 'offer_changed']);
    expect(unread.body.detail).toContain('Version 2 stands now, at $240,000.00.');
    const known = { ...lower, readAmountCents: 24_000_000 };
    expect((await buyer.post(`/offers/${offerId}/counter`, known)).status).toBe(200);
    const { versions, moves } = await read(seller, offerId);
    expect(
      versions.map(({ number, side, answers, state, amountCents }: Record<string, unknown>) => [
        number,
        side,
        answers,
        state,
        amountCents,
      ]),
    ).toEqual([
      [1, 'BUYER', null, 'PASSED', 20_000_000],
      [2, 'SELLER', 1, 'PASSED', 24_000_000],
      [3, 'BUYER', 2, 'STANDING', 22_000_000],
    ]);
    expect(moves.open.map(({ move }: { move: string }) => move)).toEqual(['ACCEPT', 'COUNTER', 'REJECT']);
    expect(moves.open[1].effect).toBe('Answers with version 4 of at most 20.');
    expect(await newsOf(offerId)).toEqual(['offer.made', 'offer.countered', 'offer.countered']);
  });

  test('the twenty-first version is refused', async () => {
    const { seller, buyer, offerId } = await bargain();
    for (let number = 2; number <= 20; number += 1) {
      const user = number % 2 === 0 ? seller : buyer;
      const answer = await user.post(`/offers/${offerId}/counter`, {
        version: number - 1,
        amountCents: 20_000_000 + number,
      });
      expect(answer.status).toBe(200);
    }
    const answer = await buyer.post(`/offers/${offerId}/counter`, { version: 20, amountCents: 20_000_021 });
    expect([answer.status, answer.body.code]).toEqual([409, 'too_many_versions']);
    expect((await read(buyer, offerId)).versionCount).toBe(20);
  });

  test('taking a version back lets the former one stand again; taking the first back ends the offer', async () => {
    const { seller, buyer, offerId } = await bargain();
    await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 25_000_000 });
    expect((await buyer.post(`/offers/${offerId}/withdraw`)).body.code).toBe('not_your_version');
    const back = await seller.post(`/offers/${offerId}/withdraw`, { reason: 'A slip of the pen.' });
    expect(back.body.data).toMatchObject({
      status: 'PENDING',
      turn: 'SELLER',
      amountCents: 20_000_000,
      versionNumber: 1,
      versions: [{ state: 'STANDING' }, { state: 'WITHDRAWN' }],
    });
    const again = await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 23_000_000 });
    expect(again.body.data.versions[2]).toMatchObject({ number: 3, answers: 1, state: 'STANDING' });
    await seller.post(`/offers/${offerId}/withdraw`);
    const ended = await buyer.post(`/offers/${offerId}/withdraw`);
    expect(ended.body.data).toMatchObject({
      status: 'WITHDRAWN',
      turn: null,
      expiresAt: null,
      moves: { open: [] },
    });
    expect((await seller.post(`/offers/${offerId}/reject`, await make.seen(offerId))).body.code).toBe(
      'offer_not_open',
    );
    expect((await newsOf(offerId)).slice(-2)).toEqual(['offer.version_withdrawn', 'offer.withdrawn']);
  });

  // Taken back in one tab, countered since: the other tab still shows the version that it would take back.
  test('who names the version that they take back takes back no other', async () => {
    const { seller, buyer, offerId } = await bargain();
    await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 25_000_000 });
    await buyer.post(`/offers/${offerId}/counter`, { version: 2, amountCents: 21_000_000 });
    await seller.post(`/offers/${offerId}/counter`, { version: 3, amountCents: 24_000_000 });
    const refused = await seller.post(`/offers/${offerId}/withdraw`, { version: 2 });
    expect([refused.status, refused.body.code]).toEqual([409, 'offer_changed']);
    expect(await read(seller, offerId)).toMatchObject({ versionNumber: 4, amountCents: 24_000_000 });
    const back = await seller.post(`/offers/${offerId}/withdraw`, { version: 4 });
    expect(back.body.data).toMatchObject({ versionNumber: 3, turn: 'SELLER' });
  });

  test('a rejected offer is over', async () => {
    const { seller, buyer, offerId } = await bargain();
    expect((await buyer.post(`/offers/${offerId}/reject`, await make.seen(offerId))).body.code).toBe(
      'not_your_turn',
    );
    const rejected = await seller.post(`/offers/${offerId}/reject`, {
      ...(await make.seen(offerId)),
      reason: 'Too low for us.',
    });
    expect(rejected.body.data).toMatchObject({
      status: 'REJECTED',
      history: [{}, { reason: 'Too low for us.' }],
    });
    const late = await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 21_000_000 });
    expect(late.body).toMatchObject({
      code: 'offer_not_open',
      detail: 'The offer has been rejected. The buyer can make a new one while the listing takes offers.',
    });
    const { closed } = (await read(buyer, offerId)).moves as { closed: { because: string }[] };
    for (const { because } of closed) expect(because).not.toMatch(/[A-Z]+_[A-Z]+|[A-Z]{4,}/);
  });
});

describe('accepting', () => {
  test('it reserves the listing and keeps the others as back-ups, highest bid first', async () => {
    const { listingId, seller, buyers } = await market(4);
    const [one, two, three, four] = buyers as [TestUser, TestUser, TestUser, TestUser];
    const low = await make.offer(one, listingId, { amountCents: 11_000_000 });
    const best = await make.offer(two, listingId, { amountCents: 19_000_000 });
    const high = await make.offer(three, listingId, { amountCents: 15_000_000 });
    const asked = await make.offer(four, listingId, { amountCents: 12_000_000 });
    // What the seller asks in a counter is not what the buyer has bid.
    await seller.post(`/offers/${asked}/counter`, { version: 1, amountCents: 99_000_000 });

    const accepted = await make.accept(seller, best);
    expect(accepted).toMatchObject({
      offerId: best,
      listingId,
      buyerId: two.id,
      sellerId: seller.id,
      amountCents: 19_000_000,
      terms: { financing: 'CASH', exclusivityDays: 30 },
      acceptedAt: expect.any(Number),
      versionId: expect.any(String),
    });
    expect((await app.modules.listings.findListing(listingId))?.status).toBe('RESERVED');
    const rows = (await seller.get(`/offers/listing/${listingId}`)).body.data;
    const ranks = new Map(rows.map((row: { id: string }) => [row.id, row]));
    expect(ranks.get(best)).toMatchObject({ status: 'ACCEPTED', backupRank: null });
    expect(ranks.get(high)).toMatchObject({ status: 'SUPERSEDED', backupRank: 1 });
    expect(ranks.get(asked)).toMatchObject({ status: 'SUPERSEDED', backupRank: 2 });
    expect(ranks.get(low)).toMatchObject({ status: 'SUPERSEDED', backupRank: 3 });
    expect(await newsOf(best)).toEqual(['offer.made', 'offer.accepted']);
    expect(await newsOf(low)).toEqual(['offer.made', 'offer.superseded']);
  });

  test("the buyer accepts the seller's counter, and that is all it takes", async () => {
    const { seller, buyer, offerId } = await bargain();
    await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 21_000_000 });
    await expect(make.accept(seller, offerId)).rejects.toMatchObject({ code: 'not_your_turn' });
    expect(await make.accept(buyer, offerId)).toMatchObject({ amountCents: 21_000_000 });
  });

  // The seller read $270,000; the buyer took it back, and $220,000 stood when the answer came.
  test('nobody answers a version that they have not read: each answer names one, or is told what stands', async () => {
    const { listingId, seller, buyer } = await market();
    const offerId = await make.offer(buyer, listingId, { amountCents: 20_000_000 });
    await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 29_000_000 });
    await buyer.post(`/offers/${offerId}/counter`, { version: 2, amountCents: 27_000_000 });
    await buyer.post(`/offers/${offerId}/withdraw`);
    await buyer.post(`/offers/${offerId}/counter`, { version: 2, amountCents: 22_000_000 });

    const read = { version: 3, amountCents: 27_000_000 };
    const answers = [
      ['accept', read],
      ['accept', { version: 4, amountCents: 27_000_000 }],
      ['accept-counter', read],
      ['reject', read],
      ['counter', { version: 3, amountCents: 28_000_000 }],
    ] as const;
    for (const [verb, body] of answers) {
      const refused = await seller.post(`/offers/${offerId}/${verb}`, body);
      expect([verb, refused.status, refused.body.code]).toEqual([verb, 409, 'offer_changed']);
      expect(refused.body.detail).toContain('Version 4 stands now, at $220,000.00');
      expect((await seller.post(`/offers/${offerId}/${verb}`, {})).status).toBe(400);
    }
    expect(await app.modules.offers.getOffer(offerId)).toMatchObject({ status: 'PENDING' });
    expect(await make.accept(seller, offerId)).toMatchObject({ amountCents: 22_000_000 });
  });

  test('a stranger and the author of the version are refused', async () => {
    const { buyer, offerId } = await bargain();
    const refused = (user: TestUser, code: string) =>
      expect(make.accept(user, offerId)).rejects.toMatchObject({ code });
    await refused(await app.make.buyer(), 'not_found');
    await refused(await app.make.admin(), 'not_found');
    await refused(buyer, 'not_your_turn');
  });

  test('an offer of somebody who was suspended meanwhile is not accepted', async () => {
    const { buyer, seller, offerId } = await bargain();
    const admin = await app.make.admin();
    await admin.post(`/admin/users/${buyer.id}/suspend`, { reason: 'Under inquiry.' });
    await expect(make.accept(seller, offerId)).rejects.toMatchObject({
      code: 'other_side_unavailable',
    });
  });

  test('an acceptance whose unit fails leaves no trace', async () => {
    const { listingId, seller, offerId } = await bargain();
    const failing = app.platform.database.atomically(async () => {
      await app.modules.offers.accept(actorOf(seller), offerId, FIRST_VERSION);
      throw new Error('the transaction could not be opened');
    });
    await expect(failing).rejects.toThrow('could not be opened');
    expect((await app.modules.listings.findListing(listingId))?.status).toBe('ACTIVE');
    expect((await app.modules.offers.getOffer(offerId)).status).toBe('PENDING');
    expect(await newsOf(offerId)).toEqual(['offer.made']);
  });

  test('nobody makes an offer for a reserved listing', async () => {
    const { listingId, seller, buyers } = await market(2);
    const [one, two] = buyers as [TestUser, TestUser];
    await make.accept(seller, await make.offer(one, listingId));
    const answer = await two.post('/offers', { listingId, amountCents: 30_000_000 });
    expect([answer.status, answer.body.code]).toEqual([409, 'listing_closed']);
  });
});

describe('at once', () => {
  test('of two accepts on one listing exactly one wins, every time', async () => {
    const { listingId, seller, buyers } = await market(2);
    const trials = app.platform.database.dialect === 'mysql' ? 40 : 12;
    for (let trial = 0; trial < trials; trial += 1) {
      const ids = await Promise.all(buyers.map((buyer) => make.offer(buyer, listingId)));
      const outcomes = await Promise.allSettled(ids.map((id) => make.accept(seller, id)));
      expect(outcomes.map(codeOf).sort()).toEqual(['done', 'offer_not_open']);
      const offers = await Promise.all(ids.map((id) => app.modules.offers.getOffer(id)));
      expect(offers.map(({ status }) => status).sort()).toEqual(['ACCEPTED', 'SUPERSEDED']);
      for (const [index, buyer] of buyers.entries()) await clear(String(ids[index]), buyer);
    }
  });

  test('accept, counter, reject and withdraw: one wins, and the record tells the same story', async () => {
    const { listingId, seller, buyer } = await market();
    const winners = new Set<string>();
    for (let trial = 0; trial < 16; trial += 1) {
      const offerId = await make.offer(buyer, listingId);
      const acts = [
        () => make.accept(seller, offerId),
        () => act(seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 21_000_000 })),
        () => act(buyer.post(`/offers/${offerId}/withdraw`)),
        () => act(seller.post(`/offers/${offerId}/reject`, FIRST_VERSION)),
      ];
      // Without a way through the network the acceptance is always first; every other race goes without it.
      const rivals = trial % 2 === 0 ? acts : acts.slice(1);
      const turned = [...rivals.slice(trial % 3), ...rivals.slice(0, trial % 3)];
      const outcomes = (await Promise.allSettled(turned.map((run) => run()))).map(codeOf);
      expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
      const { status, history, versions } = await read(seller, offerId);
      expect(history).toHaveLength(2);
      expect(history[1].status).toBe(status);
      expect(versions).toHaveLength(history[1].step === 'COUNTERED' ? 2 : 1);
      winners.add(history[1].step);
      await clear(offerId, buyer);
    }
    expect(winners.size).toBeGreaterThan(1);
  });
});

describe('back-ups', () => {
  test('when the deal falls through they are told in order, and one comes back by its own act', async () => {
    const { listingId, seller, buyers } = await market(3);
    const [one, two, three] = buyers as [TestUser, TestUser, TestUser];
    const first = await make.offer(one, listingId, { amountCents: 19_000_000 });
    const second = await make.offer(two, listingId, { amountCents: 15_000_000 });
    const third = await make.offer(three, listingId, { amountCents: 17_000_000 });
    await make.accept(seller, first);
    expect((await three.post(`/offers/${third}/revive`)).body.code).toBe('listing_closed');
    await app.modules.offers.saleFellThrough(first, 'The deposit did not come.');
    const told = await hear((news) => news.listingId === listingId);
    const revivable = told.filter(({ name }) => name === 'offer.backup_revivable');
    expect(revivable.map(({ news }) => [news.offerId, news.backupRank])).toEqual([
      [third, 1],
      [second, 2],
    ]);
    expect((await read(one, first)).status).toBe('FELL_THROUGH');
    expect((await read(two, second)).status).toBe('SUPERSEDED');
    expect((await seller.post(`/offers/${second}/revive`)).body.code).toBe('not_your_version');

    const revived = await two.post(`/offers/${second}/revive`, { message: 'Still willing.' });
    expect(revived.body.data).toMatchObject({
      status: 'PENDING',
      turn: 'SELLER',
      amountCents: 15_000_000,
      backupRank: null,
      versions: [{ state: 'PASSED' }, { number: 2, answers: null, side: 'BUYER', state: 'STANDING' }],
    });
    await make.accept(seller, second);
    expect(await read(three, third)).toMatchObject({ status: 'SUPERSEDED', backupRank: 1 });
    await app.platform.database.atomically(async () => {
      await app.modules.listings.markSold(listingId, two.id, 20_000_000);
      await app.modules.offers.saleCompleted(second);
    });
    expect((await read(two, second)).status).toBe('COMPLETED');
    expect((await read(three, third)).status).toBe('CLOSED');
    expect((await newsOf(third)).at(-1)).toBe('offer.closed');
  });

  test('a back-up whose buyer had been countered comes back at what the buyer itself bid', async () => {
    const { listingId, seller, buyers } = await market(2);
    const [one, two] = buyers as [TestUser, TestUser];
    const first = await make.offer(one, listingId);
    const backup = await make.offer(two, listingId, { amountCents: 18_000_000 });
    await seller.post(`/offers/${backup}/counter`, { version: 1, amountCents: 28_000_000 });
    await make.accept(seller, first);
    await app.modules.offers.saleFellThrough(first, 'Both agreed to part.');
    expect((await two.post(`/offers/${backup}/revive`)).body.data.amountCents).toBe(18_000_000);
  });

  test('a buyer gives up its place', async () => {
    const { listingId, seller, buyers } = await market(2);
    const [one, two] = buyers as [TestUser, TestUser];
    const backup = await make.offer(two, listingId);
    await make.accept(seller, await make.offer(one, listingId));
    expect((await two.post(`/offers/${backup}/withdraw`)).body.data).toMatchObject({
      status: 'WITHDRAWN',
      backupRank: null,
    });
  });

  test('when the seller withdraws the listing, open offers are closed and both are told', async () => {
    const { listingId, seller, buyer, offerId } = await bargain();
    expect((await seller.post(`/listings/${listingId}/withdraw`)).status).toBe(200);
    const [, closed] = await hear((news) => news.offerId === offerId);
    expect(closed).toMatchObject({
      name: 'offer.closed',
      news: {
        buyerId: buyer.id,
        sellerId: seller.id,
        turn: null,
        reason: 'The seller has withdrawn the listing.',
      },
    });
    expect((await read(buyer, offerId)).history.at(-1)).toMatchObject({ step: 'CLOSED', side: null });
  });
});

describe('who reads what', () => {
  test('both parties and admins read an offer; to anyone else it is absent', async () => {
    const { seller, buyer, offerId } = await bargain();
    const stranger = await app.make.user({ roles: ['buyer', 'seller'] });
    for (const [method, suffix, body] of [
      ['get', '', undefined],
      ['post', '/counter', { version: 1, amountCents: 21_000_000 }],
      ['post', '/reject', FIRST_VERSION],
      ['post', '/withdraw', {}],
      ['post', '/revive', {}],
    ] as const) {
      const absent = await stranger.send(method, `/offers/${newId()}${suffix}`, body);
      const hidden = await stranger.send(method, `/offers/${offerId}${suffix}`, body);
      expect(hidden.status).toBe(404);
      expect({ ...hidden.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
    }
    const seen = await read(await app.make.admin(), offerId);
    expect(seen).toMatchObject({ yourSide: null, moves: { open: [] } });
    expect((await seller.get(`/offers/${offerId}`)).status).toBe(200);
    const text = JSON.stringify([await read(buyer, offerId), await read(seller, offerId), seen]);
    for (const secret of [seller.email, buyer.email]) expect(text).not.toContain(secret);
  });

  test('each list holds what is its reader’s, page by page', async () => {
    const { listingId, seller, buyers } = await market(3);
    const ids: string[] = [];
    for (const buyer of buyers) ids.unshift(await make.offer(buyer, listingId));
    const [last] = buyers.slice(-1) as [TestUser];
    const idsOf = ({ body }: { body: { data: { id: string }[] } }) => body.data.map(({ id }) => id);

    expect(idsOf(await last.get('/offers/my-offers'))).toEqual([ids[0]]);
    expect(idsOf(await last.get('/offers/received'))).toEqual([]);
    expect(idsOf(await seller.get('/offers/my-offers'))).toEqual([]);
    const first = await seller.get('/offers/received?limit=2');
    expect(idsOf(first)).toEqual(ids.slice(0, 2));
    const rest = await seller.get(`/offers/received?limit=2&cursor=${first.body.pagination.nextCursor}`);
    expect(idsOf(rest)).toEqual(ids.slice(2));
    expect(rest.body.pagination.hasNext).toBe(false);
    expect(idsOf(await seller.get(`/offers/listing/${listingId}?status=REJECTED`))).toEqual([]);
    expect((await last.get(`/offers/listing/${listingId}`)).status).toBe(404);
    expect((await seller.get('/offers/received?cursor=xx')).body.code).toBe('bad_cursor');

    const overseer = await app.make.admin();
    expect(idsOf(await overseer.get(`/offers/listing/${listingId}`))).toEqual(ids);
    const all = await overseer.get(`/admin/offers?listingId=${listingId}&status=PENDING`);
    expect(idsOf(all)).toEqual(ids);
    const { carrier } = (await overseer.get(`/admin/listings?sellerId=${seller.id}`)).body.data[0];
    expect(carrier).toMatchObject({ proofLevel: expect.any(Number), check: expect.any(Object) });
    expect((all.body.data as { carrier: object }[]).map((each) => each.carrier)).toEqual(
      ids.map(() => carrier),
    );
    expect((await seller.get('/admin/offers')).status).toBe(403);
  });

  test('a list of what waits for its reader holds the offers that await their answer, until the time has passed', async () => {
    const { listingId, seller, buyer } = await market();
    const offerId = await make.offer(buyer, listingId);
    const waiting = async (who: TestUser, path: string) =>
      ((await who.get(`/offers/${path}?waitingFor=me`)).body.data as { id: string }[]).map(({ id }) => id);
    expect(await waiting(seller, 'received')).toEqual([offerId]);
    expect(await waiting(seller, `listing/${listingId}`)).toEqual([offerId]);
    expect(await waiting(buyer, 'my-offers')).toEqual([]);
    await seller.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 22_000_000 });
    expect(await waiting(seller, 'received')).toEqual([]);
    expect(await waiting(buyer, 'my-offers')).toEqual([offerId]);
    expect((await buyer.get('/offers/my-offers?waitingFor=them')).status).toBe(400);
    app.clock.advance(73 * HOUR_MS);
    expect(await waiting(buyer, 'my-offers')).toEqual([]);
  });

  test('an offer keeps the title of its day and shows the present one to those who may read it', async () => {
    const { listingId, seller, buyer } = await market();
    const offerId = await make.offer(buyer, listingId);
    const { title } = (await read(buyer, offerId)).listing;
    const renamed = 'Regional carrier with shippers of twenty years';
    const { version } = await makeListings(app).readVersion(listingId);
    await act(seller.put(`/listings/${listingId}`, { version, title: renamed }));
    const listed = async (who: TestUser, path: string) => (await who.get(path)).body.data[0].listing;
    // The change waits for its review, and nobody but its author reads it before.
    const shown = { id: listingId, title, titleNow: title, status: 'ACTIVE' };
    expect((await read(buyer, offerId)).listing).toEqual(shown);
    const admin = await app.make.admin();
    const seen = await makeListings(app).readVersion(listingId);
    await act(admin.post(`/admin/listings/${listingId}/approve`, seen));
    expect(await listed(buyer, '/offers/my-offers')).toEqual({ ...shown, titleNow: renamed });
    await act(seller.post(`/listings/${listingId}/pause`, undefined));
    const hidden = { ...shown, titleNow: null, status: 'PAUSED' };
    expect((await read(buyer, offerId)).listing).toEqual(hidden);
    expect(await listed(buyer, '/offers/my-offers')).toEqual(hidden);
    expect(await listed(seller, '/offers/received')).toEqual({ ...hidden, titleNow: renamed });
  });

  test('a listing shows its reader their own offer and deal, and what they can do; to others nothing of it', async () => {
    const listings = makeListings(app);
    const { id: listingId, seller } = await listings.active();
    const [buyer, rival, stranger] = [
      await app.make.buyer(),
      await listings.buyerOf(listingId),
      await app.make.buyer(),
    ];
    const shown = async (who: ApiClient) => (await who.get(`/listings/${listingId}`)).body.data;
    const codes = ({
      moves,
    }: {
      moves: { open: { move: string }[]; closed: { move: string; code: string }[] };
    }) => [...moves.open.map(({ move }) => move), ...moves.closed.map(({ move, code }) => `${move} ${code}`)];
    expect(codes(await shown(buyer))).toEqual(['UNLOCK', 'MAKE_OFFER listing_not_unlocked']);
    await listings.unlock(buyer, listingId);
    expect(codes(await shown(buyer))).toEqual(['MAKE_OFFER']);
    const offerId = await make.offer(buyer, listingId);
    const own = { id: offerId, status: 'PENDING', amountCents: 20_000_000, turn: 'SELLER' };
    expect(await shown(buyer)).toMatchObject({ access: 'GRANTED', offer: own, transactionId: null });
    expect(codes(await shown(buyer))).toEqual(['MAKE_OFFER offer_exists']);
    const again = await buyer.post('/offers', { listingId, amountCents: 20_000_000 });
    expect(again.body.code).toBe('offer_exists');
    const accepted = await make.accept(seller, offerId);
    const { transactionId } = accepted;
    expect(await shown(buyer)).toMatchObject({
      offer: { ...own, status: 'ACCEPTED', turn: null },
      transactionId,
    });
    expect(await shown(seller)).toMatchObject({ offer: null, transactionId, moves: null });
    for (const who of [rival, stranger]) {
      expect(await shown(who)).toMatchObject({ offer: null, transactionId: null });
      const { body } = await who.post('/offers', { listingId, amountCents: 20_000_000 });
      expect(codes(await shown(who))).toContain(`MAKE_OFFER ${body.code}`);
    }
    expect(codes(await shown(stranger))[0]).toBe('UNLOCK listing_not_active');
    expect(await shown(app.anonymous)).toMatchObject({ offer: null, transactionId: null, moves: null });
  });
});
