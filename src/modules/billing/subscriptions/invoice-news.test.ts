/** Invoice events: an impossible one books nothing, a closed one is no longer due, and one that fails is kept. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { sendWebhook } from '../../../../tests/support/make-payments';
import { newId } from '../../../platform/kernel/ids';

const PRICE_CENTS = 9_900;
const ATTEMPTS = 10;

let app: TestApp;
let user: TestUser;
let subscription: { id: string; gatewayId: string; customerId: string };

beforeAll(async () => {
  app = await startTestApp();
  user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await app.settle();
  const [row] = await app.platform.database.select<typeof subscription>(
    `SELECT s.id, s.gatewaySubscriptionId AS gatewayId, i.customerId FROM subscriptions s
     JOIN gateway_invoices i ON i.subscriptionId = s.gatewaySubscriptionId WHERE s.userId = :id`,
    { id: user.id },
  );
  if (!row) throw new Error('Expected a subscription.');
  subscription = row;
});
afterAll(() => app.close());

const idAt = (prefix: string): string => `${prefix}_${newId().replaceAll('-', '')}`;

/** The paid invoice of the next period, as the gateway would send it. */
function anInvoice(differing: object = {}) {
  const start = Math.floor(app.clock.now() / 1_000);
  return {
    ...{ id: idAt('in'), object: 'invoice', status: 'paid', customer: subscription.customerId },
    ...{ currency: 'usd', amount_due: PRICE_CENTS, amount_paid: PRICE_CENTS, amount_remaining: 0 },
    ...{ total: PRICE_CENTS, number: 'T-1', billing_reason: 'subscription_update', attempt_count: 1 },
    parent: {
      subscription_details: {
        subscription: subscription.gatewayId,
        metadata: { reference: subscription.id },
      },
    },
    lines: { data: [{ amount: PRICE_CENTS, period: { start, end: start + 2_678_400 } }] },
    created: start,
    ...differing,
  };
}

const anEvent = (type: string, object: object) => ({
  ...{ id: idAt('evt'), object: 'event', type, created: 1_790_000_000, data: { object } },
});

async function eventRow(id: string) {
  const [row] = await app.platform.database.select<{
    status: string;
    reason: string | null;
    attempts: number;
  }>('SELECT status, reason, attempts FROM webhook_events WHERE eventId = :id', { id });
  return row;
}

async function tell(type: string, object: object) {
  const event = anEvent(type, object);
  expect((await sendWebhook(app, event)).status).toBe(200);
  await app.settle();
  return eventRow(event.id);
}

/** What the ledger shows of invoices, and how many there are. */
async function books() {
  const rows = await app.platform.database.select('SELECT id FROM gateway_invoices', {});
  const { ledger } = app.modules;
  return {
    invoices: rows.length,
    atGateway: await ledger.balance(`gateway:${app.gateway.name}`),
    earned: await ledger.balance('revenue:subscriptions'),
  };
}

const withOneMore = ({ invoices, atGateway, earned }: Awaited<ReturnType<typeof books>>) => ({
  invoices: invoices + 1,
  atGateway: atGateway + PRICE_CENTS,
  earned: earned + PRICE_CENTS,
});

