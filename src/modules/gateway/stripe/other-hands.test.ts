/** What staff do in Stripe's dashboard and customers in its portal is in the books, or a case with a verb that ends it. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../../tests/support/make-transactions';
import type { TestApp, TestUser } from '../../../../tests/support/app';
import { LICENSED } from '../../../../tests/support/stripe-prices';
import { moneyAtStripe } from '../../../../tests/support/stripe-money';
import type { StripeObject } from '../../../../tests/support/stripe-world';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };

let world: DealWorld;
let app: TestApp;
beforeAll(async () => {
  world = await startDealWorld({ TWO_ADMIN_LIMIT_CENTS: '15000000' });
  app = world.app;
});
afterAll(() => world.close());
afterEach(demandBooks);

function stripe() {
  const { standIn } = app.gateway;
  if (!standIn) throw new Error('This is about Stripe.');
  return standIn;
}
const balance = (code: string) => app.modules.ledger.balance(code);

/** What Stripe has of ours is what the books say, and nothing is wrong with anything. */
async function demandBooks(): Promise<void> {
  await app.settle();
  expect(await balance('gateway:stripe')).toBe(moneyAtStripe(stripe().world));
  expect((await app.modules.admin.reconcile()).violations).toEqual([]);
}

const stuck = async () => {
  const { data } = (await succeed(world.admin.get('/admin/money/stuck'))).body;
  return (data as { kind: string; subject: string; whatToDo: string }[]).filter(
    ({ kind }) => kind === 'REFUND_PAST_US' || kind.startsWith('EVENT'),
  );
};
const outsideRefunds = async (query = '') =>
  (await succeed(world.admin.get(`/admin/outside-refunds${query}`))).body.data as {
    id: string;
    status: string;
    bookedAs: string | null;
    amountCents: number;
  }[];
const latest = async () => {
  const [refund] = await outsideRefunds();
  if (!refund) throw new Error('Expected a refund.');
  return refund;
};

