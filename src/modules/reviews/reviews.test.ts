/** Reviews of completed deals: who writes them, who reads them and when, and what they count for. */
import { DAY_MS, MINUTE_MS } from '../../platform/kernel/clock';
import type { TestUser } from '../../../tests/support/app';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { HIDDEN } from '../listings/contact.rules';
import { REMINDER_MS, SEALED_MS, WINDOW_MS } from './review.rules';

let world: DealWorld;
/** Both sides of it have written; what a test changes it makes of its own. */
let reviewed: MadeDeal & { byBuyer: string; bySeller: string };

beforeAll(async () => {
  world = await startDealWorld();
  const deal = await completed();
  const { id: byBuyer } = await write(deal.buyer, deal, 5, 'Every paper was at hand.');
  const { id: bySeller } = await write(deal.seller, deal, 2, 'Paid late, and asked for the lot.');
  reviewed = { ...deal, byBuyer, bySeller };
});
afterAll(() => world.close());

interface Review {
  id: string;
  state: string;
  stars: number;
  content: string;
  shownAt: string | null;
  showsAt: string | null;
  contactHidden: boolean;
  reply: { content: string } | null;
}

async function completed(): Promise<MadeDeal> {
  const deal = await world.at('COMPLETED');
  await world.app.settle();
  return deal;
}

const send = (author: TestUser, { id }: MadeDeal, stars: number, content = 'A fair deal.') =>
  author.post('/reviews', { transactionId: id, stars, content });
const write = async (...given: Parameters<typeof send>): Promise<Review> =>
  (await succeed(send(...given))).body.data;
const own = async (reader: TestUser, of: 'WRITTEN' | 'RECEIVED'): Promise<Review[]> =>
  (await succeed(reader.get(`/reviews?of=${of}`))).body.data;
const about = async ({ id }: TestUser): Promise<Review[]> =>
  (await succeed(world.app.anonymous.get(`/users/${id}/reviews`))).body.data;
const profile = async ({ id }: TestUser) =>
  (await succeed(world.app.anonymous.get(`/users/${id}`))).body.data;
const due = async (reader: TestUser): Promise<string[]> =>
  (await succeed(reader.get('/reviews/due'))).body.data.map(
    ({ transactionId }: { transactionId: string }) => transactionId,
  );
const kindsOf = async (reader: TestUser): Promise<string[]> =>
  (await succeed(reader.get('/notifications?limit=100'))).body.data.map(({ kind }: { kind: string }) => kind);

/** All that somebody can read of themselves and the other side, but for the clock. */
async function everythingSeenBy(reader: TestUser, other: TestUser, deal: MadeDeal): Promise<unknown> {
  await world.app.settle();
  const paths = [
    ...['/reviews', '/reviews?of=RECEIVED', '/reviews/due', '/events', '/notifications'],
    ...['/notifications/counts', `/users/${reader.id}`, `/users/${other.id}`],
    ...[`/users/${reader.id}/reviews`, `/users/${other.id}/reviews`],
    ...[`/transactions/${deal.id}`, `/transactions/${deal.id}/timeline`, `/offers/${deal.offerId}`],
  ];
  const seen: [string, unknown][] = [];
  for (const path of paths) seen.push([path, (await succeed(reader.get(path))).body]);
  return seen;
}

