/** Plans that include unlocking: who subscribes to one pays no credit, from the payment to the end; all others pay. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import { readConfig } from '../../config';
import { currentNda } from './nda/nda-versions';

let app: TestApp;
let make: ReturnType<typeof makeListings>;
beforeAll(async () => {
  app = await startTestApp({ environment: { PLANS_INCLUDING_UNLOCKS: ' professional, ENTERPRISE' } });
  make = makeListings(app);
});
afterAll(() => app.close());

const credits = (user: TestUser) => app.modules.billing.creditBalance(user.id);
const priceOf = async (user: TestUser, id: string) =>
  (await user.get(`/listings/${id}`)).body.data.unlockCredits as number;
const unlock = (user: TestUser, id: string, unlockCredits: number) =>
  user.post(`/listings/${id}/unlock`, {
    ...{ ndaVersion: currentNda().version, accepted: true, typedName: 'Test Person', unlockCredits },
  });
const subscribe = async (user: TestUser, plan: string) =>
  (await user.post('/credits/subscribe', { plan, interval: 'MONTH' })).body.data as { checkoutUrl: string };
const pay = async ({ checkoutUrl }: { checkoutUrl: string }) => {
  expect(await app.gateway.pages.payCheckout(checkoutUrl)).toBe(true);
  await app.settle();
};

test.each([
  ['PROFESSIONAL', 0],
  ['ENTERPRISE', 0],
  ['STARTER', 1],
])('to a subscriber of %s unlocking costs %i', async (plan, cost) => {
  const { id } = await make.active();
  const buyer = await app.make.buyer();
  await pay(await subscribe(buyer, plan));
  const before = await credits(buyer);
  expect(await priceOf(buyer, id)).toBe(cost);
  expect((await unlock(buyer, id, cost)).status).toBe(200);
  expect(await credits(buyer)).toBe(before - cost);
});

test('a plan that is not paid for yet includes nothing, nor does one that has ended', async () => {
  const [first, second] = [await make.active(), await make.active()];
  const buyer = await app.make.buyer();
  const checkout = await subscribe(buyer, 'ENTERPRISE');
  expect(await priceOf(buyer, first.id)).toBe(1);
  expect((await unlock(buyer, first.id, 1)).body.code).toBe('out_of_credits');
  await pay(checkout);
  const granted = await credits(buyer);
  expect((await unlock(buyer, first.id, 0)).status).toBe(200);
  await app.platform.database.change(
    "UPDATE subscriptions SET status = 'ENDED', endReason = 'LAPSED', liveSlot = NULL, endedAt = :now WHERE userId = :userId",
    { userId: buyer.id, now: app.clock.now() },
  );
  expect(await priceOf(buyer, second.id)).toBe(1);
  expect((await unlock(buyer, second.id, 0)).body.code).toBe('unlock_costs_more');
  expect((await unlock(buyer, second.id, 1)).status).toBe(200);
  expect(await credits(buyer)).toBe(granted - 1);
});

test('only plans that there are can be named, and none is unless it is set', () => {
  expect(readConfig({}).PLANS_INCLUDING_UNLOCKS).toEqual([]);
  expect(() => readConfig({ PLANS_INCLUDING_UNLOCKS: 'GOLD' })).toThrow('PLANS_INCLUDING_UNLOCKS');
});
