/** A listing becomes premium by an admin's word and the owner's fee, once; money that nobody waits for goes back. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { type MadeListing, makeListings } from '../../../../tests/support/make-listings';
import { anOrder } from '../../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import { paymentDisputeClosed, paymentSucceeded } from '../../payments';
import { premiumBegan } from './premium.events';

const FEE = 19_999;
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const DEBIT = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
const WIRE = { method: 'WIRE' };
const REASON = { reason: 'For the good of the market.' };

let app: TestApp;
let make: ReturnType<typeof makeListings>;
let admin: TestUser;
const begun: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  make = makeListings(app);
  admin = await app.make.admin();
  app.platform.events.on(premiumBegan, 'test', { runs: 'unit' }, ({ requestId }) => {
    begun.push(requestId);
    return Promise.resolve();
  });
});
afterAll(async () => {
  try {
    await app.settle();
    expect(await app.violations()).toEqual([]);
  } finally {
    await app.close();
  }
});

const at = ({ id }: MadeListing, rest = '') => `/listings/${id}/premium-request${rest}`;
const act = async ({ seller }: MadeListing, path: string, body: object = {}) => {
  const answer = await seller.post(path, body);
  await app.settle();
  return answer;
};
const read = async (listing: MadeListing) => (await listing.seller.get(at(listing))).body.data;
const balance = (code: string) => app.modules.ledger.balance(code);
const decide = async (requestId: string, decision: object) =>
  admin.put(`/admin/premium-requests/${requestId}`, decision);

async function asked(listing?: MadeListing): Promise<{ listing: MadeListing; id: string }> {
  const own = listing ?? (await make.active());
  const { status, body } = await act(own, at(own), { note: 'The best in the state.' });
  expect(status).toBe(201);
  return { listing: own, id: String(body.data.id) };
}

async function approved(listing?: MadeListing) {
  const made = await asked(listing);
  expect((await decide(made.id, { decision: 'APPROVE' })).status).toBe(200);
  return made;
}

async function premium(listing?: MadeListing) {
  const made = await approved(listing);
  const { status, body } = await act(made.listing, at(made.listing, '/payment'), CARD);
  expect(status).toBe(200);
  return { ...made, paymentId: String(body.data.payment.id) };
}

const isPremium = async ({ id, seller }: MadeListing): Promise<boolean> =>
  (await seller.get(`/listings/${id}`)).body.data.isPremium;
const found = async ({ id }: MadeListing, query: string) => {
  const { body } = await app.anonymous.get(`/listings?limit=100&${query}`);
  return (body.data as { id: string; isPremium: boolean }[]).find((card) => card.id === id);
};
const refundsOf = async (paymentId: string) =>
  (await admin.get(`/admin/refunds?paymentId=${paymentId}`)).body.data as {
    id: string;
    amountCents: number;
    status: string;
    fromAccount: string;
  }[];
/** The admin wires back the refunds that wait; clearing accounts end empty. */
async function wireBack(paymentId: string): Promise<void> {
  for (const { id } of await refundsOf(paymentId)) {
    const sent = await admin.post(`/admin/refunds/${id}/confirm-wire`, { reference: `BACK ${id}` });
    expect(sent.status).toBe(200);
  }
}
const auditOf = async (id: string) =>
  (
    await app.platform.database.select<{ action: string }>(
      'SELECT action FROM audit_entries WHERE subjectId = :id ORDER BY id',
      { id },
    )
  ).map(({ action }) => action.replace('premium.', ''));
const noticesOf = async (person: TestUser) =>
  ((await person.get('/notifications?limit=100')).body.data as { kind: string }[]).map(({ kind }) => kind);

