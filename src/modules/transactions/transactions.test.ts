/** Deals through the real app: sold, canceled, disputed, expired, held; each wrong person and wrong moment. */
import type { TestUser } from '../../../tests/support/app';
import { smallPdf, uploadDocument } from '../../../tests/support/make-documents';
import { createHash } from 'node:crypto';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { FIRST_VERSION } from '../../../tests/support/make-offers';
import { traps } from '../../../tests/support/fmcsa-stand-in';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import { reservedCarrierStopped } from '../listings';
import type { ProcessView } from './process/process.schema';
import * as events from './transactions.events';
import type { ChecklistItemView } from './transactions.schema';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const FEE = 600_000;
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const DEBIT = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };

let world: DealWorld;
const heard: { name: string; transactionId: string; news: Record<string, unknown> }[] = [];

beforeAll(async () => {
  world = await startDealWorld();
  for (const kind of Object.values(events)) {
    world.app.platform.events.on<{ transactionId: string }>(kind, 'test', { runs: 'unit' }, (news) => {
      heard.push({ name: kind.name, transactionId: news.transactionId, news });
      return Promise.resolve();
    });
  }
});
afterAll(async () => {
  try {
    await world.app.settle();
    await world.sendWiresBack();
    expect(await world.violations()).toEqual([]);
  } finally {
    await world.close();
  }
});

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
const newsOf = ({ id }: MadeDeal, name: string) =>
  heard.filter((each) => each.name === name && each.transactionId === id).map(({ news }) => news);
const movesOf = async (deal: MadeDeal) => (await world.timeline(deal)).map(({ move }) => move);
/** What the reader may do now, and who is next. */
async function outlook(deal: MadeDeal, reader?: TestUser) {
  const { status, moves } = await world.read(deal, reader);
  const { who, until, onSilence } = moves.next ?? {};
  return { status, open: moves.open.map(({ move }) => move), who, until, onSilence };
}
/** What went back to the buyer, as the payments tell it. */
const refunded = async (deal: MadeDeal) =>
  ((await deal.buyer.get(path(deal, '/payments'))).body.data as { refundedCents: number }[]).map(
    ({ refundedCents }) => refundedCents,
  );

/** What admins have to wire back of a payment. */
const goingBack = async (paymentId: string) => {
  const { body } = await succeed(world.admin.get(`/admin/refunds?paymentId=${paymentId}`));
  return (body.data as { amountCents: number }[]).map(({ amountCents }) => amountCents);
};