describe('a subscription', () => {
  const shown = async (user: TestUser) => (await user.get('/credits/subscription')).body.data;
  const aMonth = 31 * DAY_MS + 3 * HOUR_MS;
  async function renew(): Promise<void> {
    await app.later(aMonth);
    await app.later(3 * HOUR_MS);
  }
  const invoiceOf = (subscription: StripeObject) => stripe().world.get(String(subscription.latest_invoice));

  it('whose plan is changed in the portal has that plan, its credits, and its price', async () => {
    const { user, subscription } = await subscribes();
    const professional = stripe().world.make('price', 'price', new Map(), {
      ...{ lookup_key: 'professional_month_19900', currency: 'usd', unit_amount: 19_900, active: true },
      ...{ product: 'prod_1', recurring: { ...LICENSED, interval: 'month' }, _productName: 'Professional' },
    });
    await app.later(HOUR_MS);
    stripe().portal.changePlan(subscription, professional);
    await app.settle();
    expect(await shown(user)).toMatchObject({ plan: 'PROFESSIONAL', priceCents: 19_900 });
    expect(await creditsOf(user)).toBe(9);
    await demandBooks();
    await renew();
    expect(await creditsOf(user)).toBe(19);
  });

  it('with a price of no plan is listed, and stands once two administrators accept what it brought', async () => {
    const user = await app.make.user({ roles: ['admin', 'seller'] });
    const { subscription } = await subscribes('STARTER', 'pm_card_visa', user);
    const dear = stripe().world.make('price', 'price', new Map(), {
      ...{ lookup_key: null, currency: 'usd', unit_amount: 12_000, active: true },
      ...{ product: 'prod_1', recurring: { ...LICENSED, interval: 'month' }, _productName: 'By hand' },
    });
    stripe().portal.changePlan(subscription, dear, 'NOTHING');
    await renew();
    expect(await creditsOf(user)).toBe(8);
    const listed = async () =>
      (
        (await succeed(world.admin.get('/admin/money/stuck'))).body.data as {
          kind: string;
          whatToDo: string;
        }[]
      )
        .filter(({ kind }) => kind === 'INVOICE_BEYOND_PLAN')
        .map(({ whatToDo }) => whatToDo);
    const [says = ''] = await listed();
    expect(says).toMatch(/^The gateway charged \$21\.00 beyond the plan/);
    const path = /POST (\S+)\.$/.exec(says)?.[1] ?? '';
    const accept = (by: TestUser, amountCents = 12_000) =>
      codeOf(by.post(path, { amountCents, reason: 'By hand.' }));
    expect(await accept(user)).toBe('403 forbidden');
    expect(await accept(world.admin, 11_999)).toBe('409 invoice_as_agreed');
    expect(await accept(world.admin)).toBe('200');
    expect(await listed()).toHaveLength(1);
    expect(await accept(world.admin)).toBe('409 second_admin_needed');
    expect(await accept(world.secondAdmin)).toBe('200');
    expect(await listed()).toEqual([]);
    expect(await accept(world.secondAdmin)).toBe('409 invoice_as_agreed');
    stripe().dashboard.cancelSubscription(subscription);
    await app.settle();
  });

  it('cancelled in the portal ends with its period; that can be taken back here', async () => {
    const { user, subscription } = await subscribes();
    stripe().portal.cancel(subscription);
    await app.settle();
    expect(await shown(user)).toMatchObject({ status: 'ACTIVE', endsWithPeriod: true });
    await succeed(user.post('/credits/resume-subscription'));
    expect(await shown(user)).toMatchObject({ endsWithPeriod: false });
    stripe().portal.cancel(subscription);
    await renew();
    expect(await shown(user)).toMatchObject({ status: 'ENDED', endReason: 'CANCELLED' });
    expect(await creditsOf(user)).toBe(4);
  });

  it('cancelled in the dashboard has ended', async () => {
    const { user, subscription } = await subscribes();
    stripe().dashboard.cancelSubscription(subscription);
    await app.settle();
    expect(await shown(user)).toMatchObject({ status: 'ENDED', endReason: 'CANCELLED' });
  });

  it('with a further item, or a coupon, grants its plan for what was paid', async () => {
    const more = await subscribes();
    const less = await subscribes();
    stripe().dashboard.addItem(more.subscription, 5_000);
    stripe().dashboard.applyCoupon(less.subscription, 25);
    await renew();
    const paid = async (user: TestUser) =>
      ((await succeed(user.get('/payments/invoices'))).body.data as { amountCents: number }[]).map(
        ({ amountCents }) => amountCents,
      );
    expect([await paid(more.user), await paid(less.user)]).toEqual([
      [14_900, 9_900],
      [7_425, 9_900],
    ]);
    expect([await creditsOf(more.user), await creditsOf(less.user)]).toEqual([8, 8]);
    expect(await stuck()).toEqual([]);
  });

  it.each(['void', 'keep_as_draft', 'mark_uncollectible'] as const)(
    'whose collection is paused (%s) goes on without credits, and says so',
    async (behavior) => {
      const { user, subscription } = await subscribes();
      stripe().dashboard.pauseCollection(subscription, behavior);
      await app.settle();
      expect(await shown(user)).toMatchObject({ status: 'ACTIVE', collectionPaused: true });
      await renew();
      expect(await creditsOf(user)).toBe(4);
      expect(await shown(user)).toMatchObject({ status: 'ACTIVE', due: null });
      stripe().dashboard.resumeCollection(subscription);
      await renew();
      expect(await shown(user)).toMatchObject({ collectionPaused: false });
      expect(await creditsOf(user)).toBe(8);
    },
  );

  it('whose unpaid invoice is voided, or given up and paid later, is as its gateway says', async () => {
    const voided = await subscribes('STARTER', 'pm_card_declinesLater');
    const given = await subscribes('STARTER', 'pm_card_declinesLater');
    await renew();
    expect(await shown(voided.user)).toMatchObject({ status: 'PAST_DUE' });
    stripe().dashboard.voidInvoice(invoiceOf(voided.subscription));
    stripe().dashboard.markUncollectible(invoiceOf(given.subscription));
    await app.settle();
    expect(await shown(voided.user)).toMatchObject({ status: 'ACTIVE', due: null });
    expect(await shown(given.user)).toMatchObject({ status: 'PAST_DUE', due: null });
    expect(stripe().portal.payInvoice(invoiceOf(given.subscription))).toBe(true);
    await app.settle();
    expect(await shown(given.user)).toMatchObject({ status: 'ACTIVE' });
    expect([await creditsOf(voided.user), await creditsOf(given.user)]).toEqual([4, 8]);
  });
});