describe('a premium listing', () => {
  it('is requested, approved and paid: then card and teaser show it, and search finds it', async () => {
    const before = await balance('revenue:listings');
    const { listing, id } = await approved();
    expect(await read(listing)).toMatchObject({
      ...{
        id,
        status: 'APPROVED',
        feeCents: FEE,
        note: 'The best in the state.',
        moves: ['pay', 'withdraw'],
      },
    });
    const { decidedAt, payBy } = await read(listing);
    expect(Date.parse(payBy) - Date.parse(decidedAt)).toBe(7 * DAY_MS);
    expect([await isPremium(listing), await found(listing, 'premium=true')]).toEqual([false, undefined]);

    const { body } = await act(listing, at(listing, '/payment'), CARD);
    expect(body.data).toMatchObject({
      request: { status: 'PREMIUM', paymentId: body.data.payment.id, moves: [] },
      payment: { status: 'SUCCEEDED', amountCents: FEE, purpose: 'PREMIUM_LISTING' },
    });
    expect(await isPremium(listing)).toBe(true);
    expect(await found(listing, 'premium=true')).toMatchObject({ isPremium: true });
    expect(await found(listing, 'premium=false')).toBeUndefined();
    expect(await found(listing, 'sortBy=newest')).toMatchObject({ isPremium: true });
    expect((await balance('revenue:listings')) - before).toBe(FEE);
    expect(await balance(`unallocated:${body.data.payment.id}`)).toBe(0);
    const notices = await noticesOf(listing.seller);
    expect(notices).toEqual(expect.arrayContaining(['LISTING_PREMIUM_APPROVED', 'LISTING_PREMIUM_BEGAN']));
    expect(await noticesOf(admin)).toContain('LISTING_PREMIUM_REQUESTED');
    expect((await act(listing, at(listing, '/payment'), CARD)).body.code).toBe('premium_state_forbids');
    expect((await act(listing, at(listing, '/withdraw'))).body.code).toBe('premium_state_forbids');
  });

  it('is marked in saved and unlocked lists too, and keeps its version', async () => {
    const { listing } = await approved();
    const versionOf = async () =>
      (await listing.seller.get(`/listings/${listing.id}`)).body.data.management.version as number;
    const version = await versionOf();
    await act(listing, at(listing, '/payment'), CARD);
    expect(await versionOf()).toBe(version);
    const buyer = await make.buyerOf(listing.id);
    await buyer.post(`/listings/${listing.id}/save`);
    for (const path of ['/listings/saved', '/listings/unlocked']) {
      expect((await buyer.get(path)).body.data).toMatchObject([{ id: listing.id, isPremium: true }]);
    }
    await act(listing, `/listings/${listing.id}/pause`);
    await act(listing, `/listings/${listing.id}/resume`);
    expect(await found(listing, 'premium=true')).toMatchObject({ isPremium: true });
  });

  it('starts once and is booked once, however often its payment is reported', async () => {
    const { listing, id, paymentId } = await premium();
    const before = await balance('revenue:listings');
    const news = { paymentId, purpose: 'PREMIUM_LISTING', subjectId: id, payerId: listing.seller.id };
    for (let time = 0; time < 5; time += 1) {
      await app.emit(paymentSucceeded, {
        ...{ ...news, amountCents: FEE, method: 'CARD', late: false },
      });
    }
    await app.settle();
    expect(begun.filter((each) => each === id)).toEqual([id]);
    expect(await balance('revenue:listings')).toBe(before);
    expect(await refundsOf(paymentId)).toEqual([]);
    const left = await app.platform.database.select(
      `SELECT id FROM jobs WHERE kind = 'payment.succeeded > listings' AND status <> 'DONE'`,
    );
    expect(left).toEqual([]);
  });

  it('costs the fee at the time of the approval', async () => {
    const { listing } = await approved();
    app.config.PREMIUM_LISTING_FEE_CENTS = 1;
    try {
      const { body } = await act(listing, at(listing, '/payment'), CARD);
      expect(body.data.payment).toMatchObject({ amountCents: FEE, status: 'SUCCEEDED' });
    } finally {
      app.config.PREMIUM_LISTING_FEE_CENTS = FEE;
    }
  });

  it('may be paid again after a card was declined', async () => {
    const { listing } = await approved();
    const refused = await act(listing, at(listing, '/payment'), {
      ...{ method: 'CARD', paymentMethodId: 'pm_card_chargeDeclined' },
    });
    expect(refused.body.data).toMatchObject({
      request: { status: 'APPROVED' },
      payment: { status: 'FAILED' },
    });
    expect(refused.body.message).toMatch(
      /declined.* Nothing was taken\. Pay again with another card or in another way\.$/,
    );
    expect((await act(listing, at(listing, '/payment'), CARD)).body.data.request.status).toBe('PREMIUM');
  });

  it('may be paid by a wire that an admin confirms to the cent', async () => {
    const { listing, id } = await approved();
    const other = await approved();
    const { body } = await act(listing, at(listing, '/payment'), WIRE);
    expect(body.data).toMatchObject({ request: { status: 'APPROVED' }, payment: { status: 'STARTED' } });
    const confirm = async (request: string, amountCents: number) =>
      admin.post(`/admin/premium-requests/${request}/verify-payment/${body.data.payment.id}`, {
        ...{ amountCents, reference: `FED ${id}` },
      });
    expect((await confirm(other.id, FEE)).status).toBe(404);
    expect((await confirm(id, FEE - 1)).body.code).toBe('amount_mismatch');
    expect((await confirm(id, FEE)).body.data).toMatchObject({ status: 'PREMIUM', listingStatus: 'ACTIVE' });
    expect((await confirm(id, FEE)).status).toBe(200);
    await app.settle();
    expect([await isPremium(listing), begun.filter((each) => each === id)]).toEqual([true, [id]]);
  });

  it('may be paid by several wires; the excess goes back', async () => {
    const { listing, id } = await approved();
    const { body } = await act(listing, at(listing, '/payment'), WIRE);
    const path = `/admin/premium-requests/${id}/verify-payment/${body.data.payment.id}`;
    const wire = async (reference: string, amountCents: number, meaning: object) =>
      admin.post(path, { reference: `${reference} ${id}`, amountCents, ...meaning });
    expect((await wire('ONE', 9_999, {})).body.code).toBe('amount_mismatch');
    expect((await wire('ONE', 9_999, { partial: true })).body.data.status).toBe('APPROVED');
    expect((await wire('TWO', 10_001, { sendBack: true })).body.data.status).toBe('PREMIUM');
    await app.settle();
    expect(await refundsOf(body.data.payment.id)).toMatchObject([{ amountCents: 1 }]);
    expect(await balance(`wires:${body.data.payment.id}`)).toBe(0);
    await wireBack(body.data.payment.id);
  });
});