describe('a sale', () => {
  test('goes from the accepted offer to the paid seller, with a hold-back that follows', async () => {
    const { ledger } = world.app.modules;
    const feesBefore = await ledger.balance('revenue:fees');
    const deal = await world.open({
      dealStructure: 'EQUITY_SALE',
      terms: { holdbackPct: 10, holdbackDays: 60 },
    });
    expect(await world.read(deal, deal.buyer)).toMatchObject({
      status: 'AWAITING_DEPOSIT',
      yourSide: 'BUYER',
      ...{ priceCents: PRICE, depositCents: DEPOSIT, feeCents: FEE, holdbackCents: 2_000_000 },
      money: { inCents: 0, outCents: 0, heldCents: 0 },
      processVersion: 'sale-v7',
    });
    expect(await world.listingStatus(deal)).toBe('RESERVED');

    await world.advance(deal, 'OPENED', 'INSPECTION');
    expect((await world.read(deal)).money).toMatchObject({ inCents: PRICE, outCents: 0, heldCents: PRICE });
    await succeed(deal.buyer.post(path(deal, '/buyer/accept')));
    await world.app.settle();
    expect(await world.read(deal, deal.seller)).toMatchObject({
      status: 'COMPLETED',
      money: { inCents: PRICE, outCents: 18_000_000, heldCents: 2_000_000 },
      moves: { next: { wait: 'HOLDBACK', who: [] } },
    });
    expect(await world.owedTo(deal.seller)).toBe(PRICE - FEE - 2_000_000);
    expect(await ledger.balance('revenue:fees')).toBe(feesBefore + FEE);
    expect(await world.listingStatus(deal)).toBe('SOLD');
    expect(newsOf(deal, 'transaction.opened')).toHaveLength(1);
    expect(newsOf(deal, 'transaction.completed')).toHaveLength(1);

    await world.later(60 * DAY_MS - HOUR_MS);
    expect(await world.held(deal)).toBe(2_000_000);
    await world.later(HOUR_MS);
    expect(await world.held(deal)).toBe(0);
    expect(await world.owedTo(deal.seller)).toBe(PRICE - FEE);
    expect((await outlook(deal, deal.seller)).until).toBeUndefined();
  });

  test('leads from the offer to the deal, and says in lists whose move it is, and of a dispute who opened it', async () => {
    const deal = await world.open();
    const { body: offer } = await succeed(deal.buyer.get(`/offers/${deal.offerId}`));
    expect(offer.data.transactionId).toBe(deal.id);
    const listed = async () => (await succeed(deal.seller.get('/transactions'))).body.data[0];
    const { moves, deadlineAt } = await world.read(deal, deal.seller);
    expect((await listed()).next).toEqual({ wait: 'DEPOSIT', who: ['BUYER', 'SELLER'], until: deadlineAt });
    expect(moves.next).toMatchObject((await listed()).next);
    const waiting = async (who: TestUser, path = '/transactions') =>
      ((await succeed(who.get(`${path}?waitingFor=me`))).body.data as { id: string }[]).some(
        ({ id }) => id === deal.id,
      );
    const waits = async () => ({
      buyer: await waiting(deal.buyer),
      seller: await waiting(deal.seller),
      admin: await waiting(world.admin, '/admin/transactions'),
    });
    expect(await waits()).toEqual({ buyer: true, seller: true, admin: false });
    const { termsHash } = await world.read(deal);
    await succeed(deal.buyer.post(path(deal, '/buyer/accept-terms'), { termsHash }));
    expect(await waits()).toEqual({ buyer: false, seller: true, admin: false });
    await succeed(deal.seller.post(path(deal, '/seller/accept-terms'), { termsHash }));
    expect(await waits()).toEqual({ buyer: true, seller: false, admin: false });
    for (const { because } of moves.closed) expect(because).not.toMatch(/[A-Z]+_[A-Z]+/);
    await world.advance(deal, 'SIGNED', 'ADMIN_FINAL_REVIEW');
    expect(await waits()).toEqual({ buyer: false, seller: false, admin: true });
    await world.advance(deal, 'ADMIN_FINAL_REVIEW', 'INSPECTION');
    expect((await listed()).next).toMatchObject({ wait: 'INSPECTION', who: ['BUYER'] });
    expect(await waits()).toEqual({ buyer: true, seller: false, admin: false });
    await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'A letter from the bank.' }));
    expect(await waits()).toEqual({ buyer: false, seller: false, admin: true });
    expect((await listed()).next).toEqual({ wait: 'INSPECTION', who: ['ADMIN'], until: null });
    expect((await world.read(deal, deal.seller)).moves.next).toMatchObject((await listed()).next);
    await succeed(world.admin.post(path(deal, '/admin/release-hold'), { reason: 'The bank is content.' }));
    expect((await listed()).listing).toMatchObject({ id: deal.listingId, status: 'RESERVED' });
    expect((await listed()).listing.titleNow).toBe((await listed()).listing.title);
    expect((await world.read(deal)).dispute).toBeNull();
    await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The trucks are not there.' }));
    // What is done in the dispute did not open it.
    const more = { days: 3, reason: 'An appraiser is on the way.' };
    await succeed(world.admin.post(path(deal, '/admin/extend'), more));
    expect((await world.read(deal, deal.seller)).dispute).toEqual({
      by: 'BUYER',
      at: expect.any(String) as string,
      reason: 'The trucks are not there.',
    });
    const { body: queue } = await succeed(world.admin.get(`/admin/disputes?listingId=${deal.listingId}`));
    expect(queue.data).toMatchObject([
      {
        id: deal.id,
        buyer: { id: deal.buyer.id },
        seller: { id: deal.seller.id },
        carrier: { usdot: deal.usdot, legalName: expect.stringMatching(/LLC$/) as string },
        dispute: { by: 'BUYER', reason: 'The trucks are not there.' },
      },
    ]);
    const { body: all } = await succeed(world.admin.get('/admin/transactions?limit=100'));
    const quiet = (all.data as { status: string; dispute: unknown }[]).filter(
      ({ status }) => status !== 'DISPUTED',
    );
    expect(quiet.every(({ dispute }) => dispute === null)).toBe(true);
    const { title } = (await listed()).listing;
    await world.app.platform.database.change('UPDATE listings SET title = :now WHERE id = :id', {
      ...{ now: 'A carrier under another title', id: deal.listingId },
    });
    expect((await listed()).listing).toMatchObject({ title, titleNow: 'A carrier under another title' });
  });

  test('shows each side what it may do, who is next, and the other side from the deposit on', async () => {
    const deal = await world.open();
    expect(await outlook(deal, deal.buyer)).toMatchObject({
      open: ['ACCEPT_TERMS', 'PROPOSE_PRICE', 'UPDATE_CHECKLIST', 'CANCEL'],
      who: ['BUYER', 'SELLER'],
    });
    const before = await world.read(deal, deal.buyer);
    expect(before.seller.contact).toBeNull();
    expect(before.buyer.contact).toMatchObject({ email: deal.buyer.email });
    expect(JSON.stringify(before)).not.toContain(deal.seller.email);
    expect(before.moves.closed).toContainEqual({
      move: 'PAY_DEPOSIT',
      code: 'terms_not_accepted',
      because: 'The terms are not accepted yet by the buyer and the seller.',
    });
    await world.advance(deal, 'OPENED', 'IN_REVIEW');
    expect((await world.read(deal, deal.buyer)).seller.contact).toMatchObject({ email: deal.seller.email });
    expect((await world.read(deal, deal.seller)).buyer.contact).toMatchObject({ email: deal.buyer.email });
    // The purchase agreement waits for both signatures.
    expect(await outlook(deal, deal.seller)).toMatchObject({ status: 'IN_REVIEW', who: ['BUYER', 'SELLER'] });
    const own = (await deal.seller.get('/transactions?side=SELLER&status=IN_REVIEW')).body.data;
    expect(own).toMatchObject([{ id: deal.id, heldCents: DEPOSIT, yourSide: 'SELLER' }]);
    expect((await deal.seller.get('/transactions?side=BUYER')).body.data).toEqual([]);
    const found = await world.admin.get(
      `/admin/transactions?listingId=${deal.listingId}&onHold=false&overdue=false`,
    );
    expect(found.body.data).toMatchObject([
      {
        ...{ id: deal.id, yourSide: null, holdReason: null },
        buyer: { id: deal.buyer.id, email: deal.buyer.email },
        seller: { id: deal.seller.id, email: deal.seller.email },
        carrier: { usdot: deal.usdot, proofLevel: 3, check: { outcome: 'PASS' } },
      },
    ]);
    expect(JSON.stringify(own)).not.toContain(deal.buyer.email);
  });

  test('is signed by the hash of its terms, and by no other', async () => {
    const deal = await world.open();
    const { terms, termsHash } = await world.read(deal, deal.buyer);
    const sorted = (value: unknown): unknown =>
      value && typeof value === 'object' && !Array.isArray(value)
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([one], [other]) => (one < other ? -1 : 1))
              .map(([name, inner]) => [name, sorted(inner)]),
          )
        : value;
    const computed = createHash('sha256')
      .update(JSON.stringify(sorted(terms)))
      .digest('hex');
    expect(termsHash).toBe(computed);
    const sign = (hash: string) => deal.buyer.post(path(deal, '/buyer/accept-terms'), { termsHash: hash });
    expect(await codeOf(deal.buyer.post(path(deal, '/buyer/accept-terms')))).toBe('400 invalid_request');
    expect(await codeOf(sign('0'.repeat(64)))).toBe('409 terms_differ');
    expect(await codeOf(sign(computed))).toBe('200');
    expect(await codeOf(sign(computed))).toBe('409 terms_already_accepted');
    expect((await world.timeline(deal)).at(-1)).toMatchObject({
      move: 'ACCEPT_TERMS',
      detail: { termsHash },
    });
  });

  test('is paid by bank debit, whose money counts only when it has settled', async () => {
    const deal = await world.at('SIGNED');
    const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), DEBIT));
    await world.app.settle();
    expect(body.data.payment).toMatchObject({ amountCents: DEPOSIT, purpose: 'DEPOSIT' });
    expect(await world.statusOf(deal)).toBe('AWAITING_DEPOSIT');
    expect(await codeOf(deal.buyer.post(path(deal, '/deposit'), CARD))).toBe('409 payment_under_way');
    await world.later(4 * DAY_MS);
    await world.app.settle();
    expect(await world.statusOf(deal)).toBe('IN_REVIEW');
    expect(await world.held(deal)).toBe(DEPOSIT);
  });

  test('goes on after a refused card, which is an answer and leaves no mark', async () => {
    const deal = await world.at('SIGNED');
    const refused = { method: 'CARD', paymentMethodId: 'pm_card_chargeDeclined' };
    const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), refused));
    expect(body.data).toMatchObject({
      payment: { status: 'FAILED' },
      transaction: { status: 'AWAITING_DEPOSIT' },
    });
    expect(body.message).toMatch(
      /declined.* Nothing was taken\. Pay again with another card or in another way\.$/,
    );
    expect(body.data.payment.says).toBe(body.message);
    await world.app.settle();
    expect(await movesOf(deal)).not.toContain('PAY_DEPOSIT');
    await world.advance(deal, 'SIGNED', 'IN_REVIEW');
    expect(await world.statusOf(deal)).toBe('IN_REVIEW');
  });

  test('goes on after a card that is refused for the rest of the price, in the same words', async () => {
    const deal = await world.at('PAYMENT_PENDING');
    const refused = { method: 'CARD', paymentMethodId: 'pm_card_chargeDeclined' };
    const { body } = await succeed(deal.buyer.post(path(deal, '/final-payment'), refused));
    expect(body.data).toMatchObject({
      payment: { status: 'FAILED', says: body.message },
      transaction: { status: 'PAYMENT_PENDING' },
    });
    expect(body.message).toMatch(
      /declined.* Nothing was taken\. Pay again with another card or in another way\.$/,
    );
  });

  test('is paid by wire, confirmed by an admin: right type, right state, right amount', async () => {
    const deal = await world.at('SIGNED');
    const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), { method: 'WIRE' }));
    expect(body.message).toMatch(/^Wire \$10,000\.00 as `wireInstructions` says, with the reference MCX-/);
    const payment = body.data.payment as { id: string; wireInstructions: { amountCents: number } };
    expect(payment.wireInstructions.amountCents).toBe(DEPOSIT);
    const seen = (amountCents: number, reference: string, more = {}) => ({ amountCents, reference, ...more });
    const verify = (which: string, wire: object, by: TestUser = world.admin) =>
      codeOf(by.post(path(deal, `/admin/${which}/${payment.id}`), wire));
    expect(await verify('verify-deposit', seen(DEPOSIT, 'A1'), deal.buyer)).toBe('403 forbidden');
    expect(await verify('verify-payment', seen(DEPOSIT, 'A1'))).toBe('409 not_this_payment');
    expect(await verify('verify-deposit', seen(DEPOSIT - 1, 'A1'))).toBe('409 amount_mismatch');
    expect(await verify('verify-deposit', seen(DEPOSIT, 'A1'))).toBe('200');
    expect(await world.statusOf(deal)).toBe('IN_REVIEW');
    await world.app.settle();
    expect((await movesOf(deal)).filter((move) => move === 'DEPOSIT_RECEIVED')).toHaveLength(1);
    expect(await world.held(deal)).toBe(DEPOSIT);
    expect(await verify('verify-deposit', seen(DEPOSIT, 'A1'))).toBe('200');
    expect(await verify('verify-deposit', seen(DEPOSIT, 'A2'))).toBe('409 payment_ended');
    const sellerSees = (await deal.seller.get(path(deal, '/payments'))).body.data;
    expect(sellerSees).toMatchObject([{ amountCents: DEPOSIT, wireInstructions: null }]);
  });

  test('wired in parts moves the deal with the last one, and what is too much goes back', async () => {
    const deal = await world.at('SIGNED');
    const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), { method: 'WIRE' }));
    const { id } = body.data.payment as { id: string };
    const verify = (amountCents: number, reference: string, meant: object = {}) => {
      const wire = { amountCents, reference: `${reference} ${id}`, ...meant };
      return codeOf(world.admin.post(path(deal, `/admin/verify-deposit/${id}`), wire));
    };
    expect(await verify(DEPOSIT - 100, 'B1')).toBe('409 amount_mismatch');
    expect(await verify(DEPOSIT - 100, 'B1', { partial: true })).toBe('200');
    await world.app.settle();
    expect([await world.statusOf(deal), await world.held(deal)]).toEqual(['AWAITING_DEPOSIT', 0]);
    const [shown] = (await deal.buyer.get(path(deal, '/payments'))).body.data;
    expect(shown).toMatchObject({ status: 'PROCESSING', wireInstructions: { amountCents: 100 } });
    const wired = (await world.admin.get(`/admin/wires?paymentId=${id}`)).body.data;
    const payer = { id: deal.buyer.id, email: deal.buyer.email };
    expect(wired).toMatchObject([{ payer, paidFor: expect.stringMatching(/^Deposit for /) as string }]);
    const due = (await world.admin.get(`/admin/payments?subjectId=${deal.id}`)).body.data;
    expect(due).toMatchObject([{ id, payer }]);
    const figures = { heldCents: 0, receivedCents: DEPOSIT - 100, missingCents: 100, returnedCents: 0 };
    const { money } = await world.read(deal, deal.seller);
    expect(money).toMatchObject(figures);
    expect(money.says).toEqual([expect.stringContaining('$9,999.00 of the wire of $10,000.00')]);
    expect(await verify(150, 'B2', { sendBack: true })).toBe('200');
    await world.app.settle();
    expect([await world.statusOf(deal), await world.held(deal)]).toEqual(['IN_REVIEW', DEPOSIT]);
    expect(await goingBack(id)).toEqual([50]);
  });

  test('wired in part goes back when the deal falls through', async () => {
    const deal = await world.at('SIGNED');
    const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), { method: 'WIRE' }));
    const { id } = body.data.payment as { id: string };
    const wire = { amountCents: 100, reference: `C1 ${id}`, partial: true };
    await succeed(world.admin.post(path(deal, `/admin/verify-deposit/${id}`), wire));
    await world.later(8 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('CANCELLED');
    expect(await goingBack(id)).toEqual([100]);
    expect((await world.timeline(deal)).at(-1)).toMatchObject({
      says: 'The deposit did not come in full in time; the deal was canceled. $1.00 that had been wired goes back to the buyer.',
    });
    expect((await world.read(deal)).money).toMatchObject({ receivedCents: 100, returnedCents: 100 });
  });

  test('cancelled while a bank debit is under way says so, and then that the money goes back', async () => {
    const deal = await world.at('SIGNED');
    const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), DEBIT));
    expect(body.message).toMatch(/^The bank debit of \$10,000\.00/);
    await world.app.settle();
    expect((await world.read(deal, deal.seller)).money).toMatchObject({
      ...{ underWayCents: DEPOSIT, receivedCents: 0, missingCents: DEPOSIT },
      says: ['$10,000.00 for the deposit is under way from the buyer’s bank. It counts once it has settled.'],
    });
    await succeed(deal.buyer.post(path(deal, '/cancel'), { reason: 'Other plans.' }));
    const told = async () => (await world.read(deal, deal.seller)).money;
    const expectUnderWay = async () => {
      expect(await told()).toMatchObject({ underWayCents: DEPOSIT, missingCents: 0 });
      expect((await told()).says).toEqual([expect.stringContaining('all of it goes back to the buyer')]);
    };
    await expectUnderWay();
    await world.app.settle();
    await expectUnderWay();
    expect((await world.timeline(deal)).at(-1)?.says).toContain(
      '$10,000.00 is under way from the buyer’s bank and cannot be called back',
    );
    const [given] = (await deal.buyer.get(path(deal, '/payments'))).body.data;
    expect(given).toMatchObject({
      status: 'CANCELLED',
      says: expect.stringContaining('under way') as string,
    });

    await world.later(4 * DAY_MS);
    await world.app.settle();
    expect(await told()).toMatchObject({
      ...{ underWayCents: 0, receivedCents: DEPOSIT, returnedCents: DEPOSIT, heldCents: 0 },
      says: [
        '$10,000.00 for the deposit came after the payment had been given up; $10,000.00 of it goes back to the buyer.',
      ],
    });
  });

  test('says that the seller is paid when money has gone out, and before that what is missing and who acts', async () => {
    const deal = await world.at('INSPECTION');
    expect((await world.read(deal, deal.seller)).moves.next?.onSilence).not.toMatch(/paid/);
    const accepted = await succeed(deal.buyer.post(path(deal, '/buyer/accept')));
    expect(accepted.body.data).toMatchObject({ status: 'COMPLETED', proceeds: null });
    expect(JSON.stringify(accepted.body.data)).not.toMatch(/seller is paid|the seller paid/);
    const proceeds = async () => (await world.read(deal, deal.seller)).proceeds;
    const owed = PRICE - FEE;
    expect(await proceeds()).toMatchObject({
      ...{ releasedCents: owed, payableCents: owed, status: 'NO_DESTINATION', who: ['SELLER'] },
      says: expect.stringMatching(/\$194,000\.00 is owed .* no payout account and no bank account/) as string,
    });
    expect((await world.timeline(deal)).map(({ says }) => says).join()).not.toMatch(/seller is paid/);
    const account = {
      ...{ accountHolder: 'Prairie Lantern LLC', bankName: 'First National' },
      ...{ routingNumber: '021000021', accountNumber: '123456789' },
    };
    await succeed(deal.seller.put('/seller/bank-account', account));
    expect(await proceeds()).toMatchObject({ status: 'DESTINATION_WAITS', who: [] });
    await world.later(49 * HOUR_MS);
    expect(await proceeds()).toMatchObject({ status: 'PAYABLE', who: ['SELLER'] });
    const asked = { amountCents: owed, method: 'WIRE' };
    const { body } = await succeed(deal.seller.post('/seller/payouts', asked));
    expect(await proceeds()).toMatchObject({ status: 'UNDER_WAY', payableCents: 0 });
    const going = (await world.admin.get(`/admin/payouts?userId=${deal.seller.id}`)).body.data;
    expect(going).toMatchObject([{ user: { id: deal.seller.id, email: deal.seller.email } }]);
    const wire = { reference: `OUT ${deal.id}` };
    await codeOf(world.admin.post(`/admin/payouts/${body.data.id}/record-wire`, wire));
    await codeOf(world.secondAdmin.post(`/admin/payouts/${body.data.id}/record-wire`, wire));
    expect(await proceeds()).toMatchObject({ status: 'PAID', who: [] });
  });
});

