/** What a gateway moved and fits nothing of ours has a way out: two admins say how it ends in the books, and they stay right. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import {
  anOrder,
  intentEvent,
  PRICE_CENTS,
  sendWebhook,
  startDebit,
} from '../../../tests/support/make-payments';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

let app: TestApp;
let admins: TestUser[];

beforeAll(async () => {
  app = await startTestApp();
  admins = [await app.make.admin(), await app.make.admin()];
});
afterAll(() => app.close());

const idAt = (prefix: string): string => `${prefix}_${newId().replaceAll('-', '')}`;
const balance = (account: string) => app.modules.ledger.balance(account);
const atGateway = () => balance(`gateway:${app.gateway.name}`);
const lost = () => balance('expense:chargebacks');

interface Booked {
  status: number;
  code: string | undefined;
  event: string | undefined;
}

/** What an admin says of it; by default the second one, after the first has said the same. */
async function book(
  eventId: string,
  body: object,
  by: readonly (TestUser | undefined)[] = admins,
): Promise<Booked> {
  let answer: Booked = { status: 0, code: undefined, event: undefined };
  for (const admin of by) {
    const path = `/admin/webhooks/${app.gateway.name}/${eventId}/book`;
    const got = await admin?.post(path, { ...body, reason: 'Looked up at the gateway.' });
    answer = { status: got?.status ?? 0, code: got?.body.code, event: got?.body.data?.status };
  }
  return answer;
}

const DONE = { status: 200, event: 'DONE' };

async function tellEvent(event: { id: string; type: string; data: { object: object } }): Promise<string> {
  expect((await sendWebhook(app, event)).status).toBe(200);
  return event.id;
}

const tell = (type: string, object: object): Promise<string> =>
  tellEvent({
    ...{ id: idAt('evt'), object: 'event', type, created: 1_790_000_000 },
    data: { object },
  });

async function eventOf(eventId: string) {
  const { data } = (await admins[0]?.get(`/admin/webhooks?eventId=${eventId}`))?.body ?? {};
  return data[0] as { status: string; reason: string; ways: string[] };
}

/** The event of what the gateway itself has told of an object of its own. */
async function eventAbout(objectId: string, type: string): Promise<string> {
  const { data } = (await admins[0]?.get(`/admin/webhooks?objectId=${objectId}&type=${type}`))?.body ?? {};
  return data[0]?.id as string;
}

const violations = async () =>
  [
    ...(await app.modules.payments.findViolations()),
    ...(await app.modules.payouts.findViolations()),
    ...(await app.modules.ledger.findViolations()),
  ].map(({ check, subject, detail }) => `${check} ${subject} ${detail}`);

/** Taken by the gateway itself, for a payment that says to be ours and is not. */
async function takenForNobody(): Promise<string> {
  const there = app.modules.gateway.gateways.forNewMoney;
  const taken = await there?.createPayment({
    ...{ idempotencyKey: newId(), reference: newId(), returnUrl: 'https://example.com' },
    ...{ amountCents: PRICE_CENTS, currency: 'usd', method: 'CARD', paymentMethodId: 'pm_card_visa' },
    ...{ payerId: newId(), description: 'A test' },
  });
  await app.settle();
  return taken?.id ?? '';
}

