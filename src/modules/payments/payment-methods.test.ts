/** What can be paid how is said before anybody tries, and held by the gateway as well. */
import { codeOf, type DealWorld, startDealWorld } from '../../../tests/support/make-transactions';
import { anOrder, paymentState } from '../../../tests/support/make-payments';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import type { PaymentMethod } from './index';

const CARD = 'pm_card_visa';
const BANK = 'pm_usBankAccount_success';
const UNVERIFIED = 'pm_usBankAccount_microdeposits';

let world: DealWorld;
let payments: DealWorld['app']['modules']['payments'];
beforeAll(async () => {
  world = await startDealWorld({ CARD_MOST_CENTS: '', CARD_PURPOSES: 'DEPOSIT,TEST' });
  payments = world.app.modules.payments;
});
afterAll(() => world.close());

const ordered = (method: PaymentMethod, amountCents: number, purpose = 'TEST') => ({
  ...anOrder(method, method === 'CARD' ? CARD : method === 'BANK_DEBIT' ? BANK : undefined),
  ...{ amountCents, purpose },
});

test('anybody can read the limits of each method', async () => {
  const { body } = await world.app.anonymous.get('/config');
  expect(body.data.paymentMethods).toEqual([
    {
      ...{ method: 'CARD', leastCents: 50, mostCents: 2_500_000, purposes: ['DEPOSIT', 'TEST'] },
      businessDays: { least: 0, most: 0 },
    },
    {
      ...{ method: 'BANK_DEBIT', leastCents: 50, mostCents: 99_999_999, purposes: null },
      businessDays: { least: 4, most: 6 },
    },
    {
      ...{ method: 'WIRE', leastCents: 1, mostCents: null, purposes: null },
      businessDays: { least: 1, most: 5 },
    },
  ]);
});

test.each<[PaymentMethod, number, string, string | null]>([
  ['CARD', 49, 'TEST', 'A card pays $0.50 at least, and $0.49 is due. Use a wire instead.'],
  ['CARD', 50, 'TEST', null],
  ['CARD', 2_500_000, 'TEST', null],
  [
    ...(['CARD', 2_500_001, 'TEST'] as const),
    'A card pays $25,000.00 at most, and $25,000.01 is due. Use a bank debit or a wire instead.',
  ],
  ['CARD', 5_000, 'FINAL_PAYMENT', 'This is not paid by card. Use a bank debit or a wire instead.'],
  ['BANK_DEBIT', 49, 'TEST', 'A bank debit pays $0.50 at least, and $0.49 is due. Use a wire instead.'],
  ['BANK_DEBIT', 99_999_999, 'FINAL_PAYMENT', null],
  [
    ...(['BANK_DEBIT', 100_000_000, 'TEST'] as const),
    'A bank debit pays $999,999.99 at most, and $1,000,000.00 is due. Use a wire instead.',
  ],
  ['WIRE', 49, 'TEST', null],
  ['WIRE', 100_000_000, 'TEST', null],
])('%s of %i cents for %s: %s', async (method, amountCents, purpose, detail) => {
  const order = ordered(method, amountCents, purpose);
  const started = payments.start(order);
  if (detail === null) expect((await started).status).not.toBe('FAILED');
  else await expect(started).rejects.toMatchObject({ code: 'payment_method_not_taken', detail });
  expect(await payments.listForSubject(order.subjectId)).toHaveLength(detail === null ? 1 : 0);
});

test.each([
  [49, 'amount_too_small', 'Amount must be at least $0.50 usd'],
  [100_000_000, 'amount_too_large', 'Amount must be no more than $999,999.99'],
])('the gateway itself refuses %i cents with %s', async (amountCents, code, message) => {
  const gateway = world.app.modules.gateway.gateways.forNewMoney;
  const { payerId } = anOrder('CARD');
  const order = {
    ...{
      idempotencyKey: payerId,
      reference: payerId,
      returnUrl: 'https://example.com',
      amountCents,
      payerId,
    },
    ...{ currency: 'usd', method: 'BANK_DEBIT' as const, paymentMethodId: BANK, description: 'A test' },
  };
  await expect(gateway?.createPayment(order)).rejects.toMatchObject({ code, message });
});

