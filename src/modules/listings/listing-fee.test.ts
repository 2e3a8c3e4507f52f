/** A fee buys the credit of one's own listing's publication, once for each. */
import { startTestApp, type TestApp } from '../../../tests/support/app';
import { type MadeListing, makeListings } from '../../../tests/support/make-listings';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { PUBLICATION_MS } from './listing.rules';

const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const DEBIT = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };

let app: TestApp;
let make: ReturnType<typeof makeListings>;
beforeAll(async () => {
  app = await startTestApp();
  make = makeListings(app);
});
afterAll(async () => {
  try {
    await app.settle();
    expect(await app.violations()).toEqual([]);
  } finally {
    await app.close();
  }
});

const pay = async ({ id, seller }: MadeListing, how: object = CARD, headers: Record<string, string> = {}) =>
  seller.post('/credits/listing-fee', { listingId: id, ...how }, headers);
const credits = ({ seller }: MadeListing) => app.modules.billing.creditBalance(seller.id);
const feesOf = async ({ seller }: MadeListing) =>
  (await seller.get('/payments?purpose=LISTING_FEE')).body.data as { status: string }[];

function signal() {
  let give = () => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}

test('a fee is for one’s own listing: another seller’s and a missing one answer the same', async () => {
  const hidden = await make.draft();
  const shown = await make.active();
  const stranger = await app.make.seller();
  const ask = (listingId: string) => stranger.post('/credits/listing-fee', { listingId, ...CARD });
  const tales = await Promise.all([hidden.id, shown.id, newId()].map(ask));
  expect(tales.map(({ status }) => status)).toEqual([404, 404, 404]);
  expect(new Set(tales.map(({ body }) => body.detail)).size).toBe(1);
  expect((await stranger.get('/payments')).body.data).toEqual([]);
});

test('a fee buys the credit that the submission spends; before that it is not paid twice', async () => {
  const listing = await make.draft();
  const headers = { 'idempotency-key': newId() };
  const before = await app.modules.ledger.balance('revenue:listings');
  const first = await pay(listing, CARD, headers);
  expect(first.body.data).toMatchObject({
    listingId: listing.id,
    status: 'PAID',
    credits: 1,
    priceCents: 2_999,
  });
  await app.settle();
  expect((await app.modules.ledger.balance('revenue:listings')) - before).toBe(2_999);
  expect(await app.modules.ledger.balance(`unallocated:${first.body.data.payment.id}`)).toBe(0);
  const [movement] = (await listing.seller.get('/credits/history')).body.data;
  expect(movement).toMatchObject({ reason: 'Listing fee paid', credits: 1 });
  await app.platform.database.change('DELETE FROM idempotency_keys');
  expect((await pay(listing, CARD, headers)).body.data.id).toBe(first.body.data.id);
  const other = await make.draft({ seller: listing.seller });
  expect((await pay(other, CARD, headers)).body.code).toBe('idempotency_key_reused');
  expect((await pay(listing)).body.code).toBe('already_paid');
  expect(await credits(listing)).toBe(1);
  expect((await listing.seller.post(`/listings/${listing.id}/submit`)).status).toBe(200);
  expect(await credits(listing)).toBe(0);
  expect((await pay(listing)).body.code).toBe('already_paid');
  expect(await feesOf(listing)).toHaveLength(1);
});

test('only sellers pay a fee, and the server sets its price', async () => {
  const { id, seller } = await make.draft();
  const buyer = await app.make.buyer();
  expect((await buyer.post('/credits/listing-fee', { listingId: id, ...CARD })).status).toBe(403);
  const cheap = { listingId: id, ...CARD, priceCents: 1 };
  expect((await seller.post('/credits/listing-fee', cheap)).body.code).toBe('price_changed');
});

test('ten fees for one listing at once are one order and one credit', async () => {
  const listing = await make.draft();
  const answers = await Promise.all(Array.from({ length: 10 }, () => pay(listing)));
  await app.settle();
  expect(await credits(listing)).toBe(1);
  expect(await feesOf(listing)).toHaveLength(1);
  const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.data.id);
  expect(new Set(ids).size).toBe(1);
});