describe('an invoice that was paid', () => {
  it('is booked once, however often its event arrives', async () => {
    const before = await books();
    const invoice = anInvoice();
    for (const type of ['invoice.paid', 'invoice.payment_succeeded', 'invoice.paid']) {
      expect(await tell(type, invoice)).toMatchObject({ status: 'DONE' });
    }
    expect(await books()).toEqual(withOneMore(before));
  });

  it.each<[string, object, RegExp]>([
    ['in another currency', { currency: 'cad' }, /^Expected usd, the gateway says cad\./],
    ['that is still open', { status: 'open' }, /^The invoice is open, not paid\.$/],
    ['that was voided', { status: 'void' }, /^The invoice is void, not paid\.$/],
    ['of no status', { status: null }, /^The invoice is of no status, not paid\.$/],
    ['with a cent too little', { amount_paid: PRICE_CENTS - 1 }, /Expected \$99\.00, .* received \$98\.99\./],
    ['with a cent too much', { amount_paid: PRICE_CENTS + 1 }, /Expected \$99\.00, .* received \$99\.01\./],
  ])('%s is parked with the reason, and books nothing', async (_, wrong, reason) => {
    const before = await books();
    expect(await tell('invoice.paid', anInvoice(wrong))).toMatchObject({
      status: 'PARKED',
      reason: expect.stringMatching(reason) as string,
    });
    expect(await books()).toEqual(before);
  });

  it.each([-1, 1])(
    'with another sum (%i) is booked as it came by an admin, with the reason',
    async (cents) => {
      const [admin, before] = [await app.make.admin(), await books()];
      const event = anEvent('invoice.paid', anInvoice({ amount_paid: PRICE_CENTS + cents }));
      await sendWebhook(app, event);
      const book = (by = admin) =>
        by.post(`/admin/webhooks/${app.gateway.name}/${event.id}/book`, {
          reason: 'The bank kept a cent.',
        });
      expect((await book()).body.data.status).toBe('PARKED');
      expect((await book()).body.code).toBe('second_admin_needed');
      const { body } = await book(await app.make.admin());
      expect([body.data.status, body.data.reason]).toEqual(['DONE', null]);
      await app.settle();
      const more = withOneMore(before);
      expect(await books()).toEqual({
        ...more,
        atGateway: more.atGateway + cents,
        earned: more.earned + cents,
      });
      expect((await book()).body.code).toBe('event_not_parked');
      const { body: trail } = await admin.get('/admin/action-log?action=webhook.booked_as_is');
      expect(trail.data.map((entry: { reason: string }) => entry.reason)).toContain('The bank kept a cent.');
    },
  );

  it('of an administrator is looked after by others only, who read whose it is', async () => {
    const other = await app.make.admin();
    const own = await app.make.user({ roles: ['admin', 'seller'] });
    const { database } = app.platform;
    const owner = (userId: string) =>
      database.change('UPDATE billing_customers SET userId = :userId WHERE gatewayCustomerId = :customerId', {
        ...{ userId, customerId: subscription.customerId },
      });
    const event = anEvent('invoice.paid', anInvoice({ amount_paid: 1 }));
    await sendWebhook(app, event);
    await owner(own.id);
    for (const act of ['book', 'dismiss', 'replay']) {
      const path = `/admin/webhooks/${app.gateway.name}/${event.id}/${act}`;
      const body = act === 'replay' ? undefined : { reason: 'It is mine.' };
      expect([act, (await own.post(path, body)).status]).toEqual([act, 403]);
    }
    const parked = (await other.get('/admin/payments/parked')).body.data as {
      id: string;
      people: object[];
    }[];
    expect(parked.find(({ id }) => id === event.id)?.people).toMatchObject([
      { id: own.id, email: own.email, name: expect.any(String) },
    ]);
    const { data: queues } = (await other.get('/admin/queues')).body;
    const queue = queues.find(({ kind }: { kind: string }) => kind === 'EVENT_PARKED');
    expect(queue.items.find(({ id }: { id: string }) => id === event.id)).toMatchObject({
      who: { id: own.id },
    });
    expect((await own.post(`/admin/queues/EVENT_PARKED/${event.id}/claim`)).status).toBe(403);
    await owner(user.id);
  });

  it('of a customer of ours and no subscription is booked by two, as money that grants nothing', async () => {
    const before = await books();
    const unknown = { parent: { subscription_details: { subscription: idAt('sub'), metadata: {} } } };
    const event = anEvent('invoice.paid', anInvoice(unknown));
    await sendWebhook(app, event);
    expect((await eventRow(event.id))?.reason).toMatch(/^No subscription of ours belongs/);
    const credits = async () => (await user.get('/credits/balance')).body.data.credits as number;
    const had = await credits();
    const book = (by: TestUser) =>
      by.post(`/admin/webhooks/${app.gateway.name}/${event.id}/book`, {
        reason: 'Staff invoiced it by hand.',
      });
    expect((await book(await app.make.admin())).body.data.status).toBe('PARKED');
    expect(await books()).toEqual(before);
    expect((await book(await app.make.admin())).body.data.status).toBe('DONE');
    await app.settle();
    expect(await books()).toEqual(withOneMore(before));
    expect(await credits()).toBe(had);
  });

  it('that is no dollars stays parked until two admins say what it was in dollars', async () => {
    const [admin, before] = [await app.make.admin(), await books()];
    const event = anEvent('invoice.paid', anInvoice({ currency: 'cad' }));
    await sendWebhook(app, event);
    const path = `/admin/webhooks/${app.gateway.name}/${event.id}/book`;
    const other = await app.make.admin();
    for (const each of [admin, other]) {
      expect((await each.post(path, { reason: 'It is money.' })).body.data.status).toBe('PARKED');
    }
    expect(await books()).toEqual(before);
    const inDollars = { reason: 'As Stripe shows it.', as: 'AS_IT_CAME', amountCents: PRICE_CENTS };
    expect((await admin.post(path, inDollars)).body.data.status).toBe('PARKED');
    expect((await other.post(path, inDollars)).body.data.status).toBe('DONE');
    await app.settle();
    expect(await books()).toEqual(withOneMore(before));
  });

  it('without a subscription is not ours: its event waits for an admin', async () => {
    const before = await books();
    const free = anInvoice({ parent: null, amount_due: 0, amount_paid: 0 });
    expect(await tell('invoice.paid', free)).toMatchObject({ status: 'DONE' });
    const paid = await tell('invoice.paid', anInvoice({ parent: null }));
    expect(paid).toMatchObject({
      status: 'PARKED',
      reason: expect.stringContaining('No subscription') as string,
    });
    expect(await books()).toEqual(before);
  });
});

