/** What the gateway refuses for the platform's own trouble waits, is tried again, and is never told as the payer's. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { anOrder, PRICE_CENTS } from '../../../../tests/support/make-payments';
import type { Fault, StripeStandIn } from '../../../../tests/support/stripe-stand-in';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';

let app: TestApp;
let stripe: StripeStandIn;
beforeAll(async () => {
  app = await startTestApp();
  if (!app.gateway.standIn) throw new Error('This needs the stand-in of Stripe.');
  stripe = app.gateway.standIn;
});
afterEach(() => stripe.failBy(() => null));
afterAll(async () => {
  await app.settle();
  await app.close();
});

const refused = (status: number, code: string | undefined, message: string): Fault => ({
  ...{ status },
  error: { type: 'invalid_request_error', ...(code ? { code } : {}), message },
});

const failWith = (fault: Fault) =>
  stripe.failBy((operation) => (operation === 'POST /v1/payment_intents' ? fault : null));

const order = () => anOrder('CARD', 'pm_card_visa');
const start = async (fault: Fault) => {
  failWith(fault);
  const ordered = order();
  const answer = await app.modules.payments.start(ordered).catch(({ code }: { code: string }) => code);
  const [payment] = await app.modules.payments.listForSubject(ordered.subjectId);
  if (!payment) throw new Error('There is no payment.');
  return { ordered, answer, id: payment.id };
};
const read = (id: string) => app.modules.payments.getPayment(id);
const stuck = async (id: string) =>
  (await app.modules.payments.listStuckMoney()).find(({ subject }) => subject === `payment ${id}`);

/** What the payer is answered: the payment, or that the gateway does not answer. */
type Told = 'waits' | 'payment_gateway_unavailable';

describe.each<[string, Fault, Told]>([
  [
    'a key that was revoked',
    refused(401, 'api_key_expired', 'Expired API Key'),
    'payment_gateway_unavailable',
  ],
  ['a key without the right', refused(403, undefined, 'No permission.'), 'payment_gateway_unavailable'],
  ['an error of theirs', 'ERROR_500', 'payment_gateway_unavailable'],
  ['too many requests', 'RATE_LIMIT', 'payment_gateway_unavailable'],
  ['a connection that breaks', 'RESET', 'payment_gateway_unavailable'],
  ['an account that may only test', refused(400, 'testmode_charges_only', 'Not activated.'), 'waits'],
  ['an account that was restricted', refused(400, 'action_blocked', 'Restricted.'), 'waits'],
  ['a method that is not activated', refused(400, 'payment_method_unactivated', 'Activate it.'), 'waits'],
  ['a limit of the account', refused(400, 'charge_exceeds_source_limit', 'Over the limit.'), 'waits'],
  ['a request of ours that is wrong', refused(400, 'parameter_unknown', 'Unknown: x.'), 'waits'],
])('%s', (_, fault, told) => {
  test('is not the payer’s to hear of, and the payment is made once it is over', async () => {
    const { answer, id } = await start(fault);
    if (told === 'waits') expect(answer).toMatchObject({ id, status: 'STARTED' });
    else expect(answer).toBe(told);
    expect(await read(id)).toMatchObject({
      status: 'STARTED',
      failure: null,
      nextStep: { step: 'WAIT_FOR_US' },
    });
    expect(await stuck(id)).toMatchObject({ kind: 'PAYMENT_REFUSED_FOR_US', amountCents: PRICE_CENTS });
    await app.later(16 * MINUTE_MS);
    expect(await read(id)).toMatchObject({ status: 'STARTED', failure: null });
    stripe.failBy(() => null);
    await app.later(16 * MINUTE_MS);
    // One that Stripe had kept under its key would answer the same for a day.
    expect((await read(id)).status).toBe('SUCCEEDED');
    expect(await app.gateway.intentsOf(id)).toHaveLength(1);
    expect(await stuck(id)).toBeUndefined();
  });
});

test('the admins are called once, and read what the gateway says', async () => {
  const admin = await app.make.admin();
  const fault = refused(400, 'testmode_charges_only', 'Your account cannot make live charges.');
  const [one, other] = [await start(fault), await start(fault)];
  await app.settle();
  const calls = (await admin.get('/notifications')).body.data as { kind: string; body: string }[];
  expect(calls.filter(({ kind }) => kind === 'PAYMENT_IN_TROUBLE')).toHaveLength(1);
  const { body } = await admin.get('/admin/payments/stuck');
  expect(body.data.map(({ id }: { id: string }) => id).toSorted()).toEqual([one.id, other.id].toSorted());
  expect(body.data[0].trouble.reason).toBe('testmode_charges_only: Your account cannot make live charges.');
  expect(body.data[0].says).not.toMatch(/account cannot|testmode/);
});