test('what is refused leaves no order behind', async () => {
  const buyer = await world.app.make.buyer();
  const { status, body } = await buyer.post('/credits/purchase', {
    ...{ credits: 1, method: 'CARD', paymentMethodId: CARD },
  });
  expect([status, body.code]).toEqual([422, 'payment_method_not_taken']);
  expect(body.errors).toEqual([
    expect.objectContaining({ field: 'method', code: 'payment_method_not_taken', message: body.detail }),
  ]);
  const values = { id: buyer.id };
  expect(
    await world.app.platform.database.select('SELECT id FROM credit_orders WHERE userId = :id', values),
  ).toEqual([]);
});

test('a deal shows how what is due can be paid, and the rest of its price is not paid by card', async () => {
  const deal = await world.at('SIGNED', { amountCents: 150_000_000 });
  const open = async () => {
    const { due } = await world.read(deal, deal.buyer);
    return due && [due.purpose, due.amountCents, due.options.filter((o) => o.open).map((o) => o.method)];
  };
  expect(await open()).toEqual(['DEPOSIT', 1_000_000, ['CARD', 'BANK_DEBIT', 'WIRE']]);
  await world.advance(deal, 'SIGNED', 'IN_REVIEW');
  expect(await open()).toBeNull();
  await world.advance(deal, 'IN_REVIEW', 'PAYMENT_PENDING');
  expect(await open()).toEqual(['FINAL_PAYMENT', 149_000_000, ['WIRE']]);
  const { due } = await world.read(deal, deal.buyer);
  expect(due?.options.map(({ because }) => because)).toEqual([
    'This is not paid by card.',
    'A bank debit pays $999,999.99 at most, and $1,490,000.00 is due.',
    null,
  ]);
  const pay = (body: object) => codeOf(deal.buyer.post(`/transactions/${deal.id}/final-payment`, body));
  const card = { method: 'CARD', paymentMethodId: CARD };
  expect(await pay(card)).toBe('422 payment_method_not_taken');
  expect(await pay({ method: 'BANK_DEBIT', paymentMethodId: BANK })).toBe('422 payment_method_not_taken');
  expect(await pay({ method: 'WIRE' })).toBe('201');
});

describe('a bank account that is verified by small deposits', () => {
  const start = async () => {
    const payment = await payments.start({ ...anOrder('BANK_DEBIT', UNVERIFIED), amountCents: 5_000 });
    await world.app.settle();
    const now = () => payments.getPayment(payment.id);
    return { payment, now, startedAt: payment.startedAt };
  };

  test('shows the page and the time, waits ten days for its payer, and is debited once verified', async () => {
    const { payment, now, startedAt } = await start();
    const { status, nextStep } = await now();
    expect([status, nextStep]).toMatchObject([
      'STARTED',
      { step: 'VERIFY_BANK_ACCOUNT', until: startedAt + 10 * DAY_MS },
    ]);
    expect(nextStep?.url).toMatch(/^https?:.*pi_/);
    await world.later(10 * DAY_MS - HOUR_MS);
    expect((await now()).status).toBe('STARTED');
    expect(await world.app.gateway.pages.authenticate(nextStep?.url ?? null)).toBe(true);
    await world.app.settle();
    expect(await now()).toMatchObject({ status: 'PROCESSING', authenticationUrl: null });
    await world.later(4 * DAY_MS + HOUR_MS);
    expect(await paymentState(world.app, payment.id)).toMatchObject({
      status: 'SUCCEEDED',
      unallocatedCents: 5_000,
    });
  });

  test('fails where the deposits are entered wrongly, and is given up after ten days', async () => {
    const [wrong, left] = [await start(), await start()];
    const { nextStep } = await wrong.now();
    await world.app.gateway.pages.authenticate(nextStep?.url ?? null, false);
    await world.app.settle();
    expect(await wrong.now()).toMatchObject({
      status: 'FAILED',
      failure: { code: 'payment_method_microdeposit_verification_attempts_exceeded' },
    });
    await world.later(10 * DAY_MS + HOUR_MS);
    expect((await left.now()).status).toBe('CANCELLED');
  });

  test('is explained in words that fit', async () => {
    const buyer = await world.app.make.buyer();
    const order = { credits: 1, method: 'BANK_DEBIT', paymentMethodId: UNVERIFIED };
    const { body } = await buyer.post('/credits/purchase', order);
    expect(body.message).toMatch(/small deposit arrives.*within ten days/);
  });
});