describe('a premium request', () => {
  it('can be made, read, paid and withdrawn by the seller only', async () => {
    const { listing } = await approved();
    const hidden = await make.draft();
    const stranger = await app.make.seller();
    for (const path of ['', '/withdraw', '/payment']) {
      const body = path === '/payment' ? CARD : {};
      expect((await stranger.post(at(listing, path), body)).status).toBe(403);
      expect((await stranger.post(at(hidden, path), body)).status).toBe(404);
    }
    expect((await stranger.get(at(listing))).status).toBe(403);
    expect(await read(hidden)).toBeNull();
    const buyer = await app.make.buyer();
    expect((await buyer.post(at(listing), {})).status).toBe(403);
    expect((await listing.seller.get('/admin/premium-requests')).status).toBe(403);
  });

  it('is one at a time, even of ten made at once', async () => {
    const listing = await make.draft();
    const answers = await Promise.all(Array.from({ length: 10 }, () => listing.seller.post(at(listing), {})));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body.code))).toEqual(
      new Set([undefined, 'premium_request_exists']),
    );
    const { id } = await read(listing);
    await decide(id, { decision: 'APPROVE' });
    expect((await act(listing, at(listing))).body.code).toBe('premium_request_exists');
  });

  it('is not for a listing that has left the market', async () => {
    const listing = await make.draft();
    await act(listing, `/listings/${listing.id}/withdraw`);
    expect((await act(listing, at(listing))).body.code).toBe('listing_state_forbids');
  });

  it('is rejected with a reason, and may be made again', async () => {
    const { listing, id } = await asked();
    const silent = await decide(id, { decision: 'REJECT' });
    expect([silent.status, silent.body.errors[0].field]).toEqual([400, 'reason']);
    expect((await decide(id, { decision: 'REJECT', ...REASON })).body.data).toMatchObject({
      ...{ status: 'REJECTED', decisionReason: REASON.reason, feeCents: null, moves: [] },
    });
    expect((await decide(id, { decision: 'APPROVE' })).body.code).toBe('premium_state_forbids');
    expect((await act(listing, at(listing, '/payment'), CARD)).body.code).toBe('premium_state_forbids');
    await app.settle();
    expect(await noticesOf(listing.seller)).toContain('LISTING_PREMIUM_REJECTED');
    expect((await asked(listing)).id).not.toBe(id);
  });

  it('is listed for admins, by status, listing and seller, page by page', async () => {
    const { listing, id } = await asked();
    await decide(id, { decision: 'REJECT', ...REASON });
    const second = await asked(listing);
    const list = async (query: string) => (await admin.get(`/admin/premium-requests?${query}`)).body;
    const newest = await list(`sellerId=${listing.seller.id}&limit=1`);
    expect(newest.data).toMatchObject([
      { id: second.id, listingTitle: expect.any(String), status: 'PENDING' },
    ]);
    const older = await list(`sellerId=${listing.seller.id}&limit=1&cursor=${newest.pagination.nextCursor}`);
    expect([older.data[0].id, older.pagination.hasNext]).toEqual([id, false]);
    expect((await list(`listingId=${listing.id}&status=REJECTED`)).data).toHaveLength(1);
    expect((await list(`listingId=${newId()}`)).data).toEqual([]);
    expect((await admin.get('/admin/premium-requests?status=NONE')).status).toBe(400);
  });

  it('blocks the deletion of the seller’s account while it is open, and is part of the data export', async () => {
    const { listing, id } = await asked(await make.draft());
    const { seller } = listing;
    const leave = () => seller.send('delete', '/users/me', { password: seller.password });
    expect((await leave()).status).toBe(409);
    expect((await seller.get('/users/me/export')).body.data.listings.premiumRequests).toMatchObject([{ id }]);
    await act(listing, at(listing, '/withdraw'));
    expect((await leave()).status).toBe(200);
  });

  it('lapses when the fee is not paid in time, and may be made again', async () => {
    const { listing, id } = await approved();
    await app.later(7 * DAY_MS - 2 * HOUR_MS);
    expect((await read(listing)).status).toBe('APPROVED');
    await app.later(2 * HOUR_MS);
    expect((await read(listing)).status).toBe('LAPSED');
    expect(await noticesOf(listing.seller)).toContain('LISTING_PREMIUM_LAPSED');
    expect((await act(listing, at(listing, '/payment'), CARD)).body.code).toBe('premium_state_forbids');
    expect((await asked(listing)).id).not.toBe(id);
  });

  it('cannot be paid after its deadline, even before the sweep has ended it', async () => {
    const { listing } = await approved();
    app.clock.advance(7 * DAY_MS);
    const { body } = await listing.seller.post(at(listing, '/payment'), CARD);
    expect(body.code).toBe('premium_state_forbids');
    expect((await listing.seller.get('/payments?purpose=PREMIUM_LISTING')).body.data).toEqual([]);
  });

  it('waits for a bank debit that began in time', async () => {
    const { listing } = await approved();
    await app.later(6 * DAY_MS);
    const { body } = await act(listing, at(listing, '/payment'), DEBIT);
    expect(body.data).toMatchObject({ request: { status: 'APPROVED' }, payment: { status: 'PROCESSING' } });
    await app.later(2 * DAY_MS);
    expect((await read(listing)).status).toBe('APPROVED');
    await app.later(3 * DAY_MS);
    expect((await read(listing)).status).toBe('PREMIUM');
  });

  it('lapses when that bank debit fails', async () => {
    const { listing } = await approved();
    await app.later(6 * DAY_MS);
    const refused = { ...DEBIT, paymentMethodId: 'pm_usBankAccount_insufficientFunds' };
    await act(listing, at(listing, '/payment'), refused);
    await app.later(5 * DAY_MS);
    await app.later(HOUR_MS);
    expect((await read(listing)).status).toBe('LAPSED');
  });
});