describe('a wire that was booked in error', () => {
  /** What is too much of another deal's wire waits to be wired back, and is late by now. */
  const violations = async () =>
    (await world.violations()).filter(({ check }) => check !== 'ledger.clearing_overdue');

  /** Pays by wire; answers what the bank calls it. */
  async function wire(deal: MadeDeal, which: 'deposit' | 'final-payment'): Promise<string> {
    const { body } = await succeed(deal.buyer.post(path(deal, `/${which}`), { method: 'WIRE' }));
    const { id, amountCents } = body.data.payment as { id: string; amountCents: number };
    const verb = which === 'deposit' ? 'verify-deposit' : 'verify-payment';
    const seen = { amountCents, reference: `W ${id}` };
    for (const admin of [world.admin, world.secondAdmin])
      await succeed(admin.post(path(deal, `/admin/${verb}/${id}`), seen));
    await world.app.settle();
    return seen.reference;
  }
  const take = async (reference: string, by: TestUser, more = {}) => {
    const { body } = await world.admin.get(`/admin/wires?reference=${encodeURIComponent(reference)}`);
    return by.post(`/admin/wires/${body.data[0].id}/correct`, { reason: 'It was another’s.', ...more });
  };
  async function correct(reference: string, more = {}): Promise<string> {
    const first = await codeOf(take(reference, world.admin, more));
    if (first !== '200') return first;
    const second = await codeOf(take(reference, world.secondAdmin, more));
    await world.app.settle();
    return second;
  }
  const standing = async (deal: MadeDeal) => [await world.statusOf(deal), await world.held(deal)];

  /** A deal whose deposit came by wire. */
  const wired = async () => {
    const deal = await world.at('SIGNED');
    return { deal, deposit: await wire(deal, 'deposit') };
  };
  const fullyWired = async (to: 'TRANSFER_IN_PROGRESS' | 'INSPECTION' | 'COMPLETED') => {
    const { deal } = await wired();
    await world.advance(deal, 'IN_REVIEW', 'PAYMENT_PENDING');
    const rest = await wire(deal, 'final-payment');
    return { deal: await world.advance(deal, 'TRANSFER_IN_PROGRESS', to), rest };
  };

  test('puts the deal back to where the deposit is due, and the buyer pays anew', async () => {
    const { deal, deposit } = await wired();
    await world.advance(deal, 'IN_REVIEW', 'PAYMENT_PENDING');
    expect((await take(deposit, world.admin)).status).toBe(200);
    expect(await standing(deal)).toEqual(['PAYMENT_PENDING', DEPOSIT]);
    expect((await take(deposit, world.secondAdmin)).status).toBe(200);
    expect(await standing(deal)).toEqual(['AWAITING_DEPOSIT', 0]);
    const [last] = (await world.timeline(deal)).slice(-1);
    expect(last).toMatchObject({ move: 'WIRE_CORRECTED', reason: 'It was another’s.' });
    expect(await violations()).toEqual([]);
    await wire(deal, 'deposit');
    expect(await standing(deal)).toEqual(['IN_REVIEW', DEPOSIT]);
    await world.advance(deal, 'IN_REVIEW', 'ADMIN_FINAL_REVIEW');
    expect(await violations()).toEqual([]);
  });

  test('makes the rest of the price due again, or a dispute once the company is handed over', async () => {
    const early = await fullyWired('TRANSFER_IN_PROGRESS');
    expect(await correct(early.rest)).toBe('200');
    expect(await standing(early.deal)).toEqual(['PAYMENT_PENDING', DEPOSIT]);
    const late = await fullyWired('INSPECTION');
    expect(await correct(late.rest)).toBe('200');
    expect(await standing(late.deal)).toEqual(['DISPUTED', DEPOSIT]);
    const ended = { reason: 'There is no sale.', outcome: 'CANCELLED' };
    const split = { buyerCents: DEPOSIT, sellerCents: 0 };
    await succeed(world.admin.post(path(late.deal, '/admin/resolve'), { ...ended, split }));
    const { body } = await succeed(world.admin.get(path(late.deal, '/closing-statement?format=json')));
    expect(body.data.received).toMatchObject([{ kind: 'DEPOSIT' }]);
    expect(await violations()).toEqual([]);
  });

  test('of a deal that is called off, keeps its refund from being sent; of a completed one, costs the platform', async () => {
    const { deal, deposit } = await wired();
    await succeed(world.admin.post(path(deal, '/cancel'), { reason: 'No such wire came.' }));
    expect(await correct(deposit)).toBe('200');
    const { body } = await succeed(world.admin.get(`/admin/refunds?status=TAKEN_BACK&limit=1`));
    expect(body.data).toMatchObject([{ fromAccount: `escrow:${deal.id}`, amountCents: DEPOSIT }]);
    const { deal: sold, rest } = await fullyWired('COMPLETED');
    expect(await correct(rest)).toBe('409 wire_moved_on');
    expect(await correct(rest, { atOurCost: true })).toBe('200');
    expect(await standing(sold)).toEqual(['COMPLETED', 0]);
    expect(await violations()).toEqual([]);
  });

  test('is not taken back by an admin who is a party to the deal', async () => {
    const buyer = await world.app.make.user({ roles: ['buyer', 'admin'] });
    const deal = await world.at('SIGNED', { buyer });
    const deposit = await wire(deal, 'deposit');
    expect(await codeOf(take(deposit, buyer))).toBe('403 forbidden');
  });
});

describe('accepting an offer', () => {
  const accept = (who: TestUser, offerId: string, key?: string) =>
    who.post(`/offers/${offerId}/accept`, FIRST_VERSION, key ? { 'Idempotency-Key': key } : {});

  test('opens one deal, however often it is tried; a lost answer is found again', async () => {
    const offer = await world.offered();
    const answers = await Promise.all(Array.from({ length: 8 }, () => accept(offer.seller, offer.offerId)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'offer_not_open')).toHaveLength(7);
    const again = await accept(offer.seller, offer.offerId, 'a-lost-answer');
    expect(again.status).toBe(201);
    expect(again.body.data).toEqual(answers.find(({ status }) => status === 201)?.body.data);
    expect(await codeOf(accept(offer.buyer, offer.offerId, 'not-mine'))).toBe('409 offer_not_open');
    const rows = await world.app.platform.database.select(
      'SELECT id FROM transactions WHERE offerId = :offerId',
      {
        offerId: offer.offerId,
      },
    );
    expect(rows).toHaveLength(1);
  });

  test('takes the other side, and nobody else', async () => {
    const offer = await world.offered();
    const stranger = await world.app.make.buyer();
    world.fmcsa.forget();
    expect(await codeOf(accept(stranger, offer.offerId))).toBe('404 not_found');
    expect(world.fmcsa.requests).toEqual([]);
    expect(await codeOf(accept(offer.buyer, offer.offerId))).toBe('409 not_your_turn');
    const counter = { version: 1, amountCents: 19_000_000 };
    await succeed(offer.seller.post(`/offers/${offer.offerId}/counter`, counter));
    const { body } = await succeed(
      offer.buyer.post(`/offers/${offer.offerId}/accept-counter`, { version: 2, amountCents: 19_000_000 }),
    );
    expect(body.data).toMatchObject({ priceCents: 19_000_000, status: 'AWAITING_DEPOSIT' });
  });

  test('asks FMCSA first: a hard stop refuses, an outage is bridged for a day by the check before', async () => {
    const offer = await world.offered();
    world.fmcsa.behave(traps.maintenance);
    world.app.clock.advance(25 * HOUR_MS);
    expect(await codeOf(accept(offer.seller, offer.offerId))).toBe('503 carrier_unchecked');
    world.fmcsa.behave(null);
    const record = await world.fmcsa.content(`/carriers/9900001`);
    const carrier = { ...record.carrier, dotNumber: offer.usdot, statusCode: 'I', allowedToOperate: 'N' };
    world.fmcsa.change(`/carriers/${offer.usdot}`, { carrier });
    expect(await codeOf(accept(offer.seller, offer.offerId))).toBe('409 carrier_hard_stop');
    expect(await world.app.modules.listings.findListing(offer.listingId)).toMatchObject({ status: 'ACTIVE' });

    const other = await world.offered();
    world.fmcsa.behave(traps.maintenance);
    world.app.clock.advance(HOUR_MS);
    expect(await codeOf(accept(other.seller, other.offerId))).toBe('201');
    world.fmcsa.behave(null);
  });
});