it('a payment that staff take of a customer in the dashboard is a case, and goes back or stays by the word of two', async () => {
  const { subscription } = await subscribes();
  const losses = await balance('expense:chargebacks');
  const { world: there } = stripe();
  const take = async (amount: number) => {
    const paid = { amount, amount_received: amount, currency: 'usd', status: 'succeeded' };
    const intent = there.make('pi', 'payment_intent', new Map(), {
      ...{ ...paid, customer: subscription.customer, payment_method: 'pm_card_visa' },
    });
    const charge = there.make('ch', 'charge', new Map(), {
      ...{ amount, amount_refunded: 0, currency: 'usd', payment_intent: intent.id },
    });
    there.change(intent, { latest_charge: charge.id }, 'payment_intent.succeeded');
    await app.settle();
    for (let days = 0; days < 4; days += 1) await app.later(DAY_MS);
    return intent;
  };
  const book = async (about: StripeObject, as: string) => {
    const [event] = await app.platform.database.select<{ id: string }>(
      `SELECT eventId AS id FROM webhook_events WHERE objectId = :id AND status = 'PARKED'`,
      { id: about.id },
    );
    const said = { as, reason: 'Taken by staff for a consultation.' };
    for (const by of [world.admin, world.secondAdmin])
      await succeed(by.post(`/admin/webhooks/stripe/${event?.id}/book`, said));
    await app.settle();
  };
  const back = await take(5_000);
  expect(await stuck()).toMatchObject([{ kind: 'EVENT_PARKED' }]);
  await book(back, 'RETURN');
  await demandBooks();
  const kept = await take(7_000);
  await book(kept, 'LOSS');
  expect(await balance('expense:chargebacks')).toBe(losses - 7_000);
  await demandBooks();
  const refund = stripe().dashboard.refund(kept, 3_000);
  await app.settle();
  for (let days = 0; days < 4; days += 1) await app.later(DAY_MS);
  await book(refund, 'LOSS');
  expect([await stuck(), await balance('expense:chargebacks')]).toEqual([[], losses - 4_000]);
});

// Before any refund has failed here: in the weeks that pass it would be owed for longer than it may be.
describe('a key of the gateway that was revoked', () => {
  const revoke = () =>
    stripe().failBy(() => ({
      ...{
        status: 401,
        error: { type: 'invalid_request_error', code: 'api_key_expired', message: 'Expired.' },
      },
    }));
  afterEach(async () => {
    stripe().failBy(() => null);
    // What waited for an answer of the gateway gets it.
    await app.later(6 * MINUTE_MS);
  });

  it('gives a deal its time back once its deposit has ended, and lets it expire then', async () => {
    const deal = await world.at('SIGNED');
    const before = (await world.read(deal)).deadlineAt;
    await app.later(Date.parse(before ?? '') - app.clock.now() - HOUR_MS);
    revoke();
    const asked = await deal.buyer.post(`/transactions/${deal.id}/deposit`, CARD);
    expect(asked.status).toBe(503);
    for (let hours = 0; hours < 26; hours += 2) await app.later(2 * HOUR_MS);
    const { data } = (await succeed(deal.buyer.get(`/transactions/${deal.id}/payments`))).body;
    expect(data).toMatchObject([{ status: 'FAILED', failure: { code: 'gateway_trouble' } }]);
    const read = await world.read(deal);
    expect(read.status).toBe('AWAITING_DEPOSIT');
    expect(Date.parse(read.deadlineAt ?? '') - app.clock.now()).toBeGreaterThan(20 * HOUR_MS);
    expect(JSON.stringify(read)).toContain('could not take a payment');
    for (let days = 0; days < 3; days += 1) await app.later(DAY_MS);
    expect((await world.read(deal)).status).toBe('CANCELLED');
  });

  it('keeps no deal waiting for a debit longer than a day past its deadline; what comes after all goes back', async () => {
    const deal = await world.at('SIGNED');
    const debit = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
    const { body } = await succeed(deal.buyer.post(`/transactions/${deal.id}/deposit`, debit));
    const intent = stripe().dashboard.paymentOf({ paymentId: body.data.payment.id });
    await app.later(HOUR_MS);
    const { world: there } = stripe();
    there.mix = () => [];
    revoke();
    for (let days = 0; days < 24; days += 1) await app.later(DAY_MS);
    expect((await world.read(deal)).status).toBe('CANCELLED');
    stripe().failBy(() => null);
    there.mix = (events) => events;
    for (let days = 0; days < 2; days += 1) await app.later(DAY_MS);
    expect(there.get(intent.id)).toMatchObject({ status: 'succeeded' });
    const { data } = (await succeed(deal.buyer.get(`/transactions/${deal.id}/payments`))).body;
    expect(data).toMatchObject([{ status: 'SUCCEEDED', refundedCents: DEPOSIT }]);
  });
});