describe('money without a waiting request', () => {
  it('goes back if the request was withdrawn while a bank debit was processing', async () => {
    const { listing } = await approved();
    const { body } = await act(listing, at(listing, '/payment'), DEBIT);
    const before = await balance('revenue:listings');
    expect((await act(listing, at(listing, '/withdraw'))).body.data.status).toBe('WITHDRAWN');
    expect(await app.modules.payments.getPayment(body.data.payment.id)).toMatchObject({
      status: 'CANCELLED',
    });
    expect((await act(listing, at(listing, '/withdraw'))).body.code).toBe('premium_state_forbids');
    await app.later(5 * DAY_MS);
    expect(await refundsOf(body.data.payment.id)).toMatchObject([{ amountCents: FEE }]);
    expect(await isPremium(listing)).toBe(false);
    expect(await balance('revenue:listings')).toBe(before);
    expect(await balance(`unallocated:${body.data.payment.id}`)).toBe(0);
  });

  it('goes back once if the request lapsed before the wire arrived', async () => {
    const { listing, id } = await approved();
    const { body } = await act(listing, at(listing, '/payment'), WIRE);
    await app.later(8 * DAY_MS);
    const wire = { amountCents: FEE, reference: `LATE ${id}` };
    for (let time = 0; time < 2; time += 1) {
      const { status } = await admin.post(
        `/admin/premium-requests/${id}/verify-payment/${body.data.payment.id}`,
        wire,
      );
      expect(status).toBe(200);
      await app.settle();
    }
    expect(await refundsOf(body.data.payment.id)).toMatchObject([
      { amountCents: FEE, status: 'AWAITING_WIRE' },
    ]);
    await wireBack(body.data.payment.id);
    expect([(await read(listing)).status, await isPremium(listing)]).toEqual(['LAPSED', false]);
    expect(await auditOf(id)).toEqual(['requested', 'approved', 'lapsed', 'money_returned']);
  });

  it('goes back if its payment began for a request that had ended', async () => {
    const { listing, id } = await approved();
    await act(listing, at(listing, '/withdraw'));
    // As a crash leaves it, between the gateway's answer and ours.
    const payment = await app.modules.payments.start({
      ...anOrder('CARD', 'pm_card_visa'),
      ...{ purpose: 'PREMIUM_LISTING', subjectId: id, payerId: listing.seller.id, amountCents: FEE },
    });
    await app.settle();
    expect(await refundsOf(payment.id)).toMatchObject([{ amountCents: FEE, status: 'SUCCEEDED' }]);
    expect([(await read(listing)).status, await isPremium(listing)]).toEqual(['WITHDRAWN', false]);
  });

  it('goes back if another payment came first', async () => {
    const { listing, id } = await approved();
    const wire = (await act(listing, at(listing, '/payment'), WIRE)).body.data.payment;
    const debit = (await act(listing, at(listing, '/payment'), DEBIT)).body.data.payment;
    const path = `/admin/premium-requests/${id}/verify-payment/${wire.id}`;
    await admin.post(path, { amountCents: FEE, reference: `BESIDES ${id}` });
    expect((await read(listing)).status).toBe('APPROVED');
    await app.later(5 * DAY_MS);
    expect(await read(listing)).toMatchObject({ status: 'PREMIUM', paymentId: debit.id });
    expect(await refundsOf(wire.id)).toMatchObject([{ amountCents: FEE, status: 'AWAITING_WIRE' }]);
    expect(await refundsOf(debit.id)).toEqual([]);
    await wireBack(wire.id);
  });

  it('goes back if the listing was withdrawn', async () => {
    const { listing } = await approved();
    const { body } = await act(listing, at(listing, '/payment'), DEBIT);
    await act(listing, `/listings/${listing.id}/withdraw`);
    expect(await read(listing)).toMatchObject({
      status: 'WITHDRAWN',
      endReason: 'The listing was withdrawn.',
    });
    await app.later(5 * DAY_MS);
    expect(await refundsOf(body.data.payment.id)).toMatchObject([{ amountCents: FEE }]);
  });

  it('is not expected if the request is withdrawn while a payment starts', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { listing, id } = await approved();
      const [paid] = await Promise.all([
        listing.seller.post(at(listing, '/payment'), round % 2 === 0 ? WIRE : DEBIT),
        listing.seller.post(at(listing, '/withdraw')),
      ]);
      expect([200, 409]).toContain(paid.status);
      const known = await app.modules.payments.listForSubject(id);
      expect(known.filter(({ status }) => status !== 'CANCELLED')).toEqual([]);
      expect((await read(listing)).status).toBe('WITHDRAWN');
    }
  });

  it('is never kept for nothing if the listing is withdrawn during payment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { listing, id } = await approved();
      await Promise.all([
        listing.seller.post(at(listing, '/payment'), CARD),
        listing.seller.post(`/listings/${listing.id}/withdraw`),
      ]);
      await app.settle();
      const { status } = await read(listing);
      const [payment] = await app.modules.payments.listForSubject(id);
      const returned = payment ? await refundsOf(payment.id) : [];
      expect(await isPremium(listing)).toBe(false);
      expect(await balance(`unallocated:${payment?.id ?? newId()}`)).toBe(0);
      const paid = payment?.status === 'SUCCEEDED';
      expect([status, returned.length]).toEqual(
        begun.includes(id) ? ['ENDED', 0] : ['WITHDRAWN', paid ? 1 : 0],
      );
    }
  });
});