describe('canceling and disputing', () => {
  test('once a deal has ended, a refusal says that nothing is left to be done', async () => {
    const deal = await world.open();
    await succeed(deal.buyer.post(path(deal, '/cancel'), { reason: 'Other plans.' }));
    const { body } = await deal.seller.post(path(deal, '/cancel'), { reason: 'Mine too.' });
    expect(body).toMatchObject({ code: 'move_not_open' });
    expect(body.detail).toMatch(/The deal has ended; nothing is left to be done here\.$/);
  });

  test('before money nobody blocks the listing with a dispute; an administrator gives time, or cancels', async () => {
    const deal = await world.at('SIGNED');
    const reason = 'The buyer asks for time.';
    for (const who of [deal.buyer, deal.seller, world.admin]) {
      expect(await codeOf(who.post(path(deal, '/dispute'), { reason }))).toBe('409 move_not_open');
    }
    const refusedTo = async (who: TestUser) =>
      String((await who.post(path(deal, '/dispute'), { reason })).body.detail);
    expect(await refusedTo(deal.buyer)).toMatch(/You can pay the deposit, .* or cancel the deal instead\.$/);
    expect(await refusedTo(deal.seller)).toMatch(/ cancel the deal instead\.$/);
    expect(await refusedTo(deal.seller)).not.toMatch(/pay the deposit|[A-Z]+_[A-Z]+/);
    const early = (await deal.buyer.post(path(deal, '/final-payment'), CARD)).body.detail;
    expect(early).toMatch(/You can pay the deposit, .* instead\.$/);
    const { until } = await outlook(deal);
    const extend = (who: TestUser) => codeOf(who.post(path(deal, '/admin/extend'), { days: 3, reason }));
    expect(await extend(deal.buyer)).toBe('403 forbidden');
    expect(await extend(world.admin)).toBe('200');
    expect(Date.parse(String((await outlook(deal)).until)) - Date.parse(String(until))).toBe(3 * DAY_MS);
    expect((await world.timeline(deal)).at(-1)).toMatchObject({ move: 'ADMIN_EXTEND', reason });
    await succeed(world.admin.post(path(deal, '/cancel'), { reason: 'Nobody answers.' }));
    expect(await world.statusOf(deal)).toBe('CANCELLED');
    expect(await world.listingStatus(deal)).toBe('ACTIVE');
  });

  test('an administrator opens a dispute after the hand-over, too, and the money is frozen', async () => {
    const deal = await world.at('INSPECTION');
    await succeed(world.admin.post(path(deal, '/dispute'), { reason: 'The buyer cannot reach us.' }));
    expect(await world.statusOf(deal)).toBe('DISPUTED');
    expect((await world.timeline(deal)).at(-1)).toMatchObject({ move: 'DISPUTE', by: 'ADMIN' });
    expect(await world.held(deal)).toBe(PRICE);
  });

  test('before money either side cancels alone, and the listing returns to the market', async () => {
    const deal = await world.at('SIGNED');
    await succeed(deal.buyer.post(path(deal, '/deposit'), { method: 'WIRE' }));
    await succeed(deal.seller.post(path(deal, '/cancel'), { reason: 'A cousin buys it.' }));
    expect(await world.statusOf(deal)).toBe('CANCELLED');
    expect(await world.listingStatus(deal)).toBe('ACTIVE');
    const [payment] = (await deal.buyer.get(path(deal, '/payments'))).body.data;
    expect(payment.status).toBe('CANCELLED');

    const wire = { amountCents: DEPOSIT, reference: 'LATE-1' };
    const verify = (more = {}) =>
      codeOf(world.admin.post(path(deal, `/admin/verify-deposit/${payment.id}`), { ...wire, ...more }));
    expect(await verify()).toBe('409 move_not_open');
    expect(await verify({ sendBack: true })).toBe('200');
    expect(await refunded(deal)).toEqual([DEPOSIT]);
    expect((await world.timeline(deal)).at(-1)).toMatchObject({ move: 'PAYMENT_RETURNED', to: 'CANCELLED' });
  });

  test('with money held both agree, and the deposit goes back in full', async () => {
    const deal = await world.at('IN_REVIEW');
    const cancel = (who: TestUser) => who.post(path(deal, '/cancel'), { reason: 'It does not fit.' });
    await succeed(cancel(deal.buyer));
    expect(await world.statusOf(deal)).toBe('IN_REVIEW');
    expect((await world.read(deal, deal.seller)).proposals).toMatchObject([
      { kind: 'CANCELLATION', by: 'BUYER' },
    ]);
    expect(await codeOf(cancel(deal.buyer))).toBe('409 already_proposed');
    await succeed(cancel(deal.seller));
    await world.app.settle();
    expect(await world.read(deal)).toMatchObject({
      status: 'CANCELLED',
      money: { inCents: DEPOSIT, outCents: DEPOSIT, heldCents: 0 },
    });
    expect(await refunded(deal)).toEqual([DEPOSIT]);
    expect(await world.listingStatus(deal)).toBe('ACTIVE');
    expect(newsOf(deal, 'transaction.cancelled')).toHaveLength(1);
  });

  test('a proposal to cancel lapses when the deal goes on', async () => {
    const deal = await world.at('ADMIN_FINAL_REVIEW');
    await succeed(deal.seller.post(path(deal, '/cancel'), { reason: 'Second thoughts.' }));
    await world.advance(deal, 'ADMIN_FINAL_REVIEW', 'PAYMENT_PENDING');
    await succeed(deal.buyer.post(path(deal, '/cancel'), { reason: 'Me too.' }));
    expect(await world.statusOf(deal)).toBe('PAYMENT_PENDING');
    expect((await world.read(deal)).proposals).toMatchObject([{ by: 'BUYER' }]);
  });

  test('an admin cancels and divides what is held, but for what makes no whole', async () => {
    const deal = await world.at('IN_REVIEW');
    const cancel = (split: object) => world.admin.post(path(deal, '/cancel'), { reason: 'Fraud.', split });
    expect(await codeOf(cancel({ buyerCents: DEPOSIT, sellerCents: 1 }))).toBe('422 split_mismatch');
    await succeed(cancel({ buyerCents: 400_000, sellerCents: 600_000 }));
    await world.app.settle();
    // 600,000 of 20,000,000 are 3 % of the price, and so is the share of the fee.
    expect(await world.owedTo(deal.seller)).toBe(600_000 - 18_000);
    expect(await refunded(deal)).toEqual([400_000]);
    expect(await world.held(deal)).toBe(0);
  });

  test('from the transfer on a deal is disputed, and settled between the two by counter-proposals', async () => {
    const deal = await world.at('TRANSFER_IN_PROGRESS');
    expect(await codeOf(deal.buyer.post(path(deal, '/cancel'), { reason: 'No.' }))).toBe('409 move_not_open');
    await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'Two trucks are missing.' }));
    await succeed(deal.seller.post(path(deal, '/dispute/evidence'), { statement: 'They stand in Reno.' }));
    expect(await outlook(deal)).toMatchObject({ status: 'DISPUTED', who: ['BUYER', 'SELLER'] });
    expect(await codeOf(deal.seller.post(path(deal, '/seller/mark-transferred')))).toBe('409 move_not_open');

    const propose = (who: TestUser, sellerCents: number, to = '') =>
      who.post(path(deal, `/dispute/proposals${to}`), {
        outcome: 'COMPLETED',
        split: { buyerCents: PRICE - sellerCents, sellerCents },
      });
    const first = (await succeed(propose(deal.buyer, 15_000_000))).body.data.proposals[0].id as string;
    const accept = (who: TestUser, id: string) =>
      codeOf(who.post(path(deal, `/dispute/proposals/${id}/accept`)));
    expect(await accept(deal.buyer, first)).toBe('409 no_such_proposal');
    expect(await codeOf(propose(deal.buyer, 16_000_000, `/${first}/counter`))).toBe('409 no_such_proposal');
    const { body } = await succeed(propose(deal.seller, 18_000_000, `/${first}/counter`));
    const second = body.data.proposals[0].id as string;
    expect(await accept(deal.seller, first)).toBe('409 no_such_proposal');
    // Whoever answers one that was replaced is told what stands.
    const late = await deal.buyer.post(path(deal, `/dispute/proposals/${first}/accept`));
    expect(late.body.detail).toContain('The other side has made another proposal since: ');
    expect(await accept(deal.buyer, second)).toBe('200');
    await world.app.settle();
    expect(await world.owedTo(deal.seller)).toBe(18_000_000 - 540_000);
    // The newer payment, the rest of the price, gives back what it can before the deposit does.
    expect(await refunded(deal)).toEqual([0, 2_000_000]);
    expect(await world.listingStatus(deal)).toBe('SOLD');
    const settled = (await deal.seller.get(path(deal, '/dispute/proposals'))).body.data;
    expect(settled).toMatchObject([{ status: 'REPLACED' }, { status: 'AGREED' }]);
  });

  test('undecided, a dispute goes to the platform, which is called when it is late, and decides with a split', async () => {
    const deal = await world.at('INSPECTION');
    await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The authority is revoked.' }));
    await world.later(14 * DAY_MS);
    expect(await outlook(deal)).toMatchObject({ status: 'DISPUTED', who: ['ADMIN'] });
    await world.later(14 * DAY_MS);
    expect(newsOf(deal, 'transaction.decision_overdue')).toHaveLength(1);
    const { body } = await succeed(world.admin.get('/admin/queues'));
    const queue = (body.data as { kind: string; items: { id: string }[] }[]).find(
      ({ kind }) => kind === 'DISPUTE_DECISION',
    );
    expect(queue?.items.find(({ id }) => id === deal.id)).toMatchObject({
      about: expect.stringMatching(/The buyer opened the dispute: The authority is revoked\.$/) as string,
      who: { id: deal.buyer.id, email: deal.buyer.email },
      amountCents: PRICE,
    });
    const resolve = (split: object, who = world.admin) =>
      who.post(path(deal, '/admin/resolve'), { outcome: 'CANCELLED', split, reason: 'The record is clear.' });
    expect(await codeOf(resolve({ buyerCents: PRICE, sellerCents: 0 }, deal.buyer))).toBe('403 forbidden');
    expect(await codeOf(resolve({ buyerCents: PRICE - 1, sellerCents: 0 }))).toBe('422 split_mismatch');
    await succeed(resolve({ buyerCents: PRICE, sellerCents: 0 }));
    await world.app.settle();
    expect(await refunded(deal)).toEqual([DEPOSIT, PRICE - DEPOSIT]);
    expect(await world.listingStatus(deal)).toBe('ACTIVE');
    expect(await world.read(deal)).toMatchObject({ status: 'CANCELLED', heldCents: 0 });
  });

  test('above the limit a decision takes two admins, who are not shown to the sides before it is made', async () => {
    const deal = await world.at('TRANSFER_IN_PROGRESS', { amountCents: 30_000_000 });
    await succeed(deal.seller.post(path(deal, '/dispute'), { reason: 'The seller does not answer.' }));
    const resolve = (who: TestUser, sellerCents: number) =>
      who.post(path(deal, '/admin/resolve'), {
        outcome: 'COMPLETED',
        split: { buyerCents: 30_000_000 - sellerCents, sellerCents },
        reason: 'Both are right in part.',
      });
    // The first word of whoever leaves the office counts no more.
    const leaver = await world.app.make.admin();
    await succeed(resolve(leaver, 20_000_000));
    const left = { roles: ['BUYER'], reason: 'They left the office.' };
    for (const by of [world.admin, world.secondAdmin])
      await succeed(by.post(`/admin/users/${leaver.id}/roles`, left));
    await world.app.settle();
    await succeed(resolve(world.admin, 20_000_000));
    expect(await world.statusOf(deal)).toBe('DISPUTED');
    expect(await codeOf(resolve(world.admin, 20_000_000))).toBe('409 second_admin_needed');
    expect((await world.read(deal)).proposals).toMatchObject([{ kind: 'DECISION', by: 'ADMIN' }]);
    expect((await world.read(deal, deal.buyer)).proposals).toEqual([]);
    expect((await world.timeline(deal, deal.buyer)).map(({ move }) => move)).not.toContain('RESOLVE');
    // A week later the first word counts no more.
    await world.later(7 * DAY_MS);
    await succeed(resolve(world.secondAdmin, 20_000_000));
    expect(await world.statusOf(deal)).toBe('DISPUTED');
    await succeed(resolve(world.secondAdmin, 25_000_000));
    expect(await world.statusOf(deal)).toBe('DISPUTED');
    await succeed(resolve(world.admin, 25_000_000));
    expect(await world.statusOf(deal)).toBe('COMPLETED');
    expect(await world.owedTo(deal.seller)).toBe(25_000_000 - 750_000);
  });
});