describe('a refund in the dashboard', () => {
  describe('of credits', () => {
    async function buys(credits: number, key = 'purchase') {
      const buyer = await app.make.buyer();
      const { body } = await succeed(buyer.post(`/credits/${key}`, { credits, ...CARD }));
      await app.settle();
      return { buyer, intent: stripe().dashboard.paymentOf({ paymentId: body.data.payment.id }) };
    }
    const credits = async (buyer: TestUser) =>
      (await buyer.get('/credits/balance')).body.data.credits as number;

    it('takes back the credits that it had bought, part by part, and is no revenue any more', async () => {
      const earned = await balance('revenue:credits');
      const { buyer, intent } = await buys(3);
      stripe().dashboard.refund(intent, 4_000);
      await app.settle();
      expect([await credits(buyer), await balance('revenue:credits')]).toEqual([2, earned + 8_997 - 4_000]);
      await demandBooks();
      stripe().dashboard.refund(intent);
      await app.settle();
      expect([await credits(buyer), await balance('revenue:credits')]).toEqual([0, earned]);
      expect(await stuck()).toEqual([]);
      const [payment] = (await succeed(buyer.get('/payments'))).body.data;
      expect(payment).toMatchObject({ refundedCents: 8_997 });
    });

    it('that does not reach the buyer gives everything back to its place', async () => {
      const earned = await balance('revenue:credits');
      const { buyer, intent } = await buys(2);
      const refund = stripe().dashboard.refund(intent);
      await app.settle();
      expect(await credits(buyer)).toBe(0);
      stripe().dashboard.failRefund(refund);
      await app.settle();
      expect([await credits(buyer), await balance('revenue:credits')]).toEqual([2, earned + 5_998]);
      expect(await latest()).toMatchObject({ status: 'UNDONE' });
    });

    it('is heard of by the charge alone, or twice, in whatever order: once', async () => {
      const { buyer, intent } = await buys(2);
      const { world: there } = stripe();
      there.mix = (events) => events.filter(({ type }) => type !== 'refund.created');
      stripe().dashboard.refund(intent, 2_999);
      await app.settle();
      there.mix = (events) => events;
      await app.later(6 * MINUTE_MS);
      expect(await credits(buyer)).toBe(1);
      there.tell('charge.refunded', there.get(String(intent.latest_charge)));
      await app.settle();
      expect([await credits(buyer), await stuck()]).toEqual([1, []]);
    });
  });

  it('of a subscription’s invoice takes back what it granted, and the subscription goes on', async () => {
    const { user, subscription } = await subscribes();
    const earned = await balance('revenue:subscriptions');
    const intent = stripe().dashboard.paymentOf({ customer: String(subscription.customer) });
    stripe().dashboard.refund(intent, 4_950);
    await app.settle();
    await app.later(6 * MINUTE_MS);
    expect(await creditsOf(user)).toBe(2);
    expect(await balance('revenue:subscriptions')).toBe(earned - 4_950);
    stripe().dashboard.refund(intent);
    await app.settle();
    expect(await creditsOf(user)).toBe(0);
    expect((await user.get('/credits/subscription')).body.data).toMatchObject({ status: 'ACTIVE' });
    expect(await stuck()).toEqual([]);
  });

  describe('of a deal', () => {
    const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;
    async function deposited(): Promise<{ deal: MadeDeal; deposit: StripeObject }> {
      const deal = await world.at('SIGNED');
      const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), CARD));
      await app.settle();
      return { deal, deposit: stripe().dashboard.paymentOf({ paymentId: body.data.payment.id }) };
    }
    const reason = 'Staff refunded it in the dashboard.';
    const bear = (deal: MadeDeal, outsideRefundId: string, by = world.admin) =>
      codeOf(by.post(path(deal, '/admin/book-refund'), { outsideRefundId, reason }));
    const lift = async (deal: MadeDeal) =>
      codeOf(
        world.admin.post(path(deal, '/admin/release-hold'), {
          ...(await world.versionOf(deal)),
          reason: 'It is booked.',
        }),
      );
    const resolve = (deal: MadeDeal, outcome: string, buyerCents: number, sellerCents: number) =>
      codeOf(
        world.admin.post(path(deal, '/admin/resolve'), {
          ...{ outcome, split: { buyerCents, sellerCents }, reason },
        }),
      );
    const refunded = async (deal: MadeDeal) => {
      const { body } = await succeed(deal.buyer.get(path(deal, '/payments')));
      return (body.data as { refundedCents: number }[]).map(({ refundedCents }) => refundedCents);
    };

    it.each([
      ['whole', DEPOSIT],
      ['in part', 400_000],
    ])(
      'the deposit %s: nothing leaves until it is booked; the deal bears it and ends by the rest',
      async (_, cents) => {
        const { deal, deposit } = await deposited();
        stripe().dashboard.refund(deposit, cents);
        await app.settle();
        expect(await world.read(deal)).toMatchObject({
          status: 'IN_REVIEW',
          onHold: true,
          heldCents: DEPOSIT,
        });
        expect(await lift(deal)).toBe('409 refund_unbooked');
        const { id } = await latest();
        expect(await stuck()).toMatchObject([{ subject: `outside refund ${id}` }]);
        expect((await stuck())[0]?.whatToDo).toContain(path(deal, '/admin/book-refund'));
        await demandBooks();

        expect(await bear(deal, id)).toBe('200');
        expect(await bear(deal, id)).toBe('409 move_not_open');
        const left = DEPOSIT - cents;
        expect(await world.read(deal)).toMatchObject({ status: 'DISPUTED', heldCents: left });
        expect(await stuck()).toEqual([]);
        await demandBooks();
        expect(await lift(deal)).toBe('200');
        expect(await resolve(deal, 'CANCELLED', left, 0)).toBe('200');
        await app.settle();
        expect(await refunded(deal)).toEqual([DEPOSIT]);
        const statement = await succeed(world.admin.get(path(deal, '/closing-statement?format=json')));
        expect(statement.body.data.totals).toMatchObject({
          refundedCents: DEPOSIT,
          lostCents: 0,
          heldCents: 0,
        });
      },
    );

    it('of the final payment: the sum takes two administrators, and what is left can still complete the sale', async () => {
      const { deal } = await deposited();
      await world.advance(deal, 'IN_REVIEW', 'PAYMENT_PENDING');
      const debit = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };
      const { body } = await succeed(deal.buyer.post(path(deal, '/final-payment'), debit));
      await app.later(5 * DAY_MS);
      await world.advance(deal, 'TRANSFER_IN_PROGRESS', 'INSPECTION');
      stripe().dashboard.refund(stripe().dashboard.paymentOf({ paymentId: body.data.payment.id }));
      await app.settle();
      expect(await codeOf(deal.buyer.post(path(deal, '/buyer/accept')))).toBe('409 deal_on_hold');
      const { id } = await latest();
      // Of a bank debit it takes days.
      expect(await bear(deal, id)).toBe('200');
      expect(await bear(deal, id, world.secondAdmin)).toBe('409 move_not_open');
      await app.later(4 * DAY_MS);
      expect(await world.read(deal)).toMatchObject({ status: 'INSPECTION', heldCents: PRICE });
      expect(await bear(deal, id)).toBe('409 second_admin_needed');
      expect(await bear(deal, id, world.secondAdmin)).toBe('200');
      expect(await lift(deal)).toBe('200');
      expect(await resolve(deal, 'COMPLETED', 0, DEPOSIT)).toBe('200');
    });

    it('as a loss of the platform the deal goes on, and what it owes later is settled by it', async () => {
      const lost = await balance('expense:chargebacks');
      const { deal, deposit } = await deposited();
      stripe().dashboard.refund(deposit);
      await app.settle();
      const { id } = await latest();
      const book = (body: object) => codeOf(world.admin.post(`/admin/outside-refunds/${id}/book`, body));
      expect(await book({ as: 'REFUND', reason })).toBe('400 invalid_request');
      expect(await book({ as: 'LOSS', reason })).toBe('200');
      expect(await book({ as: 'LOSS', reason })).toBe('409 outside_refund_booked');
      await app.settle();
      expect(await balance('expense:chargebacks')).toBe(lost + DEPOSIT);
      expect(await lift(deal)).toBe('200');
      await demandBooks();
      await succeed(world.admin.post(path(deal, '/cancel'), { reason: 'It fell through.' }));
      await app.settle();
      // The gateway has given it back already, and refuses to do it again.
      const [owed] = (await succeed(world.admin.get('/admin/refunds?status=NEEDS_ATTENTION'))).body.data;
      expect(await book({ as: 'REFUND', refundId: owed.id, reason })).toBe('200');
      expect(await balance('expense:chargebacks')).toBe(lost);
      expect(await refunded(deal)).toEqual([DEPOSIT]);
    });

    it('after it was canceled and its refund had failed: it is the refund that was owed', async () => {
      const deal = await world.at('SIGNED');
      const card = { method: 'CARD', paymentMethodId: 'pm_card_refundFail' };
      const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), card));
      await app.settle();
      await succeed(world.admin.post(path(deal, '/cancel'), { reason: 'It fell through.' }));
      await app.settle();
      await app.later(8 * DAY_MS);
      const owed = async () =>
        (await succeed(world.admin.get('/admin/refunds?status=NEEDS_ATTENTION'))).body.data as unknown[];
      expect(await owed()).toHaveLength(1);
      stripe().dashboard.refund(stripe().dashboard.paymentOf({ paymentId: body.data.payment.id }));
      await app.settle();
      expect([await owed(), await stuck()]).toEqual([[], []]);
    });

    it('that comes back after the deal has borne it and ended goes to the buyer once more', async () => {
      const { deal, deposit } = await deposited();
      const refund = stripe().dashboard.refund(deposit);
      await app.settle();
      expect(await bear(deal, (await latest()).id)).toBe('200');
      expect(await lift(deal)).toBe('200');
      expect(await resolve(deal, 'CANCELLED', 0, 0)).toBe('200');
      stripe().dashboard.failRefund(refund);
      await app.later(HOUR_MS);
      expect(await refunded(deal)).toEqual([DEPOSIT]);
      expect(await world.held(deal)).toBe(0);
    });
  });
});

async function subscribes(
  plan = 'STARTER',
  card = 'pm_card_visa',
  by?: TestUser,
): Promise<{ user: TestUser; subscription: StripeObject }> {
  const user = by ?? (await app.make.seller());
  const { body } = await succeed(user.post('/credits/subscribe', { plan, interval: 'MONTH' }));
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl, card)).toBe(true);
  await app.settle();
  const subscription = stripe().world.all('subscription').at(-1);
  if (!subscription) throw new Error('Expected a subscription.');
  return { user, subscription };
}
const creditsOf = async (user: TestUser) => (await user.get('/credits/balance')).body.data.credits as number;