describe('while a review is sealed', () => {
  it('the other side can learn of it by no path, and cannot reply to it', async () => {
    const deal = await completed();
    const { buyer, seller } = deal;
    const before = await everythingSeenBy(seller, buyer, deal);
    const office = (await succeed(world.admin.get(`/admin/reviews?userId=${seller.id}`))).body;
    const review = await write(buyer, deal, 1, 'They kept the good trucks.');
    expect(review).toMatchObject({ state: 'SEALED', shownAt: null, showsAt: expect.any(String) });
    expect(await everythingSeenBy(seller, buyer, deal)).toEqual(before);
    expect((await succeed(world.admin.get(`/admin/reviews?userId=${seller.id}`))).body).toEqual(office);
    const reply = { content: 'I did not.' };
    expect(await codeOf(seller.post(`/reviews/${review.id}/reply`, reply))).toBe('404 not_found');
    const words = { what: 'REVIEW', reason: 'To see.' };
    expect(await codeOf(world.admin.post(`/admin/reviews/${review.id}/hide`, words))).toBe('404 not_found');
    // A reminder comes at the time of the deal, whoever has written.
    await world.later(REMINDER_MS + MINUTE_MS);
    expect(await kindsOf(seller)).toContain('REVIEW_REMINDER');
    expect(await kindsOf(buyer)).not.toContain('REVIEW_REMINDER');
    await world.later(DAY_MS);
    expect((await kindsOf(seller)).filter((kind) => kind === 'REVIEW_REMINDER')).toHaveLength(1);
  });

  it('its author changes it, until both are in: then both are shown at once', async () => {
    const deal = await completed();
    const { buyer, seller } = deal;
    const first = await write(buyer, deal, 3);
    const changed = { stars: 4, content: 'Better than I thought.' };
    await succeed(buyer.put(`/reviews/${first.id}`, changed));
    expect(await codeOf(seller.put(`/reviews/${first.id}`, changed))).toBe('404 not_found');
    expect(await codeOf(send(buyer, deal, 5))).toBe('409 already_reviewed');
    const second = await write(seller, deal, 5);
    expect(second.state).toBe('SHOWN');
    expect(await own(buyer, 'WRITTEN')).toMatchObject([{ ...changed, state: 'SHOWN' }]);
    expect(await own(buyer, 'RECEIVED')).toMatchObject([{ stars: 5, state: 'SHOWN' }]);
    for (const [author, { id }] of [
      [buyer, first],
      [seller, second],
    ] as const) {
      expect(await codeOf(author.put(`/reviews/${id}`, changed))).toBe('409 review_shown');
    }
    await world.app.settle();
    for (const side of [buyer, seller]) expect(await kindsOf(side)).toContain('REVIEW_SHOWN');
  });

  it('a lone one is shown after 14 days; the second, later one at once', async () => {
    const deal = await completed();
    const { buyer, seller } = deal;
    const review = await write(seller, deal, 4);
    await world.later(SEALED_MS - MINUTE_MS);
    expect(await about(buyer)).toEqual([]);
    await world.later(2 * MINUTE_MS);
    expect(await about(buyer)).toMatchObject([{ id: review.id, stars: 4 }]);
    expect((await profile(buyer)).standing.rating).toEqual({ average: 4, count: 1 });
    expect((await write(buyer, deal, 5)).state).toBe('SHOWN');
  });

  it('no operator who acts for its author reads it', async () => {
    const deal = await completed();
    await write(deal.buyer, deal, 5);
    const { body } = await succeed(
      world.admin.post(`/admin/users/${deal.buyer.id}/impersonate`, { reason: 'They asked for help.' }),
    );
    const acting = world.app.withToken(String(body.data.accessToken));
    expect((await acting.get('/reviews')).status).toBe(403);
  });
});

describe('who may write', () => {
  it('the sides of a completed deal, for 60 days', async () => {
    const deal = await completed();
    const stranger = await world.app.make.buyer();
    expect(await due(deal.buyer)).toEqual([deal.id]);
    expect(await codeOf(send(stranger, deal, 5))).toBe('404 not_found');
    expect(await codeOf(send(world.admin, deal, 5))).toBe('404 not_found');
    await world.later(WINDOW_MS - MINUTE_MS);
    await write(deal.buyer, deal, 5);
    expect(await due(deal.buyer)).toEqual([]);
    await world.later(MINUTE_MS);
    expect(await codeOf(send(deal.seller, deal, 5))).toBe('409 review_closed');
    expect(await due(deal.seller)).toEqual([]);
  });

  it('nobody before the deal is completed, nor after it was called off', async () => {
    const deal = await world.at('SIGNED');
    expect(await codeOf(send(deal.buyer, deal, 5))).toBe('409 deal_not_completed');
    await succeed(deal.buyer.post(`/transactions/${deal.id}/cancel`, { reason: 'The yard is gone.' }));
    expect(await codeOf(send(deal.buyer, deal, 5))).toBe('409 deal_not_completed');
    expect(await due(deal.buyer)).toEqual([]);
  });

  it('the two at once: both reviews are kept, and both are shown', async () => {
    const deal = await completed();
    await Promise.all([write(deal.buyer, deal, 5), write(deal.seller, deal, 4)]);
    expect((await about(deal.buyer)).length + (await about(deal.seller)).length).toBe(2);
  });
});