describe('the clock', () => {
  test('a deal without its deposit is reminded of once and canceled after seven days', async () => {
    const deal = await world.at('SIGNED');
    await world.later(5 * DAY_MS);
    await world.later(HOUR_MS);
    expect(newsOf(deal, 'transaction.reminder')).toMatchObject([
      { next: ['BUYER'], state: 'AWAITING_DEPOSIT' },
    ]);
    await world.later(2 * DAY_MS - HOUR_MS);
    expect(await world.read(deal)).toMatchObject({ status: 'CANCELLED', moves: { next: null } });
    expect(newsOf(deal, 'transaction.reminder')).toHaveLength(1);
    expect(await world.listingStatus(deal)).toBe('ACTIVE');
  });

  test('money that arrives after the deal has ended goes back', async () => {
    const deal = await world.at('SIGNED');
    await succeed(deal.buyer.post(path(deal, '/deposit'), DEBIT));
    await succeed(deal.seller.post(path(deal, '/cancel'), { reason: 'Sold within the family.' }));
    await world.later(5 * DAY_MS);
    await world.later(4 * DAY_MS);
    expect(await movesOf(deal)).toContain('PAYMENT_RETURNED');
    expect(await refunded(deal)).toEqual([DEPOSIT]);
    expect(await world.held(deal)).toBe(0);
  });

  test('the review ends after thirty days with the deposit back, later only by consent', async () => {
    const deal = await world.at('IN_REVIEW');
    const ask = await succeed(deal.buyer.post(path(deal, '/extension/proposals'), { days: 10 }));
    const { id } = ask.body.data.proposals[0];
    const agree = (who: TestUser) => codeOf(who.post(path(deal, `/extension/proposals/${id}/accept`)));
    expect(await agree(deal.buyer)).toBe('409 no_such_proposal');
    expect(await agree(deal.seller)).toBe('200');
    await world.later(31 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('IN_REVIEW');
    await world.later(9 * DAY_MS);
    expect(await world.statusOf(deal)).toBe('CANCELLED');
    expect(await refunded(deal)).toEqual([DEPOSIT]);
  });

  test('a price that is not paid makes a dispute over the deposit', async () => {
    const deal = await world.at('PAYMENT_PENDING');
    await world.later(10 * DAY_MS);
    expect(await world.read(deal)).toMatchObject({ status: 'DISPUTED', heldCents: DEPOSIT });
    const sell = {
      outcome: 'COMPLETED',
      split: { buyerCents: 0, sellerCents: DEPOSIT },
      reason: 'Sold after all.',
    };
    expect(await codeOf(world.admin.post(path(deal, '/admin/resolve'), sell))).toBe('409 price_not_paid');
    const { version } = await world.read(deal);
    const put = (body: object) =>
      world.admin.put(path(deal, '/admin/status'), { version, reason: 'Forfeited.', ...body });
    expect(await codeOf(put({ status: 'INSPECTION' }))).toBe('409 move_not_open');
    expect(await codeOf(put({ status: 'CANCELLED' }))).toBe('422 split_needed');
    const split = { buyerCents: 0, sellerCents: DEPOSIT };
    expect(await codeOf(put({ status: 'CANCELLED', split }))).toBe('200');
    expect(await world.owedTo(deal.seller)).toBe(DEPOSIT - 30_000);
  });

  test('silence accepts at the end of the inspection, and binds before the sweep has come round', async () => {
    const deal = await world.at('INSPECTION');
    world.app.clock.advance(14 * DAY_MS);
    expect(await codeOf(deal.buyer.post(path(deal, '/dispute'), { reason: 'Too late.' }))).toBe(
      '409 deadline_passed',
    );
    await world.app.settle();
    expect(await world.statusOf(deal)).toBe('COMPLETED');
    expect((await world.timeline(deal)).at(-1)).toMatchObject({ move: 'INSPECTION_EXPIRED', by: 'TIMER' });
  });
});

describe('a hold', () => {
  test('lets no money leave, stops the clock of the inspection, and gives the time back', async () => {
    const deal = await world.at('INSPECTION');
    const reason = 'A claim has come in.';
    expect(await codeOf(deal.seller.post(path(deal, '/admin/hold'), { reason }))).toBe('403 forbidden');
    await world.later(10 * DAY_MS);
    await succeed(world.admin.post(path(deal, '/admin/hold'), { reason }));
    expect(await codeOf(world.admin.post(path(deal, '/admin/hold'), { reason }))).toBe('409 deal_on_hold');
    expect(await codeOf(deal.buyer.post(path(deal, '/buyer/accept')))).toBe('409 deal_on_hold');
    expect(await outlook(deal, deal.buyer)).toMatchObject({
      who: ['ADMIN'],
      until: null,
      onSilence: expect.stringMatching(/^Nothing: a hold/) as string,
    });
    await world.later(30 * DAY_MS);
    expect(await world.read(deal)).toMatchObject({ status: 'INSPECTION', heldCents: PRICE, onHold: true });
    await succeed(
      world.admin.post(path(deal, '/admin/release-hold'), {
        ...(await world.versionOf(deal)),
        reason: 'Settled.',
      }),
    );
    await world.later(4 * DAY_MS - HOUR_MS);
    expect(await world.statusOf(deal)).toBe('INSPECTION');
    await world.later(HOUR_MS);
    expect(await world.statusOf(deal)).toBe('COMPLETED');
    await world.app.settle();
    expect(newsOf(deal, 'transaction.held')).toHaveLength(1);
  });

  test('bars refunds and decisions too', async () => {
    const deal = await world.at('IN_REVIEW');
    await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'Identity in doubt.' }));
    await succeed(deal.buyer.post(path(deal, '/cancel'), { reason: 'I want out.' }));
    const cancel = (who: TestUser) => codeOf(who.post(path(deal, '/cancel'), { reason: 'Out.' }));
    expect(await cancel(deal.seller)).toBe('409 deal_on_hold');
    expect(await cancel(world.admin)).toBe('409 deal_on_hold');
    await succeed(deal.seller.post(path(deal, '/dispute'), { reason: 'Then so.' }));
    const split = { buyerCents: DEPOSIT, sellerCents: 0 };
    const decision = { outcome: 'CANCELLED', split, reason: 'Back it goes.' };
    expect(await codeOf(world.admin.post(path(deal, '/admin/resolve'), decision))).toBe('409 deal_on_hold');
    expect(await world.held(deal)).toBe(DEPOSIT);
    await succeed(
      world.admin.post(path(deal, '/admin/release-hold'), {
        ...(await world.versionOf(deal)),
        reason: 'Cleared.',
      }),
    );
    await succeed(world.admin.post(path(deal, '/admin/resolve'), decision));
  });

  test('keeps the hold-back of a completed sale', async () => {
    const deal = await world.at('COMPLETED', { terms: { holdbackPct: 5, holdbackDays: 30 } });
    await succeed(world.admin.post(path(deal, '/admin/hold'), { reason: 'A claim.' }));
    await world.later(40 * DAY_MS);
    expect(await world.held(deal)).toBe(1_000_000);
    await succeed(
      world.admin.post(path(deal, '/admin/release-hold'), {
        ...(await world.versionOf(deal)),
        reason: 'Paid.',
      }),
    );
    await world.later(30 * DAY_MS);
    expect(await world.held(deal)).toBe(0);
    expect(await codeOf(world.admin.post(path(deal, '/admin/hold'), { reason: 'Again.' }))).toBe(
      '409 nothing_held',
    );
  });

  test('is placed when the watch finds a hard stop, once', async () => {
    const deal = await world.at('PAYMENT_PENDING');
    const listing = await world.app.modules.listings.findListing(deal.listingId);
    const stopped = {
      ...{ listingId: deal.listingId, sellerId: deal.seller.id, buyerId: deal.buyer.id, usdot: deal.usdot },
      ...{ title: listing?.title ?? '', hardStops: ['insurance.liability'] },
    };
    for (let time = 0; time < 2; time += 1) {
      await world.app.emit(reservedCarrierStopped, stopped);
      await world.app.settle();
    }
    expect(await world.read(deal, deal.buyer)).toMatchObject({
      onHold: true,
      hold: { reason: expect.stringContaining('insurance.liability') },
    });
    expect((await movesOf(deal)).filter((move) => move === 'HOLD')).toHaveLength(1);
  });
});