describe('premium status', () => {
  it('is ended with its fee back by two admins, where the first has done much alone', async () => {
    const [lone, { id }] = [await app.make.admin(), await premium()];
    for (let given = 0; given < 9; given += 1) {
      const bonus = { userId: (await app.make.buyer()).id, credits: given < 8 ? 1_000 : 330, ...REASON };
      await lone.post('/credits/bonus', bonus);
    }
    const end = async (who: TestUser) =>
      (await who.post(`/admin/premium-requests/${id}/end`, { ...REASON, returnFee: true })).body;
    expect((await end(lone)).data.status).toBe('PREMIUM');
    expect((await end(lone)).code).toBe('second_admin_needed');
    expect((await end(admin)).data).toMatchObject({ status: 'ENDED', returnedCents: FEE });
  });

  it('is ended by an admin with a reason, with a refund of the fee if they say so, once', async () => {
    const { listing, id, paymentId } = await premium();
    const before = await balance('revenue:listings');
    const end = async (body: object) => admin.post(`/admin/premium-requests/${id}/end`, body);
    expect((await end({})).status).toBe(400);
    expect((await end({ ...REASON, returnFee: true })).body.data).toMatchObject({
      ...{ status: 'ENDED', endReason: REASON.reason, returnedCents: FEE },
    });
    expect((await end({ ...REASON, returnFee: true })).body.code).toBe('premium_state_forbids');
    await app.settle();
    expect(await refundsOf(paymentId)).toMatchObject([
      { amountCents: FEE, status: 'SUCCEEDED', fromAccount: 'revenue:listings' },
    ]);
    expect(await balance('revenue:listings')).toBe(before - FEE);
    expect([await isPremium(listing), await found(listing, 'premium=true')]).toEqual([false, undefined]);
    expect(await noticesOf(listing.seller)).toContain('LISTING_PREMIUM_ENDED');
    const next = await premium(listing);
    expect([next.id === id, await isPremium(listing)]).toEqual([false, true]);
  });

  it('ends with its money: what the bank keeps takes it, and an appeal brings it back, or the fee to its seller', async () => {
    const [{ listing, id, paymentId }, gone] = [await premium(), await premium()];
    const close = async (
      request: string,
      payment: string,
      seller: TestUser,
      outcome: 'LOST' | 'WON',
      disputeId = newId(),
    ) => {
      await app.emit(paymentDisputeClosed, {
        ...{ paymentId: payment, purpose: 'PREMIUM_LISTING', subjectId: request, payerId: seller.id },
        ...{ amountCents: FEE, method: 'CARD', disputeId, disputedCents: FEE, outcome },
      });
      await app.settle();
    };
    for (const outcome of ['LOST', 'LOST'] as const) await close(id, paymentId, listing.seller, outcome);
    expect([await isPremium(listing), (await read(listing)).endReason]).toEqual([
      false,
      'Your bank took the fee back.',
    ]);
    expect(await noticesOf(listing.seller)).toContain('LISTING_PREMIUM_ENDED');
    await close(id, paymentId, listing.seller, 'WON');
    expect([await isPremium(listing), (await read(listing)).status]).toEqual([true, 'PREMIUM']);

    await close(gone.id, gone.paymentId, gone.listing.seller, 'LOST');
    await gone.listing.seller.post(`/listings/${gone.listing.id}/withdraw`);
    const before = await balance('revenue:listings');
    for (const outcome of ['WON', 'WON'] as const)
      await close(gone.id, gone.paymentId, gone.listing.seller, outcome);
    expect(await read(gone.listing)).toMatchObject({ status: 'ENDED', returnedCents: FEE });
    expect(await refundsOf(gone.paymentId)).toMatchObject([
      { amountCents: FEE, status: 'SUCCEEDED', fromAccount: 'revenue:listings' },
    ]);
    expect((await balance('revenue:listings')) - before).toBe(-FEE);
    expect(await auditOf(gone.id)).toContain('money_returned');
    expect(await noticesOf(gone.listing.seller)).toContain('REFUND_SUCCEEDED');

    // Beside a newer request the fee of the former one goes back too, and buys nothing twice.
    await close(id, paymentId, listing.seller, 'LOST');
    const newer = await premium(listing);
    await close(id, paymentId, listing.seller, 'WON');
    expect([await refundsOf(paymentId), await refundsOf(newer.paymentId)]).toMatchObject([
      [{ amountCents: FEE, status: 'SUCCEEDED' }],
      [],
    ]);
    expect([await isPremium(listing), (await read(listing)).id]).toEqual([true, newer.id]);

    // News of a loss that comes after the appeal that was won ends nothing.
    const [late, disputeId] = [await premium(), newId()];
    const { database } = app.platform;
    await database.change(
      `INSERT INTO card_disputes (id, paymentId, gateway, gatewayDisputeId, amountCents, reason, status, money, openedAt, updatedAt)
        VALUES (:disputeId, :paymentId, 'sandbox', :disputeId, :FEE, 'fraudulent', 'WON', 'WITH_US', :now, :now)`,
      { disputeId, paymentId: late.paymentId, FEE, now: app.clock.now() },
    );
    await close(late.id, late.paymentId, late.listing.seller, 'LOST', disputeId);
    expect([await isPremium(late.listing), (await read(late.listing)).status]).toEqual([true, 'PREMIUM']);
    await database.change('DELETE FROM card_disputes WHERE id = :disputeId', { disputeId });

    // One that is not on the market now, and may come back there, is premium as before.
    const draft = await premium(await make.draft());
    for (const outcome of ['LOST', 'WON'] as const)
      await close(draft.id, draft.paymentId, draft.listing.seller, outcome);
    expect([await isPremium(draft.listing), await refundsOf(draft.paymentId)]).toEqual([true, []]);
  });

  it('ends where other hands refund all of its fee at the gateway, which then is no revenue; undone, it is premium again', async () => {
    const before = await balance('revenue:listings');
    const { listing } = await approved();
    const card = { ...CARD, paymentMethodId: 'pm_card_refundFail' };
    const { body } = await act(listing, at(listing, '/payment'), card);
    const [row] = await app.platform.database.select<{ intentId: string }>(
      'SELECT gatewayPaymentId AS intentId FROM payments WHERE id = :id',
      { id: body.data.payment.id },
    );
    const gateway = app.modules.gateway.gateways.find(app.gateway.name);
    const now = async () => [await isPremium(listing), (await balance('revenue:listings')) - before];
    const refund = async (amountCents: number) => {
      await gateway?.createRefund({
        ...{ idempotencyKey: newId(), reference: 'dashboard', paymentId: row?.intentId ?? '', amountCents },
      });
      await app.settle();
      return now();
    };
    expect(await refund(5_000)).toEqual([true, FEE - 5_000]);
    await app.later(DAY_MS);
    expect(await refund(FEE - 5_000)).toEqual([false, 0]);
    // The bank sends both back in turn, three days after each.
    await app.later(2 * DAY_MS + HOUR_MS);
    expect(await now()).toEqual([true, 5_000]);
    await app.later(DAY_MS);
    expect(await now()).toEqual([true, FEE]);
  });

  it('is ended without a refund unless the admin says so', async () => {
    const { listing, id, paymentId } = await premium();
    await admin.post(`/admin/premium-requests/${id}/end`, REASON);
    await app.settle();
    expect([await refundsOf(paymentId), await isPremium(listing)]).toEqual([[], false]);
  });

  it('ends with the sale of the company', async () => {
    const { listing, id } = await premium();
    const buyer = await app.make.buyer();
    await app.platform.database.atomically(async () => {
      await app.modules.listings.reserve(listing.id, buyer.id, 'An offer was accepted.');
    });
    expect(await isPremium(listing)).toBe(true);
    await app.platform.database.atomically(() =>
      app.modules.listings.markSold(listing.id, buyer.id, 20_000_000),
    );
    expect(await read(listing)).toMatchObject({ id, status: 'ENDED', returnedCents: 0 });
    expect(await isPremium(listing)).toBe(false);
  });

  it('can be requested for a draft; such a draft is withdrawn, not deleted', async () => {
    const { listing } = await premium(await make.draft());
    expect(await isPremium(listing)).toBe(true);
    expect((await listing.seller.delete(`/listings/${listing.id}`)).status).toBe(200);
    expect((await app.modules.listings.findListing(listing.id))?.status).toBe('WITHDRAWN');
    expect((await read(listing)).status).toBe('ENDED');
  });
});

