/** A saved payment method pays for its owner only; a subscriber can change it, and pay what is due. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { SubscriptionView } from './subscriptions.schema';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(async () => {
  try {
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  } finally {
    await app.close();
  }
});

const read = async (user: TestUser) =>
  (await user.get('/credits/subscription')).body.data as SubscriptionView;
const methodsOf = async (user: TestUser) =>
  (await user.get('/payments/payment-methods')).body.data as { id: string }[];

async function save(user: TestUser, paymentMethodId = 'pm_card_visa'): Promise<string> {
  const { status, body } = await user.post('/payments/payment-methods', { paymentMethodId });
  expect(status).toBe(201);
  return String(body.data.id);
}
const buy = (user: TestUser, paymentMethodId: string) =>
  user.post('/credits/purchase', { credits: 1, method: 'CARD', paymentMethodId });
const forget = async (user: TestUser, id: string) => user.send('delete', `/payments/payment-methods/${id}`);

async function subscriber(card?: string): Promise<TestUser> {
  const user = await app.make.buyer();
  const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl, card)).toBe(true);
  await app.settle();
  return user;
}

describe('a saved payment method', () => {
  it('is shown without its number, and pays until it is deleted', async () => {
    const user = await app.make.buyer();
    expect(await methodsOf(user)).toEqual([]);
    const [card, bank] = [await save(user), await save(user, 'pm_usBankAccount_success')];
    const shown = await methodsOf(user);
    expect(shown).toHaveLength(2);
    expect(shown).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: card, method: 'CARD', brand: 'visa', last4: '4242', bankName: null }),
        expect.objectContaining({ id: bank, method: 'BANK_DEBIT', last4: '6789', expires: null }),
      ]),
    );
    expect((await buy(user, card)).body.data.status).toBe('PAID');
    expect((await forget(user, card)).status).toBe(200);
    expect((await forget(user, card)).status).toBe(404);
    expect((await buy(user, card)).body.data.status).toBe('FAILED');
    expect((await methodsOf(user)).map(({ id }) => id)).toEqual([bank]);
    await app.settle();
    expect(await app.modules.billing.creditBalance(user.id)).toBe(1);
  });

  it('pays for nobody else, who can neither see, save nor delete it', async () => {
    const [owner, thief] = [await app.make.buyer(), await app.make.buyer()];
    const card = await save(owner);
    await save(thief);
    const bought = await buy(thief, card);
    expect(bought.body.data).toMatchObject({
      status: 'FAILED',
      payment: { failure: { code: 'payment_method_customer_mismatch' } },
    });
    expect(await app.gateway.intentsOf(String(bought.body.data.payment.id))).toEqual([]);
    expect((await thief.post('/payments/payment-methods', { paymentMethodId: card })).status).toBe(402);
    expect((await forget(thief, card)).status).toBe(404);
    expect((await methodsOf(thief)).map(({ id }) => id)).not.toContain(card);
    expect((await methodsOf(owner)).map(({ id }) => id)).toEqual([card]);
    expect(await app.modules.billing.creditBalance(thief.id)).toBe(0);
  });

  it('can be saved by the gateway’s form, which needs a secret', async () => {
    const user = await app.make.buyer();
    const { status, body } = await user.post('/payments/setup-intent');
    expect([status, body.data]).toEqual([
      201,
      { id: expect.stringMatching(/^seti_/), clientSecret: expect.stringContaining('_secret_') },
    ]);
  });

  it('that the bank declines is not saved, and no more than ten are', async () => {
    const user = await app.make.buyer();
    const refused = await user.post('/payments/payment-methods', {
      paymentMethodId: 'pm_card_chargeDeclined',
    });
    expect([refused.status, refused.body.code]).toEqual([402, 'payment_gateway_refused']);
    for (let nth = 0; nth < 10; nth += 1) await save(user);
    for (const path of ['/payments/payment-methods', '/payments/setup-intent']) {
      const body = path.endsWith('methods') ? { paymentMethodId: 'pm_card_visa' } : {};
      expect((await user.post(path, body)).body.code).toBe('too_many_payment_methods');
    }
    const [last] = await methodsOf(user);
    await forget(user, String(last?.id));
    await save(user);
  });

  it('that a form begun in time saves past the ten is taken off again', async () => {
    const user = await app.make.buyer();
    for (let nth = 0; nth < 10; nth += 1) await save(user);
    const [{ customerId } = { customerId: '' }] = await app.platform.database.select<{ customerId: string }>(
      'SELECT gatewayCustomerId AS customerId FROM billing_customers WHERE userId = :id',
      { id: user.id },
    );
    const there = app.modules.gateway.gateways.forNewMoney?.billing;
    const saved = await there?.attachMethod({
      ...{ idempotencyKey: newId(), paymentMethodId: 'pm_card_visa', customerId },
    });
    expect(await methodsOf(user)).toHaveLength(11);
    const told = await user.post('/payments/payment-methods', { paymentMethodId: saved?.id });
    expect(told.body.code).toBe('too_many_payment_methods');
    expect(await methodsOf(user)).toHaveLength(10);
  });

  it('is counted although others are added at the same moment: never more than ten', async () => {
    const user = await app.make.buyer();
    for (let nth = 0; nth < 9; nth += 1) await save(user);
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        user.post('/payments/payment-methods', { paymentMethodId: 'pm_card_visa' }),
      ),
    );
    for (const { status, body } of answers)
      expect(['201 ', '409 saving_another', '409 too_many_payment_methods']).toContain(
        `${status} ${body.code ?? ''}`,
      );
    expect(await methodsOf(user)).toHaveLength(10);
  });
});

describe('the payment method of a subscription', () => {
  it('is that of the checkout until another saved one is chosen, which pays the next period', async () => {
    const user = await subscriber('pm_card_declinesLater');
    const [first] = await methodsOf(user);
    expect(first).toMatchObject({ id: (await read(user)).paymentMethodId, paysSubscription: true });
    const refused = await forget(user, String(first?.id));
    expect([refused.status, refused.body.code]).toEqual([409, 'payment_method_in_use']);
    const card = await save(user);
    const changed = await user.post('/credits/change-payment-method', { paymentMethodId: card });
    expect([changed.status, changed.body.data]).toMatchObject([200, { paymentMethodId: card }]);
    expect((await forget(user, String(first?.id))).status).toBe(200);
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', due: null });
    expect(await app.modules.billing.creditBalance(user.id)).toBe(8);
  });

  it('is never somebody else’s, nor one that is not saved', async () => {
    const [user, other] = [await subscriber(), await app.make.buyer()];
    const before = (await read(user)).paymentMethodId;
    for (const paymentMethodId of [await save(other), 'pm_card_visa']) {
      const { status, body } = await user.post('/credits/change-payment-method', { paymentMethodId });
      expect([status, body.code]).toEqual([402, 'payment_gateway_refused']);
    }
    expect((await read(user)).paymentMethodId).toBe(before);
  });

  it('that was declined can be replaced by one that pays what is due, once', async () => {
    const user = await subscriber('pm_card_declinesLater');
    expect((await user.post('/credits/pay-due')).body.code).toBe('nothing_due');
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    expect(await read(user)).toMatchObject({ status: 'PAST_DUE', due: { amountCents: 9_900 } });
    const refused = await user.post('/credits/pay-due');
    expect([refused.status, refused.body.code]).toEqual([402, 'payment_gateway_refused']);
    expect(refused.body.detail).toContain('Your card was declined.');
    const card = await save(user);
    const revenue = await app.modules.ledger.balance('revenue:subscriptions');
    const paid = await user.post('/credits/pay-due', { paymentMethodId: card });
    expect([paid.status, paid.body.data.status]).toEqual([200, 'ACTIVE']);
    await app.settle();
    expect(await read(user)).toMatchObject({ status: 'ACTIVE', due: null });
    expect((await user.post('/credits/pay-due')).body.code).toBe('nothing_due');
    expect(await app.modules.billing.creditBalance(user.id)).toBe(8);
    expect((await app.modules.ledger.balance('revenue:subscriptions')) - revenue).toBe(9_900);
  });

  it('pays what is due once when asked twice at once', async () => {
    const user = await subscriber('pm_card_declinesLater');
    await app.later(31 * DAY_MS + 2 * HOUR_MS);
    const paymentMethodId = await save(user);
    const answers = await Promise.all(
      [1, 2, 3].map(() => user.post('/credits/pay-due', { paymentMethodId })),
    );
    for (const { status, body } of answers)
      expect(['200 ', '409 nothing_due']).toContain(`${status} ${body.code ?? ''}`);
    await app.settle();
    expect(await app.modules.billing.creditBalance(user.id)).toBe(8);
    expect((await user.get('/payments/invoices')).body.data).toHaveLength(2);
  });
});

describe('a planned cancellation', () => {
  it('can be taken back, made again, and taken back again', async () => {
    const user = await subscriber();
    const cancel = async () => (await user.post('/credits/cancel-subscription')).body.data;
    const resume = async () => (await user.post('/credits/resume-subscription')).body.data;
    for (let nth = 0; nth < 2; nth += 1) {
      expect(await cancel()).toMatchObject({ status: 'ACTIVE', endsWithPeriod: true });
      expect(await resume()).toMatchObject({ status: 'ACTIVE', endsWithPeriod: false });
    }
    expect(await resume()).toMatchObject({ endsWithPeriod: false });
    await app.later(32 * DAY_MS);
    expect(await read(user)).toMatchObject({ status: 'ACTIVE' });
    expect(await app.modules.billing.creditBalance(user.id)).toBe(8);
    await cancel();
    await app.later(32 * DAY_MS);
    expect(await read(user)).toMatchObject({ status: 'ENDED', endReason: 'CANCELLED' });
    expect((await user.post('/credits/resume-subscription')).body.code).toBe('no_subscription');
  });
});