describe('the final review', () => {
  test('asks FMCSA anew when its last answer is older than a day, and closes on a hard stop', async () => {
    const deal = await world.at('ADMIN_FINAL_REVIEW');
    world.app.clock.advance(25 * HOUR_MS);
    world.fmcsa.behave(traps.serverError);
    const approve = async () =>
      codeOf(world.admin.post(path(deal, '/admin/approve'), await world.versionOf(deal)));
    expect(await approve()).toBe('409 carrier_check_stale');
    world.fmcsa.behave(null);
    world.app.clock.advance(11 * MINUTE_MS);
    world.fmcsa.forget();
    const record = await world.fmcsa.content(`/carriers/9900001`);
    const good = { ...record.carrier, dotNumber: deal.usdot };
    world.fmcsa.change(`/carriers/${deal.usdot}`, { carrier: { ...good, bipdInsuranceOnFile: '0' } });
    expect(await approve()).toBe('409 carrier_hard_stop');
    expect(world.fmcsa.requests.length).toBeGreaterThan(0);
    world.fmcsa.change(`/carriers/${deal.usdot}`, { carrier: good });
    world.app.clock.advance(25 * HOUR_MS);
    expect(await approve()).toBe('200');
    expect(await world.statusOf(deal)).toBe('PAYMENT_PENDING');
  });

  test('money is released on a check of the last 24 hours, or held with the reason', async () => {
    const deal = await world.at('INSPECTION');
    const accept = () => codeOf(deal.buyer.post(path(deal, '/buyer/accept')));
    world.fmcsa.behave(traps.maintenance);
    world.app.clock.advance(25 * HOUR_MS);
    expect(await accept()).toBe('409 carrier_check_stale');
    await world.later(14 * DAY_MS);
    expect(await world.read(deal, deal.seller)).toMatchObject({
      status: 'INSPECTION',
      heldCents: PRICE,
      onHold: true,
      hold: { reason: expect.stringContaining('FMCSA has not answered') },
    });
    expect(await world.owedTo(deal.seller)).toBe(0);
    world.fmcsa.behave(null);
    world.app.clock.advance(HOUR_MS);
    const lift = { reason: 'FMCSA answers again.' };
    await succeed(
      world.admin.post(path(deal, '/admin/release-hold'), { ...(await world.versionOf(deal)), ...lift }),
    );
    await world.later(MINUTE_MS);
    expect(await world.statusOf(deal)).toBe('COMPLETED');
  });

  test('a settlement, and the decision of an administrator, give the seller something on a check of the last 24 hours', async () => {
    const deal = await world.at('INSPECTION');
    await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The trucks are not as described.' }));
    world.fmcsa.behave(traps.maintenance);
    world.app.clock.advance(25 * HOUR_MS);
    const settle = async (buyerCents: number) => {
      const split = { buyerCents, sellerCents: PRICE - buyerCents };
      const proposal = { outcome: 'CANCELLED', split, reason: 'So that it ends.' };
      await succeed(deal.buyer.post(path(deal, '/dispute/proposals'), proposal));
      const { body } = await succeed(deal.seller.get(path(deal, '/dispute/proposals')));
      const { id } = (body.data as { id: string }[]).at(-1) ?? { id: '' };
      return codeOf(deal.seller.post(path(deal, `/dispute/proposals/${id}/accept`)));
    };
    expect(await settle(PRICE - 1)).toBe('409 carrier_check_stale');
    expect([await world.statusOf(deal), await world.owedTo(deal.seller)]).toEqual(['DISPUTED', 0]);
    world.fmcsa.behave(null);
    expect(await settle(PRICE - 1)).toBe('200');

    const other = await world.at('INSPECTION');
    await succeed(other.buyer.post(path(other, '/dispute'), { reason: 'The trucks are not as described.' }));
    world.fmcsa.behave(traps.maintenance);
    world.app.clock.advance(25 * HOUR_MS);
    const split = { buyerCents: PRICE - 500, sellerCents: 500 };
    const decision = { outcome: 'CANCELLED', split, reason: 'The papers were seen.' };
    const decide = () => world.askBothAdmins(path(other, '/admin/resolve'), decision);
    expect(await decide()).toBe('409 carrier_check_stale');
    const { outcome: status, ...rest } = decision;
    const byStatus = { ...(await world.versionOf(other)), ...rest, status };
    expect(await codeOf(world.admin.put(path(other, '/admin/status'), byStatus))).toBe(
      '409 carrier_check_stale',
    );
    expect([await world.statusOf(other), await world.owedTo(other.seller)]).toEqual(['DISPUTED', 0]);
    world.fmcsa.behave(null);
    const third = await world.at('INSPECTION');
    expect(await decide()).toBe('200');

    world.fmcsa.behave(traps.maintenance);
    world.app.clock.advance(25 * HOUR_MS);
    const cancel = (sellerCents: number) =>
      world.askBothAdmins(path(third, '/cancel'), {
        split: { buyerCents: PRICE - sellerCents, sellerCents },
        reason: 'Nobody answers.',
      });
    expect(await cancel(500)).toBe('409 carrier_check_stale');
    expect([await world.statusOf(third), await world.owedTo(third.seller)]).toEqual(['INSPECTION', 0]);
    expect(await cancel(0)).toBe('200');
    world.fmcsa.behave(null);
    expect(await world.statusOf(other)).toBe('CANCELLED');
  });

  test('what goes back to the buyer alone settles without FMCSA', async () => {
    const deal = await world.at('IN_REVIEW');
    await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'The books do not add up.' }));
    world.fmcsa.behave(traps.maintenance);
    world.app.clock.advance(25 * HOUR_MS);
    const { heldCents } = await world.read(deal);
    const split = { buyerCents: heldCents, sellerCents: 0 };
    const proposal = { outcome: 'CANCELLED', split, reason: 'All of it goes back.' };
    await succeed(deal.seller.post(path(deal, '/dispute/proposals'), proposal));
    const { body } = await succeed(deal.buyer.get(path(deal, '/dispute/proposals')));
    const { id } = (body.data as { id: string }[]).at(-1) ?? { id: '' };
    expect(await codeOf(deal.buyer.post(path(deal, `/dispute/proposals/${id}/accept`)))).toBe('200');
    world.fmcsa.behave(null);
  });

  test('a hold-back is released on a check of the last 24 hours, or held until an administrator lifts it', async () => {
    const deal = await world.at('COMPLETED', { terms: { holdbackPct: 10, holdbackDays: 30 } });
    const kept = await world.held(deal);
    world.fmcsa.behave(traps.maintenance);
    await world.later(31 * DAY_MS);
    expect(await world.held(deal)).toBe(kept);
    expect(await world.read(deal, deal.seller)).toMatchObject({
      onHold: true,
      hold: { reason: expect.stringContaining('FMCSA has not answered') },
    });
    world.fmcsa.behave(null);
    const lift = { reason: 'FMCSA answers again.' };
    await succeed(
      world.admin.post(path(deal, '/admin/release-hold'), { ...(await world.versionOf(deal)), ...lift }),
    );
    await world.later(MINUTE_MS);
    expect([kept > 0, await world.held(deal)]).toEqual([true, 0]);
  });

  test('a waiver of an out-of-service order counts for as long as it stands, whatever was checked before', async () => {
    const deal = await world.at('ADMIN_FINAL_REVIEW');
    const approve = async () =>
      codeOf(world.admin.post(path(deal, '/admin/approve'), await world.versionOf(deal)));
    const accept = (offer: { seller: TestUser; offerId: string }) =>
      codeOf(offer.seller.post(`/offers/${offer.offerId}/accept`, { version: 1, amountCents: PRICE }));
    const other = await world.offered();
    const record = await world.fmcsa.content(`/carriers/9900001`);
    for (const { usdot } of [deal, other]) {
      const carrier = { ...record.carrier, dotNumber: usdot, oosDate: '2004-06-04' };
      world.fmcsa.change(`/carriers/${usdot}`, { carrier });
    }
    world.app.clock.advance(25 * HOUR_MS);
    expect([await approve(), await accept(other)]).toEqual([
      '409 carrier_hard_stop',
      '409 carrier_hard_stop',
    ]);
    const until = new Date(world.app.clock.now() + DAY_MS).toISOString();
    const reason = 'Rescinded in 2004; FMCSA confirmed it.';
    const waivers: string[] = [];
    for (const { usdot } of [deal, other]) {
      const waiver = { usdot, orderedOn: '2004-06-04', until, reason };
      const { body } = await succeed(world.admin.post('/admin/out-of-service-waivers', waiver));
      waivers.push(body.data.id as string);
    }
    // While FMCSA is silent the check of a moment ago, which failed under no waiver, decides nothing.
    world.fmcsa.behave(traps.serverError);
    world.app.clock.advance(HOUR_MS);
    expect(await accept(other)).toBe('503 carrier_unchecked');
    world.fmcsa.behave(null);
    // Their checks of a moment ago failed, and those of now pass; those pass no more once it is taken back.
    const { usdot } = other;
    await world.app.modules.carriers.check(usdot, {}, 'WATCH');
    for (const id of waivers) {
      await succeed(world.admin.post(`/admin/out-of-service-waivers/${id}/revoke`, { reason }));
    }
    world.fmcsa.behave(traps.serverError);
    world.app.clock.advance(HOUR_MS);
    expect(await accept(other)).toBe('409 carrier_hard_stop');
    world.fmcsa.behave(null);
    expect(await approve()).toBe('409 carrier_hard_stop');
    const waiver = { usdot: deal.usdot, orderedOn: '2004-06-04', until, reason };
    await succeed(world.admin.post('/admin/out-of-service-waivers', waiver));
    expect(await approve()).toBe('200');
  });

  test('asks for proof of control of level 3', async () => {
    const deal = await world.at('ADMIN_FINAL_REVIEW');
    const { seller, usdot } = deal;
    const reason = 'The session was with somebody else.';
    await succeed(world.admin.post('/admin/proof-of-control/revoke', { userId: seller.id, usdot, reason }));
    expect(await codeOf(world.admin.post(path(deal, '/admin/approve'), await world.versionOf(deal)))).toBe(
      '409 control_not_proven',
    );
    expect(await outlook(deal)).toMatchObject({ who: ['SELLER', 'ADMIN'] });
  });
});

