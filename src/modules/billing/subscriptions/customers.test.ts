/** A user is one customer of the gateway: created once, updated and deleted with the user, and created again if needed. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { newId } from '../../../platform/kernel/ids';
import type { BillingGateway } from '../../gateway';

let app: TestApp;
let gateway: BillingGateway;

beforeAll(async () => {
  app = await startTestApp();
  const billing = app.modules.gateway.gateways.forNewMoney?.billing;
  if (!billing) throw new Error('Expected a gateway.');
  gateway = billing;
});
afterAll(() => app.close());

const openCheckout = (user: TestUser) =>
  user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });

async function customerOf({ id }: TestUser): Promise<string> {
  const [row] = await app.platform.database.select<{ gatewayCustomerId: string }>(
    'SELECT gatewayCustomerId FROM billing_customers WHERE userId = :id',
    { id },
  );
  return row?.gatewayCustomerId ?? '';
}

it('is the same at every checkout, even of two at once', async () => {
  const user = await app.make.buyer();
  const answers = await Promise.all([openCheckout(user), openCheckout(user)]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  const customerId = await customerOf(user);
  expect((await openCheckout(user)).status).toBe(201);
  expect(await customerOf(user)).toBe(customerId);
  expect(await gateway.findCustomer(user.email, user.id)).toMatchObject({ id: customerId });
});

it('gets the user’s new email address once it is confirmed', async () => {
  const user = await app.make.buyer();
  await openCheckout(user);
  const email = `person-${newId()}@example.com`;
  await user.post('/auth/change-email', { email, password: user.password });
  await app.settle();
  const [letter] = await app.mail.sentTo(email);
  const token = /token=([\w-]+)/.exec(letter?.text ?? '')?.[1];
  expect((await app.anonymous.post('/auth/confirm-email-change', { token })).status).toBe(200);
  await app.settle();
  expect(await gateway.retrieveCustomer(await customerOf(user))).toMatchObject({ email });
});

it('is deleted with the user, and with it whatever was still open there', async () => {
  const user = await app.make.buyer();
  const { body } = await openCheckout(user);
  const customerId = await customerOf(user);
  const saved = await gateway.attachMethod({
    ...{ idempotencyKey: newId(), paymentMethodId: 'pm_card_visa', customerId },
  });
  expect(saved.customerId).toBe(customerId);
  expect((await user.send('delete', '/users/me', { password: user.password })).status).toBe(200);
  await app.settle();
  expect(await gateway.retrieveCustomer(customerId)).toBeNull();
  expect(await gateway.findCustomer(user.email, user.id)).toBeNull();
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(false);
  await gateway.deleteCustomer(customerId);
});

it('deleted at the gateway by hand is created again for the next checkout', async () => {
  const user = await app.make.buyer();
  await openCheckout(user);
  const former = await customerOf(user);
  await gateway.deleteCustomer(former);
  const { status, body } = await openCheckout(user);
  expect(status).toBe(201);
  expect(await customerOf(user)).not.toBe(former);
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await app.settle();
  expect((await user.get('/credits/subscription')).body.data).toMatchObject({ status: 'ACTIVE' });
});

it('deleted at the gateway by hand stands in the way of nothing that its user does', async () => {
  const user = await app.make.buyer();
  const { body } = await openCheckout(user);
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await app.settle();
  await gateway.deleteCustomer(await customerOf(user));
  await app.settle();
  expect((await user.put('/users/me', { firstName: 'Wilhelmina' })).status).toBe(200);
  await app.settle();
  const reads = [
    '/payments/payment-methods',
    '/credits/subscription',
    '/payments/invoices',
    '/users/me/export',
  ];
  for (const path of reads) expect([path, (await user.get(path)).status]).toEqual([path, 200]);
  // One that fails is tried again for days.
  const failed = await app.platform.database.select(
    "SELECT kind, lastError FROM jobs WHERE status <> 'DONE' AND lastError IS NOT NULL",
  );
  expect(failed).toEqual([]);
});

it('keeps saved payment methods until they are deleted', async () => {
  const user = await app.make.buyer();
  await openCheckout(user);
  const customerId = await customerOf(user);
  const setup = await gateway.createSetupIntent({ idempotencyKey: newId(), customerId });
  expect(await gateway.retrieveSetupIntent(setup.id)).toMatchObject({
    id: setup.id,
    customerId,
  });
  const save = (paymentMethodId: string) =>
    gateway.attachMethod({ idempotencyKey: newId(), paymentMethodId, customerId });
  const card = await save('pm_card_visa');
  const bank = await save('pm_usBankAccount_success');
  expect((await gateway.listMethods(customerId)).map(({ method }) => method).toSorted()).toEqual([
    'BANK_DEBIT',
    'CARD',
  ]);
  await expect(save('pm_card_chargeDeclined')).rejects.toMatchObject({ name: 'GatewayRefusal' });
  await gateway.detachMethod({ idempotencyKey: newId(), paymentMethodId: card.id });
  expect((await gateway.listMethods(customerId)).map(({ id }) => id)).toEqual([bank.id]);
});