test('another way of paying takes its place, and nothing is taken twice', async () => {
  const { ordered, id } = await start(refused(400, 'action_blocked', 'Restricted.'));
  stripe.failBy(() => null);
  const other = await app.modules.payments.start({ ...ordered, paymentMethodId: 'pm_card_mastercard' });
  await app.later(16 * MINUTE_MS);
  const paid = await app.modules.payments.listForSubject(ordered.subjectId);
  expect(paid.filter(({ status }) => status === 'SUCCEEDED').map((each) => each.id)).toEqual([other.id]);
  expect(other.id).not.toBe(id);
  expect(await app.gateway.intentsOf(id)).toEqual([]);
});

describe('a call whose answer is lost', () => {
  const lose = (operation: string) => stripe.failBy((asked) => (asked === operation ? 'DROP' : null));
  const refuse = (path: string) =>
    stripe.failBy((asked) => (asked.includes(path) ? refused(400, 'action_blocked', 'Restricted.') : null));
  const begin = (ordered: ReturnType<typeof order>) =>
    app.modules.payments.start(ordered).catch(({ code }: { code: string }) => code);

  test('keeps its key through a refusal of ours, so that nothing is taken twice', async () => {
    const ordered = order();
    lose('POST /v1/payment_intents');
    expect(await begin(ordered)).toBe('payment_gateway_unavailable');
    refuse('/v1/payment_methods');
    const waiting = await begin(ordered);
    expect(waiting).toMatchObject({ status: 'STARTED', nextStep: { step: 'WAIT_FOR_US' } });
    if (typeof waiting === 'string') throw new Error(waiting);
    expect(waiting.nextStep?.says).toMatch(/we do not know yet whether it was taken/);
    stripe.failBy(() => null);
    // Nor does another card take the place of what may have been taken.
    expect(await begin({ ...ordered, paymentMethodId: 'pm_card_mastercard' })).toMatchObject({
      id: waiting.id,
    });
    await app.later(16 * MINUTE_MS);
    expect(await read(waiting.id)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await app.gateway.intentsOf(waiting.id)).toHaveLength(1);
  });

  test('gives way to another card once the gateway has said that it made nothing', async () => {
    const { ordered, id } = await start(refused(401, 'api_key_expired', 'Expired API Key'));
    await app.later(16 * MINUTE_MS);
    failWith(refused(400, 'action_blocked', 'Restricted.'));
    await app.later(16 * MINUTE_MS);
    stripe.failBy(() => null);
    const other = await app.modules.payments.start({ ...ordered, paymentMethodId: 'pm_card_mastercard' });
    expect(other).toMatchObject({ status: 'SUCCEEDED' });
    expect(other.id).not.toBe(id);
    await app.later(16 * MINUTE_MS);
    expect(await app.gateway.intentsOf(id)).toEqual([]);
  });

  test('of a refund is found again, whatever is refused meanwhile: it goes out once', async () => {
    const payment = await app.modules.payments.start(order());
    await app.settle();
    // The news of it stays out until all is over.
    const work = async () => {
      app.clock.advance(2 * HOUR_MS);
      await app.platform.scheduler.tick();
      while ((await app.platform.queue.runDue()) > 0);
    };
    lose('POST /v1/refunds');
    await app.modules.payments.refund({
      ...{ key: payment.id, paymentId: payment.id, amountCents: 100_000 },
      ...{ from: `unallocated:${payment.id}`, reason: 'Test' },
    });
    await work();
    refuse('/v1/refunds');
    await work();
    stripe.failBy(() => null);
    await work();
    const [intent] = await app.gateway.intentsOf(payment.id);
    const made = stripe.world.all('refund').filter((each) => each.payment_intent === intent?.id);
    expect(made).toHaveLength(1);
    await app.later(2 * HOUR_MS);
    expect(await app.violations('money', 'ledger')).toEqual([]);
  });
});