describe('the checklist', () => {
  test('is settled by the owner of each item, with evidence, and shown with its day', async () => {
    const deal = await world.at('IN_REVIEW', { dealStructure: 'WHOLE_OPERATION_TRANSFER' });
    const items = (await deal.buyer.get(path(deal, '/checklist'))).body.data as {
      id: string;
      code: string;
      dueAt: string | null;
    }[];
    const item = (code: string) => items.find((each) => each.code === code) ?? { id: '', dueAt: null };
    const { openedAt } = await world.read(deal);
    expect(Date.parse(item('ARTICLES').dueAt ?? '') - Date.parse(openedAt)).toBe(14 * DAY_MS);
    expect(item('BMC_91X').dueAt).toBeNull();
    const put = (who: TestUser, code: string, body: object) =>
      codeOf(who.put(path(deal, `/checklist/${item(code).id}`), body));
    const paper = await uploadDocument(deal.seller, { type: 'ARTICLES', title: 'Articles of 2011' });
    const done = { status: 'DONE', documentIds: [paper], evidence: 'Both members signed.' };
    expect(await put(deal.buyer, 'ARTICLES', done)).toBe('403 not_your_item');
    expect(await put(deal.seller, 'ARTICLES', { status: 'DONE', evidence: 'x' })).toBe(
      '422 evidence_required',
    );
    // Not another's paper, nor one that is in quarantine or rejected.
    const others = await uploadDocument(deal.buyer);
    const inQuarantine = await uploadDocument(deal.seller, {
      content: smallPdf('9 0 obj\n<< /S /JavaScript /JS (x) >>\nendobj'),
    });
    const rejected = await uploadDocument(deal.seller);
    const verdict = { verdict: 'REJECTED', reason: 'It is of another company.', version: 1 };
    await succeed(world.admin.put(`/documents/${rejected}/verify`, verdict));
    for (const unusable of [others, inQuarantine, rejected, deal.id]) {
      const with_ = { ...done, documentIds: [paper, unusable] };
      expect(await put(deal.seller, 'ARTICLES', with_)).toBe('422 document_not_usable');
    }
    expect((await deal.buyer.get(`/documents/${paper}`)).status).toBe(404);
    expect(await put(deal.seller, 'ARTICLES', { status: 'NOT_APPLICABLE', note: 'None.' })).toBe(
      '409 item_not_conditional',
    );
    expect(await put(deal.seller, 'FACTORING_RELEASE', { status: 'NOT_APPLICABLE' })).toBe(
      '422 note_required',
    );
    expect(
      await put(deal.seller, 'FACTORING_RELEASE', { status: 'NOT_APPLICABLE', note: 'Never factored.' }),
    ).toBe('200');
    expect(await put(deal.seller, 'ARTICLES', done)).toBe('200');
    // Both sides see it, who settled the item and when; it stays with the deal.
    for (const side of [deal.buyer, deal.seller]) {
      const shown = (await side.get(path(deal, '/checklist'))).body.data as { code: string }[];
      expect(shown.find(({ code }) => code === 'ARTICLES')).toMatchObject({
        documents: [{ id: paper, title: 'Articles of 2011', type: 'ARTICLES' }],
        ...{ changedBy: 'SELLER', evidence: 'Both members signed.', changedAt: expect.any(String) },
      });
      expect((await side.get(`/documents/${paper}/download`)).status).toBe(200);
    }
    expect((await deal.seller.delete(`/documents/${paper}`)).status).toBe(409);
    expect(await put(world.admin, 'RECORD_SEEN', { status: 'DONE' })).toBe('200');
    expect(await codeOf(deal.buyer.post(path(deal, '/buyer/approve')))).toBe('409 checklist_open');
    await world.settleItems(deal, 'DUE_DILIGENCE');
    expect(await codeOf(deal.buyer.post(path(deal, '/buyer/approve')))).toBe('200');
    expect(await put(deal.seller, 'ARTICLES', { status: 'OPEN' })).toBe('409 item_signed_off');
    expect((await outlook(deal)).who).toEqual(['BUYER', 'SELLER']);
    const absent = path(deal, `/checklist/${deal.id}`);
    expect(await codeOf(deal.seller.put(absent, done))).toBe('404 not_found');
  });
});

describe('a settled item of the checklist', () => {
  test('that the other side questions is open until it is settled anew or the question is withdrawn', async () => {
    const deal = await world.at('IN_REVIEW', { dealStructure: 'WHOLE_OPERATION_TRANSFER' });
    const { buyer, seller } = deal;
    const checklist = async (): Promise<ChecklistItemView[]> =>
      (await succeed(buyer.get(path(deal, '/checklist')))).body.data;
    const find = async (code: string) => {
      const item = (await checklist()).find((each) => each.code === code);
      if (!item) throw new Error(`There is no ${code}.`);
      return item;
    };
    const articles = path(deal, `/checklist/${(await find('ARTICLES')).id}`);
    const seen = path(deal, `/checklist/${(await find('RECORD_SEEN')).id}`);
    const reason = 'The articles are of a sister company.';
    const ask = (who: TestUser, item = articles, status = 'OPEN') =>
      codeOf(who.put(`${item}/question`, { status, reason }));
    const [first, second] = [await uploadDocument(seller), await uploadDocument(seller)];
    const settle = (...documentIds: string[]) =>
      codeOf(seller.put(articles, { status: 'DONE', documentIds, note: 'Look again.' }));
    const lettersOf = async ({ email }: TestUser) => {
      await world.app.settle();
      const letters = await world.app.mail.sentTo(email);
      return letters.map(({ text }) => text).filter((text) => text.includes(reason));
    };
    const moveOf = async (who: TestUser, move: string) => {
      const { open, closed } = (await world.read(deal, who)).moves;
      return closed.find((each) => each.move === move)?.code ?? open.some((each) => each.move === move);
    };

    /** Of the articles alone. */
    const openTo = async (who: TestUser): Promise<string[]> => {
      const { body } = await succeed(who.get(path(deal, '/checklist')));
      const item = (body.data as ChecklistItemView[]).find(({ code }) => code === 'ARTICLES');
      return (item?.moves.open ?? []).map(({ move }) => move);
    };

    expect([await openTo(buyer), await openTo(seller)]).toEqual([[], ['UPDATE_CHECKLIST']]);
    expect(await ask(buyer)).toBe('409 item_not_questionable');
    expect(await moveOf(buyer, 'QUESTION_ITEM')).toBe('item_not_questionable');
    await world.settleItems(deal, 'DUE_DILIGENCE');
    expect(await settle(first)).toBe('200');
    expect(await moveOf(buyer, 'QUESTION_ITEM')).toBe(true);
    expect([await openTo(buyer), await openTo(world.admin)]).toEqual([['QUESTION_ITEM'], ['QUESTION_ITEM']]);
    expect(await ask(seller)).toBe('409 item_not_questionable');
    expect(await ask(await world.app.make.buyer())).toBe('404 not_found');
    expect(await ask(buyer, articles, 'WITHDRAWN')).toBe('409 no_such_question');
    expect(await ask(buyer)).toBe('200');
    expect([await openTo(buyer), await openTo(seller)]).toEqual([
      ['WITHDRAW_QUESTION'],
      ['UPDATE_CHECKLIST'],
    ]);
    expect(await ask(buyer)).toBe('409 item_not_questionable');
    expect(await find('ARTICLES')).toMatchObject({
      ...{ status: 'DONE', changedBy: 'SELLER' },
      question: { by: 'BUYER', at: expect.any(String), reason },
    });
    expect(await lettersOf(seller)).toEqual([expect.stringContaining((await find('ARTICLES')).title)]);
    expect(await lettersOf(buyer)).toEqual([]);
    expect(await lettersOf(world.admin)).toEqual([]);

    // It counts as open, and the same paper again is no answer.
    expect(await codeOf(buyer.post(path(deal, '/buyer/approve')))).toBe('409 checklist_open');
    expect(await ask(seller, articles, 'WITHDRAWN')).toBe('409 no_such_question');
    expect(await settle(first)).toBe('422 evidence_required');
    expect(await settle(first, second)).toBe('200');
    expect((await find('ARTICLES')).question).toBeNull();

    // Withdrawn by whoever raised it, or set aside by an administrator.
    for (const withdrawing of [buyer, world.admin]) {
      expect(await ask(buyer)).toBe('200');
      expect(await moveOf(withdrawing, 'WITHDRAW_QUESTION')).toBe(true);
      expect(await ask(withdrawing, articles, 'WITHDRAWN')).toBe('200');
      expect(await find('ARTICLES')).toMatchObject({ status: 'DONE', question: null });
    }
    // What needs no paper is answered in words.
    const roles = path(deal, `/checklist/${(await find('ROLES_HANDED_OVER')).id}`);
    const inWords = { status: 'DONE', evidence: 'Named owner at the insurer.' };
    expect(await codeOf(seller.put(roles, inWords))).toBe('200');
    expect(await ask(buyer, roles)).toBe('200');
    expect(await codeOf(seller.put(roles, inWords))).toBe('422 evidence_required');
    expect(await codeOf(seller.put(roles, { ...inWords, evidence: 'And at the fuel card.' }))).toBe('200');
    // An item of the platform: administrators are told.
    expect(await codeOf(world.admin.put(seen, { status: 'DONE' }))).toBe('200');
    expect(await ask(seller, seen)).toBe('200');
    await world.app.settle();
    const inbox = await succeed(world.admin.get('/notifications?limit=3'));
    expect(JSON.stringify(inbox.body.data)).toContain(reason);
    expect(await codeOf(buyer.post(path(deal, '/buyer/approve')))).toBe('200');
    expect(await ask(buyer)).toBe('409 item_signed_off');
    const { body } = await succeed(seller.get(path(deal, '/timeline?limit=50')));
    expect(body.data).toContainEqual(
      expect.objectContaining({ move: 'QUESTION_ITEM', by: 'BUYER', reason, at: expect.any(String) }),
    );
  });
});