describe('what everybody reads', () => {
  it('the text without contact details, and nothing of the deal or its company', async () => {
    const deal = await completed();
    const { legalName } = (await world.app.modules.listings.findListing(deal.listingId))?.carrier ?? {};
    for (const content of [`I bought ${legalName} from them.`, `Ask for USDOT ${deal.usdot}.`]) {
      expect(await codeOf(send(deal.buyer, deal, 5, content))).toBe('422 names_carrier');
    }
    await write(deal.buyer, deal, 5, 'Call me at 312-555-0188 to hear more.');
    expect(await own(deal.buyer, 'WRITTEN')).toMatchObject([
      { content: 'Call me at 312-555-0188 to hear more.', contactHidden: true },
    ]);
    await write(deal.seller, deal, 5);
    expect(await about(deal.seller)).toEqual([
      {
        ...{ id: expect.any(String), authorName: 'Test P.', authorPart: 'BUYER', stars: 5, reply: null },
        ...{ content: `Call me at ${HIDDEN} to hear more.`, shownAt: expect.any(String) },
      },
    ]);
  });

  it('one reply of the one whom it is about', async () => {
    const deal = await completed();
    const { id } = await write(deal.buyer, deal, 2);
    await write(deal.seller, deal, 4);
    const content = 'Write to seller@example.com for my side.';
    expect(await codeOf(deal.buyer.post(`/reviews/${id}/reply`, { content }))).toBe('404 not_found');
    await succeed(deal.seller.post(`/reviews/${id}/reply`, { content }));
    expect(await codeOf(deal.seller.post(`/reviews/${id}/reply`, { content }))).toBe('409 already_replied');
    expect((await about(deal.seller))[0]?.reply?.content).toBe(`Write to ${HIDDEN} for my side.`);
    await world.app.settle();
    expect(await kindsOf(deal.buyer)).toContain('REVIEW_REPLIED');
  });

  it('the average and the trust score with its lines, of what is shown', async () => {
    const { buyer, seller } = reviewed;
    expect((await profile(seller)).standing).toMatchObject({ rating: { average: 5, count: 1 } });
    const { rating, trust } = (await profile(buyer)).standing;
    expect(rating).toEqual({ average: 2, count: 1 });
    expect(trust.lines).toEqual(
      expect.arrayContaining([
        { points: 50, because: 'Every member starts here' },
        { points: 10, because: 'Completed 1 deal' },
        { points: -10, because: 'Received 1 review of 1 or 2 stars' },
      ]),
    );
    const { body } = await succeed(seller.get(`/offers/${reviewed.offerId}`));
    expect(body.data.otherSide.rating).toEqual(rating);
    const access = await succeed(seller.get(`/listings/${reviewed.listingId}/access`));
    expect(access.body.data[0].standing.rating).toEqual(rating);
    expect((await succeed(seller.get('/offers/received'))).body.data[0].otherSide.trust).toEqual(trust);
  });
});

describe('moderation', () => {
  const moderate = (by: TestUser, act: string, id: string, what = 'REVIEW') =>
    by.post(`/admin/reviews/${id}/${act}`, { what, reason: 'It insults.' });

  it('a hidden review is read by nobody and counts for nothing, until it is restored', async () => {
    const { seller, byBuyer, buyer } = reviewed;
    await succeed(moderate(world.admin, 'hide', byBuyer));
    expect(await codeOf(moderate(world.admin, 'hide', byBuyer))).toBe('409 moderated_already');
    expect(await about(seller)).toEqual([]);
    expect((await profile(seller)).standing.rating).toEqual({ average: null, count: 0 });
    expect(await own(seller, 'RECEIVED')).toEqual([]);
    expect(await own(buyer, 'WRITTEN')).toMatchObject([{ state: 'HIDDEN', hiddenReason: 'It insults.' }]);
    const hidden = (await succeed(world.admin.get('/admin/reviews?state=HIDDEN'))).body.data as Review[];
    expect(hidden.map(({ id }) => id)).toEqual([byBuyer]);
    const words = { content: 'It is not so.' };
    expect(await codeOf(seller.post(`/reviews/${byBuyer}/reply`, words))).toBe('409 review_not_shown');
    await succeed(moderate(world.admin, 'restore', byBuyer));
    expect(await about(seller)).toMatchObject([{ id: byBuyer }]);
    await world.app.settle();
    for (const side of [buyer, seller]) {
      expect(await kindsOf(side)).toEqual(expect.arrayContaining(['REVIEW_HIDDEN', 'REVIEW_RESTORED']));
    }
  });

  it('a reply is hidden without the review that it answers', async () => {
    const { buyer, bySeller } = reviewed;
    expect(await codeOf(moderate(world.admin, 'hide', bySeller, 'REPLY'))).toBe('404 not_found');
    await succeed(buyer.post(`/reviews/${bySeller}/reply`, { content: 'A liar, as everybody knows.' }));
    await succeed(moderate(world.admin, 'hide', bySeller, 'REPLY'));
    expect(await about(buyer)).toMatchObject([{ id: bySeller, reply: null }]);
    await succeed(moderate(world.admin, 'restore', bySeller, 'REPLY'));
    expect(await about(buyer)).toMatchObject([{ reply: { content: 'A liar, as everybody knows.' } }]);
  });
});

it('the export of a person has what they wrote and what everybody reads of them, and nothing that is sealed to them', async () => {
  const deal = await completed();
  await write(deal.buyer, deal, 1, 'Never again.');
  const { body } = await succeed(deal.seller.get('/users/me/export'));
  expect(JSON.stringify(body.data ?? body)).not.toContain('Never again.');
  const mine = await succeed(deal.buyer.get('/users/me/export'));
  expect(JSON.stringify(mine.body.data ?? mine.body)).toContain('Never again.');
});