describe('credits bought again while the first order waits for us', () => {
  const buy = (buyer: TestUser, credits: number, key = newId()) =>
    buyer.post(
      '/credits/purchase',
      { credits, method: 'CARD', paymentMethodId: 'pm_card_visa' },
      { 'idempotency-key': key },
    );
  const creditsOf = async (buyer: TestUser) => (await buyer.get('/credits/balance')).body.data.credits;
  const paymentsOf = async (buyer: TestUser) =>
    ((await buyer.get('/payments')).body.data as { status: string }[]).map(({ status }) => status);

  test('take its place: one is paid', async () => {
    const buyer = await app.make.buyer();
    failWith(refused(400, 'action_blocked', 'Restricted.'));
    const key = newId();
    expect((await buy(buyer, 1, key)).body.data.payment).toMatchObject({ status: 'STARTED' });
    // Sent again it is the same order.
    expect((await buy(buyer, 1, key)).body.data.payment).toMatchObject({ status: 'STARTED' });
    stripe.failBy(() => null);
    expect((await buy(buyer, 2)).status).toBe(201);
    await app.later(16 * MINUTE_MS);
    await app.later(16 * MINUTE_MS);
    expect(await creditsOf(buyer)).toBe(2);
    expect(await paymentsOf(buyer)).toEqual(['SUCCEEDED', 'CANCELLED']);
  });

  test('are refused as long as the first may have been taken, with where it stands', async () => {
    const buyer = await app.make.buyer();
    failWith('RESET');
    expect((await buy(buyer, 1)).status).toBe(503);
    stripe.failBy(() => null);
    const { status, body } = await buy(buyer, 2);
    expect([status, body.code]).toEqual([409, 'payment_under_way']);
    expect(body.detail).toMatch(/^Your order of 1 credit from .* we do not know yet whether it was taken/);
    await app.later(16 * MINUTE_MS);
    expect(await creditsOf(buyer)).toBe(1);
    expect((await buy(buyer, 2)).status).toBe(201);
    expect(await creditsOf(buyer)).toBe(3);
  });
});

test('a key that stays revoked calls the admins once, and ends the payment after a day; what comes after all goes back', async () => {
  const admin = await app.make.admin();
  const { ordered, id } = await start(refused(401, 'api_key_expired', 'Expired API Key'));
  stripe.failBy(() => refused(401, 'api_key_expired', 'Expired API Key'));
  for (let tries = 0; tries < 4; tries += 1) await app.later(16 * MINUTE_MS);
  const calls = (await admin.get('/notifications')).body.data as { kind: string }[];
  expect(calls.filter(({ kind }) => kind === 'PAYMENT_IN_TROUBLE')).toHaveLength(1);
  await app.later(DAY_MS);
  const ended = await read(id);
  expect(ended).toMatchObject({ status: 'FAILED', failure: { code: 'gateway_trouble' } });
  expect(ended.failure?.message).toMatch(/for a reason of ours\. Should your bank show it all the same/);
  // Nobody is kept waiting by what has ended.
  await app.modules.payments.askAbout(ordered.purpose, ordered.subjectId);
  stripe.failBy(() => null);
  await app.later(2 * HOUR_MS);
  expect(await app.gateway.intentsOf(id)).toEqual([]);
  const checks = await app.platform.database.select('SELECT checkAt FROM payments WHERE id = :id', { id });
  expect(checks).toEqual([{ checkAt: null }]);
});

test('after a day it ends with a code of its own, and nobody is told of a card', async () => {
  const { id } = await start(refused(400, 'action_blocked', 'Restricted.'));
  await app.later(DAY_MS);
  await app.later(16 * MINUTE_MS);
  const payment = await read(id);
  expect(payment).toMatchObject({ status: 'FAILED', failure: { code: 'gateway_trouble' } });
  expect(payment.failure?.message).toMatch(/^We could not take the payment, for a reason of ours/);
  expect(await app.gateway.intentsOf(id)).toEqual([]);
});

test('a debit that fails later for a reason of ours is told as ours', async () => {
  const payment = await app.modules.payments.start(anOrder('BANK_DEBIT', 'pm_usBankAccount_success'));
  const [intent] = await app.gateway.intentsOf(payment.id);
  const failure = { code: 'charge_exceeds_source_limit', declineCode: null, message: 'Over the limit.' };
  const made = stripe.world.get(intent?.id ?? '');
  stripe.payments.end(made, stripe.payments.methodOf(made), failure);
  await app.settle();
  expect(await read(payment.id)).toMatchObject({ status: 'FAILED', failure: { code: 'gateway_trouble' } });
});
