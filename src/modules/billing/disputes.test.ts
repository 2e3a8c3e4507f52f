/** While a payment for credits is disputed its buyer spends none; if the bank keeps the money, those left are taken back. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentDisputeClosed } from '../payments';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

/** Has bought three credits with this card, and spent one. */
async function aBuyer(card: string): Promise<TestUser> {
  const buyer = await app.make.buyer();
  const order = { credits: 3, method: 'CARD', paymentMethodId: card };
  expect((await buyer.post('/credits/purchase', order)).status).toBe(201);
  await app.settle();
  await spend(buyer);
  return buyer;
}

const spend = ({ id: userId }: TestUser) =>
  app.modules.billing.spendCredit({
    ...{ userId, key: newId(), reason: 'UNLOCK' },
    subject: { type: 'listing', id: newId() },
  });
const balanceOf = async (buyer: TestUser) => {
  const { credits, onHold } = (await buyer.get('/credits/balance')).body.data;
  return [credits, onHold];
};
const movesOf = async (buyer: TestUser) => {
  const moves: { kind: string; credits: number }[] = (await buyer.get('/credits/history')).body.data;
  return moves.map(({ kind, credits }) => `${kind} ${credits}`);
};

it('puts credits on hold while the bank decides, and releases them when we win', async () => {
  const buyer = await aBuyer('pm_card_createDisputeWon');
  expect(await balanceOf(buyer)).toEqual([2, false]);
  await app.later(DAY_MS + HOUR_MS);
  expect(await balanceOf(buyer)).toEqual([2, true]);
  await expect(spend(buyer)).rejects.toMatchObject({ code: 'credits_on_hold' });
  expect((await buyer.get('/credits/check')).body.data).toMatchObject({ sufficient: false });
  await app.later(31 * DAY_MS);
  expect(await balanceOf(buyer)).toEqual([2, false]);
  await spend(buyer);
  expect(await app.violations('billing')).toEqual([]);
});

it('takes back the credits that are left when we lose, once, and notifies the buyer', async () => {
  const buyer = await aBuyer('pm_card_createDisputeLost');
  await app.modules.billing.grantBonus(
    { kind: 'system', name: 'test' },
    { userId: buyer.id, credits: 5, reason: 'A test of ours', key: newId() },
  );
  await app.later(DAY_MS + HOUR_MS);
  await app.later(31 * DAY_MS);
  // Three were bought: the spent one is taken from the buyer's other credits.
  expect(await balanceOf(buyer)).toEqual([4, false]);
  expect(await movesOf(buyer)).toEqual(['TAKEN_BACK -3', 'BONUS 5', 'SPENDING -1', 'PURCHASE 3']);
  const notices: { title: string }[] = (await buyer.get('/notifications')).body.data;
  expect(notices.map(({ title }) => title)).toContain('3 credits taken back');
  expect(await app.violations('billing')).toEqual([]);

  // An appeal brings the money after all.
  const [dispute] = await app.platform.database.select<{ disputeId: string; orderId: string }>(
    'SELECT disputeId, orderId FROM credit_disputes WHERE userId = :id',
    { id: buyer.id },
  );
  const won = {
    ...{ paymentId: newId(), purpose: 'CREDIT_PURCHASE', subjectId: dispute?.orderId ?? '' },
    ...{ payerId: buyer.id, amountCents: 8_997, method: 'CARD' as const },
    ...{ disputeId: dispute?.disputeId ?? '', disputedCents: 8_997, outcome: 'WON' as const },
  };
  for (let times = 0; times < 2; times += 1) await app.emit(paymentDisputeClosed, won);
  await app.settle();
  expect(await balanceOf(buyer)).toEqual([7, false]);
  expect(await app.violations('billing')).toEqual([]);
});

it('takes back no more than the buyer has', async () => {
  const buyer = await aBuyer('pm_card_createDisputeLost');
  await spend(buyer);
  await app.later(DAY_MS + HOUR_MS);
  await app.later(31 * DAY_MS);
  expect(await balanceOf(buyer)).toEqual([0, false]);
  const take = 'UPDATE credit_disputes SET takenCredits = takenCredits + :by WHERE userId = :id';
  await app.platform.database.change(take, { by: 1, id: buyer.id });
  expect(await app.violations('billing')).toMatchObject([{ check: 'billing.dispute_booked' }]);
  await app.platform.database.change(take, { by: -1, id: buyer.id });
});
