/** A paid invoice is granted once, even if no event told of it, and every paid invoice is there as a PDF. */
import { startTestApp, type TestApp, type TestUser } from '../../../../tests/support/app';
import { pdfText } from '../../../../tests/support/pdf-text';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import { newId } from '../../../platform/kernel/ids';
import type { InvoiceView, SubscriptionView } from './subscriptions.schema';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(async () => {
  try {
    await app.later(2 * HOUR_MS);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  } finally {
    await app.close();
  }
});

const checks = async () => (await app.modules.billing.findViolations()).map(({ check }) => check);

/** Events of the gateway are lost meanwhile, and it believes that they arrived, so polling does not bring them. */
async function deaf(work: () => Promise<unknown>): Promise<void> {
  const { standIn } = app.gateway;
  if (standIn) {
    await work();
    standIn.world.catchUp();
    for (const { id } of standIn.world.told) standIn.world.delivered.add(id);
    return app.gateway.loseNews();
  }
  await swallow('jobs', 'status', `'DONE'`, ` AND NEW.kind = 'sandbox.deliver'`);
  await swallow('sandbox_events', 'createdAt', '0', '');
  await work();
  await app.settle();
  await run('DROP TRIGGER deaf_jobs');
  await run('DROP TRIGGER deaf_sandbox_events');
}
const run = (sql: string) => app.platform.database.sequelize.query(sql, { raw: true });
/** Rows of the inbox are written as if they had been handled. */
const swallow = (table: string, column: string, value: string, which: string) =>
  run(
    app.platform.database.dialect === 'mysql'
      ? `CREATE TRIGGER deaf_${table} BEFORE INSERT ON ${table} FOR EACH ROW
         SET NEW.${column} = IF(TRUE${which}, ${value}, NEW.${column})`
      : `CREATE TRIGGER deaf_${table} AFTER INSERT ON ${table} WHEN TRUE${which}
         BEGIN UPDATE ${table} SET ${column} = ${value} WHERE id = NEW.id; END`,
  );

function failFirst(operation: string): void {
  let failed = false;
  app.gateway.standIn?.failBy((asked) => {
    if (failed || asked !== operation) return null;
    failed = true;
    return 'ERROR_500';
  });
}

const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const read = async (user: TestUser) =>
  (await user.get('/credits/subscription')).body.data as SubscriptionView;
const invoicesOf = async (user: TestUser) =>
  (await user.get('/payments/invoices')).body.data as InvoiceView[];

async function checkout(plan: string): Promise<{ user: TestUser; checkoutUrl: string | null }> {
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan, interval: 'MONTH' });
  await app.settle();
  return { user, checkoutUrl: (body.data as SubscriptionView).checkoutUrl };
}
async function subscriber(plan: string): Promise<TestUser> {
  const { user, checkoutUrl } = await checkout(plan);
  expect(await app.gateway.pages.payCheckout(checkoutUrl)).toBe(true);
  await app.settle();
  return user;
}