describe('an invoice that is due', () => {
  const due = async () => (await user.get('/credits/subscription')).body.data.due;

  it.each(['invoice.voided', 'invoice.marked_uncollectible'])(
    'is due no more with %s of it, and of no other',
    async (type) => {
      const payUrl = 'https://example.com/pay';
      const unpaid = { status: 'open', amount_paid: 0, amount_remaining: PRICE_CENTS };
      const invoice = anInvoice({ ...unpaid, hosted_invoice_url: payUrl });
      await tell('invoice.finalized', invoice);
      expect(await due()).toEqual({ amountCents: PRICE_CENTS, payUrl });
      const status = type === 'invoice.voided' ? 'void' : 'uncollectible';
      await tell(type, anInvoice({ ...unpaid, status }));
      expect(await due()).toEqual({ amountCents: PRICE_CENTS, payUrl });
      expect(await tell(type, { ...invoice, status })).toMatchObject({ status: 'DONE' });
      expect(await due()).toBeNull();
    },
  );
});

it('an event that fails ten times through our fault waits for an admin, and then has its effect once', async () => {
  const admin = await app.make.admin();
  const before = await books();
  const { database } = app.platform;
  const event = anEvent('invoice.paid', anInvoice());
  const send = async () => (await sendWebhook(app, event)).status;
  await database.change('ALTER TABLE ledger_transfers RENAME TO ledger_transfers_away');
  try {
    for (let attempts = 1; attempts < ATTEMPTS; attempts += 1) {
      expect(await send()).toBe(500);
      expect(await eventRow(event.id)).toMatchObject({ status: 'RECEIVED', attempts });
    }
    expect(await send()).toBe(500);
  } finally {
    await database.change('ALTER TABLE ledger_transfers_away RENAME TO ledger_transfers');
  }
  const parked = { status: 'PARKED', attempts: ATTEMPTS, reason: expect.stringMatching(/./) as string };
  expect(await eventRow(event.id)).toEqual(parked);
  expect(await send()).toBe(200);
  expect(await eventRow(event.id)).toEqual(parked);
  expect(await books()).toEqual(before);

  const replayed = await admin.post(`/admin/webhooks/${app.gateway.name}/${event.id}/replay`);
  expect(replayed.body.data).toMatchObject({ status: 'DONE', reason: null });
  await app.settle();
  expect(await books()).toEqual(withOneMore(before));
});