describe('what a gateway took for no payment of ours', () => {
  it('goes back to its payer, by the word of two, and is in the books on both ways', async () => {
    const before = await atGateway();
    const paymentId = await takenForNobody();
    const eventId = await eventAbout(paymentId, 'payment_intent.succeeded');
    expect(await eventOf(eventId)).toMatchObject({ status: 'PARKED', ways: ['ASSIGN', 'RETURN', 'LOSS'] });
    expect(await violations()).toHaveLength(1);
    expect(await book(eventId, { as: 'RETURN' }, admins.slice(0, 1))).toMatchObject({ event: 'PARKED' });
    expect(await atGateway()).toBe(before);
    expect(await book(eventId, { as: 'RETURN' }, [admins[0]])).toMatchObject({ code: 'second_admin_needed' });
    expect(await book(eventId, { as: 'RETURN' }, [admins[1]])).toMatchObject(DONE);
    expect(await atGateway()).toBe(before + PRICE_CENTS);
    await app.settle();
    expect(await atGateway()).toBe(before);
    const [refund] = (await app.modules.gateway.gateways.forNewMoney?.listRefunds(paymentId)) ?? [];
    expect(refund).toMatchObject({ amountCents: PRICE_CENTS, status: 'SUCCEEDED' });
    expect(await violations()).toEqual([]);
    const { body } = (await admins[0]?.get('/admin/action-log?action=webhook.booked_as_is')) ?? { body: {} };
    expect(body.data[0]).toMatchObject({ reason: 'Looked up at the gateway.' });
  });

  it('stays with the platform where nobody can be found to take it', async () => {
    const [before, wereLost] = [await atGateway(), await lost()];
    const eventId = await eventAbout(await takenForNobody(), 'payment_intent.succeeded');
    expect(await book(eventId, { as: 'LOSS' })).toMatchObject(DONE);
    expect([await atGateway(), await lost()]).toEqual([before + PRICE_CENTS, wereLost - PRICE_CENTS]);
    expect(await violations()).toEqual([]);
  });

  it('makes up no payment that is not due in just this way', async () => {
    const eventId = await eventAbout(await takenForNobody(), 'payment_intent.succeeded');
    expect(await book(eventId, { as: 'ASSIGN' })).toMatchObject({ code: 'event_not_bookable' });
    const { id } = await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
    await app.settle();
    const toPaid = await book(eventId, { as: 'ASSIGN', subjectId: id });
    expect(toPaid).toMatchObject({ status: 409, code: 'event_not_bookable' });
    expect(await book(eventId, { as: 'REFUND' })).toMatchObject({ code: 'event_not_bookable' });
    expect(await book(eventId, { as: 'RETURN' })).toMatchObject(DONE);
    await app.settle();
    expect(await violations()).toEqual([]);
  });
});

