/**
 * While a payment for credits is disputed its buyer spends none; if the bank keeps the money, those left are taken back, and
 * the spent ones when they are returned.
 */
import fc from 'fast-check';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { paymentDisputeClosed, paymentDisputed } from '../payments';
import { chosenSeed } from '../../../tests/support/seeded';
import { sized } from '../../../tests/support/size';

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

const aMove = ({ id: userId }: TestUser) => ({
  ...{ userId, key: newId(), reason: 'UNLOCK' as const },
  subject: { type: 'listing', id: newId() },
});
const spend = (buyer: TestUser) => app.modules.billing.spendCredit(aMove(buyer));
const owedBy = async (buyer: TestUser): Promise<number[]> => {
  const { credits, owedCredits } = (await buyer.get('/credits/balance')).body.data;
  return [credits, owedCredits];
};
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

/** A dispute about an order as its gateway would tell of it. */
const disputeAbout = (buyer: TestUser, orderId: string, disputeId: string) => ({
  ...{ paymentId: newId(), purpose: 'CREDIT_PURCHASE', subjectId: orderId, payerId: buyer.id },
  ...{ amountCents: 8_997, method: 'CARD' as const, disputeId, disputedCents: 8_997 },
});

it('keeps a credit that is returned after the bank took its money, and gives it back when we win after all', async () => {
  const buyer = await app.make.buyer();
  const order = { credits: 3, method: 'CARD', paymentMethodId: 'pm_card_visa' };
  const orderId: string = (await buyer.post('/credits/purchase', order)).body.data.id;
  await app.settle();
  const moves = [1, 2, 3].map(() => aMove(buyer));
  for (const move of moves) await app.modules.billing.spendCredit(move);
  const dispute = disputeAbout(buyer, orderId, newId());
  await app.emit(paymentDisputed, { ...dispute, reason: 'fraudulent' });
  await app.emit(paymentDisputeClosed, { ...dispute, outcome: 'LOST' });
  await app.settle();
  expect(await owedBy(buyer)).toEqual([0, 3]);

  for (const move of moves.slice(0, 2)) await app.modules.billing.returnCredit(move);
  await app.settle();
  expect(await owedBy(buyer)).toEqual([0, 1]);
  expect((await movesOf(buyer)).slice(0, 2).toSorted()).toEqual(['RETURN 1', 'TAKEN_BACK -1']);
  const notices: { title: string; text: string }[] = (await buyer.get('/notifications')).body.data;
  expect(notices.map(({ title }) => title)).toContain('One credit taken back');

  // A bonus pays too; what is bought for new money does not.
  const system = { kind: 'system' as const, name: 'test' };
  expect((await buyer.post('/credits/purchase', order)).status).toBe(201);
  await app.settle();
  expect(await owedBy(buyer)).toEqual([3, 1]);
  const bonus = { userId: buyer.id, credits: 2, reason: 'A test of ours', key: newId() };
  await app.modules.billing.grantBonus(system, bonus);
  expect(await owedBy(buyer)).toEqual([4, 0]);

  await app.emit(paymentDisputeClosed, { ...dispute, outcome: 'WON' });
  await app.settle();
  expect(await owedBy(buyer)).toEqual([7, 0]);
  expect(await app.violations('billing')).toEqual([]);
});

it('lets a subscription pay what is owed', async () => {
  const buyer = await app.make.buyer();
  const order = { credits: 2, method: 'CARD', paymentMethodId: 'pm_card_visa' };
  const orderId: string = (await buyer.post('/credits/purchase', order)).body.data.id;
  await app.settle();
  for (let n = 0; n < 2; n += 1) await spend(buyer);
  await app.emit(paymentDisputeClosed, { ...disputeAbout(buyer, orderId, newId()), outcome: 'LOST' });
  await app.settle();
  const plan = { plan: 'STARTER', interval: 'MONTH' };
  const { checkoutUrl } = (await buyer.post('/credits/subscribe', plan)).body.data;
  expect(await app.gateway.pages.payCheckout(checkoutUrl)).toBe(true);
  await app.settle();
  await app.later(HOUR_MS);
  const granted = (await movesOf(buyer)).find((move) => move.startsWith('GRANT'));
  expect(await owedBy(buyer)).toEqual([Number(granted?.split(' ')[1]) - 2, 0]);
});

/** Kinds of steps, each about one of the orders or spendings that are there. */
const MANY = ['SPEND', 'SPEND', 'SPEND', 'SPEND', 'LOSE', 'LOSE'] as const;
const STEPS = [...MANY, 'BUY', 'RETURN', 'BONUS', 'WIN'] as const;

it('never gives back what a bank took, in whatever order things happen', async () => {
  const step = fc.record({ kind: fc.constantFrom(...STEPS), of: fc.nat(20) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 30 }), async (steps) => {
      const { billing } = app.modules;
      const buyer = await app.make.buyer();
      const orders: { id: string; disputeId: string; credits: number; closed: 'LOST' | 'WON' | null }[] = [];
      const spent: ReturnType<typeof aMove>[] = [];
      let bonuses = 0;
      const lost = () =>
        orders.filter(({ closed }) => closed === 'LOST').reduce((sum, { credits }) => sum + credits, 0);
      const closeDispute = async (order: (typeof orders)[number], outcome: 'LOST' | 'WON') => {
        order.closed = outcome;
        await app.emit(paymentDisputeClosed, { ...disputeAbout(buyer, order.id, order.disputeId), outcome });
      };
      for (const { kind, of } of [{ kind: 'BUY' as const, of: 2 }, ...steps]) {
        const order = orders[of % Math.max(orders.length, 1)];
        if (kind === 'BUY') {
          const credits = 1 + (of % 3);
          const asked = { credits, method: 'CARD', paymentMethodId: 'pm_card_visa' };
          const { id } = (await buyer.post('/credits/purchase', asked)).body.data;
          orders.push({ id, disputeId: newId(), credits, closed: null });
        } else if (kind === 'SPEND') {
          const move = aMove(buyer);
          const done = await billing.spendCredit(move).then(
            () => true,
            () => false,
          );
          if (done) spent.push(move);
        } else if (kind === 'RETURN') {
          const [move] = spent.splice(of % Math.max(spent.length, 1), 1);
          if (move) await billing.returnCredit(move);
        } else if (kind === 'BONUS') {
          const credits = 1 + (of % 2);
          bonuses += credits;
          const system = { kind: 'system' as const, name: 'test' };
          await billing.grantBonus(system, { userId: buyer.id, credits, reason: 'A test', key: newId() });
        } else if (order?.closed === null || (kind === 'WIN' && order?.closed === 'LOST')) {
          await closeDispute(order, kind === 'LOSE' ? 'LOST' : 'WON');
        }
        await app.settle();
        const [, owed = 0] = await owedBy(buyer);
        expect(owed).toBeLessThanOrEqual(Math.min(lost(), spent.length));
      }
      for (const move of spent) await billing.returnCredit(move);
      const bought = orders.reduce((sum, { credits }) => sum + credits, 0);
      expect(await owedBy(buyer)).toEqual([bought + bonuses - lost(), 0]);
    }),
    { numRuns: sized(60, 10), seed: chosenSeed(), endOnFailure: true },
  );
  expect(await app.violations('billing')).toEqual([]);
});