// The embedded database has one writer at a time.
(process.env.DATABASE_URL ? test : test.skip)(
  'a fee that is paid in the moment in which it is asked what is paid is not ordered once more',
  async () => {
    const listing = await make.draft();
    const { billing, gateway } = app.modules;
    const card = gateway.gateways.forNewMoney;
    if (!card) throw new Error('No gateway takes new money.');
    const { createPayment } = card;
    const { isListingFeePaid } = billing;
    const [asked, answered] = [signal(), signal()];
    let first: ReturnType<typeof pay> | undefined;
    try {
      card.createPayment = async (order) => {
        asked.give();
        await answered.given;
        return createPayment.call(card, order);
      };
      first = pay(listing);
      await asked.given;
      billing.isListingFeePaid = async (...of) => {
        const isPaid = await isListingFeePaid(...of);
        answered.give();
        await first;
        return isPaid;
      };
      await pay(listing);
    } finally {
      answered.give();
      Object.assign(card, { createPayment });
      Object.assign(billing, { isListingFeePaid });
    }
    expect((await first).status).toBe(201);
    await app.settle();
    expect([await credits(listing), (await feesOf(listing)).length]).toEqual([1, 1]);
  },
);

test('a fee whose payment is processing cannot be paid again by another method', async () => {
  const listing = await make.draft();
  const first = await pay(listing, DEBIT);
  expect(first.body.data.payment.status).toBe('PROCESSING');
  expect((await pay(listing, DEBIT)).body.data.id).toBe(first.body.data.id);
  expect((await pay(listing, CARD)).body.code).toBe('payment_under_way');
  await app.later(5 * DAY_MS);
  expect(await credits(listing)).toBe(1);
});

test('of a slow card and a bank debit started meanwhile one pays the fee, and the other goes back by itself', async () => {
  const listing = await make.draft();
  const gateway = app.modules.gateway.gateways.forNewMoney;
  if (!gateway) throw new Error('No gateway takes new money.');
  const before = await app.modules.ledger.balance('revenue:listings');
  const { createPayment } = gateway;
  const [asked, answered] = [signal(), signal()];
  gateway.createPayment = async (order) => {
    const answer = await createPayment.call(gateway, order);
    if (order.method !== 'CARD') return answer;
    asked.give();
    await answered.given;
    return answer;
  };
  try {
    const card = pay(listing, CARD);
    await asked.given;
    expect((await pay(listing, DEBIT)).status).toBe(201);
    answered.give();
    await card;
  } finally {
    gateway.createPayment = createPayment;
  }
  await app.later(5 * DAY_MS);
  expect(await credits(listing)).toBe(1);
  expect((await app.modules.ledger.balance('revenue:listings')) - before).toBe(2_999);
  const fees = (await listing.seller.get('/payments?purpose=LISTING_FEE')).body.data;
  expect(fees.map(({ method, refundedCents }: Record<string, unknown>) => [method, refundedCents])).toEqual([
    ['BANK_DEBIT', 0],
    ['CARD', 2_999],
  ]);
});

test('a declined card leaves the fee unpaid', async () => {
  const listing = await make.draft();
  const refused = await pay(listing, { ...CARD, paymentMethodId: 'pm_card_chargeDeclined' });
  expect(refused.body.data).toMatchObject({ status: 'FAILED', payment: { status: 'FAILED' } });
  expect(refused.body.message).toMatch(
    /declined.* Nothing was taken\. Pay again with another card or in another way\.$/,
  );
  expect((await pay(listing)).body.data.status).toBe('PAID');
});

test('a withdrawn listing has no fee; an expired one has a new fee', async () => {
  const over = await make.draft();
  await over.seller.post(`/listings/${over.id}/withdraw`);
  expect((await pay(over)).body.code).toBe('listing_state_forbids');

  const listing = await make.draft();
  await pay(listing);
  await listing.seller.post(`/listings/${listing.id}/submit`);
  await make.proveControl(listing);
  await (
    await app.make.admin()
  ).post(`/admin/listings/${listing.id}/approve`, await make.readVersion(listing.id));
  expect((await pay(listing)).body.code).toBe('already_paid');
  await app.later(PUBLICATION_MS);
  expect((await app.modules.listings.findListing(listing.id))?.status).toBe('EXPIRED');
  // A credit from another source is no obstacle.
  await make.giveCredits(listing.seller.id, 1);
  expect((await pay(listing)).body.data.status).toBe('PAID');
});

test('a fee may be paid again if its credit was spent on something else', async () => {
  const listing = await make.draft();
  await pay(listing);
  const other = await make.draft({ seller: listing.seller });
  expect((await listing.seller.post(`/listings/${other.id}/submit`)).status).toBe(200);
  expect((await pay(listing)).body.data.status).toBe('PAID');
  expect(await credits(listing)).toBe(1);
});