describe('a payment that brought another sum than was due', () => {
  const taken = async (facts: object) => {
    const payment = await startDebit(app);
    const event = intentEvent({ intentId: payment.intentId, status: 'succeeded', ...facts });
    return {
      ...payment,
      eventId: await tellEvent(event),
      again: () => tellEvent({ ...event, id: idAt('evt') }),
    };
  };
  const stateOf = async (id: string) =>
    (await admins[0]?.get(`/admin/payments?subjectId=${id}`))?.body.data[0];

  it('too little: it goes back, and the payer is told to pay again', async () => {
    const before = await atGateway();
    const payment = await taken({ received: PRICE_CENTS - 1 });
    expect(await book(payment.eventId, { as: 'RETURN' })).toMatchObject(DONE);
    expect(await stateOf(payment.subjectId)).toMatchObject({
      ...{ status: 'FAILED', failure: expect.objectContaining({ code: 'not_as_due' }) as object },
    });
    expect(await atGateway()).toBe(before + PRICE_CENTS - 1);
    expect(await eventOf(await payment.again())).toMatchObject({ status: 'DONE' });
    expect(await atGateway()).toBe(before + PRICE_CENTS - 1);
  });

  it('too much: what was due pays, and the rest goes back', async () => {
    const before = await atGateway();
    const payment = await taken({ received: PRICE_CENTS + 300, amount: PRICE_CENTS + 300 });
    expect(await book(payment.eventId, { as: 'ASSIGN', subjectId: payment.id })).toMatchObject(DONE);
    expect(await stateOf(payment.subjectId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await balance(`unallocated:${payment.id}`)).toBe(PRICE_CENTS);
    expect(await atGateway()).toBe(before + PRICE_CENTS + 300);
    expect(await eventOf(await payment.again())).toMatchObject({ status: 'DONE' });
  });

  it('in another currency: an admin says what it was in dollars', async () => {
    const before = await atGateway();
    const payment = await taken({ currency: 'cad' });
    expect(await book(payment.eventId, { as: 'LOSS' })).toMatchObject({ code: 'event_not_bookable' });
    expect(await book(payment.eventId, { as: 'LOSS', amountCents: 180_000 })).toMatchObject(DONE);
    expect(await atGateway()).toBe(before + 180_000);
    expect(await eventOf(await payment.again())).toMatchObject({ status: 'DONE' });
    expect(await atGateway()).toBe(before + 180_000);
  });
});

/** A card payment that has brought its money, with what the gateway calls it. */
async function paid() {
  const { id, payerId } = await app.modules.payments.start(anOrder('CARD', 'pm_card_visa'));
  await app.settle();
  const [intent] = await app.gateway.intentsOf(id);
  return { id, payerId, intentId: intent?.id ?? '' };
}

describe('a refund that is none of ours', () => {
  const refund = (payment: { intentId: string }, differing: object = {}) => ({
    ...{ id: idAt('re'), object: 'refund', amount: 4_000, currency: 'usd', status: 'succeeded' },
    ...{
      payment_intent: payment.intentId,
      metadata: { refundAttempt: `${newId()}:1` },
      created: 1_790_000_000,
    },
    ...differing,
  });

  it('though it says so, was made past us: it waits for whoever bears it', async () => {
    const [before, payment] = [await atGateway(), await paid()];
    const told = refund(payment);
    const eventId = await tell('refund.created', told);
    expect(await eventOf(eventId)).toMatchObject({ status: 'PARKED', ways: ['REFUND', 'LOSS'] });
    expect(await book(eventId, { as: 'REFUND' })).toMatchObject(DONE);
    expect(await atGateway()).toBe(before + PRICE_CENTS - 4_000);
    const { data } = (await admins[0]?.get(`/admin/outside-refunds?paymentId=${payment.id}`))?.body ?? {};
    expect(data).toMatchObject([{ status: 'UNBOOKED', amountCents: 4_000 }]);
    // What becomes of it is told the same way.
    await tell('refund.failed', { ...told, status: 'failed' });
    expect(await atGateway()).toBe(before + PRICE_CENTS);
  });

  it('of nothing that we know is lost, and what comes of it again is gained', async () => {
    const [before, wereLost] = [await atGateway(), await lost()];
    const told = refund({ intentId: idAt('pi') });
    const eventId = await tell('refund.created', told);
    expect(await book(eventId, { as: 'LOSS' })).toMatchObject(DONE);
    expect([await atGateway(), await lost()]).toEqual([before - 4_000, wereLost + 4_000]);
    const back = await tell('refund.failed', { ...told, status: 'failed' });
    expect(await eventOf(back)).toMatchObject({ status: 'PARKED' });
    expect(await book(back, { as: 'LOSS' })).toMatchObject(DONE);
    expect([await atGateway(), await lost()]).toEqual([before, wereLost]);
    const again = await tell('refund.failed', { ...told, status: 'failed' });
    expect(await eventOf(again)).toMatchObject({ status: 'DONE' });
  });

  it('is booked by nobody who has a part in the payment that is named', async () => {
    const payment = await paid();
    const eventId = await tell('refund.created', refund({ intentId: idAt('pi') }));
    const payer = await app.make.admin();
    await app.platform.database.change('UPDATE payments SET payerId = :payerId WHERE id = :id', {
      ...{ payerId: payer.id, id: payment.id },
    });
    const named = { as: 'REFUND', subjectId: payment.id };
    expect(await book(eventId, named, [payer])).toMatchObject({ status: 403 });
    expect(await book(eventId, named)).toMatchObject(DONE);
  });
});

describe('a card dispute', () => {
  const dispute = (id: string, intentId: string | null, differing: object = {}) => ({
    ...{ id, object: 'dispute', amount: PRICE_CENTS, currency: 'usd', payment_intent: intentId },
    ...{ reason: 'fraudulent', status: 'needs_response', created: 1_790_000_000 },
    ...differing,
  });
  const moneyOf = (paymentId: string) =>
    app.platform.database.select(
      'SELECT status, money, amountCents FROM card_disputes WHERE paymentId = :paymentId',
      {
        paymentId,
      },
    );

  it('of more than was paid is booked as it came, and followed from then on', async () => {
    const [before, payment, id] = [await atGateway(), await paid(), idAt('dp')];
    const told = dispute(id, payment.intentId, { amount: PRICE_CENTS + 500 });
    const eventId = await tell('charge.dispute.funds_withdrawn', told);
    expect(await eventOf(eventId)).toMatchObject({ status: 'PARKED', ways: ['AS_IT_CAME', 'LOSS'] });
    expect(await book(eventId, { as: 'AS_IT_CAME' })).toMatchObject(DONE);
    expect(await atGateway()).toBe(before - 500);
    await tell('charge.dispute.closed', { ...told, status: 'lost' });
    expect(await moneyOf(payment.id)).toEqual([
      expect.objectContaining({ status: 'LOST', money: 'LOST', amountCents: PRICE_CENTS + 500 }),
    ]);
    expect(await app.modules.ledger.findViolations()).toEqual([]);
  });

  it('that changes its sum follows it, and what the bank holds too', async () => {
    const [before, payment, id] = [await atGateway(), await paid(), idAt('dp')];
    await tell('charge.dispute.funds_withdrawn', dispute(id, payment.intentId));
    const eventId = await tell('charge.dispute.updated', dispute(id, payment.intentId, { amount: 90_000 }));
    expect(await book(eventId, { as: 'AS_IT_CAME' })).toMatchObject(DONE);
    expect(await atGateway()).toBe(before + PRICE_CENTS - 90_000);
    // Back and forth: each change of the sum is booked, also one that was booked before.
    for (const amount of [PRICE_CENTS, 90_000, PRICE_CENTS, 90_000]) {
      const again = await tell('charge.dispute.updated', dispute(id, payment.intentId, { amount }));
      expect(await book(again, { as: 'AS_IT_CAME' })).toMatchObject(DONE);
      expect(await atGateway()).toBe(before + PRICE_CENTS - amount);
    }
    // By numbers, so that the ledger knows a transfer that it has.
    const adjusted = await app.platform.database.select<{ id: string }>(
      `SELECT t.id FROM ledger_transfers t JOIN card_disputes d ON d.id = t.subjectId
       WHERE d.paymentId = :id AND t.id LIKE '%:adjusted:%'`,
      { id: payment.id },
    );
    expect(adjusted.map((row) => row.id.split(':').at(-1)).sort()).toEqual(['1', '2', '3', '4', '5']);
    const won = dispute(id, payment.intentId, { amount: 90_000, status: 'won' });
    await tell('charge.dispute.funds_reinstated', won);
    expect(await atGateway()).toBe(before + PRICE_CENTS);
    expect(await moneyOf(payment.id)).toEqual([expect.objectContaining({ money: 'REINSTATED' })]);
  });

  it('that names no payment is of the one that admins name, or lost', async () => {
    const payment = await paid();
    const named = await tell('charge.dispute.funds_withdrawn', dispute(idAt('dp'), null));
    expect(await book(named, { as: 'AS_IT_CAME', subjectId: payment.id })).toMatchObject(DONE);
    expect(await moneyOf(payment.id)).toEqual([expect.objectContaining({ money: 'WITHDRAWN' })]);
    const wereLost = await lost();
    const nobodys = await tell('charge.dispute.funds_withdrawn', dispute(idAt('dp'), null));
    expect(await book(nobodys, { as: 'LOSS' })).toMatchObject(DONE);
    expect(await lost()).toBe(wereLost + PRICE_CENTS);
    expect(await book(nobodys, { as: 'LOSS' })).toMatchObject({ code: 'event_not_parked' });
  });
});

describe('a transfer that is no payout of ours', () => {
  const transfer = (differing: object = {}) => ({
    ...{ id: idAt('tr'), object: 'transfer', amount: 20_000, amount_reversed: 0, reversed: false },
    ...{ currency: 'usd', destination: 'acct_nobody', metadata: { payoutAttempt: newId() } },
    ...{ created: 1_790_000_000, ...differing },
  });

  it('has paid somebody: so much less is payable to them, until it is called back', async () => {
    const seller = await app.make.seller();
    await app.modules.ledger.post([
      {
        ...{ id: `test:${seller.id}`, debit: 'bank:wire', credit: `payable:${seller.id}`, amount: 20_000 },
        ...{ unit: 'USD', reason: 'Earned', subject: { type: 'test', id: seller.id } },
      },
    ]);
    const told = transfer();
    const eventId = await tell('transfer.created', told);
    expect(await eventOf(eventId)).toMatchObject({ status: 'PARKED', ways: ['ASSIGN', 'LOSS'] });
    expect(await book(eventId, { as: 'ASSIGN' })).toMatchObject({ code: 'event_not_bookable' });
    const named = { as: 'ASSIGN', subjectId: seller.id };
    expect(await book(eventId, named)).toMatchObject(DONE);
    expect(await balance(`payable:${seller.id}`)).toBe(0);
    const back = await tell('transfer.reversed', { ...told, amount_reversed: 5_000 });
    expect(await book(back, named)).toMatchObject(DONE);
    expect(await balance(`payable:${seller.id}`)).toBe(5_000);
    const more = await tell('transfer.created', transfer());
    expect(await book(more, named)).toMatchObject({ code: 'event_not_bookable' });
    const [before, wereLost] = [await atGateway(), await lost()];
    expect(await book(more, { as: 'LOSS' })).toMatchObject(DONE);
    expect([await atGateway(), await lost()]).toEqual([before - 20_000, wereLost + 20_000]);
  });
});

// Last, since days pass.
describe('the sum of refunds of a payment, of which the gateway tells alone', () => {
  const totalOf = (intentId: string, amount_refunded: number) =>
    tell('charge.refunded', {
      ...{ id: idAt('ch'), object: 'charge', amount_refunded, payment_intent: intentId },
    });
  /** The gateway is asked for three days what made it up. */
  async function parkedTotal(intentId: string, cents: number): Promise<string> {
    const eventId = await totalOf(intentId, cents);
    await app.later(3 * DAY_MS);
    await app.later(DAY_MS);
    admins = [await app.make.admin(), await app.make.admin()];
    expect(await eventOf(eventId)).toMatchObject({ status: 'PARKED', ways: ['REFUND', 'LOSS'] });
    return eventId;
  }
  /** Of what others here have made up there is some; and nobody takes what their payments brought. */
  const wrong = async () =>
    (await violations()).filter((violation) => !violation.startsWith('ledger.clearing_overdue'));
  const outsideOf = async (paymentId: string) =>
    (await admins[0]?.get(`/admin/outside-refunds?paymentId=${paymentId}`))?.body.data;

  it('waits for whoever bears it, and what is told of itself later is not booked once more', async () => {
    const payment = await paid();
    const eventId = await parkedTotal(payment.intentId, 9_000);
    const [before, were] = [await atGateway(), await wrong()];
    expect(await book(eventId, { as: 'REFUND' })).toMatchObject(DONE);
    expect(await atGateway()).toBe(before - 9_000);
    expect(await outsideOf(payment.id)).toMatchObject([{ status: 'UNBOOKED', amountCents: 9_000 }]);
    expect(await wrong()).toEqual(were);
    // The total that comes again, and the next one.
    expect(await eventOf(await totalOf(payment.intentId, 9_000))).toMatchObject({ status: 'DONE' });
    expect(await eventOf(await totalOf(payment.intentId, 9_500))).toMatchObject({ status: 'RECEIVED' });
    const refund = (amount: number) => ({
      ...{ id: idAt('re'), object: 'refund', amount, currency: 'usd', status: 'succeeded' },
      ...{ payment_intent: payment.intentId, metadata: {}, created: 1_790_000_000 },
    });
    const part = await tell('refund.created', refund(4_000));
    expect(await eventOf(part)).toMatchObject({ status: 'PARKED', ways: ['REFUND', 'LOSS'] });
    const whole = await tell('refund.created', refund(9_000));
    expect(await eventOf(whole)).toMatchObject({ status: 'DONE' });
    expect(await atGateway()).toBe(before - 9_000);
    expect(await eventOf(await tell('refund.created', refund(500)))).toMatchObject({ status: 'DONE' });
    expect(await atGateway()).toBe(before - 9_500);
  });

  it('is lost where the platform bears it', async () => {
    const payment = await paid();
    const eventId = await parkedTotal(payment.intentId, 700);
    const [before, wereLost, were] = [await atGateway(), await lost(), await wrong()];
    expect(await book(eventId, { as: 'LOSS' })).toMatchObject(DONE);
    expect([await atGateway(), await lost()]).toEqual([before - 700, wereLost + 700]);
    expect(await outsideOf(payment.id)).toMatchObject([{ status: 'BOOKED', bookedAs: 'LOSS' }]);
    expect(await wrong()).toEqual(were);
  });

  it('is known where what fitted nothing went back', async () => {
    admins = [await app.make.admin(), await app.make.admin()];
    const stray = await takenForNobody();
    await book(await eventAbout(stray, 'payment_intent.succeeded'), { as: 'RETURN' });
    await app.settle();
    expect(await eventOf(await totalOf(stray, PRICE_CENTS))).toMatchObject({ status: 'DONE' });
  });
});