describe('everyone else', () => {
  const TERMS = { termsHash: 'a'.repeat(64) };
  const moves: [string, Party | 'ADMIN', object?][] = [
    ['/buyer/accept-terms', 'BUYER', TERMS],
    ['/seller/accept-terms', 'SELLER', TERMS],
    ['/deposit', 'BUYER', CARD],
    ['/final-payment', 'BUYER', CARD],
    ['/buyer/approve', 'BUYER'],
    ['/seller/approve', 'SELLER'],
    ['/extension/proposals', 'BOTH', { days: 3 }],
    ['/seller/mark-transferred', 'SELLER'],
    ['/buyer/accept', 'BUYER'],
    ['/cancel', 'BOTH', { reason: 'Because.' }],
    ['/dispute', 'BOTH', { reason: 'Because.' }],
    ['/dispute/evidence', 'BOTH', { statement: 'So it was.' }],
    ['/dispute/proposals', 'BOTH', { outcome: 'CANCELLED', split: { buyerCents: 0, sellerCents: 0 } }],
    ['/admin/approve', 'ADMIN', { version: 1 }],
    ['/admin/hold', 'ADMIN', { reason: 'Because.' }],
    ['/admin/release-hold', 'ADMIN', { version: 1, reason: 'Because.' }],
    [
      '/admin/resolve',
      'ADMIN',
      { outcome: 'CANCELLED', split: { buyerCents: 0, sellerCents: 0 }, reason: 'Because.' },
    ],
  ];
  type Party = 'BUYER' | 'SELLER' | 'BOTH';
  let deal: MadeDeal;
  let ended: MadeDeal;
  let stranger: TestUser;

  beforeAll(async () => {
    deal = await world.open();
    ended = await world.open();
    await succeed(ended.buyer.post(path(ended, '/cancel'), { reason: 'Enough.' }));
    stranger = await world.app.make.user({ roles: ['buyer', 'seller'] });
  });

  test('finds no deal of others, as if it were not there', async () => {
    for (const rest of ['', '/timeline', '/checklist', '/payments', '/dispute/proposals']) {
      expect([rest, await codeOf(stranger.get(path(deal, rest)))]).toEqual([rest, '404 not_found']);
    }
    for (const [rest, by, body] of moves) {
      const wanted = by === 'ADMIN' ? '403 forbidden' : '404 not_found';
      expect([rest, await codeOf(stranger.post(path(deal, rest), body))]).toEqual([rest, wanted]);
    }
    expect((await stranger.get('/transactions')).body.data).toEqual([]);
    expect(await codeOf(stranger.get('/admin/transactions'))).toBe('403 forbidden');
  });

  test('a side cannot make the moves of the other, nor an admin those of the sides', async () => {
    for (const [rest, by, body] of moves) {
      const wrong = [
        ...(by === 'BUYER' || by === 'ADMIN' ? [deal.seller] : []),
        ...(by === 'SELLER' || by === 'ADMIN' ? [deal.buyer] : []),
        ...(by === 'ADMIN' || ['/cancel', '/dispute'].includes(rest) ? [] : [world.admin]),
      ];
      for (const who of wrong) {
        expect([rest, await codeOf(who.post(path(deal, rest), body))]).toEqual([rest, '403 forbidden']);
      }
    }
    expect(await movesOf(deal)).toEqual(['OPEN']);
  });

  test('nothing moves a deal that has ended', async () => {
    const { version } = await world.read(ended);
    for (const [rest, by, body] of moves) {
      const who = { BUYER: ended.buyer, SELLER: ended.seller, BOTH: ended.buyer, ADMIN: world.admin }[by];
      const sent =
        body === TERMS
          ? await world.termsOf(ended.id)
          : { ...body, ...(body && 'version' in body ? { version } : {}) };
      expect([rest, await codeOf(who.post(path(ended, rest), sent))]).toEqual([rest, '409 move_not_open']);
    }
    expect((await world.read(ended)).version).toBe(version);
  });

  test('an admin who is a party to a deal is only that', async () => {
    const admin = await world.app.make.user({ roles: ['buyer', 'admin'] });
    const own = await world.open({ buyer: admin });
    const hold = own.buyer.post(path(own, '/admin/hold'), { reason: 'My own deal.' });
    expect(await codeOf(hold)).toBe('403 forbidden');
    expect((await world.read(own, own.buyer)).seller.contact).toBeNull();
    // Nor does the buyer say what the papers of the seller are worth.
    const paper = await uploadDocument(own.seller, { transactionId: own.id });
    const verdict = { verdict: 'REJECTED', reason: 'It is of another company.', version: 1 };
    expect(await codeOf(own.buyer.put(`/documents/${paper}/verify`, verdict))).toBe('403 forbidden');
    expect(await codeOf(world.admin.put(`/documents/${paper}/verify`, verdict))).toBe('200');
  });

  test('no body smuggles in what the server decides', async () => {
    const smuggled = { ...CARD, amountCents: 1, payerId: stranger.id };
    expect(await codeOf(deal.buyer.post(path(deal, '/deposit'), smuggled))).toBe('400 invalid_request');
    const body = { reason: 'Because.', status: 'COMPLETED' };
    expect(await codeOf(deal.buyer.post(path(deal, '/cancel'), body))).toBe('400 invalid_request');
  });
});

test('anyone reads how a sale goes: who acts, for how long, and what silence does, without the sums of a deal', async () => {
  const stranger = world.app.anonymous;
  const { body } = await succeed(stranger.get('/processes/current'));
  const process = body.data as ProcessView;
  expect(process.stages.map(({ status }) => status)).toContain('INSPECTION');
  expect(process.waits.find(({ wait }) => wait === 'INSPECTION')).toMatchObject({
    days: 14,
    awaits: ['ACCEPT'],
    who: ['BUYER'],
    onSilence: expect.stringContaining('Silence accepts') as string,
  });
  expect(process.waits.find(({ wait }) => wait === 'HOLDBACK')?.days).toBeNull();
  // What a silence costs the buyer alone is said beside what silence does as a rule, and only where it can happen.
  const costly = process.waits.filter(({ inSomeDeals }) =>
    inSomeDeals.join().includes('compensates the seller'),
  );
  expect(costly.map(({ wait }) => wait)).toEqual(['REVIEW', 'FINAL_REVIEW']);
  expect(JSON.stringify(process)).not.toMatch(/[{]\w+[}]/);
  const deal = await world.open();
  const checklist = (await succeed(deal.buyer.get(`/transactions/${deal.id}/checklist`))).body.data;
  const { items } = process.checklists.find(
    ({ dealStructure }) => dealStructure === 'FAMILY_OR_PARTNER_CHANGE',
  ) as ProcessView['checklists'][number];
  expect(items.map(({ title, source }) => ({ title, source }))).toEqual(
    (checklist as ChecklistItemView[]).map(({ title, source }) => ({ title, source })),
  );
  const { processVersion } = await world.read(deal);
  expect((await succeed(stranger.get(`/processes/${processVersion}`))).body.data).toEqual(process);
  expect(await codeOf(stranger.get('/processes/sale-v0'))).toBe('404 not_found');
});

test('the timeline is numbered without a gap, told in order, and cannot be changed or removed', async () => {
  const deal = await world.at('IN_REVIEW');
  await world.app.settle();
  const timeline = (await world.admin.get(path(deal, '/timeline?limit=2'))).body;
  expect(timeline.data.map(({ seq }: { seq: number }) => seq)).toEqual([1, 2]);
  const next = await world.admin.get(path(deal, `/timeline?cursor=${timeline.pagination.nextCursor}`));
  const told = newsOf(deal, 'transaction.moved').map(({ seq, move }) => [seq, move]);
  const stands = next.body.data.map(({ seq, move }: { seq: number; move: string }) => [seq, move]);
  expect([...told].sort()).toEqual([[2, 'ACCEPT_TERMS'], ...stands]);
  const { database } = world.app.platform;
  const change = `UPDATE transaction_moves SET says = 'never' WHERE transactionId = :id`;
  const remove = `DELETE FROM transaction_moves WHERE transactionId = :id`;
  for (const sql of [change, remove]) {
    await expect(database.change(sql, { id: deal.id })).rejects.toThrow('insert-only');
  }
});

test('a deal that was changed behind the back of the product is found', async () => {
  const deal = await world.at('IN_REVIEW');
  const { findViolations } = world.app.modules.transactions;
  const set = (state: string) =>
    world.app.platform.database.change('UPDATE transactions SET state = :state WHERE id = :id', {
      id: deal.id,
      state,
    });
  await set('INSPECTION');
  const found = (await findViolations()).filter(({ subject }) => subject.endsWith(deal.id));
  expect(found.map(({ check }) => check).sort()).toEqual([
    'transactions.state_fits_money',
    'transactions.timeline_is_whole',
  ]);
  await set('IN_REVIEW');
  expect(await findViolations()).toEqual([]);
});
