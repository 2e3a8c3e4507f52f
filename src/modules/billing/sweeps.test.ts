/** Hourly and daily work reaches everybody for whom it is due, however many there are and whichever of them fails. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';

/** More than one batch. */
const MANY = 205;

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const change = (sql: string, values: Record<string, string | number> = {}) =>
  app.platform.database.change(sql, values);

async function subscriber(): Promise<TestUser> {
  const user = await app.make.seller();
  const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
  expect(await app.gateway.pages.payCheckout(body.data.checkoutUrl)).toBe(true);
  await app.settle();
  return user;
}

/** The subscription that the gateway knows; a user here may have many more rows. */
async function rowOf({ id }: TestUser) {
  const [row] = await app.platform.database.select<Record<string, string | number>>(
    'SELECT status, noticesSent FROM subscriptions WHERE userId = :id AND gatewaySubscriptionId IS NOT NULL',
    { id },
  );
  return row ?? {};
}

/** Sort before every id that the product makes. */
const firstIds = (): string[] =>
  Array.from({ length: MANY }, (_, place) => `00000000-0000-4000-8000-${String(place).padStart(12, '0')}`);

const insert = (table: string, rows: Record<string, string | number>[]) => {
  const columns = Object.keys(rows[0] ?? {});
  const literal = (value: string | number | undefined) =>
    typeof value === 'string' ? `'${value}'` : (value ?? 'NULL');
  const values = rows.map((row) => `(${columns.map((name) => literal(row[name])).join(', ')})`);
  return change(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${values.join(', ')}`);
};

it('one subscription that the gateway does not know does not stop the sync of others', async () => {
  const [broken, user] = [await subscriber(), await subscriber()];
  const now = app.clock.now();
  for (const { id } of [broken, user]) {
    await change(
      `INSERT INTO subscription_terms (id, subscriptionId, status, plan, termLength, priceCents, creditsPerPeriod,
         upgradeCredits, fromAt, createdAt)
       SELECT :termsId, id, 'ASKED', 'ENTERPRISE', 'MONTH', 39900, 25, 15, :now, :now
       FROM subscriptions WHERE userId = :id`,
      { termsId: newId(), now, id },
    );
  }
  const unknown = `UPDATE subscriptions SET gatewaySubscriptionId = 'sub_unknown', periodEnd = periodEnd - 1
    WHERE userId = :id`;
  await change(unknown, { id: broken.id });
  await app.later(2 * HOUR_MS);
  const asked = await app.platform.database.select<{ userId: string }>(
    `SELECT s.userId FROM subscription_terms t JOIN subscriptions s ON s.id = t.subscriptionId
     WHERE t.status = 'ASKED'`,
  );
  expect(asked.map(({ userId }) => userId)).toEqual([broken.id]);
});

it('one subscriber who cannot be reminded, and many who need no reminder, do not stop the reminders of others', async () => {
  const [broken, user] = [await subscriber(), await subscriber()];
  const pastDue = `UPDATE subscriptions SET status = 'PAST_DUE', pastDueSince = :now WHERE userId = :id`;
  for (const { id } of [broken, user]) await change(pastDue, { id, now: app.clock.now() });
  await change(`UPDATE subscriptions SET plan = 'UNKNOWN', periodEnd = 1 WHERE userId = :id`, {
    id: broken.id,
  });
  const now = app.clock.now();
  await insert(
    'subscriptions',
    firstIds().map((id) => ({
      ...{ id, userId: broken.id, status: 'PAST_DUE', liveSlot: id, plan: 'STARTER', termLength: 'MONTH' },
      ...{ periodStart: 0, periodEnd: 0, endsWithPeriod: 0, pastDueSince: now, noticesSent: 3 },
      ...{ roundsAsked: 0, roundApplied: 0, createdAt: now, updatedAt: now },
    })),
  );
  await app.later(HOUR_MS);
  expect([await rowOf(broken), await rowOf(user)]).toMatchObject([{ noticesSent: 0 }, { noticesSent: 1 }]);
});

it('orders whose payment is in progress do not stop abandoned ones from failing', async () => {
  const user = await app.make.buyer();
  const now = app.clock.now();
  const order = {
    ...{ userId: user.id, credits: 1, priceCents: 2_999, method: 'BANK_DEBIT', status: 'AWAITING_PAYMENT' },
    ...{ createdAt: now, updatedAt: now },
  };
  const abandonedId = newId();
  await insert('credit_orders', [
    ...firstIds().map((id) => ({ id, ...order, createdAt: now - 1 })),
    { id: abandonedId, ...order },
  ]);
  await insert(
    'payments',
    firstIds().map((id) => ({
      ...{ id, purpose: 'CREDIT_PURCHASE', subjectId: id, payerId: user.id, amountCents: 2_999 },
      ...{ currency: 'usd', method: 'BANK_DEBIT', description: 'A test', status: 'PROCESSING', slot: id },
      ...{ gatewayKey: id, refundedCents: 0, late: 0, startedAt: now, updatedAt: now },
      checkAt: now + 365 * DAY_MS,
    })),
  );
  await app.later(DAY_MS + HOUR_MS);
  const left = await app.platform.database.select<{ status: string }>(
    `SELECT DISTINCT status FROM credit_orders WHERE userId = :id AND id <> :abandonedId`,
    { id: user.id, abandonedId },
  );
  const [abandoned] = await app.platform.database.select<{ status: string }>(
    'SELECT status FROM credit_orders WHERE id = :abandonedId',
    { abandonedId },
  );
  expect([abandoned?.status, left.map(({ status }) => status)]).toEqual(['FAILED', ['AWAITING_PAYMENT']]);
});
