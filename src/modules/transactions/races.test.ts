/** Several at once on one deal: one wins, the money moves once. */
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { paymentSucceeded } from '../payments';

const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;
const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };
const TRIALS = 4;

let world: DealWorld;

beforeAll(async () => {
  world = await startDealWorld();
});
afterAll(async () => {
  try {
    await world.app.settle();
    await world.sendWiresBack();
    expect(await world.violations()).toEqual([]);
  } finally {
    await world.close();
  }
});

const path = ({ id }: MadeDeal, rest: string) => `/transactions/${id}${rest}`;
const times = <Result>(count: number, work: () => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, work));
const madeOf = async (deal: MadeDeal, wanted: string) =>
  (await world.timeline(deal)).filter(({ move }) => move === wanted).length;

test('of a release and a dispute in the same instant one wins, and the money follows it', async () => {
  const reason = 'The trucks are not those of the list.';
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const deal = await world.at('INSPECTION');
    const [released, disputed] = await Promise.all([
      codeOf(deal.buyer.post(path(deal, '/buyer/accept'))),
      codeOf(deal.seller.post(path(deal, '/dispute'), { reason })),
    ]);
    const { status, heldCents } = await world.read(deal);
    expect([released, disputed, status, heldCents]).toEqual(
      released === '200'
        ? ['200', '409 move_not_open', 'COMPLETED', 0]
        : ['409 move_not_open', '200', 'DISPUTED', PRICE],
    );
    expect(await world.owedTo(deal.seller)).toBe(released === '200' ? PRICE - 600_000 : 0);
  }
});

test('of a release and a hold in the same instant one wins', async () => {
  for (let trial = 0; trial < TRIALS; trial += 1) {
    const deal = await world.at('INSPECTION');
    const [released, held] = await Promise.all([
      codeOf(deal.buyer.post(path(deal, '/buyer/accept'))),
      codeOf(world.admin.post(path(deal, '/admin/hold'), { reason: 'A claim has come in.' })),
    ]);
    expect([
      ['200', '409 nothing_held'],
      ['409 deal_on_hold', '200'],
    ]).toContainEqual([released, held]);
    expect(await world.held(deal)).toBe(released === '200' ? 0 : PRICE);
  }
});

test('the news of one payment, fifty times at once, moves the deal and its money once', async () => {
  const deal = await world.at('SIGNED');
  const { body } = await succeed(deal.buyer.post(path(deal, '/deposit'), CARD));
  const { id: paymentId, payerId } = body.data.payment;
  await world.app.settle();
  const news = { paymentId, payerId, amountCents: DEPOSIT, method: 'CARD' as const, late: false };
  await times(50, () =>
    world.app.emit(paymentSucceeded, { ...news, purpose: 'DEPOSIT', subjectId: deal.id }),
  );
  await world.app.settle();
  expect(await world.held(deal)).toBe(DEPOSIT);
  expect(await madeOf(deal, 'DEPOSIT_RECEIVED')).toBe(1);
  expect(await madeOf(deal, 'PAYMENT_RETURNED')).toBe(0);
});

test('a deposit is started once, however often it is asked for at once', async () => {
  const deal = await world.at('SIGNED');
  const answers = await times(6, () => deal.buyer.post(path(deal, '/deposit'), CARD));
  const started = answers
    .filter(({ status }) => status === 201)
    .map(({ body }) => body.data.payment.id as string);
  expect(new Set(started).size).toBe(1);
  await world.app.settle();
  expect(await world.held(deal)).toBe(DEPOSIT);
  expect(await madeOf(deal, 'PAY_DEPOSIT')).toBe(1);
});

test('a price that is paid twice is taken once; the second payment goes back whole', async () => {
  const deal = await world.at('PAYMENT_PENDING');
  const wire = await succeed(deal.buyer.post(path(deal, '/final-payment'), { method: 'WIRE' }));
  await succeed(deal.buyer.post(path(deal, '/final-payment'), CARD));
  const arrived = { amountCents: PRICE - DEPOSIT, reference: `W ${deal.id}`, sendBack: true };
  const verify = path(deal, `/admin/verify-payment/${wire.body.data.payment.id}`);
  await Promise.all([world.app.settle(), world.askBothAdmins(verify, arrived)]);
  await world.app.settle();
  expect(await world.read(deal)).toMatchObject({
    status: 'TRANSFER_IN_PROGRESS',
    money: { inCents: PRICE, heldCents: PRICE, outCents: 0 },
  });
  expect(await madeOf(deal, 'FINAL_PAYMENT_RECEIVED')).toBe(1);
  expect(await madeOf(deal, 'PAYMENT_RETURNED')).toBe(1);
});

test('two who cancel at once have proposed and agreed, and the deposit goes back once', async () => {
  const deal = await world.at('IN_REVIEW');
  const cancel = { reason: 'We both want out.' };
  const answers = await Promise.all([
    codeOf(deal.buyer.post(path(deal, '/cancel'), cancel)),
    codeOf(deal.seller.post(path(deal, '/cancel'), cancel)),
  ]);
  expect(answers).toEqual(['200', '200']);
  expect(await world.read(deal)).toMatchObject({ status: 'CANCELLED', money: { outCents: DEPOSIT } });
});

test('two admins who decide the same at once decide it once', async () => {
  const deal = await world.at('TRANSFER_IN_PROGRESS', { amountCents: 40_000_000 });
  await succeed(deal.buyer.post(path(deal, '/dispute'), { reason: 'Nobody answers.' }));
  const decision = {
    outcome: 'CANCELLED',
    split: { buyerCents: 40_000_000, sellerCents: 0 },
    reason: 'Nothing was handed over.',
  };
  const answers = await Promise.all(
    [world.admin, world.secondAdmin].map((who) => codeOf(who.post(path(deal, '/admin/resolve'), decision))),
  );
  expect(answers).toEqual(['200', '200']);
  expect(await world.read(deal)).toMatchObject({ status: 'CANCELLED', heldCents: 0 });
  expect(await madeOf(deal, 'RESOLVE')).toBe(2);
});

test('a signature, twenty times at once, is given once', async () => {
  const deal = await world.open();
  const terms = await world.termsOf(deal.id);
  const answers = await times(20, () => codeOf(deal.buyer.post(path(deal, '/buyer/accept-terms'), terms)));
  expect(answers.filter((answer) => answer === '200')).toHaveLength(1);
  expect(await madeOf(deal, 'ACCEPT_TERMS')).toBe(1);
});

test('the same request, sent again with its key, has one effect and the same answer', async () => {
  const deal = await world.at('IN_REVIEW');
  const send = () =>
    deal.buyer.post(path(deal, '/cancel'), { reason: 'Once.' }, { 'Idempotency-Key': deal.id });
  const first = await succeed(send());
  const again = await send();
  expect([again.status, again.body]).toEqual([200, first.body]);
  expect(await madeOf(deal, 'PROPOSE_CANCEL')).toBe(1);
});
