/** Wires keep their promises: exact, in parts, too much, too late, twice; every cent that came is booked or goes back. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS, paymentState } from '../../../tests/support/make-payments';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { type Payments, wireOverpaid, wirePartlyPaid } from './index';
import type { PaymentStatus } from './payment.rules';
import { decideWire, refuseUnexpectedWire } from './wire.rules';

let app: TestApp;
let payments: Payments;
let admin: TestUser;
const heard: { kind: string; paymentId: string; cents: number }[] = [];

beforeAll(async () => {
  app = await startTestApp();
  payments = app.modules.payments;
  admin = await app.make.admin();
  app.platform.events.on(wirePartlyPaid, 'test', { runs: 'unit' }, ({ paymentId, missingCents }) => {
    heard.push({ kind: 'part', paymentId, cents: missingCents });
    return Promise.resolve();
  });
  app.platform.events.on(wireOverpaid, 'test', { runs: 'unit' }, ({ paymentId, excessCents }) => {
    heard.push({ kind: 'excess', paymentId, cents: excessCents });
    return Promise.resolve();
  });
});
afterAll(async () => {
  await app.settle();
  await app.close();
});

interface Wire {
  amountCents?: number;
  reference?: string;
  partial?: boolean;
  sendBack?: boolean;
}
const confirm = (paymentId: string, { amountCents = PRICE_CENTS, ...rest }: Wire = {}) =>
  payments.confirmWire({ kind: 'system', name: 'test' }, paymentId, {
    ...{ amountCents, reference: `FED${newId()}` },
    ...rest,
  });
const refused = async (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: { code?: string }) => error.code ?? 'another error',
  );

const waiting = (paymentId: string) => app.modules.ledger.balance(`wires:${paymentId}`);
const startWire = async () => (await payments.start(anOrder('WIRE'))).id;
/** In no particular order: news may overtake one another. */
async function heardOf(id: string) {
  await app.settle();
  return heard
    .filter(({ paymentId }) => paymentId === id)
    .map(({ kind, cents }) => ({ kind, cents }))
    .toSorted((a, b) => b.cents - a.cents);
}

/** Moves the money on, as whoever it was for would: otherwise it is overdue once the clock has moved. */
const moveOn = (paymentId: string) =>
  app.modules.ledger.post([
    {
      id: `test:${paymentId}:moved`,
      debit: `unallocated:${paymentId}`,
      credit: `escrow:${newId()}`,
      amount: PRICE_CENTS,
      unit: 'USD',
      reason: 'Taken',
      subject: { type: 'test', id: paymentId },
    },
  ]);

const refundsOf = async (paymentId: string) => {
  const { body } = await admin.get(`/admin/refunds?paymentId=${paymentId}`);
  return body.data as { id: string; amountCents: number; status: string }[];
};
/** The manual queue: an admin wires the money back and says so. */
async function sendBack(paymentId: string): Promise<number[]> {
  const refunds = await refundsOf(paymentId);
  expect(refunds.every(({ status }) => status === 'AWAITING_WIRE')).toBe(true);
  for (const { id } of refunds) {
    const path = `/admin/refunds/${id}/confirm-wire`;
    expect((await admin.post(path, { reference: `BACK${id}` }, { 'idempotency-key': newId() })).status).toBe(
      200,
    );
  }
  return refunds.map(({ amountCents }) => amountCents).toSorted((a, b) => a - b);
}