describe('a paid invoice whose event was lost', () => {
  it('is fetched after a checkout: the subscription starts, and is granted once', async () => {
    const { user, checkoutUrl } = await checkout('PROFESSIONAL');
    const before = await app.modules.ledger.balance('revenue:subscriptions');
    await deaf(() => app.gateway.pages.payCheckout(checkoutUrl));
    await app.settle();
    expect([(await read(user)).status, await credits(user)]).toEqual(['AWAITING_PAYMENT', 0]);
    app.clock.advance(HOUR_MS + 1_000);
    expect(await checks()).toContain('billing.invoice_granted');
    await app.settle();
    await app.later(2 * HOUR_MS);
    expect([(await read(user)).status, await credits(user)]).toEqual(['ACTIVE', 10]);
    expect((await app.modules.ledger.balance('revenue:subscriptions')) - before).toBe(19_900);
    expect(await invoicesOf(user)).toHaveLength(1);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('is fetched after an upgrade', async () => {
    const user = await subscriber('STARTER');
    await app.later(10 * DAY_MS + 12 * HOUR_MS);
    await deaf(async () => {
      const step = { plan: 'ENTERPRISE', interval: 'MONTH' };
      expect((await user.post('/credits/change-subscription', step)).status).toBe(200);
    });
    await app.settle();
    const early = await credits(user);
    await app.later(HOUR_MS + 1_000);
    await app.later(HOUR_MS);
    expect([early, await credits(user)]).toEqual([4, 17]);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('is fetched after a renewal', async () => {
    const user = await subscriber('STARTER');
    await deaf(() => {
      app.clock.advance(31 * DAY_MS + 2 * HOUR_MS);
      return Promise.resolve();
    });
    await app.later(HOUR_MS);
    await app.later(HOUR_MS);
    expect([await credits(user), (await invoicesOf(user)).length]).toEqual([8, 2]);
    expect(await app.violations('billing', 'money', 'ledger')).toEqual([]);
  });

  it('is fetched even if the subscription has ended since', async () => {
    const { user, checkoutUrl } = await checkout('STARTER');
    await deaf(() => app.gateway.pages.payCheckout(checkoutUrl));
    const change = `UPDATE subscriptions SET status = 'ENDED', endReason = 'NOT_PAID', endedAt = :now WHERE userId = :id`;
    await app.platform.database.change(change, { now: app.clock.now(), id: user.id });
    await app.later(HOUR_MS + 1_000);
    await app.later(HOUR_MS);
    expect(await credits(user)).toBe(4);
    // Ended here only; ended there too for the checks at the end of this file.
    const [row] = await app.platform.database.select<{ id: string }>(
      'SELECT gatewaySubscriptionId AS id FROM subscriptions WHERE userId = :id',
      { id: user.id },
    );
    await app.modules.gateway.gateways.forNewMoney?.billing?.cancelSubscription({
      ...{ idempotencyKey: newId(), subscriptionId: row?.id ?? '', when: 'NOW' },
    });
    await app.settle();
  });

  it('is fetched for everybody, even if one customer cannot be asked about', async () => {
    const { database } = app.platform;
    const broken = await checkout('STARTER');
    const { user, checkoutUrl } = await checkout('STARTER');
    await deaf(() => app.gateway.pages.payCheckout(checkoutUrl));
    // Comes first in the order of the backfill.
    const first = `UPDATE billing_customers SET gatewayCustomerId = 'aaa_first' WHERE userId = :id`;
    await database.change(first, { id: broken.user.id });
    const unreadable = `INSERT INTO sandbox_objects (id, object, holder, body, createdAt)
      VALUES ('in_unreadable', 'invoice', 'aaa_first', '{', 0)`;
    if (app.gateway.standIn) failFirst('GET /v1/invoices');
    else await database.change(unreadable);
    await app.later(HOUR_MS + 1_000);
    expect(await credits(user)).toBe(4);
    await database.change(`DELETE FROM sandbox_objects WHERE id = 'in_unreadable'`);
  });

  it('is not fetched if nothing is missing', async () => {
    const user = await subscriber('STARTER');
    const [granted] = await invoicesOf(user);
    for (let hour = 0; hour < 3; hour += 1) await app.later(HOUR_MS);
    expect([await credits(user), (await invoicesOf(user)).map(({ id }) => id)]).toEqual([4, [granted?.id]]);
  });
});

describe('an invoice', () => {
  it('is a PDF made from our own books, for its subscriber and admins only', async () => {
    const user = await subscriber('PROFESSIONAL');
    const [invoice] = await invoicesOf(user);
    const path = `/payments/invoices/${invoice?.id}/pdf`;
    const { status, headers, bytes } = await user.get(path);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(headers.get('content-disposition')).toContain(`attachment; filename="invoice-${invoice?.id}.pdf"`);
    const text = pdfText(bytes);
    for (const words of ['Invoice', invoice?.number, 'Professional', '$199.00', 'Test Person', '10 credits'])
      expect(text).toContain(words);
    const stranger = await app.make.seller();
    const [others, absent] = [
      await stranger.get(path),
      await stranger.get(`/payments/invoices/${newId()}/pdf`),
    ];
    expect([others.status, others.body.detail]).toEqual([404, absent.body.detail]);
    expect((await (await app.make.admin()).get(path)).status).toBe(200);
    expect((await app.anonymous.get(path)).status).toBe(401);
    expect((await user.get(path)).headers.get('etag')).toBe(headers.get('etag'));
    const zone = { timeZone: 'Asia/Tokyo' };
    expect((await user.put('/users/me/notification-preferences', zone)).status).toBe(200);
    expect(pdfText((await user.get(path)).bytes)).toContain('all dates in Japan Standard Time');
  });
});