describe('reconcile', () => {
  it('finds a fee without its transfer, a transfer without its fee, and a mark without either', async () => {
    const { database } = app.platform;
    const { listing, id, paymentId } = await premium();
    expect(await app.violations()).toEqual([]);
    const checks = async () => (await app.modules.listings.findViolations()).map(({ check }) => check);

    await database.change('UPDATE listing_cards SET premium = 0 WHERE listingId = :id', { id: listing.id });
    expect(await checks()).toEqual(['listings.premium_marked']);
    await database.change('UPDATE listing_cards SET premium = 1 WHERE listingId = :id', { id: listing.id });

    await database.change('UPDATE premium_requests SET feeCents = 5 WHERE id = :id', { id });
    expect(await checks()).toEqual(['listings.premium_booked']);
    await database.change('UPDATE premium_requests SET feeCents = :FEE WHERE id = :id', { id, FEE });

    const endedAt = app.clock.now();
    const lost = `UPDATE premium_requests SET status = 'LAPSED', paidAt = NULL, paymentId = NULL, endedAt = :endedAt
      WHERE id = :id`;
    await database.change(lost, { id, endedAt });
    expect(await checks()).toEqual(['listings.premium_marked', 'listings.premium_has_request']);
    const back = `UPDATE premium_requests SET status = 'PREMIUM', paidAt = :endedAt, paymentId = :paymentId, endedAt = NULL
      WHERE id = :id`;
    await database.change(back, { id, endedAt, paymentId });

    const unreturned = `UPDATE premium_requests SET status = 'ENDED', endedAt = :endedAt, returnedCents = feeCents WHERE id = :id`;
    await database.change(unreturned, { id, endedAt });
    expect(await checks()).toEqual(['listings.premium_marked', 'listings.premium_returned']);
    await database.change(
      `UPDATE premium_requests SET status = 'PREMIUM', endedAt = NULL, returnedCents = 0 WHERE id = :id`,
      { id },
    );
    expect(await checks()).toEqual([]);
  });
});