describe('a wire', () => {
  it('says where to send the money, and brings it once an admin has confirmed it', async () => {
    const payment = await payments.start(anOrder('WIRE'));
    expect(payment.wireInstructions).toMatchObject({
      amountCents: PRICE_CENTS,
      reference: expect.stringMatching(/^MCX-[2-9A-Z]{8}$/) as string,
    });
    expect(await confirm(payment.id)).toMatchObject({ status: 'SUCCEEDED', wireInstructions: null });
    expect(await paymentState(app, payment.id)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    expect(await waiting(payment.id)).toBe(0);
    await moveOn(payment.id);
  });

  it('told again is the same; of another amount, or for another payment, it is refused', async () => {
    const [one, other] = [await startWire(), await startWire()];
    const reference = `FED-${one}`;
    await confirm(one, { reference });
    await confirm(one, { reference });
    expect(await refused(confirm(one, { reference, amountCents: 1, sendBack: true }))).toBe(
      'bank_reference_used',
    );
    expect(await refused(confirm(other, { reference }))).toBe('bank_reference_used');
    expect(await paymentState(app, one)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    expect(await paymentState(app, other)).toMatchObject({ status: 'STARTED' });
    await moveOn(one);
  });

  it('confirmed by ten admins at once is booked once; by ten for ten payments, for one', async () => {
    const one = await startWire();
    await Promise.all(Array.from({ length: 10 }, () => confirm(one, { reference: `FED-${one}` })));
    expect(await paymentState(app, one)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    const ten = await Promise.all(Array.from({ length: 10 }, startWire));
    const answers = await Promise.all(
      ten.map((id) => refused(confirm(id, { reference: `FED-${ten[0] ?? ''}` }))),
    );
    expect(answers.toSorted()).toEqual([...Array<string>(9).fill('bank_reference_used'), 'taken']);
    for (const id of [one, ten[answers.indexOf('taken')] ?? '']) await moveOn(id);
  });

  it('gives way to a card, and is booked as late if it arrives all the same', async () => {
    const order = anOrder('WIRE');
    const wire = await payments.start(order);
    const card = await payments.start({ ...order, method: 'CARD', paymentMethodId: 'pm_card_visa' });
    expect(card.status).toBe('SUCCEEDED');
    await confirm(wire.id);
    expect(await paymentState(app, wire.id)).toMatchObject({ status: 'SUCCEEDED', late: true });
    for (const { id } of [wire, card]) await moveOn(id);
  });

  it('is not how a card is confirmed, nor given up', async () => {
    const { id } = await payments.start(anOrder('CARD', 'pm_card_visa'));
    expect(await refused(confirm(id))).toBe('not_a_wire');
    const answer = await admin.post(`/admin/payments/${id}/give-up`, { reason: 'No wire' });
    expect(answer.body.code).toBe('not_a_wire');
    await moveOn(id);
  });
});

describe('a wire of too little', () => {
  it('is a typing error unless the admin says that it is meant', async () => {
    const id = await startWire();
    await expect(confirm(id, { amountCents: PRICE_CENTS - 1 })).rejects.toMatchObject({
      code: 'amount_mismatch',
    });
    expect(await refused(confirm(id, { amountCents: 1, sendBack: true }))).toBe('amount_mismatch');
    expect(await paymentState(app, id)).toMatchObject({ status: 'STARTED', unallocatedCents: 0 });
    expect(await waiting(id)).toBe(0);
  });

  it('leaves the payment open with the rest shown, until further wires make it up to the cent', async () => {
    const order = anOrder('WIRE');
    const { id } = await payments.start(order);
    const first = await confirm(id, { amountCents: 100_000, partial: true });
    expect(first).toMatchObject({
      ...{ status: 'PROCESSING', wiredCents: 100_000 },
      wireInstructions: { amountCents: PRICE_CENTS - 100_000 },
    });
    expect(await payments.start(order)).toMatchObject({ id, status: 'PROCESSING' });
    await confirm(id, { amountCents: 50_000, partial: true });
    expect(await paymentState(app, id)).toMatchObject({ status: 'PROCESSING', unallocatedCents: 0 });
    expect(await waiting(id)).toBe(150_000);
    expect(await app.violations('money', 'ledger')).toEqual([]);
    expect(await confirm(id, { amountCents: 100_000 })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await paymentState(app, id)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    expect([await waiting(id), await refundsOf(id)]).toEqual([0, []]);
    expect(await heardOf(id)).toEqual([
      { kind: 'part', cents: 150_000 },
      { kind: 'part', cents: 100_000 },
    ]);
    await moveOn(id);
  });

  it('in ten parts that arrive at once makes the payment up once', async () => {
    const id = await startWire();
    const tenth = { amountCents: PRICE_CENTS / 10, partial: true };
    await Promise.all(Array.from({ length: 10 }, () => confirm(id, tenth)));
    expect(await paymentState(app, id)).toMatchObject({ status: 'SUCCEEDED', unallocatedCents: PRICE_CENTS });
    expect([await waiting(id), await refundsOf(id)]).toEqual([0, []]);
    await moveOn(id);
  });

  it('may rest for days, and stands in the way of a card meanwhile', async () => {
    const order = anOrder('WIRE');
    const { id } = await payments.start(order);
    await confirm(id, { amountCents: 100_000, partial: true });
    const card = payments.start({ ...order, method: 'CARD', paymentMethodId: 'pm_card_visa' });
    expect(await refused(card)).toBe('payment_under_way');
    app.clock.advance(10 * DAY_MS);
    // The log-in does not last that long.
    admin = await app.make.admin();
    expect(await app.violations('money', 'ledger')).toEqual([]);
    await confirm(id, { amountCents: 150_000 });
    await moveOn(id);
  });

  it('goes back when the payment is given up, and so does what comes after', async () => {
    const order = anOrder('WIRE');
    const { id } = await payments.start(order);
    await confirm(id, { amountCents: 100_000, partial: true });
    await app.platform.database.atomically(() => payments.cancelOpen('TEST', order.subjectId, 'It is off.'));
    expect((await refundsOf(id)).map(({ amountCents }) => amountCents)).toEqual([100_000]);
    expect(await refused(confirm(id, { amountCents: 150_000 }))).toBe('payment_ended');
    await confirm(id, { amountCents: 150_000, sendBack: true });
    expect(await paymentState(app, id)).toMatchObject({ status: 'CANCELLED', unallocatedCents: 0 });
    expect(await sendBack(id)).toEqual([100_000, 150_000]);
    expect([await waiting(id), await app.violations('money', 'ledger')]).toEqual([0, []]);
  });

  it('is given up by an admin with a reason, and then paid by card', async () => {
    const order = anOrder('WIRE');
    const { id } = await payments.start(order);
    await confirm(id, { amountCents: 1, partial: true });
    const giveUp = () => admin.post(`/admin/payments/${id}/give-up`, { reason: 'The buyer pays by card.' });
    expect((await giveUp()).body.data).toMatchObject({
      status: 'CANCELLED',
      cancelReason: 'The buyer pays by card.',
    });
    expect((await giveUp()).body.code).toBe('payment_ended');
    const card = await payments.start({ ...order, method: 'CARD', paymentMethodId: 'pm_card_visa' });
    expect(card.status).toBe('SUCCEEDED');
    expect(await sendBack(id)).toEqual([1]);
    await moveOn(card.id);
  });
});

describe('a wire of too much', () => {
  it('is used for exactly what was due, and the rest goes back by wire', async () => {
    const id = await startWire();
    expect(await refused(confirm(id, { amountCents: PRICE_CENTS + 1 }))).toBe('amount_mismatch');
    expect(await refused(confirm(id, { amountCents: PRICE_CENTS + 1, partial: true }))).toBe(
      'amount_mismatch',
    );
    const paid = await confirm(id, { amountCents: PRICE_CENTS + 70_000, sendBack: true });
    expect(paid).toMatchObject({ status: 'SUCCEEDED', refundedCents: 0, wiredCents: PRICE_CENTS + 70_000 });
    expect(await paymentState(app, id)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    expect(await payments.refundable(id)).toBe(PRICE_CENTS);
    expect(await heardOf(id)).toEqual([{ kind: 'excess', cents: 70_000 }]);
    expect(await sendBack(id)).toEqual([70_000]);
    expect([await waiting(id), await app.violations('money', 'ledger')]).toEqual([0, []]);
    await moveOn(id);
  });

  it('made up of parts keeps only what was due', async () => {
    const id = await startWire();
    await confirm(id, { amountCents: 200_000, partial: true });
    await confirm(id, { amountCents: 60_000, sendBack: true });
    expect(await paymentState(app, id)).toMatchObject({ status: 'SUCCEEDED', unallocatedCents: PRICE_CENTS });
    expect(await sendBack(id)).toEqual([10_000]);
    await moveOn(id);
  });

  it('sent a second time goes back whole, and is not taken for the first', async () => {
    const id = await startWire();
    await confirm(id);
    expect(await refused(confirm(id))).toBe('payment_ended');
    await confirm(id, { sendBack: true });
    expect(await paymentState(app, id)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    expect(await sendBack(id)).toEqual([PRICE_CENTS]);
    expect(await payments.refundable(id)).toBe(PRICE_CENTS);
    await moveOn(id);
  });
});

describe('a wire booked in error', () => {
  const wireOf = async (reference: string) => {
    const { body } = await admin.get(`/admin/wires?reference=${encodeURIComponent(reference)}`);
    return body.data[0] as { id: string; correction: { borneCents: number } | null };
  };
  const ask = (by: TestUser, id: string, atOurCost?: boolean) =>
    by.post(`/admin/wires/${id}/correct`, { reason: 'It belongs elsewhere.', atOurCost });
  /** Both admins say so; answers what the second was told. */
  async function correct(reference: string, atOurCost?: boolean): Promise<string> {
    const { id } = await wireOf(reference);
    const first = await ask(admin, id, atOurCost);
    if (first.status !== 200) return String(first.body.code);
    expect(first.body.data.correction).toBeNull();
    const { status, body } = await ask(await app.make.admin(), id, atOurCost);
    return status === 200 ? 'taken back' : String(body.code);
  }
  const atBank = () => app.modules.ledger.balance('bank:wire');
  const proof = async (paymentId: string) => [
    await waiting(paymentId),
    await app.violations('money', 'ledger'),
  ];

  it('takes two admins whatever the sum, and its reference can be booked where it belongs', async () => {
    const payer = await app.make.buyer();
    const { id: wrong } = await payments.start({ ...anOrder('WIRE'), payerId: payer.id });
    const right = await startWire();
    const [before, reference] = [await atBank(), `FED-${wrong}`];
    await confirm(wrong, { amountCents: 100, reference, partial: true });
    const { id } = await wireOf(reference);
    expect((await ask(admin, id)).status).toBe(200);
    expect((await ask(admin, id)).body.code).toBe('second_admin_needed');
    expect(await waiting(wrong)).toBe(100);
    const second = await app.make.admin();
    const { body } = await ask(second, id);
    expect(body.data.correction).toMatchObject({ reason: 'It belongs elsewhere.', borneCents: 0 });
    // Told again it is the same.
    expect((await ask(second, id)).body.data.correction).toEqual(body.data.correction);
    expect(await payments.getPayment(wrong)).toMatchObject({ status: 'STARTED', wiredCents: 0 });
    expect([await atBank(), ...(await proof(wrong))]).toEqual([before, 0, []]);
    await confirm(right, { reference });
    expect(await refused(confirm(wrong, { reference }))).toBe('bank_reference_used');
    expect(await paymentState(app, right)).toMatchObject({ unallocatedCents: PRICE_CENTS });
    await moveOn(right);
    await app.settle();
    const told = (await payer.get('/notifications')).body.data as { kind: string }[];
    expect(told.map(({ kind }) => kind)).toContain('PAYMENT_WIRE_CORRECTED');
    const { body: log } = await admin.get(`/admin/action-log?subjectId=${wrong}`);
    expect((log.data as { action: string }[]).map(({ action }) => action)).toContain(
      'payment.wire_corrected',
    );
  });

  it('ends the payment that stood on it; what comes for that one goes back', async () => {
    const order = anOrder('WIRE');
    const { id } = await payments.start(order);
    await confirm(id, { amountCents: 100_000, reference: `TRUE-${id}`, partial: true });
    await confirm(id, { amountCents: 150_000, reference: `FED-${id}` });
    expect(await correct(`FED-${id}`)).toBe('taken back');
    expect(await payments.getPayment(id)).toMatchObject({ status: 'CANCELLED', wiredCents: 100_000 });
    // The part that did come is on its way back.
    expect((await refundsOf(id)).map(({ amountCents }) => amountCents)).toEqual([100_000]);
    expect(await refused(confirm(id))).toBe('payment_ended');
    // That one was no wire either: its refund is not sent.
    expect(await correct(`TRUE-${id}`)).toBe('taken back');
    expect((await refundsOf(id)).map(({ status }) => status)).toEqual(['TAKEN_BACK']);
    expect(await proof(id)).toEqual([0, []]);
    const anew = await payments.start(order);
    expect(anew).toMatchObject({ status: 'STARTED' });
    expect(anew.id).not.toBe(id);
    await confirm(id, { amountCents: PRICE_CENTS, sendBack: true });
    expect(await payments.getPayment(id)).toMatchObject({ status: 'CANCELLED' });
    expect((await refundsOf(id)).map(({ amountCents }) => amountCents)).toContain(PRICE_CENTS);
    expect(await proof(id)).toEqual([0, []]);
  });

  it('drops the refund of what was too much of it, while that has not been sent', async () => {
    const id = await startWire();
    await confirm(id);
    await confirm(id, { reference: `TWICE-${id}`, sendBack: true });
    expect(await correct(`TWICE-${id}`)).toBe('taken back');
    expect((await refundsOf(id)).map(({ status }) => status)).toEqual(['TAKEN_BACK']);
    expect(await payments.getPayment(id)).toMatchObject({ status: 'SUCCEEDED', wiredCents: PRICE_CENTS });
    expect(await proof(id)).toEqual([0, []]);
    await moveOn(id);
  });

  it('whose money has moved on is refused, unless the platform bears it on purpose', async () => {
    const id = await startWire();
    const before = await atBank();
    await confirm(id, { reference: `FED-${id}` });
    await moveOn(id);
    expect(await correct(`FED-${id}`)).toBe('wire_moved_on');
    expect(await payments.getPayment(id)).toMatchObject({ status: 'SUCCEEDED' });
    const losses = await app.modules.ledger.balance('expense:wire_errors');
    expect(await correct(`FED-${id}`, true)).toBe('taken back');
    expect((await wireOf(`FED-${id}`)).correction).toMatchObject({ borneCents: PRICE_CENTS });
    expect(await app.modules.ledger.balance('expense:wire_errors')).toBe(losses + PRICE_CENTS);
    expect([await atBank(), ...(await proof(id))]).toEqual([before, 0, []]);
  });
});

describe('the list of wires', () => {
  it('finds what the bank calls one, for admins', async () => {
    const id = await startWire();
    await confirm(id, { amountCents: 5, reference: `IMAD ${id}`, partial: true });
    const { body } = await admin.get(`/admin/wires?reference=${encodeURIComponent(`IMAD ${id}`)}`);
    expect(body.data).toMatchObject([{ paymentId: id, amountCents: 5, reference: `IMAD ${id}` }]);
    expect((await admin.get(`/admin/wires?paymentId=${id}`)).body.data).toHaveLength(1);
  });

  it('is held against the books: a wire without its money, or money without its wire, is found', async () => {
    const id = await startWire();
    await confirm(id, { amountCents: 5, partial: true });
    await app.platform.database.change('UPDATE payments SET wiredCents = 6 WHERE id = :id', { id });
    expect(await payments.findViolations()).toEqual([
      expect.objectContaining({ check: 'payments.wires_booked', subject: id }),
    ]);
    await app.platform.database.change('UPDATE payments SET wiredCents = 5 WHERE id = :id', { id });
    expect(await app.violations('money', 'ledger')).toEqual([]);
  });
});

describe('what becomes of a wire', () => {
  const DUE = 1_000;
  const meeting = (status: PaymentStatus, wiredCents: number, amountCents: number) =>
    decideWire({ status, amountCents: DUE, wiredCents }, amountCents);

  it.each([
    ['STARTED', 0, 1_000, { fate: 'COMPLETES', excessCents: 0 }],
    ['STARTED', 0, 999, { fate: 'PART', missingCents: 1 }],
    ['STARTED', 0, 1_001, { fate: 'COMPLETES', excessCents: 1 }],
    ['PROCESSING', 999, 1, { fate: 'COMPLETES', excessCents: 0 }],
    ['PROCESSING', 998, 1, { fate: 'PART', missingCents: 1 }],
    ['PROCESSING', 999, 1_000, { fate: 'COMPLETES', excessCents: 999 }],
    ['CANCELLED', 0, 1_000, { fate: 'COMPLETES', excessCents: 0 }],
    ['CANCELLED', 0, 999, { fate: 'GOES_BACK', excessCents: 999 }],
    ['CANCELLED', 1, 1_000, { fate: 'GOES_BACK', excessCents: 1_000 }],
    ['SUCCEEDED', 1_000, 1_000, { fate: 'GOES_BACK', excessCents: 1_000 }],
  ] as const)('%s with %i wired and %i arriving', (status, wiredCents, amountCents, fate) => {
    expect(meeting(status, wiredCents, amountCents)).toEqual(fate);
  });

  it('asks for the word that fits, and says it', () => {
    const payment = { status: 'STARTED', amountCents: DUE, wiredCents: 0 } as const;
    const judge = (amountCents: number, meant: object) =>
      refuseUnexpectedWire(payment, amountCents, decideWire(payment, amountCents), meant);
    expect(judge(DUE, {})).toBeNull();
    expect(judge(1, { partial: true })).toBeNull();
    expect(judge(1_001, { sendBack: true })).toBeNull();
    expect(judge(1, { sendBack: true })?.because).toContain('"partial": true');
    expect(judge(1_001, { partial: true })?.because).toContain('"sendBack": true');
  });
});
