/** Granted credits expire where the configuration says so, the oldest first; bought and bonus credits never do. */
import { startTestApp } from '../../../tests/support/app';
import { DAY_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { unspentCredits } from './credit.rules';

test('granted credits that were not spent in time expire, once', async () => {
  const app = await startTestApp({ environment: { CREDIT_EXPIRY_DAYS: '40' } });
  try {
    const { billing, ledger } = app.modules;
    const user = await app.make.seller();
    const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
    await app.gateway.pages.payCheckout(body.data.checkoutUrl);
    await user.post('/credits/purchase', { credits: 2, method: 'CARD', paymentMethodId: 'pm_card_visa' });
    await app.settle();
    await billing.spendCredit({
      ...{ userId: user.id, key: newId(), reason: 'UNLOCK' },
      subject: { type: 'listing', id: newId() },
    });
    await app.later(32 * DAY_MS);
    expect(await billing.creditBalance(user.id)).toBe(2 + 3 + 4);
    for (const days of [10, 1, 1]) {
      await app.later(days * DAY_MS);
    }
    expect(await billing.creditBalance(user.id)).toBe(2 + 4);
    expect(await ledger.balance('credits:expired')).toBe(3);
    expect(await app.violations('billing', 'ledger')).toEqual([]);
  } finally {
    await app.close();
  }
});

test('one user whose credits cannot expire does not stop those of others', async () => {
  const app = await startTestApp({ environment: { CREDIT_EXPIRY_DAYS: '40' } });
  try {
    const { billing, ledger } = app.modules;
    const people = [await app.make.seller(), await app.make.seller()];
    for (const user of people) {
      const { body } = await user.post('/credits/subscribe', { plan: 'STARTER', interval: 'MONTH' });
      await app.gateway.pages.payCheckout(body.data.checkoutUrl);
      await app.settle();
      await user.post('/credits/cancel-subscription', { atPeriodEnd: false });
    }
    const [broken, user] = people.map(({ id }) => id).sort();
    // A transfer with the id of this user's expiry exists already, and differs.
    await ledger.post([
      {
        ...{ id: `credits:expiry:${broken}:0`, debit: 'credits:issued', credit: 'credits:spent', amount: 1 },
        ...{ unit: 'CREDIT', reason: 'A test', subject: { type: 'test', id: '1' } },
      },
    ]);
    await app.later(41 * DAY_MS);
    const balances = [broken, user].map((id) => billing.creditBalance(String(id)));
    expect(await Promise.all(balances)).toEqual([4, 0]);
  } finally {
    await app.close();
  }
});

const LIFE = 40;
test.each([
  ['all that is left of an old grant', { grants: [[4, 0]], spentAt: [3] }, 3],
  ['nothing of a grant that is not old enough', { grants: [[4, 1]], spentAt: [] }, 0],
  ['nothing where all was spent', { grants: [[4, 0]], spentAt: [1, 2, 3, 4, 5] }, 0],
  ['what was granted after what was bought had been spent', { grants: [[4, 10]], spentAt: [1, 2, 3] }, 4],
  [
    'not what a later grant gives',
    {
      grants: [
        [2, 0],
        [2, 30],
      ],
      spentAt: [1, 31],
    },
    0,
  ],
  [
    'what was left before a spending of the next grant',
    {
      grants: [
        [2, 0],
        [2, 30],
      ],
      spentAt: [45],
    },
    2,
  ],
] as [string, { grants: [number, number][]; spentAt: number[] }, number][])('%s lapses', (_, of, credits) => {
  const grants = of.grants.map(([count, grantedAt]) => ({ credits: count, grantedAt }));
  const now = grants[0]?.grantedAt === 1 ? LIFE : LIFE + 10;
  expect(unspentCredits({ grants, spentAt: of.spentAt, validForMs: LIFE }, now)).toBe(credits);
});
