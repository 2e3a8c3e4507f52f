/** A deal goes on to its end past payments that brought what was not due, and nothing of them is left over. */
import type { TestUser } from '../../../tests/support/app';
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const FEE = 600_000;
const DEBIT = { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' };

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(() => world.close());

const path = ({ id }: MadeDeal, rest = '') => `/transactions/${id}${rest}`;

/** At the gateway another sum stands than the one that was ordered, before it is taken. */
async function alter(intentId: string, amount: number): Promise<void> {
  const { standIn } = world.app.gateway;
  if (standIn) return void standIn.world.change(standIn.world.get(intentId), { amount });
  const altered = 'UPDATE sandbox_payment_intents SET amountCents = :amount WHERE id = :intentId';
  await world.app.platform.database.change(altered, { amount, intentId });
}

/** Pays by a debit that takes another sum; answers the payment, and the event of it that is parked. */
async function paysOther(deal: MadeDeal, what: 'deposit' | 'final-payment', cents: number) {
  const { body } = await succeed(deal.buyer.post(path(deal, `/${what}`), DEBIT));
  const id = String(body.data.payment.id);
  const [intent] = await world.app.gateway.intentsOf(id);
  await alter(intent?.id ?? '', cents);
  for (let days = 0; days < 5; days += 1) await world.later(DAY_MS);
  const query = `objectId=${intent?.id}&type=payment_intent.succeeded`;
  const [event] = (await succeed(world.admin.get(`/admin/webhooks?${query}`))).body.data;
  expect(event).toMatchObject({ status: 'PARKED', ways: ['ASSIGN', 'RETURN', 'LOSS'] });
  return { id, eventId: String(event.id) };
}
async function book(eventId: string, body: object): Promise<void> {
  const admins: TestUser[] = [world.admin, world.secondAdmin];
  for (const admin of admins) {
    const of = `/admin/webhooks/${world.app.gateway.name}/${eventId}/book`;
    await succeed(admin.post(of, { ...body, reason: 'Looked up at the gateway.' }));
  }
  await world.app.settle();
}
const stuck = async () =>
  ((await succeed(world.admin.get('/admin/money/stuck'))).body.data as { whatToDo: string }[]).map(
    ({ whatToDo }) => whatToDo,
  );

test('too little goes back and is paid anew; of too much what was due counts; the seller gets the price', async () => {
  const deal = await world.at('SIGNED');
  const little = await paysOther(deal, 'deposit', DEPOSIT - 500);
  expect((await world.read(deal)).status).toBe('AWAITING_DEPOSIT');
  await book(little.eventId, { as: 'RETURN' });
  const payments = async () => (await succeed(deal.buyer.get(path(deal, '/payments')))).body.data;
  expect(await payments()).toMatchObject([{ status: 'FAILED', failure: { code: 'not_as_due' } }]);

  const card = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
  await succeed(deal.buyer.post(path(deal, '/deposit'), card));
  await world.app.settle();
  await world.advance(deal, 'IN_REVIEW', 'PAYMENT_PENDING');
  const much = await paysOther(deal, 'final-payment', PRICE - DEPOSIT + 700);
  await book(much.eventId, { as: 'ASSIGN', subjectId: much.id });
  expect(await world.read(deal)).toMatchObject({ status: 'TRANSFER_IN_PROGRESS', heldCents: PRICE });

  await world.advance(deal, 'TRANSFER_IN_PROGRESS', 'COMPLETED');
  expect([await world.owedTo(deal.seller), await world.held(deal)]).toEqual([PRICE - FEE, 0]);
  // What the gateway told of the refunds has found its place by now.
  for (let days = 0; days < 4; days += 1) await world.later(DAY_MS + HOUR_MS);
  expect(await stuck()).toEqual([]);
  expect((await world.app.modules.admin.reconcile()).violations).toEqual([]);
});
